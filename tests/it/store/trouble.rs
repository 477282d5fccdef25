//! A database that is locked, full, gone or replaced: nothing waits for it, nothing acknowledged is lost, and writes resume.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use docent::store::{Address, Health, Moment, State, Store, StoreError};
use sqlx::{AnyConnection, Connection as _, Executor as _};
use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

use super::asked::feedback;
use super::{Database, NOW, SERVER, SOON, connect, question};

/// For a call that has to fail.
const BRIEFLY: Duration = Duration::from_millis(300);
/// Far shorter than three hundred waits for a locked database, far longer than none on a busy machine.
const AT_ONCE: Duration = Duration::from_secs(20);

async fn until(store: &Store, holds: impl Fn(&Health) -> bool) -> Health {
    let deadline = Instant::now() + SOON;
    loop {
        let health = store.health();
        if holds(&health) {
            return health;
        }
        assert!(Instant::now() < deadline, "{health}");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

fn fails(health: &Health) -> bool {
    matches!(health.state, State::Failing { .. })
}

/// While the database cannot be used: what nobody waits for is taken at once, what somebody waits for is refused in time.
async fn holds_out(store: &Store, first: u64) {
    let before = Instant::now();
    for id in first..first + 300 {
        store.log(&question(id, &format!("question {id}")));
        assert_eq!(store.server(SERVER).log_days, docent::store::LOG_DAYS);
    }
    assert!(before.elapsed() < AT_ONCE, "{:?}", before.elapsed());
    let refused = store.feedback(&feedback(first, first, true), BRIEFLY).await.unwrap_err();
    assert!(matches!(refused, StoreError::Unavailable { .. }), "{refused}");
    let health = until(store, fails).await;
    assert!(health.queued >= 44, "{health}");
}

/// Once it can be used again: everything is written, once.
async fn resumes(store: &Store, first: u64) {
    store.feedback(&feedback(first, first, true), SOON).await.unwrap();
    assert_eq!(store.flush(SOON).await, 0);
    let health = until(store, |health| health.state == State::Ok).await;
    assert_eq!(health.dropped, 0, "{health}");
    let kept = store.kept_of(30.into(), SOON).await.unwrap().questions;
    let mut ids: Vec<u64> = kept.iter().map(|one| one.question.get()).filter(|id| *id >= first).collect();
    ids.sort_unstable();
    assert_eq!(ids, (first..first + 300).collect::<Vec<_>>());
    assert_eq!(store.stats(SERVER, Moment(0), SOON).await.unwrap().feedback.helpful, 1);
}

#[tokio::test]
async fn a_locked_database_stops_no_answer_and_writes_resume() {
    let database = Database::file();
    let store = database.open().await;
    let mut other = connect(&database.url).await;
    other.execute("BEGIN EXCLUSIVE").await.unwrap();
    holds_out(&store, 1000).await;
    other.execute("ROLLBACK").await.unwrap();
    resumes(&store, 1000).await;
}

#[tokio::test]
async fn a_store_that_is_locked_at_the_start_opens_later() {
    let database = Database::file();
    let taught = docent::store::Teaching::Never { question: "lunch?".to_owned() };
    database.open().await.teach(&super::by(1), taught, None, SOON).await.unwrap();
    let mut other = connect(&database.url).await;
    other.execute("PRAGMA locking_mode = EXCLUSIVE").await.unwrap();
    other.execute("UPDATE revision SET number = number").await.unwrap();
    let store = database.open().await;
    assert!(!store.health().loaded, "{}", store.health());
    holds_out(&store, 1000).await;
    other.close().await.unwrap();
    until(&store, |health| health.loaded).await;
    resumes(&store, 1000).await;
    assert_eq!(store.taught(SERVER).len(), 1);
}

#[tokio::test]
async fn a_full_queue_drops_the_oldest_and_counts_them() {
    let database = Database::file();
    let store = database.open().await;
    let mut other = connect(&database.url).await;
    other.execute("BEGIN EXCLUSIVE").await.unwrap();
    (1..=11_000).for_each(|id| store.log(&question(id, "x")));
    let health = until(&store, |health| fails(health) && health.queued == 10_000).await;
    assert!((1_000..=1_256).contains(&health.dropped), "{health}");
    other.execute("ROLLBACK").await.unwrap();
    assert_eq!(store.flush(SOON).await, 0);
    let kept = database.number("SELECT COUNT(*) FROM questions").await;
    assert_eq!(u64::try_from(kept).unwrap() + store.health().dropped, 11_000);
    assert_eq!(database.number("SELECT MAX(question) FROM questions").await, 11_000, "the newest stay");
}

#[tokio::test]
async fn a_file_that_is_removed_under_way_is_made_anew() {
    let database = Database::file();
    let store = database.open().await;
    store.log(&question(1, "before"));
    assert_eq!(store.flush(SOON).await, 0);
    for end in ["", "-wal", "-shm"] {
        std::fs::remove_file(format!("{}{end}", database.path().display())).unwrap();
    }
    store.feedback(&feedback(2, 2, true), SOON).await.unwrap();
    assert_eq!(database.number("SELECT COUNT(*) FROM feedback").await, 1);
}

/// A disk of some 300 kB, which takes more rights than a test has: `.ci/run` provides it.
#[tokio::test]
async fn a_full_disk_stops_no_answer_and_writes_resume() {
    let Some(disk) = std::env::var_os("DOCENT_TEST_SMALL_DISK") else { return };
    let path = Path::new(&disk).join(format!("docent-{}.db", std::process::id()));
    let store = Store::open(Address::File(path.clone()), Arc::new(|| NOW)).await.unwrap();
    let filler = Path::new(&disk).join("filler");
    // Whatever is free, to the last block.
    let mut size = 1 << 20;
    let mut ballast = Vec::new();
    while size >= 512 {
        ballast.resize(ballast.len() + size, 0_u8);
        if std::fs::write(&filler, &ballast).is_err() {
            ballast.truncate(ballast.len() - size);
            size /= 2;
        }
    }
    // What SQLite had set aside for itself takes some more.
    let elsewhere = |press| docent::store::Press { message: 51.into(), ..feedback(press, press, true) };
    let mut press = 1;
    while store.feedback(&elsewhere(press), BRIEFLY).await.is_ok() {
        press += 1;
        assert!(press < 10_000, "the disk is never full");
    }
    holds_out(&store, 1000).await;
    std::fs::remove_file(&filler).unwrap();
    resumes(&store, 1000).await;
    drop(store);
    for end in ["", "-wal", "-shm"] {
        drop(std::fs::remove_file(format!("{}{end}", path.display())));
    }
}

/// A way to the server that can be cut.
struct Wire {
    port: u16,
    whole: watch::Sender<bool>,
}

impl Wire {
    async fn to(host: String) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let whole = watch::Sender::new(true);
        let watch = whole.subscribe();
        tokio::spawn(async move {
            while let Ok((mut near, _)) = listener.accept().await {
                let (mut watch, host) = (watch.clone(), host.clone());
                tokio::spawn(async move {
                    if !*watch.borrow() {
                        return;
                    }
                    let Ok(mut far) = TcpStream::connect(host).await else { return };
                    tokio::select! {
                        _ = copy_bidirectional(&mut near, &mut far) => {}
                        _ = watch.wait_for(|whole| !whole) => {}
                    }
                });
            }
        });
        Self { port, whole }
    }
}

#[tokio::test]
async fn postgres_may_go_and_come_back() {
    let Some(database) = Database::postgres().await else { return };
    let mut url = reqwest::Url::parse(&database.url).unwrap();
    let host = format!("{}:{}", url.host_str().unwrap(), url.port().unwrap_or(5432));
    let wire = Wire::to(host).await;
    url.set_host(Some("127.0.0.1")).unwrap();
    url.set_port(Some(wire.port)).unwrap();
    let through = Address::parse(url.as_str()).unwrap();
    let store = Store::open(through.clone(), Arc::new(|| NOW)).await.unwrap();
    wire.whole.send_replace(false);
    holds_out(&store, 1000).await;
    let late = Store::open(through, Arc::new(|| NOW)).await.unwrap();
    assert!(!late.health().loaded && fails(&late.health()));
    wire.whole.send_replace(true);
    resumes(&store, 1000).await;
    until(&late, |health| health.loaded).await;
    drop((store, late));
    database.done().await;
}

#[tokio::test]
async fn what_the_database_refuses_for_good_is_dropped_alone() {
    for database in Database::lasting().await {
        let store = database.open().await;
        let mut other: AnyConnection = connect(&database.url).await;
        // A rule of this test's own: the seventh question is against it.
        other.execute("CREATE UNIQUE INDEX one_of_each ON questions (text)").await.unwrap();
        for id in 1..=20 {
            let text = if id == 7 { "question 6".to_owned() } else { format!("question {id}") };
            store.log(&question(id, &text));
        }
        assert_eq!(store.flush(SOON).await, 0);
        assert_eq!(store.health().dropped, 1);
        assert_eq!(database.number("SELECT COUNT(*) FROM questions").await, 19);
        other.close().await.unwrap();
        drop(store);
        database.done().await;
    }
}
