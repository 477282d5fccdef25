//! Keeps the store open: tries again while it cannot be opened, notices what other processes change, clears away what is over.
//!
//! In: a store, open or not. Out: nothing; it works beside the answers until the store is dropped.

use std::time::Duration;

use tokio::time::{Instant, interval, sleep, timeout};

use super::base::{Open, State};
use super::connect::{self, Closed};
use super::error::{OpenError, StoreError};
use super::place::Identity;
use super::statement::Statement;
use super::{Inner, purge, turns};

/// For opening, so that a database that does not answer delays the start by no more.
const PATIENCE: Duration = Duration::from_secs(5);
/// The first pause between two tries to open, doubled with each.
const FIRST_PAUSE: Duration = Duration::from_millis(200);
/// The longest.
const LONGEST_PAUSE: Duration = Duration::from_secs(15);
/// How late a change by another process may be noticed, if nobody tells of it.
const POLL: Duration = Duration::from_secs(15);
/// How often what is over is cleared away.
const CLEARING: Duration = Duration::from_hours(1);

/// Needs the right to write, and changes nothing.
const PROBE: &str = "UPDATE revision SET number = number WHERE name = 'memory'";

/// Opens, or says why not.
pub(super) async fn open(inner: &Inner) -> Result<(), Closed> {
    let base = &inner.base;
    connect::prepare(&base.address).map_err(Closed::ForGood)?;
    let late = || Closed::Now(StoreError::Unavailable { why: "no answer in time".to_owned() });
    let pool = timeout(PATIENCE, connect::connect(&base.address)).await.map_err(|_| late())??;
    base.set_open(Some(Open { pool, identity: Identity::of(&base.address) }));
    inner.memory.refresh(base).await.map_err(Closed::Now)?;
    base.well();
    Ok(())
}

/// Works for ever.
pub(super) async fn run(inner: &Inner) {
    let mut watch = inner.base.watch();
    let mut polls = interval(POLL);
    let mut cleared: Option<Instant> = None;
    loop {
        if watch.borrow_and_update().is_none() {
            reopen(inner).await;
        }
        tokio::select! {
            _ = watch.changed() => continue,
            _ = polls.tick() => {}
        }
        tokio::select! {
            // Who opens must not wait until it is open: where the database goes meanwhile, the look ends.
            _ = watch.changed() => {}
            () = look(inner, &mut cleared) => {}
        }
    }
}

/// Looks at what changed, and clears away what is over.
async fn look(inner: &Inner, cleared: &mut Option<Instant>) {
    if matches!(inner.base.state(), State::Failing { .. }) {
        probe(inner).await;
    }
    if let Err(error) = inner.memory.refresh(&inner.base).await {
        return tracing::warn!(%error, "could not look for changes of the store");
    }
    if cleared.is_some_and(|at| at.elapsed() < CLEARING) {
        return;
    }
    // One of all processes is enough. Where that cannot be found out, clearing would fail too: the next look tries again.
    match turns::leads(inner, "clearing", CLEARING / 2, PATIENCE).await {
        Ok(leads) => {
            *cleared = Some(Instant::now());
            if leads {
                purge::by_clock(inner).await;
            }
        }
        Err(error) => tracing::debug!(%error, "could not find out who clears away what is over"),
    }
}

/// Tries a write where the last one failed, for nobody else may for a long time. What comes of it shows in the health.
async fn probe(inner: &Inner) {
    // Who works beside the answers must not wait for ever: it is the one who opens.
    let Ok(_place) = timeout(PATIENCE, inner.base.place()).await else { return };
    drop(inner.base.write_within(PATIENCE, &[Statement::new(PROBE)]).await);
}

async fn reopen(inner: &Inner) {
    let mut pause = FIRST_PAUSE;
    loop {
        match open(inner).await {
            Ok(()) => return tracing::info!(store = %inner.base.address, "the store is open"),
            Err(closed) => inner.base.failing(why(&closed)),
        }
        sleep(pause).await;
        pause = (pause * 2).min(LONGEST_PAUSE);
    }
}

fn why(closed: &Closed) -> String {
    match closed {
        Closed::Now(StoreError::Unavailable { why } | StoreError::Refused { why }) => why.clone(),
        Closed::Now(StoreError::Unknown) => String::new(),
        // At the start this ends the program; later a folder may come back.
        Closed::ForGood(error) => OpenError::to_string(error),
    }
}
