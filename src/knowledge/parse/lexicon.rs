//! The words of the field.
//!
//! In: `lexicon.toml`. Out: the lexicon.

use super::table::Table;
use crate::knowledge::model::Lexicon;
use crate::knowledge::places::{Kind, Places};

/// Reads the lexicon from the top table of its file.
pub(super) fn lexicon(mut top: Table<'_>, places: &mut Places) -> Lexicon {
    let synonyms = top.lists("synonyms");
    let abbreviations = top.pairs("abbreviations");
    let other_subjects = top.strings("other_subjects");
    let not_for_us = top.strings("not_for_us");
    let silent = top.strings("silent");
    places.note(Kind::Lexicon, "", top.finish());
    Lexicon { synonyms, abbreviations, other_subjects, not_for_us, silent }
}
