//! Remembers which messages were handled, so that one that Discord delivers twice (after a resume) is answered once.
//!
//! In: message ids. Out: whether this is the first time. Across a restart the nonce of `send` does the same work.

use std::collections::{HashSet, VecDeque};
use std::sync::{Mutex, PoisonError};

/// Ids remembered: a resume replays minutes, not hours.
const REMEMBERED: usize = 8192;

/// The messages handled last.
#[derive(Debug, Default)]
pub(super) struct Seen {
    ids: Mutex<(HashSet<u64>, VecDeque<u64>)>,
}

impl Seen {
    /// Whether this id comes for the first time; remembers it.
    pub(super) fn first_time(&self, id: u64) -> bool {
        let mut ids = self.ids.lock().unwrap_or_else(PoisonError::into_inner);
        let (known, order) = &mut *ids;
        if !known.insert(id) {
            return false;
        }
        order.push_back(id);
        if order.len() > REMEMBERED
            && let Some(oldest) = order.pop_front()
        {
            known.remove(&oldest);
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_new_once_and_memory_is_bounded() {
        let seen = Seen::default();
        assert!(seen.first_time(1) && !seen.first_time(1));
        (2..=u64::try_from(REMEMBERED).unwrap() + 1).for_each(|id| assert!(seen.first_time(id)));
        assert!(seen.first_time(1), "the oldest was forgotten");
    }
}
