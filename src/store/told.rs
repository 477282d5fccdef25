//! Tells other processes that something changed, and hears it from them: within milliseconds where the database can, else when `keeper` looks.
//!
//! In: what is about to be committed. Out: news of it, after the commit. PostgreSQL carries it; a SQLite file has one process.

use super::memory::{CHANGED, KNOWLEDGE};
use super::statement::Statement;

/// Where it is told.
#[cfg(feature = "postgres")]
const CHANNEL: &str = "docent";

/// Tells that something changed; what it was, the revisions say.
const TELL: &str = "SELECT pg_notify('docent', '')";

/// Whether others have to hear of this.
pub(super) fn is_news(statement: &Statement) -> bool {
    statement.is(CHANGED) || statement.is(KNOWLEDGE)
}

/// Tells it.
pub(super) fn tell() -> Statement {
    Statement::new(TELL)
}

/// Listens until the store is dropped. What was told while nobody listened is seen by looking once after each new connection.
#[cfg(feature = "postgres")]
pub(super) async fn listen(inner: &super::Inner) {
    use std::time::Duration;

    use sqlx::postgres::PgListener;

    use super::address::Address;

    /// Between two tries to connect; meanwhile `keeper` looks by itself.
    const AGAIN: Duration = Duration::from_secs(5);

    let address @ Address::Postgres(_) = &inner.base.address else { return };
    loop {
        if let Ok(mut listener) = PgListener::connect(&address.url()).await
            && listener.listen(CHANNEL).await.is_ok()
        {
            loop {
                if let Err(error) = inner.memory.refresh(&inner.base).await {
                    tracing::debug!(%error, "heard of a change and could not look at it");
                }
                if listener.recv().await.is_err() {
                    break;
                }
            }
        }
        tokio::time::sleep(AGAIN).await;
    }
}

/// Built without the database that tells.
#[cfg(not(feature = "postgres"))]
pub(super) async fn listen(_: &super::Inner) {}
