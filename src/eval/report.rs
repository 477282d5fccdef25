//! Everything that a set of cases says about Docent, in one value; as JSON it is what `docent eval --json` prints.
//!
//! In: judged cases. Out: [`Report`]. Other tools rely on its names.

use serde::Serialize;

use super::calibration::{self, Calibration};
use super::confusion::{self, Confusion};
use super::curve::{self, Point};
use super::share::rounded;
use super::tables::{self, Row};
use super::{Judged, Share, Verdict};
use crate::decision::{Decision, Thresholds};
use crate::knowledge::ReplyId;

/// Candidates among which the right one is looked for: as many as Docent offers where it is unsure.
const FIRST: usize = 3;

/// What a set of cases says about Docent.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// All cases.
    pub cases: usize,
    /// Those with a label.
    pub in_scope: usize,
    /// Those that should not be answered.
    pub out_of_scope: usize,
    /// Whether they were taken as messages that are meant for Docent.
    pub addressed: bool,
    /// Least confidence to answer that was in force.
    pub threshold: f64,
    /// Of the cases in scope, those answered rightly.
    pub accuracy: Share,
    /// Of the cases in scope, those whose best candidate is right, whether or not it was given.
    pub top_1: Share,
    /// Of the cases in scope, those with the right answer among the first three candidates.
    pub recall_at_3: Share,
    /// Of the cases out of scope, those not answered.
    pub out_of_scope_recall: Share,
    /// What was answered.
    pub answered: Answered,
    /// What should not have been.
    pub false_answers: FalseAnswers,
    /// What should have been answered.
    pub refusals: Refusals,
    /// Cases in scope in which Docent asked back.
    pub clarified: Clarified,
    /// How likely a case in scope has more confidence than one out of scope; none where either kind is missing.
    pub auroc: Option<f64>,
    /// Whether confidence means what it says.
    pub calibration: Calibration,
    /// Mean error over the coverages of the curve; none without answers.
    pub mean_error: Option<f64>,
    /// Coverage against error, strictest threshold first.
    pub curve: Vec<Point>,
    /// By topic.
    pub topics: Vec<Row>,
    /// By entry, or other answer.
    pub entries: Vec<Row>,
    /// False answers by pair, most frequent first.
    pub confused: Vec<Confusion>,
}

/// What was answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Answered {
    /// How many cases.
    pub count: usize,
    /// Of all cases.
    pub coverage: Share,
    /// How many of the answers are right.
    pub right: usize,
    /// Of the answers.
    pub accuracy: Share,
}

/// What was answered and should not have been, or not like this.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct FalseAnswers {
    /// How many cases.
    pub count: usize,
    /// Of all cases.
    pub share: Share,
    /// Answered with something else.
    pub in_scope: usize,
    /// Answered out of scope.
    pub out_of_scope: usize,
}

/// What should have been answered and was not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Refusals {
    /// How many cases.
    pub count: usize,
    /// Of the cases in scope.
    pub share: Share,
    /// In how many of them the best candidate is right.
    pub though_known: usize,
}

/// Cases in scope in which Docent asked which of several things is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Clarified {
    /// How many.
    pub count: usize,
    /// Of these, those in which the right answer was offered.
    pub with_right: Share,
}

