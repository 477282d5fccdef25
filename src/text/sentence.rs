//! Puts words into sentences: the question is often the second one.
//!
//! In: words and the gaps between them. Out: a [`Message`]. Which sentence asks is told by [`super::shape`].

use super::shape::{self, Shape};
use super::tokens::{Token, Word};

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

/// Splits words into sentences.
pub(super) fn split(words: Vec<Word>) -> Message {
    let mut message = Message::default();
    let mut tokens: Vec<Token> = Vec::new();
    let count = words.len();
    for (at, word) in words.into_iter().enumerate() {
        let ends = at + 1 == count || ends(&word);
        tokens.extend(word.tokens);
        if ends {
            let question_mark = word.gap.contains(['?', '？', '؟', '⁇']);
            let tokens = std::mem::take(&mut tokens);
            message.sentences.push(Sentence { shape: shape::of(&tokens, question_mark), tokens, question_mark });
        }
    }
    message
}

/// Whether a sentence ends behind this word.
fn ends(word: &Word) -> bool {
    let gap = &word.gap;
    if gap.contains(['?', '!', '\n', ';', '…', '？', '！', '。', '؟']) {
        return true;
    }
    let abbreviation = word.tokens.last().is_some_and(|t| BEFORE_A_STOP.contains(&t.text.as_str()));
    gap.contains('.') && gap.contains(char::is_whitespace) && !abbreviation
}
