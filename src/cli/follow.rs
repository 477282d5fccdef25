//! Follows the knowledge folder, for what runs on: a file that is saved answers at once.
//!
//! In: settings and what answers. Out: a [`Following`] to hold as long as changes matter, or none where they cannot be noticed.

use std::thread::JoinHandle;

use crate::knowledge::Places;
use crate::live::{self, Follower, Live};
use crate::settings::Settings;

/// What follows, once it does; let go of, it follows no more.
pub(super) type Following = JoinHandle<Option<Follower>>;

/// Knowledge that changes answers at once; where it cannot be followed, that is said and all else works. To have a folder of hundreds of files watched takes longer than to connect:
/// nobody waits for it.
pub(super) fn follow(settings: &Settings, live: &Live, places: Places) -> Option<Following> {
    let (folder, thresholds, look, live) =
        (settings.knowledge.clone(), settings.thresholds, live.look(places), live.clone());
    let following = move || live::follow(&live, folder, thresholds, look).inspect_err(|error| tell(error)).ok();
    let thread = std::thread::Builder::new().name("following".to_owned()).spawn(following);
    thread.inspect_err(|error| tell(error)).ok()
}

fn tell(error: &dyn std::fmt::Display) {
    tracing::warn!(%error, "changes of the knowledge are not noticed; start again to see them");
}
