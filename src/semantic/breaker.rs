//! A circuit breaker: after some failures in a row nothing is tried for a while, then one at a time, until one succeeds.
//!
//! In: what succeeded and what failed. Out: whether to try. Nobody waits for an address that is known to be down.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

/// Failures in a row after which the address counts as down: one may be chance.
pub(super) const FAILURES: u32 = 3;
/// How long nothing is tried then; afterwards, how long until the next single try.
pub(super) const PAUSE: Duration = Duration::from_secs(30);

/// Counts failures.
#[derive(Debug, Default)]
pub(super) struct Breaker(Mutex<State>);

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
    /// Whether to try now. Where it counts as down, the one who is allowed to try is alone for a pause.
    pub(super) fn allows(&self) -> bool {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        let down = state.failures >= FAILURES;
        if down && state.next_try.is_some_and(|at| now < at) {
            return false;
        }
        if down {
            state.next_try = Some(now + PAUSE);
        }
        true
    }

    /// Notes a success.
    pub(super) fn succeeded(&self) -> Change {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let was_down = state.failures >= FAILURES;
        *state = State::default();
        if was_down { Change::Back } else { Change::None }
    }

    /// Notes a failure.
    pub(super) fn failed(&self) -> Change {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        state.failures = state.failures.saturating_add(1);
        if state.failures >= FAILURES {
            state.next_try = Some(Instant::now() + PAUSE);
        }
        if state.failures == FAILURES { Change::Down } else { Change::None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn it_opens_after_failures_in_a_row_and_lets_one_try_after_a_pause() {
        let breaker = Breaker::default();
        assert_eq!([breaker.failed(), breaker.failed()], [Change::None, Change::None]);
        assert_eq!(breaker.succeeded(), Change::None, "in a row");
        assert_eq!([breaker.failed(), breaker.failed()], [Change::None, Change::None]);
        assert!(breaker.allows());
        assert_eq!(breaker.failed(), Change::Down);
        assert!(!breaker.allows());
        tokio::time::advance(PAUSE).await;
        assert!(breaker.allows() && !breaker.allows(), "one at a time");
        assert_eq!(breaker.failed(), Change::None, "said once");
        assert!(!breaker.allows());
        tokio::time::advance(PAUSE).await;
        assert!(breaker.allows());
        assert_eq!(breaker.succeeded(), Change::Back);
        assert!(breaker.allows() && breaker.allows());
    }

    #[tokio::test(start_paused = true)]
    async fn a_try_that_never_ends_does_not_keep_it_open() {
        let breaker = Breaker::default();
        for _ in 0..FAILURES {
            breaker.failed();
        }
        tokio::time::advance(PAUSE).await;
        assert!(breaker.allows(), "this one is dropped");
        tokio::time::advance(PAUSE).await;
        assert!(breaker.allows());
    }
}
