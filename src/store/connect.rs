//! Opens the database: creates the file, sets up each connection, brings the schema up to date.
//!
//! In: an [`Address`]. Out: a pool, or whether it is worth trying again. What to do meanwhile is left to `keeper`.

use std::io::Read as _;
use std::path::Path;
use std::sync::Once;
use std::time::Duration;

use sqlx::any::{AnyConnectOptions, AnyPoolOptions};
use sqlx::migrate::{MigrateError, Migration, MigrationType, Migrator};
use sqlx::{AnyPool, ConnectOptions as _, Executor as _, SqlSafeStr as _};

use super::address::Address;
use super::error::{OpenError, StoreError};

/// All schemas so far, oldest first. What was released never changes: a change is a further file.
const MIGRATIONS: [(i64, &str, &str); 4] = [
    (1, "first", include_str!("migrations/0001_first.sql")),
    (2, "onboarding", include_str!("migrations/0002_onboarding.sql")),
    (3, "overdue", include_str!("migrations/0003_overdue.sql")),
    (4, "entry ids", include_str!("migrations/0004_entry_ids.sql")),
];

/// Connections to a SQLite file: one writes, the others read beside it.
const FILE_CONNECTIONS: u32 = 4;
/// Connections to PostgreSQL for each process: its usual hundred are then enough for ten processes.
const POSTGRES_CONNECTIONS: u32 = 8;
/// For a connection; whoever waits for it has a deadline of their own.
const CONNECTING: Duration = Duration::from_secs(3);

/// WAL lets readers go on beside the writer. FULL, because what was acknowledged has to outlive a power cut as well: it costs a
/// flush for each commit, and log lines share one. The wait for a lock is short: whoever waits tries again until their deadline. What a
/// connection holds of the file, in KiB, is a quarter of the usual: the system holds it as well, and memory would grow with the question log.
const SQLITE_SETUP: &str =
    "PRAGMA busy_timeout = 500; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -512;";

/// How every SQLite file begins (<https://www.sqlite.org/fileformat.html#the_database_header>).
const SQLITE_MAGIC: &[u8] = b"SQLite format 3\0";

/// Why it cannot be opened.
#[derive(Debug)]
pub(super) enum Closed {
    /// It may work later.
    Now(StoreError),
    /// It never will.
    ForGood(OpenError),
}

/// How many may write at a time. SQLite has one writer; to wait in a queue of our own is fairer than its polling.
pub(super) fn writers(address: &Address) -> u32 {
    if matches!(address, Address::Postgres(_)) { POSTGRES_CONNECTIONS } else { 1 }
}

/// Creates the file where there is none, for its owner alone: it holds what people wrote.
pub(super) fn prepare(address: &Address) -> Result<(), OpenError> {
    let Some(path) = address.file() else { return Ok(()) };
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
    if !folder.is_dir() {
        return Err(OpenError::NoFolder { folder: folder.display().to_string() });
    }
    let refused =
        |error: std::io::Error| OpenError::NotWritable { file: path.display().to_string(), cause: error.to_string() };
    create(path).map_err(refused)?;
    // SQLite keeps two more files beside it, so that the file alone is not enough.
    probe(folder).map_err(refused)
}

fn create(path: &Path) -> std::io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.read(true).append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop)
}

/// Whether a file begins as SQLite's do, or is still empty; what cannot be read is left to SQLite. The pool would only say that no connection came in time.
fn may_be_sqlite(path: &Path) -> bool {
    let mut start = Vec::with_capacity(SQLITE_MAGIC.len());
    let read = std::fs::File::open(path).and_then(|file| file.take(SQLITE_MAGIC.len() as u64).read_to_end(&mut start));
    read.is_err() || start.is_empty() || start == SQLITE_MAGIC
}

/// Whether a file can be created in this folder.
fn probe(folder: &Path) -> std::io::Result<()> {
    let probe = folder.join(format!(".docent-{}", std::process::id()));
    std::fs::write(&probe, "")?;
    // Somebody who opens another file in this folder may have been faster.
    drop(std::fs::remove_file(&probe));
    Ok(())
}

/// Connects, and brings the schema up to date.
pub(super) async fn connect(address: &Address) -> Result<AnyPool, Closed> {
    static DRIVERS: Once = Once::new();
    DRIVERS.call_once(sqlx::any::install_default_drivers);
    if let Some(file) = address.file().filter(|file| !may_be_sqlite(file)) {
        let why = format!(
            "`{}` is no SQLite database: name another file in `store.url`, or put a copy of it there",
            file.display()
        );
        return Err(Closed::Now(StoreError::Unavailable { why }));
    }
    let pool = pool(address).await?;
    match Migrator::with_migrations(migrations()).run(&pool).await {
        Ok(()) => Ok(pool),
        Err(error) => Err(not_migrated(error)),
    }
}

async fn pool(address: &Address) -> Result<AnyPool, Closed> {
    let options: AnyConnectOptions = address.url().parse().map_err(unreadable)?;
    let options = options.disable_statement_logging();
    let is_sqlite = !matches!(address, Address::Postgres(_));
    let pool = AnyPoolOptions::new().acquire_timeout(CONNECTING).after_connect(move |connection, _| {
        Box::pin(async move {
            if is_sqlite {
                connection.execute(SQLITE_SETUP).await?;
            }
            Ok(())
        })
    });
    let pool = match address {
        // A second connection would see a memory of its own; the first must never go.
        Address::Memory => pool.max_connections(1).idle_timeout(None).max_lifetime(None),
        Address::File(_) => pool.max_connections(FILE_CONNECTIONS),
        Address::Postgres(_) => pool.max_connections(POSTGRES_CONNECTIONS),
    };
    pool.connect_with(options).await.map_err(|error| match error {
        sqlx::Error::Configuration(_) => unreadable(error),
        other => Closed::Now(other.into()),
    })
}

fn unreadable(error: sqlx::Error) -> Closed {
    let cause = match error {
        sqlx::Error::Configuration(cause) => cause.to_string(),
        other => other.to_string(),
    };
    Closed::ForGood(OpenError::Unreadable { cause })
}

fn migrations() -> Vec<Migration> {
    let migration = |(version, name, sql): (i64, &'static str, &'static str)| {
        Migration::new(version, name.into(), MigrationType::Simple, sql.into_sql_str(), false)
    };
    MIGRATIONS.into_iter().map(migration).collect()
}

fn not_migrated(error: MigrateError) -> Closed {
    let known = MIGRATIONS.last().map_or(0, |(version, ..)| *version);
    match error {
        MigrateError::VersionMissing(found) if found > known => Closed::ForGood(OpenError::Newer { found, known }),
        MigrateError::Execute(error) => Closed::Now(error.into()),
        other => Closed::Now(StoreError::Unavailable { why: other.to_string() }),
    }
}
