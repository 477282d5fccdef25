//! Judged cases in a line, for the tests of the arithmetic.

use super::{Case, Judged, Open, Outcome};
use crate::decision::Decision;
use crate::knowledge::ReplyId;

fn id(text: &str) -> ReplyId {
    text.parse().unwrap()
}

fn judged(label: Option<&str>, best: &str, confidence: f32, decision: Decision) -> Judged {
    Judged {
        case: Case { text: format!("{label:?} {best}"), label: label.map(id) },
        outcome: Outcome {
            decision,
            ranked: vec![id(best)],
            confidence,
            offered: Vec::new(),
            open: Open { addressed: true, unaddressed: true },
            matched: Vec::new(),
        },
    }
}

/// A case that was answered.
pub(super) fn answered(label: Option<&str>, best: &str, confidence: f32) -> Judged {
    judged(label, best, confidence, Decision::Answer)
}

/// A case that was not answered for its threshold.
pub(super) fn refused(label: Option<&str>, best: &str, confidence: f32) -> Judged {
    judged(label, best, confidence, Decision::Fallback)
}

/// A case that no threshold opens.
pub(super) fn shut(label: Option<&str>, best: &str, confidence: f32) -> Judged {
    let mut one = refused(label, best, confidence);
    one.outcome.open = Open::default();
    one
}
