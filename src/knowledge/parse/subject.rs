//! A subject with its facts.
//!
//! In: a file of `subjects/`. Out: the subject; its id is the file's name.

use std::ops::Range;

use super::known::Known;
use super::table::Table;
use crate::knowledge::id::SubjectId;
use crate::knowledge::model::{Fact, Subject};
use crate::knowledge::places::{Field, Kind, Places};

/// Reads a subject from the top table of its file.
pub(super) fn subject(mut top: Table<'_>, id: SubjectId, known: &Known, places: &mut Places) -> Option<Subject> {
    let name = top.text("name");
    let short = top.optional_text("short");
    let category = top.reference("category", &known.categories);
    let aliases = top.strings("aliases");
    let abbreviations = top.strings("abbreviations");
    let summary = top.text("summary");
    let sources = top.needed_references("sources", &known.sources);
    let rows = top.rows("facts", "a fact");
    let mut written = Vec::new();
    let mut facts = Vec::with_capacity(rows.len());
    for (at, row) in rows.into_iter().enumerate() {
        facts.extend(fact(row.numbered(at), known, &mut written));
    }
    let mut whole = top.finish();
    whole.fields.append(&mut written);
    places.note(Kind::Subject, id.as_str(), whole);
    let name = name?.value;
    let short = short.map_or_else(|| name.clone(), |text| text.value);
    Some(Subject {
        id,
        short,
        name,
        category: category?,
        aliases,
        abbreviations,
        summary: summary?.value,
        sources,
        facts,
    })
}

fn fact(mut row: Table<'_>, known: &Known, written: &mut Vec<(Field, Range<usize>)>) -> Option<Fact> {
    let aspect = row.reference("aspect", &known.aspects);
    let text = row.text("text");
    let source = row.reference("source", &known.sources);
    let as_of = row.optional_date("as_of");
    written.append(&mut row.finish().fields);
    Some(Fact { aspect: aspect?, text: text?.value, source: source?, as_of })
}
