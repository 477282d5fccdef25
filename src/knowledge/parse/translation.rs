//! A translation of an entry: its own words, and what its original says of sources and subjects.
//!
//! In: a file of `faq/` whose name ends with the code of a language, and the entry that it translates. Out: an entry of its own.

use super::front_matter::Parts;
use super::known::Known;
use super::nearest::remedy;
use super::page::Page;
use super::table::Table;
use crate::knowledge::id::EntryId;
use crate::knowledge::model::Entry;
use crate::knowledge::places::{Field, Kind, Places};
use crate::language::Language;

/// What is true in every language, and is said by the original alone.
const OF_THE_ORIGINAL: [&str; 4] = ["topic", "subjects", "sources", "related"];

/// The id that a file's name makes; errors where its ending is no language, or nothing is there to translate.
pub(super) fn id(stem: &str, page: &Page<'_>, known: &Known) -> Option<EntryId> {
    let (original, code) = stem.rsplit_once('.')?;
    if Language::of_translation(code).is_none() {
        let (message, help) = match Language::of_locale(code) {
            Some(Language::English) => (
                "entries are written in English; only translations name their language".to_owned(),
                format!("call it `{original}.md`"),
            ),
            _ => (format!("`{code}` is no language that Docent reads"), languages()),
        };
        page.file_error(message, help);
        return None;
    }
    if known.entries.get(original).is_none() {
        if known.entries.is_complete() {
            let help = remedy(
                original,
                known.entries.names(),
                "give it the name of the entry that it translates, and the ending of its language",
            );
            page.file_error(format!("there is no entry `{original}` that this could translate"), help);
        }
        return None;
    }
    match EntryId::new(stem) {
        Ok(id) => Some(id),
        Err(problem) => {
            page.file_error(problem.to_string(), "rename the file: its name is the id, as in `what-is-etl.de`");
            None
        }
    }
}

/// The languages that an entry may be translated into, to choose from.
pub(super) fn languages() -> String {
    let known: Vec<String> =
        Language::TRANSLATED.iter().map(|language| format!("`{}` ({language})", language.code())).collect();
    format!("known: {}", known.join(", "))
}

/// Reads a translation from its front matter, already a table, and its text.
pub(super) fn translation(
    mut top: Table<'_>,
    parts: &Parts<'_>,
    id: EntryId,
    original: &Entry,
    places: &mut Places,
) -> Option<Entry> {
    let title = top.text("title");
    let questions = top.needed_texts("questions");
    let keywords = top.strings("keywords");
    let verified = top.date("verified");
    let review = top.optional_date("review");
    for key in OF_THE_ORIGINAL {
        if let Some(span) = top.given(key) {
            let message = format!("a translation has the `{key}` of its original, `{}`", original.id);
            top.error(span, message, "remove it here, and change it there");
        }
    }
    let mut written = top.finish();
    written.fields.push((Field::key("answer"), parts.body_at..parts.body_at + parts.body.len()));
    places.note(Kind::Entry, id.as_str(), written);
    Some(Entry {
        id,
        title: title?.value,
        questions: questions.into_iter().map(|text| text.value).collect(),
        keywords,
        verified: Some(verified?),
        review,
        answer: parts.body.to_owned(),
        ..original.clone()
    })
}
