//! Turns a reading into features: words, pairs of neighbours, letter groups, and who stands where.
//!
//! In: a [`Reading`]. Out: [`Feature`]s, numbers that examples and messages share. Their weights are left to [`super::weights`].
//!
//! Several views of one sentence: words say what it is about, pairs say how the words belong together, letter groups bear
//! typos and endings, and places of subjects tell "from A to B" from "from B to A".

use super::reading::{Reading, Role, Unit};
use crate::language::Language;
use crate::text::words::{self, Kind};

/// From which view a feature comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum View {
    /// A stem, or "some subject".
    Word,
    /// Two neighbouring stems, in either order.
    Pair,
    /// Three letters inside a word.
    Letters,
    /// Which subject stands behind which word, or first.
    Place,
    /// Which subjects are named, and which of two is the goal.
    Who,
}

impl View {
    /// Whether its features make up a phrase: what says how alike two sentences are.
    pub(super) fn is_phrase(self) -> bool {
        matches!(self, Self::Word | Self::Pair)
    }
}

/// A feature of one sentence. Two features are the same where their keys are: 64 bits of hash, so that among a million
/// features two share a key by chance once in tens of millions of knowledge bases.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Feature {
    /// What it is known by.
    pub(super) key: u64,
    /// Where it comes from.
    pub(super) view: View,
    /// How often it occurs; less than once where it is only what a message says in other words.
    pub(super) count: f32,
    /// Rough share of English sentences that hold it.
    pub(super) english: f32,
}

/// Bits that hold any letter: a group of three fits into one number. Shorter groups say nothing; groups of four beside them find the right card of nine public sets no more
/// often, and are a third of all features.
const LETTER_BITS: u32 = 21;
/// Units of a sentence that are looked at; nobody asks in more words.
pub(super) const MAX_UNITS: usize = 60;
/// Rough share of English sentences that hold a given pair of words, place of a subject, or letter group.
pub(super) const ENGLISH_PAIR: f32 = 1e-3;
pub(super) const ENGLISH_LETTERS: f32 = 2e-2;
/// The same of a usual word.
pub(super) const ENGLISH_WORD: f32 = 2e-3;

/// The word of a unit as a feature.
pub(super) fn word(unit: &Unit) -> Feature {
    Feature { key: word_key(unit), view: View::Word, count: 1.0, english: english(unit) }
}

/// The features of a reading, each once, ordered by key; groups of letters where they are wanted.
pub(super) fn of(reading: &Reading, letters_too: bool) -> Vec<Feature> {
    let units = reading.units.get(..MAX_UNITS).unwrap_or(&reading.units);
    let mut features = Vec::with_capacity(16 * units.len());
    let mut add = |key, view, english| features.push(Feature { key, view, count: 1.0, english });
    for unit in units {
        add(word_key(unit), View::Word, english(unit));
        if letters_too && matches!(unit.role, Role::Word(_)) {
            letters(&unit.text, |key| add(key, View::Letters, ENGLISH_LETTERS));
        }
    }
    for (one, other) in units.iter().zip(units.iter().skip(1)) {
        add(pair_key(word_key(one), word_key(other)), View::Pair, ENGLISH_PAIR);
    }
    places(reading.language, units, |key| add(key, View::Place, ENGLISH_PAIR));
    who(reading, |key| add(key, View::Who, ENGLISH_PAIR));
    merge(features)
}

/// A number for the wording of a sentence: the same wherever it stands and whatever else there is, as no feature with the number of a subject is.
pub(super) fn print(reading: &Reading) -> u64 {
    reading.units.iter().fold(Key::of(View::Word), |print, unit| print.text(&unit.text)).finish()
}

/// A number that hangs on a place alone, and looks drawn.
pub(super) fn lot(place: usize) -> u64 {
    Key::of(View::Who).number(place as u64).finish()
}

/// Counts features that occur several times.
fn merge(mut features: Vec<Feature>) -> Vec<Feature> {
    features.sort_unstable_by_key(|f| f.key);
    features.dedup_by(|again, first| {
        let same = again.key == first.key;
        first.count += if same { again.count } else { 0.0 };
        same
    });
    features
}

/// What a unit is compared by: its stem; every subject is "some subject".
pub(super) fn word_key(unit: &Unit) -> u64 {
    match unit.role {
        Role::Subject(_) | Role::AnySubject => Key::of(View::Word).finish(),
        Role::Stranger | Role::Word(_) => stem_key(&unit.stem),
    }
}

