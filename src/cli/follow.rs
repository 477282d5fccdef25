//! Follows the knowledge folder, for what runs on: a file that is saved answers at once.
//!
//! In: settings and what answers. Out: a [`Follower`] to hold as long as changes matter, or none where they cannot be noticed.

use crate::knowledge::Places;
use crate::live::{self, Follower, Live};
use crate::settings::Settings;

/// Knowledge that changes answers at once; where it cannot be followed, that is said and all else works.
pub(super) fn follow(settings: &Settings, live: &Live, places: Places) -> Option<Follower> {
    live::follow(live, settings.knowledge.clone(), settings.thresholds, live.look(places))
        .inspect_err(
            |error| tracing::warn!(%error, "changes of the knowledge are not noticed; start again to see them"),
        )
        .ok()
}
