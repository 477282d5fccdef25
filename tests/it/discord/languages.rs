//! Answers in the language of who asks.

use std::sync::Arc;

use docent::sandbox::Options;
use rstest::rstest;
use serde_json::json;

use super::Base::{self, Postgres, Sqlite};
use super::{ANSWER, Live, QUESTION, SOON};
use crate::languages::coffee;

const GERMAN: &str = "Warum ist mein Kaffee so bitter?";
const GERMAN_ANSWER: &str = "überextrahiert";

#[rstest]
#[tokio::test]
async fn who_asks_in_german_gets_german(#[values(Sqlite, Postgres)] base: Base) {
    let Some(live) = Live::start_with(base, Options::default(), Arc::new(coffee())).await else { return };
    live.discord.set_locale(live.ada, "de");
    let asked = live.slash("ask", &[("question", json!(GERMAN))]).await;
    assert!(asked.text().contains(GERMAN_ANSWER) && asked.text().contains("Quelle"), "{}", asked.text());
    assert!(asked.button("👍 Hilfreich").is_some() && asked.button("Warum diese Antwort?").is_some());
    let related = live.press(live.ada, &asked, "Verwandtes").await;
    assert!(related.text().contains("Weiterlesen"), "{}", related.text());
    let why = live.press(live.ada, &asked, "Warum diese Antwort?").await.text();
    for said in ["Gelesen habe ich:", "Gefunden habe ich es, weil es ", "Woher es stammt"] {
        assert!(why.contains(said), "{said}: {why}");
    }
    for english in ["I read", "I found", "because", "Where it comes from"] {
        assert!(!why.contains(english), "{english}: {why}");
    }
    let thanks = live.press(live.ada, &asked, "👍 Hilfreich").await;
    assert!(thanks.text().contains("Danke!"), "{}", thanks.text());
    let not_asked = live.press(live.ben, &asked, "👍 Hilfreich").await;
    assert!(not_asked.text().contains("wer gefragt hat"), "{}", not_asked.text());
    // Whatever somebody has chosen, the words of a message tell more.
    let message = live.discord.say(live.answers, live.ben, GERMAN);
    assert!(live.reply_to(message).await.text().contains(GERMAN_ANSWER));
    let english = live.slash("ask", &[("question", json!(QUESTION))]).await;
    assert!(english.text().contains(ANSWER) && english.button("👍 Helpful").is_some(), "{}", english.text());
    live.assert_good_manners();
}

#[rstest]
#[tokio::test]
async fn what_is_looked_through_is_in_the_language_that_one_has_chosen(#[values(Sqlite, Postgres)] base: Base) {
    let Some(live) = Live::start_with(base, Options::default(), Arc::new(coffee())).await else { return };
    live.discord.set_locale(live.ada, "de");
    let topics = live.slash("faq", &[]).await;
    assert!(topics.text().contains("Was ich weiß"), "{}", topics.text());
    let entries = live.choose(live.ada, &topics, "Brewing").await;
    let answer = live.choose(live.ada, &entries, "why-bitter.de").await;
    assert!(answer.text().contains(GERMAN_ANSWER), "{}", answer.text());
    let typed = [("entry", json!("bitter"))];
    let found = live.discord.autocomplete(live.ada, live.answers, "faq", &typed, "entry", SOON).await.unwrap();
    assert_eq!(found.first().map(|(_, value)| value.clone()), Some(json!("why-bitter.de")), "{found:?}");
    let found = live.discord.autocomplete(live.ben, live.answers, "faq", &typed, "entry", SOON).await.unwrap();
    assert_eq!(found.first().map(|(_, value)| value.clone()), Some(json!("why-bitter")), "{found:?}");
    let names = [("question", json!("bitter coffee taste"))];
    assert!(live.slash("ask", &names).await.text().contains(GERMAN_ANSWER), "nothing but the asker tells");
    assert!(live.command(live.ben, live.answers, "ask", &names).await.text().contains(ANSWER));
    live.assert_good_manners();
}