/// What a word with this stem is compared by.
pub(super) fn stem_key(stem: &str) -> u64 {
    Key::of(View::Word).text(stem).finish()
}

/// What two neighbouring words are compared by.
pub(super) fn pair_key(one: u64, other: u64) -> u64 {
    Key::of(View::Pair).number(one.min(other)).number(one.max(other)).finish()
}

/// Groups of three letters of a word, a space at either end.
fn letters(word: &str, mut add: impl FnMut(u64)) {
    let padded = std::iter::once(' ').chain(word.chars()).chain(std::iter::once(' '));
    // The last three letters, the latest lowest.
    let mut group = 0;
    for (at, letter) in padded.enumerate() {
        group = (group << LETTER_BITS | u64::from(u32::from(letter))) & ((1 << (3 * LETTER_BITS)) - 1);
        if at >= 2 {
            add(Key::of(View::Letters).number(group).finish());
        }
    }
}

/// Which subject comes first, which comes second, and which stands behind "to", "from", "as" …
fn places(language: Language, units: &[Unit], mut add: impl FnMut(u64)) {
    let mut before = None;
    let mut seen = 0;
    for unit in units {
        if let Role::Subject(subject) = unit.role {
            seen += 1;
            let place = |key: Key| key.number(subject as u64).finish();
            add(place(Key::of(View::Place).number(seen)));
            if let Some(before) = before {
                add(place(Key::of(View::Place).number(before)));
            }
        } else if unit.text != "be" && !words::is_article(language, &unit.text) {
            before = Some(stem_key(&unit.stem));
        }
    }
    if seen > 0 {
        add(Key::of(View::Place).text("subjects").number(seen.min(3)).finish());
    }
}

/// Which subjects are named, as a set; of one whether it stands as goal or start, of two which is which.
fn who(reading: &Reading, mut add: impl FnMut(u64)) {
    let key = |what: &str| Key::of(View::Who).text(what);
    let mut named = reading.subjects.clone();
    named.sort_unstable();
    if named.is_empty() {
        return;
    }
    add(named.iter().fold(key("named"), |key, at| key.number(*at as u64)).finish());
    if let Some((start, goal)) = reading.direction() {
        add(key("from").number(start as u64).text("to").number(goal as u64).finish());
    } else if let Some(goal) = reading.goal() {
        add(key("to").number(goal as u64).finish());
    }
}

/// Whether a unit says what is asked: not grammar, not small talk.
pub(super) fn is_content(unit: &Unit) -> bool {
    !matches!(unit.role, Role::Word(Kind::Function | Kind::Filler))
}

/// Rough share of English sentences that hold a word, by the part it plays.
pub(super) fn english(unit: &Unit) -> f32 {
    match unit.role {
        Role::Word(Kind::Function) => 0.3,
        Role::Word(Kind::Filler) => 0.05,
        Role::Word(Kind::Here) => 0.03,
        _ if words::is_english(&unit.stem) => ENGLISH_WORD,
        _ => 2e-4,
    }
}

/// Makes a key: eight bytes at a time are multiplied in, both halves of the product kept (as in wyhash). The same on every machine.
#[derive(Debug, Clone, Copy)]
pub(super) struct Key(u64);

impl Key {
    pub(super) fn of(view: View) -> Self {
        Self(0xcbf2_9ce4_8422_2325).number(view as u64)
    }

    pub(super) fn number(self, number: u64) -> Self {
        let product = u128::from(self.0 ^ number ^ 0xa076_1d64_78bd_642f) * 0xe703_7ed1_a0b4_28db;
        Self(product as u64 ^ (product >> 64) as u64)
    }

    pub(super) fn text(self, text: &str) -> Self {
        self.bytes(text.as_bytes())
    }

    pub(super) fn bytes(self, bytes: &[u8]) -> Self {
        let (eights, rest) = bytes.as_chunks();
        let mut key = eights.iter().fold(self, |key, eight| key.number(u64::from_le_bytes(*eight)));
        if !rest.is_empty() {
            let mut eight = [0; 8];
            eight.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
            key = key.number(u64::from_le_bytes(eight));
        }
        // The length tells a text from the same one with zeros behind it, and one text from two.
        key.number(bytes.len() as u64)
    }

    pub(super) fn finish(self) -> u64 {
        self.0
    }
}
