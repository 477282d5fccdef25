//! Scores cards for a sentence: every view of it, fused, and how sure that makes Docent.
//!
//! In: the examples of all cards, learned once; then a reading. Out: the best cards with their [`Signals`] and confidence. What a card answers with is left to
//! [`super::resolve`].

use super::calibration::{self, Calibrations};
use super::cards::{Card, Target};
use super::classifier::{self, Classifier, Example};
use super::content::Content;
use super::features::{self, Feature};
use super::lexis::Lexis;
use super::meaning::{self, Direction, Meaning, Vectors};
use super::nearest::{Near, Nearest};
use super::reading::Reading;
use super::signals::{Meant, Signals};
use super::weights::{Vector, Weights};

/// How much a sentence of the answer teaches beside an example question: it has the words, but not the asking.
const TOLD_SHARE: f32 = 0.4;
/// Log-probabilities below this are all the same: certainly not.
const LEAST_LOG: f32 = -12.0;
/// Cards that each view puts on the list of those worth a closer look.
const SHORTLIST: usize = 12;

/// What is learned from: the cards, and the features of all their sentences.
pub(super) struct Material<'a> {
    pub(super) cards: &'a [Card],
    /// Of each card, of each example.
    examples: Vec<Vec<Vec<Feature>>>,
    /// Of each card, of each sentence that it answers with.
    told: Vec<Vec<Vec<Feature>>>,
    /// Of each card, of each example: where it points, where there are vectors.
    directions: Vec<Vec<Option<Direction>>>,
}

impl<'a> Material<'a> {
    /// Cuts every sentence into features.
    pub(super) fn of(cards: &'a [Card], vectors: Option<&dyn Vectors>) -> Self {
        let cut = |readings: &[Reading]| readings.iter().map(features::of).collect();
        let examples = cards.iter().map(|card| cut(&card.examples)).collect();
        let directions = vectors.map(|vectors| meaning::directions(vectors, cards)).unwrap_or_default();
        Self { cards, examples, told: cards.iter().map(|card| cut(&card.told)).collect(), directions }
    }

    /// Where an example points; none where no vectors were given.
    pub(super) fn direction(&self, card: usize, example: usize) -> Option<&[f32]> {
        self.directions.get(card)?.get(example)?.as_deref()
    }

    /// What the vectors of those examples that are kept tell; none without vectors.
    fn meaning(&self, kept: &[Vec<usize>]) -> Option<Meaning> {
        let of = |(card, kept): (usize, &Vec<usize>)| kept.iter().filter_map(|at| self.direction(card, *at)).collect();
        Meaning::learn(&kept.iter().enumerate().map(of).collect::<Vec<_>>())
    }
}

/// All views of all cards.
#[derive(Debug)]
pub(super) struct Scorer {
    content: Content,
    weights: Weights,
    classifier: Classifier,
    phrases: Nearest,
    silence: Option<usize>,
    meaning: Option<Meaning>,
    calibrations: Calibrations,
}

/// What the view by meaning says of all cards.
struct ByMeaning {
    scores: Vec<f32>,
    norm: f32,
    evidence: f32,
}

/// A sentence to be scored.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked<'a> {
    pub(super) reading: &'a Reading,
    /// Subjects that it is about, from its neighbours where it names none.
    pub(super) subjects: &'a [usize],
    pub(super) asks: bool,
    /// Where its vector points; none where there is none.
    pub(super) direction: Option<&'a [f32]>,
}

/// A card with what speaks for it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scored {
    pub(super) card: usize,
    /// What cards are ranked by.
    pub(super) rank: f32,
    pub(super) signals: Signals,
}

