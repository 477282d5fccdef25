//! The store: every behavior on SQLite in memory, on a SQLite file, and on PostgreSQL where `DOCENT_TEST_POSTGRES` holds the address of a server.
//!
//! Each test has a database of its own: a folder, or a schema that is dropped afterwards.

mod answers;
mod asked;
mod killed;
mod onboarding;
mod opening;
mod people;
pub(crate) mod server;
mod taught;
mod together;
mod trouble;

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use docent::decision::Decision;
use docent::store::{Address, By, Logged, Moment, PressId, ServerId, Store};
use sqlx::{AnyConnection, AssertSqlSafe, Connection as _, Executor as _, Row as _};

/// Generous: on a busy machine a slow answer is no failure.
pub(crate) const SOON: Duration = Duration::from_mins(1);
/// What the clock shows in all of these tests.
pub(crate) const NOW: Moment = Moment(1_800_000_000_000);
pub(crate) const SERVER: ServerId = ServerId::new(1);
const DAY: i64 = 24 * 60 * 60 * 1000;

/// A database for one test.
pub(crate) struct Database {
    pub(crate) url: String,
    folder: Option<tempfile::TempDir>,
    schema: Option<(String, String)>,
}

impl Database {
    pub(crate) fn memory() -> Self {
        Self::at("sqlite::memory:".to_owned())
    }

    pub(crate) fn file() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self { url: format!("sqlite:{}/docent.db", folder.path().display()), folder: Some(folder), schema: None }
    }

    /// A schema of its own; none where no server is named.
    pub(crate) async fn postgres() -> Option<Self> {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let server = std::env::var("DOCENT_TEST_POSTGRES").ok()?;
        let schema = format!("docent_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        run(&server, format!("CREATE SCHEMA {schema}")).await;
        let sign = if server.contains('?') { '&' } else { '?' };
        let url = format!("{server}{sign}options[search_path]={schema}&application_name={schema}");
        Some(Self { url, folder: None, schema: Some((server, schema)) })
    }

    /// One that the test has the address of, and clears away.
    pub(crate) fn at(url: String) -> Self {
        Self { url, folder: None, schema: None }
    }

    /// Those that are still there after a restart.
    pub(crate) async fn lasting() -> Vec<Self> {
        std::iter::once(Self::file()).chain(Self::postgres().await).collect()
    }

    pub(crate) fn path(&self) -> std::path::PathBuf {
        self.folder.as_ref().unwrap().path().join("docent.db")
    }

    pub(crate) fn address(&self) -> Address {
        Address::parse(&self.url).unwrap()
    }

    pub(crate) async fn open(&self) -> Store {
        Store::open(self.address(), Arc::new(|| NOW)).await.unwrap()
    }

    /// One number that a query gives, by a connection of its own.
    pub(crate) async fn number(&self, query: &str) -> i64 {
        let mut connection = connect(&self.url).await;
        connection.fetch_one(AssertSqlSafe(query.to_owned())).await.unwrap().get(0)
    }

    pub(crate) async fn done(mut self) {
        if let Some((server, schema)) = self.schema.take() {
            clear(&server, &schema).await;
        }
    }
}

impl Drop for Database {
    /// A test that ends without a word leaves nothing behind either. It holds up its own runtime, so this needs another.
    fn drop(&mut self) {
        let Some((server, schema)) = self.schema.take() else { return };
        let clearing = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(clear(&server, &schema));
        });
        // Where it fails, the test has failed already, and says more about it.
        drop(clearing.join());
    }
}

/// Ends whoever is still at work in a schema, and drops it.
async fn clear(server: &str, schema: &str) {
    let mut connection = connect(server).await;
    let end = format!("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = '{schema}'");
    for sql in [end, format!("DROP SCHEMA {schema} CASCADE")] {
        connection.execute(AssertSqlSafe(sql)).await.unwrap();
    }
}

pub(crate) async fn connect(url: &str) -> AnyConnection {
    sqlx::any::install_default_drivers();
    AnyConnection::connect(url).await.unwrap()
}

async fn run(url: &str, sql: String) {
    connect(url).await.execute(AssertSqlSafe(sql)).await.unwrap();
}

/// Runs a test on every database that there is here.
pub(crate) async fn everywhere(test: impl AsyncFn(&Store)) {
    let all = [Database::memory()].into_iter().chain(Database::lasting().await);
    for database in all {
        let store = database.open().await;
        test(&store).await;
        drop(store);
        database.done().await;
    }
}

/// Runs the first part, restarts, and runs the second.
pub(crate) async fn across_a_restart(before: impl AsyncFn(&Store), after: impl AsyncFn(&Store)) {
    for database in Database::lasting().await {
        let store = database.open().await;
        before(&store).await;
        assert_eq!(store.flush(SOON).await, 0);
        drop(store);
        after(&database.open().await).await;
        database.done().await;
    }
}

/// A question that nobody could answer.
pub(crate) fn question(id: u64, text: &str) -> Logged {
    Logged {
        question: id.into(),
        server: Some(SERVER),
        channel: 20.into(),
        person: 30.into(),
        text: text.to_owned(),
        decision: Decision::Fallback,
        reply: None,
        confidence: 0.25,
        addressed: true,
        said: true,
        at: Moment(NOW.0 + i64::try_from(id).unwrap()),
    }
}

pub(crate) fn by(press: u64) -> By {
    By { press: PressId::new(press), server: SERVER, author: 40.into(), at: NOW }
}

pub(crate) fn texts(questions: &[Logged]) -> BTreeSet<&str> {
    questions.iter().map(|one| one.text.as_str()).collect()
}
