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
    /// The first word behind its last comma, colon or dash, where what stands before does not ask; else 0.
    pub tail: usize,
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
    let mut tail = 0;
    for (at, word) in words.into_iter().enumerate() {
        let ends = at + 1 == count || ends(language, &word);
        tokens.extend(word.tokens);
        if parts(&word.gap) && !ends {
            tail = tokens.len();
        }
        if ends {
            let question_mark = word.gap.contains(['?', '？', '؟', '⁇']);
            let tokens = std::mem::take(&mut tokens);
            let of = |tokens: &[Token], question_mark| match grammar::of(language) {
                None => shape::of(tokens, question_mark),
                Some(grammar) => shape_in::of(grammar, text, tokens, question_mark),
            };
            let shape = of(&tokens, question_mark);
            let told = tokens.get(..std::mem::take(&mut tail)).filter(|told| !of(told, false).asks());
            let tail = told.map_or(0, <[Token]>::len);
            message.sentences.push(Sentence { tokens, tail, question_mark, shape });
        }
    }
    message
}

/// Whether what stands between two words parts a sentence.
fn parts(gap: &str) -> bool {
    gap.contains([',', ':', '–', '—']) || gap.contains(" - ")
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

#[cfg(test)]
mod tests {
    use crate::text;

    #[test]
    fn what_stands_behind_the_last_comma_is_a_tail_where_the_rest_tells() {
        let rows = [
            ("our payloads change, mongo or postgres?", 3),
            ("well, all is kafka here: flink or spark?", 5),
            ("we need one - flink or spark?", 3),
            ("what do we use, flink or spark?", 0),
            ("flink or spark?", 0),
            ("flink, or spark,", 1),
            ("a high-level question", 0),
        ];
        for (message, tail) in rows {
            let tails: Vec<usize> = text::read(message).sentences.iter().map(|sentence| sentence.tail).collect();
            assert_eq!(tails, [tail], "{message}");
        }
        let tails: Vec<usize> = text::read("a, b. c").sentences.iter().map(|sentence| sentence.tail).collect();
        assert_eq!(tails, [1, 0]);
    }
}
