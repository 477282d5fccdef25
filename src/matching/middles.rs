//! Compares a message with the middle of a card's examples: what stands in for the classifier where there are too many cards to tell all of them apart.
//!
//! In: weighed examples, card by card. Out: the score of one card at a time, so that only cards on a short list cost anything. The middles are what the
//! classifier begins with as well; telling each of a hundred thousand cards from every other would take hours.

use serde::{Deserialize, Serialize};

use super::lists::Lists;
use super::weights::Vector;

/// Score of a message that is all that a card's examples say: what the length of the classifier's weights at the start is to it.
const LENGTH: f32 = 14.0;
/// A weight is held as a whole number of these parts of a card's length.
const PARTS: f32 = 65_535.0;

/// The middles of all cards.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Middles {
    /// Features of each card, in order.
    features: Lists<u32>,
    /// How far the middle points towards each of them.
    weights: Lists<u16>,
}

impl Middles {
    /// Adds the next card, as the sum of its examples.
    pub(super) fn push(&mut self, mut sum: Vector) {
        sum.sort_unstable_by_key(|(feature, _)| *feature);
        sum.dedup_by(|again, first| {
            let same = again.0 == first.0;
            first.1 += if same { again.1 } else { 0.0 };
            same
        });
        let length = sum.iter().map(|(_, value)| value * value).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
        self.features.push(sum.iter().map(|(feature, _)| *feature));
        #[expect(clippy::cast_sign_loss, reason = "values of features are never negative")]
        self.weights.push(sum.iter().map(|(_, value)| (value / length * PARTS).round() as u16));
    }

    /// Gives back what was set aside for more.
    pub(super) fn shrink(&mut self) {
        self.features.shrink();
        self.weights.shrink();
    }

    /// How much of a message speaks for a card.
    pub(super) fn score(&self, card: usize, vector: &Vector) -> f32 {
        let (features, weights) = (self.features.get(card), self.weights.get(card));
        let weight = |feature: &u32| features.binary_search(feature).ok().and_then(|at| weights.get(at));
        let parts = vector.iter().filter_map(|(feature, value)| Some(value * f32::from(*weight(feature)?)));
        LENGTH * parts.sum::<f32>() / PARTS
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_is_scored_by_the_direction_of_its_examples() {
        let mut middles = Middles::default();
        middles.push(vec![(7, 3.0), (2, 2.0), (2, 2.0)]);
        middles.push(Vec::new());
        assert!((middles.score(0, &vec![(2, 0.8), (7, 0.6)]) - LENGTH).abs() < 1e-3);
        assert!((middles.score(0, &vec![(9, 1.0), (7, 1.0)]) - 0.6 * LENGTH).abs() < 1e-3);
        assert!(middles.score(1, &vec![(2, 1.0)]).abs() < 1e-9);
    }
}
