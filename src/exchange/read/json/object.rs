//! Reads one object key by key, and remembers what nobody asked for.
//!
//! In: an object. Out: its texts and lists; then, for a whole file, a note on each key that was not read, or why the file is refused.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::super::names::Unknown;
use crate::exchange::draft::{Note, Part, Unreadable, changed_is_checked};

/// The names of each thing, the one that counts first in front.
pub(super) const ID: &[&str] = &["id", "slug"];
pub(super) const TITLE: &[&str] = &["title", "name"];
pub(super) const TOPIC: &[&str] = &["topic", "category"];
pub(super) const QUESTIONS: &[&str] = &["question", "questions", "prompt"];
pub(super) const ANSWER: &[&str] = &["answer", "response", "content", "completion"];
pub(super) const KEYWORDS: &[&str] = &["keywords", "keyword", "tags", "tag"];
pub(super) const SUBJECTS: &[&str] = &["subjects"];
pub(super) const SOURCES: &[&str] = &["sources", "source"];
pub(super) const RELATED: &[&str] = &["related"];
const VERIFIED: &[&str] = &["verified", UPDATED];
pub(super) const REVIEW: &[&str] = &["review"];

/// The day of the last change, where none of a check is given.
const UPDATED: &str = "updated";

const ALL: [&[&str]; 11] =
    [ID, TITLE, TOPIC, QUESTIONS, ANSWER, KEYWORDS, SUBJECTS, SOURCES, RELATED, VERIFIED, REVIEW];

/// Under which names it can be said that there is none of something.
const PARTS: [(Part, &[&str]); 7] = [
    (Part::Questions, QUESTIONS),
    (Part::Keywords, KEYWORDS),
    (Part::Subjects, SUBJECTS),
    (Part::Sources, SOURCES),
    (Part::Related, RELATED),
    (Part::Verified, VERIFIED),
    (Part::Review, REVIEW),
];

/// What `docent export json` says of a translation besides; its id says it too.
const OF_TRANSLATIONS: [&str; 2] = ["translates", "language"];

/// An object under way.
pub(super) struct Object {
    fields: Map<String, Value>,
}

impl Object {
    pub(super) fn new(fields: Map<String, Value>) -> Self {
        Self { fields }
    }

    /// A text by the first of these names that has one.
    pub(super) fn text(&mut self, names: &[&str]) -> Option<String> {
        for name in names {
            if let Some(text) = self.fields.get(*name).and_then(one) {
                self.fields.remove(*name);
                return Some(text);
            }
        }
        None
    }

    /// The texts by all of these names, in lists or alone.
    pub(super) fn texts(&mut self, names: &[&str]) -> Vec<String> {
        let mut all = Vec::new();
        for name in names {
            match self.fields.get_mut(*name) {
                Some(Value::Array(items)) => {
                    all.extend(items.iter().filter_map(one));
                    // What is no text stays, to be told.
                    items.retain(|item| one(item).is_none());
                }
                Some(other) => {
                    if let Some(text) = one(other) {
                        all.push(text);
                        *other = Value::Null;
                    }
                }
                None => {}
            }
        }
        all
    }

    /// What it names and leaves empty; to be asked before anything is taken out.
    pub(super) fn empty(&self) -> Vec<Part> {
        let is_empty = |names: &[&str]| {
            let mut given = names.iter().filter_map(|name| self.fields.get(*name)).peekable();
            given.peek().is_some() && given.all(is_nothing)
        };
        PARTS.iter().filter(|(_, names)| is_empty(names)).map(|(part, _)| *part).collect()
    }

    /// The day of the last check.
    pub(super) fn verified(&mut self, line: usize, left: &mut Left) -> Option<String> {
        let checked = self.text(&["verified"]);
        if checked.is_some() {
            return checked;
        }
        let changed = self.text(&[UPDATED])?;
        left.updated.get_or_insert(line);
        Some(changed)
    }

    /// Hands on what is left.
    pub(super) fn finish(mut self, line: usize, left: &mut Left) {
        if self.fields.contains_key(OF_TRANSLATIONS[0]) {
            self.fields.retain(|key, _| !OF_TRANSLATIONS.contains(&key.as_str()));
        }
        for (key, value) in self.fields {
            let is_known = ALL.iter().any(|names| names.contains(&key.as_str()));
            // Of a key that is read, nothing says nothing. A foreign one may be misspelt in other objects too.
            if !is_known || !is_nothing(&value) {
                left.keys.entry(key).or_insert((line, 0)).1 += 1;
            }
        }
    }
}

/// A text; numbers are taken as they are written.
fn one(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()).filter(|text| !text.trim().is_empty()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(items) => items.iter().all(is_nothing),
        _ => false,
    }
}

/// What is told of the keys of a file.
#[derive(Default)]
pub(super) struct Left {
    /// Those that were not read: the first line and how often.
    keys: BTreeMap<String, (usize, usize)>,
    /// The first line where the day of a change counts as that of a check.
    updated: Option<usize>,
}

impl Left {
    /// A note each, in the order of the lines.
    pub(super) fn told(self, file: &str, notes: &mut Vec<Note>) -> Result<(), Unreadable> {
        notes.extend(self.updated.map(|line| Note::changed(file, line, changed_is_checked(UPDATED))));
        let mut keys: Vec<(String, (usize, usize))> = self.keys.into_iter().collect();
        keys.sort_by_key(|(_, (line, _))| *line);
        let known = ALL.concat();
        let chief: Vec<&str> = ALL.iter().filter_map(|names| names.first().copied()).collect();
        for (name, (line, times)) in &keys {
            notes.push(if known.contains(&name.as_str()) {
                unread(name, file, *line, *times)
            } else {
                Unknown { what: "key", name, file, line: *line, times: *times }.told(&known, &chief)?
            });
        }
        Ok(())
    }
}

/// A key that is known, and whose value could not be taken.
fn unread(name: &str, file: &str, line: usize, times: usize) -> Note {
    let times = if times > 1 { format!(" {times} times") } else { String::new() };
    let message = format!("`{name}` was left out{times}: it is no text, or another key says the same");
    Note::changed(file, line, message)
}
