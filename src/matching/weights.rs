//! Gives features their numbers and weights: rare in this knowledge and rare in English weighs most.
//!
//! In: the features of all examples. Out: sparse vectors of unit length, for examples and messages alike. What a message says that no example says
//! counts in its length, so that a message mostly about something else resembles nothing.
//!
//! Weight of a feature: `(1 + ln tf) · idf`, `idf = −ln(p_knowledge^0.7 · p_english^0.3)`. Views share a vector evenly.

use std::collections::HashMap;

use super::features::{Name, View};
use crate::text::words::{self, Kind};

/// Exponents of the two probabilities: a word usual in English but rare in a small knowledge base must not look informative.
const KNOWLEDGE_SHARE: f32 = 0.7;
const ENGLISH_SHARE: f32 = 0.3;

/// √½: two views make one vector of unit length.
const HALF: f32 = std::f32::consts::FRAC_1_SQRT_2;

/// Letters count less than words for what tells cards apart: they repeat what the words say, and forgive what typos hide.
const LETTERS_SHARE: f32 = 0.5;

/// A sparse vector: feature and value, by feature.
pub(super) type Vector = Vec<(u32, f32)>;

/// A message or example as numbers.
#[derive(Debug, Clone, Default)]
pub(super) struct Weighed {
    /// Words and pairs, of unit length when the unknown is counted: how alike two sentences are in what they say.
    pub(super) phrase: Vector,
    /// Letter groups, of unit length: how alike two sentences are to the eye.
    pub(super) letters: Vector,
    /// Words, pairs, places of subjects, and letters: what tells cards apart.
    pub(super) marks: Vector,
}

/// Numbers and weights of all features of a knowledge base.
#[derive(Debug, Clone, Default)]
pub(super) struct Weights {
    numbers: HashMap<Name, u32>,
    idf: Vec<f32>,
    examples: f32,
}

impl Weights {
    /// Counts the features of all examples.
    pub(super) fn count<'a>(examples: impl Iterator<Item = &'a Vec<(Name, f32)>>) -> Self {
        let mut weights = Self::default();
        let mut frequency: Vec<f32> = Vec::new();
        let mut names: Vec<&Name> = Vec::new();
        for example in examples {
            weights.examples += 1.0;
            for (name, _) in example {
                let next = weights.numbers.len() as u32;
                let number = *weights.numbers.entry(name.clone()).or_insert(next);
                if number == next {
                    frequency.push(0.0);
                    names.push(name);
                }
                if let Some(count) = frequency.get_mut(number as usize) {
                    *count += 1.0;
                }
            }
        }
        weights.idf = names.iter().zip(&frequency).map(|(name, count)| idf(name, *count, weights.examples)).collect();
        weights
    }

    /// How many features there are.
    pub(super) fn len(&self) -> usize {
        self.idf.len()
    }

    /// Weighs the features of an example or a message.
    pub(super) fn weigh(&self, features: &[(Name, f32)]) -> Weighed {
        let mut squares: HashMap<View, f32> = HashMap::new();
        let mut known: Vec<(View, u32, f32)> = Vec::new();
        for (name, count) in features {
            let number = self.numbers.get(name).copied();
            let idf = number.and_then(|n| self.idf.get(n as usize)).copied();
            let value = (1.0 + count.ln()) * idf.unwrap_or_else(|| idf_unknown(name, self.examples));
            *squares.entry(name.0).or_default() += value * value;
            known.extend(number.map(|n| (name.0, n, value)));
        }
        let mut weighed = Weighed::default();
        for (view, number, value) in known {
            let length = squares.get(&view).copied().unwrap_or(1.0).sqrt().max(f32::MIN_POSITIVE);
            let value = value / length;
            match view {
                View::Letters => {
                    weighed.letters.push((number, value));
                    weighed.marks.push((number, value * LETTERS_SHARE));
                }
                View::Word | View::Pair => {
                    weighed.phrase.push((number, value * HALF));
                    weighed.marks.push((number, value * HALF));
                }
                View::Place => weighed.marks.push((number, value * HALF)),
            }
        }
        weighed
    }
}

/// How much a word says that so many of so many cards use.
pub(super) fn of_rarity(word: &str, having: usize, cards: usize) -> f32 {
    idf(&(View::Word, word.to_owned()), (having as f32).max(0.5), cards as f32)
}

fn idf(name: &Name, count: f32, examples: f32) -> f32 {
    let knowledge = (count / examples.max(1.0)).clamp(f32::MIN_POSITIVE, 1.0);
    (-(KNOWLEDGE_SHARE * knowledge.ln() + ENGLISH_SHARE * english(name).ln())).max(0.0)
}

/// A feature that no example has counts as if half an example had it.
fn idf_unknown(name: &Name, examples: f32) -> f32 {
    idf(name, 0.5, examples)
}

/// Rough share of English sentences that hold a feature, by the part its word plays.
fn english((view, text): &Name) -> f32 {
    match view {
        View::Word => match words::kind(text) {
            Kind::Function => 0.3,
            Kind::Filler => 0.05,
            Kind::Here => 0.03,
            Kind::Content if words::is_english(text) => 2e-3,
            Kind::Content => 2e-4,
        },
        View::Pair | View::Place => 1e-3,
        View::Letters => 2e-2,
    }
}
