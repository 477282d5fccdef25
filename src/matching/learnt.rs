//! Everything that takes long to learn of a knowledge, in one value that a shelf can hold.
//!
//! In: the knowledge and its vectors, or what was learned of them before. Out: [`Everything`]. What is done with it is left to [`super::domains`].

use std::ops::Range;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::apart;
use super::cards::Card;
use super::extents::{self, Extent};
use super::glance::Glance;
use super::keys::Keys;
use super::languages;
use super::lexis::{Common, Lexis};
use super::material::Material;
use super::meaning::Vectors;
use super::packed::Plain;
use super::resolve;
use super::scorer::Scorer;
use super::shelf::{self, Shelf};
use crate::cores;
use crate::knowledge::KnowledgeBase;
use crate::language::Language;

/// So many example questions are much to learn. The shipped knowledge has some 20,000 of them and leaves 90 MB behind that no answer has a use for; below, it is less than a
/// process of its own takes.
pub(super) const MUCH: usize = 1000;

/// What is learned of a whole knowledge.
#[derive(Debug)]
pub(super) struct Everything {
    /// Of each domain.
    pub(super) english: Vec<Learnt>,
    /// Of each language that entries are translated into.
    pub(super) translated: Vec<Learnt>,
    pub(super) glance: Glance,
    /// Keys of the questions that ask for a comparison, of any subjects.
    pub(super) comparisons: Vec<u64>,
}

/// What is learned of one domain.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Learnt {
    pub(super) extent: Extent,
    pub(super) lexis: Lexis,
    /// Everything that can be answered.
    pub(super) cards: Vec<Card>,
    pub(super) scorer: Scorer,
    /// Examples, word for word, with their cards.
    pub(super) examples: Keys,
}

impl Everything {
    /// Learns it, or takes it from the shelf.
    pub(super) fn of(knowledge: &KnowledgeBase, vectors: Option<&dyn Vectors>, shelf: Option<&dyn Shelf>) -> Self {
        let place = shelf.map(|shelf| (shelf, shelf::label(knowledge, vectors)));
        let lying = || place.as_ref().and_then(|(shelf, label)| Self::from_parts(|part| shelf.take_part(label, part)));
        if let Some(learnt) = lying() {
            return learnt;
        }
        // Whoever else learns has no vectors.
        let others = place.as_ref().filter(|_| vectors.is_none() && is_much(knowledge));
        if others.is_some_and(|(shelf, label)| shelf.ask_for(label))
            && let Some(learnt) = lying()
        {
            return learnt;
        }
        let learnt = Self::learn(knowledge, vectors);
        if let Some(((shelf, label), bytes)) = place.zip(learnt.to_bytes()) {
            shelf.put(&label, &bytes);
        }
        learnt
    }

    /// As bytes: how many parts and how long each is, then the parts, so that all cores can read them.
    pub(super) fn to_bytes(&self) -> Option<Vec<u8>> {
        let Self { english, translated, glance, comparisons } = self;
        let head = shelf::sealed(&(english.len(), translated.len(), glance, comparisons));
        let domains = english.iter().chain(translated).map(shelf::sealed);
        let parts: Vec<Vec<u8>> = std::iter::once(head).chain(domains).collect::<Option<_>>()?;
        let mut bytes = Vec::with_capacity(NUMBER * (parts.len() + 1) + parts.iter().map(Vec::len).sum::<usize>());
        (parts.len() as u64).put(&mut bytes);
        for part in &parts {
            (part.len() as u64).put(&mut bytes);
        }
        for part in &parts {
            bytes.extend_from_slice(part);
        }
        Some(bytes)
    }

