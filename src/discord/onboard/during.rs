//! Which step somebody has on the screen, so that what they ask meanwhile is understood and what stays unanswered is known as a gap of that step.
//!
//! In: steps as they are shown. Out: the step of a question that was asked soon after in the same channel. It is a convenience: after a restart, *Ask about this* still knows.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

use super::super::recent::Who;
use crate::knowledge::StepId;
use crate::store::On;

/// How long a step counts as being on the screen: a step takes five minutes at most, and people look things up.
const ON_SCREEN: Duration = Duration::from_mins(15);
/// Steps remembered before old ones are swept.
const SWEEP_AT: usize = 4096;

/// What is on whose screen.
#[derive(Debug, Default)]
pub(in crate::discord) struct During {
    shown: Mutex<HashMap<Who, (On, StepId, Instant)>>,
}

impl During {
    /// Notes that a step is shown.
    pub(super) fn shows(&self, who: Who, on: On, step: StepId) {
        let mut shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
        if shown.len() >= SWEEP_AT {
            shown.retain(|_, (_, _, at)| at.elapsed() < ON_SCREEN);
        }
        shown.insert(who, (on, step, Instant::now()));
    }

    /// The step on somebody's screen in a channel.
    pub(super) fn step(&self, who: Who) -> Option<(On, StepId)> {
        let shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
        let (on, step, at) = shown.get(&who)?;
        (at.elapsed() < ON_SCREEN).then(|| (on.clone(), step.clone()))
    }
}