impl Report {
    /// Adds up what happened. `topic` names what an answer is listed under.
    #[must_use]
    pub fn of(judged: &[Judged], addressed: bool, thresholds: Thresholds, topic: impl Fn(&ReplyId) -> String) -> Self {
        let count = |verdict| judged.iter().filter(|one| one.verdict() == verdict).count();
        let (right, wrong, refused) = (count(Verdict::Right), count(Verdict::Wrong), count(Verdict::Refused));
        let (intruded, quiet) = (count(Verdict::Intruded), count(Verdict::Quiet));
        let (cases, in_scope, false_answers) = (judged.len(), right + wrong + refused, wrong + intruded);
        let known = |one: &&Judged| one.verdict() == Verdict::Refused && one.knew_within(1);
        let within = |places| Share::of(judged.iter().filter(|one| one.knew_within(places)).count(), in_scope);
        let curve = curve::points(judged, addressed);
        Self {
            cases,
            in_scope,
            out_of_scope: intruded + quiet,
            addressed,
            threshold: rounded(f64::from(if addressed { thresholds.addressed } else { thresholds.unaddressed })),
            accuracy: Share::of(right, in_scope),
            top_1: within(1),
            recall_at_3: within(FIRST),
            out_of_scope_recall: Share::of(quiet, intruded + quiet),
            answered: Answered {
                count: right + false_answers,
                coverage: Share::of(right + false_answers, cases),
                right,
                accuracy: Share::of(right, right + false_answers),
            },
            false_answers: FalseAnswers {
                count: false_answers,
                share: Share::of(false_answers, cases),
                in_scope: wrong,
                out_of_scope: intruded,
            },
            refusals: Refusals {
                count: refused,
                share: Share::of(refused, in_scope),
                though_known: judged.iter().filter(known).count(),
            },
            clarified: clarified(judged),
            auroc: calibration::auroc(judged),
            calibration: Calibration::of(judged),
            mean_error: curve::area(&curve),
            curve,
            topics: tables::rows(judged, topic),
            entries: tables::rows(judged, ToString::to_string),
            confused: confusion::all(judged),
        }
    }
}

fn clarified(judged: &[Judged]) -> Clarified {
    let asked = |one: &&Judged| one.case.label.is_some() && one.outcome.decision == Decision::Clarify;
    let offered = |one: &&Judged| {
        one.case.label.as_ref().is_some_and(|label| one.outcome.offered.iter().any(|id| super::labels::same(label, id)))
    };
    let with_right = Share::count(judged.iter().filter(asked), offered);
    Clarified { count: with_right.whole, with_right }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{answered, refused};
    use super::*;

    #[test]
    fn every_number_is_of_what_it_says() {
        let mut second = refused(Some("a"), "b", 0.2);
        second.outcome.ranked.push("a".parse().unwrap());
        second.outcome.offered.push("a".parse().unwrap());
        second.outcome.decision = Decision::Clarify;
        let mut fourth = refused(Some("a"), "b", 0.2);
        fourth.outcome.ranked.extend(["c", "d", "a"].map(|id| id.parse().unwrap()));
        fourth.outcome.decision = Decision::Clarify;
        let judged = [
            answered(Some("a"), "a", 0.9),
            answered(Some("a"), "b", 0.8),
            refused(Some("a"), "a", 0.2),
            second,
            fourth,
            answered(None, "a", 0.7),
            refused(None, "a", 0.1),
            refused(None, "a", 0.1),
        ];
        let report =
            Report::of(&judged, true, Thresholds { addressed: 0.25, ..Thresholds::default() }, |_| "all".to_owned());
        assert_eq!((report.cases, report.in_scope, report.out_of_scope, report.threshold), (8, 5, 3, 0.25));
        assert_eq!(
            (report.accuracy, report.top_1, report.recall_at_3),
            (Share::of(1, 5), Share::of(2, 5), Share::of(3, 5))
        );
        assert_eq!(report.out_of_scope_recall, Share::of(2, 3));
        let answered = Answered { count: 3, coverage: Share::of(3, 8), right: 1, accuracy: Share::of(1, 3) };
        assert_eq!(report.answered, answered);
        let wrong = FalseAnswers { count: 2, share: Share::of(2, 8), in_scope: 1, out_of_scope: 1 };
        assert_eq!(report.false_answers, wrong);
        assert_eq!(report.refusals, Refusals { count: 3, share: Share::of(3, 5), though_known: 1 });
        assert_eq!(report.clarified, Clarified { count: 2, with_right: Share::of(1, 2) });
        assert_eq!((report.topics.len(), report.entries.len(), report.confused.len()), (1, 2, 2));
    }

    #[test]
    fn no_cases_give_a_report_without_numbers() {
        let report = Report::of(&[], false, Thresholds::default(), ToString::to_string);
        assert_eq!((report.accuracy.value(), report.auroc, report.mean_error), (None, None, None));
    }
}
