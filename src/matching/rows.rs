//! Weights of every feature for the cards, held as they are used: whole rows for what many cards have, short lists for everything else.
//!
//! In: which cards have which feature. Out: a table of weights that starts at zero, to be read and changed a feature at a time.

use serde::{Deserialize, Serialize};

use super::packed;
use super::weights::Vector;

/// A feature that at least one card in so many has gets a whole row: reading a row in one sweep is cheaper than following a list that long.
const WHOLE_FROM: usize = 6;

/// Finding a card in a list costs as much as so many steps along it.
const SEARCH_COST: usize = 6;

/// A sparse table: a row a feature, a column a card.
#[derive(Debug, Clone, Default)]
pub(super) struct Rows {
    spans: Vec<Row>,
    /// Weights of whole rows, then of lists.
    weights: Vec<f32>,
    /// Card of each weight of the lists, from `lists` on.
    cards: Vec<u32>,
    /// Where the weights of lists begin.
    lists: u32,
    /// How many cards there are.
    columns: usize,
}

/// Where the weights of one feature stand.
#[derive(Debug, Clone, Copy, Default)]
struct Row {
    start: u32,
    length: u32,
    whole: bool,
}

impl Rows {
    /// Zero weights for every feature and every card that has it.
    pub(super) fn for_pairs(mut pairs: Vec<(u32, u32)>, features: usize, columns: usize) -> Self {
        pairs.sort_unstable();
        pairs.dedup();
        let mut table = Self { spans: vec![Row::default(); features], columns, ..Self::default() };
        for (feature, _) in &pairs {
            table.spans[*feature as usize].length += 1;
        }
        for row in table.spans.iter_mut().filter(|row| row.length as usize * WHOLE_FROM >= columns) {
            *row = Row { start: table.lists, length: columns as u32, whole: true };
            table.lists += columns as u32;
        }
        let mut end = table.lists;
        for row in table.spans.iter_mut().filter(|row| !row.whole) {
            row.start = end;
            end += row.length;
        }
        table.cards =
            pairs.iter().filter(|(feature, _)| !table.spans[*feature as usize].whole).map(|(_, card)| *card).collect();
        table.weights = vec![0.0; end as usize];
        table
    }

    /// Adds the weights of all features of a vector to the scores of the cards.
    pub(super) fn add_into(&self, vector: &Vector, scores: &mut [f32]) {
        for (feature, value) in vector {
            let row = self.spans[*feature as usize];
            let weights = &self.weights[row.start as usize..(row.start + row.length) as usize];
            if row.whole {
                for (score, weight) in scores.iter_mut().zip(weights) {
                    *score += value * weight;
                }
            } else {
                for (card, weight) in
                    self.cards[(row.start - self.lists) as usize..][..row.length as usize].iter().zip(weights)
                {
                    scores[*card as usize] += value * weight;
                }
            }
        }
    }

    /// Adds a multiple of a vector to the weights of each of the cards that have its features. The multiples are given twice: card by card, and as a list
    /// of those that are not zero.
    pub(super) fn add(&mut self, vector: &Vector, multiples: &[(u32, f32)], by_card: &[f32]) {
        for (feature, value) in vector {
            let row = self.spans[*feature as usize];
            let weights = &mut self.weights[row.start as usize..(row.start + row.length) as usize];
            if row.whole {
                for (card, multiple) in multiples {
                    weights[*card as usize] += multiple * value;
                }
                continue;
            }
            let from = (row.start - self.lists) as usize;
            let cards = &self.cards[from..from + row.length as usize];
            if cards.len() <= multiples.len() * SEARCH_COST {
                for (weight, card) in weights.iter_mut().zip(cards) {
                    *weight += by_card[*card as usize] * value;
                }
            } else {
                for (card, multiple) in multiples {
                    if let Ok(at) = cards.binary_search(card) {
                        weights[at] += multiple * value;
                    }
                }
            }
        }
    }

