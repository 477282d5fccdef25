//! Docent's own words in Discord, for the person who asked: short, kind, in one place.
//!
//! In: what happened. Out: text. Log lines are written where things happen and say something else.

/// A button of somebody else's question was pressed.
pub(super) const NOT_YOURS: &str =
    "These buttons belong to the person who asked. Ask me yourself with `/ask` and you get your own.";
/// A button outlived what it pointed to.
pub(super) const STALE: &str =
    "That choice is from an older version of what I know, so I can't open it any more. Please ask again: `/ask`.";
/// A command that this version does not have.
pub(super) const UNKNOWN_COMMAND: &str =
    "I don't know that command; Discord may still show an old one. `/help` lists what I can do.";
/// Something broke inside.
pub(super) const BROKEN: &str = "Something went wrong on my side, and it has been logged. Please try again.";
/// Nothing to answer to a direct question.
pub(super) const NOTHING: &str = "I have no answer to that. `/help` shows what I know about.";
/// Over a page whose follower no button can reach.
pub(super) const MORE: &str = "There is more than fits here: name an aspect to see it whole.";

/// Under a private answer that is longer than one page.
pub(super) const MORE_IN_PUBLIC: &str = "There is more than fits here: `/faq entry` or `/ask` shows all of it, page by page.";
/// *Answer with Docent* on a picture or a card.
pub(super) const NOTHING_WRITTEN: &str = "There are no words in that message that I could answer.";
/// *Why this answer?* without a question or sources.
pub(super) const NOTHING_TO_EXPLAIN: &str = "I no longer have the question, so there is nothing to explain. Ask again and I'll show you.";
/// `/faq` with words that name no entry.
pub(super) const NO_SUCH_ENTRY: &str = "I have no entry like that. `/faq` alone lists them by topic, and `/ask` takes any question.";
/// `/faq` without any entries.
pub(super) const NOTHING_YET: &str = "There are no entries yet.";

/// An error as a sentence: errors are written in lower case and without a full stop.
pub(super) fn sentence(error: &impl std::fmt::Display) -> String {
    let text = error.to_string();
    let mut chars = text.chars();
    let Some(first) = chars.next() else { return String::new() };
    format!("{}{}.", first.to_uppercase(), chars.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_becomes_a_sentence() {
        assert_eq!(sentence(&"name two different ones"), "Name two different ones.");
        assert_eq!(sentence(&""), "");
    }
}
