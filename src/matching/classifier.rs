//! Learns what tells cards apart: softmax regression over all examples of all cards.
//!
//! In: weighed examples with their cards. Out: for a message, the log of each card's probability. Deterministic: fixed order, fixed number of rounds, no
//! randomness. A card is more than its nearest example; every word that marks it against the others counts.
//!
//! Training is stochastic gradient descent with per-feature step sizes (Duchi, Hazan, Singer 2011, *adaptive subgradient*) on the
//! cross-entropy with a small L2 penalty.

use super::weights::Vector;

/// Rounds over all examples. More change no answer of the measured sets.
const ROUNDS: usize = 8;
/// First step size.
const STEP: f32 = 0.7;
/// Pull towards zero in each step, against learning single examples by heart.
const PENALTY: f32 = 2e-6;
/// Gradients smaller than this are left out: most cards are certainly wrong after the first round.
const NEGLIGIBLE: f32 = 1e-3;
/// An example of which the model is this sure has nothing to teach for a while …
const LEARNED: f32 = 0.95;
/// … and rests for so many rounds: most of the time goes to what is still confused.
const RESTS: u8 = 3;
/// How fast a card's bias moves beside its features: how often a card is asked for is hardly known from its examples.
const BIAS_SHARE: f32 = 0.1;
/// A prime stride visits all examples in a mixed order, so that no round ends with all examples of one card.
const STRIDE: usize = 7_919;

/// Weights of every feature for every card.
#[derive(Debug, Clone, Default)]
pub(super) struct Classifier {
    /// A row a feature, a column a card.
    rows: Vec<f32>,
    bias: Vec<f32>,
    cards: usize,
}

/// One example: its features and its card.
pub(super) struct Example {
    /// Weighed features.
    pub(super) vector: Vector,
    /// Its card.
    pub(super) card: usize,
    /// How much it counts, 0 to 1.
    pub(super) share: f32,
}

impl Classifier {
    /// Learns from examples.
    pub(super) fn learn(examples: &[Example], features: usize, cards: usize) -> Self {
        let mut model = Self { rows: vec![0.0; features * cards], bias: vec![0.0; cards], cards };
        let mut squares = vec![1e-6_f32; features * cards];
        let mut bias_squares = vec![1e-6_f32; cards];
        // A stride without a common factor visits every example once a round.
        let stride = if gcd(STRIDE, examples.len()) == 1 { STRIDE } else { 1 };
        let mut gradient = vec![0.0; cards];
        let mut slopes: Vec<(usize, f32)> = Vec::with_capacity(cards);
        let mut rests = vec![0_u8; examples.len()];
        for turn in 0..ROUNDS * examples.len() {
            let at = turn * stride % examples.len();
            let (Some(example), Some(rest)) = (examples.get(at), rests.get_mut(at)) else { break };
            if *rest > 0 {
                *rest -= 1;
                continue;
            }
            model.scores_into(&example.vector, &mut gradient);
            softmax(&mut gradient);
            if let Some(own) = gradient.get_mut(example.card) {
                if *own > LEARNED {
                    *rest = RESTS;
                }
                *own -= 1.0;
            }
            slopes.clear();
            let slope = |(card, slope): (usize, &f32)| (card, slope * example.share);
            slopes.extend(gradient.iter().enumerate().map(slope).filter(|(_, slope)| slope.abs() > NEGLIGIBLE));
            for (feature, weight) in &example.vector {
                let at = *feature as usize * cards..(*feature as usize + 1) * cards;
                let (Some(row), Some(seen)) = (model.rows.get_mut(at.clone()), squares.get_mut(at)) else { continue };
                step(row, seen, &slopes, *weight);
            }
            step(&mut model.bias, &mut bias_squares, &slopes, BIAS_SHARE);
        }
        model
    }

    /// Log-probability of every card, into a buffer of that length.
    pub(super) fn log_probabilities(&self, vector: &Vector) -> Vec<f32> {
        let mut scores = vec![0.0; self.cards];
        self.scores_into(vector, &mut scores);
        let top = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let sum: f32 = scores.iter().map(|s| (s - top).exp()).sum();
        let norm = top + sum.max(f32::MIN_POSITIVE).ln();
        scores.iter().map(|s| s - norm).collect()
    }

    fn scores_into(&self, vector: &Vector, scores: &mut [f32]) {
        scores.copy_from_slice(&self.bias);
        for (feature, weight) in vector {
            let at = *feature as usize * self.cards;
            let Some(row) = self.rows.get(at..at + self.cards) else { continue };
            for (score, value) in scores.iter_mut().zip(row) {
                *score += weight * value;
            }
        }
    }
}

fn step(row: &mut [f32], seen: &mut [f32], slopes: &[(usize, f32)], weight: f32) {
    for (card, slope) in slopes {
        let (Some(value), Some(seen)) = (row.get_mut(*card), seen.get_mut(*card)) else { continue };
        let slope = slope * weight + PENALTY * *value;
        *seen += slope * slope;
        *value -= STEP * slope / seen.sqrt();
    }
}

fn softmax(scores: &mut [f32]) {
    let top = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let mut sum = 0.0;
    for score in scores.iter_mut() {
        *score = (*score - top).exp();
        sum += *score;
    }
    for score in scores {
        *score /= sum;
    }
}

fn gcd(a: usize, b: usize) -> usize {
    if b == 0 { a } else { gcd(b, a % b) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_marks_a_card_is_learned() {
        let example =
            |features: &[u32], card| Example { vector: features.iter().map(|f| (*f, 0.7)).collect(), card, share: 1.0 };
        let examples = [example(&[0, 1], 0), example(&[0, 2], 1), example(&[1], 0), example(&[2], 1)];
        let model = Classifier::learn(&examples, 3, 2);
        let of = |feature: u32| model.log_probabilities(&vec![(feature, 1.0)]);
        assert!(of(1)[0] > of(1)[1] && of(2)[1] > of(2)[0]);
        assert!((of(0)[0] - of(0)[1]).abs() < 1.0, "a shared feature tells nothing");
    }
}
