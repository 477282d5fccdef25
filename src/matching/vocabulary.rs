//! The words that the knowledge uses, and the repair of typos against them.
//!
//! In: every word of every example, name and title; then words of a message. Out: the word that was meant, where one of the vocabulary
//! is near and what is written is no word itself.

use rapidfuzz::distance::osa;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::features;
use super::keys::KeySet;
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
    known: KeySet,
    /// Those that begin with a letter, by it and their length.
    shelves: FxHashMap<(char, usize), Shelf>,
}

/// Words side by side with their letters: of a hundred thousand words, a message with hundreds of typos sees the letters of thousands each time,
/// and the words themselves of a few.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(from = "Written", into = "Written")]
struct Shelf {
    letters: Vec<Letters>,
    written: Written,
}

/// Words, one behind the other.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct Written {
    words: String,
    /// Where each ends.
    ends: Vec<u32>,
}

impl Written {
    fn word(&self, at: usize) -> Option<&str> {
        let from = at.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).copied())?;
        self.words.get(from as usize..*self.ends.get(at)? as usize)
    }
}

impl From<Written> for Shelf {
    fn from(written: Written) -> Self {
        let letters = (0..written.ends.len()).filter_map(|at| written.word(at)).map(Letters::of).collect();
        Self { letters, written }
    }
}

impl From<Shelf> for Written {
    fn from(shelf: Shelf) -> Self {
        shelf.written
    }
}

impl Shelf {
    fn add(&mut self, word: &str) {
        self.letters.push(Letters::of(word));
        self.written.words.push_str(word);
        self.written.ends.push(self.written.words.len() as u32);
    }

    /// Words that may be so many edits away.
    fn near(&self, letters: Letters, edits: usize) -> impl Iterator<Item = &str> {
        let may = self.letters.iter().enumerate().filter(move |(_, known)| known.may_be_within(letters, edits));
        may.filter_map(|(at, _)| self.written.word(at))
    }
}

impl Vocabulary {
    /// One of these words.
    pub(super) fn of(language: Language, words: &FxHashSet<SmolStr>) -> Self {
        // In an order of their own, so that the same words are always written down alike.
        let mut words: Vec<&SmolStr> = words.iter().collect();
        words.sort_unstable();
        let mut shelves: FxHashMap<(char, usize), Shelf> = FxHashMap::default();
        for word in &words {
            if let Some(first) = word.chars().next().filter(|c| c.is_alphabetic()) {
                shelves.entry((first, word.chars().count())).or_default().add(word);
            }
        }
        Self { language, known: KeySet::of(words.into_iter().map(|word| features::stem_key(word)).collect()), shelves }
    }

    /// Shortest word that is repaired, and from which length on two edits are forgiven.
    fn forgiven(&self) -> (usize, usize) {
        match self.language {
            Language::English => (SHORTEST, TWO_EDITS_FROM),
            Language::German | Language::Spanish => (SHORTEST_ELSEWHERE, TWO_EDITS_ELSEWHERE),
        }
    }

    /// Whether the knowledge uses the word.
    pub(super) fn knows(&self, word: &str) -> bool {
        self.known.has(features::stem_key(word))
    }

    /// Whether a word is neither known nor English, and may be repaired.
    pub(super) fn may_be_typo(&self, word: &str) -> bool {
        let length = word.chars().count();
        let repairable = (self.forgiven().0..=LONGEST).contains(&length) && word.chars().all(char::is_alphabetic);
        let small = self.language != Language::English && words::kind_in(self.language, word) != Kind::Content;
        repairable && !small && !self.knows(word) && !words::is_english(word)
    }

    /// The word that was meant by one that may be a typo; none where nothing is near.
    pub(super) fn repair(&self, word: &str) -> Option<&str> {
        let length = word.chars().count();
        let (shortest, two_from) = self.forgiven();
        let allowed = if length >= two_from { 2 } else { 1 };
        // A slip rarely hits the first letter, but it may swap the first two.
        let mut firsts: Vec<char> = word.chars().take(2).collect();
        firsts.dedup();
        let on = |length: usize| firsts.iter().filter_map(move |first| self.shelves.get(&(*first, length)));
        let shelves = (length.saturating_sub(allowed).max(shortest)..=length + allowed).flat_map(on);
        let (letters, comparator) = (Letters::of(word), osa::BatchComparator::new(word.chars()));
        let edits = |known: &str| {
            let within = osa::Args::default().score_cutoff(allowed);
            comparator.distance_with_args(known.chars(), &within)
        };
        let near = shelves.flat_map(|shelf| shelf.near(letters, allowed));
        let scored = near.filter_map(|known| Some((edits(known)?, known)));
        // The tie goes to the word of the same letters ("waht": what, not wait), then to one that keeps its first letter, then to the alphabet: the same every time.
        let first = firsts.first().copied();
        let by = |known: &str| (Letters::of(known) != letters, known.chars().next() != first);
        scored.min_by_key(|(edits, known)| (*edits, by(known), *known)).map(|(_, known)| known)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typo_becomes_the_nearest_known_word() {
        let words = ["salary", "engineer", "pipeline", "backend", "spark", "data", "warehouse", "what", "wait"];
        let vocabulary = Vocabulary::of(Language::English, &words.map(SmolStr::from).into_iter().collect());
        let rows = [
            ("salry", Some("salary")),
            ("enginere", Some("engineer")),
            ("engeneer", Some("engineer")),
            ("bakcend", Some("backend")),
            ("pipline", Some("pipeline")),
            ("wharehouse", Some("warehouse")),
            ("abckend", Some("backend")),
            ("waht", Some("what")),
            ("waitt", Some("wait")),
            // An English word is meant as written.
            ("date", None),
            ("spare", None),
            ("salary", None),
            ("xyzzy", None),
        ];
        for (word, meant) in rows {
            let repaired = vocabulary.may_be_typo(word).then(|| vocabulary.repair(word)).flatten();
            assert_eq!(repaired, meant, "{word}");
        }
    }
}
