//! Cuts all cards into what is learned from: features and words of every sentence, as numbers.
//!
//! In: the knowledge and the lexis. Out: [`Material`], from which the scorer is learned once from everything and again for each rehearsal. Sentences are
//! read by all cores, batch by batch, and numbered in the order of the cards: the result is the same whatever the number of cores.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::cards::{self, Card, Plan, Target};
use super::exact;
use super::extents::Extent;
use super::features::{self, Feature};
use super::focus;
use super::keys::Keys;
use super::lexis::Lexis;
use super::lists::Lists;
use super::local;
use super::meaning::{self, Direction, Meaning, Vectors};
use super::reading::{Reading, Role};
use super::scorer::Kept;
use super::weights::{Coded, Numbering, Numbers, Traits};
use crate::cores;
use crate::knowledge::KnowledgeBase;

/// Cards that are read before any of them is numbered: readings are thirty times as large as what is kept of them.
const BATCH: usize = 512;

/// More cards than this are not all compared with every message: see [`super::scorer`]. Letters are left out as well, which only repeat there what words say.
pub(super) const MANY_CARDS: usize = 4_096;

/// What is learned from.
pub(super) struct Material<'a> {
    knowledge: &'a KnowledgeBase,
    pub(super) lexis: &'a Lexis,
    plans: Vec<Plan>,
    /// Everything that can be answered.
    pub(super) cards: Vec<Card>,
    /// Numbers of all features.
    pub(super) numbers: Arc<Numbers>,
    /// What is known of each feature.
    pub(super) traits: Traits,
    /// Features of every example of all cards, and its words.
    examples: Lists<Coded>,
    example_words: Lists<u32>,
    /// Whether each example asks for what only one place can know.
    local: Vec<bool>,
    /// Words whose meaning an example asks for.
    defined: Lists<u32>,
    /// The same of every sentence that the cards answer with.
    told: Lists<Coded>,
    told_words: Lists<u32>,
    /// What every example and every such sentence is told from others by, where all cards can be compared; empty where not.
    example_prints: Vec<u64>,
    told_prints: Vec<u64>,
    /// Where the examples and sentences of each card begin; one more for the end.
    starts: Vec<(u32, u32)>,
    /// Examples, word for word: the card of each, none where two have it.
    keys: FxHashMap<u64, Option<u32>>,
    /// Where every example points, in order; empty without vectors, or where one is missing.
    directions: Vec<Option<Direction>>,
}

/// One sentence, cut.
struct Cut {
    features: Vec<Feature>,
    words: Vec<Feature>,
    defined: Vec<Feature>,
    local: bool,
    key: Option<u64>,
    /// What it is told from others by, where all cards can be compared.
    print: Option<u64>,
    /// Where an example points, if there are vectors.
    direction: Option<Pointing>,
}

/// What a vector says of an example: a direction, or that it has none; an error where there is no vector.
type Pointing = Result<Option<Direction>, meaning::Missing>;

impl<'a> Material<'a> {
    /// Cuts every sentence of all cards of a domain. Where there are vectors of all its examples, and no more cards than can all be compared, it has their directions.
    pub(super) fn of(
        knowledge: &'a KnowledgeBase,
        lexis: &'a Lexis,
        extent: &Extent,
        vectors: Option<&dyn Vectors>,
    ) -> Self {
        let plans = cards::plan(knowledge, lexis, extent);
        let mut material = Self {
            knowledge,
            lexis,
            cards: Vec::with_capacity(plans.len()),
            numbers: Arc::default(),
            traits: Traits::default(),
            examples: Lists::default(),
            example_words: Lists::default(),
            defined: Lists::default(),
            local: Vec::new(),
            told: Lists::default(),
            told_words: Lists::default(),
            example_prints: Vec::new(),
            told_prints: Vec::new(),
            starts: vec![(0, 0)],
            keys: FxHashMap::default(),
            directions: Vec::new(),
            plans: Vec::new(),
        };
        let mut numbers = Numbering::default();
        let letters = plans.len() <= MANY_CARDS;
        let cutter = Cutter { knowledge, lexis, letters, vectors: vectors.filter(|_| letters) };
        for batch in plans.chunks(BATCH) {
            for (card, examples, told) in cores::each(batch, |plan| cutter.card(plan)) {
                material.add(&mut numbers, card, examples, told);
            }
        }
        if material.directions.len() < material.examples.len() {
            // Half a view would favour the other half.
            material.directions.clear();
        }
        let (numbers, renumbered) = numbers.done(&mut material.traits);
        for codes in [&mut material.examples, &mut material.told] {
            codes.map(|given| renumbered.coded(given));
        }
        for words in [&mut material.example_words, &mut material.defined, &mut material.told_words] {
            words.map(|given| renumbered.number(given));
        }
        Self { numbers: Arc::new(numbers), plans, ..material }
    }

    fn add(&mut self, numbers: &mut Numbering, card: Card, examples: Vec<Cut>, told: Vec<Cut>) {
        for cut in examples {
            if let Some(key) = cut.key {
                let card = self.cards.len() as u32;
                let owner = self.keys.entry(key).or_insert(Some(card));
                *owner = owner.filter(|owner| *owner == card);
            }
            if let Some(Ok(direction)) = cut.direction {
                self.directions.push(direction);
            }
            self.example_prints.extend(cut.print);
            self.examples.push(cut.features.iter().map(|f| numbers.code(f, &mut self.traits)));
            self.defined.push(cut.defined.iter().map(|f| numbers.code(f, &mut self.traits).number()));
            self.local.push(cut.local);
            self.example_words.push(cut.words.iter().map(|f| numbers.code(f, &mut self.traits).number()));
        }
        for cut in told {
            self.told_prints.extend(cut.print);
            self.told.push(cut.features.iter().map(|f| numbers.code(f, &mut self.traits)));
            self.told_words.push(cut.words.iter().map(|f| numbers.code(f, &mut self.traits).number()));
        }
        self.starts.push((self.examples.len() as u32, self.told.len() as u32));
        self.cards.push(card);
    }

