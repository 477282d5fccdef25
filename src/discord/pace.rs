//! Keeps Discord's rate limits before Discord has to: 50 requests a second for the bot, and each route's own.
//!
//! In: a request's route, the headers of answers. Out: when the next request may go.
//!
//! serenity's own rate limiter is not used: with a proxy set it must be off (it would bypass the proxy and send the token to the real
//! Discord), and without it serenity keeps neither the global limit nor tells how long to wait. One way for both means that what
//! the tests run against is what runs live.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::time::{Instant, sleep_until};

/// Steady gap between two requests: 45 a second, a tenth below Discord's 50.
const GAP: Duration = Duration::from_micros(22_222);
/// How far a burst may run ahead of the steady pace: five requests at once, so that no second ever holds more than 50.
const BURST: Duration = Duration::from_millis(100);
/// Routes remembered before expired ones are swept; there is one a channel.
const SWEEP_AT: usize = 1024;

/// When the next requests may go.
#[derive(Debug, Default)]
pub(super) struct Pace {
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    /// When the steady pace would send the next request.
    due: Option<Instant>,
    /// Nothing that counts globally goes before this.
    held: Option<Instant>,
    /// Routes that must wait.
    routes: HashMap<String, Instant>,
}

impl Pace {
    /// Waits for this route's turn; false where that would be later than `give_up`.
    ///
    /// Interaction responses pass `counted = false`: Discord does not count them against the bot's 50.
    pub(super) async fn turn(&self, route: &str, counted: bool, give_up: Instant) -> bool {
        loop {
            let Some(until) = self.wait_until(route, counted, Instant::now()) else { return true };
            if until > give_up {
                return false;
            }
            sleep_until(until).await;
        }
    }

    /// Holds one route back, as its 429 or its used-up bucket says.
    pub(super) fn hold(&self, route: &str, wait: Duration) {
        let now = Instant::now();
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if state.routes.len() >= SWEEP_AT {
            state.routes.retain(|_, until| *until > now);
        }
        state.routes.insert(route.to_owned(), now + wait);
    }

    /// Holds everything back that counts globally, as a global 429 says.
    pub(super) fn hold_all(&self, wait: Duration) {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).held = Some(Instant::now() + wait);
    }

    /// Takes the turn, or says until when to wait.
    fn wait_until(&self, route: &str, counted: bool, now: Instant) -> Option<Instant> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let held = state.held.filter(|_| counted);
        if let Some(until) = held.max(state.routes.get(route).copied()).filter(|until| *until > now) {
            return Some(until);
        }
        if counted {
            let due = state.due.unwrap_or(now).max(now);
            if due > now + BURST {
                return Some(due - BURST);
            }
            state.due = Some(due + GAP);
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROUTE: &str = "POST channel 1";

    #[test]
    fn a_burst_beyond_the_pace_waits() {
        let (pace, now) = (Pace::default(), Instant::now());
        let free_at = |now| (0..60).take_while(|_| pace.wait_until(ROUTE, true, now).is_none()).count();
        assert_eq!(free_at(now), 5, "at once");
        let rest: usize = (1..1_000).map(|ms| free_at(now + Duration::from_millis(ms))).sum();
        assert!((40..=45).contains(&rest), "{rest} in the rest of the second");
    }

    #[test]
    fn a_held_route_waits_and_others_do_not() {
        let pace = Pace::default();
        pace.hold(ROUTE, Duration::from_secs(5));
        assert!(pace.wait_until(ROUTE, true, Instant::now()).is_some());
        assert!(pace.wait_until("POST channel 2", true, Instant::now()).is_none());
    }

    #[test]
    fn a_global_hold_spares_interactions() {
        let pace = Pace::default();
        pace.hold_all(Duration::from_secs(5));
        assert!(pace.wait_until(ROUTE, true, Instant::now()).is_some());
        assert!(pace.wait_until("interaction", false, Instant::now()).is_none());
    }
}
