//! Puts words into sentences: the question is often the second one.
//!
//! In: words and the gaps between them. Out: a [`Message`]. Which sentence asks is told by [`super::shape`].

use super::shape::{self, Shape};
use super::tokens::{Token, Word};
use super::{grammar, shape_in};
use crate::language::Language;

/// Short forms whose full stop ends no sentence.
const BEFORE_A_STOP: &[&str] = &["vs", "etc", "eg", "ie", "e", "g", "approx", "no", "dr", "mr", "ms"];

/// One sentence of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// Its words.
    pub tokens: Vec<Token>,
    /// Whether it ends with a question mark.
    pub question_mark: bool,
    /// Whether, and how, it asks.
    pub shape: Shape,
}

/// A message, read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Message {
    /// In order; none is empty.
    pub sentences: Vec<Sentence>,
}

/// Splits the words of a text into sentences.
pub(super) fn split(language: Language, text: &str, words: Vec<Word>) -> Message {
    let mut message = Message::default();
    let mut tokens: Vec<Token> = Vec::new();
    let count = words.len();
    for (at, word) in words.into_iter().enumerate() {
        let ends = at + 1 == count || ends(language, &word);
        tokens.extend(word.tokens);
        if ends {
            let question_mark = word.gap.contains(['?', '？', '؟', '⁇']);
            let tokens = std::mem::take(&mut tokens);
            let shape = match grammar::of(language) {
                None => shape::of(&tokens, question_mark),
                Some(grammar) => shape_in::of(grammar, text, &tokens, question_mark),
            };
            message.sentences.push(Sentence { tokens, question_mark, shape });
        }
    }
    message
}

/// Whether a sentence ends behind this word.
fn ends(language: Language, word: &Word) -> bool {
    let gap = &word.gap;
    // "Hola, ¿cuánto gana …?"
    if language == Language::Spanish && gap.contains(['\u{bf}', '\u{a1}']) {
        return true;
    }
    if gap.contains(['?', '!', '\n', ';', '…', '？', '！', '。', '؟']) {
        return true;
    }
    let abbreviated = |text: &str| match grammar::of(language) {
        None => BEFORE_A_STOP.contains(&text),
        Some(grammar) => grammar.is_before_a_stop(text),
    };
    let abbreviation = word.tokens.last().is_some_and(|t| abbreviated(&t.text));
    gap.contains('.') && gap.contains(char::is_whitespace) && !abbreviation
}