    fn example_at(&self, card: usize) -> usize {
        self.starts.get(card).map_or(self.examples.len(), |(at, _)| *at as usize)
    }

    fn told_at(&self, card: usize) -> usize {
        self.starts.get(card).map_or(self.told.len(), |(_, at)| *at as usize)
    }

    /// How many examples a card has.
    pub(super) fn count(&self, card: usize) -> usize {
        self.example_at(card + 1) - self.example_at(card)
    }

    /// How many examples all cards have.
    pub(super) fn count_all(&self) -> usize {
        self.examples.len()
    }

    /// Features of an example.
    pub(super) fn example(&self, card: usize, at: usize) -> &[Coded] {
        self.examples.get(self.example_at(card) + at)
    }

    /// A number by which an example is drawn: what it is told from others by, where that is known, else one that hangs on its place.
    pub(super) fn lot(&self, card: usize, at: usize) -> u64 {
        let place = self.example_at(card) + at;
        self.example_prints.get(place).copied().unwrap_or_else(|| features::lot(place))
    }

    /// The same of every sentence that a card answers with.
    pub(super) fn told_prints(&self, card: usize) -> impl Iterator<Item = u64> {
        let prints = self.told_prints.get(self.told_at(card)..self.told_at(card + 1));
        prints.unwrap_or_default().iter().copied()
    }

    /// Words of an example.
    pub(super) fn words(&self, card: usize, at: usize) -> &[u32] {
        self.example_words.get(self.example_at(card) + at)
    }

    /// Words whose meaning an example asks for.
    pub(super) fn defined(&self, card: usize, at: usize) -> &[u32] {
        self.defined.get(self.example_at(card) + at)
    }

    /// Whether an example asks for what only one place can know.
    pub(super) fn is_local(&self, card: usize, at: usize) -> bool {
        self.local.get(self.example_at(card) + at).copied().unwrap_or_default()
    }

    /// Features of the sentences that a card answers with.
    pub(super) fn told(&self, card: usize) -> impl Iterator<Item = &[Coded]> {
        (self.told_at(card)..self.told_at(card + 1)).map(|at| self.told.get(at))
    }

    /// Words that a card answers with.
    pub(super) fn told_words(&self, card: usize) -> impl Iterator<Item = &u32> {
        (self.told_at(card)..self.told_at(card + 1)).flat_map(|at| self.told_words.get(at))
    }

    /// An example, read once more.
    pub(super) fn reading(&self, card: usize, at: usize) -> Option<Reading> {
        cards::example(self.knowledge, self.lexis, self.plans.get(card)?, at)
    }

    /// Where an example points; none where no vectors were given.
    pub(super) fn direction(&self, card: usize, at: usize) -> Option<&[f32]> {
        self.directions.get(self.example_at(card) + at)?.as_deref()
    }

    /// What the vectors of those examples that are kept tell; none without vectors.
    pub(super) fn meaning(&self, kept: &Kept<'_>) -> Option<Meaning> {
        if self.directions.is_empty() {
            return None;
        }
        let of = |card: usize| kept.of(card).filter_map(|at| self.direction(card, at)).collect();
        Meaning::learn(&(0..self.cards.len()).map(of).collect::<Vec<_>>())
    }

    /// What remains of it once everything is learned: the cards, and the examples word for word.
    pub(super) fn leave(self) -> (Vec<Card>, Keys) {
        let keys = self.keys.into_iter().filter_map(|(key, owner)| Some((key, owner?)));
        (self.cards, Keys::of(keys.collect()))
    }
}

/// What cutting takes.
#[derive(Clone, Copy)]
struct Cutter<'a> {
    knowledge: &'a KnowledgeBase,
    lexis: &'a Lexis,
    /// Whether groups of letters are looked at.
    letters: bool,
    vectors: Option<&'a dyn Vectors>,
}

impl Cutter<'_> {
    /// A card, its examples and the sentences that it answers with.
    fn card(&self, plan: &Plan) -> (Card, Vec<Cut>, Vec<Cut>) {
        let draft = cards::draft(self.knowledge, self.lexis, plan);
        let any_subject = !matches!(plan.target, Target::Entry(_));
        let typed = |reading: &Reading| plan.target != Target::Nothing && reading.units.len() > 1;
        let example = |reading: &Reading| Cut {
            key: typed(reading).then(|| exact::key(reading, any_subject)),
            direction: self.vectors.map(|vectors| meaning::direction(vectors, reading)),
            defined: words_at(reading, &focus::defined(reading)),
            local: local::asks(reading),
            ..self.sentence(reading)
        };
        let examples = draft.examples.iter().map(example).collect();
        (draft.card, examples, draft.told.iter().map(|reading| self.sentence(reading)).collect())
    }

    fn sentence(&self, reading: &Reading) -> Cut {
        let words = reading.units.iter().filter(|unit| matches!(unit.role, Role::Word(_)));
        let features = features::of(reading, self.letters);
        Cut {
            features,
            print: self.letters.then(|| features::print(reading)),
            words: words.map(features::word).collect(),
            defined: Vec::new(),
            local: false,
            key: None,
            direction: None,
        }
    }
}

/// The words at these places, subjects apart.
fn words_at(reading: &Reading, places: &[usize]) -> Vec<Feature> {
    let units = places.iter().filter_map(|at| reading.units.get(*at));
    units.filter(|unit| matches!(unit.role, Role::Word(_))).map(features::word).collect()
}
