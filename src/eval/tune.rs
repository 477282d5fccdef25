//! Recommends thresholds: from which confidence Docent should answer, by what the cases show.
//!
//! In: judged cases and the thresholds in force. Out: [`Tuning`], with what each recommendation costs both ways. Whether to follow it is a person's choice.

use serde::Serialize;

use super::{Judged, Share, Verdict};
use crate::decision::Thresholds;

/// Thresholds are tried in hundredths: finer steps would fit the cases and not the world.
const STEPS: u8 = 100;

/// Share of the messages out of scope that the quieter recommendation keeps unanswered.
const QUIET: f64 = 0.9;

/// Sums of shares that are closer than this differ only by rounding.
const EQUAL: f64 = 1e-9;

/// Parts that the cases are cut into, to measure each with a threshold that was chosen on the others.
const FOLDS: usize = 5;

/// Recommended thresholds.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Tuning {
    /// Cases in scope that this rests on.
    pub in_scope: usize,
    /// Cases out of scope that this rests on.
    pub out_of_scope: usize,
    /// For messages that are meant for Docent.
    pub addressed: Advice,
    /// For messages that are not.
    pub unaddressed: Advice,
}

/// What to set one threshold to.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Advice {
    /// As it is.
    pub now: Setting,
    /// The greatest sum of accuracy in scope and recall out of scope; none where either kind of case is missing.
    pub best: Option<Recommendation>,
    /// The greatest accuracy that leaves nine in ten messages out of scope unanswered; none where no threshold does.
    pub quiet: Option<Recommendation>,
}

/// What one threshold does with the cases.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Setting {
    /// Least confidence to answer.
    pub threshold: f64,
    /// Of the cases in scope, those answered rightly.
    pub accuracy: Share,
    /// Of the cases out of scope, those not answered.
    pub out_of_scope_recall: Share,
    /// The two ways to go wrong.
    #[serde(flatten)]
    pub errors: Errors,
}

/// The two ways to go wrong.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Errors {
    /// Of all cases, those answered and wrongly so.
    pub false_answers: Share,
    /// Of the cases in scope, those not answered although the best candidate is right.
    pub refused_though_known: Share,
}

/// A threshold to choose.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Recommendation {
    /// What it does with these cases, on which it was chosen.
    #[serde(flatten)]
    pub setting: Setting,
    /// What to expect of others: each fifth of the cases, with a threshold chosen on the other four; none with too few cases.
    pub expected: Option<Errors>,
}

/// Recommends both thresholds.
#[must_use]
pub fn tune(judged: &[Judged], thresholds: Thresholds) -> Tuning {
    let all: Vec<&Judged> = judged.iter().collect();
    let in_scope = all.iter().filter(|one| one.case.label.is_some()).count();
    let advice = |addressed, now: f32| Advice {
        now: setting(&all, addressed, now),
        best: recommend(&all, addressed, |s| Some(s.accuracy.value()? + s.out_of_scope_recall.value()?)),
        quiet: recommend(&all, addressed, |s| {
            s.accuracy.value().filter(|_| s.out_of_scope_recall.value().is_some_and(|recall| recall >= QUIET))
        }),
    };
    Tuning {
        in_scope,
        out_of_scope: all.len() - in_scope,
        addressed: advice(true, thresholds.addressed),
        unaddressed: advice(false, thresholds.unaddressed),
    }
}

fn setting(judged: &[&Judged], addressed: bool, threshold: f32) -> Setting {
    let (mut right, mut wrong, mut refused, mut known, mut intruded, mut quiet) = (0, 0, 0, 0, 0, 0);
    for one in judged {
        match one.verdict_if(one.answered_from(threshold, addressed)) {
            Verdict::Right => right += 1,
            Verdict::Wrong => wrong += 1,
            Verdict::Refused => {
                refused += 1;
                known += usize::from(one.knew_within(1));
            }
            Verdict::Intruded => intruded += 1,
            Verdict::Quiet => quiet += 1,
        }
    }
    let inside = right + wrong + refused;
    Setting {
        threshold: super::share::rounded(f64::from(threshold)),
        accuracy: Share::of(right, inside),
        out_of_scope_recall: Share::of(quiet, intruded + quiet),
        errors: Errors {
            false_answers: Share::of(wrong + intruded, judged.len()),
            refused_though_known: Share::of(known, inside),
        },
    }
}

fn recommend(judged: &[&Judged], addressed: bool, worth: impl Fn(&Setting) -> Option<f64>) -> Option<Recommendation> {
    let setting_of = |threshold| setting(judged, addressed, threshold);
    let threshold = choose(judged, addressed, &worth)?;
    Some(Recommendation { setting: setting_of(threshold), expected: held_out(judged, addressed, &worth) })
}

