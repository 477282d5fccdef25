//! Gives features their numbers and weights: rare in this knowledge and rare in English weighs most.
//!
//! In: the features of all examples. Out: sparse vectors, for examples and messages alike; each view has unit length. What a message says that no example says
//! counts in its length, so that a message mostly about something else resembles nothing.
//!
//! Weight of a feature: `(1 + ln tf) · idf`, `idf = −ln(p_knowledge^0.7 · p_english^0.3)`. Words and pairs share a phrase evenly; for the classifier pairs and letters weigh a little less.

use std::sync::Arc;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::features::{self, ENGLISH_LETTERS, ENGLISH_PAIR, Feature, View};
use super::keys::KeySet;
use super::packed;
use super::reading::Unit;

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

/// Numbers of all features of a knowledge base: those that make up a phrase come first, each kind in the order of their keys, so that a number is where its key stands.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Numbers {
    /// Words and pairs.
    phrase: KeySet,
    /// Letters, places of subjects, and who is named.
    marks: KeySet,
}

/// Gives out numbers to features as they come; once all have come, they are numbered anew.
#[derive(Debug, Default)]
pub(super) struct Numbering(FxHashMap<u64, u32>);

/// What is known of each feature by its number, before any is counted: where it comes from, and how usual it is in English.
#[derive(Debug, Clone, Default)]
pub(super) struct Traits(Vec<(View, f32)>);

/// The number of each feature, by the one that it was given as it came.
#[derive(Debug)]
pub(super) struct Renumbered(Vec<u32>);

impl Renumbered {
    /// The number that stands for the one given.
    pub(super) fn number(&self, given: u32) -> u32 {
        self.0.get(given as usize).copied().unwrap_or(given)
    }

    /// The same for a feature of a sentence.
    pub(super) fn coded(&self, given: Coded) -> Coded {
        Coded(self.number(given.number()) | given.0 & !NUMBER)
    }
}

/// A feature of a sentence that is learned from: its number, and how often it occurs, in one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Coded(u32);

/// Bits of the number; the others hold how often. More than a quarter of a billion features are more than any knowledge has.
const NUMBER_BITS: u32 = 28;
const NUMBER: u32 = (1 << NUMBER_BITS) - 1;
const MOST_TIMES: u32 = 15;

impl Coded {
    fn new(number: u32, count: f32) -> Self {
        #[expect(clippy::cast_sign_loss, reason = "a count is never negative")]
        let count = (count as u32).clamp(1, MOST_TIMES);
        Self(number & NUMBER | count << NUMBER_BITS)
    }

    /// The number of the feature.
    pub(super) fn number(self) -> u32 {
        self.0 & NUMBER
    }

    fn count(self) -> f32 {
        (self.0 >> NUMBER_BITS) as f32
    }
}

impl Numbering {
    /// The number of a feature, a new one where it has none yet.
    pub(super) fn code(&mut self, feature: &Feature, traits: &mut Traits) -> Coded {
        let next = self.0.len() as u32;
        let number = *self.0.entry(feature.key).or_insert(next);
        if number == next {
            traits.0.push((feature.view, feature.english));
        }
        Coded::new(number, feature.count)
    }

    /// All features, numbered anew: there will be no more.
    pub(super) fn done(self, traits: &mut Traits) -> (Numbers, Renumbered) {
        let of = |given: u32| traits.0[given as usize];
        let (phrase, marks): (Vec<_>, Vec<_>) = self.0.into_iter().partition(|(_, given)| of(*given).0.is_phrase());
        let keys = |of: &[(u64, u32)]| KeySet::of(of.iter().map(|(key, _)| *key).collect());
        let numbers = Numbers { phrase: keys(&phrase), marks: keys(&marks) };
        let mut renumbered = Renumbered((0..traits.0.len() as u32).collect());
        let mut ordered = traits.clone();
        for (key, given) in phrase.into_iter().chain(marks) {
            let (view, english) = of(given);
            if let Some(number) = numbers.get(view, key) {
                renumbered.0[given as usize] = number;
                ordered.0[number as usize] = (view, english);
            }
        }
        *traits = ordered;
        (numbers, renumbered)
    }
}

impl Numbers {
    /// The number of the feature of a view with this key.
    pub(super) fn get(&self, view: View, key: u64) -> Option<u32> {
        let number =
            if view.is_phrase() { self.phrase.find(key)? } else { self.phrase.len() + self.marks.find(key)? };
        Some(number as u32)
    }

    /// The number of the word with this key.
    pub(super) fn word(&self, key: u64) -> Option<u32> {
        self.get(View::Word, key)
    }
}

/// Weights of all features of a knowledge base.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Weights {
    #[serde(with = "shared")]
    pub(super) numbers: Arc<Numbers>,
    /// By number; below zero where no example has the feature, which then weighs as much, but only in the length of what has it.
    #[serde(with = "packed")]
    idf: Vec<f32>,
    examples: f32,
}

/// Something that several may hold, as bytes: there is one afterwards.
mod shared {
    use std::sync::Arc;

    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub(super) fn serialize<T: Serialize, S: Serializer>(shared: &Arc<T>, to: S) -> Result<S::Ok, S::Error> {
        shared.as_ref().serialize(to)
    }

    pub(super) fn deserialize<'d, T: Deserialize<'d>, D: Deserializer<'d>>(from: D) -> Result<Arc<T>, D::Error> {
        T::deserialize(from).map(Arc::new)
    }
}

