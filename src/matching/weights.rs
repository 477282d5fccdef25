//! Gives features their numbers and weights: rare in this knowledge and rare in English weighs most.
//!
//! In: the features of all examples. Out: sparse vectors, for examples and messages alike; each view has unit length. What a message says that no example says
//! counts in its length, so that a message mostly about something else resembles nothing.
//!
//! Weight of a feature: `(1 + ln tf) · idf`, `idf = −ln(p_knowledge^0.7 · p_english^0.3)`. Words and pairs share a phrase evenly; for the classifier pairs and letters weigh a little less.

use rustc_hash::FxHashMap;

use super::features::{Feature, View};

/// Exponents of the two probabilities: a word usual in English but rare in a small knowledge base must not look informative.
const KNOWLEDGE_SHARE: f32 = 0.7;
const ENGLISH_SHARE: f32 = 0.3;

/// √½: two views make one vector of unit length.
const HALF: f32 = std::f32::consts::FRAC_1_SQRT_2;

/// Beside words, pairs and letters count less for what tells cards apart: they repeat what the words say, in another light.
const PAIR_SHARE: f32 = 0.5;
const LETTERS_SHARE: f32 = 0.6;

/// A feature that no example has counts as if half an example had it.
const HALF_AN_EXAMPLE: f32 = 0.5;

/// A sparse vector: feature and value.
pub(super) type Vector = Vec<(u32, f32)>;

/// A message or example as numbers.
#[derive(Debug, Clone, Default)]
pub(super) struct Weighed {
    /// Words and pairs, by feature, of unit length when the unknown is counted: how alike two sentences are in what they say.
    pub(super) phrase: Vector,
    /// Words, pairs, places of subjects, and letters: what tells cards apart.
    pub(super) marks: Vector,
}

/// Numbers and weights of all features of a knowledge base.
#[derive(Debug, Clone, Default)]
pub(super) struct Weights {
    numbers: FxHashMap<u64, u32>,
    idf: Vec<f32>,
    examples: f32,
}

impl Weights {
    /// Counts the features of all examples.
    pub(super) fn count<'a>(examples: impl Iterator<Item = &'a Vec<Feature>>) -> Self {
        let mut weights = Self::default();
        let mut counted: Vec<(u32, f32)> = Vec::new();
        for example in examples {
            weights.examples += 1.0;
            for feature in example {
                let next = counted.len() as u32;
                let number = *weights.numbers.entry(feature.key).or_insert(next);
                if number == next {
                    counted.push((0, feature.english));
                }
                if let Some((count, _)) = counted.get_mut(number as usize) {
                    *count += 1;
                }
            }
        }
        weights.idf = counted.iter().map(|(n, english)| idf(*n as f32, weights.examples, *english)).collect();
        weights
    }

    /// How many features there are.
    pub(super) fn len(&self) -> usize {
        self.idf.len()
    }

    /// The weight of every feature, by number.
    pub(super) fn idf(&self) -> &[f32] {
        &self.idf
    }

    /// Weighs the features of an example or a message.
    pub(super) fn weigh(&self, features: &[Feature]) -> Weighed {
        let mut squares = [0.0_f32; 4];
        let mut known: Vec<(View, u32, f32)> = Vec::with_capacity(features.len());
        for feature in features {
            let number = self.numbers.get(&feature.key).copied();
            let known_idf = number.and_then(|n| self.idf.get(n as usize)).copied();
            let idf = known_idf.unwrap_or_else(|| idf(HALF_AN_EXAMPLE, self.examples, feature.english));
            let value = if feature.count > 1.0 { (1.0 + feature.count.ln()) * idf } else { idf };
            if let Some(square) = squares.get_mut(feature.view as usize) {
                *square += value * value;
            }
            known.extend(number.map(|n| (feature.view, n, value)));
        }
        let lengths = squares.map(|square| square.sqrt().max(f32::MIN_POSITIVE));
        let mut weighed = Weighed::default();
        for (view, number, value) in known {
            let value = value / lengths.get(view as usize).copied().unwrap_or(1.0);
            match view {
                View::Letters => weighed.marks.push((number, value * LETTERS_SHARE)),
                View::Word | View::Pair => {
                    weighed.phrase.push((number, value * HALF));
                    weighed.marks.push((number, value * if view == View::Pair { PAIR_SHARE } else { HALF }));
                }
                View::Place => weighed.marks.push((number, value * HALF)),
            }
        }
        weighed.phrase.sort_unstable_by_key(|(feature, _)| *feature);
        weighed
    }
}

/// How much a feature says that so many of so many examples (or cards) have, and this share of English sentences.
pub(super) fn idf(having: f32, of: f32, english: f32) -> f32 {
    let knowledge = (having.max(HALF_AN_EXAMPLE) / of.max(1.0)).clamp(f32::MIN_POSITIVE, 1.0);
    (-(KNOWLEDGE_SHARE * knowledge.ln() + ENGLISH_SHARE * english.ln())).max(0.0)
}
