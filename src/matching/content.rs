//! Measures how much of what a message says a card accounts for: by the words of its examples, and by the words of its answer.
//!
//! In: the cards, learned once; then a reading. Out: [`Said`], and for a card its [`Share`]. Grammar and small talk count for nothing, rare words count
//! for much; words that point at here and now count unless a card has them.

use rustc_hash::FxHashMap;

use super::cards::{Card, Target};
use super::features;
use super::lexis::Lexis;
use super::reading::{Reading, Role, Unit};
use super::weights;
use crate::text::words::{self, Kind};

/// A subject weighs like a word of middling rarity: whether it fits is judged apart.
const SUBJECT_WEIGHT: f32 = 3.0;
/// A word that points at here and now weighs like a rare one.
const HERE_WEIGHT: f32 = 2.5;
/// More pointers at here and now than this say no more.
const MOST_HERE: f32 = 3.0;

/// Which cards use a word, in their examples or in their answers.
#[derive(Debug, Clone, Default)]
pub(super) struct Content {
    /// Words of each card, in order.
    words: Vec<Words>,
    /// How many cards have a word in their examples, and how many in their answers.
    having: FxHashMap<u64, (u32, u32)>,
}

/// Words of one card, by key, in order.
#[derive(Debug, Clone, Default)]
struct Words {
    asked: Box<[u64]>,
    told: Box<[u64]>,
}

/// What of a message counts.
#[derive(Debug, Clone, Default)]
pub(super) struct Said {
    /// Key and share of each word that says something.
    words: Vec<(u64, f32)>,
    /// Keys of the words that point at here and now.
    here: Vec<u64>,
    /// Share of the subjects, which every card accounts for.
    subjects: f32,
    /// Whether it says "not".
    negated: bool,
    /// Share that the whole knowledge does not use.
    pub(super) unknown: f32,
    /// `ln(1 + content words)`.
    pub(super) length: f32,
}

/// What of a message one card accounts for.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Share {
    /// Share accounted for by examples.
    pub(super) asked: f32,
    /// Share accounted for by examples and answer.
    pub(super) told: f32,
    /// Pointers at here and now that its examples do not have.
    pub(super) here: f32,
    /// 1 where the message says "not" and no example does.
    pub(super) negation: f32,
}

impl Content {
    /// Notes the words of every card; of its examples, those that are kept.
    pub(super) fn learn(cards: &[Card], kept: &[Vec<usize>]) -> Self {
        fn keys<'r>(readings: impl Iterator<Item = &'r Reading>) -> Box<[u64]> {
            let units = readings.flat_map(|r| &r.units).filter(|u| matches!(u.role, Role::Word(_)));
            let mut keys: Vec<u64> = units.map(features::word_key).collect();
            keys.sort_unstable();
            keys.dedup();
            keys.into_boxed_slice()
        }
        let mut content = Self::default();
        for (card, kept) in cards.iter().zip(kept) {
            let silent = card.target == Target::Nothing || kept.is_empty();
            let asked = kept.iter().filter_map(|at| card.examples.get(*at));
            let words =
                if silent { Words::default() } else { Words { asked: keys(asked), told: keys(card.told.iter()) } };
            for key in &words.asked {
                content.having.entry(*key).or_default().0 += 1;
            }
            for key in &words.told {
                content.having.entry(*key).or_default().1 += 1;
            }
            content.words.push(words);
        }
        content
    }

    /// Whether a card uses a word at all.
    pub(super) fn accounts_for(&self, card: usize, stem: &str) -> bool {
        let key = features::stem_key(stem);
        self.words.get(card).is_some_and(|w| has(&w.asked, key) || has(&w.told, key))
    }

    /// How much a unit says: rare among the cards, and rare in English.
    fn weight(&self, unit: &Unit, key: u64) -> f32 {
        match unit.role {
            Role::Subject(_) | Role::AnySubject => SUBJECT_WEIGHT,
            Role::Word(Kind::Here) => HERE_WEIGHT,
            Role::Word(_) | Role::Stranger => {
                let (asked, told) = self.having.get(&key).copied().unwrap_or_default();
                weights::idf(asked.max(told) as f32, self.words.len() as f32, features::english(unit))
            }
        }
    }

    /// What of a message counts, and how much.
    pub(super) fn said(&self, lexis: &Lexis, reading: &Reading) -> Said {
        let units = reading.units.iter().filter(|u| features::is_content(u) || words::points_here(&u.text));
        let weighed = |unit| {
            let key = features::word_key(unit);
            (unit, key, self.weight(unit, key))
        };
        let units: Vec<(&Unit, u64, f32)> = units.map(weighed).collect();
        let total = units.iter().map(|(.., weight)| weight).sum::<f32>().max(1.0);
        let mut distinct: Vec<u64> = units.iter().map(|(_, key, _)| *key).collect();
        distinct.sort_unstable();
        distinct.dedup();
        let mut said = Said { length: (1.0 + distinct.len() as f32).ln(), ..Said::default() };
        for (unit, key, weight) in units {
            let share = weight / total;
            if matches!(unit.role, Role::Subject(_) | Role::AnySubject) {
                said.subjects += share;
                continue;
            }
            said.words.push((key, share));
            if words::points_here(&unit.text) {
                said.here.push(key);
            }
            if is_unknown(lexis, unit) {
                said.unknown += share;
            }
        }
        said.negated = reading.units.iter().any(|unit| unit.text == "not");
        said
    }

    /// What of a message a card accounts for.
    pub(super) fn share(&self, said: &Said, card: usize) -> Share {
        let Some(words) = self.words.get(card) else { return Share::default() };
        let mut share = Share { asked: said.subjects, told: said.subjects, ..Share::default() };
        for (key, weight) in &said.words {
            let asked = has(&words.asked, *key);
            share.asked += if asked { *weight } else { 0.0 };
            // A word of the examples is a word of the card as well.
            share.told += if asked || has(&words.told, *key) { *weight } else { 0.0 };
        }
        let missing = said.here.iter().filter(|key| !has(&words.asked, **key)).count();
        share.here = (missing as f32).min(MOST_HERE);
        share.negation = f32::from(u8::from(said.negated && !has(&words.asked, features::stem_key("not"))));
        share
    }
}

fn has(words: &[u64], key: u64) -> bool {
    words.binary_search(&key).is_ok()
}

fn is_unknown(lexis: &Lexis, unit: &Unit) -> bool {
    match unit.role {
        Role::Stranger => true,
        Role::Word(_) => !lexis.knows(&unit.text),
        Role::Subject(_) | Role::AnySubject => false,
    }
}