impl Weights {
    /// Counts the features of all examples.
    pub(super) fn count<'a>(
        numbers: &Arc<Numbers>,
        traits: &Traits,
        examples: impl Iterator<Item = &'a [Coded]>,
    ) -> Self {
        let mut counts = vec![0_u32; traits.0.len()];
        let mut total = 0.0;
        for example in examples {
            total += 1.0;
            for coded in example {
                counts[coded.number() as usize] += 1;
            }
        }
        let weight = |(count, (_, english)): (&u32, &(View, f32))| match count {
            0 => -idf(HALF_AN_EXAMPLE, total, *english),
            count => idf(*count as f32, total, *english),
        };
        Self { numbers: Arc::clone(numbers), idf: counts.iter().zip(&traits.0).map(weight).collect(), examples: total }
    }

    /// How many features there are.
    pub(super) fn len(&self) -> usize {
        self.idf.len()
    }

    /// The weight of every feature that makes up a phrase, by number.
    pub(super) fn of_phrase(&self) -> &[f32] {
        self.idf.get(..self.numbers.phrase.len()).unwrap_or(&self.idf)
    }

    /// The number of a word that has this stem.
    pub(super) fn word(&self, stem: &str) -> Option<u32> {
        self.numbers.word(features::stem_key(stem))
    }

    /// How many examples there are.
    pub(super) fn examples(&self) -> f32 {
        self.examples
    }

    /// Whether an example has the word or pair with this key.
    pub(super) fn has(&self, key: u64) -> bool {
        self.idf_of(key).is_some()
    }

    /// How many examples have the word of a unit.
    pub(super) fn examples_with(&self, unit: &Unit) -> u32 {
        self.idf_of(features::word_key(unit)).map_or(0, |weight| having(weight, self.examples, features::english(unit)))
    }

    fn idf_of(&self, key: u64) -> Option<f32> {
        let weight = *self.idf.get(self.numbers.word(key)? as usize)?;
        weight.is_sign_positive().then_some(weight)
    }

    /// Weighs the features of a message.
    pub(super) fn weigh(&self, features: &[Feature]) -> Weighed {
        let mut scale = Scale::of(features.len());
        // Most of what no example has are letters and pairs, all equally usual in English.
        let unknown = |english| -idf(HALF_AN_EXAMPLE, self.examples, english);
        let (letters, pair) = (unknown(ENGLISH_LETTERS), unknown(ENGLISH_PAIR));
        for feature in features {
            let number = self.numbers.get(feature.view, feature.key);
            let weight = number.and_then(|n| self.idf.get(n as usize)).copied();
            let weight = weight.unwrap_or_else(|| match feature.view {
                View::Letters => letters,
                View::Pair | View::Place | View::Who => pair,
                View::Word => unknown(feature.english),
            });
            scale.add(feature.view, number.unwrap_or_default(), weight, feature.count);
        }
        scale.weighed()
    }

    /// Weighs the features of an example.
    pub(super) fn weigh_coded(&self, features: &[Coded], traits: &Traits) -> Weighed {
        let mut scale = Scale::of(features.len());
        for coded in features {
            let (number, (view, _)) = (coded.number(), traits.0[coded.number() as usize]);
            scale.add(view, number, self.idf[number as usize], coded.count());
        }
        scale.weighed()
    }
}

/// Weighs a sentence, a feature at a time.
struct Scale {
    /// Of each view.
    squares: [f32; 5],
    known: Vec<(View, u32, f32)>,
}

impl Scale {
    fn of(features: usize) -> Self {
        Self { squares: [0.0; 5], known: Vec::with_capacity(features) }
    }

    /// Adds a feature with its weight, below zero where no example has it.
    fn add(&mut self, view: View, number: u32, weight: f32, count: f32) {
        let value = if count > 1.0 { (1.0 + count.ln()) * weight } else { count * weight };
        if let Some(square) = self.squares.get_mut(view as usize) {
            *square += value * value;
        }
        if value.is_sign_positive() {
            self.known.push((view, number, value));
        }
    }

    fn weighed(self) -> Weighed {
        let lengths = self.squares.map(|square| square.sqrt().max(f32::MIN_POSITIVE));
        let room = |features| Vec::with_capacity(features);
        let mut weighed = Weighed { marks: room(self.known.len()), phrase: room(self.known.len() / 2) };
        for (view, number, value) in self.known {
            let value = value / lengths.get(view as usize).copied().unwrap_or(1.0);
            match view {
                View::Letters => weighed.marks.push((number, value * LETTERS_SHARE)),
                View::Word | View::Pair => {
                    weighed.phrase.push((number, value * HALF));
                    weighed.marks.push((number, value * if view == View::Pair { PAIR_SHARE } else { HALF }));
                }
                View::Place | View::Who => weighed.marks.push((number, value * HALF)),
            }
        }
        weighed.phrase.sort_unstable_by_key(|(feature, _)| *feature);
        weighed
    }
}

/// The inverse of [`idf`]: how many examples have a feature of this weight.
fn having(idf: f32, of: f32, english: f32) -> u32 {
    let share = (-(idf + ENGLISH_SHARE * english.ln()) / KNOWLEDGE_SHARE).exp();
    #[expect(clippy::cast_sign_loss, reason = "no share is below zero")]
    let having = (share * of).round() as u32;
    having
}

/// How much a feature says that so many of so many examples (or cards) have, and this share of English sentences.
pub(super) fn idf(having: f32, of: f32, english: f32) -> f32 {
    let knowledge = (having.max(HALF_AN_EXAMPLE) / of.max(1.0)).clamp(f32::MIN_POSITIVE, 1.0);
    (-(KNOWLEDGE_SHARE * knowledge.ln() + ENGLISH_SHARE * english.ln())).max(0.0)
}
