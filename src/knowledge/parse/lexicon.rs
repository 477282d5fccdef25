//! The words of the field.
//!
//! In: `lexicon.toml`, or that of another language. Out: the lexicon.

use super::known::Known;
use super::table::Table;
use crate::knowledge::model::{Called, Lexicon, Tongue};
use crate::knowledge::places::{Kind, Places};
use crate::language::Language;

/// Reads the lexicon from the top table of its file.
pub(super) fn lexicon(mut top: Table<'_>, places: &mut Places) -> Lexicon {
    let lexicon = words(&mut top);
    places.note(Kind::Lexicon, "", top.finish());
    lexicon
}

/// Reads the lexicon of another language, which also says what subjects are called there.
pub(super) fn tongue(mut top: Table<'_>, language: Language, known: &Known, places: &mut Places) -> Tongue {
    let lexicon = words(&mut top);
    let mut names = Vec::new();
    for mut row in top.rows("names", "a name of a subject") {
        let subject = row.reference("subject", &known.subjects);
        let called = row.strings("called");
        let short = row.optional_text("short").map(|text| text.value);
        row.finish();
        names.extend(subject.map(|subject| Called { subject, called, short }));
    }
    places.note(Kind::Lexicon, language.code(), top.finish());
    Tongue { language, lexicon, names }
}

fn words(top: &mut Table<'_>) -> Lexicon {
    let synonyms = top.lists("synonyms");
    let abbreviations = top.pairs("abbreviations");
    let other_subjects = top.strings("other_subjects");
    let not_for_us = top.strings("not_for_us");
    let silent = top.strings("silent");
    Lexicon { synonyms, abbreviations, other_subjects, not_for_us, silent }
}
