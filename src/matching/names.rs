//! Finds names in a sentence: the longest wins, at word boundaries, one slip of the fingers forgiven.
//!
//! In: the words of a sentence. Out: which name stands where. It serves subjects and aspects alike; what a name stands for is its
//! owner's business.
//!
//! Match semantics: leftmost-longest over stems. A name of several words also matches where exactly one of them, of at least four letters, is
//! one edit away ("date engineer"); an exact match of any length is preferred to a misspelled one.

use std::hash::Hasher as _;

use rustc_hash::{FxHashMap, FxHasher};
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::letters::Letters;
use crate::language::Language;
use crate::text::{self, Token};

/// Words of the longest name that is looked for.
const LONGEST: usize = 6;
/// Shortest word in which a typo is forgiven: below, too many words are one edit apart.
const TYPO_LETTERS: usize = 4;

/// A name found: words `from..to` of the sentence, and what it stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Found {
    /// First word.
    pub(super) from: usize,
    /// Behind the last word.
    pub(super) to: usize,
    /// What it stands for.
    pub(super) owner: usize,
    /// Whether a typo was forgiven.
    pub(super) repaired: bool,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Name {
    words: Vec<Word>,
    owner: usize,
}

/// A word of a name.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(from = "(SmolStr, SmolStr)", into = "(SmolStr, SmolStr)")]
struct Word {
    text: SmolStr,
    stem: SmolStr,
    /// Of the stem.
    code: Code,
    letters: Letters,
}

impl From<(SmolStr, SmolStr)> for Word {
    fn from((text, stem): (SmolStr, SmolStr)) -> Self {
        Self { code: code(&stem), letters: Letters::of(&text), text, stem }
    }
}

impl From<Word> for (SmolStr, SmolStr) {
    fn from(word: Word) -> Self {
        (word.text, word.stem)
    }
}

/// A stem as a number: two with different ones are not the same, and two with the same one nearly always are.
type Code = u32;

fn code(stem: &str) -> Code {
    let mut hasher = FxHasher::default();
    hasher.write(stem.as_bytes());
    // The upper half is the better mixed one.
    (hasher.finish() >> 32) as Code
}

fn codes(tokens: &[Token]) -> Vec<Code> {
    tokens.iter().map(|token| code(&token.stem)).collect()
}

/// Names of one kind, ready to be found.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(from = "Added", into = "Added")]
pub(super) struct Names {
    added: Added,
    /// Names of several words by each of their stems.
    by_word: FxHashMap<Code, Vec<Anchor>>,
}

/// Names as they were added.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct Added {
    language: Language,
    all: Vec<Name>,
    /// Names by the stem of their first word, the longest first.
    by_first: FxHashMap<Code, Vec<usize>>,
}

/// A word of a name, and enough of one other word to tell that the name does not stand there: of hundreds of names with "engineer" in them, hardly one is looked at any further.
#[derive(Debug, Clone, Copy)]
struct Anchor {
    name: u32,
    /// Of the word in the name.
    place: u8,
    /// How many words the name has.
    words: u8,
    /// Of the other word.
    other: u8,
    code: Code,
    letters: Letters,
}

impl From<Added> for Names {
    fn from(added: Added) -> Self {
        let mut names = Self { by_word: FxHashMap::default(), added };
        for at in 0..names.added.all.len() {
            names.anchor(at);
        }
        names
    }
}

impl From<Names> for Added {
    fn from(names: Names) -> Self {
        names.added
    }
}

impl Names {
    /// None yet, to be found in sentences of a language.
    pub(super) fn of(language: Language) -> Self {
        Self { added: Added { language, ..Added::default() }, ..Self::default() }
    }

    /// Adds a name for an owner. The first owner of a name keeps it.
    pub(super) fn add(&mut self, name: &str, owner: usize) {
        let Added { language, all, by_first } = &mut self.added;
        let words = text::phrase_in(*language, name).into_iter().map(|token| Word::from((token.text, token.stem)));
        let words: Vec<Word> = words.collect();
        let Some(first) = words.first().filter(|_| words.len() <= LONGEST) else { return };
        let at = all.len();
        let same = by_first.entry(first.code).or_default();
        let is_known = |known: &Name| {
            known.words.len() == words.len()
                && known.words.iter().zip(&words).all(|(one, other)| one.stem == other.stem)
        };
        if same.iter().filter_map(|i| all.get(*i)).any(is_known) {
            return;
        }
        let longer = |i: &usize| all.get(*i).is_some_and(|known| known.words.len() >= words.len());
        same.insert(same.partition_point(longer), at);
        all.push(Name { words, owner });
        self.anchor(at);
    }

    /// Makes a name of several words known by each of its words.
    fn anchor(&mut self, at: usize) {
        let Some(name) = self.added.all.get(at).filter(|name| name.words.len() > 1) else { return };
        for (place, word) in name.words.iter().enumerate() {
            // Of the other words the longest: it is the rarest, mostly.
            let others = name.words.iter().enumerate().filter(|(other, _)| *other != place);
            let Some((other, Word { code, letters, .. })) = others.max_by_key(|(_, word)| word.text.len()) else {
                continue;
            };
            self.by_word.entry(word.code).or_default().push(Anchor {
                name: at as u32,
                place: place as u8,
                words: name.words.len() as u8,
                other: other as u8,
                code: *code,
                letters: *letters,
            });
        }
    }

    /// All names in a sentence, from left to right, not overlapping.
    pub(super) fn find(&self, tokens: &[Token]) -> Vec<Found> {
        let mut found = Vec::new();
        if self.added.all.is_empty() {
            return found;
        }
        let codes = codes(tokens);
        let mut from = 0;
        while from < tokens.len() {
            let next = self.exact(tokens, &codes, from);
            from = next.map_or(from + 1, |f| f.to);
            found.extend(next);
        }
        self.add_misspelled(tokens, &codes, &mut found);
        found.sort_by_key(|f| f.from);
        found
    }