/// The threshold that is worth most. Of several stretches that are worth the same the strictest, because silence does less harm than a false
/// answer; of a stretch its middle, because it is farthest from where that changes.
fn choose(judged: &[&Judged], addressed: bool, worth: impl Fn(&Setting) -> Option<f64>) -> Option<f32> {
    let tried = (0..=STEPS).map(|step| f32::from(step) / f32::from(STEPS));
    let worths: Vec<(f32, Option<f64>)> = tried.map(|t| (t, worth(&setting(judged, addressed, t)))).collect();
    let most = worths.iter().filter_map(|(_, worth)| *worth).max_by(f64::total_cmp)?;
    let is_best = |worth: &Option<f64>| worth.is_some_and(|worth| worth >= most - EQUAL);
    let strictest = worths.iter().rev().skip_while(|(_, worth)| !is_best(worth));
    let stretch: Vec<f32> = strictest.take_while(|(_, worth)| is_best(worth)).map(|(t, _)| *t).collect();
    stretch.get(stretch.len() / 2).copied()
}

fn held_out(judged: &[&Judged], addressed: bool, worth: impl Fn(&Setting) -> Option<f64>) -> Option<Errors> {
    let mut sum = Errors::default();
    let add = |one: Share, other: Share| Share::of(one.part + other.part, one.whole + other.whole);
    for fold in 0..FOLDS {
        let part = |inside: bool| -> Vec<&Judged> {
            judged.iter().enumerate().filter(|(at, _)| (at % FOLDS == fold) == inside).map(|(_, one)| *one).collect()
        };
        let threshold = choose(&part(false), addressed, &worth)?;
        let errors = setting(&part(true), addressed, threshold).errors;
        sum = Errors {
            false_answers: add(sum.false_answers, errors.false_answers),
            refused_though_known: add(sum.refused_though_known, errors.refused_though_known),
        };
    }
    Some(sum)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{refused, shut};
    use super::*;

    /// In scope at .2 .4 .6 .8, out of scope at .1 .3 .5.
    fn cases() -> Vec<Judged> {
        let inside = [0.2, 0.4, 0.6, 0.8].map(|c| refused(Some("a"), "a", c));
        let outside = [0.1, 0.3, 0.5].map(|c| refused(None, "a", c));
        inside.into_iter().chain(outside).collect()
    }

    #[test]
    fn the_best_threshold_has_the_greatest_sum_and_stands_in_the_middle_of_its_stretch() {
        let found = tune(&cases(), Thresholds::default());
        assert_eq!((found.in_scope, found.out_of_scope), (4, 3));
        let best = found.addressed.best.unwrap().setting;
        // 2/4 + 3/3 from .51 to .60; 3/4 + 2/3 is less.
        assert!((best.threshold - 0.55).abs() < 1e-6, "{}", best.threshold);
        assert_eq!((best.accuracy, best.out_of_scope_recall), (Share::of(2, 4), Share::of(3, 3)));
        assert_eq!(best.errors.refused_though_known, Share::of(2, 4));
        assert_eq!(best.errors.false_answers, Share::of(0, 7));
        assert_eq!(found.addressed.quiet.unwrap().setting, best);
    }

    #[test]
    fn the_setting_in_force_is_measured_beside_it() {
        let now = tune(&cases(), Thresholds { addressed: 0.25, ..Thresholds::default() }).addressed.now;
        assert_eq!((now.accuracy, now.out_of_scope_recall), (Share::of(3, 4), Share::of(1, 3)));
        assert_eq!(now.errors, Errors { false_answers: Share::of(2, 7), refused_though_known: Share::of(1, 4) });
    }

    #[test]
    fn what_something_else_keeps_back_stays_back() {
        let mut cases = cases();
        cases.push(shut(None, "a", 0.99));
        let best = tune(&cases, Thresholds::default()).unaddressed.best.unwrap().setting;
        // Now 4/4 + 2/4 and 3/4 + 3/4 are worth as much as 2/4 + 4/4: the strictest is taken.
        assert_eq!((best.accuracy, best.out_of_scope_recall), (Share::of(2, 4), Share::of(4, 4)));
    }

    #[test]
    fn without_either_kind_there_is_nothing_to_weigh() {
        let only: Vec<Judged> = cases().into_iter().filter(|one| one.case.label.is_some()).collect();
        let found = tune(&only, Thresholds { addressed: 0.25, ..Thresholds::default() }).addressed;
        assert_eq!((found.best, found.quiet), (None, None));
        assert_eq!(found.now.accuracy, Share::of(3, 4));
    }

    #[test]
    fn every_case_is_held_out_once() {
        let many: Vec<Judged> = cases().into_iter().cycle().take(70).collect();
        let expected = tune(&many, Thresholds::default()).addressed.best.unwrap().expected.unwrap();
        assert_eq!((expected.false_answers.whole, expected.refused_though_known.whole), (70, 40));
    }
}
