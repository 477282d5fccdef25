//! Finds keys, and their numbers, in little memory: what a hash table takes seventeen bytes for takes nine here, and of a key without a number five.
//!
//! In: keys that are hashes, with their numbers, all at once. Out: whether a key is there, and its number. Keys to which more are added are left to [`super::weights`].

use serde::{Deserialize, Serialize};

use super::packed;

/// Keys that share a place on average: as few as make the places a small part of the table.
const SHARING: usize = 4;

/// Keys that do not change any more.
///
/// A key's place is told by its first bits. There stand the last 32 bits of the few keys that share it, one after the other. Of each key these are 32 bits and as many
/// as tell the place: of a billion keys that are not there, about one is taken for one that is.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct KeySet {
    /// How many of the first bits tell the place.
    bits: u32,
    /// Where each place begins; one more for the end.
    #[serde(with = "packed")]
    places: Vec<u32>,
    #[serde(with = "packed")]
    rests: Vec<u32>,
}

impl KeySet {
    /// These keys, each once.
    pub(super) fn of(mut all: Vec<u64>) -> Self {
        all.sort_unstable();
        all.dedup();
        let bits = (all.len() / SHARING).next_power_of_two().ilog2();
        let mut places = vec![0; (1 << bits) + 1];
        for key in &all {
            places[place(*key, bits) + 1] += 1;
        }
        for at in 1..places.len() {
            places[at] += places[at - 1];
        }
        Self { bits, places, rests: all.into_iter().map(rest).collect() }
    }

    /// Whether a key is there.
    pub(super) fn has(&self, key: u64) -> bool {
        self.find(key).is_some()
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.rests.len()
    }

    /// The place of a key among all, the least first.
    pub(super) fn find(&self, key: u64) -> Option<usize> {
        let place = place(key, self.bits);
        let (from, to) = (*self.places.get(place)? as usize, *self.places.get(place + 1)? as usize);
        let at = self.rests.get(from..to)?.iter().position(|other| *other == rest(key))?;
        Some(from + at)
    }
}

/// Keys and their numbers, which do not change any more.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Keys {
    keys: KeySet,
    #[serde(with = "packed")]
    numbers: Vec<u32>,
}

impl Keys {
    /// A table of these keys, each of them given once.
    pub(super) fn of(mut all: Vec<(u64, u32)>) -> Self {
        all.sort_unstable();
        let (keys, numbers) = all.into_iter().unzip();
        Self { keys: KeySet::of(keys), numbers }
    }

    /// The number of a key; none where it is not in the table.
    pub(super) fn get(&self, key: u64) -> Option<u32> {
        self.numbers.get(self.keys.find(key)?).copied()
    }
}

/// The first bits of a key.
fn place(key: u64, bits: u32) -> usize {
    // Where no bit tells, all would be shifted away, which is no shift.
    u64::BITS.checked_sub(bits).and_then(|by| key.checked_shr(by)).unwrap_or(0) as usize
}

/// The last bits of a key.
fn rest(key: u64) -> u32 {
    key as u32
}

#[cfg(test)]
mod tests {
    use super::super::features::{Key, View};
    use super::*;

    fn key(of: u64) -> u64 {
        Key::of(View::Word).number(of).finish()
    }

    #[test]
    fn every_key_has_its_number_and_others_have_none() {
        for count in [0, 1, 3, 4, 5, 1_000] {
            let keys = Keys::of((0..count).map(|of| (key(u64::from(of)), of)).collect());
            let found: Vec<Option<u32>> = (0..count).map(|of| keys.get(key(u64::from(of)))).collect();
            assert_eq!(found, (0..count).map(Some).collect::<Vec<_>>());
            let set = KeySet::of((0..count).chain(0..count).map(|of| key(u64::from(of))).collect());
            assert!((0..count).all(|of| set.has(key(u64::from(of)))) && (5_000..6_000).all(|of| !set.has(key(of))));
            assert!((5_000..6_000).all(|of| keys.get(key(of)).is_none()), "{count}");
        }
    }

    #[test]
    fn what_was_cut_short_finds_nothing() {
        let mut keys = Keys::of((0..100).map(|of| (key(of), of as u32)).collect());
        keys.keys.places.truncate(1);
        keys.numbers.clear();
        assert!((0..100).all(|of| keys.get(key(of)).is_none()));
        assert_eq!(Keys::default().get(7), None);
    }
}
