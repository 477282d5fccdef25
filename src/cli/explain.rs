//! Shows how a reply was found: for writers who wonder why an entry is not, or wrongly, found.
//!
//! In: a reply. Out: lines of a name and what it is. Finding is left to [`crate::matching`].

use std::io::{self, Write};

use super::screen::{BOLD, DIM};
use crate::knowledge::SubjectId;
use crate::pipeline::{Choice, Reply};

/// Width of the names, so that what they stand for is aligned.
const NAMES: usize = 12;

/// Prints the evidence of a reply; `needed` is the confidence that an answer takes.
pub(super) fn print(out: &mut impl Write, reply: &Reply, needed: f32) -> io::Result<()> {
    writeln!(out, "\n{BOLD}Why{BOLD:#}")?;
    for (name, said) in lines(reply, needed).into_iter().filter(|(_, said)| !said.is_empty()) {
        writeln!(out, "  {DIM}{name:<NAMES$}{DIM:#} {said}")?;
    }
    out.flush()
}

fn lines(reply: &Reply, needed: f32) -> Vec<(&'static str, String)> {
    let evidence = &reply.evidence;
    let repaired = evidence.corrections.iter().map(|(from, to)| format!("{from} → {to}"));
    let subjects: Vec<&str> = evidence.subjects.iter().map(SubjectId::as_str).collect();
    vec![
        ("decision", format!("{}: {}", reply.decision, evidence.reason)),
        ("best", reply.id.as_ref().map(ToString::to_string).unwrap_or_default()),
        ("confidence", format!("{:.2} (an answer needs {needed:.2})", reply.confidence)),
        ("question", evidence.question.clone()),
        ("matched", evidence.matched.join(", ")),
        ("left over", evidence.unmatched.join(", ")),
        ("corrected", repaired.collect::<Vec<_>>().join(", ")),
        ("subjects", subjects.join(", ")),
        ("unknown", evidence.unknown_subjects.join(", ")),
        ("aspect", evidence.scope.clone().unwrap_or_default()),
        ("next best", reply.alternatives.iter().map(choice).collect::<Vec<_>>().join(", ")),
    ]
}

fn choice(choice: &Choice) -> String {
    format!("{} ({:.2})", choice.id, choice.confidence)
}
