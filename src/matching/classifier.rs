//! Learns what tells cards apart: softmax regression over all examples of all cards.
//!
//! In: weighed examples with their cards. Out: for a message, a score for each card. Deterministic: a fixed number of rounds, and lots that hang on each
//! example's own words. A card is more than its nearest example; every word that marks it against the others counts.
//!
//! A rare feature has a weight only for the cards whose examples have it (see [`super::rows`]), so that the model stays as small as the examples. Training
//! is stochastic gradient descent on the cross-entropy, with dropout, from the middles of the cards' examples.

use serde::{Deserialize, Serialize};

use super::rows::{Learned, Rows};
use super::weights::Vector;

/// Rounds over all examples. Sixteen, with steps from 1 on, are a tenth of a point worse on public sets.
const ROUNDS: usize = 24;
/// The weights behind so many of the last rounds are averaged (Polyak, Juditsky 1992): what dropout leaves to chance evens out.
const AVERAGED: usize = 16;
/// First step size; the last is less by [`STEP_DECAY`]. Plain steps stop before single examples are learned by heart: on three public sets with
/// few examples the classifier alone is five to seven points better than with adaptive ones. With steps from 2 on, chance moves the weights of a large
/// knowledge too far: of what nothing in the shipped knowledge answers, a third more is answered. Public sets do not tell the two apart.
const STEP: f32 = 0.7;
const STEP_DECAY: f32 = 0.7;
/// Length of a card's weights at the start, when they point to the middle of its examples: with few examples that is most of what can be known.
const START: f32 = 10.0;
/// Step of what a card starts with, whatever is said, beside [`STEP`]: it takes back what long or varied examples give their card. In it every card counts
/// the same, however many examples it has: with a plain one, cards with many examples win. On six public sets with few examples the right card is first 0.4
/// points more often on average.
const BIAS_STEP: f32 = 0.1;
/// Share of an example's features that is left out each time, so that no card leans on one word alone (Wager, Wang, Liang 2013, *dropout training
/// as adaptive regularization*): half a point with few examples, one with many.
const LEFT_OUT: f32 = 0.3;
/// Gradients smaller than this are left out: most cards are certainly wrong from the start.
const NEGLIGIBLE: f32 = 5e-3;
/// Log-odds against the likeliest card below which a card counts as impossible while learning.
const CERTAINLY_NOT: f32 = -9.0;

/// What tells the cards apart.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Classifier {
    rows: Learned,
    /// What each card starts with.
    biases: Vec<f32>,
}

/// One example: its features and its card.
pub(super) struct Example {
    /// Weighed features.
    pub(super) vector: Vector,
    /// Its card.
    pub(super) card: usize,
    /// How much it counts, 0 to 1.
    pub(super) share: f32,
    /// What its lots are drawn from.
    pub(super) print: u64,
}

impl Classifier {
    /// Learns from examples.
    pub(super) fn learn(examples: &[Example], features: usize, cards: usize) -> Self {
        let mut learner = Learner::of(examples, features, cards);
        let mut rows = learner.rows.emptied();
        let mut biases = vec![0.0; cards];
        let turns = (ROUNDS * examples.len()) as f32;
        for round in 0..ROUNDS {
            for (turn, (at, lots)) in drawn(examples, round).into_iter().enumerate() {
                let done = (round * examples.len() + turn) as f32 / turns;
                learner.learn_from(at, lots, STEP * (1.0 - STEP_DECAY * done));
            }
            if round >= ROUNDS - AVERAGED {
                rows.add_all(&learner.rows);
                add(&mut biases, &learner.biases, 1.0 / AVERAGED as f32);
            }
        }
        rows.scale(1.0 / AVERAGED as f32);
        // Steps that are left out as negligible are all downwards. What all cards have more alike tells none apart, and would pass for evidence.
        let mean = biases.iter().sum::<f32>() / cards.max(1) as f32;
        for bias in &mut biases {
            *bias -= mean;
        }
        Self { rows: rows.learned(), biases }
    }

    /// Score of every card: the greater, the more of the message speaks for it.
    pub(super) fn scores(&self, vector: &Vector) -> Vec<f32> {
        let mut scores = self.biases.clone();
        self.rows.add_into(vector, &mut scores);
        scores
    }
}

