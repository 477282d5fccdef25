//! Measures how much of what a message says a card accounts for: by the words of its examples, and by the words of its answer.
//!
//! In: the cards, learned once; then a reading. Out: [`Said`], and for a card its [`Share`]. Grammar and small talk count for nothing, rare words count
//! for much; words that point at here and now count unless a card has them.

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::cards::Target;
use super::features;
use super::focus;
use super::lexis::Lexis;
use super::lists::Lists;
use super::local;
use super::material::Material;
use super::reading::{Reading, Role, Unit};
use super::reworded::Reworded;
use super::scorer::Kept;
use super::weights::{self, Numbers};
use crate::language::Language;
use crate::text::words::{self, Kind};

/// A subject weighs like a word of middling rarity: whether it fits is judged apart.
const SUBJECT_WEIGHT: f32 = 3.0;
/// A word that points at here and now weighs like a rare one.
const HERE_WEIGHT: f32 = 2.5;
/// How much of a word that no example has, and of one that few have, a card accounts for that asks with another for the same thing.
const UNUSED_SHARE: f32 = 0.7;
const RARE_SHARE: f32 = 0.4;
/// How unknown a word is of which the knowledge has another for the same thing.
const UNKNOWN_OTHERWISE: f32 = 0.5;
/// More pointers at here and now than this say no more.
const MOST_HERE: f32 = 3.0;

/// Which cards use a word, in their examples or in their answers. Words are numbers of features.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Content {
    /// Words of the examples of each card, in order.
    asked: Lists<u32>,
    /// Words whose meaning its examples ask for, in order.
    defined: Lists<u32>,
    /// Words that each card answers with, in order.
    told: Lists<u32>,
    /// Whether an example of each card asks for what only one place can know.
    local: Vec<bool>,
    /// How many cards have a word in their examples, and how many in their answers.
    having: FxHashMap<u32, (u32, u32)>,
    /// The word "not".
    not: Option<u32>,
}

/// What of a message counts.
#[derive(Debug, Clone, Default)]
pub(super) struct Said {
    /// Number and share of each word that says something; no number where no card has it.
    words: Vec<(Option<u32>, f32)>,
    /// Words that no example has, or few, and that may mean another.
    meant: Vec<Meant>,
    /// Numbers of the words that point at here and now.
    here: Vec<Option<u32>>,
    /// Share of the subjects, which every card accounts for.
    subjects: f32,
    /// Whether it says "not".
    negated: bool,
    /// Whether it asks for what only one place can know.
    local: bool,
    /// Number and share of each word whose meaning is asked for.
    defined: Vec<(Option<u32>, f32)>,
    /// Number and share of each word that is to be chosen between.
    chosen: Vec<(Option<u32>, f32)>,
    /// Share that the whole knowledge does not use.
    pub(super) unknown: f32,
    /// `ln(1 + content words)`.
    pub(super) length: f32,
}

/// A unit that counts.
struct Counted<'r> {
    unit: &'r Unit,
    key: u64,
    word: Option<u32>,
    weight: f32,
    /// How it may be meant.
    otherwise: Option<&'r Reworded>,
}

/// A word that may mean another.
#[derive(Debug, Clone)]
struct Meant {
    /// Its number.
    word: Option<u32>,
    /// Numbers of those that it may mean.
    others: Vec<u32>,
    /// The share that they account for.
    share: f32,
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
    /// Share of what the message asks the meaning of that no example asks the meaning of.
    pub(super) undefined: f32,
    /// Share of what the message would choose between that no example has.
    pub(super) unchosen: f32,
    /// 1 where the message asks for what only one place can know and no example does.
    pub(super) local: f32,
}

impl Meant {
    /// Of a word that has such a share of the message.
    fn of(word: Option<u32>, share: f32, otherwise: &Reworded, numbers: &Numbers) -> Self {
        let accounts = if otherwise.unused { UNUSED_SHARE } else { RARE_SHARE * otherwise.share };
        let others = otherwise.others.iter().filter_map(|key| numbers.word(*key)).collect();
        Self { word, others, share: share * accounts }
    }
}

