//! Compares by meaning: how well the vector of a sentence goes with the vectors of a card's examples. Optional: without vectors it is silent.
//!
//! In: the vectors of all examples, made elsewhere ([`Vectors`]); then the vector of a sentence. Out: a score for each card, and the cosine to a card's nearest
//! example. What the two are worth beside the other views is left to [`super::signals`].
//!
//! The scores are those of linear discriminant analysis (Fisher 1936): each card has its middle, all share one covariance, shrunk towards a ball. It has a closed
//! form, so learning takes one sweep over the examples, and a handful of them is enough for it.

use serde::{Deserialize, Serialize};

use super::reading::{Reading, Role};

/// Gives the vector of a text, at once: computed or looked up, never fetched. The same text has the same vector every time.
pub trait Vectors: std::fmt::Debug + Send + Sync {
    /// The vector; none where there is none.
    fn vector(&self, text: &str) -> Option<Vec<f32>>;
}

impl<S: std::hash::BuildHasher + Send + Sync> Vectors for std::collections::HashMap<String, Vec<f32>, S> {
    fn vector(&self, text: &str) -> Option<Vec<f32>> {
        self.get(text).cloned()
    }
}

/// Numbers of a vector that are told apart; the rest of a longer one is folded onto them. Learning takes time with the square of it.
const WIDEST: usize = 768;
/// Share of the ball in the covariance: what a few hundred examples say of 256 dimensions is mostly chance.
const BALL: f32 = 0.5;
/// How far scores are trusted. Taken at their word (1) they are far too sure of themselves: the numbers of a vector are not as independent as the model has it.
const TRUST: f32 = 0.1;
/// Before any example is seen, so many count as seen, with a mean square distance of [`USUAL_SPREAD`] to the middle of their card.
const PRESUMED: f32 = 20.0;
const USUAL_SPREAD: f32 = 0.5;
/// Examples that the covariance is taken from: more of them cost time and change nothing that was measured.
const MOST_EXAMPLES: usize = 8_000;
/// Examples of a card that a sentence is compared with.
const COMPARED: usize = 16;

/// A vector of unit length, at most [`WIDEST`] numbers.
pub(super) type Direction = Box<[f32]>;

/// What is learnt from the vectors of all examples.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Meaning {
    /// Middle of all cards: what all examples have in common tells none of them apart.
    middle: Vec<f32>,
    /// Weights of every card that has examples, one after the other.
    weights: Vec<f32>,
    /// Number and first score of each of these cards.
    cards: Vec<(u32, f32)>,
    /// Examples of all cards, one after the other.
    examples: Vec<f32>,
    /// Where the examples of each card begin, counted in vectors; one more for the end.
    bounds: Vec<usize>,
}

/// The words of a sentence whose vector is wanted, as they were read: without subjects, which are judged apart.
pub(super) fn text_of(reading: &Reading) -> String {
    let words = reading.units.iter().filter(|unit| !matches!(unit.role, Role::Subject(_) | Role::AnySubject));
    words.map(|unit| unit.text.as_str()).collect::<Vec<_>>().join(" ")
}

/// There is no vector of a sentence.
#[derive(Debug)]
pub(super) struct Missing;

/// Where a sentence points; nowhere if it has no words of its own, or words without meaning.
pub(super) fn direction(vectors: &dyn Vectors, reading: &Reading) -> Result<Option<Direction>, Missing> {
    let text = text_of(reading);
    if text.is_empty() { Ok(None) } else { vectors.vector(&text).map(|vector| unit(folded(vector))).ok_or(Missing) }
}

/// Folds what stands beyond [`WIDEST`] onto the rest, signs in a fixed disorder, which keeps angles nearly as they are (feature hashing, Weinberger et al. 2009).
fn folded(mut vector: Vec<f32>) -> Vec<f32> {
    for at in WIDEST..vector.len() {
        // The top bit of a multiplicative hash: as good as a coin.
        let sign = if (at as u32).wrapping_mul(0x9e37_79b9) >> 31 == 0 { 1.0 } else { -1.0 };
        vector[at % WIDEST] += sign * vector[at];
    }
    vector.truncate(WIDEST);
    vector
}