/// The weights on their way, and what each step needs room for.
struct Learner<'a> {
    examples: &'a [Example],
    shares: Vec<f32>,
    rows: Rows,
    biases: Vec<f32>,
    kept: Vector,
    chances: Vec<f32>,
    steps: Vec<(u32, f32)>,
}

impl<'a> Learner<'a> {
    /// Before the first step.
    fn of(examples: &'a [Example], features: usize, cards: usize) -> Self {
        Self {
            examples,
            shares: even_shares(examples, cards),
            rows: middles(examples, features, cards),
            biases: vec![0.0; cards],
            kept: Vector::new(),
            chances: Vec::new(),
            steps: Vec::new(),
        }
    }

    /// One step, by one example with some of its features left out.
    fn learn_from(&mut self, at: usize, mut lots: Lots, step: f32) {
        let (example, share) = (&self.examples[at], self.shares[at]);
        let features = example.vector.iter().filter(|_| lots.draw() >= LEFT_OUT);
        self.kept.clear();
        self.kept.extend(features.map(|(feature, value)| (*feature, value / (1.0 - LEFT_OUT))));
        self.chances.clone_from(&self.biases);
        self.rows.add_into(&self.kept, &mut self.chances);
        softmax(&mut self.chances);
        self.chances[example.card] -= 1.0;
        // From here on the chances are the steps of all cards.
        for slope in &mut self.chances {
            *slope *= if slope.abs() > NEGLIGIBLE { -step * share } else { 0.0 };
        }
        let moved = self.chances.iter().enumerate().filter(|(_, step)| **step != 0.0);
        self.steps.clear();
        self.steps.extend(moved.map(|(card, step)| (card as u32, *step)));
        self.rows.add(&self.kept, &self.steps, &self.chances);
        // Shares are even by half, as roots: once more the root makes them even.
        add(&mut self.biases, &self.chances, BIAS_STEP * share / example.share);
    }
}

/// All examples in the order that a round takes them in, each with its lots: mixed, so that no round visits them card by card.
fn drawn(examples: &[Example], round: usize) -> Vec<(usize, Lots)> {
    let draw = |(at, example): (usize, &Example)| {
        let mut lots = Lots::of(example.print, round);
        (lots.next(), at, lots)
    };
    let mut drawn: Vec<(u64, usize, Lots)> = examples.iter().enumerate().map(draw).collect();
    drawn.sort_unstable_by_key(|(lot, at, _)| (*lot, *at));
    drawn.into_iter().map(|(_, at, lots)| (at, lots)).collect()
}

/// Adds a multiple of numbers to others.
fn add(sums: &mut [f32], numbers: &[f32], multiple: f32) {
    for (sum, number) in sums.iter_mut().zip(numbers) {
        *sum += multiple * number;
    }
}

/// Weights that point from nothing to the middle of each card's examples.
fn middles(examples: &[Example], features: usize, cards: usize) -> Rows {
    let pairs = |example: &Example| {
        let card = example.card as u32;
        example.vector.iter().map(move |(feature, _)| (*feature, card)).collect::<Vec<_>>()
    };
    let mut rows = Rows::for_pairs(examples.iter().flat_map(pairs).collect(), features, cards);
    for example in examples {
        rows.add_one(&example.vector, example.card as u32, example.share);
    }
    rows.scale_to(START);
    rows
}

/// The log of the sum of the exponentials: what turns a score into a log-probability.
pub(super) fn log_sum_exp(scores: &[f32]) -> f32 {
    let top = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    if top == f32::NEG_INFINITY {
        return top;
    }
    // In eight sums, each of every eighth, so that the processor can add several at a time.
    let (eights, rest) = scores.as_chunks::<8>();
    let mut sums = [0.0; 8];
    for eight in eights {
        for (sum, score) in sums.iter_mut().zip(eight) {
            *sum += exp(score - top);
        }
    }
    let rest: f32 = rest.iter().map(|score| exp(score - top)).sum();
    top + (sums.iter().sum::<f32>() + rest).ln()
}

