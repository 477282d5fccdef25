//! `docent import`: brings questions and answers in from other formats.
//!
//! In: files of a format, and the knowledge folder, which may be there or not. Out: entries in a folder of their own below `faq/`, all at once or none; a report of
//! everything that was changed or left out. Nothing that exists is written over, unless `--update` is given. What the files mean is left to [`crate::exchange`].

mod args;
mod over;
mod report;

use std::path::Path;

pub(super) use args::{EXAMPLES, Import};

use super::args::Common;
use super::failure::{Exit, Failure};
use super::place::{self, Over, Staged};
use super::{inputs, load, progress};
use crate::exchange::{Options, Settled, Target, settle};
use crate::knowledge::{KnowledgeBase, Places, SourceId, id_of, source_table};

/// The folder of entries whose file has a name without Latin letters.
const NAMELESS: &str = "imported";

/// What a new `sources.toml` begins with.
const NEW_SOURCES: &str = "# Where facts come from: title, publisher, date, link. Entries name them by their id.\n";

pub(super) fn command(common: &Common, import: &Import) -> Result<Exit, Failure> {
    let settings = load::settings(common)?;
    let format = import.format.into();
    let files = inputs::read(&import.files, crate::exchange::Format::endings(format))?;
    let brought = format.read(&files, &Options { language: import.language.clone() })?;
    let is_new = place::is_free(&settings.knowledge);
    let (knowledge, places) =
        if is_new { (KnowledgeBase::default(), Places::default()) } else { load::knowledge(&settings, None)? };
    let target = target(import, &files, &settings.knowledge, &knowledge)?;
    let bar = progress::bar(brought.drafts.len(), "entries read");
    let settled = settle(brought, &target, || bar.inc(1));
    bar.finish_and_clear();
    let shelf = settings.knowledge.join("faq").join(&target.shelf);
    if !settled.files.is_empty() && !place::is_free(&shelf) {
        let other = format!("`{}` has something in it: name another folder with `--shelf`", shelf.display());
        return Err(Failure::Use(other));
    }
    let sources = new_sources(&settled);
    let over = if is_new { Vec::new() } else { over::files(&settings.knowledge, &settled, &sources, &places)? };
    // Before any entry is written: where the report has no place, nothing is done.
    let kept = import.report.as_deref().map(report::Kept::open).transpose()?;
    if !import.dry_run {
        if is_new {
            begin(&settings.knowledge, &settled, &sources)?;
        } else {
            write(&settings.knowledge, &shelf, &settled, &over)?;
        }
    }
    report::print(import, &settled, &shelf, kept)?;
    let complete = settled.notes.iter().all(|note| !note.left_out);
    let came = !settled.files.is_empty() || !settled.revised.is_empty() || settled.there > 0;
    Ok(if complete && came { Exit::Done } else { Exit::Problems })
}

fn target<'k>(
    import: &Import,
    files: &[crate::exchange::Input],
    folder: &Path,
    knowledge: &'k KnowledgeBase,
) -> Result<Target<'k>, Failure> {
    let shelf = import.shelf.clone().unwrap_or_else(|| free_shelf(folder, &shelf_of(import, files)));
    place::named(&shelf)?;
    let source = import.source.as_deref().map(|id| known_source(id, knowledge)).transpose()?;
    let topic = import.topic.clone().unwrap_or_else(|| {
        let words = shelf.replace('-', " ");
        let mut letters = words.chars();
        letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
    });
    let verified = import.verified.as_deref().map(str::parse).transpose();
    let verified = verified.map_err(|error: crate::knowledge::InvalidDate| Failure::Use(error.to_string()))?;
    Ok(Target { knowledge, shelf, topic, source, verified, update: import.update })
}

/// The name of the first file, or of the folder that was named.
fn shelf_of(import: &Import, files: &[crate::exchange::Input]) -> String {
    let named = import.files.first().filter(|path| path.is_dir() || files.len() == 1);
    let stem = named.and_then(|path| path.file_stem()).map(|stem| id_of(&stem.to_string_lossy(), usize::MAX));
    stem.filter(|stem| !stem.is_empty()).unwrap_or_else(|| NAMELESS.to_owned())
}

/// That name, or the first of the numbers behind it that no folder of entries has yet.
fn free_shelf(folder: &Path, name: &str) -> String {
    let numbered = (2_u32..).map(|number| format!("{name}-{number}"));
    let mut names = std::iter::once(name.to_owned()).chain(numbered);
    names.find(|name| place::is_free(&folder.join("faq").join(name))).unwrap_or_else(|| name.to_owned())
}

fn known_source(id: &str, knowledge: &KnowledgeBase) -> Result<SourceId, Failure> {
    let known = SourceId::new(id).ok().filter(|id| knowledge.source(id).is_some());
    known.ok_or_else(|| Failure::Use(format!("there is no source `{id}`: add it to `sources.toml` first")))
}

/// The tables of sources that come along, each below a blank line.
fn new_sources(settled: &Settled) -> String {
    settled.sources.iter().flat_map(|source| ["\n".to_owned(), source_table(source)]).collect()
}

/// Writes a new knowledge, moved to its place as a whole.
fn begin(knowledge: &Path, settled: &Settled, sources: &str) -> Result<(), Failure> {
    if settled.files.is_empty() {
        return Ok(());
    }
    let staged = Staged::new(&place::parent(knowledge))?;
    stage(&staged, settled, "")?;
    staged.write("sources.toml", &format!("{NEW_SOURCES}{sources}"))?;
    staged.place(knowledge)
}

/// Writes into knowledge that is there: the folder of new entries, and over what becomes otherwise.
fn write(knowledge: &Path, shelf: &Path, settled: &Settled, over: &[Over]) -> Result<(), Failure> {
    if settled.files.is_empty() {
        return place::replace_all(over);
    }
    let staged = Staged::new(knowledge)?;
    let below = shelf.strip_prefix(knowledge).unwrap_or(shelf).to_string_lossy().replace('\\', "/");
    stage(&staged, settled, &format!("{below}/"))?;
    place::replace_all(over)?;
    staged.place(shelf).or_else(|failure| {
        place::put_back(over)?;
        Err(failure)
    })
}

/// Writes all new entries, below a part of their paths.
fn stage(staged: &Staged, settled: &Settled, below: &str) -> Result<(), Failure> {
    let bar = progress::bar(settled.files.len(), "entries written");
    for file in &settled.files {
        staged.write(file.path.strip_prefix(below).unwrap_or(&file.path), &file.text)?;
        bar.inc(1);
    }
    bar.finish_and_clear();
    Ok(())
}
