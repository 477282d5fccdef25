//! Prints what is wrong with knowledge files, as compilers do: the place in the file, the cause, the remedy.
//!
//! In: problems and the files they were found in. Out: text. Finding them is left to [`crate::knowledge`] and [`crate::check`].

use std::collections::HashMap;
use std::io::{self, Write};
use std::ops::Range;
use std::path::Path;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use crate::knowledge::{KnowledgeFile, Problem, Severity};

/// Prints all of them, a blank line after each.
pub(super) fn print(
    out: &mut impl Write,
    folder: &Path,
    files: &[KnowledgeFile],
    problems: &[Problem],
) -> io::Result<()> {
    let renderer = Renderer::styled();
    let texts: HashMap<&str, &KnowledgeFile> = files.iter().map(|file| (file.path.as_str(), file)).collect();
    for problem in problems {
        let path = folder.join(&problem.file).display().to_string();
        let file = texts.get(problem.file.as_str());
        let spot = file.and_then(|file| Some((file.text.as_str(), spot(problem, &file.text)?)));
        let report = [group(problem, path, spot)];
        writeln!(out, "{}\n", renderer.render(&report))?;
    }
    Ok(())
}

/// Says of what kinds those are that are not shown, the most frequent first.
pub(super) fn kinds(out: &mut impl Write, problems: &[Problem]) -> io::Result<()> {
    let mut kinds: HashMap<String, (usize, &Problem)> = HashMap::new();
    for problem in problems {
        kinds.entry(kind(&problem.message)).or_insert((0, problem)).0 += 1;
    }
    let mut kinds: Vec<(usize, &Problem)> = kinds.into_values().collect();
    kinds.sort_by_key(|(count, problem)| (std::cmp::Reverse(*count), problem.file.clone(), problem.line));
    for (count, problem) in kinds {
        writeln!(out, "{count} more like this: {}:{}: {}", problem.file, problem.line, problem.message)?;
    }
    writeln!(out, "`--all` shows each of them\n")
}

/// A message without the values that it names.
fn kind(message: &str) -> String {
    let outside = message.split('`').step_by(2).collect::<Vec<_>>().join("…");
    outside.chars().filter(|c| !c.is_ascii_digit()).collect()
}

/// Says how many more there are.
pub(super) fn more(out: &mut impl Write, count: usize) -> io::Result<()> {
    if count > 0 { writeln!(out, "… and {count} more\n") } else { Ok(()) }
}

fn group<'a>(problem: &'a Problem, path: String, spot: Option<(&'a str, Range<usize>)>) -> Group<'a> {
    let level = match problem.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let group = level.primary_title(problem.message.as_str()).elements(std::iter::empty::<Origin<'_>>());
    let group = match spot {
        Some((text, span)) => {
            group.element(Snippet::source(text).path(path).annotation(AnnotationKind::Primary.span(span)))
        }
        None => group.element(Origin::path(path).line(problem.line)),
    };
    group.element(Level::HELP.message(problem.help.as_str()))
}

/// The place to point at, within the text and between whole characters.
fn spot(problem: &Problem, text: &str) -> Option<Range<usize>> {
    let span = problem.span.clone()?;
    (span.start <= span.end && text.get(span.clone()).is_some()).then_some(span)
}
