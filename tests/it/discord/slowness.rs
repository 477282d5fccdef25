//! Within three seconds always: a slow store and a slow network only delay the answer, never the sign that it comes.

use std::sync::Arc;
use std::time::Duration;

use docent::discord::{Config, Pauses};
use docent::sandbox::{Failure, Operation, Options};
use serde_json::json;
use sqlx::{AnyConnection, AssertSqlSafe, Executor as _};

use super::Base::{self, Postgres, Sqlite};
use super::{ANSWER, COFFEE, Live, PAUSES, QUESTION, SOON};
use rstest::rstest;

/// The first responses of Discord's that say "later": privately, and in place.
const THINKING: u64 = 5;
const HEARD: u64 = 6;

/// Docent over a database that somebody else can lock.
async fn lockable(base: Base) -> Option<(Live, AnyConnection)> {
    let pauses = Pauses { deferring: Duration::from_millis(100), ..PAUSES };
    let config = Config { pauses, ..Config::default() };
    let live = Live::start_configured(base, Options::default(), Arc::clone(&COFFEE), config).await?;
    let other = crate::store::connect(&live.database.url).await;
    Some((live, other))
}

/// Keeps everybody else from writing, and on PostgreSQL from reading too, until a rollback.
async fn lock(base: Base, other: &mut AnyConnection) {
    let statements: &[&str] = match base {
        Sqlite => &["BEGIN IMMEDIATE"],
        Postgres => &["BEGIN", "LOCK TABLE questions, feedback, teachings IN ACCESS EXCLUSIVE MODE"],
    };
    for statement in statements {
        other.execute(AssertSqlSafe((*statement).to_owned())).await.unwrap();
    }
}

#[rstest]
#[tokio::test]
async fn a_slow_store_delays_the_thank_you_and_not_the_sign_that_it_comes(#[values(Sqlite, Postgres)] base: Base) {
    let Some((live, mut other)) = lockable(base).await else { return };
    let reply = live.slash("ask", &[("question", json!(QUESTION))]).await;
    live.store.flush(SOON).await;
    lock(base, &mut other).await;
    let asked = live.slash("ask", &[("question", json!(QUESTION))]).await;
    assert!(asked.text().contains(ANSWER), "an answer needs no store");
    let press = live.discord.press(live.ada, reply.id, &reply.button("👍 Helpful").unwrap()).unwrap();
    assert_eq!(press.acknowledged(SOON).await.unwrap(), THINKING);
    assert_eq!(live.store.tally(reply.id.get().into(), SOON).await.unwrap().helpful, 0);
    other.execute("ROLLBACK").await.unwrap();
    let thanks = press.response(SOON).await.unwrap();
    assert!(thanks.text().contains("Thank you") && thanks.is_ephemeral(), "{}", thanks.text());
    assert_eq!(live.store.tally(reply.id.get().into(), SOON).await.unwrap().helpful, 1);
    live.assert_good_manners();
}

#[rstest]
#[tokio::test]
async fn a_slow_store_delays_what_is_taught_and_nothing_is_lost(#[values(Sqlite, Postgres)] base: Base) {
    let Some((live, mut other)) = lockable(base).await else { return };
    let moderator = live.moderator();
    let message = live.discord.say(live.other, live.ada, "Where is the cupping room?");
    let offer = live.discord.on_message(moderator, message, "Teach Docent").unwrap().response(SOON).await.unwrap();
    let preview = live.press(moderator, &offer, "Never answer this").await;
    live.store.flush(SOON).await;
    lock(base, &mut other).await;
    let save = live.discord.press(moderator, preview.id, &preview.button("Save").unwrap()).unwrap();
    assert_eq!(save.acknowledged(SOON).await.unwrap(), HEARD);
    assert!(live.store.taught(live.discord.guild().get().into()).is_empty());
    other.execute("ROLLBACK").await.unwrap();
    let changes = live.discord.message(preview.id).unwrap().changes;
    let saved = live.discord.wait_for_edit(preview.id, changes, SOON).await.unwrap();
    assert!(saved.text().contains("Saved"), "{}", saved.text());
    assert_eq!(live.store.taught(live.discord.guild().get().into()).len(), 1);
    live.assert_good_manners();
}

#[rstest]
#[tokio::test]
async fn a_slow_network_delays_no_answer_beyond_three_seconds(#[values(Sqlite, Postgres)] base: Base) {
    let Some(live) = Live::start(base).await else { return };
    live.discord.fail(Operation::CreateInteractionResponse, 1, Failure::Delay(Duration::from_millis(1200)));
    let reply = live.slash("ask", &[("question", json!(QUESTION))]).await;
    assert!(reply.text().contains(ANSWER));
}
