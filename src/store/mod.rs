//! What people make of Docent, kept: settings of servers, the question log, feedback, labels, taught entries, which reply belongs to which
//! question, what a person chose.
//!
//! In: what happened, with its time. Out: what is set and taught, from memory; lists and counts, from the database. SQLite or PostgreSQL, by `store.url`.
//!
//! Two promises. *No answer waits for the database*: what an answer needs is in memory, and what nobody waits for goes through a queue (`writer`). *Nothing
//! acknowledged is lost*: a call that gives `Ok` was committed, and the same action that arrives twice is there once. A database that is locked,
//! full or gone shows in [`Store::health`], and writes resume (`keeper`).

mod address;
mod base;
mod connect;
mod entry_ids;
mod error;
mod feedback;
mod ids;
mod insertion;
mod keeper;
mod labels;
mod links;
mod memory;
mod onboarding;
mod overdue;
mod people;
mod place;
mod purge;
mod questions;
mod row;
mod server;
mod statement;
mod stats;
mod taught;
mod told;
mod turns;
mod words;
mod writer;

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use tokio::sync::watch;
use tokio_util::sync::{CancellationToken, DropGuard};

use base::Base;
use connect::Closed;
use memory::Memory;
use statement::Statement;
use words::words;
use writer::Queue;

pub use address::{Address, AddressError};
pub use base::State;
pub use entry_ids::EntryIds;
pub use error::{OpenError, StoreError};
pub use feedback::{Kept, Press, Tally};
pub use ids::{ChannelId, Moment, PersonId, PressId, QuestionId, ReplyMessageId, ServerId, TaughtId};
pub use labels::{Choice, Judged, Verdict};
pub use links::{LINK_DAYS, Link};
pub use onboarding::{
    Assigned, Doing, Due, FORGET_DAYS, MAX_FORGET_DAYS, Newcomer, On, OnboardingChange, OnboardingSettings, TeamLines,
    To, WalkOf, WeekLater, WelcomeBy,
};
pub use overdue::{AT_ONCE, DueItem};
pub use people::{KeptOf, View};
pub use purge::Purged;
pub use questions::Logged;
pub use server::{ChannelMode, ChannelSettings, FeedbackBy, LOG_DAYS, MAX_LOG_DAYS, ServerSettings, SettingsChange};
pub use stats::Stats;
pub use taught::{By, Taught, Teaching};

/// Tells what time it is. The store has no clock of its own.
pub type Clock = Arc<dyn Fn() -> Moment + Send + Sync>;

/// For what waits to be written, before a list is read. A database that works needs a few milliseconds; with one that does not, the list fails anyway.
const CATCHING_UP: Duration = Duration::from_millis(250);

/// The store. Cheap to clone: all clones are one.
#[derive(Debug, Clone)]
pub struct Store {
    inner: Arc<Inner>,
    /// Ends what works beside the answers, with the last clone.
    _end: Arc<DropGuard>,
}

#[derive(Debug)]
struct Inner {
    base: Base,
    memory: Memory,
    queue: Queue,
}

/// How the store is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Health {
    /// Whether what comes in is kept.
    pub state: State,
    /// Whether settings and taught entries were read; before that, only what applies where nothing is set is known.
    pub loaded: bool,
    /// Lines that wait to be written.
    pub queued: usize,
    /// Lines that were given up since the start.
    pub dropped: u64,
    /// Failed uses of the database since the start.
    pub errors: u64,
}

impl std::fmt::Display for Health {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.state {
            State::Ok => f.write_str("store: ok")?,
            State::Failing { since, why } => write!(f, "store: failing since {since} ({why})")?,
        }
        if self.queued > 0 || self.dropped > 0 {
            write!(f, ", {} lines wait, {} dropped", self.queued, self.dropped)?;
        }
        Ok(())
    }
}

