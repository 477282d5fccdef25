//! What tests of learning have in common: a shelf in memory, an entry, a subject.

use std::collections::BTreeMap;
use std::sync::Mutex;

use super::shelf::Shelf;
use crate::knowledge::{CategoryId, Entry, EntryId, Subject, SubjectId};

/// A shelf in memory.
#[derive(Debug, Default)]
pub(crate) struct Board(pub(crate) Mutex<BTreeMap<String, Vec<u8>>>);

impl Shelf for Board {
    fn take(&self, label: &str) -> Option<Vec<u8>> {
        self.0.lock().unwrap().get(label).cloned()
    }

    fn put(&self, label: &str, learned: &[u8]) {
        self.0.lock().unwrap().insert(label.to_owned(), learned.to_owned());
    }
}

/// An entry with a title and an answer.
pub(super) fn entry(id: &str, title: &str, answer: &str) -> Entry {
    Entry {
        id: EntryId::new(id).unwrap(),
        title: title.to_owned(),
        topic: "Any".to_owned(),
        questions: Vec::new(),
        keywords: Vec::new(),
        subjects: Vec::new(),
        sources: Vec::new(),
        related: Vec::new(),
        verified: "2026-01-01".parse().ok(),
        review: None,
        answer: answer.to_owned(),
    }
}

/// A subject with names, and its first two letters as an abbreviation.
pub(super) fn subject(id: &str, category: &str, names: &[&str]) -> Subject {
    Subject {
        id: SubjectId::new(id).unwrap(),
        name: id.to_owned(),
        short: id.to_owned(),
        category: CategoryId::new(category).unwrap(),
        aliases: names.iter().map(|name| (*name).to_owned()).collect(),
        abbreviations: vec![id.chars().take(2).collect::<String>().to_uppercase()],
        summary: String::new(),
        sources: Vec::new(),
        facts: Vec::new(),
    }
}
