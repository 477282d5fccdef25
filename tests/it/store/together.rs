//! Several processes over one store: turns, terms, and news that travels at once.

use std::time::{Duration, Instant};

use docent::store::SettingsChange;

use super::{Database, NOW, SERVER, SOON, connect, everywhere};
use sqlx::Executor as _;

/// Well below the 15 s after which a process looks by itself.
const AT_ONCE: Duration = Duration::from_secs(5);

#[tokio::test]
async fn turns_follow_one_another_and_old_ones_are_over() {
    everywhere(async |store| {
        let turn = async |what: &str, seconds: u64| {
            store.queue_for(what, Duration::from_secs(seconds), SOON).await.unwrap().as_secs()
        };
        assert_eq!((turn("a", 10).await, turn("a", 5).await, turn("a", 5).await), (0, 10, 15));
        assert_eq!(turn("b", 5).await, 0, "another queue");
        assert_eq!((turn("c", 5000).await, turn("c", 5).await), (0, 600), "never longer than ten minutes");
    })
    .await;
}

#[tokio::test]
async fn one_process_leads_until_its_term_is_over() {
    for database in Database::lasting().await {
        let (one, other) = (database.open().await, database.open().await);
        let term = Duration::from_mins(1);
        let (first, second) = (one.leads("x", term, SOON).await.unwrap(), other.leads("x", term, SOON).await.unwrap());
        assert!(first && !second);
        let set = async |number: i64| {
            let sql = format!("UPDATE revision SET number = {number} WHERE name = 'x'");
            connect(&database.url).await.execute(sqlx::AssertSqlSafe(sql)).await.unwrap();
        };
        set(NOW.0).await;
        assert!(other.leads("x", term, SOON).await.unwrap(), "the term is over");
        set(NOW.0 + 1_000_000_000).await;
        assert!(one.leads("x", term, SOON).await.unwrap(), "a term by a clock that was wrong");
        drop((one, other));
        database.done().await;
    }
}

#[tokio::test]
async fn news_travels_at_once_over_postgres() {
    let Some(database) = Database::postgres().await else { return };
    let (one, other) = (database.open().await, database.open().await);
    let mut told = other.knowledge_told();
    told.mark_unchanged();
    // The first look after the connection to listen on; from here on there is somebody to tell.
    let began = Instant::now();
    let mut days = 1;
    while other.server(SERVER).log_days != days {
        days += 1;
        one.change_settings(SERVER, SettingsChange::LogDays(days), SOON).await.unwrap();
        let seen = async {
            while other.server(SERVER).log_days != days {
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        };
        drop(tokio::time::timeout(Duration::from_secs(1), seen).await);
        assert!(began.elapsed() < AT_ONCE * 2, "a setting did not arrive");
    }
    one.tell_knowledge(SOON).await.unwrap();
    tokio::time::timeout(AT_ONCE, told.changed()).await.unwrap().unwrap();
    assert!(!one.knowledge_told().has_changed().unwrap(), "who told it need not hear of it");
    drop((one, other));
    database.done().await;
}

#[tokio::test]
async fn news_of_knowledge_is_seen_by_looking() {
    for database in Database::lasting().await {
        let (one, other) = (database.open().await, database.open().await);
        let mut told = other.knowledge_told();
        told.mark_unchanged();
        one.tell_knowledge(SOON).await.unwrap();
        one.refresh().await.unwrap();
        other.refresh().await.unwrap();
        assert!(told.has_changed().unwrap());
        drop((one, other));
        database.done().await;
    }
}
