//! PostgreSQL stopped and started again under a Docent at work, in order and as a crash: answers go on, nothing that was acknowledged is missing, nothing is
//! there twice, and other processes hear of changes as before.

use std::sync::Arc;
use std::time::{Duration, Instant};

use docent::discord::{Config, Pauses};
use docent::sandbox::{Message, Options};
use docent::store::{Health, SettingsChange, State, Store};
use rstest::rstest;
use serde_json::json;

use super::{ANSWER, COFFEE, Live, PAUSES, QUESTION, SOON};
use crate::store::Database;
use crate::store::server::Server;

/// Questions while the server is stopped.
const MEANWHILE: usize = 20;
/// As in earnest: half of what Discord waits for a first word.
const DEFERRING: Duration = Duration::from_millis(1500);
/// Well below the time after which a process looks for changes by itself.
const AT_ONCE: Duration = Duration::from_secs(1);

async fn until(store: &Store, holds: impl Fn(&Health) -> bool) {
    let began = Instant::now();
    while !holds(&store.health()) {
        assert!(began.elapsed() < SOON, "{}", store.health());
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

/// Runs what blocks beside everything else.
async fn beside(server: &Arc<Server>, act: impl FnOnce(&Server) + Send + 'static) {
    let server = Arc::clone(server);
    tokio::task::spawn_blocking(move || act(&server)).await.unwrap();
}

/// A change of one process reaches the other without its looking for it.
async fn assert_news_travels(one: &Store, other: &Store, server: docent::store::ServerId) {
    let began = Instant::now();
    for days in 1.. {
        one.change_settings(server, SettingsChange::LogDays(days), SOON).await.unwrap();
        let changed = Instant::now();
        while changed.elapsed() < AT_ONCE {
            if other.server(server).log_days == days {
                return;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        assert!(began.elapsed() < SOON, "a setting did not arrive");
    }
}

/// Somebody new asks, and is answered: what one person says quickly one after the other is one question.
async fn asked(live: &Live, who: &str) -> Message {
    let person = live.discord.add_member(who);
    let question = live.discord.say(live.answers, person, QUESTION);
    let reply = live.reply_to(question).await;
    assert!(reply.text().contains(ANSWER), "{}", reply.text());
    reply
}

#[rstest]
#[tokio::test]
async fn a_postgres_that_is_restarted_holds_nobody_up_and_loses_nothing(
    #[values("fast", "immediate")] mode: &'static str,
) {
    let Some(server) = Server::start().map(Arc::new) else { return };
    let database = Database::at(server.url());
    let (store, other) = (super::open(&database).await, super::open(&database).await);
    // Crash recovery may take longer than Discord waits for a first word.
    let config = Config { pauses: Pauses { deferring: DEFERRING, ..PAUSES }, ..Config::default() };
    let live = Live::start_over(database, store, Options::default(), Arc::clone(&COFFEE), config).await;
    let guild = live.discord.guild().get().into();
    let reply = live.slash("ask", &[("question", json!(QUESTION))]).await;
    assert!(live.press(live.ada, &reply, "👍 Helpful").await.text().contains("Thank you"));
    asked(&live, "Before").await;
    assert_eq!(live.store.flush(SOON).await, 0);

    beside(&server, move |server| server.stop(mode)).await;
    let unhelpful = reply.button("👎 Not helpful").unwrap();
    let pressed = live.discord.press(live.ada, reply.id, &unhelpful).unwrap();
    for number in 0..MEANWHILE {
        asked(&live, &format!("Meanwhile {number}")).await;
    }
    until(&live.store, |health| matches!(health.state, State::Failing { .. })).await;
    assert!(live.slash("ask", &[("question", json!(QUESTION))]).await.text().contains(ANSWER));
    beside(&server, Server::start_again).await;

    assert!(pressed.response(SOON).await.unwrap().text().contains("Thank"), "what waited is kept and thanked for");
    until(&live.store, |health| health.state == State::Ok).await;
    asked(&live, "Afterwards").await;
    assert_eq!(live.store.flush(SOON).await, 0);
    let tally = super::keeping::opinions(&live).await;
    assert_eq!((tally.helpful, tally.unhelpful), (0, 1), "the opinion of before, changed");
    let all = i64::try_from(MEANWHILE).unwrap() + 4;
    for count in ["COUNT(*)", "COUNT(DISTINCT question)"] {
        assert_eq!(live.database.number(&format!("SELECT {count} FROM questions")).await, all, "{count}");
    }
    assert_eq!(live.store.health().dropped, 0);
    assert_news_travels(&live.store, &other, guild).await;
    live.assert_good_manners();
}
