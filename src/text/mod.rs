//! 1 · Reads a message: what is pasted is set aside, spelling is folded, sentences and words are told apart.
//!
//! In: whatever a person typed. Out: a [`Message`] of [`Sentence`]s of [`Token`]s, each knowing where it stood and whether it
//! asks. Order of steps, lossless before lossy: `strip` (code, quotes, links, mentions) → `tokens` (words and what stands
//! between them) → `fold` (case, accents, zero-width) → `expand` (contractions, chat spellings) → `stem` → `shape`. What words
//! mean is left to [`crate::matching`]. Beside these, `equivalents` names other words for one, `scrub` gives what may be kept of a message, and `courtesy` tells what asks
//! nothing.

mod courtesy;
mod equivalents;
mod expand;
mod fold;
mod grammar;
mod scrub;
mod sentence;
mod shape;
mod shape_in;
mod sorted;
mod stem;
mod strip;
mod tell;
mod tokens;
pub mod words;

pub use courtesy::{Courtesy, courtesy};
pub use equivalents::equivalents;
pub use fold::{fold, fold_in};
pub use scrub::{MAX_KEPT_CHARS, scrub, words_left};
pub use sentence::{Message, Sentence};
pub use shape::Shape;
pub use stem::{stem, stem_in};
pub use tell::{Told, tell};
pub use tokens::Token;

use crate::language::Language;

/// Characters of a message that are read. Discord's longest message has 4,000; what stands beyond is never the question.
pub const MAX_CHARS: usize = 4_000;

/// Reads a message as a person sent it, in English.
#[must_use]
pub fn read(text: &str) -> Message {
    read_in(Language::English, text)
}

/// Reads a message in a language.
#[must_use]
pub fn read_in(language: Language, text: &str) -> Message {
    let text = strip::strip(start(text));
    sentence::split(language, &text, tokens::words(language, &text))
}

/// As much of a message as is read.
fn start(text: &str) -> &str {
    let end = text.char_indices().nth(MAX_CHARS).map_or(text.len(), |(end, _)| end);
    text.get(..end).unwrap_or(text)
}

/// Reads a phrase that a writer put into a file: an example question, an alias, a keyword. All of it is one sentence.
#[must_use]
pub fn phrase(text: &str) -> Vec<Token> {
    phrase_in(Language::English, text)
}

/// The same in a language.
#[must_use]
pub fn phrase_in(language: Language, text: &str) -> Vec<Token> {
    tokens::words(language, text).tokens
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stems(text: &str) -> Vec<Vec<String>> {
        let of = |s: &Sentence| s.tokens.iter().map(|t| t.text.to_string()).collect();
        read(text).sentences.iter().map(of).collect()
    }

    #[test]
    fn a_message_becomes_sentences_of_folded_words() {
        let rows: &[(&str, &[&[&str]])] = &[
            ("What's a DE?", &[&["what", "is", "a", "de"]]),
            ("Hi! Salary, please", &[&["hi"], &["salary", "please"]]),
            ("BE vs. DE", &[&["be", "vs", "de"]]),
            ("café\u{200b}s ＳＱＬ", &[&["cafes", "sql"]]),
            ("look ```rust\nlet x = 1;\n``` why?", &[&["look"], &["why"]]),
            ("> quoted\nmine", &[&["mine"]]),
            ("see https://a.b/c?d=e or <@123>", &[&["see", "or"]]),
            ("c++ / c# pays $131,000", &[&["c++", "c#", "pays", "131000"]]),
            ("", &[]),
        ];
        for (text, expected) in rows {
            assert_eq!(&stems(text), expected, "{text}");
        }
    }

    #[test]
    fn hostile_text_is_read_without_harm() {
        for text in [
            "\0\0",
            "\u{202e}olleh\u{202c}",
            &"🙂".repeat(5000),
            &"a".repeat(100_000),
            "```",
            "<@",
            "((((",
            "e\u{301}\u{301}",
        ] {
            let _ = read(text);
        }
    }

    #[test]
    fn a_token_knows_where_it_stood() {
        let text = "ok: what does a BE earn";
        let message = read(text);
        let be = message.sentences.iter().flat_map(|s| &s.tokens).find(|t| t.text == "be").map(|t| t.place.clone());
        assert_eq!(be.and_then(|place| text.get(place)), Some("BE"));
    }
}
