//! Finds out how far the scores of this very knowledge can be trusted, by a rehearsal: some cards and some examples are left out, the rest is learned, and the
//! left-out examples are asked.
//!
//! In: the cards. Out: a [`Calibration`], so that a confidence of 0.9 means the same with five entries and with five thousand. Examples of left-out cards
//! stand for what nobody knows, left-out examples of the others for what people will ask.

use serde::{Deserialize, Serialize};

use super::material::Material;
use super::reading::Reading;
use super::scorer::{Asked, Scored, Scorer};
use super::signals::{self, Signals};

/// In each rehearsal one card in about so many is left out, and one example in so many of each other card.
const PARTS: usize = 5;
/// Rehearsals. One tells enough where there are many examples; where there are few, each counts.
const FEW_EXAMPLES: usize = 1_500;
/// At most so many questions of either kind are asked in a rehearsal.
const ASKED: usize = 400;
/// Fewer answers than this teach nothing: the general calibration stays.
const LEAST_ANSWERS: usize = 20;
/// Pull towards the general calibration; all answers together weigh 1.
const PULL: f64 = 0.003;
/// How much of what a rehearsal says is heeded. A left-out card is nearer to the others than most of what people ask elsewhere. When this was
/// chosen, the best threshold of seven public sets lay between 0.13 and 0.59 without rehearsals, between 0.07 and 0.30 with all that they say, between 0.23 and
/// 0.27 with half; with the weights fitted since, half gives 0.18 to 0.42.
const HEEDED: f32 = 0.5;
/// Least slope: more confidence never means less.
const LEAST_SLOPE: f64 = 0.1;
/// Steps of Newton's method; it has settled long before.
const STEPS: usize = 50;

/// A straight line from the general log-odds to those of this knowledge.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub(super) struct Calibration {
    slope: f32,
    intercept: f32,
}

impl Default for Calibration {
    fn default() -> Self {
        Self { slope: 1.0, intercept: 0.0 }
    }
}

impl Calibration {
    /// How sure log-odds make Docent, 0 to 1.
    pub(super) fn confidence(self, log_odds: f32) -> f32 {
        1.0 / (1.0 + (-(self.slope * log_odds + self.intercept)).exp())
    }

    /// Platt's scaling (1999): the line under which the answers are most likely. Right and wrong answers weigh the same in sum.
    fn fit(answers: &[(f32, bool)]) -> Self {
        let right = answers.iter().filter(|(_, right)| *right).count();
        if right < LEAST_ANSWERS || answers.len() - right < LEAST_ANSWERS {
            return Self::default();
        }
        let share = |is_right: bool| 0.5 / if is_right { right as f64 } else { (answers.len() - right) as f64 };
        let (mut slope, mut intercept) = (1.0_f64, 0.0_f64);
        for _ in 0..STEPS {
            let (mut g, mut h) = ([PULL * (slope - 1.0), PULL * intercept], [PULL, 0.0, PULL]);
            for (log_odds, is_right) in answers {
                let x = f64::from(*log_odds);
                let p = 1.0 / (1.0 + (-(slope * x + intercept)).exp());
                let (slip, curve) =
                    (share(*is_right) * (p - f64::from(u8::from(*is_right))), share(*is_right) * p * (1.0 - p));
                g = [g[0] + slip * x, g[1] + slip];
                h = [h[0] + curve * x * x, h[1] + curve * x, h[2] + curve];
            }
            let determinant = (h[0] * h[2] - h[1] * h[1]).max(1e-12);
            let step = [(h[2] * g[0] - h[1] * g[1]) / determinant, (h[0] * g[1] - h[1] * g[0]) / determinant];
            // Less than a whole step where that would leap: the curve is flat far out.
            let damp = 1.0 / (1.0 + step[0].abs().max(step[1].abs() / 4.0));
            slope = (slope - damp * step[0]).max(LEAST_SLOPE);
            intercept -= damp * step[1];
        }
        Self { slope: slope as f32, intercept: intercept as f32 }
    }

    /// Part of the way to this from the general calibration.
    fn heeded(self) -> Self {
        Self { slope: 1.0 + HEEDED * (self.slope - 1.0), intercept: HEEDED * self.intercept }
    }
}

