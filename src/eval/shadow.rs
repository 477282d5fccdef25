//! What a channel's verdicts in shadow mode say: how often Docent would be wrong there, and from which confidence on it should speak.
//!
//! In: judgements of moderators. Out: [`Advice`]. It knows only what moderators were shown, so that it can recommend a stricter threshold, never a looser one
//! than was in force when they judged.

use super::Share;

/// Of the answers given, how many may be wrong: one in twenty. A wrong interruption costs more than silence.
pub const ACCEPTABLE: f64 = 0.05;

/// Judged answers below which no threshold is recommended: with fewer, one verdict more or less would move it.
pub const ENOUGH: usize = 20;

/// Thresholds are recommended in hundredths: finer steps would fit the verdicts and not the world.
const STEPS: u8 = 100;

/// For a bound that holds nineteen times in twenty, told on one side: the quantile of the normal distribution.
const QUANTILE: f64 = 1.645;

/// What a moderator said of one message.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Judgement {
    /// Whether Docent would have answered.
    pub answered: bool,
    /// How sure it was, 0 to 1.
    pub confidence: f32,
    /// Whether the message was meant for Docent.
    pub addressed: bool,
    /// Whether that is what should be said.
    pub right: bool,
}

/// What to expect of a threshold.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Expectation {
    /// Least confidence to answer.
    pub threshold: f32,
    /// Of the judged answers, those that would still be given.
    pub given: Share,
    /// Of those, the false ones.
    pub false_answers: Share,
    /// The share of false answers that is exceeded one time in twenty, by so few verdicts.
    pub at_most: f64,
}

/// What the verdicts on one channel say.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Advice {
    /// What the threshold in force does; none without a judged answer.
    pub now: Option<Expectation>,
    /// The lowest threshold whose share of false answers is acceptable; none with too few verdicts, or where there is none.
    pub recommended: Option<Expectation>,
}

/// Reckons with the verdicts on messages that were meant for Docent, or on those that were not.
#[must_use]
pub fn advise(judgements: &[Judgement], addressed: bool, threshold: f32) -> Advice {
    let answers: Vec<Judgement> =
        judgements.iter().copied().filter(|one| one.answered && one.addressed == addressed).collect();
    let now = (!answers.is_empty()).then(|| expect(&answers, threshold));
    let steps = (0..=STEPS).map(|step| f32::from(step) / f32::from(STEPS)).filter(|step| *step >= threshold);
    // The threshold in force comes first, so that one that does well is not moved to the next hundredth.
    let acceptable = std::iter::once(threshold).chain(steps).map(|step| expect(&answers, step)).find(is_acceptable);
    Advice { now, recommended: acceptable.filter(|_| answers.len() >= ENOUGH) }
}

fn is_acceptable(expectation: &Expectation) -> bool {
    expectation.false_answers.value().is_some_and(|share| share <= ACCEPTABLE)
}

fn expect(answers: &[Judgement], threshold: f32) -> Expectation {
    let given = Share::count(answers, |one| one.confidence >= threshold);
    let wrong = answers.iter().filter(|one| one.confidence >= threshold && !one.right).count();
    let false_answers = Share::of(wrong, given.part);
    Expectation { threshold, given, false_answers, at_most: upper_bound(false_answers) }
}

/// Wilson's bound: unlike the plain share it does not say "never" after three right answers.
fn upper_bound(share: Share) -> f64 {
    let Some(p) = share.value() else { return 1.0 };
    let n = super::share::real(share.whole);
    let square = QUANTILE * QUANTILE;
    let middle = p + square / (2.0 * n);
    let width = QUANTILE * (p * (1.0 - p) / n + square / (4.0 * n * n)).sqrt();
    ((middle + width) / (1.0 + square / n)).min(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unasked(confidence: f32, right: bool) -> Judgement {
        Judgement { answered: true, confidence, addressed: false, right }
    }

    /// Wrong below 0.7, right from there on.
    fn twenty() -> Vec<Judgement> {
        let judgement = |at: u8| unasked(0.6 + f32::from(at) / 100.0, at >= 10);
        (0..30).map(judgement).collect()
    }

    #[test]
    fn the_threshold_in_force_is_measured_and_a_better_one_recommended() {
        let advice = advise(&twenty(), false, 0.6);
        let now = advice.now.unwrap();
        assert_eq!((now.given, now.false_answers), (Share::of(30, 30), Share::of(10, 30)));
        let better = advice.recommended.unwrap();
        assert!((better.threshold - 0.69).abs() < 0.015, "{better:?}");
        assert!(better.false_answers.value().unwrap() <= ACCEPTABLE);
    }

    #[test]
    fn one_that_does_well_stays() {
        let advice = advise(&twenty(), false, 0.755);
        assert_eq!(advice.recommended, advice.now);
    }

    #[test]
    fn too_few_verdicts_recommend_nothing_and_promise_little() {
        let three: Vec<Judgement> = [0.7, 0.8, 0.9].map(|confidence| unasked(confidence, true)).into();
        let advice = advise(&three, false, 0.6);
        assert_eq!(advice.recommended, None);
        let now = advice.now.unwrap();
        assert_eq!(now.false_answers, Share::of(0, 3));
        assert!(now.at_most > 0.4, "{now:?}");
    }

    #[test]
    fn where_all_are_wrong_no_threshold_helps() {
        let wrong: Vec<Judgement> = twenty().into_iter().map(|one| Judgement { right: false, ..one }).collect();
        assert_eq!(advise(&wrong, false, 0.6).recommended, None);
    }

    #[test]
    fn only_answers_to_messages_of_the_same_kind_count() {
        let others = [
            Judgement { addressed: true, ..unasked(0.9, false) },
            Judgement { answered: false, ..unasked(0.9, false) },
        ];
        assert_eq!(advise(&others, false, 0.6), Advice { now: None, recommended: None });
    }
}
