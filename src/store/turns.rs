//! What processes that share a store do one after the other, or only one of them at a time.
//!
//! In: what, and for how long. Out: how long to wait for the turn, or whether it is this process's. A row with a time in it does what a lock would do, on both
//! databases, and a process that dies takes nothing with it.

use std::time::Duration;

use tokio::time::timeout;

use super::base::Base;
use super::error::StoreError;
use super::row::Row;
use super::statement::Statement;
use super::{Inner, Store};

/// A turn is never waited for longer: where clocks were wrong, one too early is better than none.
const LONGEST_WAIT: Duration = Duration::from_mins(10);

/// The end of the queue: from now, or from the end of who came before. `$1` its name, `$2` the end if nobody waits, `$3` now, `$4` the length.
const QUEUE: &str = "INSERT INTO revision (name, number) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET number = \
     CASE WHEN revision.number > $3 THEN revision.number + $4 ELSE $2 END RETURNING number";

/// The end of a term, given to whoever comes first after it. A term that ends far in the future was set by a clock that was wrong.
const LEAD: &str = "INSERT INTO revision (name, number) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET number = $2 \
     WHERE revision.number <= $3 OR revision.number > $2 + $4 RETURNING number";

impl Store {
    /// Queues for a turn of this length; tells how long to wait until it begins.
    ///
    /// # Errors
    /// Where the database could not be used in this time.
    pub async fn queue_for(&self, what: &str, length: Duration, within: Duration) -> Result<Duration, StoreError> {
        let (now, length) = (self.now().0, millis(length));
        let end = asked(&self.inner.base, QUEUE, what, now, length, within).await?.unwrap_or(now + length);
        let wait = u64::try_from(end - length - now).unwrap_or_default();
        Ok(Duration::from_millis(wait).min(LONGEST_WAIT))
    }

    /// Whether this process does something for all of them during a term of this length.
    ///
    /// # Errors
    /// Where the database could not be used in this time.
    pub async fn leads(&self, what: &str, term: Duration, within: Duration) -> Result<bool, StoreError> {
        leads(&self.inner, what, term, within).await
    }
}

pub(super) async fn leads(inner: &Inner, what: &str, term: Duration, within: Duration) -> Result<bool, StoreError> {
    let now = (inner.base.clock)().0;
    Ok(asked(&inner.base, LEAD, what, now, millis(term), within).await?.is_some())
}

async fn asked(
    base: &Base,
    sql: &'static str,
    what: &str,
    now: i64,
    length: i64,
    within: Duration,
) -> Result<Option<i64>, StoreError> {
    let statement = Statement::new(sql).with(what).with(now + length).with(now).with(length);
    // It gives a row, and it writes: it waits for its place like everybody who does.
    let Ok(place) = timeout(within, base.place()).await else {
        return Err(StoreError::Unavailable { why: "other changes are still waiting".to_owned() });
    };
    let rows = base.read(within, statement).await?;
    drop(place);
    Ok(rows.first().map(|row| Row(row).number("number")).transpose()?)
}

fn millis(time: Duration) -> i64 {
    i64::try_from(time.as_millis()).unwrap_or(i64::MAX / 4)
}
