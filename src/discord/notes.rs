//! Docent's own words in Discord, for the person who asked: short, kind, in one place. Those around an answer are in the answer's language: [`crate::answer::Words`].
//!
//! In: what happened. Out: text. Log lines are written where things happen and say something else.

use crate::store::Verdict;

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

/// Over what is due to be checked again.
pub(super) const OVERDUE: &str = "Due to be checked again";
/// Over what no owner keeps.
pub(super) const NOBODYS: &str = "Kept by nobody";
/// Below what is due.
pub(super) const HOW_TO_RENEW: &str = "\nIs it all still true? Then set `verified` and the next `review` in the file, or `read` of the source. I remind you of each once; `docent check --overdue` lists all.";

/// Under a table shown as text because Docent may not attach files.
pub(super) const NO_FILES: &str = "I may not attach pictures here, so this is the table as text. Who looks after this server can change that: give me the permission *Attach Files*.";
/// Under a table shown as text because it cannot be drawn.
pub(super) const NOT_DRAWN: &str = "This table has letters that I cannot draw, so here it is as text.";

/// *Answer with Docent* on a picture or a card.
pub(super) const NOTHING_WRITTEN: &str = "There are no words in that message that I could answer.";
/// `/faq` with words that name no entry.
pub(super) const NO_SUCH_ENTRY: &str =
    "I have no entry like that. `/faq` alone lists them by topic, and `/ask` takes any question.";
/// `/faq` without any entries.
pub(super) const NOTHING_YET: &str = "There are no entries yet.";

/// The store cannot be used.
pub(super) const NOT_STORED: &str =
    "I couldn't save that just now, so it does not count. Please try again in a minute.";
/// `/privacy delete`.
pub(super) const FORGOTTEN: &str = "Done: everything that I kept of you is deleted.";
/// `/privacy opt-out`.
pub(super) const OPTED_OUT: &str = "Done: everything that I kept of you is deleted, and nothing new will be kept. I still answer you as before. `/privacy opt-in` takes it back.";
/// `/privacy opt-in`.
pub(super) const OPTED_IN: &str =
    "Done: your questions help to improve my answers again. `/privacy see` shows what I keep.";
/// A verdict on a question of somebody who opted out.
pub(super) const ASKER_OPTED_OUT: &str =
    "The person who asked opted out, so nothing of it is kept, the verdict neither.";
/// Under a command that only works in a server.
pub(super) const ONLY_IN_SERVERS: &str = "That works in a server only.";
/// The reload went wrong.
pub(super) const RELOAD_FAILED: &str =
    "The new knowledge has mistakes, so the old one keeps answering. `docent check` shows them all.";
/// Nothing to reload from.
pub(super) const NO_RELOAD: &str = "My knowledge was handed to me without a folder, so there is nothing to read again.";
/// Nothing is unanswered.
pub(super) const NOTHING_UNANSWERED: &str =
    "Nothing is waiting: every question of the last 30 days got an answer, or was taken care of.";
/// Nothing is taught.
pub(super) const NOTHING_TAUGHT: &str = "Nothing has been taught in this server yet. Choose *Teach Docent* in a message's menu (right-click or hold, Apps), or `/docent unanswered`.";
/// Something taught that is gone.
pub(super) const NOT_TAUGHT: &str = "That was removed meanwhile. `/docent taught` lists what there is.";
/// An answer that a form names and that does not exist.
pub(super) const NOTHING_TO_ADD_TO: &str = "I have no answer to that, so there is nothing to add to. Name a question that I answer already, or the title of an entry; `/faq` lists them all.";
/// A form without an answer.
pub(super) const EMPTY_FORM: &str = "A question and an answer are needed; something was left empty.";
/// A form of an older version.
pub(super) const OLD_FORM: &str = "I can't read that form any more. Please open it again.";
/// With the export.
pub(super) const EXPORTED: &str = "Everything that was taught here, as a patch: `git apply taught.patch` in the repository of your knowledge. `TAUGHT.txt` in it names what goes into files that exist.";
/// Nothing was saved.
pub(super) const DISCARDED: &str = "Nothing was saved.";

/// Under a verdict.
pub(super) fn judged(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Right => "Noted as right. `/docent status` shows what the verdicts add up to.",
        Verdict::Wrong => "Noted as wrong. *Teach Docent* on the question tells me the right answer.",
        Verdict::Silent => "Noted: silence would have been right.",
    }
}

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
