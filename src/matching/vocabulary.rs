//! The words that the knowledge uses, and the repair of typos against them.
//!
//! In: every word of every example, name and title; then words of a message. Out: the word that was meant, where one of the vocabulary
//! is near and what is written is no word itself.

use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;

use crate::text::words;

/// Shortest word that is repaired: among three-letter words nearly everything is near something.
const SHORTEST: usize = 4;
/// From this length on, two edits are forgiven instead of one.
const TWO_EDITS_FROM: usize = 8;
/// Longest word that is looked at; longer ones are not words.
const LONGEST: usize = 30;

/// Known words, ready for repair.
#[derive(Debug, Clone, Default)]
pub(super) struct Vocabulary {
    known: FxHashSet<SmolStr>,
    /// By first letter and length, each with the letters it has.
    shelves: FxHashMap<(char, usize), Vec<(u32, SmolStr)>>,
}

impl Vocabulary {
    /// Adds a word.
    pub(super) fn add(&mut self, word: &str) {
        if self.known.contains(word) {
            return;
        }
        self.known.insert(word.into());
        if let Some(first) = word.chars().next().filter(|c| c.is_alphabetic()) {
            self.shelves.entry((first, word.chars().count())).or_default().push((letters(word), word.into()));
        }
    }

    /// Whether the knowledge uses the word.
    pub(super) fn knows(&self, word: &str) -> bool {
        self.known.contains(word)
    }

    /// The word that was meant; none where the word stands as it is or nothing is near.
    pub(super) fn repair(&self, word: &str) -> Option<SmolStr> {
        let length = word.chars().count();
        let repairable = (SHORTEST..=LONGEST).contains(&length) && word.chars().all(char::is_alphabetic);
        if !repairable || self.knows(word) || words::is_english(word) {
            return None;
        }
        let allowed = if length >= TWO_EDITS_FROM { 2 } else { 1 };
        // A slip rarely hits the first letter, but it may swap the first two.
        let firsts: Vec<char> = word.chars().take(2).collect();
        let near = |length: usize| firsts.iter().filter_map(move |first| self.shelves.get(&(*first, length)));
        let shelves = (length.saturating_sub(allowed)..=length + allowed).flat_map(near);
        // An edit takes one letter away and brings one in at most: words whose letters differ by more are not worth a closer look.
        let own = letters(word);
        let like = shelves.flatten().filter(|(letters, _)| (letters ^ own).count_ones() as usize <= 2 * allowed);
        let scored = like.map(|(_, known)| (strsim::osa_distance(known, word), known));
        // The tie goes to the word that keeps its first letter, then to the alphabet: the same every time.
        let first = firsts.first().copied();
        scored
            .filter(|(edits, known)| *edits <= allowed && known.chars().count() >= SHORTEST)
            .min_by_key(|(edits, known)| (*edits, known.chars().next() != first, (*known).clone()))
            .map(|(_, known)| known.clone())
    }
}

/// The letters of a word as bits, all that are not of the alphabet as one.
fn letters(word: &str) -> u32 {
    word.bytes().fold(0, |bits, b| bits | 1 << if b.is_ascii_lowercase() { b - b'a' } else { 26 })
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
            assert_eq!(vocabulary.repair(word).as_deref(), meant, "{word}");
        }
    }
}