    /// What the names that begin at any word stand for, overlapping or not, a slip forgiven in those of several words.
    pub(super) fn touched(&self, tokens: &[Token]) -> Vec<usize> {
        let codes = codes(tokens);
        let exact = (0..tokens.len()).flat_map(|from| self.all_exact(tokens, &codes, from));
        let mut misspelled = Vec::new();
        self.add_misspelled(tokens, &codes, &mut misspelled);
        exact.chain(misspelled).map(|found| found.owner).collect()
    }

    /// Whether a name begins at a word.
    pub(super) fn starts(&self, tokens: &[Token], at: usize) -> bool {
        self.exact(tokens, &codes(tokens), at).is_some()
    }

    /// The owner of a phrase that is a name as a whole.
    pub(super) fn whole(&self, tokens: &[Token]) -> Option<usize> {
        let all = self.find(tokens);
        all.first().filter(|found| found.from == 0 && found.to == tokens.len()).map(|found| found.owner)
    }

    /// The owner of a single word.
    pub(super) fn word(&self, token: &Token) -> Option<usize> {
        self.exact(std::slice::from_ref(token), &[code(&token.stem)], 0).map(|found| found.owner)
    }

    fn exact(&self, tokens: &[Token], codes: &[Code], from: usize) -> Option<Found> {
        self.all_exact(tokens, codes, from).next()
    }

    /// All names that begin at a word, the longest first.
    fn all_exact(&self, tokens: &[Token], codes: &[Code], from: usize) -> impl Iterator<Item = Found> {
        let first = codes.get(from).filter(|_| !self.added.all.is_empty());
        let candidates = first.and_then(|first| self.added.by_first.get(first)).into_iter().flatten();
        candidates.filter_map(|at| self.added.all.get(*at)).filter_map(move |name| {
            let to = from + name.words.len();
            let same = codes.get(from..to)?.iter().zip(&name.words).all(|(code, word)| *code == word.code)
                && matches(&name.words, tokens.get(from..to)?);
            same.then_some(Found { from, to, owner: name.owner, repaired: false })
        })
    }

    /// Names of which every word but one stands there, and that one is a letter off.
    fn add_misspelled(&self, tokens: &[Token], codes: &[Code], found: &mut Vec<Found>) {
        if self.by_word.is_empty() {
            return;
        }
        let letters: Vec<Letters> = tokens.iter().map(|token| Letters::of(&token.text)).collect();
        for (at, code) in codes.iter().enumerate() {
            // What stands in a name is in no other: most words of "data engineer" names are looked at in vain otherwise.
            if found.iter().any(|f| f.from <= at && at < f.to) {
                continue;
            }
            for anchor in self.by_word.get(code).into_iter().flatten() {
                let Some(from) = at.checked_sub(anchor.place.into()) else { continue };
                let to = from + usize::from(anchor.words);
                let other = from + usize::from(anchor.other);
                let (Some(of_other), Some(code)) = (letters.get(other), codes.get(other)) else { continue };
                if *code != anchor.code && !anchor.letters.may_be_within(*of_other, 1) {
                    continue;
                }
                let Some(name) = self.added.all.get(anchor.name as usize) else { continue };
                let Some(off) = codes.get(from..to).and_then(|codes| only_other(&name.words, codes)) else { continue };
                let (Some(written), Some(letters)) = (tokens.get(from + off), letters.get(from + off)) else {
                    continue;
                };
                let free = || !found.iter().any(|f| f.from < to && from < f.to);
                if is_slip(name, off, written, *letters) && free() {
                    found.push(Found { from, to, owner: name.owner, repaired: true });
                }
            }
        }
    }
}

fn matches(name: &[Word], window: &[Token]) -> bool {
    name.len() == window.len() && name.iter().zip(window).all(|(a, b)| a.stem == b.stem)
}

/// The place of the only one that differs.
fn only_other(name: &[Word], window: &[Code]) -> Option<usize> {
    let mut others = name.iter().zip(window).enumerate().filter(|(_, (meant, written))| meant.code != **written);
    let (at, _) = others.next()?;
    others.next().is_none().then_some(at)
}

/// Whether what is written for a word of a name is a letter off.
fn is_slip(name: &Name, place: usize, written: &Token, letters: Letters) -> bool {
    let Some(meant) = name.words.get(place) else { return false };
    written.text.len() >= TYPO_LETTERS
        && meant.letters.may_be_within(letters, 1)
        && strsim::osa_distance(&meant.text, &written.text) <= 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(text: &str) -> Vec<(usize, usize, usize)> {
        let mut names = Names::default();
        for (owner, name) in ["backend", "backend engineer", "data engineer", "back-end engineer"].iter().enumerate() {
            names.add(name, owner);
        }
        names.find(&text::phrase(text)).iter().map(|f| (f.from, f.to, f.owner)).collect()
    }

    #[test]
    fn longest_name_wins_and_one_slip_is_forgiven() {
        type Spans = &'static [(usize, usize, usize)];
        let rows: &[(&str, Spans)] = &[
            ("a backend engineer", &[(1, 3, 1)]),
            ("backend or data engineers", &[(0, 1, 0), (2, 4, 2)]),
            ("date engineer", &[(0, 2, 2)]),
            ("back end engineering", &[(0, 3, 3)]),
            ("engineer of data", &[]),
        ];
        for (text, expected) in rows {
            assert_eq!(&find(text), expected, "{text}");
        }
    }
}