    /// Adds a multiple of a vector to the weights of one card.
    pub(super) fn add_one(&mut self, vector: &Vector, card: u32, multiple: f32) {
        for (feature, value) in vector {
            let row = self.spans[*feature as usize];
            let from = (row.start as usize).wrapping_sub(self.lists as usize);
            let at = if row.whole {
                card as usize
            } else {
                let Ok(at) = self.cards[from..from + row.length as usize].binary_search(&card) else { continue };
                at
            };
            self.weights[row.start as usize + at] += multiple * value;
        }
    }

    /// Makes the weights of every card a vector of this length; a card without weights stays without.
    pub(super) fn scale_to(&mut self, length: f32) {
        let mut squares = vec![0.0_f32; self.columns];
        for (at, weight) in self.weights.iter().enumerate() {
            squares[self.card_at(at)] += weight * weight;
        }
        let scales: Vec<f32> = squares.iter().map(|s| if *s > 0.0 { length / s.sqrt() } else { 0.0 }).collect();
        for at in 0..self.weights.len() {
            self.weights[at] *= scales[self.card_at(at)];
        }
    }

    /// A table of the same shape with all weights zero.
    pub(super) fn emptied(&self) -> Self {
        Self { weights: vec![0.0; self.weights.len()], ..self.clone() }
    }

    /// Adds the weights of another table of the same shape.
    pub(super) fn add_all(&mut self, other: &Self) {
        for (weight, other) in self.weights.iter_mut().zip(&other.weights) {
            *weight += other;
        }
    }

    /// Multiplies all weights.
    pub(super) fn scale(&mut self, factor: f32) {
        for weight in &mut self.weights {
            *weight *= factor;
        }
    }

    /// The table as messages read it.
    pub(super) fn learned(&self) -> Learned {
        let mut learned = Learned::default();
        for row in &self.spans {
            learned.starts.push(learned.bytes.len() as u32);
            let weights = &self.weights[row.start as usize..(row.start + row.length) as usize];
            if weights.is_empty() {
                continue;
            }
            let greatest = weights.iter().fold(f32::MIN_POSITIVE, |most, weight| most.max(weight.abs()));
            let size = PartSize::at_least(greatest / PARTS, row.whole);
            learned.bytes.extend(size.0.to_le_bytes());
            if !row.whole {
                let cards = &self.cards[(row.start - self.lists) as usize..][..row.length as usize];
                learned.bytes.extend(cards.iter().flat_map(|card| (*card as u16).to_le_bytes()));
            }
            let part = |weight: &f32| (weight / size.number()).round() as i8;
            learned.bytes.extend(weights.iter().map(|weight| part(weight).cast_unsigned()));
        }
        learned.starts.push(learned.bytes.len() as u32);
        learned
    }

    /// Whose weight stands at a place.
    fn card_at(&self, at: usize) -> usize {
        let lists = self.lists as usize;
        if at < lists { at % self.columns } else { self.cards[at - lists] as usize }
    }
}

/// A weight is held as so many parts of the greatest of its row.
const PARTS: f32 = 127.0;

/// Weights that do not change any more, in a byte each: a message reads a hundred rows that lie far apart, and what that costs is fetching them. So everything of a row
/// stands together: the size of its parts in two bytes, then, of a list, each card in two, then each part in one. There are at most a few thousand cards: see
/// [`super::material::MANY_CARDS`].
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Learned {
    /// Where each row begins; one more for the end. A feature that no card has has no row.
    #[serde(with = "packed")]
    starts: Vec<u32>,
    #[serde(with = "packed")]
    bytes: Vec<u8>,
}

/// Bytes of a card in a list, and of a card with its part.
const CARD: usize = 2;
const CARD_AND_PART: usize = CARD + 1;

/// What one part of a row is: the first half of a number that is not below zero. The bit of its sign tells a whole row.
#[derive(Debug, Clone, Copy)]
struct PartSize(u16);

impl PartSize {
    const WHOLE: u16 = 1 << 15;

