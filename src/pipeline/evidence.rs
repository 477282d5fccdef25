//! Why a reply was chosen, for whoever asks: the terminal, a moderator, a measurement.
//!
//! In: what was found in a message, and what was decided. Out: [`Evidence`], in words. What is told to the person who asked is left to [`crate::answer`].

use crate::answer::Words;
use crate::decision::Decision;
use crate::knowledge::SubjectId;
use crate::language::Language;
use crate::matching::{Findings, View};

/// Why a reply was chosen.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Evidence {
    /// The question found in the message, normalised.
    pub question: String,
    /// How the reply was found, or why there is none, in words.
    pub reason: String,
    /// Words of the message that speak for the reply.
    pub matched: Vec<String>,
    /// Words of the message that nothing in the reply's entry accounts for.
    pub unmatched: Vec<String>,
    /// Typos repaired: as written, as read.
    pub corrections: Vec<(String, String)>,
    /// Subjects found.
    pub subjects: Vec<SubjectId>,
    /// Things asked about that the knowledge does not have.
    pub unknown_subjects: Vec<String>,
    /// The aspect or group asked for.
    pub scope: Option<String>,
    /// The language that the person is spoken to in.
    pub language: Language,
}

/// What was found, with the reason for what was decided.
pub(super) fn evidence(findings: Findings, decision: Decision) -> Evidence {
    let view = findings.candidates.first().map(|c| c.view);
    let unrecorded = findings.candidates.first().is_some_and(|c| !c.recorded);
    let because = &Words::of(Language::English).because;
    let reason = match (decision, view) {
        (Decision::Silent, _) if !findings.asks => "it does not ask".to_owned(),
        (Decision::Silent | Decision::Fallback, _) if !findings.strangers.is_empty() => {
            format!("it is about {}, which the knowledge does not have", findings.strangers.join(", "))
        }
        (Decision::Silent, _) if findings.not_for_us.is_some() => {
            format!("`{}` is not for Docent", findings.not_for_us.as_deref().unwrap_or_default())
        }
        (Decision::Silent | Decision::Fallback, _) if findings.apart.is_some() => {
            "it compares what has no rows in common".to_owned()
        }
        (Decision::Silent | Decision::Fallback, _) if unrecorded => "nothing is recorded on it".to_owned(),
        (Decision::Silent | Decision::Fallback, _) => "nothing is sure enough".to_owned(),
        (Decision::Clarify, _) => because.several.to_owned(),
        (Decision::Answer, Some(View::Example)) => because.example.to_owned(),
        (Decision::Answer, Some(View::Pattern)) => because.pattern.to_owned(),
        (Decision::Answer, _) => because.search.to_owned(),
    };
    Evidence {
        question: findings.question,
        reason,
        matched: findings.matched,
        unmatched: findings.unmatched,
        corrections: findings.repairs,
        subjects: findings.subjects,
        unknown_subjects: findings.strangers,
        scope: findings.scope.map(|scope| scope.as_str().to_owned()),
        language: findings.language,
    }
}
