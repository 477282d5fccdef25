//! A circuit breaker: after some failures in a row nothing is tried for a while, then one at a time, until one succeeds.
//!
//! In: what succeeded and what failed. Out: whether to try. Nobody waits for an address that is known to be down.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Failures in a row after which the address counts as down: one may be chance.
pub(super) const FAILURES: u32 = 3;

/// Counts failures.
#[derive(Debug)]
pub(super) struct Breaker {
    /// How long nothing is tried once the address counts as down; afterwards, how long until the next single try.
    pub(super) pause: Duration,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    failures: u32,
    /// When the next try is allowed; only counts from [`FAILURES`] on.
    next_try: Option<Instant>,
}

/// What a success or a failure changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Change {
    /// Nothing that anybody would notice.
    None,
    /// It counts as down from now on.
    Down,
    /// It is back.
    Back,
}

impl Breaker {
    pub(super) fn new(pause: Duration) -> Self {
        Self { pause, state: Mutex::default() }
    }

    /// Whether to try now. Where it counts as down, the one who is allowed to try is alone for a pause.
    pub(super) fn allows(&self, now: Instant) -> bool {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let down = state.failures >= FAILURES;
        if down && state.next_try.is_some_and(|at| now < at) {
            return false;
        }
        if down {
            state.next_try = Some(now + self.pause);
        }
        true
    }

    /// Notes a success.
    pub(super) fn succeeded(&self) -> Change {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let was_down = state.failures >= FAILURES;
        *state = State::default();
        if was_down { Change::Back } else { Change::None }
    }

    /// Notes a failure.
    pub(super) fn failed(&self, now: Instant) -> Change {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.failures = state.failures.saturating_add(1);
        if state.failures >= FAILURES {
            state.next_try = Some(now + self.pause);
        }
        if state.failures == FAILURES { Change::Down } else { Change::None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAUSE: Duration = Duration::from_secs(30);

    #[test]
    fn it_opens_after_failures_in_a_row_and_lets_one_try_after_a_pause() {
        let (breaker, start) = (Breaker::new(PAUSE), Instant::now());
        let failed = |at| breaker.failed(at);
        assert_eq!([failed(start), failed(start)], [Change::None, Change::None]);
        assert_eq!(breaker.succeeded(), Change::None, "in a row");
        assert_eq!([failed(start), failed(start)], [Change::None, Change::None]);
        assert!(breaker.allows(start));
        assert_eq!(failed(start), Change::Down);
        let (before, then) = (start + PAUSE / 2, start + PAUSE);
        assert!(!breaker.allows(before));
        assert!(breaker.allows(then) && !breaker.allows(then), "one at a time");
        assert_eq!(failed(then), Change::None, "said once");
        assert!(!breaker.allows(then));
        assert!(breaker.allows(then + PAUSE));
        assert_eq!(breaker.succeeded(), Change::Back);
        assert!(breaker.allows(then) && breaker.allows(then));
    }

    #[test]
    fn a_try_that_never_ends_does_not_keep_it_open() {
        let (breaker, start) = (Breaker::new(PAUSE), Instant::now());
        for _ in 0..FAILURES {
            breaker.failed(start);
        }
        assert!(breaker.allows(start + PAUSE), "this one is dropped");
        assert!(!breaker.allows(start + PAUSE + PAUSE / 2));
        assert!(breaker.allows(start + 2 * PAUSE));
    }
}
