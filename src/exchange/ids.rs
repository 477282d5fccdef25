//! Gives each thing an id that nothing else has.
//!
//! In: names. Out: ids. A name that is taken gets the next number behind it, without trying all numbers before.

use std::collections::{HashMap, HashSet};

use crate::knowledge::{EntryId, id_of};

/// Longest id made of a name, in words: enough to tell what it is about.
const WORDS: usize = 8;

/// What an entry is called where its name has neither a letter nor a digit of the Latin alphabet.
const NAMELESS: &str = "entry";

/// The ids that are taken.
#[derive(Debug, Default)]
pub(super) struct Taken {
    ids: HashSet<EntryId>,
    next: HashMap<String, usize>,
}

impl Taken {
    pub(super) fn new(ids: impl Iterator<Item = EntryId>) -> Self {
        Self { ids: ids.collect(), next: HashMap::new() }
    }

    /// A free id for a name; the name itself where it is a free id.
    pub(super) fn claim(&mut self, name: &str) -> Option<EntryId> {
        let stem = if EntryId::new(name).is_ok() { name.to_owned() } else { id_of(name, WORDS) };
        let stem = if stem.is_empty() { NAMELESS.to_owned() } else { stem };
        if let Some(id) = self.take(&stem) {
            return Some(id);
        }
        let mut number = self.next.get(&stem).copied().unwrap_or(2);
        // Each turn finds a number that is taken: there are no more of these than ids.
        let id = loop {
            let numbered = numbered(&stem, number);
            number += 1;
            if let Some(id) = self.take(&numbered) {
                break id;
            }
            if number > self.ids.len() + 3 {
                return None;
            }
        };
        self.next.insert(stem, number);
        Some(id)
    }

    fn take(&mut self, name: &str) -> Option<EntryId> {
        let id = EntryId::new(name).ok()?;
        self.ids.insert(id.clone()).then_some(id)
    }
}

/// A name with a number behind it; words go from its end until both fit.
fn numbered(stem: &str, number: usize) -> String {
    let mut stem = stem;
    loop {
        let name = format!("{stem}-{number}");
        match stem.rsplit_once('-') {
            Some((shorter, _)) if EntryId::new(&name).is_err() => stem = shorter,
            None if EntryId::new(&name).is_err() => return format!("{NAMELESS}-{number}"),
            _ => return name,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_is_taken_gets_the_next_number() {
        let mut taken = Taken::new(EntryId::new("install").into_iter());
        let names = ["install", "Install!", "日本", "install", "日本", "x-1"];
        let ids: Vec<_> = names.iter().filter_map(|name| taken.claim(name)).map(|id| id.to_string()).collect();
        assert_eq!(ids, ["install-2", "install-3", "entry", "install-4", "entry-2", "x-1"]);
    }

    #[test]
    fn a_number_fits_behind_the_longest_name() {
        let mut taken = Taken::default();
        for name in [format!("{}-b", "a".repeat(58)), "c".repeat(60)] {
            let (one, other) = (taken.claim(&name), taken.claim(&name));
            assert!(one.is_some() && other.is_some() && one != other, "{name}: {one:?} {other:?}");
        }
    }
}
