//! `docent fmt`: gives all knowledge files one form, so that a change shows only what changed.
//!
//! In: the knowledge folder. Out: files written anew where their form differs, none where anything but form would differ. A file that cannot
//! be read is left as it is and told, with exit code 1; so is one that would be written, with `--check`.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use clap::Args;

use super::args::Common;
use super::failure::{Exit, Failure};
use super::{load, place, problems, screen};
use crate::authoring;
use crate::folder::{self, Looked};
use crate::knowledge::{KnowledgeFile, Problem, parse};

#[derive(Debug, Args)]
pub(super) struct Fmt {
    /// Write nothing; list what would be written, with exit code 1
    #[arg(long)]
    check: bool,
}

pub(super) fn command(common: &Common, flags: &Fmt) -> Result<Exit, Failure> {
    let settings = load::settings(common)?;
    let Looked { files, problems } = folder::look(&settings.knowledge)?;
    // Nothing is known of the text of a file that cannot be read, so nothing is written there.
    let is_legible = |file: &KnowledgeFile| !problems.iter().any(|problem| problem.file == file.path);
    let forms: Vec<Option<String>> =
        files.iter().map(|file| if is_legible(file) { authoring::layout(file) } else { None }).collect();
    let laid_out: Vec<KnowledgeFile> =
        files.iter().zip(&forms).map(|(file, form)| laid_out(file, form.as_deref())).collect();
    same_meaning(&files, &laid_out)?;
    let is_all = problems.is_empty();
    let mut out = screen::out();
    let mut changed = 0;
    for (file, _) in laid_out.iter().zip(&forms).filter(|(_, form)| form.is_some()) {
        let path = settings.knowledge.join(&file.path);
        // As it stands on the disk: line ends are form too.
        if fs::read_to_string(&path).is_ok_and(|now| now == file.text) {
            continue;
        }
        changed += 1;
        writeln!(out, "{}", path.display())?;
        if !flags.check {
            place::replace(&path, &file.text)?;
        }
    }
    let verb = if flags.check { "would be" } else { "were" };
    writeln!(out, "{changed} of {} files {verb} written in another form", files.len())?;
    out.flush()?;
    let unreadable: Vec<&KnowledgeFile> =
        files.iter().zip(&forms).filter(|(_, form)| form.is_none()).map(|(file, _)| file).collect();
    tell(&settings.knowledge, &files, &unreadable, &problems)?;
    Ok(if unreadable.is_empty() && is_all && !(flags.check && changed > 0) { Exit::Done } else { Exit::Problems })
}

/// The file in its form; as it is where it cannot be read.
fn laid_out(file: &KnowledgeFile, form: Option<&str>) -> KnowledgeFile {
    KnowledgeFile { path: file.path.clone(), text: form.unwrap_or(&file.text).to_owned() }
}

/// Says which files were left as they are, and what is wrong with each: who only reads the count would take them for tidy.
fn tell(
    folder: &Path,
    files: &[KnowledgeFile],
    unreadable: &[&KnowledgeFile],
    illegible: &[Problem],
) -> Result<(), Failure> {
    if unreadable.is_empty() && illegible.is_empty() {
        return Ok(());
    }
    let is_told = |path: &str| illegible.iter().any(|problem| problem.file == path);
    let left = |path: &str| unreadable.iter().any(|file| file.path == path) && !is_told(path);
    let broken = parse(files).problems.into_iter().filter(|problem| left(&problem.file));
    let found: Vec<Problem> = broken.chain(illegible.iter().cloned()).collect();
    let mut err = anstream::stderr();
    problems::print(&mut err, folder, files, &found)?;
    for file in unreadable {
        let path = folder.join(&file.path);
        writeln!(err, "`{}` was left as it is: it cannot be read; mend it, then run this again", path.display())?;
    }
    Ok(())
}

/// A tool that changes other people's files proves that it changed their form alone.
fn same_meaning(before: &[KnowledgeFile], after: &[KnowledgeFile]) -> Result<(), Failure> {
    let (before, after) = (parse(before), parse(after));
    if before.knowledge == after.knowledge && before.problems.len() == after.problems.len() {
        return Ok(());
    }
    let file = after.problems.first().map_or("a file", |problem| problem.file.as_str());
    let file = Path::new(file).display();
    Err(Failure::Use(format!("another form would change what `{file}` says: nothing was written; please report this")))
}
