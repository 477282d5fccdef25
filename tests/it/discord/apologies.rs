//! Where something breaks, who waits is told so: in the place where the answer was announced, if Discord was told before that it takes longer.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use docent::discord::{Config, Pauses};
use docent::sandbox::{Failure, Operation, Options, RecordedRequest};
use docent::store::{Address, Moment, Store};
use serde_json::json;

use super::onboarding::CAFE;
use super::{Live, PAUSES, QUESTION, SOON};
use crate::store::Database;

/// What people are told then.
pub(super) const APOLOGY: &str = "Something went wrong on my side";
/// The first responses of Discord's that say "later": with "thinking", and in place.
pub(super) const THINKING: u64 = 5;
const HEARD: u64 = 6;
/// Discord is told of every wait.
pub(super) const ANNOUNCING: Pauses = Pauses { deferring: Duration::ZERO, ..PAUSES };

/// A store, and whether its clock is broken: whoever then wants to know the time ends in a panic.
pub(super) async fn breakable() -> (Store, Arc<AtomicBool>) {
    let broken = Arc::new(AtomicBool::new(false));
    let seen = Arc::clone(&broken);
    let clock = move || {
        assert!(!seen.load(Ordering::SeqCst), "the clock is broken");
        Moment::by_system_clock()
    };
    (Store::open(Address::Memory, Arc::new(clock)).await.unwrap(), broken)
}

async fn start(pauses: Pauses, store: Store) -> Live {
    let config = Config { pauses, ..Config::default() };
    Live::start_over(Database::memory(), store, Options::default(), Arc::clone(&CAFE), config).await
}

#[tokio::test]
async fn a_command_that_breaks_after_it_was_announced_ends_in_an_apology() {
    let (store, broken) = breakable().await;
    let live = start(ANNOUNCING, store).await;
    let track = [("track", json!("barista"))];
    broken.store(true, Ordering::SeqCst);
    let used = live.discord.slash(live.ada, live.answers, "onboard start", &track).unwrap();
    assert_eq!(used.acknowledged(SOON).await.unwrap(), THINKING);
    let told = used.response(SOON).await.unwrap();
    assert!(told.is_ephemeral() && told.text().contains(APOLOGY), "{}", told.text());
    broken.store(false, Ordering::SeqCst);
    let again = live.slash("onboard start", &track).await;
    assert!(again.text().contains("1/4"), "{}", again.text());
    live.assert_good_manners();
}

#[tokio::test]
async fn a_press_that_breaks_after_it_was_heard_leaves_what_was_there_and_is_apologized_for() {
    let (store, broken) = breakable().await;
    let live = start(ANNOUNCING, store).await;
    let first = live.slash("onboard start", &[("track", json!("barista"))]).await;
    let done = first.button("✅ Done").unwrap();
    broken.store(true, Ordering::SeqCst);
    let press = live.discord.press(live.ada, first.id, &done).unwrap();
    assert_eq!(press.acknowledged(SOON).await.unwrap(), HEARD);
    let told = press.followups(1, SOON).await.unwrap();
    assert!(told[0].is_ephemeral() && told[0].text().contains(APOLOGY), "{}", told[0].text());
    let now = live.discord.message(first.id).unwrap();
    assert_eq!(now.text(), first.text());
    broken.store(false, Ordering::SeqCst);
    live.discord.press(live.ada, first.id, &done).unwrap();
    let second = live.discord.wait_for_edit(first.id, now.changes, SOON).await.unwrap();
    assert!(second.text().contains("2/4"), "{}", second.text());
    live.assert_good_manners();
}

#[tokio::test]
async fn who_has_the_answer_is_told_nothing_on_top_of_it() {
    let (store, broken) = breakable().await;
    let config = Config { pauses: PAUSES, ..Config::default() };
    let hesitant = super::buttons::hesitant();
    let live = Live::start_over(Database::memory(), store, Options::default(), hesitant, config).await;
    let asked_back = live.slash("ask", &[("question", json!("coffee bitter"))]).await;
    let choice = asked_back.controls().find_map(|control| control["custom_id"].as_str()).unwrap();
    broken.store(true, Ordering::SeqCst);
    // What was chosen is noted once it is on the screen: only that breaks.
    let press = live.discord.press(live.ada, asked_back.id, choice).unwrap();
    let answered = press.response(SOON).await.unwrap();
    assert_ne!(answered.text(), asked_back.text());
    let refused = |request: &RecordedRequest| {
        request.operation == Some(Operation::CreateInteractionResponse) && request.status == 400
    };
    live.discord.wait_for_requests(1, SOON, refused).await.unwrap();
    assert_eq!(live.discord.message(asked_back.id).unwrap().text(), answered.text());
    assert_eq!(live.discord.recorded().of(Operation::ExecuteWebhook).count(), 0);
    live.assert_good_manners();
}

#[tokio::test]
async fn an_answer_that_discord_refuses_becomes_an_apology() {
    let refused = Failure::Status(400);
    let live = start(PAUSES, Store::in_memory().await.unwrap()).await;
    live.discord.fail(Operation::CreateInteractionResponse, 1, refused.clone());
    let told = live.slash("ask", &[("question", json!(QUESTION))]).await;
    assert!(told.is_ephemeral() && told.text().contains(APOLOGY), "{}", told.text());
    // The same where it was announced: a command, and a press.
    let live = start(ANNOUNCING, Store::in_memory().await.unwrap()).await;
    let track = [("track", json!("barista"))];
    live.discord.fail(Operation::UpdateOriginalWebhookMessage, 1, refused.clone());
    let told = live.slash("onboard start", &track).await;
    assert!(told.is_ephemeral() && told.text().contains(APOLOGY), "{}", told.text());
    let first = live.slash("onboard start", &track).await;
    live.discord.fail(Operation::UpdateOriginalWebhookMessage, 1, refused);
    let press = live.discord.press(live.ada, first.id, &first.button("✅ Done").unwrap()).unwrap();
    let told = press.followups(1, SOON).await.unwrap();
    assert!(told[0].is_ephemeral() && told[0].text().contains(APOLOGY), "{}", told[0].text());
    live.assert_good_manners();
}
