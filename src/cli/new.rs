//! `docent new`: writes a valid file for an entry, a subject or a track; asks for what no flag says.
//!
//! In: flags, and answers typed in a terminal. Out: a new file with which the knowledge is as right as before, or none and what is wrong with it. Nothing that exists
//! is written over; a folder that is missing or empty is begun.

mod args;
mod ask;
mod entry;
mod subject;
mod track;

use std::fs;
use std::io::Write as _;
use std::path::Path;

pub(super) use args::{EXAMPLES, New};

use super::args::Common;
use super::failure::{Exit, Failure};
use super::{load, problems, screen};
use crate::check::check;
use crate::folder::{self, FolderError};
use crate::knowledge::{KnowledgeBase, KnowledgeFile, Problem, Severity, parse};

/// The file that every folder needs, for one that has none yet.
const SOURCES: &str = "\
# Where answers and facts come from, a table each:
#
#   [[sources]]
#   id = \"staff-handbook\"
#   title = \"Staff handbook\"
#   read = \"2026-11-20\"
";

pub(super) fn command(common: &Common, new: &New) -> Result<Exit, Failure> {
    let settings = load::settings(common)?;
    let files = match folder::read(&settings.knowledge) {
        Err(FolderError::Missing(_)) => Vec::new(),
        read => read?,
    };
    let knowledge = if files.is_empty() { KnowledgeBase::default() } else { load::knowledge(&settings, None)?.0 };
    let file = match new {
        New::Entry(flags) => entry::file(flags, &knowledge, &files, settings.thresholds)?,
        New::Subject(flags) => subject::file(flags, &knowledge)?,
        New::Track(flags) => track::file(flags, &knowledge)?,
    };
    // The first file of a folder brings what the folder cannot do without.
    let sources = KnowledgeFile { path: "sources.toml".to_owned(), text: SOURCES.to_owned() };
    let first = Some(sources).filter(|_| files.is_empty());
    place(&settings.knowledge, &files, &first.into_iter().chain([file]).collect::<Vec<_>>())
}

/// Writes the files if nothing goes wrong with them that was right before; else tells what does.
fn place(folder: &Path, there: &[KnowledgeFile], new: &[KnowledgeFile]) -> Result<Exit, Failure> {
    let is_there = |file: &&KnowledgeFile| there.iter().any(|known| known.path == file.path);
    if let Some(file) = new.iter().find(is_there) {
        let path = folder.join(&file.path);
        return Err(Failure::Use(format!("`{}` is there already: name another id with `--id`", path.display())));
    }
    let files: Vec<KnowledgeFile> = there.iter().chain(new).cloned().collect();
    let (errors, others): (Vec<_>, Vec<_>) =
        found(&files).into_iter().partition(|problem| problem.severity == Severity::Error);
    let errors = brought(errors, there);
    if !errors.is_empty() {
        problems::print(&mut anstream::stderr(), folder, &files, &errors)?;
        return Err(Failure::Use("nothing was written: mend what is listed above, then call this again".to_owned()));
    }
    for file in new {
        write(&folder.join(&file.path), &file.text)?;
    }
    let own: Vec<Problem> =
        others.into_iter().filter(|problem| new.iter().any(|file| file.path == problem.file)).collect();
    let mut out = screen::out();
    problems::print(&mut out, folder, &files, &own)?;
    for file in new {
        writeln!(out, "{}", folder.join(&file.path).display())?;
    }
    out.flush()?;
    Ok(Exit::Done)
}

/// Everything that is wrong with these files, but for answers that would have to be tried.
fn found(files: &[KnowledgeFile]) -> Vec<Problem> {
    let parsed = parse(files);
    let judged = parsed.knowledge.map(|knowledge| check(&knowledge, &parsed.places, None, crate::live::today()));
    parsed.problems.into_iter().chain(judged.unwrap_or_default()).collect()
}

/// The errors that were not there before.
fn brought(errors: Vec<Problem>, there: &[KnowledgeFile]) -> Vec<Problem> {
    if errors.is_empty() || there.is_empty() {
        return errors;
    }
    let before = found(there);
    let same = |one: &Problem, other: &Problem| one.file == other.file && one.message == other.message;
    errors.into_iter().filter(|error| !before.iter().any(|known| same(known, error))).collect()
}

/// Writes a file that is not there.
fn write(path: &Path, text: &str) -> Result<(), Failure> {
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent).map_err(|source| failed(parent, source))?;
    }
    let mut new = fs::OpenOptions::new();
    let written = new.write(true).create_new(true).open(path).and_then(|mut to| to.write_all(text.as_bytes()));
    written.map_err(|source| failed(path, source))
}

fn failed(path: &Path, source: std::io::Error) -> Failure {
    Failure::File { path: path.display().to_string(), source }
}

/// The folder in which entries of this topic stand already.
fn shelf_of_topic(folder: &[KnowledgeFile], knowledge: &KnowledgeBase, topic: &str) -> Option<String> {
    let of_topic = knowledge.entries.iter().filter(|entry| entry.topic == topic);
    let name = |id: &str| format!("/{id}.md");
    let mut paths = of_topic.filter_map(|entry| {
        let ending = name(entry.id.as_str());
        folder.iter().map(|file| file.path.as_str()).find(|path| path.ends_with(&ending))
    });
    let path = paths.next()?;
    let (shelf, _) = path.strip_prefix("faq/")?.rsplit_once('/')?;
    Some(shelf.to_owned())
}