impl Scorer {
    /// Learns from those examples (card, example) that are kept; a card without any is never found.
    pub(super) fn learn(material: &Material<'_>, kept: impl Fn(usize, usize) -> bool) -> Self {
        let kept = |card: usize, examples: &'_ [Vec<Feature>]| -> Vec<usize> {
            (0..examples.len()).filter(|example| kept(card, *example)).collect()
        };
        let kept: Vec<Vec<usize>> = material.examples.iter().enumerate().map(|(card, of)| kept(card, of)).collect();
        let features = material.examples.iter().zip(&kept).flat_map(|(of, kept)| kept.iter().map(move |at| &of[*at]));
        let weights = Weights::count(features);
        let mut learned: Vec<Example> = Vec::new();
        let mut phrases: Vec<(Vector, usize)> = Vec::new();
        for (card, (examples, kept)) in material.examples.iter().zip(&kept).enumerate() {
            for at in kept {
                let weighed = weights.weigh(&examples[*at]);
                learned.push(Example { vector: weighed.marks, card, share: 1.0 });
                phrases.push((weighed.phrase, card));
            }
        }
        let answering = material.told.iter().enumerate().filter(|(card, _)| !kept[*card].is_empty());
        for (card, sentence) in answering.flat_map(|(card, of)| of.iter().map(move |sentence| (card, sentence))) {
            learned.push(Example { vector: weights.weigh(sentence).marks, card, share: TOLD_SHARE });
        }
        Self {
            content: Content::learn(material.cards, &kept),
            classifier: Classifier::learn(&learned, weights.len(), material.cards.len()),
            phrases: Nearest::index(phrases.iter().map(|(v, c)| (v, *c)), weights.idf()),
            silence: material.cards.iter().position(|c| c.target == Target::Nothing),
            weights,
            meaning: material.meaning(&kept),
            calibrations: Calibrations::default(),
        }
    }

    /// Learns from everything, and from leaving parts out how far to trust itself.
    pub(super) fn learn_calibrated(lexis: &Lexis, cards: &[Card], vectors: Option<&dyn Vectors>) -> Self {
        let material = Material::of(cards, vectors);
        let (mut scorer, calibrations) = std::thread::scope(|threads| {
            // Where the system refuses a second thread, one after the other.
            let rehearsal =
                std::thread::Builder::new().spawn_scoped(threads, || calibration::rehearse(lexis, &material));
            let scorer = Self::learn(&material, |_, _| true);
            let calibrations = match rehearsal {
                Ok(thread) => thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)),
                Err(_) => calibration::rehearse(lexis, &material),
            };
            (scorer, calibrations)
        });
        scorer.calibrations = calibrations;
        scorer
    }

    /// How sure a candidate is, 0 to 1.
    pub(super) fn confidence(&self, signals: &Signals) -> f32 {
        self.calibrations.of(signals).confidence(signals.log_odds())
    }

    /// Whether there is a view by meaning.
    pub(super) fn has_meaning(&self) -> bool {
        self.meaning.is_some()
    }

    /// The cards worth considering, best first. Without a direction the view by meaning is silent.
    pub(super) fn score(&self, lexis: &Lexis, cards: &[Card], asked: &Asked<'_>) -> Vec<Scored> {
        let Asked { reading, subjects, asks, direction } = *asked;
        let weighed = self.weights.weigh(&features::of(reading));
        let mut scores = self.classifier.scores(&weighed.marks);
        let seen = self.meaning.as_ref().zip(direction).and_then(|(of, way)| Some((of, of.seen(way)?)));
        let meant = seen.as_ref().map(|(meaning, seen)| self.meant(meaning, seen, scores.len()));
        let norm = classifier::log_sum_exp(&scores);
        let near = self.phrases.find(&weighed.phrase, self.weights.idf());
        let said = self.content.said(lexis, reading);
        let mut general = Signals {
            length: said.length,
            unknown: said.unknown,
            log_silence: LEAST_LOG,
            asks: f32::from(u8::from(asks)),
            ..Signals::default()
        };
        if let Some(silence) = self.silence {
            general.silence = near.of(silence);
            general.log_silence = (scores[silence] - norm).max(LEAST_LOG);
            // What speaks for silence is no evidence for an answer.
            scores[silence] = f32::NEG_INFINITY;
        }
        general.evidence = classifier::log_sum_exp(&scores) - (scores.len() as f32).ln();
        let of_card = |card: usize| {
            let share = self.content.share(&said, card);
            let signals = Signals {
                log_probability: (scores[card] - norm).max(LEAST_LOG),
                similarity: near.of(card),
                vote: near.vote_of(card),
                rival: near.rival_of(card),
                asked: share.asked,
                told: share.told,
                here: share.here,
                negation: share.negation,
                meaning: seen.as_ref().zip(meant.as_ref()).map(|((meaning, seen), meant)| Meant {
                    log_probability: (meant.scores[card] - meant.norm).max(LEAST_LOG),
                    similarity: meaning.similarity(seen, card),
                    evidence: meant.evidence,
                }),
                mismatch: cards.get(card).map_or(1.0, |c| c.mismatch(subjects)),
                ..general
            };
            Scored { card, rank: signals.rank(), signals }
        };
        let mut ranked: Vec<Scored> = self.shortlist(&scores, &near, meant.as_ref()).into_iter().map(of_card).collect();
        ranked.sort_by(|a, b| b.rank.total_cmp(&a.rank).then(a.card.cmp(&b.card)));
        ranked
    }

    /// The scores of all cards by meaning alone.
    fn meant(&self, meaning: &Meaning, seen: &[f32], cards: usize) -> ByMeaning {
        let mut scores = meaning.scores(seen, cards);
        let norm = classifier::log_sum_exp(&scores);
        if let Some(silence) = self.silence {
            scores[silence] = f32::NEG_INFINITY;
        }
        let evidence = classifier::log_sum_exp(&scores) - (cards as f32).ln();
        ByMeaning { scores, norm, evidence }
    }

    /// The cards that are worth a closer look, by number.
    fn shortlist(&self, scores: &[f32], near: &Near, meant: Option<&ByMeaning>) -> Vec<usize> {
        let numbered = |scores: &[f32]| scores.iter().enumerate().map(|(card, score)| (card as u32, *score)).collect();
        let mut cards = best(numbered(scores));
        cards.extend(meant.iter().flat_map(|meant| best(numbered(&meant.scores))));
        cards.extend(best(near.cards().to_vec()));
        cards.sort_unstable();
        cards.dedup();
        cards.into_iter().map(|card| card as usize).filter(|card| Some(*card) != self.silence).collect()
    }

    /// Whether a card uses a word at all.
    pub(super) fn accounts_for(&self, card: usize, stem: &str) -> bool {
        self.content.accounts_for(card, stem)
    }
}

/// The cards with the greatest values.
fn best(mut values: Vec<(u32, f32)>) -> Vec<u32> {
    if values.len() > SHORTLIST {
        values.select_nth_unstable_by(SHORTLIST, |(x, a), (y, b)| b.total_cmp(a).then(x.cmp(y)));
        values.truncate(SHORTLIST);
    }
    values.into_iter().map(|(card, _)| card).collect()
}
