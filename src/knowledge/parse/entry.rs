//! An entry: front matter and answer.
//!
//! In: a file of `faq/`. Out: the entry; its id is the file's name.

use super::front_matter::Parts;
use super::known::Known;
use super::table::Table;
use crate::knowledge::id::EntryId;
use crate::knowledge::model::Entry;
use crate::knowledge::places::{Field, Kind, Places};

/// Reads an entry from its front matter, already a table, and its text.
pub(super) fn entry(
    mut top: Table<'_>,
    parts: &Parts<'_>,
    id: EntryId,
    known: &Known,
    places: &mut Places,
) -> Option<Entry> {
    let title = top.text("title");
    let topic = top.text("topic");
    let questions = top.needed_texts("questions");
    let keywords = top.strings("keywords");
    let subjects = top.references("subjects", &known.subjects);
    let sources = top.needed_references("sources", &known.sources);
    let related = top.references("related", &known.entries);
    let verified = top.optional_date("verified");
    let review = top.optional_date("review");
    let mut written = top.finish();
    written.fields.push((Field::key("answer"), parts.body_at..parts.body_at + parts.body.len()));
    places.note(Kind::Entry, id.as_str(), written);
    Some(Entry {
        id,
        title: title?.value,
        topic: topic?.value,
        questions: questions.into_iter().map(|text| text.value).collect(),
        keywords,
        subjects,
        sources,
        related,
        verified,
        review,
        answer: parts.body.to_owned(),
    })
}
