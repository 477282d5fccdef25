//! Finds how near the nearest example of each card is.
//!
//! In: the features of examples, then a weighed message. Out: for the cards that are near at all, the cosine to their nearest example. Rare features
//! are looked up first, and only so many places of the index are visited: the cost hardly grows with the number of examples.

use std::cell::RefCell;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::best::best;
use super::classifier;
use super::packed::{self, Plain};
use super::weights::Vector;

/// Places of the index that are visited for one message, rarest features first: two microseconds' worth. With twice as many, the right card of nine public sets is
/// first as often (±0.1 points), and half as many cost a tenth of a point in full.
const BUDGET: usize = 400;
/// Examples that are compared in full where the budget did not reach for all features.
const COMPARED: usize = 12;

/// Postings from feature to examples, and the features of each example: in two bytes a number where there are not too many of either, which is nearly always.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) enum Nearest {
    /// With at most 65,536 examples, features and cards.
    Narrow(Index<u16>),
    /// With more.
    Wide(Index<u32>),
}

/// The same with numbers of one size.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(bound = "N: Plain")]
pub(super) struct Index<N> {
    /// Where the list of each feature begins in `examples`; one more for the end.
    #[serde(with = "packed")]
    starts: Vec<u32>,
    /// Examples that have a feature, by feature.
    #[serde(with = "packed")]
    examples: Vec<N>,
    /// Where the features of each example begin in `features`; one more for the end.
    #[serde(with = "packed")]
    bounds: Vec<u32>,
    /// Features of each example, by number.
    #[serde(with = "packed")]
    features: Vec<N>,
    /// Card of each example.
    #[serde(with = "packed")]
    cards: Vec<N>,
    /// One by the length of each example.
    #[serde(with = "packed")]
    scales: Vec<f32>,
}

/// How much more a nearer example counts in a card's vote: at 8, one at a cosine of 0.6 counts as much as five at 0.4.
const VOTE_SHARPNESS: f32 = 8.0;

/// The cards that resemble a message.
#[derive(Debug, Clone, Default)]
pub(super) struct Near {
    /// In the order in which they were met, each with the cosine to its nearest example.
    cards: Vec<(u32, f32)>,
    /// Card and cosine of every example that was met.
    examples: Vec<(u32, f32)>,
    /// The greatest two, of two cards.
    greatest: [(u32, f32); 2],
}

thread_local! {
    /// Sums of all examples, best of all cards, zero between two messages: clearing what was touched is cheaper than an allocation
    /// that fits all.
    static SUMS: RefCell<Vec<f32>> = const { RefCell::new(Vec::new()) };
    static BESTS: RefCell<Vec<f32>> = const { RefCell::new(Vec::new()) };
}

impl Nearest {
    /// Indexes examples with their cards; `idf` holds the weight of every feature.
    pub(super) fn index(examples: impl Iterator<Item = (Vector, usize)>, idf: &[f32]) -> Self {
        let index = Index::of(examples, idf);
        match index.narrowed() {
            Some(narrow) => Self::Narrow(narrow),
            None => Self::Wide(index),
        }
    }

    /// The cards that are near, each with the cosine to its nearest example.
    pub(super) fn find(&self, vector: &Vector, idf: &[f32]) -> Near {
        match self {
            Self::Narrow(index) => index.find(vector, idf),
            Self::Wide(index) => index.find(vector, idf),
        }
    }
}

impl Index<u32> {
    fn of(examples: impl Iterator<Item = (Vector, usize)>, idf: &[f32]) -> Self {
        let mut index = Self { bounds: vec![0], ..Self::default() };
        for (vector, card) in examples {
            index.features.extend(vector.iter().map(|(feature, _)| feature));
            index.bounds.push(index.features.len() as u32);
            index.cards.push(card as u32);
            let square: f32 = vector.iter().map(|(feature, _)| idf[*feature as usize].powi(2)).sum();
            index.scales.push(1.0 / square.sqrt().max(f32::MIN_POSITIVE));
        }
        let mut places = vec![0_u32; idf.len() + 1];
        for feature in &index.features {
            places[*feature as usize + 1] += 1;
        }
        for at in 1..places.len() {
            places[at] += places[at - 1];
        }
        index.starts.clone_from(&places);
        index.examples = vec![0; index.features.len()];
        for example in 0..index.cards.len() {
            for feature in &index.features[range(&index.bounds, example)] {
                let place = &mut places[*feature as usize];
                index.examples[*place as usize] = example as u32;
                *place += 1;
            }
        }
        index
    }

