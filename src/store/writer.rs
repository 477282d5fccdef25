//! Writes what nobody waits for: lines of the question log, links, chosen views.
//!
//! In: lines, taken without waiting. Out: rows, many in one transaction. While the database cannot be used the lines wait in memory, as many as fit; then
//! the oldest goes, and is counted.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::Notify;
use tokio::time::{sleep, timeout};

use super::base::Base;
use super::error::StoreError;
use super::ids::PersonId;
use super::insertion::together;
use super::statement::Statement;

/// Lines that wait: some 5 MB at most, and an hour of outage of a busy server.
pub(super) const QUEUE: usize = 10_000;
/// Lines in one transaction.
const BATCH: usize = 256;
/// How long the first line waits for others: a transaction costs more than a line, and nobody waits for either. Longer than between two questions of a busy server, so that
/// most are not answered while another is written.
const GATHERING: Duration = Duration::from_millis(250);
/// For one transaction.
const PATIENCE: Duration = Duration::from_secs(10);
/// The first pause after a failure, doubled with each further one.
const FIRST_PAUSE: Duration = Duration::from_millis(100);
/// The longest pause: writes resume at most this long after the database is back.
const LONGEST_PAUSE: Duration = Duration::from_secs(5);

/// One thing to write.
#[derive(Debug, Clone)]
pub(super) struct Line {
    /// Of whom it tells, so that it can be taken back.
    pub(super) person: PersonId,
    pub(super) statement: Statement,
}

/// What waits.
#[derive(Debug, Default)]
pub(super) struct Queue {
    lines: Mutex<VecDeque<Line>>,
    more: Notify,
    /// Wakes a writer that waits for more.
    enough: Notify,
    /// Changes when lines were written or given up.
    less: Notify,
    pub(super) dropped: AtomicU64,
    /// Lines taken out and not yet written.
    in_hand: std::sync::atomic::AtomicUsize,
}

impl Queue {
    /// Takes a line; never waits.
    pub(super) fn push(&self, line: Line) {
        let mut lines = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        lines.push_back(line);
        self.keep_to_size(&mut lines);
        drop(lines);
        self.more.notify_one();
    }

    /// Lines that are not written yet.
    pub(super) fn len(&self) -> usize {
        self.lines.lock().unwrap_or_else(PoisonError::into_inner).len() + self.in_hand.load(Ordering::Acquire)
    }

    /// Takes back what waits of one person.
    pub(super) fn forget(&self, person: PersonId) {
        self.lines.lock().unwrap_or_else(PoisonError::into_inner).retain(|line| line.person != person);
        self.less.notify_waiters();
    }

    /// Waits until nothing is left to write; tells how many lines are after that time.
    pub(super) async fn flushed(&self, within: Duration) -> usize {
        let empty = async {
            loop {
                let less = self.less.notified();
                if self.len() == 0 {
                    return;
                }
                less.await;
            }
        };
        if self.len() > 0 {
            self.enough.notify_one();
            drop(timeout(within, empty).await);
        }
        self.len()
    }

    /// Waits a moment for more lines, unless somebody waits for those that there are.
    async fn gathered(&self) {
        drop(timeout(GATHERING, self.enough.notified()).await);
    }

    fn take(&self) -> Vec<Line> {
        let mut lines = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        let count = lines.len().min(BATCH);
        self.in_hand.store(count, Ordering::Release);
        lines.drain(..count).collect()
    }

    fn put_back(&self, batch: Vec<Line>) {
        let mut lines = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        batch.into_iter().rev().for_each(|line| lines.push_front(line));
        self.in_hand.store(0, Ordering::Release);
        self.keep_to_size(&mut lines);
    }

    fn done(&self) {
        self.in_hand.store(0, Ordering::Release);
        self.less.notify_waiters();
    }

    fn keep_to_size(&self, lines: &mut VecDeque<Line>) {
        while lines.len() > QUEUE {
            lines.pop_front();
            self.drop_one("the queue is full");
        }
    }

    fn drop_one(&self, why: &str) {
        // One line in the log for each thousand: the log must not fill the disk that is already full.
        if self.dropped.fetch_add(1, Ordering::Relaxed).is_multiple_of(1000) {
            tracing::warn!(why, "lines for the store were dropped; `dropped` in its health counts them");
        }
    }
}

/// Writes for ever.
pub(super) async fn run(base: &Base, queue: &Queue) {
    let mut pause = FIRST_PAUSE;
    loop {
        let more = queue.more.notified();
        if queue.len() == 0 {
            more.await;
            queue.gathered().await;
        }
        if write(base, queue).await {
            pause = FIRST_PAUSE;
        } else {
            sleep(pause).await;
            pause = (pause * 2).min(LONGEST_PAUSE);
        }
    }
}

/// Writes one batch; whether there is reason to go on at once.
async fn write(base: &Base, queue: &Queue) -> bool {
    // Only with a place in hand: whoever takes lines back holds all places.
    let _place = base.place().await;
    let batch = queue.take();
    let statements = together(batch.iter().map(|line| line.statement.clone()));
    match base.write_within(PATIENCE, &statements).await {
        Ok(()) => queue.done(),
        Err(StoreError::Unavailable { .. }) => {
            queue.put_back(batch);
            return false;
        }
        Err(_) => return singly(base, queue, batch).await,
    }
    true
}

/// One of the lines is refused for good: each on its own, so that the others are kept.
async fn singly(base: &Base, queue: &Queue, batch: Vec<Line>) -> bool {
    let mut left = VecDeque::from(batch);
    while let Some(line) = left.pop_front() {
        match base.write_within(PATIENCE, std::slice::from_ref(&line.statement)).await {
            Ok(()) => {}
            Err(StoreError::Unavailable { .. }) => {
                left.push_front(line);
                queue.put_back(left.into());
                return false;
            }
            Err(error) => queue.drop_one(&error.to_string()),
        }
    }
    queue.done();
    true
}
