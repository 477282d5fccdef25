//! Entries as a table, a row each; several values of one cell stand on lines of their own.
//!
//! In: knowledge. Out: CSV as spreadsheets read it (UTF-8, commas, quotes where they are needed), and as `docent import csv` reads it back.

use crate::knowledge::{Entry, KnowledgeBase};
use crate::language::Language;

/// The first line.
const HEAD: [&str; 11] =
    ["id", "title", "topic", "questions", "keywords", "subjects", "sources", "related", "verified", "review", "answer"];

pub(super) fn write(knowledge: &KnowledgeBase) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let rows = std::iter::once(HEAD.map(str::to_owned)).chain(knowledge.entries_in(Language::English).map(row));
    for row in rows {
        // Memory takes every row, and all rows are of one length.
        let _ = writer.write_record(row);
    }
    let bytes = writer.into_inner().unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}

fn row(entry: &Entry) -> [String; 11] {
    [
        entry.id.to_string(),
        entry.title.clone(),
        entry.topic.clone(),
        lines(entry.questions.iter()),
        lines(entry.keywords.iter()),
        lines(entry.subjects.iter()),
        lines(entry.sources.iter()),
        lines(entry.related.iter()),
        entry.verified.map(|date| date.to_string()).unwrap_or_default(),
        entry.review.map(|date| date.to_string()).unwrap_or_default(),
        entry.answer.clone(),
    ]
}

/// A value a line. A single one that could be taken for several gets a line break behind it, which says that it is a list of lines.
fn lines(values: impl Iterator<Item = impl ToString>) -> String {
    let values: Vec<String> =
        values.map(|value| value.to_string().split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    match values.as_slice() {
        [only] if only.contains([',', ';', '|']) => format!("{only}\n"),
        _ => values.join("\n"),
    }
}
