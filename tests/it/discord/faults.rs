//! Faults of every kind: no reply is lost that Discord would have taken, none is doubled, and everything recovers by itself.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant};

use docent::discord::{Config, Pauses, Room};
use docent::sandbox::{ChannelKind, Failure, MessageId, Operation, Options};
use docent::store::{Address, Moment, Store};
use rstest::rstest;
use serde_json::json;

use super::Base::{self, Postgres, Sqlite};
use super::{ANSWER, COFFEE, Live, PAUSES, QUESTION, SOON};
use crate::store::Database;

/// Discord's patience with a command.
const PATIENCE: Duration = Duration::from_secs(3);

fn replies(live: &Live, to: MessageId) -> usize {
    let spoken = live.discord.bot_messages_since(0.into());
    spoken.iter().filter(|one| one.reply_to == Some(to)).count()
}

/// Everything works again: a question is answered, and it is answered once, with what was asked before.
async fn assert_recovered(live: &Live, asked: &[MessageId]) {
    // Somebody new: what one person says quickly one after the other is one question.
    let cleo = live.discord.add_member("Cleo");
    let question = live.discord.say(live.answers, cleo, QUESTION);
    let mut last = live.reply_to(question).await.id;
    // What was asked before may be answered after it.
    for one in asked {
        last = last.max(live.reply_to(*one).await.id);
    }
    live.discord.expect_silence(last, live.answers, cleo, QUESTION, SOON).await.unwrap();
    for one in asked.iter().chain([&question]) {
        assert_eq!(replies(live, *one), 1, "message {one}");
    }
    live.assert_good_manners();
}

#[rstest]
#[tokio::test]
async fn what_was_asked_while_a_session_was_lost_is_answered_once(#[values(Sqlite, Postgres)] base: Base) {
    let Some(live) = Live::start(base).await else { return };
    let before = live.discord.say(live.answers, live.ada, QUESTION);
    live.reply_to(before).await;
    let talked = live.discord.mention(live.other, live.ada, QUESTION);
    live.reply_to(talked).await;
    live.discord.refuse_resume();
    live.discord.cut_gateway();
    let unasked = live.discord.say(live.answers, live.ben, QUESTION);
    let addressed = live.discord.mention(live.other, live.ben, QUESTION);
    let chatter = live.discord.say(live.other, live.ben, QUESTION);
    live.discord.connection(3, SOON).await.unwrap();
    live.discord.heal();
    assert_recovered(&live, &[before, talked, unasked, addressed]).await;
    assert_eq!(replies(&live, chatter), 0, "nobody asked Docent there");
}

#[rstest]
#[tokio::test]
async fn an_invalid_session_is_replaced_and_nothing_is_lost(#[values(Sqlite, Postgres)] base: Base) {
    let Some(live) = Live::start(base).await else { return };
    live.discord.invalidate_session(false);
    let meanwhile = live.discord.say(live.answers, live.ada, QUESTION);
    live.reply_to(meanwhile).await;
    assert_eq!(live.discord.recorded().op(2).count(), 2, "a second IDENTIFY");
    assert_recovered(&live, &[meanwhile]).await;
}

#[rstest]
#[tokio::test]
async fn a_line_that_went_silent_is_replaced(#[values(Sqlite, Postgres)] base: Base) {
    let options = Options { heartbeat: Duration::from_millis(300), ..Options::default() };
    let Some(live) = Live::start_with(base, options, Arc::clone(&COFFEE)).await else { return };
    live.discord.ignore_heartbeats();
    live.discord.connection(2, SOON).await.unwrap();
    let meanwhile = live.discord.say(live.answers, live.ada, QUESTION);
    live.discord.heal();
    assert_recovered(&live, &[meanwhile]).await;
}

