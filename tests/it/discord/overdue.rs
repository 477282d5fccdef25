//! What is due to be checked again: said once in the review channel, to those who keep it and nobody else.

use std::sync::Arc;
use std::time::Duration;

use docent::decision::Thresholds;
use docent::discord::{Config, Reminders};
use docent::folder;
use docent::knowledge::{KnowledgeFile, parse};
use docent::pipeline::Docent;
use docent::sandbox::permissions::SEND_MESSAGES;
use docent::sandbox::{Failure, Message, Operation, Options};
use serde_json::json;

use super::Base::{self, Postgres, Sqlite};
use super::{Live, PAUSES, SOON};
use rstest::rstest;

/// Between two looks in these tests.
const LOOK: Duration = Duration::from_millis(30);

/// The small knowledge with one entry that is due since that day, kept by the baristas.
fn overdue_since(day: &str) -> Arc<Docent> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = folder::read(&root.join("tests/data/small")).unwrap();
    for file in &mut files {
        if file.path.ends_with("why-bitter.md") {
            let review = format!("verified = \"2024-01-05\"\nreview = \"{day}\"");
            file.text = file.text.replacen("verified = \"2026-11-05\"", &review, 1);
        }
    }
    let owners = "[[owners]]\nname = \"Baristas\"\ntopics = [\"Brewing\"]\n".to_owned();
    files.push(KnowledgeFile { path: "owners.toml".to_owned(), text: owners });
    Arc::new(Docent::new(parse(&files).knowledge.unwrap(), Thresholds::default()))
}

/// Messages of Docent's in a channel that say what is due.
fn reminders(live: &Live) -> Vec<Message> {
    let spoken = live.discord.bot_messages_since(0.into());
    spoken.into_iter().filter(|message| message.text().contains("Due to be checked again")).collect()
}

async fn until_reminded(live: &Live, count: usize) -> Vec<Message> {
    let reminded = async {
        while reminders(live).len() < count {
            tokio::time::sleep(LOOK).await;
        }
    };
    tokio::time::timeout(SOON, reminded).await.unwrap();
    // Time for a second reminder, were there to be one.
    tokio::time::sleep(10 * LOOK).await;
    reminders(live)
}

#[rstest]
#[tokio::test]
async fn those_who_keep_a_topic_are_reminded_once_of_what_is_due(#[values(Sqlite, Postgres)] base: Base) {
    let knowledge = docent::live::Live::from(overdue_since("2025-06"));
    let config = Config { pauses: PAUSES, reminders: Reminders(LOOK), ..Config::default() };
    let Some(live) = Live::start_configured(base, Options::default(), knowledge.clone(), config).await else { return };
    let role = live.discord.add_role("baristas", 0);
    live.discord.add_role("Guests", 0);
    tokio::time::sleep(5 * LOOK).await;
    assert!(reminders(&live).is_empty(), "there is no channel for it yet");

    let moderator = live.moderator();
    let review = live.discord.add_channel("review");
    live.command(moderator, live.answers, "docent settings", &[("review", json!(review.to_string()))]).await;
    let reminded = until_reminded(&live, 1).await;
    assert_eq!(reminded.len(), 1, "{reminded:?}");
    let text = reminded[0].text();
    assert!(
        text.contains("**Baristas**") && text.contains("- Why does my coffee taste bitter?, since 2025-06"),
        "{text}"
    );
    assert_eq!(reminded[0].content, format!("<@&{role}>"), "those who keep it, and no other role");
    assert_eq!(reminded[0].mention_roles, [role]);
    assert_eq!(reminded[0].channel, review);

    // Checked, and forgotten once more.
    knowledge.answer_with(overdue_since("2025-09"));
    let again = until_reminded(&live, 2).await;
    assert!(again.len() == 2 && again[1].text().contains("since 2025-09"), "{again:?}");
}

#[rstest]
#[tokio::test]
async fn what_could_not_be_said_is_said_once_it_can_be(#[values(Sqlite, Postgres)] base: Base) {
    let knowledge = docent::live::Live::from(overdue_since("2025-06"));
    let config = Config { pauses: PAUSES, reminders: Reminders(LOOK), ..Config::default() };
    let Some(live) = Live::start_configured(base, Options::default(), knowledge.clone(), config).await else { return };
    let moderator = live.moderator();
    let review = live.discord.add_channel("review");
    // The first one arrives, and Docent does not hear of it.
    live.discord.fail(Operation::CreateMessage, 1, Failure::AnswerLost(403));
    live.command(moderator, live.answers, "docent settings", &[("review", json!(review.to_string()))]).await;
    until_tried(&live, 2).await;
    assert_eq!(until_reminded(&live, 1).await.len(), 1, "whatever is tried twice is said once");

    live.discord.deny(review, live.discord.bot(), SEND_MESSAGES);
    knowledge.answer_with(overdue_since("2025-09"));
    until_tried(&live, 4).await;
    assert_eq!(reminders(&live).len(), 1, "Docent may not write there");
    live.discord.deny(review, live.discord.bot(), 0);
    let reminded = until_reminded(&live, 2).await;
    assert!(reminded.len() == 2 && reminded[1].text().contains("since 2025-09"), "{reminded:?}");
}

/// Waits until Docent tried so often to write a message.
async fn until_tried(live: &Live, times: usize) {
    let tried = async {
        while live.discord.recorded().of(Operation::CreateMessage).count() < times {
            tokio::time::sleep(LOOK).await;
        }
    };
    tokio::time::timeout(SOON, tried).await.unwrap();
}
