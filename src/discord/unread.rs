//! Counts events that serenity cannot read.
//!
//! In: their names. Out: a log line, at the first, second, fourth, eighth … of a kind. serenity itself only writes them at debug level, so that
//! a change on Discord's side would look like silence.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// What somebody waits for, read or not.
pub(super) const INTERACTION: &str = "INTERACTION_CREATE";
/// The kinds that Docent works with; others that serenity does not know are of no concern.
const NEEDED: [&str; 10] = [
    "READY",
    "MESSAGE_CREATE",
    "MESSAGE_UPDATE",
    "MESSAGE_DELETE",
    INTERACTION,
    "GUILD_CREATE",
    "CHANNEL_CREATE",
    "THREAD_CREATE",
    "THREAD_UPDATE",
    "THREAD_LIST_SYNC",
];
/// Kinds remembered; Discord has about eighty.
const KINDS: usize = 256;

/// A kind for counting: those that matter by name, the rest under one.
pub(super) fn label(kind: &str) -> &'static str {
    NEEDED.into_iter().find(|needed| *needed == kind).unwrap_or("other")
}

/// How many of each kind so far.
#[derive(Debug, Default)]
pub(super) struct Unread {
    counts: Mutex<HashMap<String, u64>>,
}

impl Unread {
    /// Notes one event that could not be read.
    pub(super) fn note(&self, kind: &str) {
        let count = self.count(kind);
        if !count.is_power_of_two() {
            return;
        }
        if NEEDED.contains(&kind) {
            tracing::warn!(kind, count, "events of this kind could not be read and went unanswered");
        } else {
            tracing::debug!(kind, count, "events of a kind that Docent does not use");
        }
    }

    fn count(&self, kind: &str) -> u64 {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        if counts.len() >= KINDS && !counts.contains_key(kind) {
            return 0;
        }
        let count = counts.entry(kind.to_owned()).or_default();
        *count += 1;
        *count
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_is_counted_by_itself() {
        assert_eq!(["READY", "PARTY_START"].map(label), ["READY", "other"]);
        let unread = Unread::default();
        let counts = ["A", "A", "B", "A"].map(|kind| unread.count(kind));
        assert_eq!(counts, [1, 2, 1, 3]);
    }
}
