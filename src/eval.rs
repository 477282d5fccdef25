//! Measures Docent on labelled messages.
//!
//! In: cases, and what Docent finds in each ([`examine`]). Out: a [`Report`], recommended thresholds ([`tune`]), a judgement against an earlier run
//! ([`Comparison`]). Reading files, taking the time and printing are left to `cli`.

mod calibration;
#[cfg(feature = "discord")]
pub mod change;
mod compare;
mod confusion;
mod curve;
pub mod edits;
pub mod labels;
mod report;
pub mod shadow;
mod share;
mod tables;
#[cfg(test)]
mod testing;
mod tune;

pub use calibration::{Bin, Calibration};
pub use compare::{Before, Comparison, Row as ComparisonRow};
pub use confusion::Confusion;
pub use curve::Point;
pub use report::Report;
pub use share::Share;
pub use tables::Row;
pub use tune::{Advice, Errors, Recommendation, Setting, Tuning, tune};

use crate::decision::{self, Decision, Thresholds};
use crate::knowledge::ReplyId;
use crate::pipeline::Docent;

/// A message and what should happen to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// What a person wrote.
    pub text: String,
    /// What answers it; none where Docent should not answer.
    pub label: Option<ReplyId>,
}

/// What Docent made of a message.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// Answer, clarify, fallback or silent.
    pub decision: Decision,
    /// All candidates, best first, whether or not the best is given.
    pub ranked: Vec<ReplyId>,
    /// How sure Docent is of the best, 0 to 1.
    pub confidence: f32,
    /// What is offered where it clarifies.
    pub offered: Vec<ReplyId>,
    /// Whether only the threshold stands between the best candidate and an answer.
    pub open: Open,
    /// Words of the message that speak for the best candidate.
    pub matched: Vec<String>,
}

/// Whether a message would be answered if any confidence were enough, by who it was meant for. What else decides (an unknown subject, a lead that
/// is too small, a message that does not ask) has then been passed, so that a threshold can be chosen without deciding again.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Open {
    /// As a message that is meant for Docent.
    pub addressed: bool,
    /// As a message that is not.
    pub unaddressed: bool,
}

impl Open {
    fn to(self, addressed: bool) -> bool {
        if addressed { self.addressed } else { self.unaddressed }
    }
}

/// Lets Docent read one message as it would in earnest.
#[must_use]
pub fn examine(docent: &Docent, text: &str, addressed: bool) -> Outcome {
    let findings = docent.findings(text);
    let free = Thresholds { addressed: 0.0, unaddressed: 0.0, ..docent.thresholds() };
    let open = |addressed| decision::decide(&findings, addressed, &free) == Decision::Answer;
    let open = Open { addressed: open(true), unaddressed: open(false) };
    let ranked = findings.candidates.iter().map(|candidate| candidate.reply.clone()).collect();
    let reply = docent.reply(findings, addressed);
    let offered = if reply.decision == Decision::Clarify { reply.alternatives } else { Vec::new() };
    Outcome {
        decision: reply.decision,
        ranked,
        confidence: reply.confidence,
        offered: offered.into_iter().map(|choice| choice.id).collect(),
        open,
        matched: reply.evidence.matched,
    }
}

/// A case with what Docent made of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Judged {
    /// What should happen.
    pub case: Case,
    /// What happened.
    pub outcome: Outcome,
}

/// What one case says about Docent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// In scope, and answered rightly.
    Right,
    /// In scope, and answered with something else.
    Wrong,
    /// In scope, and not answered.
    Refused,
    /// Out of scope, and answered.
    Intruded,
    /// Out of scope, and not answered.
    Quiet,
}

impl Verdict {
    /// Whether somebody got an answer that they should not have got.
    #[must_use]
    pub fn is_false_answer(self) -> bool {
        matches!(self, Self::Wrong | Self::Intruded)
    }
}

impl Judged {
    /// What would be answered, if anything.
    #[must_use]
    pub fn best(&self) -> Option<&ReplyId> {
        self.outcome.ranked.first()
    }

    /// Whether the right answer is among the first so many candidates.
    #[must_use]
    pub fn knew_within(&self, places: usize) -> bool {
        let right = |reply| self.case.label.as_ref().is_some_and(|label| labels::same(label, reply));
        self.outcome.ranked.iter().take(places).any(right)
    }

    /// What the decision that was taken says about Docent.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        self.verdict_if(self.outcome.decision == Decision::Answer)
    }

    /// What it would say if the best candidate were answered, or not.
    #[must_use]
    pub fn verdict_if(&self, answered: bool) -> Verdict {
        match (self.case.label.is_some(), answered) {
            (true, true) if self.knew_within(1) => Verdict::Right,
            (true, true) => Verdict::Wrong,
            (true, false) => Verdict::Refused,
            (false, true) => Verdict::Intruded,
            (false, false) => Verdict::Quiet,
        }
    }

    /// Whether it would be answered with this threshold.
    fn answered_from(&self, threshold: f32, addressed: bool) -> bool {
        self.outcome.open.to(addressed) && self.outcome.confidence >= threshold
    }
}
