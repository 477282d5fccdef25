//! Whether this run is worse than an earlier one: more false answers, or more refusals. Either can be bought with the other, so both count.
//!
//! In: the counts of an earlier report and this one. Out: a [`Comparison`]. Shares decide, not counts, so that cases may be added on the way;
//! with the same cases that is the same.

use serde::{Deserialize, Serialize};

use super::{Report, Share};

/// What is read from the JSON of an earlier run.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Before {
    /// All cases.
    pub cases: usize,
    /// Those with a label.
    pub in_scope: usize,
    /// Whether they were taken as messages that are meant for Docent.
    pub addressed: bool,
    answered: Right,
    false_answers: Count,
    refusals: Count,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
struct Count {
    count: usize,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
struct Right {
    right: usize,
}

/// This run beside an earlier one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Comparison {
    /// Whether anything that must not get worse did.
    pub worse: bool,
    /// Whether the cases are as many as before, in scope and out of scope.
    pub same_cases: bool,
    /// False answers, refusals, right answers.
    pub rows: Vec<Row>,
}

/// One number, before and now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Row {
    /// What is counted.
    pub name: &'static str,
    /// How many there were.
    pub before: usize,
    /// Of all that there could have been.
    pub before_share: Share,
    /// How many there are.
    pub now: usize,
    /// Of all that there could be.
    pub now_share: Share,
    /// Whether it must not grow and did.
    pub worse: bool,
}

impl Comparison {
    /// Compares a report with an earlier one.
    #[must_use]
    pub fn of(before: &Before, now: &Report) -> Self {
        let row = |name, old: Share, new: Share, must_not_grow: bool| Row {
            name,
            before: old.part,
            before_share: old,
            now: new.part,
            now_share: new,
            worse: must_not_grow && is_more(new, old),
        };
        let rows = vec![
            row("false answers", Share::of(before.false_answers.count, before.cases), now.false_answers.share, true),
            row("refusals", Share::of(before.refusals.count, before.in_scope), now.refusals.share, true),
            row("right answers", Share::of(before.answered.right, before.in_scope), now.accuracy, false),
        ];
        Self {
            worse: rows.iter().any(|row| row.worse),
            same_cases: (before.cases, before.in_scope) == (now.cases, now.in_scope),
            rows,
        }
    }
}

/// Multiplied out: 1 of 3 is no more than 1 of 3, however it is rounded.
fn is_more(one: Share, than: Share) -> bool {
    match (one.whole, than.whole) {
        (0, _) => false,
        (_, 0) => one.part > 0,
        _ => one.part.saturating_mul(than.whole) > than.part.saturating_mul(one.whole),
    }
}

#[cfg(test)]
mod tests {
    use super::super::Judged;
    use super::super::testing::{answered, refused};
    use super::*;
    use crate::decision::Thresholds;

    fn report(judged: &[Judged]) -> Report {
        Report::of(judged, true, Thresholds::default(), ToString::to_string)
    }

    #[test]
    fn more_false_answers_or_more_refusals_are_worse_even_if_the_other_got_better() {
        let right = || answered(Some("a"), "a", 0.9);
        let (wrong, silent) = (answered(Some("a"), "b", 0.9), refused(Some("a"), "a", 0.1));
        let written = serde_json::to_string(&report(&[right(), wrong.clone(), silent.clone()])).unwrap();
        let before: Before = serde_json::from_str(&written).unwrap();
        for (now, worse) in [
            (vec![right(), wrong.clone(), silent.clone()], false),
            (vec![right(), right(), silent.clone()], false),
            (vec![right(), wrong.clone(), wrong.clone()], true),
            (vec![right(), silent.clone(), silent.clone()], true),
            // Twice as many cases with the same shares, then one more mistake.
            (vec![right(), wrong.clone(), silent.clone(), right(), wrong.clone(), silent.clone()], false),
            (vec![right(), wrong.clone(), silent.clone(), wrong.clone(), wrong, silent], true),
        ] {
            assert_eq!(Comparison::of(&before, &report(&now)).worse, worse);
        }
    }

    #[test]
    fn nothing_of_nothing_is_no_more() {
        assert!(!is_more(Share::of(0, 0), Share::of(1, 2)));
        assert!(!is_more(Share::of(0, 5), Share::of(0, 0)));
        assert!(is_more(Share::of(1, 5), Share::of(0, 0)));
    }
}
