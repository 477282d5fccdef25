//! `docent check`: reads all knowledge and lists every problem at once.
//!
//! In: the knowledge folder. Out: problems and a summary on standard output; exit code 1 where there is any problem.

use std::io::Write as _;
use std::path::Path;

use super::args::Common;
use super::failure::{Exit, Failure};
use super::{load, problems, screen};
use crate::knowledge::{KnowledgeBase, KnowledgeFile, Problem, Severity};
use crate::pipeline::Docent;
use crate::{folder, live};

pub(super) fn command(common: &Common) -> Result<Exit, Failure> {
    let settings = load::settings(common)?;
    let files = folder::read(&settings.knowledge)?;
    let (docent, found) = live::judge(&files, settings.thresholds, load::aids(&settings)?);
    report(&settings.knowledge, &files, &found, docent.as_ref().map(Docent::knowledge))
}

fn report(
    folder: &Path,
    files: &[KnowledgeFile],
    found: &[Problem],
    knowledge: Option<&KnowledgeBase>,
) -> Result<Exit, Failure> {
    let mut out = screen::out();
    problems::print(&mut out, folder, files, found)?;
    let errors = found.iter().filter(|problem| problem.severity == Severity::Error).count();
    let content = knowledge.map_or_else(|| format!("{} files", files.len()), summary);
    if found.is_empty() {
        writeln!(out, "no problems in `{}`: {content}", folder.display())?;
        return Ok(Exit::Done);
    }
    let counted = [count(errors, "error"), count(found.len() - errors, "warning")];
    let counted: Vec<String> = counted.into_iter().flatten().collect();
    writeln!(out, "{} in `{}` ({content})", counted.join(" and "), folder.display())?;
    Ok(Exit::Problems)
}

/// What the knowledge holds, in one line.
pub(super) fn summary(knowledge: &KnowledgeBase) -> String {
    let facts = knowledge.subjects.iter().map(|subject| subject.facts.len()).sum();
    let parts = [
        count(knowledge.entries.len(), "entry"),
        count(knowledge.subjects.len(), "subject"),
        count(facts, "fact"),
        count(knowledge.sources.len(), "source"),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn count(number: usize, noun: &str) -> Option<String> {
    match number {
        0 => None,
        1 => Some(format!("1 {noun}")),
        _ => Some(
            noun.strip_suffix('y').map_or_else(|| format!("{number} {noun}s"), |stem| format!("{number} {stem}ies")),
        ),
    }
}