    /// The least that is not below a number.
    fn at_least(number: f32, whole: bool) -> Self {
        let bits = number.to_bits();
        let half = (bits >> 16) as u16 + u16::from(bits & 0xffff != 0);
        Self(if whole { half | Self::WHOLE } else { half })
    }

    fn is_whole(self) -> bool {
        self.0 & Self::WHOLE != 0
    }

    fn number(self) -> f32 {
        f32::from_bits(u32::from(self.0 & !Self::WHOLE) << 16)
    }
}

impl Learned {
    /// Adds the weights of all features of a vector to the scores of the cards.
    pub(super) fn add_into(&self, vector: &Vector, scores: &mut [f32]) {
        for (feature, value) in vector {
            let (start, end) = (self.starts[*feature as usize], self.starts[*feature as usize + 1]);
            let Some((size, row)) = self.bytes[start as usize..end as usize].split_first_chunk() else { continue };
            let size = PartSize(u16::from_le_bytes(*size));
            let value = value * size.number();
            if size.is_whole() {
                for (score, part) in scores.iter_mut().zip(row) {
                    *score += value * f32::from(part.cast_signed());
                }
            } else {
                let (cards, parts) = row.split_at(row.len() / CARD_AND_PART * CARD);
                let (cards, _) = cards.as_chunks::<CARD>();
                for (card, part) in cards.iter().zip(parts) {
                    scores[u16::from_le_bytes(*card) as usize] += value * f32::from(part.cast_signed());
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Feature 0 is everybody's and gets a whole row, feature 1 is of one card in ten.
    fn table() -> Rows {
        let pairs = (0..10).map(|card| (0, card)).chain([(1, 7)]).collect();
        Rows::for_pairs(pairs, 2, 10)
    }

    #[test]
    fn both_kinds_of_rows_add_up() {
        let mut rows = table();
        let multiples = [0.0, 0.0, 0.5, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0];
        rows.add(&vec![(0, 2.0), (1, 3.0)], &[(7, 1.0), (2, 0.5)], &multiples);
        let mut scores = vec![0.0; 10];
        rows.add_into(&vec![(0, 1.0), (1, 1.0)], &mut scores);
        assert_eq!(scores[7].to_bits(), 5.0_f32.to_bits());
        assert_eq!(scores[2].to_bits(), 1.0_f32.to_bits(), "card 2 does not have feature 1");
    }

    #[test]
    fn what_is_learned_reads_the_same_in_bytes() {
        let mut rows = table();
        rows.add_one(&vec![(0, 2.0), (1, 3.0)], 7, 1.0);
        rows.add_one(&vec![(0, 1.0)], 2, -1.0);
        let (mut exact, mut bytes) = (vec![0.0; 10], vec![0.0; 10]);
        rows.add_into(&vec![(0, 1.0), (1, 1.0)], &mut exact);
        rows.learned().add_into(&vec![(0, 1.0), (1, 1.0)], &mut bytes);
        assert!(exact.iter().zip(&bytes).all(|(one, other)| (one - other).abs() < 0.02), "{exact:?} {bytes:?}");
    }

    #[test]
    fn the_size_of_a_part_is_no_less_than_what_it_stands_for() {
        for number in [f32::MIN_POSITIVE, 1e-6, 0.007_8, 1.0, 3.3] {
            for whole in [false, true] {
                let size = PartSize::at_least(number, whole);
                assert!(size.is_whole() == whole && (1.0..1.01).contains(&(size.number() / number)), "{number}");
            }
        }
    }

    #[test]
    fn every_card_gets_the_length_asked_for() {
        let mut rows = table();
        rows.add_one(&vec![(0, 3.0), (1, 4.0)], 7, 1.0);
        rows.scale_to(10.0);
        let mut scores = vec![0.0; 10];
        rows.add_into(&vec![(1, 1.0)], &mut scores);
        assert!((scores[7] - 8.0).abs() < 1e-5, "{scores:?}");
        assert!(scores.iter().all(|score| score.is_finite()), "cards without weights stay at zero");
    }
}