/// A calibration for what is scored without vectors, and one for what is scored with them.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
pub(super) struct Calibrations {
    plain: Calibration,
    with_meaning: Calibration,
}

impl Calibrations {
    /// The same, surer or less sure by so much.
    #[cfg(test)]
    pub(super) fn shifted(mut self, by: f32) -> Self {
        self.plain.intercept += by;
        self
    }

    /// The one that goes with these signals.
    pub(super) fn of(&self, signals: &Signals) -> Calibration {
        if signals.meaning.is_some() { self.with_meaning } else { self.plain }
    }
}

/// What came of a question: the log-odds of the best card, and whether it was right.
type Answered = Option<(f32, bool)>;

/// Rehearses, and fits the calibrations to how it went.
pub(super) fn rehearse(material: &Material<'_>) -> Calibrations {
    let rounds = if material.count_all() < FEW_EXAMPLES { PARTS } else { 1 };
    let answers: Vec<[Answered; 2]> = (0..rounds).flat_map(|part| ask(material, part)).collect();
    let fit = |at: usize| Calibration::fit(&answers.iter().filter_map(|both| both[at]).collect::<Vec<_>>()).heeded();
    Calibrations { plain: fit(0), with_meaning: fit(1) }
}

/// One rehearsal: what came of every question without vectors, and with them where there are any.
fn ask(material: &Material<'_>, part: usize) -> Vec<[Answered; 2]> {
    // By what the card says, so that the others stay in their parts where one more comes.
    let unknown = |card: usize| material.lot(card, 0) % PARTS as u64 == part as u64;
    let kept = |card: usize, example: usize| !unknown(card) && example % PARTS != part;
    let scorer = Scorer::learn(material, &kept);
    let left_out = |off_topic: bool| {
        let cards = (0..material.cards.len()).filter(move |card| unknown(*card) == off_topic);
        let of = move |card: usize| {
            let left_out = (0..material.count(card)).filter(move |example| !kept(card, *example));
            left_out.map(move |example| (card, example))
        };
        let mut all: Vec<(usize, usize)> = cards.flat_map(of).collect();
        if all.len() > ASKED {
            // So chosen, one more takes the place of one, and the others stay.
            all.sort_by_cached_key(|(card, example)| material.lot(*card, *example));
            all.truncate(ASKED);
        }
        all
    };
    let asked = left_out(true).into_iter().chain(left_out(false));
    let answer = |card: usize, reading: &Reading, direction: Option<&[f32]>| {
        let asked = Asked { reading, subjects: &reading.subjects, principals: &[], asks: true, direction };
        let best = scorer.score(material.lexis, &material.cards, &asked);
        // A card that was left out has no examples; nothing may be answered with it.
        let best: Vec<Scored> = best.into_iter().filter(|scored| !unknown(scored.card)).take(2).collect();
        let ranks: Vec<f32> = best.iter().map(|scored| scored.rank).collect();
        let first = best.first()?;
        Some((first.signals.with_lead(signals::lead(&ranks, 0)).log_odds(), first.card == card))
    };
    let both = |(card, example): (usize, usize)| {
        let Some(reading) = material.reading(card, example) else { return [None, None] };
        let direction = material.direction(card, example).filter(|_| scorer.has_meaning());
        [answer(card, &reading, None), direction.and_then(|way| answer(card, &reading, Some(way)))]
    };
    asked.map(both).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_found_through_what_was_right() {
        // Answers at log-odds x are right half the time at x = 2: the line must cross zero there.
        let answers: Vec<(f32, bool)> =
            (0..400).map(|n| (n as f32 / 100.0, n > 200 || (n % 4 == 0 && n > 100))).collect();
        let calibration = Calibration::fit(&answers);
        assert!(calibration.confidence(0.0) < 0.2, "{calibration:?}");
        assert!((0.3..0.7).contains(&calibration.confidence(1.9)), "{calibration:?}");
        assert!(calibration.confidence(4.0) > 0.9, "{calibration:?}");
    }

    #[test]
    fn too_little_to_learn_from_changes_nothing() {
        assert_eq!(Calibration::fit(&[(1.0, true), (2.0, false)]), Calibration::default());
        assert_eq!(Calibration::fit(&[]), Calibration::default());
    }
}
