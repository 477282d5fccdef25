//! Finds how near the nearest example of each card is.
//!
//! In: weighed examples, then a weighed message. Out: for each card, the cosine to its nearest example, by postings: only examples that share a
//! feature are looked at.

use super::weights::Vector;

/// Postings from feature to examples.
#[derive(Debug, Clone, Default)]
pub(super) struct Nearest {
    postings: Vec<Vec<(u32, f32)>>,
    /// Card of each example.
    cards: Vec<u32>,
    count: usize,
}

impl Nearest {
    /// Indexes examples.
    pub(super) fn index<'a>(
        examples: impl Iterator<Item = (&'a Vector, usize)>,
        features: usize,
        cards: usize,
    ) -> Self {
        let mut index = Self { postings: vec![Vec::new(); features], cards: Vec::new(), count: cards };
        for (vector, card) in examples {
            let example = index.cards.len() as u32;
            index.cards.push(card as u32);
            for (feature, value) in vector {
                if let Some(list) = index.postings.get_mut(*feature as usize) {
                    list.push((example, *value));
                }
            }
        }
        index
    }

    /// Cosine between the message and the nearest example of each card, 0 where they share nothing.
    pub(super) fn similarities(&self, vector: &Vector) -> Vec<f32> {
        let mut sums = vec![0.0_f32; self.cards.len()];
        for (feature, value) in vector {
            for (example, weight) in self.postings.get(*feature as usize).into_iter().flatten() {
                if let Some(sum) = sums.get_mut(*example as usize) {
                    *sum += value * weight;
                }
            }
        }
        let mut best = vec![0.0_f32; self.count];
        for (sum, card) in sums.iter().zip(&self.cards) {
            if let Some(best) = best.get_mut(*card as usize) {
                *best = best.max(*sum);
            }
        }
        best
    }
}
