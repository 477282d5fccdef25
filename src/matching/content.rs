//! Measures how much of what a message says a card accounts for: by the words of its examples, and by the words of its answer.
//!
//! In: the cards, learned once; then a reading. Out: [`Said`], a share for every card. Grammar and small talk count for nothing, rare words count for
//! much; words that point at here and now count unless a card has them.

use std::collections::{HashMap, HashSet};

use super::cards::{Card, Target};
use super::features;
use super::reading::{Lexis, Reading, Role, Unit};
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
    asked: HashMap<String, Vec<usize>>,
    told: HashMap<String, Vec<usize>>,
    cards: usize,
}

/// What of a message each card accounts for.
#[derive(Debug, Clone, Default)]
pub(super) struct Said {
    /// Share accounted for by examples, of each card.
    pub(super) asked: Vec<f32>,
    /// Share accounted for by answers, of each card.
    pub(super) told: Vec<f32>,
    /// Pointers at here and now that its examples do not have, of each card.
    pub(super) here: Vec<f32>,
    /// 1 where the message says "not" and no example does, of each card.
    pub(super) negation: Vec<f32>,
    /// Share that the whole knowledge does not use.
    pub(super) unknown: f32,
    /// `ln(1 + content words)`.
    pub(super) length: f32,
}

impl Content {
    /// Notes the words of every card.
    pub(super) fn learn(cards: &[Card]) -> Self {
        let mut content = Self { cards: cards.len(), ..Self::default() };
        for (at, card) in cards.iter().enumerate().filter(|(_, card)| card.target != Target::Nothing) {
            for unit in card.examples.iter().flat_map(|e| &e.units).filter(|u| matches!(u.role, Role::Word(_))) {
                note(&mut content.asked, &unit.stem, at);
            }
            for unit in card.told.iter().flat_map(|t| &t.units).filter(|u| matches!(u.role, Role::Word(_))) {
                note(&mut content.told, &unit.stem, at);
            }
        }
        content
    }

    /// Whether a card uses a word at all.
    pub(super) fn accounts_for(&self, card: usize, stem: &str) -> bool {
        [&self.asked, &self.told].iter().any(|words| words.get(stem).is_some_and(|cards| cards.contains(&card)))
    }

    /// How much a unit says: rare among the cards, and rare in English.
    fn weight(&self, unit: &Unit) -> f32 {
        let having = |words: &HashMap<String, Vec<usize>>| words.get(&unit.stem).map_or(0, Vec::len);
        match unit.role {
            Role::Subject(_) | Role::AnySubject => SUBJECT_WEIGHT,
            Role::Word(Kind::Here) => HERE_WEIGHT,
            Role::Word(_) | Role::Stranger => {
                weights::of_rarity(&unit.stem, having(&self.asked).max(having(&self.told)), self.cards)
            }
        }
    }

    /// What of a message each card accounts for.
    pub(super) fn said(&self, lexis: &Lexis, reading: &Reading) -> Said {
        let units = reading.units.iter().filter(|u| features::is_content(u) || words::points_here(&u.text));
        let units: Vec<(&Unit, f32)> = units.map(|unit| (unit, self.weight(unit))).collect();
        let total = units.iter().map(|(_, w)| w).sum::<f32>().max(1.0);
        let distinct: HashSet<&str> = units.iter().map(|(u, _)| u.stem.as_str()).collect();
        let mut said = Said {
            asked: vec![0.0; self.cards],
            told: vec![0.0; self.cards],
            here: vec![0.0; self.cards],
            negation: vec![0.0; self.cards],
            unknown: units.iter().filter(|(u, _)| is_unknown(lexis, u)).map(|(_, w)| w).sum::<f32>() / total,
            length: (1.0 + distinct.len() as f32).ln(),
        };
        for (unit, weight) in &units {
            if matches!(unit.role, Role::Subject(_) | Role::AnySubject) {
                said.asked.iter_mut().chain(&mut said.told).for_each(|share| *share += weight / total);
                continue;
            }
            let (asked, told) = (self.asked.get(&unit.stem), self.told.get(&unit.stem));
            give(&mut said.asked, asked, weight / total);
            // A word of the examples is a word of the card as well.
            give(&mut said.told, asked, weight / total);
            let only_told =
                told.map(|cards| cards.iter().filter(|c| asked.is_none_or(|a| !a.contains(c))).copied().collect());
            give(&mut said.told, only_told.as_ref(), weight / total);
            if words::points_here(&unit.text) {
                miss(&mut said.here, asked);
            }
        }
        if reading.units.iter().any(|unit| unit.text == "not") {
            miss(&mut said.negation, self.asked.get("not"));
        }
        said.here.iter_mut().for_each(|count| *count = count.min(MOST_HERE));
        said
    }
}

fn note(words: &mut HashMap<String, Vec<usize>>, stem: &str, card: usize) {
    let cards = words.entry(stem.to_owned()).or_default();
    if cards.last() != Some(&card) {
        cards.push(card);
    }
}

fn give(shares: &mut [f32], cards: Option<&Vec<usize>>, share: f32) {
    for card in cards.into_iter().flatten() {
        if let Some(of_card) = shares.get_mut(*card) {
            *of_card += share;
        }
    }
}

/// Counts one for every card that lacks a word.
fn miss(counts: &mut [f32], having: Option<&Vec<usize>>) {
    for (card, count) in counts.iter_mut().enumerate() {
        if having.is_none_or(|cards| !cards.contains(&card)) {
            *count += 1.0;
        }
    }
}

fn is_unknown(lexis: &Lexis, unit: &Unit) -> bool {
    match unit.role {
        Role::Stranger => true,
        Role::Word(_) => !lexis.knows(&unit.text),
        Role::Subject(_) | Role::AnySubject => false,
    }
}
