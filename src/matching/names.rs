//! Finds names in a sentence: the longest wins, at word boundaries, one slip of the fingers forgiven.
//!
//! In: the words of a sentence. Out: which name stands where. It serves subjects and aspects alike; what a name stands for is its
//! owner's business.
//!
//! Match semantics: leftmost-longest over stems. A name of several words also matches where exactly one of them, of at least four letters, is
//! one edit away ("date engineer"); an exact match of any length is preferred to a misspelled one.

use std::collections::HashMap;

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

/// Names of one kind, ready to be found.
#[derive(Debug, Clone, Default)]
pub(super) struct Names {
    /// Stems of a name, joined by a space.
    exact: HashMap<String, usize>,
    /// The same for names of several words, with one word left out: the rest, its place, and the word as written.
    holes: HashMap<(String, usize), Vec<(String, usize)>>,
    longest: usize,
}

impl Names {
    /// Adds a name for an owner. The first owner of a name keeps it.
    pub(super) fn add(&mut self, name: &str, owner: usize) {
        let tokens = text::phrase(name);
        if tokens.is_empty() || tokens.len() > LONGEST {
            return;
        }
        self.longest = self.longest.max(tokens.len());
        self.exact.entry(key(&tokens)).or_insert(owner);
        if tokens.len() > 1 {
            for (hole, token) in tokens.iter().enumerate().filter(|(_, t)| t.text.len() >= TYPO_LETTERS) {
                let kept = self.holes.entry((without(&tokens, hole), hole)).or_default();
                kept.push((token.text.clone(), owner));
            }
        }
    }

    /// All names in a sentence, from left to right, not overlapping.
    pub(super) fn find(&self, tokens: &[Token]) -> Vec<Found> {
        let mut found = Vec::new();
        let mut from = 0;
        while from < tokens.len() {
            let next = self.at(tokens, from);
            from = next.map_or(from + 1, |f| f.to);
            found.extend(next);
        }
        found
    }

    /// The owner of a phrase that is a name as a whole.
    pub(super) fn whole(&self, tokens: &[Token]) -> Option<usize> {
        self.at(tokens, 0).filter(|found| found.to == tokens.len()).map(|found| found.owner)
    }

    fn at(&self, tokens: &[Token], from: usize) -> Option<Found> {
        let lengths = || (1..=self.longest.min(tokens.len() - from)).rev();
        let exact = lengths().find_map(|len| {
            let owner = *self.exact.get(&key(tokens.get(from..from + len)?))?;
            Some(Found { from, to: from + len, owner, repaired: false })
        });
        exact.or_else(|| lengths().filter(|len| *len > 1).find_map(|len| self.misspelled(tokens, from, len)))
    }

    fn misspelled(&self, tokens: &[Token], from: usize, len: usize) -> Option<Found> {
        let window = tokens.get(from..from + len)?;
        window.iter().enumerate().filter(|(_, t)| t.text.len() >= TYPO_LETTERS).find_map(|(hole, written)| {
            let candidates = self.holes.get(&(without(window, hole), hole))?;
            let (_, owner) = candidates.iter().find(|(word, _)| strsim::osa_distance(word, &written.text) <= 1)?;
            Some(Found { from, to: from + len, owner: *owner, repaired: true })
        })
    }
}

fn key(tokens: &[Token]) -> String {
    tokens.iter().map(|t| t.stem.as_str()).collect::<Vec<_>>().join(" ")
}

fn without(tokens: &[Token], hole: usize) -> String {
    let kept = tokens.iter().enumerate().map(|(at, t)| if at == hole { "*" } else { t.stem.as_str() });
    kept.collect::<Vec<_>>().join(" ")
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
        let rows: &[(&str, &[(usize, usize, usize)])] = &[
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
