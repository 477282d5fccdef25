//! Findings about the length of answers.

use super::Findings;
use super::view::View;
use crate::knowledge::{Entry, Field, Kind, Source};

/// Longest title, in characters: what the format promises. Discord takes 256.
pub const MOST_TITLE_CHARS: usize = 200;

/// Longest description of a Discord embed, in characters.
pub const MOST_EMBED_CHARS: usize = 4_096;

/// What stands around a source in the list below an answer: its number, brackets, commas, a line break.
const SOURCE_MARKUP_CHARS: usize = 16;

/// "undated, read 2026-11-20", the longest way to date a source.
const SOURCE_DATE_CHARS: usize = 24;

/// Shorter, and the answer rarely stands on its own; longer, and nobody reads it on a phone.
const GOOD_WORDS: std::ops::RangeInclusive<usize> = 40..=120;

/// An entry without an answer.
pub(super) fn empty(view: &View<'_>, findings: &mut Findings) {
    for entry in view.knowledge.entries.iter().filter(|entry| entry.answer.is_empty()) {
        let help = "write the answer below the second `+++`, the direct answer in the first sentence";
        findings.error(&view.whole(Kind::Entry, entry.id.as_str()), "the entry has no answer", help);
    }
}

/// An answer that with its sources does not fit one Discord message.
pub(super) fn too_long(view: &View<'_>, findings: &mut Findings) {
    let sources: std::collections::HashMap<_, _> =
        view.knowledge.sources.iter().map(|source| (&source.id, source_chars(source))).collect();
    for entry in &view.knowledge.entries {
        let below: usize = entry.sources.iter().filter_map(|id| sources.get(id)).sum();
        let chars = entry.answer.chars().count() + below;
        if chars > MOST_EMBED_CHARS {
            let message = format!(
                "the answer has {chars} characters with its sources, a Discord message takes {MOST_EMBED_CHARS}"
            );
            findings.error(&answer_place(view, entry), message, "shorten it, or make two entries of it");
        }
    }
}

/// What a source takes of the room of an answer.
#[must_use]
pub fn source_chars(source: &Source) -> usize {
    let parts = [Some(&source.title), source.publisher.as_ref(), source.link.as_ref()];
    let text: usize = parts.into_iter().flatten().map(|part| part.chars().count()).sum();
    text + SOURCE_DATE_CHARS + SOURCE_MARKUP_CHARS
}

/// An answer that is shorter or longer than people read.
pub(super) fn off_length(view: &View<'_>, findings: &mut Findings) {
    for entry in view.knowledge.entries.iter().filter(|entry| !entry.answer.is_empty()) {
        let words = words(&entry.answer);
        if !GOOD_WORDS.contains(&words) {
            let (least, most) = (GOOD_WORDS.start(), GOOD_WORDS.end());
            let help = if words < *least {
                "say more, so that it stands on its own"
            } else {
                "shorten it, or make two entries of it"
            };
            let message = format!("the answer has {words} words, good are {least} to {most}");
            findings.warning(&answer_place(view, entry), message, help);
        }
    }
}

/// Words that a person reads: signs of a list or of bold are none.
fn words(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count()
}

/// A title that is cut off.
pub(super) fn title_too_long(view: &View<'_>, findings: &mut Findings) {
    for entry in &view.knowledge.entries {
        let chars = entry.title.chars().count();
        if chars > MOST_TITLE_CHARS {
            let place = view.place(Kind::Entry, entry.id.as_str(), Field::key("title"));
            let message = format!("the title has {chars} characters, the most is {MOST_TITLE_CHARS}");
            findings.error(&place, message, "ask it shorter; the long form can be one of the questions");
        }
    }
}

fn answer_place(view: &View<'_>, entry: &Entry) -> crate::knowledge::Place {
    view.place(Kind::Entry, entry.id.as_str(), Field::key("answer")).part(&entry.answer, 0..0)
}