fn unit(mut vector: Vec<f32>) -> Option<Direction> {
    let length = dot(&vector, &vector).sqrt();
    if !length.is_normal() {
        return None;
    }
    for value in &mut vector {
        *value /= length;
    }
    Some(vector.into_boxed_slice())
}

impl Meaning {
    /// Learns from the directions of all cards' examples; none where their lengths differ or there is nothing to tell apart.
    pub(super) fn learn(cards: &[Vec<&[f32]>]) -> Option<Self> {
        let width = cards.iter().flatten().next()?.len();
        let filled = cards.iter().filter(|examples| !examples.is_empty()).count();
        if filled < 2 || cards.iter().flatten().any(|example| example.len() != width) {
            return None;
        }
        let mut middle = vec![0.0; width];
        for examples in cards.iter().filter(|examples| !examples.is_empty()) {
            add(&mut middle, &mean(examples, width), 1.0 / filled as f32);
        }
        let mut meaning = Self { middle, bounds: vec![0], ..Self::default() };
        for example in cards.iter().map(Vec::as_slice) {
            for example in example {
                let centred = meaning.centred(example);
                meaning.examples.extend_from_slice(&centred);
            }
            meaning.bounds.push(meaning.examples.len() / width);
        }
        meaning.weigh(filled);
        Some(meaning)
    }

    /// Weights of every card: its middle, seen through the covariance that all cards share.
    fn weigh(&mut self, filled: usize) {
        let width = self.middle.len();
        let mut middles: Vec<(u32, Vec<f32>)> = Vec::with_capacity(filled);
        for card in 0..self.bounds.len() - 1 {
            let examples: Vec<&[f32]> = self.of_card(card).collect();
            if !examples.is_empty() {
                middles.push((card as u32, mean(&examples, width)));
            }
        }
        let factor = self.covariance(&middles).factored();
        for (card, middle) in &middles {
            let weights = factor.solve(middle);
            self.cards.push((*card, -0.5 * TRUST * dot(&weights, middle)));
            self.weights.extend(weights.iter().map(|weight| TRUST * weight));
        }
    }

    /// How examples spread around the middles of their cards.
    fn covariance(&self, middles: &[(u32, Vec<f32>)]) -> Square {
        let width = self.middle.len();
        let all = self.examples.len() / width;
        let step = all.div_ceil(MOST_EXAMPLES).max(1);
        let mut spread = Square::zero(width);
        let (mut seen, mut at) = (0_usize, 0_usize);
        for (card, middle) in middles {
            for example in self.of_card(*card as usize) {
                if at.is_multiple_of(step) {
                    let off: Vec<f32> = example.iter().zip(middle).map(|(value, mean)| value - mean).collect();
                    spread.add_square_of(&off);
                    seen += 1;
                }
                at += 1;
            }
        }
        let free = seen.saturating_sub(middles.len() / step) as f32;
        spread.shrink(free);
        spread
    }

    fn of_card(&self, card: usize) -> impl Iterator<Item = &[f32]> {
        let width = self.middle.len();
        let (from, to) = (self.bounds[card] * width, self.bounds[card + 1] * width);
        self.examples[from..to].chunks_exact(width)
    }

    /// A direction seen from the middle of all cards, of unit length again.
    fn centred(&self, direction: &[f32]) -> Vec<f32> {
        let mut off: Vec<f32> = direction.iter().zip(&self.middle).map(|(value, mean)| value - mean).collect();
        let length = dot(&off, &off).sqrt().max(f32::MIN_POSITIVE);
        for value in &mut off {
            *value /= length;
        }
        off
    }

    /// A sentence, ready to be compared; none where its vector is of another model.
    pub(super) fn seen(&self, direction: &[f32]) -> Option<Vec<f32>> {
        (direction.len() == self.middle.len()).then(|| self.centred(direction))
    }

