//! `docent check`: reads all knowledge and lists every problem at once.
//!
//! In: the knowledge folder. Out: problems and a summary on standard output; exit code 1 where there is any problem, 2 where there is none and no link could be judged.

mod links;
mod overdue;

use std::io::{self, Write};
use std::path::Path;

use super::args::{Check, Common};
use super::failure::{Exit, Failure};
use super::{load, problems, screen};
use crate::folder::{self, Looked};
use crate::knowledge::{KnowledgeBase, Problem, Severity};
use crate::live::{self, Judged};
use links::Followed;

/// Problems that are shown one by one: nobody mends more by hand, and after an import there can be as many as entries.
const MOST_SHOWN: usize = 500;

pub(super) fn command(common: &Common, flags: &Check) -> Result<Exit, Failure> {
    let settings = load::settings(common)?;
    if flags.overdue {
        return overdue::command(&settings);
    }
    let looked = folder::look(&settings.knowledge)?;
    let mut judged = live::judge(&looked, settings.thresholds, load::aids(&settings)?, flags.all);
    let followed = flags.links.then(|| links::follow(&looked.files)).transpose()?;
    if let Some(followed) = &followed {
        judged.problems.extend(followed.dead.iter().cloned());
        judged.problems.sort_by(|one, other| (&one.file, one.line).cmp(&(&other.file, other.line)));
    }
    let exit = exit(&judged.problems, followed.as_ref());
    match report(&mut screen::out(), &settings.knowledge, &looked, &judged, followed.as_ref(), flags.all) {
        // `docent check | head`: who reads has seen enough, and a script still learns how it ended.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(exit),
        written => Ok(written.map(|()| exit)?),
    }
}

/// Links that cannot be reached are input that cannot be read: that there is no problem would be too much to say.
fn exit(problems: &[Problem], followed: Option<&Followed>) -> Exit {
    match followed {
        _ if !problems.is_empty() => Exit::Problems,
        Some(Followed { cut_off: Some(_), .. }) => Exit::Misuse,
        _ => Exit::Done,
    }
}

fn report(
    out: &mut impl Write,
    folder: &Path,
    looked: &Looked,
    judged: &Judged,
    followed: Option<&Followed>,
    all: bool,
) -> io::Result<()> {
    let found = &judged.problems;
    let shown = if all { found.len() } else { MOST_SHOWN };
    // Errors first where not everything is shown: what answers wrongly must not drown in what could be better.
    let by_severity: Vec<Problem>;
    let (first, rest) = if found.len() > shown {
        let (errors, warnings): (Vec<_>, Vec<_>) =
            found.iter().cloned().partition(|problem| problem.severity == Severity::Error);
        by_severity = errors.into_iter().chain(warnings).collect();
        by_severity.split_at(shown)
    } else {
        (found.as_slice(), &[][..])
    };
    problems::print(out, folder, &looked.files, first)?;
    if !rest.is_empty() {
        problems::kinds(out, rest)?;
    }
    if let (Some(tried), Some(knowledge)) = (judged.tried(), judged.knowledge()) {
        let count = knowledge.entries.len();
        writeln!(
            out,
            "own questions were tried with {tried} of {count} entries, evenly picked: `--all` tries all, which takes minutes"
        )?;
    }
    if let Some(followed) = followed {
        told_of_links(out, followed)?;
    }
    let errors = found.iter().filter(|problem| problem.severity == Severity::Error).count();
    let content = judged.knowledge().map_or_else(|| format!("{} files", looked.files.len()), summary);
    if found.is_empty() {
        writeln!(out, "no problems in `{}`: {content}", folder.display())?;
        return out.flush();
    }
    if judged.knowledge().is_none() {
        writeln!(out, "whether questions find their answers is tried once the errors are mended")?;
    }
    let counted = [count(errors, "error"), count(found.len() - errors, "warning")];
    let counted: Vec<String> = counted.into_iter().flatten().collect();
    writeln!(out, "{} in `{}` ({content})", counted.join(" and "), folder.display())?;
    out.flush()
}

/// What following the links brought, beside the findings.
fn told_of_links(out: &mut impl Write, Followed { count, untold, cut_off, .. }: &Followed) -> io::Result<()> {
    if let Some(why) = cut_off {
        return writeln!(
            out,
            "no link was judged: nothing could be reached from this machine ({why}); look at its network, set `HTTPS_PROXY` if it needs a proxy, then check again"
        );
    }
    for line in untold {
        writeln!(out, "look at this one yourself: {line}")?;
    }
    writeln!(out, "links followed: {count}")
}

/// What the knowledge holds, in one line.
pub(super) fn summary(knowledge: &KnowledgeBase) -> String {
    let facts = knowledge.subjects.iter().map(|subject| subject.facts.len()).sum();
    let parts = [
        (knowledge.entries.len(), "entry"),
        (knowledge.subjects.len(), "subject"),
        (facts, "fact"),
        (knowledge.sources.len(), "source"),
    ];
    counted(&parts)
}

/// How many of what, in one line; what there is none of is not named.
pub(super) fn counted(parts: &[(usize, &str)]) -> String {
    parts.iter().filter_map(|(number, noun)| count(*number, noun)).collect::<Vec<_>>().join(", ")
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
