//! `docent explain`, and what `--explain` shows: how a reply was found, and why it was not another. For writers who wonder why an entry is not, or wrongly, found.
//!
//! In: a reply; entries that were expected. Out: lines of a name and what it is. Finding is left to [`crate::matching`].

use std::io::{self, Write};

use super::args::{Common, Explain};
use super::failure::{Exit, Failure};
use super::load;
use super::screen::{self, BOLD, DIM};
use crate::authoring::{WhyNot, why_not};
use crate::decision::Decision;
use crate::eval::labels;
use crate::knowledge::{ReplyId, SubjectId};
use crate::language::Language;
use crate::pipeline::{Choice, Incoming, Reply};

/// Runners-up that are explained where nobody names others.
const RUNNERS_UP: usize = 2;

pub(super) fn command(common: &Common, flags: &Explain) -> Result<Exit, Failure> {
    let text = flags.question.join(" ");
    if text.trim().is_empty() {
        return Err(Failure::Use("the question is empty: write one".to_owned()));
    }
    let docent = load::all(common)?;
    let others = flags.not.iter().map(|label| {
        labels::known(&docent, label)
            .ok_or_else(|| Failure::Use(labels::unknown(docent.knowledge(), label).to_string()))
    });
    let mut others: Vec<ReplyId> = others.collect::<Result<_, _>>()?;
    let reply = docent.respond(Incoming { text: &text, addressed: !flags.unaddressed, context: None, locale: None });
    if others.is_empty() {
        let given = reply.id.as_ref();
        let runners_up = reply.alternatives.iter().map(|choice| &choice.id).filter(|id| Some(*id) != given);
        others = runners_up.take(RUNNERS_UP).cloned().collect();
    }
    let mut out = screen::out();
    let title = reply.answer.as_ref().map_or("no answer", |answer| answer.title.as_str());
    writeln!(out, "{BOLD}{title}{BOLD:#}")?;
    let thresholds = docent.thresholds();
    let needed = if flags.unaddressed { thresholds.unaddressed } else { thresholds.addressed };
    print(&mut out, &reply, needed)?;
    for id in &others {
        print_why_not(&mut out, id, &why_not(&docent, &text, id), &reply)?;
    }
    out.flush()?;
    Ok(if reply.decision == Decision::Answer { Exit::Done } else { Exit::NoAnswer })
}

/// Why one thing was not the answer, and what would help.
fn print_why_not(out: &mut impl Write, id: &ReplyId, why: &WhyNot, reply: &Reply) -> io::Result<()> {
    let given = reply.decision == Decision::Answer && reply.id.as_ref() == Some(id);
    writeln!(out, "\n{BOLD}{} `{id}`{BOLD:#}", if given { "Why" } else { "Why not" })?;
    let place = match (why.rank, why.confidence) {
        (Some(rank), Some(confidence)) => format!("candidate {rank}, confidence {confidence:.2}"),
        _ => "none of the candidates: too few of its words are in the question".to_owned(),
    };
    let rows = [
        ("place", place),
        ("has", why.shared.join(", ")),
        ("lacks", why.missing.join(", ")),
        ("nearest", why.nearest.clone().unwrap_or_default()),
        ("mend", if given { String::new() } else { mend(why) }),
    ];
    for (name, said) in rows.into_iter().filter(|(_, said)| !said.is_empty()) {
        writeln!(out, "  {DIM}{name:<NAMES$}{DIM:#} {said}")?;
    }
    Ok(())
}

fn mend(why: &WhyNot) -> String {
    if why.missing.is_empty() {
        "it has every word: another entry has them more often, or nearer together; take this question into `questions`"
            .to_owned()
    } else {
        "if it is the right answer, take this question, or these words, into its `questions`".to_owned()
    }
}

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
        (
            "language",
            Some(evidence.language)
                .filter(|of| *of != Language::English)
                .map(Language::name)
                .unwrap_or_default()
                .to_owned(),
        ),
        ("next best", reply.alternatives.iter().map(choice).collect::<Vec<_>>().join(", ")),
    ]
}

fn choice(choice: &Choice) -> String {
    format!("{} ({:.2})", choice.id, choice.confidence)
}
