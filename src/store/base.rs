//! The way to the database: transactions within a deadline, reads within a deadline, and how it goes.
//!
//! In: statements. Out: rows and counts, or a [`StoreError`]. Opening and mending is left to `keeper`, queueing to `writer`.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use sqlx::AnyPool;
use sqlx::any::AnyRow;
use tokio::sync::{Semaphore, SemaphorePermit, watch};
use tokio::time::{sleep, timeout};

use super::Clock;
use super::address::Address;
use super::connect::writers;
use super::error::{StoreError, describe, passes};
use super::ids::Moment;
use super::place::Identity;
use super::statement::{self, Statement};
use super::told;

/// Between two tries of somebody who waits.
const AGAIN: Duration = Duration::from_millis(50);

const NO_ANSWER: &str = "no answer in time";
const NOT_OPEN: &str = "not open yet";
const FILE_GONE: &str = "its file is gone";

/// Whether what comes in is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// It is.
    Ok,
    /// It waits, or is refused, because the database cannot be used.
    Failing {
        /// Since when.
        since: Moment,
        /// What the database said last.
        why: String,
    },
}

/// An open database.
#[derive(Debug, Clone)]
pub(super) struct Open {
    pub(super) pool: AnyPool,
    /// The file as it was when opened.
    pub(super) identity: Option<Identity>,
}

/// The database, open or not.
pub(super) struct Base {
    pub(super) address: Address,
    pub(super) clock: Clock,
    open: watch::Sender<Option<Open>>,
    writing: Semaphore,
    vital: Mutex<Vital>,
    errors: AtomicU64,
}

#[derive(Debug)]
struct Vital {
    state: State,
    /// Whether the log knows of the trouble.
    told: bool,
}

impl Base {
    pub(super) fn new(address: Address, clock: Clock) -> Self {
        let since = clock();
        Self {
            writing: Semaphore::new(writers(&address) as usize),
            address,
            clock,
            open: watch::Sender::new(None),
            vital: Mutex::new(Vital { state: State::Failing { since, why: NOT_OPEN.to_owned() }, told: false }),
            errors: AtomicU64::new(0),
        }
    }

    /// What is open now, and what follows.
    pub(super) fn watch(&self) -> watch::Receiver<Option<Open>> {
        self.open.subscribe()
    }

    pub(super) fn set_open(&self, open: Option<Open>) {
        self.open.send_replace(open);
    }

    pub(super) fn state(&self) -> State {
        self.vital.lock().unwrap_or_else(PoisonError::into_inner).state.clone()
    }

    /// How often it could not be used, and how often it refused.
    pub(super) fn errors(&self) -> u64 {
        self.errors.load(Ordering::Relaxed)
    }

