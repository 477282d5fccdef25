//! Findings about the example questions of entries.

use std::collections::HashMap;

use super::Findings;
use super::view::{View, asked, repeated as repeats, wordings};
use crate::knowledge::{EntryId, Field, Kind};

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

/// Two entries that are asked for in the same words: only one of them could answer.
pub(super) fn shared(view: &View<'_>, findings: &mut Findings) {
    let mut owners: HashMap<String, &EntryId> = HashMap::new();
    for entry in &view.knowledge.entries {
        for wording in wordings(entry) {
            let owner = *owners.entry(asked(wording.text)).or_insert(&entry.id);
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
    for entry in &view.knowledge.entries {
        for at in repeats(entry.questions.iter().map(String::as_str)) {
            let place = view.place(Kind::Entry, entry.id.as_str(), Field::item("questions", at));
            let question = entry.questions.get(at).map_or("", String::as_str);
            let message = format!("`{question}` stands here already: case, punctuation and endings make no difference");
            findings.warning(&place, message, "replace it by a wording with other words");
        }
    }
}