    /// The same in two bytes a number; none where a number does not fit.
    fn narrowed(&self) -> Option<Index<u16>> {
        let narrow = |numbers: &[u32]| numbers.iter().map(|number| u16::try_from(*number).ok()).collect::<Option<_>>();
        let (examples, features, cards) = (narrow(&self.examples)?, narrow(&self.features)?, narrow(&self.cards)?);
        let (starts, bounds, scales) = (self.starts.clone(), self.bounds.clone(), self.scales.clone());
        Some(Index { starts, examples, bounds, features, cards, scales })
    }
}

impl<N: Plain + Into<u32>> Index<N> {
    /// The cards that are near, each with the cosine to its nearest example.
    fn find(&self, vector: &Vector, idf: &[f32]) -> Near {
        let mut lists: Vec<(&[N], u32, f32)> = vector.iter().map(|(f, v)| (self.list(*f), *f, *v)).collect();
        lists.sort_unstable_by_key(|(list, feature, _)| (list.len(), *feature));
        let within = affordable(&lists);
        let mut touched: Vec<(u32, f32)> = SUMS.with_borrow_mut(|sums| {
            sums.resize(sums.len().max(self.cards.len()), 0.0);
            let sums = sums.as_mut_slice();
            // At most so many places are visited; whether one is new decides no branch, which the processor would guess wrongly.
            let mut touched = [0_u32; BUDGET + 1];
            let mut count = 0;
            for (list, feature, value) in lists.iter().take(within) {
                let product = value * idf[*feature as usize];
                // Of a list that is too long by itself, every so many-th: its examples stand by card.
                let step = list.len().div_ceil(BUDGET).max(1);
                let mut at = 0;
                while let Some(example) = list.get(at) {
                    let example: u32 = (*example).into();
                    let sum = &mut sums[example as usize];
                    touched[count] = example;
                    count = (count + usize::from(*sum == 0.0)).min(BUDGET);
                    *sum += product;
                    at += step;
                }
            }
            let take =
                |example: u32| (example, std::mem::take(&mut sums[example as usize]) * self.scales[example as usize]);
            touched.iter().take(count).copied().map(take).collect()
        });
        if within < lists.len() {
            let values = touched.iter().enumerate().map(|(at, (_, cosine))| (at as u32, *cosine));
            let nearest = best(COMPARED, values);
            let products =
                Products::of_all(lists.iter().map(|(_, feature, value)| (*feature, value * idf[*feature as usize])));
            for at in nearest {
                let (example, similarity) = &mut touched[at as usize];
                *similarity = self.cosine(*example as usize, &products);
            }
        }
        self.best_of_cards(touched)
    }

    fn last_card(&self) -> usize {
        self.cards.last().map_or(0, |card| (*card).into() as usize)
    }

    fn list(&self, feature: u32) -> &[N] {
        &self.examples[range(&self.starts, feature as usize)]
    }

    fn cosine(&self, example: usize, products: &Products) -> f32 {
        let features = &self.features[range(&self.bounds, example)];
        features.iter().map(|feature| products.of((*feature).into())).sum::<f32>() * self.scales[example]
    }

    fn best_of_cards(&self, touched: Vec<(u32, f32)>) -> Near {
        let mut near = Near { greatest: [(u32::MAX, 0.0); 2], examples: touched, ..Near::default() };
        BESTS.with_borrow_mut(|bests| {
            bests.resize(bests.len().max(self.last_card() + 1), 0.0);
            let bests = bests.as_mut_slice();
            // As with examples: whether a card is new decides no branch.
            let mut cards = [0_u32; BUDGET + 1];
            let mut count = 0;
            for (place, similarity) in &mut near.examples {
                *place = self.cards[*place as usize].into();
                let best = &mut bests[*place as usize];
                cards[count] = *place;
                count = (count + usize::from(*best == 0.0)).min(BUDGET);
                *best = best.max(*similarity);
            }
            near.cards = cards.iter().take(count).map(|card| (*card, 0.0)).collect();
            for (card, similarity) in &mut near.cards {
                *similarity = std::mem::take(&mut bests[*card as usize]);
            }
        });
        for (card, similarity) in &near.cards {
            if *similarity > near.greatest[0].1 {
                near.greatest = [(*card, *similarity), near.greatest[0]];
            } else if *similarity > near.greatest[1].1 {
                near.greatest[1] = (*card, *similarity);
            }
        }
        near
    }
}

