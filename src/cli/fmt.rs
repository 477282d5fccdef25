//! `docent fmt`: gives all knowledge files one form, so that a change shows only what changed.
//!
//! In: the knowledge folder. Out: files written anew where their form differs, none where anything but form would differ. Exit code 1 with `--check` where a file would be.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use clap::Args;

use super::args::Common;
use super::failure::{Exit, Failure};
use super::{load, place, screen};
use crate::knowledge::{KnowledgeFile, parse};
use crate::{authoring, folder};

#[derive(Debug, Args)]
pub(super) struct Fmt {
    /// Write nothing; list what would be written, with exit code 1
    #[arg(long)]
    check: bool,
}

pub(super) fn command(common: &Common, flags: &Fmt) -> Result<Exit, Failure> {
    let settings = load::settings(common)?;
    let files = folder::read(&settings.knowledge)?;
    let laid_out: Vec<KnowledgeFile> = files.iter().map(laid_out).collect();
    same_meaning(&files, &laid_out)?;
    let mut out = screen::out();
    let mut changed = 0;
    for file in &laid_out {
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
    Ok(if flags.check && changed > 0 { Exit::Problems } else { Exit::Done })
}

/// The file in its form; as it is where it cannot be read: `check` tells why.
fn laid_out(file: &KnowledgeFile) -> KnowledgeFile {
    let text = authoring::layout(file).unwrap_or_else(|| file.text.clone());
    KnowledgeFile { path: file.path.clone(), text }
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