impl Store {
    /// Opens the store and reads what answers need. A database that cannot be used now is no error: the store starts with what applies where nothing is
    /// set, and keeps trying.
    ///
    /// # Errors
    /// For what only a person can mend: an address that is none, a folder that is missing or not writable, a store that a newer Docent used.
    pub async fn open(address: Address, clock: Clock) -> Result<Self, OpenError> {
        let inner =
            Arc::new(Inner { base: Base::new(address, clock), memory: Memory::default(), queue: Queue::default() });
        match keeper::open(&inner).await {
            Ok(()) => {}
            Err(Closed::ForGood(error)) => return Err(error),
            Err(Closed::Now(StoreError::Unavailable { why } | StoreError::Refused { why })) => inner.base.failing(why),
            Err(Closed::Now(error @ StoreError::Unknown)) => inner.base.failing(error.to_string()),
        }
        let end = CancellationToken::new();
        let (keeping, writing, listening) = (Arc::clone(&inner), Arc::clone(&inner), Arc::clone(&inner));
        tokio::spawn(end.clone().run_until_cancelled_owned(async move { told::listen(&listening).await }));
        tokio::spawn(end.clone().run_until_cancelled_owned(async move { keeper::run(&keeping).await }));
        tokio::spawn(
            end.clone().run_until_cancelled_owned(async move { writer::run(&writing.base, &writing.queue).await }),
        );
        Ok(Self { inner, _end: Arc::new(end.drop_guard()) })
    }

    /// An empty store in memory, with the clock of this machine.
    ///
    /// # Errors
    /// As [`open`](Self::open).
    pub async fn in_memory() -> Result<Self, OpenError> {
        Self::open(Address::Memory, Arc::new(Moment::by_system_clock)).await
    }

    /// How it is.
    #[must_use]
    pub fn health(&self) -> Health {
        Health {
            state: self.inner.base.state(),
            loaded: self.inner.memory.is_loaded(),
            queued: self.inner.queue.len(),
            dropped: self.inner.queue.dropped.load(Ordering::Relaxed),
            errors: self.inner.base.errors(),
        }
    }

    /// What time it is, by the clock that the store was given.
    #[must_use]
    pub fn now(&self) -> Moment {
        (self.inner.base.clock)()
    }

    /// Reads again what other processes changed. Happens by itself within seconds; a process that is told of a change need not wait.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub async fn refresh(&self) -> Result<(), StoreError> {
        self.inner.memory.refresh(&self.inner.base).await
    }

    /// Tells the other processes that the knowledge was read again, so that they read theirs.
    ///
    /// # Errors
    /// Where it could not be stored in this time.
    pub async fn tell_knowledge(&self, within: Duration) -> Result<(), StoreError> {
        let memory = &self.inner.memory;
        let _changing = memory.changing(within).await?;
        self.inner.base.commit(within, &[Statement::new(memory::KNOWLEDGE)]).await?;
        // Nobody here has to hear of it. Where another process told at the same moment, its own number follows.
        memory.knowledge.send_if_modified(|known| {
            *known += 1;
            false
        });
        Ok(())
    }

    /// Changes when another process read the knowledge again.
    #[must_use]
    pub fn knowledge_told(&self) -> watch::Receiver<i64> {
        self.inner.memory.knowledge.subscribe()
    }

    /// Waits until everything in the queue is written; tells how many lines are still there after this time.
    pub async fn flush(&self, within: Duration) -> usize {
        self.inner.queue.flushed(within).await
    }

    /// Waits a moment until what was noted before is written: whoever asks for a list looks for what just happened.
    async fn caught_up(&self) {
        self.flush(CATCHING_UP).await;
    }

    /// One change of what is in memory: first in the database, then in memory.
    async fn change(&self, within: Duration, statements: &[Statement], apply: impl FnOnce()) -> Result<(), StoreError> {
        let changing = self.inner.memory.changing(within).await?;
        let touched = self.inner.base.commit(within, statements).await?;
        if touched.first().is_some_and(|rows| *rows > 0) {
            apply();
        } else {
            drop(changing);
            // It was there already, from a call whose acknowledgement went astray: memory may not know.
            drop(self.refresh().await);
        }
        Ok(())
    }
}
