//! Within three seconds always: a slow store and a slow network only delay the answer, never the sign that it comes.

use std::sync::Arc;
use std::time::Duration;

use docent::discord::{Config, Pauses, Room};
use docent::sandbox::{Failure, Operation, Options};
use serde_json::json;
use sqlx::{AnyConnection, AssertSqlSafe, Executor as _};

use super::Base::{self, Postgres, Sqlite};
use super::{ANSWER, COFFEE, Live, PAUSES, QUESTION, SOON};
use rstest::rstest;

/// The first responses of Discord's that say "later": privately, and in place.
const THINKING: u64 = 5;
const HEARD: u64 = 6;

/// How many replies were called helpful; a lock keeps nobody from reading that.
const HELPFUL: &str = "SELECT COUNT(*) FROM feedback WHERE helpful = 1";

/// What Docent waits for the store here, before it tells Discord that it takes longer.
const LITTLE: Duration = Duration::from_millis(100);

/// Docent over a database that somebody else can lock.
async fn lockable(base: Base) -> Option<(Live, AnyConnection)> {
    let pauses = Pauses { deferring: LITTLE, ..PAUSES };
    let config = Config { pauses, ..Config::default() };
    let live = Live::start_configured(base, Options::default(), Arc::clone(&COFFEE), config).await?;
    let other = crate::store::connect(&live.database.url).await;
    Some((live, other))
}

/// Keeps everybody else from writing until a rollback.
async fn lock(base: Base, other: &mut AnyConnection) {
    match base {
        Sqlite => run(other, &["BEGIN IMMEDIATE"]).await,
        Postgres => run(other, &["BEGIN", "LOCK TABLE questions, feedback, teachings IN EXCLUSIVE MODE"]).await,
    }
}

