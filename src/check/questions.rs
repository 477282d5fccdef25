//! Findings about the example questions of entries.

use std::collections::{HashMap, HashSet};

use super::Findings;
use super::view::{View, wordings};
use crate::knowledge::{EntryId, Field, Kind};
use crate::language::Language;

/// With fewer wordings than this, people who ask in their own words are not understood.
const FEWEST_QUESTIONS: usize = 3;

/// An entry that is asked for in too few ways.
pub(super) fn too_few(view: &View<'_>, findings: &mut Findings) {
    for entry in view.knowledge.entries.iter().filter(|entry| entry.questions.len() < FEWEST_QUESTIONS) {
        let place = view.place(Kind::Entry, entry.id.as_str(), Field::key("questions"));
        let message =
            format!("the entry has {} of at least {FEWEST_QUESTIONS} example questions", entry.questions.len());
        findings.warning(&place, message, "write eight to twelve that differ in their words, short ones and long ones");
    }
}

/// Two entries of one language that are asked for in the same words: only one of them could answer.
pub(super) fn shared(view: &View<'_>, findings: &mut Findings) {
    let mut owners: HashMap<(Language, &str), &EntryId> = HashMap::new();
    for (entry, keys) in view.knowledge.entries.iter().zip(view.asked()) {
        for (wording, key) in wordings(entry).zip(keys) {
            let owner = *owners.entry((entry.id.language(), key)).or_insert(&entry.id);
            if owner != &entry.id {
                let place = view.place(Kind::Entry, entry.id.as_str(), wording.field);
                let message = format!("`{}` asks for the entry `{owner}` too", wording.text);
                findings.error(&place, message, "keep it where its answer stands, and word the other differently");
            }
        }
    }
}

/// A question that says the same as another one of its entry.
pub(super) fn repeated(view: &View<'_>, findings: &mut Findings) {
    for (entry, keys) in view.knowledge.entries.iter().zip(view.asked()) {
        // The title, which stands first, may be one of the questions.
        let mut seen = HashSet::new();
        let keys = keys.iter().skip(1).enumerate();
        for (at, _) in keys.filter(|(_, key)| !seen.insert(key.as_str())) {
            let place = view.place(Kind::Entry, entry.id.as_str(), Field::item("questions", at));
            let question = entry.questions.get(at).map_or("", String::as_str);
            let message = format!("`{question}` stands here already: case, punctuation and endings make no difference");
            findings.warning(&place, message, "replace it by a wording with other words");
        }
    }
}
