//! `docent new`: writes a valid file for an entry, a subject or a track; asks for what no flag says.
//!
//! In: flags, and answers typed in a terminal. Out: a new file that loads, or none and what is wrong with it. Nothing that exists is written over.

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
use crate::folder;
use crate::knowledge::{KnowledgeBase, KnowledgeFile, Problem, parse};

pub(super) fn command(common: &Common, new: &New) -> Result<Exit, Failure> {
    let settings = load::settings(common)?;
    let (knowledge, _) = load::knowledge(&settings, None)?;
    let files = folder::read(&settings.knowledge)?;
    let file = match new {
        New::Entry(flags) => entry::file(flags, &knowledge, &files)?,
        New::Subject(flags) => subject::file(flags, &knowledge)?,
        New::Track(flags) => track::file(flags, &knowledge)?,
    };
    place(&settings.knowledge, files, &file)
}

/// Writes the file if the knowledge loads with it; else tells what is wrong with it.
fn place(folder: &Path, mut files: Vec<KnowledgeFile>, file: &KnowledgeFile) -> Result<Exit, Failure> {
    let path = folder.join(&file.path);
    if files.iter().any(|known| known.path == file.path) {
        return Err(Failure::Use(format!("`{}` is there already: name another id with `--id`", path.display())));
    }
    files.push(file.clone());
    let parsed = parse(&files);
    let own = |problems: Vec<Problem>| problems.into_iter().filter(|problem| problem.file == file.path);
    let Some(knowledge) = parsed.knowledge else {
        problems::print(&mut anstream::stderr(), folder, &files, &own(parsed.problems).collect::<Vec<_>>())?;
        return Err(Failure::Use("the file would not load: nothing was written".to_owned()));
    };
    let today = crate::live::today();
    let found: Vec<Problem> = own(crate::check::check(&knowledge, &parsed.places, None, today)).collect();
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent).map_err(|source| failed(parent, source))?;
    }
    let mut new = fs::OpenOptions::new();
    let written = new.write(true).create_new(true).open(&path).and_then(|mut to| to.write_all(file.text.as_bytes()));
    written.map_err(|source| failed(&path, source))?;
    let mut out = screen::out();
    problems::print(&mut out, folder, &files, &found)?;
    writeln!(out, "{}", path.display())?;
    out.flush()?;
    Ok(Exit::Done)
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
