//! Scores cards for a sentence: every view of it, fused, and how sure that makes Docent.
//!
//! In: the examples of all cards, learned once; then a reading. Out: the best cards with their [`Signals`] and confidence. What a card answers with is left to
//! [`super::resolve`].

use super::calibration::{self, Calibration};
use super::cards::{Card, Target};
use super::classifier::{self, Classifier, Example};
use super::content::Content;
use super::features::{self, Feature};
use super::lexis::Lexis;
use super::nearest::{Near, Nearest};
use super::reading::Reading;
use super::signals::Signals;
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
}

impl<'a> Material<'a> {
    /// Cuts every sentence into features.
    pub(super) fn of(cards: &'a [Card]) -> Self {
        let cut = |readings: &[Reading]| readings.iter().map(features::of).collect();
        let examples = cards.iter().map(|card| cut(&card.examples)).collect();
        Self { cards, examples, told: cards.iter().map(|card| cut(&card.told)).collect() }
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
    pub(super) calibration: Calibration,
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
            calibration: Calibration::default(),
        }
    }

    /// Learns from everything, and from leaving parts out how far to trust itself.
    pub(super) fn learn_calibrated(lexis: &Lexis, cards: &[Card]) -> Self {
        let material = Material::of(cards);
        let (mut scorer, calibration) = std::thread::scope(|threads| {
            // Where the system refuses a second thread, one after the other.
            let rehearsal =
                std::thread::Builder::new().spawn_scoped(threads, || calibration::rehearse(lexis, &material));
            let scorer = Self::learn(&material, |_, _| true);
            let calibration = match rehearsal {
                Ok(thread) => thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)),
                Err(_) => calibration::rehearse(lexis, &material),
            };
            (scorer, calibration)
        });
        scorer.calibration = calibration;
        scorer
    }

    /// The cards worth considering, best first.
    pub(super) fn score(
        &self,
        lexis: &Lexis,
        cards: &[Card],
        reading: &Reading,
        subjects: &[usize],
        asks: bool,
    ) -> Vec<Scored> {
        let weighed = self.weights.weigh(&features::of(reading));
        let mut scores = self.classifier.scores(&weighed.marks);
        let odds = Odds::of(&mut scores, self.silence);
        let near = self.phrases.find(&weighed.phrase, self.weights.idf());
        let said = self.content.said(lexis, reading);
        let general = Signals {
            length: said.length,
            unknown: said.unknown,
            silence: self.silence.map_or(0.0, |silence| near.of(silence)),
            log_silence: odds.silence.max(LEAST_LOG),
            evidence: odds.evidence,
            asks: f32::from(u8::from(asks)),
            ..Signals::default()
        };
        let listed = self.shortlist(&scores, &near);
        let votes = near.votes(&listed);
        let of_card = |(card, vote): (usize, f32)| {
            let share = self.content.share(&said, card);
            let signals = Signals {
                log_probability: (scores[card] - odds.norm).max(LEAST_LOG),
                similarity: near.of(card),
                vote,
                rival: near.rival_of(card),
                asked: share.asked,
                told: share.told,
                here: share.here,
                negation: share.negation,
                mismatch: cards.get(card).map_or(1.0, |c| c.mismatch(subjects)),
                ..general
            };
            Scored { card, rank: signals.rank(), signals }
        };
        let mut ranked: Vec<Scored> = listed.into_iter().zip(votes).map(of_card).collect();
        ranked.sort_by(|a, b| b.rank.total_cmp(&a.rank).then(a.card.cmp(&b.card)));
        ranked
    }

    /// The cards that are worth a closer look, by number.
    fn shortlist(&self, scores: &[f32], near: &Near) -> Vec<usize> {
        let mut cards = best(scores.iter().enumerate().map(|(card, score)| (card as u32, *score)));
        cards.extend(best(near.cards().iter().copied()));
        cards.sort_unstable();
        cards.dedup();
        cards.into_iter().map(|card| card as usize).filter(|card| Some(*card) != self.silence).collect()
    }

    /// Whether a card uses a word at all.
    pub(super) fn accounts_for(&self, card: usize, stem: &str) -> bool {
        self.content.accounts_for(card, stem)
    }
}

/// What the scores of all cards say together.
struct Odds {
    /// What makes a log-probability of a score when it is taken off.
    norm: f32,
    /// Log-probability of silence.
    silence: f32,
    /// Log of the mean exponential score of all cards but silence.
    evidence: f32,
}

impl Odds {
    /// Of the scores of all cards. That of silence is taken out of them: what speaks for silence is no evidence for an answer.
    fn of(scores: &mut [f32], silence: Option<usize>) -> Self {
        let quiet = silence.and_then(|at| scores.get_mut(at)).map(|score| std::mem::replace(score, f32::NEG_INFINITY));
        let others = classifier::log_sum_exp(scores);
        let norm = quiet.map_or(others, |quiet| classifier::log_sum_exp(&[others, quiet]));
        Self {
            norm,
            silence: quiet.map_or(f32::NEG_INFINITY, |quiet| quiet - norm),
            evidence: others - (scores.len() as f32).ln(),
        }
    }
}

/// The cards with the greatest values, at most [`SHORTLIST`]; of two alike, the one that comes first.
fn best(values: impl Iterator<Item = (u32, f32)>) -> Vec<u32> {
    let mut best: Vec<(u32, f32)> = Vec::with_capacity(SHORTLIST + 1);
    let mut least = f32::NEG_INFINITY;
    for (card, value) in values {
        if best.len() < SHORTLIST || value > least {
            let place = best.partition_point(|(_, other)| *other >= value);
            best.insert(place, (card, value));
            best.truncate(SHORTLIST);
            least = best.last().map_or(least, |(_, value)| *value);
        }
    }
    best.into_iter().map(|(card, _)| card).collect()
}