    /// How much the meaning of a sentence speaks for each card, as log-odds against the middle of all; a card without examples gets the mean of the others.
    pub(super) fn scores(&self, seen: &[f32], cards: usize) -> Vec<f32> {
        let rows = self.weights.chunks_exact(self.middle.len());
        let own: Vec<f32> = self.cards.iter().zip(rows).map(|((_, from), row)| from + dot(row, seen)).collect();
        let mean = own.iter().sum::<f32>() / own.len().max(1) as f32;
        let mut scores = vec![mean; cards];
        for ((card, _), score) in self.cards.iter().zip(own) {
            scores[*card as usize] = score;
        }
        scores
    }

    /// Cosine to the nearest of a card's first examples.
    pub(super) fn similarity(&self, seen: &[f32], card: usize) -> f32 {
        self.of_card(card).take(COMPARED).map(|example| dot(example, seen)).fold(0.0, f32::max)
    }
}

fn mean(vectors: &[&[f32]], width: usize) -> Vec<f32> {
    let mut mean = vec![0.0; width];
    for vector in vectors {
        add(&mut mean, vector, 1.0 / vectors.len() as f32);
    }
    mean
}

fn add(sum: &mut [f32], vector: &[f32], times: f32) {
    for (sum, value) in sum.iter_mut().zip(vector) {
        *sum += times * value;
    }
}

/// Eight sums side by side, which processors add at once.
fn dot(one: &[f32], other: &[f32]) -> f32 {
    let mut sums = [0.0_f32; 8];
    let (ones, others) = (one.chunks_exact(8), other.chunks_exact(8));
    let rest: f32 = ones.remainder().iter().zip(others.remainder()).map(|(a, b)| a * b).sum();
    for (a, b) in ones.zip(others) {
        for ((sum, a), b) in sums.iter_mut().zip(a).zip(b) {
            *sum += a * b;
        }
    }
    sums.iter().sum::<f32>() + rest
}

/// A symmetric matrix, or its Cholesky factor: the lower half, row by row.
struct Square {
    width: usize,
    values: Vec<f32>,
}

impl Square {
    fn zero(width: usize) -> Self {
        Self { width, values: vec![0.0; width * width] }
    }

    fn row(&self, at: usize) -> &[f32] {
        &self.values[at * self.width..][..self.width]
    }

    fn add_square_of(&mut self, vector: &[f32]) {
        for (at, value) in vector.iter().enumerate() {
            add(&mut self.values[at * self.width..][..=at], vector, *value);
        }
    }

    /// From a sum over so many free examples to a covariance that can be relied on.
    fn shrink(&mut self, free: f32) {
        let width = self.width;
        let seen: f32 = (0..width).map(|at| self.values[at * width + at]).sum();
        let spread = (seen + PRESUMED * USUAL_SPREAD) / (free + PRESUMED) / width as f32;
        let own = free / (free + PRESUMED);
        let scale = if free > 0.0 { (1.0 - BALL) * own / free } else { 0.0 };
        for value in &mut self.values {
            *value *= scale;
        }
        for at in 0..width {
            self.values[at * width + at] += (1.0 - (1.0 - BALL) * own) * spread;
        }
    }

    /// Cholesky's decomposition; the ball keeps every pivot above zero.
    fn factored(mut self) -> Self {
        for at in 0..self.width {
            for column in 0..=at {
                let sum = dot(&self.row(at)[..column], &self.row(column)[..column]);
                let rest = self.values[at * self.width + column] - sum;
                let pivot = self.values[column * self.width + column];
                self.values[at * self.width + column] =
                    if column == at { rest.max(f32::MIN_POSITIVE).sqrt() } else { rest / pivot };
            }
        }
        self
    }

