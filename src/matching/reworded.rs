//! Says in other words what a message says with words that the examples hardly use: whoever writes "repair" finds what is asked for with "fix".
//!
//! In: a reading, and the weights of what the examples say. Out: more features of the message. Which words people use for one another is left to [`crate::text`], how
//! much of a message a card accounts for with them to [`super::content`].
//!
//! Only where the examples lack a word, or nearly so. To give every word its meaning, in examples as well, is worth nothing (see `docs/matching.md`): what people ask for
//! in two ways that mean the same is not always the same.

use super::features::{self, ENGLISH_PAIR, Feature, View};
use super::reading::{Reading, Role, Unit};
use super::weights::Weights;
use crate::language::Language;
use crate::text;

/// Examples in which a word is rare.
const RARE: u32 = 4;
/// Examples a card up to which rare words are said in other words as much as those that no example has; with more, less: what forty examples leave out is less likely
/// only said otherwise. Without this, four more of 399 questions on the shipped knowledge are answered wrongly.
const FEW_EXAMPLES: f32 = 10.0;
/// How much a pair counts that another word makes with a neighbor, beside that word.
const PAIR_SHARE: f32 = 0.5;

/// A word of a message that other words may be meant by.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Reworded {
    /// Which unit of the reading it is.
    pub(super) at: usize,
    /// Whether no example has it.
    pub(super) unused: bool,
    /// How much it is said in other words, 0 to 1.
    pub(super) share: f32,
    /// Keys of those others that examples have.
    pub(super) others: Vec<u64>,
}

/// The words of a reading that the examples of so many cards hardly use, and those that they have for them.
pub(super) fn of(reading: &Reading, weights: &Weights, cards: usize) -> Vec<Reworded> {
    let share_of_rare = (FEW_EXAMPLES * cards as f32 / weights.examples().max(1.0)).min(1.0);
    if reading.language != Language::English {
        return Vec::new();
    }
    let is_word = |unit: &Unit| matches!(unit.role, Role::Word(_) | Role::Stranger) && features::is_content(unit);
    let words = reading.units.iter().take(features::MAX_UNITS).enumerate().filter(|(_, unit)| is_word(unit));
    let reworded = |(at, unit): (usize, &Unit)| {
        let having = weights.examples_with(unit);
        let others = (having <= RARE).then(|| text::equivalents(&unit.stem)).into_iter().flatten();
        let others: Vec<u64> = others.map(features::stem_key).filter(|key| weights.has(*key)).collect();
        let unused = having == 0;
        let share = if unused { 1.0 } else { share_of_rare };
        (!others.is_empty()).then_some(Reworded { at, unused, share, others })
    };
    words.filter_map(reworded).collect()
}

/// Adds to the features of a reading, which are ordered by key, what it says in other words.
pub(super) fn add(reworded: &[Reworded], reading: &Reading, weights: &Weights, features: &mut Vec<Feature>) {
    let written = features.len();
    for Reworded { at, share, others, .. } in reworded {
        // Of several that may be meant, one is; as a vector, all of them together count as much.
        let share = share / (others.len() as f32).sqrt();
        let beside: Vec<u64> = neighbors(reading, *at).map(features::word_key).collect();
        for other in others {
            let word = Feature { key: *other, view: View::Word, count: share, english: features::ENGLISH_WORD };
            push_new(features, written, word);
            let pairs = beside.iter().map(|word| features::pair_key(*other, *word)).filter(|pair| weights.has(*pair));
            for key in pairs {
                let pair = Feature { key, view: View::Pair, count: PAIR_SHARE * share, english: ENGLISH_PAIR };
                push_new(features, written, pair);
            }
        }
    }
}

fn neighbors(reading: &Reading, at: usize) -> impl Iterator<Item = &Unit> {
    let before = at.checked_sub(1).and_then(|before| reading.units.get(before));
    before.into_iter().chain(reading.units.get(at + 1))
}

/// Adds a feature that is neither written, as so many at the beginning are, nor added yet.
fn push_new(features: &mut Vec<Feature>, written: usize, feature: Feature) {
    let (written, added) = features.split_at(written);
    let is_written = written.binary_search_by_key(&feature.key, |written| written.key).is_ok();
    if !is_written && added.iter().all(|added| added.key != feature.key) {
        features.push(feature);
    }
}

#[cfg(test)]
mod tests {
    use crate::decision::Thresholds;
    use crate::knowledge::KnowledgeBase;
    use crate::matching::testing::entry;
    use crate::pipeline::Docent;

    fn docent() -> Docent {
        let entries = vec![
            entry("bike", "How do I fix a flat bike tyre?", "Patch it."),
            entry("phone", "How do I charge a phone quickly?", "Use the large charger."),
            entry("bread", "How do I bake bread at home?", "Slowly."),
            entry("job", "How do I apply for a job abroad?", "In writing."),
        ];
        Docent::new(KnowledgeBase { entries, ..KnowledgeBase::default() }, Thresholds::default())
    }

    #[test]
    fn what_is_asked_in_other_words_is_found() {
        let docent = docent();
        for (asked, expected) in [
            ("repair my bicycle", "bike"),
            ("mending bicycles", "bike"),
            ("any employment overseas?", "job"),
            ("cellphone", "phone"),
        ] {
            let found = docent.findings(asked);
            assert_eq!(found.candidates[0].reply.to_string(), expected, "{asked}");
        }
    }

    #[test]
    fn a_message_in_other_words_is_less_sure_than_one_in_the_words_of_the_examples() {
        let docent = docent();
        let confidence = |text: &str| docent.findings(text).candidates[0].confidence;
        assert!(confidence("how to fix the bike") > confidence("how to repair the bike"));
        assert!(confidence("how to repair the bike") > confidence("how to paint the bike"));
    }
}