impl Near {
    /// Cosine to the nearest example of a card, 0 where they share nothing.
    pub(super) fn of(&self, card: usize) -> f32 {
        self.cards.iter().find(|(near, _)| *near as usize == card).map_or(0.0, |(_, similarity)| *similarity)
    }

    /// The same for several cards, in their order, without a search for each.
    pub(super) fn of_all(&self, cards: &[(usize, f32)]) -> Vec<f32> {
        BESTS.with_borrow_mut(|bests| {
            bests.resize(bests.len().max(self.most(cards)), 0.0);
            for (card, similarity) in &self.cards {
                bests[*card as usize] = *similarity;
            }
            let similarities = cards.iter().map(|(card, _)| bests[*card]).collect();
            for (card, _) in &self.cards {
                bests[*card as usize] = 0.0;
            }
            similarities
        })
    }

    /// Votes of all examples of some cards, each named once, on the scale of a cosine: many that are fairly near count as one that is nearer.
    pub(super) fn votes(&self, cards: &[(usize, f32)]) -> Vec<f32> {
        // By themselves, so that the processor can do several at a time.
        let votes: Vec<f32> =
            self.examples.iter().map(|(_, similarity)| classifier::exp(VOTE_SHARPNESS * similarity) - 1.0).collect();
        BESTS.with_borrow_mut(|sums| {
            sums.resize(sums.len().max(self.most(cards)), 0.0);
            let sums = sums.as_mut_slice();
            for ((card, _), vote) in self.examples.iter().zip(&votes) {
                sums[*card as usize] += vote;
            }
            let of_cards = cards.iter().map(|(card, _)| (1.0 + sums[*card]).ln() / VOTE_SHARPNESS).collect();
            for (card, _) in &self.cards {
                sums[*card as usize] = 0.0;
            }
            of_cards
        })
    }

    /// One more than the greatest number of a card here and among those.
    fn most(&self, cards: &[(usize, f32)]) -> usize {
        let here = self.cards.iter().map(|(card, _)| *card as usize);
        here.chain(cards.iter().map(|(card, _)| *card)).max().map_or(0, |most| most + 1)
    }

    /// Cosine to the nearest example of any other card.
    pub(super) fn rival_of(&self, card: usize) -> f32 {
        let [first, second] = self.greatest;
        if first.0 == card as u32 { second.1 } else { first.1 }
    }

    /// All cards that share anything with the message.
    pub(super) fn cards(&self) -> &[(u32, f32)] {
        &self.cards
    }
}

/// What each feature of a message adds to the likeness of an example that has it, held so that it is found at once.
struct Products {
    /// A feature stands at its number or at the next free place behind; a power of two of places, at least twice as many as features.
    places: Vec<(u32, f32)>,
}

/// A place without a feature.
const FREE: u32 = u32::MAX;

impl Products {
    fn of_all(products: impl ExactSizeIterator<Item = (u32, f32)>) -> Self {
        let mut places = vec![(FREE, 0.0); (4 * products.len()).next_power_of_two().max(2)];
        for (feature, product) in products {
            let at = Self::find(&places, feature);
            places[at] = (feature, product);
        }
        Self { places }
    }

    fn of(&self, feature: u32) -> f32 {
        self.places[Self::find(&self.places, feature)].1
    }

    /// Where a feature stands, or would.
    fn find(places: &[(u32, f32)], feature: u32) -> usize {
        let mut at = feature as usize & (places.len() - 1);
        while places[at].0 != feature && places[at].0 != FREE {
            at = (at + 1) & (places.len() - 1);
        }
        at
    }
}

/// How many lists, shortest first, the budget allows; at least one.
fn affordable<N>(lists: &[(&[N], u32, f32)]) -> usize {
    let mut left = BUDGET;
    let fits = |(list, ..): &&(&[N], u32, f32)| {
        let fits = list.len() <= left;
        left = left.saturating_sub(list.len());
        fits
    };
    lists.iter().take_while(fits).count().max(1)
}