/// The exponential function, right to seven digits between −87 and 88 and held there outside: several at a time where the processor can, and the same on
/// every machine (the polynomial is that of Moshier's Cephes library).
pub(super) fn exp(x: f32) -> f32 {
    /// Added and taken off again, it leaves whole numbers.
    const ROUNDING: f32 = 12_582_912.0;
    const LN_2: [f32; 2] = [0.693_359_4, -2.121_944_4e-4];
    let x = x.clamp(-87.0, 88.0);
    let shifted = x * std::f32::consts::LOG2_E + ROUNDING;
    let power = shifted - ROUNDING;
    let rest = x - power * LN_2[0] - power * LN_2[1];
    let series = [1.987_569_1e-4, 1.398_2e-3, 8.333_452e-3, 4.166_579_6e-2, 1.666_666_5e-1, 0.5];
    let curve = series.iter().fold(0.0, |sum, factor| sum * rest + factor);
    let two_to_power = f32::from_bits(shifted.to_bits().wrapping_sub(ROUNDING.to_bits()).wrapping_add(127) << 23);
    (curve * rest * rest + rest + 1.0) * two_to_power
}

/// How much each example counts: a card with many examples shall not outvote one with few.
fn even_shares(examples: &[Example], cards: usize) -> Vec<f32> {
    let mut counts = vec![0.0_f32; cards];
    for example in examples {
        counts[example.card] += example.share;
    }
    let mean = counts.iter().sum::<f32>() / counts.iter().filter(|n| **n > 0.0).count().max(1) as f32;
    examples.iter().map(|e| e.share * (mean / counts[e.card]).sqrt()).collect()
}

/// The lots of one example in one round (`SplitMix64`; Steele, Lea, Flood 2014). They hang on nothing else, so that learning is deterministic, and an example more or
/// less leaves what is drawn for all others as it was. With one row of lots for all, it mixed them anew: of 6,323 messages to the shipped knowledge up to 160 got another
/// answer where one example or entry was missing; now up to ten do, and mostly one or none.
#[derive(Clone, Copy)]
struct Lots(u64);

impl Lots {
    fn of(print: u64, round: usize) -> Self {
        Self(mixed(print ^ mixed(round as u64)))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        mixed(self.0)
    }

    /// A number from 0 up to 1; of the 64 bits as many as an `f32` holds.
    fn draw(&mut self) -> f32 {
        (self.next() >> 40) as f32 / (1_u32 << 24) as f32
    }
}

/// Bits so mixed that each hangs on all (variant 13 of Stafford, 2011).
fn mixed(bits: u64) -> u64 {
    let bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}

fn softmax(scores: &mut [f32]) {
    let top = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    for score in scores.iter_mut() {
        let likely = *score - top > CERTAINLY_NOT;
        *score = exp(*score - top) * f32::from(u8::from(likely));
    }
    let sum: f32 = scores.iter().sum();
    for score in scores {
        *score /= sum;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exponentials_are_right_to_seven_digits() {
        for x in (-8_700..8_800).map(|x| x as f32 / 100.0) {
            assert!((exp(x) / x.exp() - 1.0).abs() < 5e-7, "{x}: {} beside {}", exp(x), x.exp());
        }
        assert!(exp(f32::NEG_INFINITY) < 1e-37 && exp(1e9).is_finite());
    }

    #[test]
    fn what_marks_a_card_is_learned() {
        let example = |features: &[u32], card| Example {
            vector: features.iter().map(|f| (*f, 0.7)).collect(),
            card,
            share: 1.0,
            print: 7,
        };
        let examples = [example(&[0, 1], 0), example(&[0, 2], 1), example(&[1], 0), example(&[2], 1)];
        let model = Classifier::learn(&examples, 3, 2);
        let of = |feature: u32| model.scores(&vec![(feature, 1.0)]);
        assert!(of(1)[0] > of(1)[1] && of(2)[1] > of(2)[0]);
        let tells = |feature: u32| (of(feature)[0] - of(feature)[1]).abs();
        assert!(tells(0) < tells(1) / 2.0, "a shared feature tells little: {} beside {}", tells(0), tells(1));
    }
}