async fn run(other: &mut AnyConnection, statements: &[&str]) {
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
    assert_eq!(live.database.number(HELPFUL).await, 0);
    other.execute("ROLLBACK").await.unwrap();
    let thanks = press.response(SOON).await.unwrap();
    assert!(thanks.text().contains("Thank you") && thanks.is_ephemeral(), "{}", thanks.text());
    assert_eq!(live.database.number(HELPFUL).await, 1);
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

#[rstest]
#[tokio::test]
async fn a_picture_that_takes_its_time_is_announced_and_comes(#[values(Sqlite, Postgres)] base: Base) {
    // No picture is laid out and drawn in no time at all.
    let config = Config { pauses: Pauses { deferring: Duration::ZERO, ..PAUSES }, ..Config::default() };
    let Some(live) = Live::start_configured(base, Options::default(), Arc::clone(&COFFEE), config).await else {
        return;
    };
    let options = [("first", json!("espresso")), ("second", json!("cold brew")), ("view", json!("picture"))];
    let used = live.discord.slash(live.ada, live.answers, "compare", &options).unwrap();
    assert_eq!(used.acknowledged(SOON).await.unwrap(), THINKING);
    let drawn = used.response(SOON).await.unwrap();
    assert_eq!(drawn.attachments.len(), 1);
    let as_list = live.press(live.ada, &drawn, "As a list").await;
    assert!(as_list.attachments.is_empty(), "text is there at once");
    let again = live.discord.press(live.ada, as_list.id, &as_list.button("As a picture").unwrap()).unwrap();
    assert_eq!(again.acknowledged(SOON).await.unwrap(), HEARD);
    let drawn = live.discord.wait_for_edit(as_list.id, as_list.changes, SOON).await.unwrap();
    assert_eq!(drawn.attachments.len(), 1);
    live.assert_good_manners();
}

/// What moderators look up, and a word of what it shows.
const LOOKED_UP: [(&str, &str); 2] = [("docent stats", "Asked: **1**"), ("docent unanswered", "Peru")];

#[tokio::test]
async fn what_moderators_look_up_is_announced_where_the_store_is_slow() {
    // On SQLite, readers wait for nobody: nothing there can hold them up.
    let Some((live, mut other)) = lockable(Postgres).await else { return };
    let moderator = live.moderator();
    live.slash("ask", &[("question", json!("What is the capital of Peru?"))]).await;
    live.store.flush(SOON).await;
    for (command, shown) in LOOKED_UP {
        run(&mut other, &["BEGIN", "LOCK TABLE questions IN ACCESS EXCLUSIVE MODE"]).await;
        let used = live.discord.slash(moderator, live.answers, command, &[]).unwrap();
        assert_eq!(used.acknowledged(SOON).await.unwrap(), THINKING, "{command}");
        run(&mut other, &["ROLLBACK"]).await;
        let told = used.response(SOON).await.unwrap();
        assert!(told.text().contains(shown) && told.is_ephemeral(), "{}", told.text());
    }
    live.assert_good_manners();
}

#[rstest]
#[tokio::test]
async fn what_moderators_look_up_arrives_over_a_slow_network(#[values(Sqlite, Postgres)] base: Base) {
    let Some(live) = Live::start(base).await else { return };
    let moderator = live.moderator();
    live.slash("ask", &[("question", json!("What is the capital of Peru?"))]).await;
    live.store.flush(SOON).await;
    for (command, shown) in LOOKED_UP {
        live.discord.fail(Operation::CreateInteractionResponse, 1, Failure::Delay(Duration::from_millis(1200)));
        let told = live.command(moderator, live.answers, command, &[]).await;
        assert!(told.text().contains(shown), "{}", told.text());
    }
}

#[tokio::test]
async fn when_many_join_at_once_and_the_store_is_slow_commands_are_answered_all_the_same() {
    let room = Room { messages: 40, others: 40 };
    let config = Config { pauses: PAUSES, room, ..Config::default() };
    let metrics = config.metrics.clone();
    let Some(live) = Live::start_configured(Sqlite, Options::default(), Arc::clone(&COFFEE), config).await else {
        return;
    };
    let mut other = crate::store::connect(&live.database.url).await;
    lock(Sqlite, &mut other).await;
    for number in 0..200 {
        live.discord.add_member(&format!("one of many {number}"));
    }
    for _ in 0..3 {
        assert!(live.slash("ask", &[("question", json!(QUESTION))]).await.text().contains(ANSWER));
    }
    assert!(metrics.sheds("other") >= 100, "{} of 200 joins were dropped", metrics.sheds("other"));
    assert_eq!(metrics.sheds("interaction"), 0);
    other.execute("ROLLBACK").await.unwrap();
}

#[tokio::test]
async fn a_file_is_announced_where_the_store_is_slow_and_comes() {
    // On SQLite, readers wait for nobody: nothing there can hold them up.
    let Some((live, mut other)) = lockable(Postgres).await else { return };
    let moderator = live.moderator();
    run(&mut other, &["BEGIN", "LOCK TABLE onboarding_walks IN ACCESS EXCLUSIVE MODE"]).await;
    let used = live.discord.slash(moderator, live.answers, "onboard export", &[]).unwrap();
    assert_eq!(used.acknowledged(SOON).await.unwrap(), THINKING);
    run(&mut other, &["ROLLBACK"]).await;
    let told = used.response(SOON).await.unwrap();
    assert!(told.is_ephemeral() && told.text().contains("A line for each person"), "{}", told.text());
    assert!(told.attachments[0].bytes.starts_with(b"person,track,step,"));
    live.assert_good_manners();
}

#[rstest]
#[tokio::test]
async fn why_is_announced_while_the_reply_is_being_changed(#[values(Sqlite, Postgres)] base: Base) {
    let Some((live, _)) = lockable(base).await else { return };
    let question = live.discord.say(live.answers, live.ada, QUESTION);
    let reply = live.reply_to(question).await;
    let why = reply.button("Why this answer?").unwrap();
    // Far longer than Docent waits here before it tells Discord.
    live.discord.fail(Operation::UpdateMessage, 1, Failure::Delay(20 * LITTLE));
    live.discord.edit(question, "how fine should i grind for espresso?");
    let changing = async {
        while live.discord.recorded().of(Operation::UpdateMessage).count() == 0 {
            tokio::time::sleep(LITTLE / 10).await;
        }
    };
    tokio::time::timeout(SOON, changing).await.unwrap();
    let used = live.discord.press(live.ada, reply.id, &why).unwrap();
    assert_eq!(used.acknowledged(SOON).await.unwrap(), THINKING);
    let told = used.response(SOON).await.unwrap();
    assert!(told.is_ephemeral() && told.text().contains("I read"), "{}", told.text());
    live.assert_good_manners();
}