    /// What this matrix, factored, takes to the vector.
    fn solve(&self, vector: &[f32]) -> Vec<f32> {
        let mut found = vector.to_vec();
        for at in 0..self.width {
            let sum = dot(&self.row(at)[..at], &found[..at]);
            found[at] = (found[at] - sum) / self.row(at)[at];
        }
        for at in (0..self.width).rev() {
            found[at] /= self.row(at)[at];
            let value = found[at];
            add(&mut found[..at], &self.row(at)[..at], -value);
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn learned(cards: &[&[[f32; 3]]]) -> Option<Meaning> {
        let units = |examples: &&[[f32; 3]]| examples.iter().filter_map(|e| unit(e.to_vec())).collect::<Vec<_>>();
        let units: Vec<Vec<Direction>> = cards.iter().map(units).collect();
        let cards: Vec<Vec<&[f32]>> = units.iter().map(|of| of.iter().map(AsRef::as_ref).collect()).collect();
        Meaning::learn(&cards)
    }

    #[test]
    fn a_sentence_speaks_for_the_card_that_means_the_same() {
        let cards: [&[[f32; 3]]; 4] =
            [&[[1.0, 0.1, 0.0], [0.9, 0.2, 0.1]], &[[0.0, 1.0, 0.1]], &[], &[[0.1, 0.0, 1.0], [0.0, 0.1, 0.9]]];
        let meaning = learned(&cards).unwrap();
        for (vector, card) in [([0.8, 0.0, 0.0], 0), ([0.1, 0.7, 0.0], 1), ([0.0, 0.0, 2.0], 3)] {
            let seen = meaning.seen(&unit(vector.to_vec()).unwrap()).unwrap();
            let scores = meaning.scores(&seen, 4);
            assert!((0..4).all(|other| other == card || scores[other] < scores[card]), "{vector:?}: {scores:?}");
            assert!(meaning.similarity(&seen, card) > 0.9, "{vector:?}");
            assert!(meaning.similarity(&seen, 2).abs() < f32::EPSILON, "no examples");
        }
    }

    #[test]
    fn a_factored_matrix_undoes_what_the_matrix_does() {
        let mut matrix = Square::zero(3);
        for vector in [[1.0, 2.0, 0.5], [0.0, 1.0, -1.0], [3.0, 0.1, 0.2]] {
            matrix.add_square_of(&vector);
        }
        let full = |at: usize, column: usize| matrix.row(at.max(column))[at.min(column)];
        let wanted = [0.3, -1.0, 2.0];
        let taken: Vec<f32> = (0..3).map(|at| (0..3).map(|column| full(at, column) * wanted[column]).sum()).collect();
        let found = matrix.factored().solve(&taken);
        assert!(found.iter().zip(wanted).all(|(found, wanted)| (found - wanted).abs() < 1e-3), "{found:?}");
    }

    #[test]
    fn nothing_is_learned_from_what_does_not_go_together() {
        let (one, other): (&[f32], &[f32]) = (&[1.0, 0.0], &[1.0, 0.0, 0.0]);
        assert!(Meaning::learn(&[vec![one], vec![other]]).is_none(), "vectors of two models");
        assert!(Meaning::learn(&[vec![one], vec![]]).is_none(), "one card alone");
        assert!(Meaning::learn(&[]).is_none());
        let meaning = Meaning::learn(&[vec![one], vec![&[0.0, 1.0]]]).unwrap();
        assert!(meaning.seen(other).is_none(), "a sentence of another model");
    }

    #[test]
    fn a_vector_without_direction_is_none() {
        for vector in [vec![], vec![0.0, 0.0], vec![f32::NAN, 1.0], vec![f32::INFINITY, 1.0]] {
            assert!(unit(vector).is_none());
        }
    }

    #[test]
    fn a_long_vector_keeps_its_angles_nearly() {
        let wave = |shift: f32| (0..3_072).map(|at| (at as f32 * 0.37 + shift).sin()).collect::<Vec<f32>>();
        let cosine = |a: Vec<f32>, b: Vec<f32>| dot(&unit(a).unwrap(), &unit(b).unwrap());
        for shift in [0.0, 0.7, 1.6, 3.0] {
            let (whole, folded) = (cosine(wave(0.0), wave(shift)), cosine(folded(wave(0.0)), folded(wave(shift))));
            assert!((whole - folded).abs() < 0.15, "{shift}: {whole} {folded}");
        }
        assert_eq!(folded(wave(0.0)).len(), WIDEST);
    }
}
