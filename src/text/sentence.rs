//! Puts words into sentences: the question is often the second one.
//!
//! In: words and the gaps between them. Out: a [`Message`]. Which sentence asks is told by [`super::shape`].

use super::shape::{self, Shape};
use super::tokens::{Token, Words};
use super::{grammar, shape_in};
use crate::language::Language;

/// Short forms whose full stop ends no sentence.
const BEFORE_A_STOP: &[&str] = &["vs", "etc", "eg", "ie", "e", "g", "approx", "no", "dr", "mr", "ms"];

/// What stands between most words.
const SPACE: &str = " ";

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
pub(super) fn split(language: Language, text: &str, words: Words<'_>) -> Message {
    let mut message = Message::default();
    let Words { tokens: mut rest, words } = words;
    // Tokens of the sentences before this one.
    let mut before = 0;
    let mut tail = 0;
    for (at, word) in words.iter().enumerate() {
        let count = word.tokens.end - before;
        let last = count.checked_sub(1).and_then(|last| rest.get(last));
        let ends = at + 1 == words.len() || ends(language, word.gap, last);
        if parts(word.gap) && !ends {
            tail = count;
        }
        if ends {
            let question_mark = word.gap.contains(['?', '？', '؟', '⁇']);
            let behind = rest.split_off(count);
            let tokens = std::mem::replace(&mut rest, behind);
            before = word.tokens.end;
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
    gap != SPACE && (gap.contains([',', ':', '–', '—']) || gap.contains(" - "))
}

/// Whether a sentence ends where this stands behind its last word.
fn ends(language: Language, gap: &str, last: Option<&Token>) -> bool {
    if gap == SPACE {
        return false;
    }
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
    let abbreviation = last.is_some_and(|t| abbreviated(&t.text));
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
