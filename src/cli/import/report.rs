//! What an import says when it is done.
//!
//! In: what became of the drafts. Out: a screen of text, what was left out first; all of it in a file, where one is named. That file is opened before any entry is written.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::super::failure::Failure;
use super::super::screen;
use super::args::Import;
use crate::exchange::{Note, Settled};

/// Notes that are shown: about a screen of them.
const ONE_SCREEN: usize = 20;

/// The file of a report, open and still as it was.
pub(super) struct Kept {
    path: PathBuf,
    file: File,
    /// It was not there before, and is taken away where nothing comes of it.
    is_new: bool,
}

impl Kept {
    /// Opens it, so that a place that cannot be written is found while nothing is written.
    pub(super) fn open(path: &Path) -> Result<Self, Failure> {
        let is_new = !path.exists();
        // Not emptied yet: where the import fails, the last report stays.
        let file = File::options().write(true).create(true).truncate(false).open(path);
        let file = file.map_err(|source| failed(path, source))?;
        Ok(Self { path: path.to_owned(), file, is_new })
    }

    fn write(mut self, text: &str) -> Result<(), Failure> {
        self.is_new = false;
        // A pipe or a terminal has no length.
        let is_file = self.file.metadata().is_ok_and(|kind| kind.is_file());
        let emptied = if is_file { self.file.set_len(0) } else { Ok(()) };
        emptied.and_then(|()| self.file.write_all(text.as_bytes())).map_err(|source| failed(&self.path, source))
    }
}

impl Drop for Kept {
    fn drop(&mut self) {
        if self.is_new {
            let _ = fs::remove_file(&self.path);
        }
    }
}

fn failed(path: &Path, source: io::Error) -> Failure {
    Failure::File { path: path.display().to_string(), source }
}

pub(super) fn print(import: &Import, settled: &Settled, shelf: &Path, kept: Option<Kept>) -> Result<(), Failure> {
    let mut out = screen::out();
    let (left_out, changed): (Vec<&Note>, Vec<&Note>) = settled.notes.iter().partition(|note| note.left_out);
    let notes: Vec<&Note> = left_out.iter().chain(&changed).copied().collect();
    // First, so that it is whole also where nobody reads the screen any more.
    if let Some(kept) = kept {
        kept.write(&lines(&notes, settled))?;
    }
    for note in notes.iter().take(ONE_SCREEN) {
        writeln!(out, "{note}")?;
    }
    if notes.len() > ONE_SCREEN {
        writeln!(out, "… and {} more: `--report FILE` writes all of them", notes.len() - ONE_SCREEN)?;
    }
    if !notes.is_empty() {
        writeln!(out)?;
    }
    let count = settled.files.len();
    let (left_out, changed) = (left_out.len(), changed.len());
    let place = match (count, import.dry_run) {
        (0, false) if !settled.revised.is_empty() => " that are new".to_owned(),
        (0, _) => ": nothing was written".to_owned(),
        (_, true) => format!(" would come into `{}`: nothing was written", shelf.display()),
        (_, false) => format!(" in `{}`", shelf.display()),
    };
    let noun = if changed == 1 { "change" } else { "changes" };
    let said = match (count + left_out + settled.revised.len(), settled.there) {
        (0, 1..) => "nothing to do".to_owned(),
        _ => format!("{}{place}", entries(count)),
    };
    writeln!(out, "{said} ({left_out} left out, {changed} {noun})")?;
    known(&mut out, settled, import.dry_run)?;
    if !settled.sources.is_empty() {
        writeln!(out, "{} sources were added to `sources.toml`", settled.sources.len())?;
    }
    if count > 0 || !settled.revised.is_empty() {
        hints(&mut out, settled, import)?;
    }
    out.flush()?;
    Ok(())
}

fn entries(count: usize) -> String {
    if count == 1 { "1 entry".to_owned() } else { format!("{count} entries") }
}

/// What became of entries that were there.
fn known(out: &mut impl io::Write, settled: &Settled, dry_run: bool) -> io::Result<()> {
    let is = |count: usize| format!("{} {}", entries(count), if count == 1 { "is" } else { "are" });
    if settled.there > 0 {
        writeln!(out, "{} there already", is(settled.there))?;
    }
    match (settled.revised.len(), dry_run) {
        (0, _) => {}
        (count, true) => writeln!(out, "{} would change", entries(count))?,
        (1, false) => writeln!(out, "1 entry was changed")?,
        (count, false) => writeln!(out, "{count} entries were changed")?,
    }
    if settled.differing > 0 {
        writeln!(out, "{} there and would change: `--update` takes over what is listed", is(settled.differing))?;
    }
    Ok(())
}

/// The whole report: every note, and what nobody said of the answers.
fn lines(notes: &[&Note], settled: &Settled) -> String {
    let unverified = unverified(settled).map(|said| format!("{said}\n"));
    notes.iter().map(|note| format!("{note}\n")).chain(unverified).collect()
}

/// What is said where no day is known on which somebody checked an answer: such a day is never made up.
fn unverified(settled: &Settled) -> Option<String> {
    let of = match settled.unverified {
        0 => return None,
        1 => "of 1 of them".to_owned(),
        count => format!("of {count} of them"),
    };
    Some(format!(
        "{of} the files do not say when the answer was checked: without `verified`, `docent check` lists each until somebody has; where all were, name the day with `--verified`"
    ))
}

/// What there is left to do.
fn hints(out: &mut impl io::Write, settled: &Settled, import: &Import) -> io::Result<()> {
    if settled.few_questions > 0 {
        let few = settled.few_questions;
        writeln!(
            out,
            "{few} of them have fewer than 3 example questions: they answer those, and more wordings find more"
        )?;
    }
    if let Some(said) = unverified(settled) {
        writeln!(out, "{said}")?;
    }
    if !import.dry_run {
        writeln!(out, "next: `docent check` lists what to mend")?;
    }
    Ok(())
}
