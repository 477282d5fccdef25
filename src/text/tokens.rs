//! Tells words from what stands between them.
//!
//! In: stripped text. Out: [`Word`]s in order, each with its tokens and the gap behind it. Where sentences end is left to [`super::sentence`].

use std::borrow::Cow;
use std::ops::Range;

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;
use unicode_normalization::char::is_combining_mark;

use super::expand::expand_in;
use super::fold::{fold_in, is_invisible};
use super::stem::stem_in;
use crate::language::Language;

/// Letters of a word that are read, before and after folding: no word is longer, and one sign may fold into eighteen.
const LONGEST: usize = 100;

/// One word as the matcher sees it, with the place where it stood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Token {
    /// Folded: small plain letters.
    pub text: SmolStr,
    /// Its stem.
    pub stem: SmolStr,
    /// Bytes of the message that it came from.
    pub place: Range<usize>,
    /// Written in capitals of at least two letters (a plural "s" may follow), as abbreviations are.
    pub capitals: bool,
}

/// A written word: what it stands for, and the text up to the next one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    /// One, or several for a contraction.
    pub(super) tokens: Vec<Token>,
    /// Everything up to the next word.
    pub(super) gap: String,
}

/// All words of a text, read in a language.
pub(super) fn words(language: Language, text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut start = None;
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    for (at, &(place, c)) in chars.iter().enumerate() {
        let near = |step: isize| at.checked_add_signed(step).and_then(|i| chars.get(i)).map(|&(_, c)| c);
        let inside = is_word(c) || (start.is_some() && joins(c, near(-1), near(1)));
        match (start, inside) {
            (None, true) => start = Some(place),
            (Some(from), false) => {
                words.push(word(language, text, from..place));
                start = None;
            }
            _ => {}
        }
        if let (false, Some(last)) = (inside, words.last_mut()) {
            last.gap.push(c);
        }
    }
    words.extend(start.map(|from| word(language, text, from..text.len())));
    words.retain(|word| !word.tokens.is_empty());
    words
}

/// Letters, digits, marks on them, and invisible characters between them.
fn is_word(c: char) -> bool {
    c.is_alphanumeric() || is_combining_mark(c) || is_invisible(c)
}

/// Signs that belong to the word they stand in: `what's`, `c++`, `c#`, `131,000`.
fn joins(c: char, before: Option<char>, after: Option<char>) -> bool {
    let is = |near: Option<char>, test: fn(char) -> bool| near.is_some_and(test);
    match c {
        '\'' | '’' | 'ʼ' => is(before, char::is_alphabetic) && is(after, char::is_alphabetic),
        '+' | '#' => is(before, |b| b.is_alphabetic() || b == '+') && !is(after, char::is_alphanumeric),
        ',' => is(before, |b| b.is_ascii_digit()) && is(after, |a| a.is_ascii_digit()),
        _ => false,
    }
}

fn word(language: Language, text: &str, place: Range<usize>) -> Word {
    let written = text.get(place.clone()).unwrap_or_default();
    let capitals = in_capitals(written);
    let folded = fold_in(language, &plain_signs(start(written)));
    let folded = start(&folded);
    let mut tokens = Vec::with_capacity(1);
    expand_in(language, folded, |part| {
        if !part.is_empty() {
            tokens.push(Token { stem: stem_in(language, part), text: part.into(), place: place.clone(), capitals });
        }
    });
    Word { tokens, gap: String::new() }
}

/// As many letters as are read.
pub(super) fn start(word: &str) -> &str {
    let end = word.char_indices().nth(LONGEST).map_or(word.len(), |(place, _)| place);
    word.get(..end).unwrap_or(word)
}

/// One kind of apostrophe, and no comma between digits.
fn plain_signs(written: &str) -> Cow<'_, str> {
    if written.contains(['’', 'ʼ', ',']) {
        Cow::Owned(written.replace(['’', 'ʼ'], "'").replace(',', ""))
    } else {
        Cow::Borrowed(written)
    }
}

fn in_capitals(written: &str) -> bool {
    let name = written.strip_suffix('s').unwrap_or(written);
    name.chars().count() >= 2 && name.chars().all(char::is_uppercase)
}
