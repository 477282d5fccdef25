//! Killed in the middle of it: after the restart nothing acknowledged is missing, and nothing is there twice.

use std::collections::BTreeSet;
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Command, Stdio};

use docent::store::{Store, Teaching};

use super::asked::feedback;
use super::{Database, SERVER, SOON, by};

/// Presses and teaches together.
const ALL: u64 = 1000;
/// Acknowledgements after which the process is killed.
const ENOUGH: usize = 300;
/// Set for the process that will be killed: the address of the store.
const VICTIM: &str = "DOCENT_TEST_VICTIM";
/// What an acknowledgement begins with on standard output.
const ACKNOWLEDGED: &str = "acknowledged ";

/// The even numbers press, the odd ones teach.
async fn act(store: &Store, number: u64) {
    if number.is_multiple_of(2) {
        store.feedback(&feedback(number, number, true), SOON).await.unwrap();
    } else {
        let teaching = Teaching::Never { question: format!("question {number}") };
        store.teach(&by(number), teaching, None, SOON).await.unwrap();
    }
}

async fn act_all_at_once(store: &Store, acknowledged: fn(u64)) {
    let acting = (1..=ALL).map(|number| {
        let store = store.clone();
        tokio::spawn(async move {
            act(&store, number).await;
            acknowledged(number);
        })
    });
    for acted in acting.collect::<Vec<_>>() {
        acted.await.unwrap();
    }
}

async fn assert_each_is_there_once(database: &Database, store: &Store) {
    let half = ALL / 2;
    assert_eq!(store.taught(SERVER).len() as u64, half);
    for query in [
        "SELECT COUNT(*) FROM feedback WHERE helpful = 1",
        "SELECT COUNT(DISTINCT press) FROM feedback",
        "SELECT COUNT(*) FROM teachings",
    ] {
        assert_eq!(database.number(query).await, half.cast_signed(), "{query}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thousand_presses_and_teaches_at_once_are_each_there_once() {
    if let Ok(url) = std::env::var(VICTIM) {
        // Started by the test below, which reads what is acknowledged, and kills.
        let database = Database { url, folder: None, schema: None };
        let say = |number| writeln!(std::io::stdout(), "{ACKNOWLEDGED}{number}").unwrap();
        return act_all_at_once(&database.open().await, say).await;
    }
    for database in Database::lasting().await {
        let store = database.open().await;
        act_all_at_once(&store, |_| {}).await;
        assert_each_is_there_once(&database, &store).await;
        drop(store);
        database.done().await;
    }
}

/// Runs the test above in a process of its own and kills it; gives what it acknowledged until then.
fn killed_in_the_middle(url: &str) -> BTreeSet<u64> {
    let test = "store::killed::a_thousand_presses_and_teaches_at_once_are_each_there_once";
    let mut victim = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", test, "--nocapture"])
        .env(VICTIM, url)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut acknowledged = BTreeSet::new();
    for line in BufReader::new(victim.stdout.take().unwrap()).lines() {
        let line = line.unwrap();
        // The harness writes on the same line before the first.
        let number = line.split_once(ACKNOWLEDGED).and_then(|(_, number)| number.parse::<u64>().ok());
        acknowledged.extend(number);
        if acknowledged.len() == ENOUGH {
            victim.kill().unwrap();
        }
    }
    assert!(!victim.wait().unwrap().success());
    acknowledged
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn after_a_kill_nothing_acknowledged_is_missing_and_nothing_is_there_twice() {
    for database in Database::lasting().await {
        let url = database.url.clone();
        let acknowledged = tokio::task::spawn_blocking(move || killed_in_the_middle(&url)).await.unwrap();
        assert!((ENOUGH as u64..ALL).contains(&(acknowledged.len() as u64)), "{}", acknowledged.len());
        let store = database.open().await;
        let taught: BTreeSet<u64> = store.taught(SERVER).iter().map(|taught| taught.id.get()).collect();
        for number in &acknowledged {
            let there = if number.is_multiple_of(2) {
                let query = format!("SELECT COUNT(*) FROM feedback WHERE press = {number} AND person = {number}");
                database.number(&query).await == 1
            } else {
                taught.contains(number)
            };
            assert!(there, "{number} was acknowledged and is gone");
        }
        // Discord delivers what was not acknowledged again, and here everything.
        act_all_at_once(&store, |_| {}).await;
        assert_each_is_there_once(&database, &store).await;
        drop(store);
        database.done().await;
    }
}
