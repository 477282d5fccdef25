//! What happened to each entry and to each topic.
//!
//! In: judged cases, and a name for each answer. Out: rows in the order of their names.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Judged, Verdict};
use crate::knowledge::ReplyId;

/// Cases that should be answered with one entry, or with one topic.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Row {
    /// Id of the entry, or name of the topic.
    pub name: String,
    /// Cases that expect it.
    pub cases: usize,
    /// Of these, answered rightly.
    pub right: usize,
    /// Answered with something else.
    pub wrong: usize,
    /// Not answered.
    pub refused: usize,
    /// Cases that expect something else, or nothing, and were answered with it.
    pub intruded: usize,
}

impl Row {
    /// Everything that went wrong with it.
    #[must_use]
    pub fn mistakes(&self) -> usize {
        self.wrong + self.refused + self.intruded
    }
}

pub(super) fn rows(judged: &[Judged], name: impl Fn(&ReplyId) -> String) -> Vec<Row> {
    let mut rows: BTreeMap<String, Row> = BTreeMap::new();
    for one in judged {
        let verdict = one.verdict();
        if let Some(label) = &one.case.label {
            let row = rows.entry(name(label)).or_default();
            row.cases += 1;
            row.right += usize::from(verdict == Verdict::Right);
            row.wrong += usize::from(verdict == Verdict::Wrong);
            row.refused += usize::from(verdict == Verdict::Refused);
        }
        if let Some(given) = one.best().filter(|_| verdict.is_false_answer()) {
            rows.entry(name(given)).or_default().intruded += 1;
        }
    }
    rows.into_iter().map(|(name, row)| Row { name, ..row }).collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::{answered, refused};
    use super::*;

    #[test]
    fn a_false_answer_counts_for_what_was_expected_and_for_what_was_given() {
        let judged = [
            answered(Some("a"), "a", 0.9),
            answered(Some("a"), "b", 0.9),
            refused(Some("a"), "a", 0.1),
            answered(None, "b", 0.9),
            refused(None, "b", 0.1),
        ];
        let found = rows(&judged, ToString::to_string);
        let told: Vec<_> =
            found.iter().map(|r| (r.name.as_str(), [r.cases, r.right, r.wrong, r.refused, r.intruded])).collect();
        assert_eq!(told, [("a", [3, 1, 1, 1, 0]), ("b", [0, 0, 0, 0, 2])]);
        assert_eq!(found.iter().map(Row::mistakes).collect::<Vec<_>>(), [2, 2]);
    }
}