    /// From such bytes, of which `part` gives any part; nothing where any of them is missing or was spoiled. Each part is read where it is needed, so that
    /// all of them never lie in memory beside what they become.
    pub(super) fn from_parts(part: impl Fn(Range<usize>) -> Option<Vec<u8>> + Sync) -> Option<Self> {
        let count = numbers(&part(0..NUMBER)?).next()?;
        let table = NUMBER..NUMBER.checked_mul(count.checked_add(1)?)?;
        let mut end = table.end;
        let mut places: Vec<Range<usize>> = Vec::new();
        for length in numbers(&part(table)?) {
            let from = end;
            end = end.checked_add(length)?;
            places.push(from..end);
        }
        let (head, domains) = places.split_first()?;
        // The largest first: what is read for it is free again for all others, and no core is left with it in the end.
        let mut order: Vec<usize> = (0..domains.len()).collect();
        order.sort_by_key(|at| std::cmp::Reverse(domains[*at].len()));
        let read = cores::each(&order, |at| Some((*at, shelf::opened::<Learnt>(&part(domains[*at].clone())?)?)));
        let mut read: Vec<(usize, Learnt)> = read.into_iter().collect::<Option<_>>()?;
        read.sort_by_key(|(at, _)| *at);
        let mut english: Vec<Learnt> = read.into_iter().map(|(_, learnt)| learnt).collect();
        let (first, others, glance, comparisons): (usize, usize, _, _) = shelf::opened(&part(head.clone())?)?;
        if first + others != english.len() {
            return None;
        }
        let translated = english.split_off(first);
        Some(Self { english, translated, glance, comparisons })
    }

    #[cfg(test)]
    pub(super) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        Self::from_parts(|part| bytes.get(part).map(<[u8]>::to_vec))
    }

    fn learn(knowledge: &KnowledgeBase, vectors: Option<&dyn Vectors>) -> Self {
        let domains = extents::part(knowledge);
        let common = |language| Arc::new(Common::of(knowledge, language));
        let in_english = common(Language::English);
        let english: Vec<Learnt> =
            domains.into_iter().map(|extent| Learnt::learn(knowledge, extent, &in_english, vectors)).collect();
        // Vectors of meaning are mostly those of a model that reads English.
        let translated = languages::part(knowledge).into_iter().map(|extent| {
            let common = common(extent.language);
            Learnt::learn(knowledge, extent, &common, None)
        });
        let translated = translated.collect();
        let extents: Vec<&Extent> = english.iter().map(|learnt| &learnt.extent).collect();
        let unnamed = |learnt: &Learnt| learnt.answers_unnamed(knowledge);
        let glance = Glance::learn(knowledge, &extents, english.iter().map(unnamed).collect(), &in_english);
        let comparisons = apart::templates(knowledge, &glance.lexis);
        Self { english, translated, glance, comparisons }
    }
}

/// Bytes of a number before the parts.
const NUMBER: usize = <u64 as Plain>::BYTES;

/// Numbers from their bytes.
fn numbers(bytes: &[u8]) -> impl Iterator<Item = usize> {
    bytes.chunks_exact(NUMBER).map(|number| usize::try_from(u64::get(number)).unwrap_or(usize::MAX))
}

/// Whether there is much to learn.
fn is_much(knowledge: &KnowledgeBase) -> bool {
    knowledge.entries.iter().map(|entry| entry.questions.len()).sum::<usize>() >= MUCH
}

impl Learnt {
    fn learn(knowledge: &KnowledgeBase, extent: Extent, common: &Arc<Common>, vectors: Option<&dyn Vectors>) -> Self {
        let lexis = Lexis::learn(knowledge, &extent, common);
        let material = Material::of(knowledge, &lexis, &extent, vectors);
        let scorer = Scorer::learn_calibrated(&material);
        let (cards, examples) = material.leave();
        Self { extent, lexis, cards, scorer, examples }
    }

    /// Whether the domain may answer what names no subject: it has none, or two that are meant then.
    fn answers_unnamed(&self, knowledge: &KnowledgeBase) -> bool {
        self.lexis.members.is_empty() || !resolve::principals(knowledge, &self.lexis).is_empty()
    }
}
