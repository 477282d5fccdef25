//! `docent import`: brings questions and answers in from other formats.
//!
//! In: files of a format, and the knowledge folder, which may be there or not. Out: entries in a folder of their own below `faq/`, all at once or none; a report of
//! everything that was changed or left out. Nothing that exists is written over. What the files mean is left to [`crate::exchange`].

mod args;
mod report;

use std::fs;
use std::path::Path;

pub(super) use args::{EXAMPLES, Import};

use super::args::Common;
use super::failure::{Exit, Failure};
use super::place::{self, Staged};
use super::{inputs, load, progress};
use crate::exchange::{Options, Settled, Target, settle};
use crate::knowledge::{KnowledgeBase, SourceId, id_of, source_table};

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
    let knowledge = if is_new { KnowledgeBase::default() } else { load::knowledge(&settings, None)?.0 };
    let target = target(import, &files, &settings.knowledge, &knowledge)?;
    let bar = progress::bar(brought.drafts.len(), "entries read");
    let settled = settle(brought, &target, || bar.inc(1));
    bar.finish_and_clear();
    let shelf = settings.knowledge.join("faq").join(&target.shelf);
    if !place::is_free(&shelf) {
        let other = format!("`{}` has something in it: name another folder with `--shelf`", shelf.display());
        return Err(Failure::Use(other));
    }
    // Before any entry is written: where the report has no place, nothing is done.
    let kept = import.report.as_deref().map(report::Kept::open).transpose()?;
    if !settled.files.is_empty() && !import.dry_run {
        write(&settings.knowledge, &shelf, &settled, is_new)?;
    }
    report::print(import, &settled, &shelf, kept)?;
    let complete = settled.notes.iter().all(|note| !note.left_out);
    Ok(if complete && !settled.files.is_empty() { Exit::Done } else { Exit::Problems })
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
    Ok(Target { knowledge, shelf, topic, source, verified })
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

/// Writes all of it. A source that no entry names yet is harmless, an entry whose source is missing is not: so the sources come first.
fn write(knowledge: &Path, shelf: &Path, settled: &Settled, is_new: bool) -> Result<(), Failure> {
    let bar = progress::bar(settled.files.len(), "entries written");
    let staged = Staged::new(&if is_new { place::parent(knowledge) } else { knowledge.to_owned() })?;
    let below = shelf.strip_prefix(knowledge).unwrap_or(shelf).to_string_lossy().replace('\\', "/");
    for file in &settled.files {
        // A new knowledge is moved to its place as a whole, otherwise only the folder of the new entries is.
        let within = file.path.strip_prefix(&format!("{below}/")).filter(|_| !is_new).unwrap_or(&file.path);
        staged.write(within, &file.text)?;
        bar.inc(1);
    }
    bar.finish_and_clear();
    let sources: Vec<String> = settled.sources.iter().map(|source| format!("\n{}", source_table(source))).collect();
    let sources = sources.concat();
    if is_new {
        staged.write("sources.toml", &format!("{NEW_SOURCES}{sources}"))?;
        return staged.place(knowledge);
    }
    if sources.is_empty() {
        return staged.place(shelf);
    }
    let path = knowledge.join("sources.toml");
    let before =
        fs::read_to_string(&path).map_err(|source| Failure::Input { path: path.display().to_string(), source })?;
    place::replace(&path, &format!("{}\n{sources}", before.trim_end()))?;
    staged.place(shelf).or_else(|failure| {
        place::replace(&path, &before)?;
        Err(failure)
    })
}