#[rstest]
#[tokio::test]
async fn a_thousand_servers_at_once_keep_nobody_waiting(#[values(Sqlite, Postgres)] base: Base) {
    let Some(live) = Live::start(base).await else { return };
    for number in 0..1000 {
        let guild = live.discord.add_guild(&format!("server {number}"));
        live.discord.add_channel_in(guild, ChannelKind::Text, "general");
    }
    live.discord.refuse_resume();
    live.discord.cut_gateway();
    live.discord.connection(3, SOON).await.unwrap();
    live.discord.heal();
    let began = Instant::now();
    assert!(live.slash("ask", &[("question", json!(QUESTION))]).await.text().contains(ANSWER));
    assert!(began.elapsed() < PATIENCE, "{:?}", began.elapsed());
    assert_recovered(&live, &[]).await;
}

#[rstest]
#[tokio::test]
async fn events_that_nobody_can_read_harm_nobody(#[values(Sqlite, Postgres)] base: Base) {
    let Some(live) = Live::start(base).await else { return };
    for event in ["MESSAGE_CREATE", "INTERACTION_CREATE", "GUILD_CREATE", "READY", "RESUMED", "NEW_THING"] {
        for data in [json!({}), json!(null), json!([1, 2]), json!("text"), json!({"id": "x", "token": 5})] {
            live.discord.tell(event, &data);
        }
    }
    assert_recovered(&live, &[]).await;
    assert!(live.slash("ask", &[("question", json!(QUESTION))]).await.text().contains(ANSWER));
}

#[rstest]
#[tokio::test]
async fn a_request_that_is_never_answered_is_made_again(#[values(Sqlite, Postgres)] base: Base) {
    let Some(live) = Live::start(base).await else { return };
    // Longer than one attempt may take.
    live.discord.fail(Operation::CreateMessage, 1, Failure::Delay(Duration::from_mins(1)));
    let question = live.discord.say(live.answers, live.ada, QUESTION);
    live.reply_to(question).await;
    assert_recovered(&live, &[question]).await;
}

#[tokio::test]
async fn a_clock_that_jumps_changes_nothing() {
    static JUMP: AtomicI64 = AtomicI64::new(0);
    const DAY: i64 = 24 * 60 * 60 * 1000;
    let clock = || Moment(Moment::by_system_clock().0 + JUMP.load(Ordering::Relaxed));
    let store = Store::open(Address::Memory, Arc::new(clock)).await.unwrap();
    let config = Config { pauses: PAUSES, ..Config::default() };
    let live = Live::start_over(Database::memory(), store, Options::default(), Arc::clone(&COFFEE), config).await;
    let mut asked = Vec::new();
    for jump in [DAY, -DAY, 400 * DAY, 0] {
        JUMP.store(jump, Ordering::Relaxed);
        let question = live.discord.say(live.answers, live.ada, QUESTION);
        live.reply_to(question).await;
        assert!(live.slash("ask", &[("question", json!(QUESTION))]).await.text().contains(ANSWER));
        live.discord.cut_gateway();
        asked.push(question);
    }
    assert_recovered(&live, &asked).await;
}

#[tokio::test]
async fn in_a_flood_messages_go_first_and_commands_are_answered_in_time() {
    let config = Config {
        pauses: Pauses { writing: Duration::from_mins(1), ..PAUSES },
        room: Room { messages: 40, others: 40 },
        ..Config::default()
    };
    let metrics = config.metrics.clone();
    let live = Live::start_over(
        Database::memory(),
        Store::in_memory().await.unwrap(),
        Options::default(),
        Arc::clone(&COFFEE),
        config,
    )
    .await;
    let people: Vec<_> = (0..120).map(|number| live.discord.add_member(&format!("person {number}"))).collect();
    for person in people {
        live.discord.say(live.answers, person, "my coffee is so bitter, why");
    }
    let began = Instant::now();
    assert!(live.slash("ask", &[("question", json!(QUESTION))]).await.text().contains(ANSWER));
    assert!(began.elapsed() < PATIENCE, "{:?}", began.elapsed());
    assert!(metrics.sheds("message") >= 70, "{} of 120 were dropped", metrics.sheds("message"));
    assert_eq!(metrics.sheds("interaction"), 0);
}
