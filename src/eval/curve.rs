//! Coverage against error: what is gained and what is risked as the threshold falls.
//!
//! In: judged cases. Out: points, from the strictest threshold to none. A point is where an answer would be given at its confidence or above;
//! whatever else keeps Docent from answering still does.

use serde::Serialize;

use super::share::rounded;
use super::{Judged, Share, Verdict};

/// Points of a curve: more cannot be told apart in a picture.
const MAX_POINTS: usize = 101;

/// What one threshold would do.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Point {
    /// Least confidence to answer.
    pub confidence: f64,
    /// Share of all cases that are answered.
    pub coverage: Share,
    /// Share of the answers that are false.
    pub error: Share,
    /// Share of the cases in scope that are answered rightly.
    pub accuracy: Share,
    /// Share of the cases out of scope that are not answered.
    pub out_of_scope_recall: Share,
}

pub(super) fn points(judged: &[Judged], addressed: bool) -> Vec<Point> {
    let inside = judged.iter().filter(|one| one.case.label.is_some()).count();
    let outside = judged.len() - inside;
    let mut open: Vec<&Judged> = judged.iter().filter(|one| one.outcome.open.to(addressed)).collect();
    open.sort_by(|a, b| b.outcome.confidence.total_cmp(&a.outcome.confidence));
    let (mut answered, mut right, mut intruded) = (0, 0, 0);
    let mut points = Vec::new();
    for group in open.chunk_by(|a, b| a.outcome.confidence.total_cmp(&b.outcome.confidence).is_eq()) {
        let count = |verdict| group.iter().filter(|one| one.verdict_if(true) == verdict).count();
        answered += group.len();
        right += count(Verdict::Right);
        intruded += count(Verdict::Intruded);
        points.push(Point {
            confidence: rounded(group.first().map_or(0.0, |one| f64::from(one.outcome.confidence))),
            coverage: Share::of(answered, judged.len()),
            error: Share::of(answered - right, answered),
            accuracy: Share::of(right, inside),
            out_of_scope_recall: Share::of(outside - intruded, outside),
        });
    }
    thinned(points)
}

/// Evenly many points, the first and the last among them.
fn thinned(points: Vec<Point>) -> Vec<Point> {
    let Some(last) = points.len().checked_sub(1).filter(|last| *last >= MAX_POINTS) else { return points };
    (0..MAX_POINTS).filter_map(|at| points.get(at * last / (MAX_POINTS - 1)).copied()).collect()
}

/// Area under the curve: mean error over all coverages that are reached; none without answers.
pub(super) fn area(points: &[Point]) -> Option<f64> {
    let last = points.last()?.coverage.value()?;
    let mut area = 0.0;
    let mut before = 0.0;
    for point in points {
        let coverage = point.coverage.value()?;
        area += (coverage - before) * point.error.value()?;
        before = coverage;
    }
    Some(rounded(area / last))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{answered, refused, shut};
    use super::*;

    #[test]
    fn each_distinct_confidence_is_a_point_over_everything_at_or_above_it() {
        let judged = [
            answered(Some("a"), "a", 0.9),
            answered(Some("a"), "b", 0.5),
            refused(None, "a", 0.5),
            refused(Some("b"), "b", 0.25),
            shut(Some("a"), "a", 0.8),
        ];
        let found = points(&judged, true);
        let told: Vec<_> =
            found.iter().map(|p| (p.confidence, p.coverage, p.error, p.accuracy, p.out_of_scope_recall)).collect();
        assert_eq!(
            told,
            [
                (0.9, Share::of(1, 5), Share::of(0, 1), Share::of(1, 4), Share::of(1, 1)),
                (0.5, Share::of(3, 5), Share::of(2, 3), Share::of(1, 4), Share::of(0, 1)),
                (0.25, Share::of(4, 5), Share::of(2, 4), Share::of(2, 4), Share::of(0, 1)),
            ]
        );
        // (0.2 · 0 + 0.4 · 2/3 + 0.2 · 1/2) / 0.8
        assert_eq!(area(&found), Some(0.458_333));
    }

    #[test]
    fn a_long_curve_keeps_its_ends() {
        let confidence = |at: u16| f32::from(at) / 1000.0;
        let judged: Vec<Judged> = (0..1000).map(|at| answered(Some("a"), "a", confidence(at))).collect();
        let found = points(&judged, true);
        let ends = (found.first().map(|p| p.coverage.part), found.last().map(|p| p.coverage.part));
        assert_eq!((found.len(), ends), (MAX_POINTS, (Some(1), Some(1000))));
    }
}