fn range(bounds: &[u32], at: usize) -> Range<usize> {
    bounds[at] as usize..bounds[at + 1] as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Feature 0 is in every example; each example has a feature of its own, the first of a card one more.
    fn index(examples: u32) -> (Nearest, Vec<f32>) {
        let of = |at: u32| vec![(0, 1.0), (at + 1, 1.0)];
        let vectors: Vec<(Vector, usize)> = (0..examples).map(|at| (of(at), at as usize / 2)).collect();
        let idf = std::iter::once(0.5).chain((0..examples).map(|_| 2.0)).collect::<Vec<_>>();
        (Nearest::index(vectors.into_iter(), &idf), idf)
    }

    fn close(a: f32, b: f32) -> bool {
        (a - b).abs() < 1e-5
    }

    #[test]
    fn each_card_is_as_near_as_its_nearest_example() {
        let (nearest, idf) = index(6);
        let near = nearest.find(&vec![(0, 0.6), (3, 0.8)], &idf);
        let length = (0.5_f32 * 0.5 + 2.0 * 2.0).sqrt();
        let (shared, own) = (0.6 * 0.5 / length, (0.6 * 0.5 + 0.8 * 2.0) / length);
        assert!(close(near.of(1), own) && close(near.of(0), shared), "{near:?}");
        assert!(close(near.rival_of(1), shared) && close(near.rival_of(0), own), "{near:?}");
        assert_eq!(near.of_all(&[(1, 0.0), (7, 0.0)]), [near.of(1), 0.0]);
        let votes = near.votes(&[(0, 0.0), (1, 0.0)]);
        // Card 0 has two examples that share a little: together they count more than one of them, and less than the near one.
        assert!(votes[0] > shared && votes[0] < votes[1], "{near:?}");
        assert!(votes[1] > own, "{near:?}");
        assert_eq!(nearest.find(&vec![(0, 0.6), (3, 0.8)], &idf).cards(), near.cards(), "nothing is left behind");
    }

    #[test]
    fn what_the_budget_leaves_out_is_made_up_for_in_the_best() {
        let many = u32::try_from(BUDGET).unwrap() * 3;
        let (nearest, idf) = index(many);
        let near = nearest.find(&vec![(0, 0.6), (many, 0.8)], &idf);
        let length = (0.5_f32 * 0.5 + 2.0 * 2.0).sqrt();
        assert!(close(near.of(many as usize / 2 - 1), (0.6 * 0.5 + 0.8 * 2.0) / length), "{near:?}");
    }

    #[test]
    fn a_list_that_is_too_long_by_itself_is_sampled_from_end_to_end() {
        let (nearest, idf) = index(u32::try_from(BUDGET).unwrap() * 3);
        let near = nearest.find(&vec![(0, 1.0)], &idf);
        let cards: Vec<u32> = near.cards().iter().map(|(card, _)| *card).collect();
        assert!(cards.len() <= BUDGET && cards.first() < Some(&10), "{}", cards.len());
        assert!(cards.last() > Some(&(u32::try_from(BUDGET).unwrap() * 3 / 2 - 10)), "{:?}", cards.last());
    }

    #[test]
    fn two_bytes_a_number_find_what_four_find_and_are_not_enough_for_all() {
        let (nearest, idf) = index(2_000);
        let Nearest::Narrow(narrow) = &nearest else { panic!("two thousand examples fit") };
        let wide = Index {
            starts: narrow.starts.clone(),
            examples: narrow.examples.iter().copied().map(u32::from).collect(),
            bounds: narrow.bounds.clone(),
            features: narrow.features.iter().copied().map(u32::from).collect(),
            cards: narrow.cards.iter().copied().map(u32::from).collect(),
            scales: narrow.scales.clone(),
        };
        let message = vec![(0, 0.6), (1_234, 0.8)];
        assert_eq!(nearest.find(&message, &idf).cards(), Nearest::Wide(wide).find(&message, &idf).cards());
        let (many, idf) = index(u32::from(u16::MAX) + 2);
        assert!(matches!(many, Nearest::Wide(_)));
        let last = many.find(&vec![(u32::from(u16::MAX) + 2, 0.8)], &idf);
        assert!(close(last.of(usize::from(u16::MAX).div_ceil(2)), 0.8 * 2.0 / (0.5_f32 * 0.5 + 2.0 * 2.0).sqrt()));
    }

    #[test]
    fn a_message_that_shares_nothing_is_near_to_nothing() {
        let (nearest, idf) = index(4);
        assert!(nearest.find(&Vec::new(), &idf).cards().is_empty());
    }
}
