//! What goes wrong on the way: every reply arrives, and arrives once.

use std::sync::Arc;
use std::time::{Duration, Instant};

use docent::discord::{Config, Pauses};
use docent::sandbox::{Failure, Message, Operation, Options};
use docent::store::{By, Moment};
use rstest::rstest;
use serde_json::json;

use super::Base::{self, Postgres, Sqlite};
use super::{ANSWER, COFFEE, Live, PAUSES, QUESTION, SOON};

/// How long Discord asks to wait; long enough to measure.
const WAIT: Duration = Duration::from_millis(700);

fn replies(live: &Live, to: docent::sandbox::MessageId) -> Vec<Message> {
    live.discord.messages(live.answers).into_iter().filter(|one| one.reply_to == Some(to)).collect()
}

#[rstest]
#[case::server_error(2, Failure::Status(500))]
#[case::bad_gateway(2, Failure::Status(502))]
#[case::answer_lost(1, Failure::AnswerLost(500))]
#[case::answer_lost_twice(2, Failure::AnswerLost(504))]
#[case::rate_limited(2, Failure::RateLimited { retry_after: WAIT, global: false })]
#[case::rate_limited_globally(1, Failure::RateLimited { retry_after: WAIT, global: true })]
#[tokio::test]
async fn a_reply_to_a_message_arrives_once(
    #[values(Sqlite, Postgres)] base: Base,
    #[case] times: usize,
    #[case] failure: Failure,
) {
    let Some(live) = Live::start(base).await else { return };
    live.discord.fail(Operation::CreateMessage, times, failure.clone());
    let started = Instant::now();
    let question = live.discord.say(live.answers, live.ada, QUESTION);
    let reply = live.reply_to(question).await;
    assert!(reply.text().contains(ANSWER));
    let sent = |request: &docent::sandbox::RecordedRequest| request.operation == Some(Operation::CreateMessage);
    live.discord.wait_for_requests(times + 1, SOON, sent).await.unwrap();
    if matches!(failure, Failure::RateLimited { .. }) {
        assert!(started.elapsed() >= WAIT, "the wait was kept");
    }
    live.discord.expect_silence(reply.id, live.answers, live.ben, QUESTION, SOON).await.unwrap();
    assert_eq!(replies(&live, question).len(), 1);
    live.assert_good_manners();
}

#[rstest]
#[case::server_error(Failure::Status(500))]
#[case::answer_lost(Failure::AnswerLost(500))]
#[case::rate_limited(Failure::RateLimited { retry_after: Duration::from_millis(200), global: false })]
#[tokio::test]
async fn a_response_to_a_command_arrives_once(#[values(Sqlite, Postgres)] base: Base, #[case] failure: Failure) {
    let Some(live) = Live::start(base).await else { return };
    live.discord.fail(Operation::CreateInteractionResponse, 1, failure);
    let reply = live.slash("ask", &[("question", json!(QUESTION))]).await;
    assert!(reply.text().contains(ANSWER));
    let sent =
        |request: &docent::sandbox::RecordedRequest| request.operation == Some(Operation::CreateInteractionResponse);
    live.discord.wait_for_requests(2, SOON, sent).await.unwrap();
    live.discord.expect_silence(reply.id, live.answers, live.ben, QUESTION, SOON).await.unwrap();
    live.assert_good_manners();
}

#[rstest]
#[case::answer_lost(Failure::AnswerLost(502))]
#[case::rate_limited(Failure::RateLimited { retry_after: Duration::from_millis(200), global: false })]
#[tokio::test]
async fn a_message_after_the_response_arrives_once(#[values(Sqlite, Postgres)] base: Base, #[case] failure: Failure) {
    // Every press is told that its answer comes later; the note is then a message of its own.
    let config = Config { pauses: Pauses { deferring: Duration::ZERO, ..PAUSES }, ..Config::default() };
    let Some(mut live) = Live::start_configured(base, Options::default(), Arc::clone(&COFFEE), config).await else {
        return;
    };
    let moderator = live.moderator();
    super::teaching::taught(&live, moderator).await;
    let server = live.discord.guild().get().into();
    let learned = async {
        while live.store.taught(server).is_empty() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(SOON, learned).await.unwrap();
    let list = live.command(moderator, live.answers, "docent taught", &[]).await;
    let id = live.store.taught(server)[0].id;
    let one = live.choose(moderator, &list, &id.to_string()).await;
    let by = By { press: (id.get() + 1).into(), server, author: 7.into(), at: Moment(0) };
    live.store.remove_taught(&by, id, SOON).await.unwrap();
    live.discord.fail(Operation::ExecuteWebhook, 1, failure);
    let press = live.discord.press(moderator, one.id, &one.button("Remove").unwrap()).unwrap();
    let told = press.followups(1, SOON).await.unwrap();
    assert!(told[0].text().contains("removed meanwhile") && told[0].is_ephemeral(), "{}", told[0].text());
    live.assert_good_manners();
    // A stop waits for what is being sent, a repetition too.
    live.stop().await.unwrap();
    assert_eq!(press.followups(1, SOON).await.unwrap().len(), 1);
}

#[rstest]
#[tokio::test]
async fn registering_commands_survives_failures(#[values(Sqlite, Postgres)] base: Base) {
    let Some(live) = Live::start(base).await else { return };
    live.discord.fail(Operation::ListApplicationCommands, 2, Failure::Status(503));
    live.discord.forget_recorded();
    let second = super::connecting::another(&live);
    let listed = |request: &docent::sandbox::RecordedRequest| {
        request.operation == Some(Operation::ListApplicationCommands) && request.status == 200
    };
    live.discord.wait_for_requests(1, SOON, listed).await.unwrap();
    second.stop().await.unwrap();
}

#[rstest]
#[tokio::test]
async fn two_processes_of_one_bot_reply_once(#[values(Sqlite, Postgres)] base: Base) {
    let Some(live) = Live::start(base).await else { return };
    let second = super::connecting::another(&live);
    live.discord.connection(2, SOON).await.unwrap();
    let question = live.discord.say(live.answers, live.ada, QUESTION);
    let sent = |request: &docent::sandbox::RecordedRequest| request.operation == Some(Operation::CreateMessage);
    live.discord.wait_for_requests(2, SOON, sent).await.unwrap();
    assert_eq!(replies(&live, question).len(), 1, "the nonce keeps the second from being posted");
    second.stop().await.unwrap();
}
