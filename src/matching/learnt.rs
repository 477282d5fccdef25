//! Everything that takes long to learn of a knowledge, in one value that a shelf can hold.
//!
//! In: the knowledge and its vectors, or what was learned of them before. Out: [`Everything`]. What is done with it is left to [`super::domains`].

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::apart;
use super::cards::Card;
use super::extents::{self, Extent};
use super::glance::Glance;
use super::languages;
use super::lexis::Lexis;
use super::material::Material;
use super::meaning::Vectors;
use super::resolve;
use super::scorer::Scorer;
use super::shelf::{self, Shelf};
use crate::cores;
use crate::knowledge::KnowledgeBase;

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
    pub(super) examples: FxHashMap<u64, u32>,
}

impl Everything {
    /// Learns it, or takes it from the shelf.
    pub(super) fn of(knowledge: &KnowledgeBase, vectors: Option<&dyn Vectors>, shelf: Option<&dyn Shelf>) -> Self {
        let place = shelf.map(|shelf| (shelf, shelf::label(knowledge, vectors)));
        let lying = || place.as_ref().and_then(|(shelf, label)| Self::from_bytes(&shelf.take(label)?));
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

    /// As bytes: its parts one after the other, so that all cores can read them.
    pub(super) fn to_bytes(&self) -> Option<Vec<u8>> {
        let Self { english, translated, glance, comparisons } = self;
        let head = shelf::sealed(&(english.len(), translated.len(), glance, comparisons));
        let domains = english.iter().chain(translated).map(shelf::sealed);
        let parts: Vec<Vec<u8>> = std::iter::once(head).chain(domains).collect::<Option<_>>()?;
        postcard::to_allocvec(&parts).ok()
    }

    /// From such bytes; nothing where any of them was spoiled.
    pub(super) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let parts: Vec<&[u8]> = postcard::from_bytes(bytes).ok()?;
        let (head, domains) = parts.split_first()?;
        let domains = cores::each(domains, |part| shelf::opened::<Learnt>(part));
        let mut english: Vec<Learnt> = domains.into_iter().collect::<Option<_>>()?;
        let (first, others, glance, comparisons): (usize, usize, _, _) = shelf::opened(head)?;
        if first + others != english.len() {
            return None;
        }
        let translated = english.split_off(first);
        Some(Self { english, translated, glance, comparisons })
    }

    fn learn(knowledge: &KnowledgeBase, vectors: Option<&dyn Vectors>) -> Self {
        let domains = extents::part(knowledge);
        let english: Vec<Learnt> =
            domains.into_iter().map(|extent| Learnt::learn(knowledge, extent, vectors)).collect();
        // Vectors of meaning are mostly those of a model that reads English.
        let translated = languages::part(knowledge).into_iter().map(|extent| Learnt::learn(knowledge, extent, None));
        let translated = translated.collect();
        let extents: Vec<&Extent> = english.iter().map(|learnt| &learnt.extent).collect();
        let unnamed = |learnt: &Learnt| learnt.answers_unnamed(knowledge);
        let glance = Glance::learn(knowledge, &extents, english.iter().map(unnamed).collect());
        let comparisons = apart::templates(knowledge, &glance.lexis);
        Self { english, translated, glance, comparisons }
    }
}

/// Whether there is much to learn.
fn is_much(knowledge: &KnowledgeBase) -> bool {
    knowledge.entries.iter().map(|entry| entry.questions.len()).sum::<usize>() >= MUCH
}

impl Learnt {
    fn learn(knowledge: &KnowledgeBase, extent: Extent, vectors: Option<&dyn Vectors>) -> Self {
        let lexis = Lexis::learn(knowledge, &extent);
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
