//! The words that the knowledge uses, and the repair of typos against them.
//!
//! In: every word of every example, name and title; then words of a message. Out: the word that was meant, where one of the vocabulary
//! is near and what is written is no word itself.

use rapidfuzz::distance::osa;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::letters::Letters;
use crate::language::Language;
use crate::text::words::{self, Kind};

/// Shortest word that is repaired: among three-letter words nearly everything is near something.
const SHORTEST: usize = 4;
/// From this length on, two edits are forgiven instead of one.
const TWO_EDITS_FROM: usize = 8;
/// The same two in languages of which no list of words is at hand: what is written may well be a word that the knowledge does not use.
const SHORTEST_ELSEWHERE: usize = 5;
const TWO_EDITS_ELSEWHERE: usize = 10;
/// Longest word that is looked at; longer ones are not words.
const LONGEST: usize = 30;

/// Known words, ready for repair.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Vocabulary {
    language: Language,
    known: FxHashSet<SmolStr>,
    /// By first letter and length.
    shelves: FxHashMap<(char, usize), Shelf>,
}

/// Words side by side with their letters: of a hundred thousand words, a message with hundreds of typos sees the letters of thousands each time,
/// and the words themselves of a few.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct Shelf {
    letters: Vec<Letters>,
    words: Vec<SmolStr>,
}

impl Shelf {
    fn add(&mut self, word: &str) {
        self.letters.push(Letters::of(word));
        self.words.push(word.into());
    }

    /// Words that may be so many edits away.
    fn near(&self, letters: Letters, edits: usize) -> impl Iterator<Item = &SmolStr> {
        let may = move |(known, _): &(&Letters, _)| known.may_be_within(letters, edits);
        self.letters.iter().zip(&self.words).filter(may).map(|(_, word)| word)
    }
}

impl Vocabulary {
    /// One without words.
    pub(super) fn of(language: Language) -> Self {
        Self { language, ..Self::default() }
    }

    /// Shortest word that is repaired, and from which length on two edits are forgiven.
    fn forgiven(&self) -> (usize, usize) {
        match self.language {
            Language::English => (SHORTEST, TWO_EDITS_FROM),
            Language::German | Language::Spanish => (SHORTEST_ELSEWHERE, TWO_EDITS_ELSEWHERE),
        }
    }

    /// Adds a word.
    pub(super) fn add(&mut self, word: &str) {
        if self.known.contains(word) {
            return;
        }
        self.known.insert(word.into());
        if let Some(first) = word.chars().next().filter(|c| c.is_alphabetic()) {
            self.shelves.entry((first, word.chars().count())).or_default().add(word);
        }
    }

    /// Whether the knowledge uses the word.
    pub(super) fn knows(&self, word: &str) -> bool {
        self.known.contains(word)
    }

    /// Whether a word is neither known nor English, and may be repaired.
    pub(super) fn may_be_typo(&self, word: &str) -> bool {
        let length = word.chars().count();
        let repairable = (self.forgiven().0..=LONGEST).contains(&length) && word.chars().all(char::is_alphabetic);
        let small = self.language != Language::English && words::kind_in(self.language, word) != Kind::Content;
        repairable && !small && !self.knows(word) && !words::is_english(word)
    }

    /// The word that was meant by one that may be a typo; none where nothing is near.
    pub(super) fn repair(&self, word: &str) -> Option<&SmolStr> {
        let length = word.chars().count();
        let (shortest, two_from) = self.forgiven();
        let allowed = if length >= two_from { 2 } else { 1 };
        // A slip rarely hits the first letter, but it may swap the first two.
        let mut firsts: Vec<char> = word.chars().take(2).collect();
        firsts.dedup();
        let on = |length: usize| firsts.iter().filter_map(move |first| self.shelves.get(&(*first, length)));
        let shelves = (length.saturating_sub(allowed).max(shortest)..=length + allowed).flat_map(on);
        let (letters, comparator) = (Letters::of(word), osa::BatchComparator::new(word.chars()));
        let edits = |known: &'_ str| {
            let within = osa::Args::default().score_cutoff(allowed);
            comparator.distance_with_args(known.chars(), &within)
        };
        let near = shelves.flat_map(|shelf| shelf.near(letters, allowed));
        let scored = near.filter_map(|known| Some((edits(known)?, known)));
        // The tie goes to the word that keeps its first letter, then to the alphabet: the same every time.
        let first = firsts.first().copied();
        scored.min_by_key(|(edits, known)| (*edits, known.chars().next() != first, *known)).map(|(_, known)| known)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typo_becomes_the_nearest_known_word() {
        let mut vocabulary = Vocabulary::default();
        for word in ["salary", "engineer", "pipeline", "backend", "spark", "data", "warehouse"] {
            vocabulary.add(word);
        }
        let rows = [
            ("salry", Some("salary")),
            ("enginere", Some("engineer")),
            ("engeneer", Some("engineer")),
            ("bakcend", Some("backend")),
            ("pipline", Some("pipeline")),
            ("wharehouse", Some("warehouse")),
            ("abckend", Some("backend")),
            // An English word is meant as written.
            ("date", None),
            ("spare", None),
            ("salary", None),
            ("xyzzy", None),
        ];
        for (word, meant) in rows {
            let repaired = vocabulary.may_be_typo(word).then(|| vocabulary.repair(word)).flatten();
            assert_eq!(repaired.map(SmolStr::as_str), meant, "{word}");
        }
    }
}
