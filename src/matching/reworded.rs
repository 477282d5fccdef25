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

/// Examples, or cards, in which a word is rare.
pub(super) const RARE: u32 = 4;
/// Examples a card up to which rare words are said in other words as much as those that no example has; with more, less: what forty examples leave out is less likely
/// only said otherwise. Without this, four more of 399 questions on the shipped knowledge are answered wrongly.
const FEW_EXAMPLES: f32 = 10.0;
/// How much a pair counts that another word makes with a neighbor, beside that word.
const PAIR_SHARE: f32 = 0.5;

/// How much rare words are said in other words, where there are so many examples and cards, 0 to 1.
pub(super) fn share_of_rare(examples: f32, cards: usize) -> f32 {
    (FEW_EXAMPLES * cards as f32 / examples.max(1.0)).min(1.0)
}

/// Stems that may stand for a word of a reading.
pub(super) fn others(reading: &Reading, unit: &Unit) -> impl Iterator<Item = &'static str> {
    let is_word = matches!(unit.role, Role::Word(_) | Role::Stranger) && features::is_content(unit);
    let sought = is_word && reading.language == Language::English;
    sought.then(|| text::equivalents(&unit.stem)).into_iter().flatten()
}

/// Adds to the features of a reading what it says in other words.
pub(super) fn add(reading: &Reading, weights: &Weights, share_of_rare: f32, features: &mut Vec<Feature>) {
    let said = features.len();
    for (at, unit) in reading.units.iter().enumerate() {
        let share = match weights.examples_with(unit) {
            0 => 1.0,
            1..=RARE => share_of_rare,
            _ => continue,
        };
        let keys: Vec<u64> = others(reading, unit).map(features::stem_key).filter(|key| weights.has(*key)).collect();
        // Of several that may be meant, one is; as a vector, all of them together count as much.
        let share = share / (keys.len() as f32).sqrt();
        let before = at.checked_sub(1).and_then(|before| reading.units.get(before));
        let beside: Vec<u64> = before.into_iter().chain(reading.units.get(at + 1)).map(features::word_key).collect();
        let mut add = |key, view, count, english| {
            let (written, added) = features.split_at(said);
            let twice = written.binary_search_by_key(&key, |feature| feature.key).is_ok()
                || added.iter().any(|feature| feature.key == key);
            if !twice {
                features.push(Feature { key, view, count, english });
            }
        };
        for key in keys {
            add(key, View::Word, share, features::ENGLISH_WORD);
            let pairs = beside.iter().map(|other| features::pair_key(key, *other)).filter(|pair| weights.has(*pair));
            for pair in pairs {
                add(pair, View::Pair, PAIR_SHARE * share, ENGLISH_PAIR);
            }
        }
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
