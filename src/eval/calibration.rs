//! Whether confidence means what it says, and whether it tells messages in scope from those out of scope.
//!
//! In: judged cases. Out: bins of answers by confidence, the mean gap between promise and truth, the area under the ROC curve.

use serde::Serialize;

use super::share::{real, rounded};
use super::{Judged, Share, Verdict};

/// Bins of equal width between 0 and 1.
const BINS: usize = 10;

/// From here on an answer counts as one that Docent is sure of.
const SURE: f32 = 0.9;

/// What confidence is worth, over the answers given.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Calibration {
    /// Of the answers given at 0.9 or more, those that are right.
    pub sure: Bin,
    /// Mean distance between the confidence of a bin and the share that is right, weighted by its answers; none without answers.
    pub error: Option<f64>,
    /// Bins that have answers, lowest first.
    pub bins: Vec<Bin>,
}

/// Answers of about the same confidence.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct Bin {
    /// From this confidence.
    pub from: f64,
    /// Up to this one.
    pub to: f64,
    /// How many answers.
    pub answers: usize,
    /// How many of them are right.
    pub right: usize,
    /// The share of them that is right.
    pub share: Share,
    /// Their mean confidence; none without answers.
    pub confidence: Option<f64>,
}

impl Bin {
    fn of(from: f64, to: f64, answers: &[(f64, bool)]) -> Self {
        let share = Share::count(answers, |(_, right)| *right);
        let sum: f64 = answers.iter().map(|(confidence, _)| confidence).sum();
        let confidence = (!answers.is_empty()).then(|| rounded(sum / real(answers.len())));
        Self { from, to, answers: share.whole, right: share.part, share, confidence }
    }
}

impl Calibration {
    pub(super) fn of(judged: &[Judged]) -> Self {
        let given = judged.iter().filter_map(|one| {
            let verdict = one.verdict();
            let right = verdict == Verdict::Right;
            (right || verdict.is_false_answer()).then_some((one.outcome.confidence, right))
        });
        let given: Vec<(f32, bool)> = given.collect();
        let within = |holds: &dyn Fn(f32) -> bool| -> Vec<(f64, bool)> {
            given.iter().filter(|(c, _)| holds(*c)).map(|(c, right)| (f64::from(*c), *right)).collect()
        };
        let edge = |at: usize| real(at) / real(BINS);
        let bin = |at: usize| Bin::of(edge(at), edge(at + 1), &within(&|confidence| bin_of(confidence) == at));
        let bins: Vec<Bin> = (0..BINS).map(bin).filter(|bin| bin.answers > 0).collect();
        let gap = |bin: &Bin| {
            let (said, true_share) = (bin.confidence.unwrap_or_default(), bin.share.value().unwrap_or_default());
            (said - true_share).abs() * real(bin.answers)
        };
        let error = (!given.is_empty()).then(|| rounded(bins.iter().map(gap).sum::<f64>() / real(given.len())));
        let sure = Bin::of(rounded(f64::from(SURE)), 1.0, &within(&|confidence| confidence >= SURE));
        Self { sure, error, bins }
    }
}

/// The bin of a confidence; 1 belongs to the last. Rounded, because 0.9 as `f32` is a little less.
fn bin_of(confidence: f32) -> usize {
    let place = (rounded(f64::from(confidence)) * real(BINS)).clamp(0.0, real(BINS - 1));
    (0..BINS).rev().find(|at| real(*at) <= place).unwrap_or_default()
}

/// How likely a case in scope has more confidence than one out of scope; equal ones count half. None where either kind is missing.
pub(super) fn auroc(judged: &[Judged]) -> Option<f64> {
    let mut all: Vec<(f32, bool)> =
        judged.iter().map(|one| (one.outcome.confidence, one.case.label.is_some())).collect();
    all.sort_by(|(a, _), (b, _)| a.total_cmp(b));
    let (mut below, mut won) = (0_usize, 0.0);
    for group in all.chunk_by(|(a, _), (b, _)| a.total_cmp(b).is_eq()) {
        let inside = group.iter().filter(|(_, in_scope)| *in_scope).count();
        let outside = group.len() - inside;
        won += real(inside) * (real(below) + real(outside) / 2.0);
        below += outside;
    }
    let pairs = real(all.len() - below) * real(below);
    (pairs > 0.0).then(|| rounded(won / pairs))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{answered, refused};
    use super::*;

    #[test]
    fn bins_hold_the_answers_of_their_confidence_and_one_belongs_to_the_last() {
        let judged = [
            answered(Some("a"), "a", 1.0),
            answered(Some("a"), "b", 0.9),
            answered(None, "a", 0.85),
            answered(Some("a"), "a", 0.25),
            refused(Some("a"), "a", 0.95),
        ];
        let found = Calibration::of(&judged);
        let bins: Vec<_> = found.bins.iter().map(|bin| (bin.from, bin.answers, bin.right)).collect();
        assert_eq!(bins, [(0.2, 1, 1), (0.8, 1, 0), (0.9, 2, 1)]);
        assert_eq!((found.sure.answers, found.sure.right, found.sure.confidence), (2, 1, Some(0.95)));
        // (0.75 · 1 + 0.85 · 1 + 0.45 · 2) / 4
        assert_eq!(found.error, Some(0.625));
    }

    #[test]
    fn without_answers_there_is_no_error() {
        let found = Calibration::of(&[refused(Some("a"), "a", 0.5)]);
        assert_eq!((found.error, found.bins.len(), found.sure.share.value()), (None, 0, None));
    }

    #[test]
    fn auroc_counts_pairs_in_the_right_order_and_ties_by_half() {
        let of = |inside: &[f32], outside: &[f32]| {
            let inside = inside.iter().map(|c| answered(Some("a"), "a", *c));
            auroc(&inside.chain(outside.iter().map(|c| refused(None, "a", *c))).collect::<Vec<_>>())
        };
        assert_eq!(of(&[0.9, 0.8], &[0.1, 0.2]), Some(1.0));
        assert_eq!(of(&[0.1], &[0.9]), Some(0.0));
        // Pairs: 0.9 beats both, 0.5 ties with 0.5 and beats 0.1: 3.5 of 4.
        assert_eq!(of(&[0.9, 0.5], &[0.5, 0.1]), Some(0.875));
        assert_eq!(of(&[0.9], &[]), None);
    }
}
