//! Nobody is pinged, whatever stands in the question or the knowledge; nothing breaks whatever people write.

use std::sync::Arc;

use docent::decision::Thresholds;
use docent::pipeline::Docent;
use docent::sandbox::Options;
use serde_json::json;

use super::Base::{self, Postgres, Sqlite};
use super::{ANSWER, COFFEE, Live, QUESTION, SOON};
use rstest::rstest;

#[rstest]
#[tokio::test]
async fn a_question_full_of_mentions_pings_nobody(#[values(Sqlite, Postgres)] base: Base) {
    let Some(live) = Live::start(base).await else { return };
    let text = format!("@everyone @here <@{}> <@&{}> {QUESTION}", live.ben, live.discord.guild());
    live.slash("ask", &[("question", json!(text))]).await;
    live.slash("compare", &[("first", json!("@everyone")), ("second", json!("@here"))]).await;
    let question = live.discord.mention(live.other, live.ada, &text);
    live.reply_to(question).await;
    live.assert_good_manners();
}

#[rstest]
#[tokio::test]
async fn knowledge_full_of_mentions_pings_nobody(#[values(Sqlite, Postgres)] base: Base) {
    let mut knowledge = COFFEE.knowledge().clone();
    for entry in &mut knowledge.entries {
        entry.answer = format!("@everyone @here <@1> <@&2> {}", entry.answer);
        entry.title = format!("@everyone {}", entry.title);
    }
    let docent = Arc::new(Docent::new(knowledge, Thresholds::default()));
    let Some(live) = Live::start_with(base, Options::default(), docent).await else { return };
    let question = live.discord.say(live.answers, live.ada, QUESTION);
    assert!(live.reply_to(question).await.text().contains(ANSWER));
    live.slash("ask", &[("question", json!(QUESTION))]).await;
    live.assert_good_manners();
}

#[rstest]
#[tokio::test]
async fn hostile_text_is_survived(#[values(Sqlite, Postgres)] base: Base) {
    let Some(live) = Live::start(base).await else { return };
    let long = "why is my coffee so bitter ".repeat(4000);
    let hostile = [
        long.as_str(),
        "\u{200b}\u{200b}\u{200b}",
        "\u{202e}rettib os eeffoc ym si yhw",
        "a\u{0}b",
        "(((((((((((((((((a+)+)+)+$",
        "\u{301}\u{301}\u{301}",
    ];
    for text in hostile {
        live.discord.mention(live.other, live.ada, text);
    }
    let flood = "☕".repeat(100_000);
    live.discord.say(live.answers, live.ada, &flood);
    let question = live.discord.say(live.answers, live.ben, QUESTION);
    assert!(live.discord.wait_for_reply(question, SOON).await.unwrap().text().contains(ANSWER));
    live.assert_good_manners();
}