    /// Waits until the database is open and there is room for one more who writes.
    pub(super) async fn place(&self) -> Option<SemaphorePermit<'_>> {
        self.opened().await;
        self.writing.acquire().await.ok()
    }

    /// One transaction, tried again until it is committed or the time is up.
    pub(super) async fn commit(&self, within: Duration, statements: &[Statement]) -> Result<Vec<u64>, StoreError> {
        let work = async {
            loop {
                let place = self.place().await;
                let tried = self.write(statements).await;
                drop(place);
                match tried {
                    Err(StoreError::Unavailable { .. }) => sleep(AGAIN).await,
                    other => return other,
                }
            }
        };
        timeout(within, work).await.unwrap_or_else(|_| Err(self.late()))
    }

    /// The same while nobody else of this process writes; `first` runs as soon as that is so.
    pub(super) async fn commit_alone(
        &self,
        within: Duration,
        statements: &[Statement],
        first: impl Fn() + Send + Sync,
    ) -> Result<Vec<u64>, StoreError> {
        let work = async {
            self.opened().await;
            let _alone = self.writing.acquire_many(writers(&self.address)).await;
            first();
            loop {
                match self.write(statements).await {
                    Err(StoreError::Unavailable { .. }) => sleep(AGAIN).await,
                    other => return other,
                }
            }
        };
        timeout(within, work).await.unwrap_or_else(|_| Err(self.late()))
    }

    /// One transaction, tried once, by somebody who has a place.
    pub(super) async fn write(&self, statements: &[Statement]) -> Result<Vec<u64>, StoreError> {
        let pool = self.pool()?;
        let told = matches!(self.address, Address::Postgres(_)) && statements.iter().any(told::is_news);
        // Within the transaction: the others hear of it when it is committed, and not before.
        let statements = if told { &[statements, &[told::tell()]].concat() } else { statements };
        let touched = statement::transact(&pool, statements).await;
        self.went(touched.as_ref().err());
        Ok(touched?)
    }

    /// The same within a time after which the database counts as not answering.
    pub(super) async fn write_within(&self, within: Duration, statements: &[Statement]) -> Result<(), StoreError> {
        let Ok(written) = timeout(within, self.write(statements)).await else {
            self.failing(NO_ANSWER.to_owned());
            return Err(self.late());
        };
        written.map(drop)
    }

    /// Rows, tried once.
    pub(super) async fn read(&self, within: Duration, statement: Statement) -> Result<Vec<AnyRow>, StoreError> {
        let work = async {
            self.opened().await;
            let pool = self.pool()?;
            let rows = statement::rows(&pool, &statement).await;
            // A read that works says nothing of whether writes do.
            if let Some(error) = rows.as_ref().err() {
                self.went(Some(error));
            }
            Ok(rows?)
        };
        timeout(within, work).await.unwrap_or_else(|_| Err(self.late()))
    }

    async fn opened(&self) {
        // It cannot fail: the sender is part of this value.
        drop(self.open.subscribe().wait_for(Option::is_some).await);
    }

    fn pool(&self) -> Result<AnyPool, StoreError> {
        let open = self.open.borrow().clone().ok_or_else(|| self.late())?;
        if open.identity.is_some() && open.identity != Identity::of(&self.address) {
            // Somebody removed or replaced the file: what goes into the old one would be lost.
            self.failing(FILE_GONE.to_owned());
            self.open.send_if_modified(|now| now.take().is_some());
            return Err(StoreError::Unavailable { why: FILE_GONE.to_owned() });
        }
        Ok(open.pool)
    }

    fn late(&self) -> StoreError {
        let why = match self.state() {
            State::Failing { why, .. } => why,
            State::Ok => NO_ANSWER.to_owned(),
        };
        StoreError::Unavailable { why }
    }

    fn went(&self, error: Option<&sqlx::Error>) {
        match error {
            Some(error) if passes(error) => self.failing(describe(error)),
            // Where it says what is wrong with the statement, the database itself works.
            Some(_) => {
                self.errors.fetch_add(1, Ordering::Relaxed);
                self.well();
            }
            None => self.well(),
        }
    }

    /// Whatever was, it works now.
    pub(super) fn well(&self) {
        let mut vital = self.vital.lock().unwrap_or_else(PoisonError::into_inner);
        let before = std::mem::replace(&mut vital.state, State::Ok);
        if let State::Failing { since, .. } = before
            && std::mem::take(&mut vital.told)
        {
            let seconds = ((self.clock)().0 - since.0) / 1000;
            tracing::info!(store = %self.address, seconds, "the store keeps again what it is given");
        }
    }

    /// Remembers the trouble; says so once, not for every try.
    pub(super) fn failing(&self, why: String) {
        self.errors.fetch_add(1, Ordering::Relaxed);
        let mut vital = self.vital.lock().unwrap_or_else(PoisonError::into_inner);
        if !std::mem::replace(&mut vital.told, true) {
            tracing::error!(store = %self.address, why, "the store cannot be used; answers go on, what is to be kept waits");
        }
        let since = match vital.state {
            State::Ok => (self.clock)(),
            State::Failing { since, .. } => since,
        };
        vital.state = State::Failing { since, why };
    }
}

impl std::fmt::Debug for Base {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Base").field("address", &self.address).field("state", &self.state()).finish_non_exhaustive()
    }
}
