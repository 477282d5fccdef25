//! What an import writes over: files of entries that become what was imported, and `sources.toml` where sources come along.
//!
//! In: the knowledge folder, and what became of the drafts. Out: those files before and after. Nothing is written here; what would not be read back as it is meant is refused.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use super::super::failure::Failure;
use super::super::place::Over;
use crate::authoring::revise;
use crate::exchange::{Revised, Settled};
use crate::folder;
use crate::knowledge::{Kind, KnowledgeFile, Places, parse};

/// Where sources stand.
const SOURCES: &str = "sources.toml";

pub(super) fn files(knowledge: &Path, settled: &Settled, sources: &str, places: &Places) -> Result<Vec<Over>, Failure> {
    // First: a source that no entry names yet is harmless, an entry whose source is missing is not.
    let mut over: Vec<Over> = Vec::new();
    if !sources.is_empty() {
        let path = knowledge.join(SOURCES);
        let before = read(&path)?;
        let after = format!("{}\n{sources}", before.trim_end());
        over.push(Over { path, before, after });
    }
    if settled.revised.is_empty() {
        return Ok(over);
    }
    let there = folder::read(knowledge)?;
    for one in &settled.revised {
        over.push(entry(knowledge, &there, one, places)?);
    }
    proven(knowledge, there, &over, settled)?;
    Ok(over)
}

fn read(path: &Path) -> Result<String, Failure> {
    fs::read_to_string(path).map_err(|source| Failure::Input { path: path.display().to_string(), source })
}

/// The file of an entry.
fn entry(knowledge: &Path, there: &[KnowledgeFile], one: &Revised, places: &Places) -> Result<Over, Failure> {
    let place = places.whole(Kind::Entry, one.before.id.as_str());
    let path = knowledge.join(place.file());
    let file = there.iter().find(|file| file.path == place.file());
    let Some(after) = file.and_then(|file| revise(file, &one.before, &one.after)) else {
        return Err(Failure::Use(format!(
            "nothing was written: `{}` has a comment in a list, or at a line, that would change: change the file by hand, or move the comment above `title`",
            path.display()
        )));
    };
    Ok(Over { before: read(&path)?, path, after })
}

/// A tool that changes other people's files proves that they say what was meant.
fn proven(knowledge: &Path, there: Vec<KnowledgeFile>, over: &[Over], settled: &Settled) -> Result<(), Failure> {
    let after: HashMap<&Path, &str> = over.iter().map(|over| (over.path.as_path(), over.after.as_str())).collect();
    let written = |file: KnowledgeFile| match after.get(knowledge.join(&file.path).as_path()) {
        Some(text) => KnowledgeFile { text: (*text).to_owned(), ..file },
        None => file,
    };
    let files: Vec<KnowledgeFile> = there.into_iter().map(written).chain(settled.files.iter().cloned()).collect();
    let parsed = parse(&files).knowledge;
    let is_meant = |one: &Revised| {
        parsed.as_ref().and_then(|knowledge| knowledge.entry(&one.after.id)).is_some_and(|entry| *entry == one.after)
    };
    match settled.revised.iter().find(|one| !is_meant(one)) {
        Some(one) => Err(Failure::Use(format!(
            "nothing was written: `{}` would not be read back as it is meant; please report this",
            one.after.id
        ))),
        None => Ok(()),
    }
}