impl Content {
    /// Notes the words of every card; of its examples, those that are kept.
    pub(super) fn learn(material: &Material<'_>, kept: &Kept<'_>) -> Self {
        fn distinct<'w>(words: impl Iterator<Item = &'w u32>) -> Vec<u32> {
            let mut words: Vec<u32> = words.copied().collect();
            words.sort_unstable();
            words.dedup();
            words
        }
        let mut content = Self {
            not: material.numbers.word(features::stem_key(words::not(material.lexis.language))),
            ..Self::default()
        };
        for (at, card) in material.cards.iter().enumerate() {
            let of = |example| material.words(at, example);
            let silent = card.target == Target::Nothing || !kept.any(at);
            let asked = if silent { Vec::new() } else { distinct(kept.of(at).flat_map(of)) };
            let told = if silent { Vec::new() } else { distinct(material.told_words(at)) };
            for word in &asked {
                content.having.entry(*word).or_default().0 += 1;
            }
            for word in &told {
                content.having.entry(*word).or_default().1 += 1;
            }
            content.local.push(!silent && kept.of(at).any(|example| material.is_local(at, example)));
            let defined = |example| material.defined(at, example);
            content.defined.push(if silent { Vec::new() } else { distinct(kept.of(at).flat_map(defined)) });
            content.asked.push(asked);
            content.told.push(told);
        }
        content.asked.shrink();
        content.told.shrink();
        content.defined.shrink();
        content
    }

    /// How many cards there are.
    pub(super) fn cards(&self) -> usize {
        self.asked.len()
    }

    /// Whether a card uses a word at all.
    pub(super) fn accounts_for(&self, card: usize, word: Option<u32>) -> bool {
        has(self.asked.get(card), word) || has(self.told.get(card), word)
    }

    /// How much a unit says: rare among the cards, and rare in English.
    fn weight(&self, unit: &Unit, word: Option<u32>) -> f32 {
        match unit.role {
            Role::Subject(_) | Role::AnySubject => SUBJECT_WEIGHT,
            Role::Word(Kind::Here) => HERE_WEIGHT,
            Role::Word(_) | Role::Stranger => {
                let (asked, told) = word.and_then(|word| self.having.get(&word)).copied().unwrap_or_default();
                weights::idf(asked.max(told) as f32, self.asked.len() as f32, features::english(unit))
            }
        }
    }

    /// What of a message counts, and how much; with what it says in other words.
    pub(super) fn said(&self, lexis: &Lexis, numbers: &Numbers, reading: &Reading, reworded: &[Reworded]) -> Said {
        let points_here = |unit: &Unit| words::points_here_in(reading.language, &unit.text);
        let units = reading.units.iter().enumerate().filter(|(_, u)| features::is_content(u) || points_here(u));
        let weighed = |(at, unit)| {
            let key = features::word_key(unit);
            let word = numbers.word(key);
            let otherwise = reworded.iter().find(|reworded| reworded.at == at);
            Counted { unit, key, word, weight: self.weight(unit, word), otherwise }
        };
        let units: Vec<Counted<'_>> = units.map(weighed).collect();
        let total = units.iter().map(|counted| counted.weight).sum::<f32>().max(1.0);
        let mut distinct: Vec<u64> = units.iter().map(|counted| counted.key).collect();
        distinct.sort_unstable();
        distinct.dedup();
        let length = (1.0 + distinct.len() as f32).ln();
        let mut said = Said { length, words: Vec::with_capacity(units.len()), ..Said::default() };
        for Counted { unit, word, weight, otherwise, .. } in units {
            let share = weight / total;
            if matches!(unit.role, Role::Subject(_) | Role::AnySubject) {
                said.subjects += share;
                continue;
            }
            said.words.push((word, share));
            if points_here(unit) {
                said.here.push(word);
            }
            if is_unknown(lexis, unit) || is_doubtful(reading, unit) {
                said.unknown += if otherwise.is_none() { share } else { share * UNKNOWN_OTHERWISE };
            }
            said.meant.extend(otherwise.map(|otherwise| Meant::of(word, share, otherwise, numbers)));
        }
        let turns_on = |places: Vec<usize>| {
            let units = places.iter().filter_map(|at| reading.units.get(*at));
            let weighed: Vec<(Option<u32>, bool, f32)> = units
                .map(|unit| {
                    let word = numbers.word(features::word_key(unit));
                    let subject = matches!(unit.role, Role::Subject(_) | Role::AnySubject);
                    (word, subject, self.weight(unit, word))
                })
                .collect();
            let total = weighed.iter().map(|(.., weight)| weight).sum::<f32>().max(1.0);
            let words = weighed.into_iter().filter(|(_, subject, _)| !subject);
            words.map(|(word, _, weight)| (word, weight / total)).collect()
        };
        said.defined = turns_on(focus::defined(reading));
        said.chosen = turns_on(focus::chosen(reading));
        said.local = local::asks(reading);
        said.negated = reading.units.iter().any(|unit| unit.text == words::not(reading.language));
        said
    }

    /// What of a message a card accounts for.
    pub(super) fn share(&self, said: &Said, card: usize) -> Share {
        let (asked_words, told_words) = (self.asked.get(card), self.told.get(card));
        let mut share = Share { asked: said.subjects, told: said.subjects, ..Share::default() };
        for (word, weight) in &said.words {
            let asked = has(asked_words, *word);
            share.asked += if asked { *weight } else { 0.0 };
            // A word of the examples is a word of the card as well.
            share.told += if asked || has(told_words, *word) { *weight } else { 0.0 };
        }
        for Meant { word, others, share: weight } in &said.meant {
            let asked = has(asked_words, *word);
            if !asked && others.iter().any(|other| has(asked_words, Some(*other))) {
                share.asked += weight;
                share.told += if has(told_words, *word) { 0.0 } else { *weight };
            }
        }
        let missing = said.here.iter().filter(|word| !has(asked_words, **word)).count();
        share.here = (missing as f32).min(MOST_HERE);
        let local = said.local && !self.local.get(card).copied().unwrap_or_default();
        share.local = f32::from(u8::from(local));
        share.negation = f32::from(u8::from(said.negated && !has(asked_words, self.not)));
        let missing = |turning: &[(Option<u32>, f32)], words: &[u32]| -> f32 {
            turning.iter().filter(|(word, _)| !has(words, *word)).map(|(_, weight)| weight).sum()
        };
        share.undefined = missing(&said.defined, self.defined.get(card));
        share.unchosen = missing(&said.chosen, asked_words);
        share
    }
}

fn has(words: &[u32], word: Option<u32>) -> bool {
    word.is_some_and(|word| words.binary_search(&word).is_ok())
}

/// Whether a word was read for another that is an English one as well, if a rare one: "can dogs eat grapes" need not be about graphs.
fn is_doubtful(reading: &Reading, unit: &Unit) -> bool {
    let doubtful = |(written, read): &(String, String)| unit.text == read.as_str() && words::is_rare_english(written);
    reading.language == Language::English && reading.repairs.iter().any(doubtful)
}

fn is_unknown(lexis: &Lexis, unit: &Unit) -> bool {
    match unit.role {
        Role::Stranger => true,
        Role::Word(_) => !lexis.knows(&unit.text),
        Role::Subject(_) | Role::AnySubject => false,
    }
}
