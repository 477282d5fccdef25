//! Findings about what an entry proposes to read next. Its translations propose the same.

use std::collections::HashSet;

use super::Findings;
use super::view::View;
use crate::knowledge::{Field, Kind};
use crate::language::Language;

/// More buttons than this do not stand in one row.
const MOST_RELATED: usize = 5;

/// An entry that proposes itself.
pub(super) fn itself(view: &View<'_>, findings: &mut Findings) {
    for entry in view.knowledge.entries_in(Language::English) {
        for (at, _) in entry.related.iter().enumerate().filter(|(_, id)| **id == entry.id) {
            let place = view.place(Kind::Entry, entry.id.as_str(), Field::item("related", at));
            findings.warning(&place, format!("`{}` is related to itself", entry.id), "remove it from `related`");
        }
    }
}

/// An entry that proposes more than fits.
pub(super) fn too_many(view: &View<'_>, findings: &mut Findings) {
    for entry in view.knowledge.entries_in(Language::English).filter(|entry| entry.related.len() > MOST_RELATED) {
        let place = view.place(Kind::Entry, entry.id.as_str(), Field::item("related", MOST_RELATED));
        let message = format!("{} related entries, the most is {MOST_RELATED}", entry.related.len());
        findings.error(&place, message, "keep those that a reader wants next");
    }
}

/// An entry that proposes another twice.
pub(super) fn repeated(view: &View<'_>, findings: &mut Findings) {
    for entry in view.knowledge.entries_in(Language::English) {
        let mut seen = HashSet::new();
        for (at, id) in entry.related.iter().enumerate().filter(|(_, id)| !seen.insert(*id)) {
            let place = view.place(Kind::Entry, entry.id.as_str(), Field::item("related", at));
            findings.warning(&place, format!("`{id}` stands in `related` twice"), "remove one of the two");
        }
    }
}
