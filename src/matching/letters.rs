//! Tells cheaply that two words cannot be a few edits apart, so that distances are computed for hardly any pair.
//!
//! In: folded words. Out: their [`Letters`], to be held against one another. Which word is meant is left to [`super::vocabulary`] and [`super::names`].

use serde::{Deserialize, Serialize};

/// Letters of the alphabet that are told apart; all others share the bits above theirs.
const ALPHABET: u32 = 26;
/// Bits of the other letters: those left of 64.
const OTHERS: u32 = 64 - 2 * ALPHABET;

/// Which letters a word has: for each of a to z one bit where it has it, one more where it has it twice. Adding or dropping a letter changes one bit
/// at most, replacing one two, swapping two none.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Letters(u64);

impl Letters {
    /// The letters of a word.
    pub(super) fn of(word: &str) -> Self {
        Self(word.chars().fold(0, |bits, c| match u32::from(c).wrapping_sub(u32::from('a')) {
            letter @ 0..ALPHABET => {
                let once = 1 << (2 * letter);
                bits | once | (bits & once) << 1
            }
            other => bits | 1 << (2 * ALPHABET + other % OTHERS),
        }))
    }

    /// Whether two words may be so many edits apart; where not, they certainly are further.
    pub(super) fn may_be_within(self, other: Self, edits: usize) -> bool {
        (self.0 ^ other.0).count_ones() as usize <= 2 * edits
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_far_apart_are_told_without_the_distance() {
        let may = |one, other, edits| Letters::of(one).may_be_within(Letters::of(other), edits);
        assert!(may("salary", "salry", 1) && may("salary", "slaary", 1) && may("engineer", "enginere", 1));
        assert!(!may("salary", "pipeline", 2) && !may("spark", "stack", 1));
        assert!(may("ядро", "едро", 1));
    }

    proptest::proptest! {
        #[test]
        fn no_near_word_is_left_out(one in "[a-dя-ў]{0,9}", other in "[a-dя-ў]{0,9}") {
            let edits = strsim::osa_distance(&one, &other);
            proptest::prop_assert!(Letters::of(&one).may_be_within(Letters::of(&other), edits));
        }
    }
}
