//! Tells words from what stands between them.
//!
//! In: stripped text. Out: [`Words`] in order, each with its tokens and the gap behind it. Where sentences end is left to [`super::sentence`].

use std::borrow::Cow;
use std::ops::Range;

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;
use unicode_normalization::char::is_combining_mark;

use super::expand::expand_in;
use super::fold::{fold_in, is_folded, is_invisible};
use super::stem::stem_in;
use crate::language::Language;

/// Letters of a word that are read, before and after folding: no word is longer, and one sign may fold into eighteen.
const LONGEST: usize = 100;

/// Bytes of a usual English word with the space behind it: so much room is set aside for words.
const USUAL_LENGTH: usize = 5;

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

/// The words of a text.
#[derive(Debug)]
pub(super) struct Words<'t> {
    /// Of all words, in order.
    pub(super) tokens: Vec<Token>,
    pub(super) words: Vec<Word<'t>>,
}

/// A written word: what it stands for, and the text up to the next one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word<'t> {
    /// Where its tokens stand among all: one, or several for a contraction.
    pub(super) tokens: Range<usize>,
    /// Everything up to the next word.
    pub(super) gap: &'t str,
}

/// All words of a text, read in a language.
pub(super) fn words(language: Language, text: &str) -> Words<'_> {
    let words = text.len() / USUAL_LENGTH + 1;
    let mut all = Words { tokens: Vec::with_capacity(words), words: Vec::with_capacity(words) };
    let mut start = None;
    let mut behind = 0;
    let mut before = None;
    let mut chars = text.char_indices().peekable();
    while let Some((place, c)) = chars.next() {
        let after = chars.peek().map(|(_, after)| *after);
        let inside = is_word(c) || (start.is_some() && joins(c, before, after));
        before = Some(c);
        match (start, inside) {
            (None, true) => {
                close(&mut all, text, behind..place);
                start = Some(place);
            }
            (Some(from), false) => {
                add(&mut all, language, text, from..place);
                (start, behind) = (None, place);
            }
            _ => {}
        }
    }
    match start {
        Some(from) => add(&mut all, language, text, from..text.len()),
        None => close(&mut all, text, behind..text.len()),
    }
    all.words.retain(|word| !word.tokens.is_empty());
    all
}

/// Puts what stands there behind the last word.
fn close<'t>(all: &mut Words<'t>, text: &'t str, gap: Range<usize>) {
    if let Some(last) = all.words.last_mut() {
        last.gap = text.get(gap).unwrap_or_default();
    }
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

/// Reads the word that stands there.
fn add(all: &mut Words<'_>, language: Language, text: &str, place: Range<usize>) {
    let written = text.get(place.clone()).unwrap_or_default();
    let capitals = in_capitals(written);
    let written = plain_signs(start(written));
    let folded = if is_folded(language, &written) { written } else { fold_in(language, &written).into() };
    let from = all.tokens.len();
    expand_in(language, start(&folded), |part| {
        if !part.is_empty() {
            let stem = stem_in(language, part);
            all.tokens.push(Token { stem, text: part.into(), place: place.clone(), capitals });
        }
    });
    all.words.push(Word { tokens: from..all.tokens.len(), gap: "" });
}

/// As many letters as are read.
pub(super) fn start(word: &str) -> &str {
    if word.len() <= LONGEST {
        return word;
    }
    let end = word.char_indices().nth(LONGEST).map_or(word.len(), |(place, _)| place);
    word.get(..end).unwrap_or(word)
}

/// One kind of apostrophe, and no comma between digits.
fn plain_signs(written: &str) -> Cow<'_, str> {
    let may_hold = |byte: u8| byte == b',' || !byte.is_ascii();
    if written.bytes().any(may_hold) && written.contains(['’', 'ʼ', ',']) {
        Cow::Owned(written.replace(['’', 'ʼ'], "'").replace(',', ""))
    } else {
        Cow::Borrowed(written)
    }
}

fn in_capitals(written: &str) -> bool {
    let name = written.strip_suffix('s').unwrap_or(written);
    name.chars().all(char::is_uppercase) && name.chars().nth(1).is_some()
}
