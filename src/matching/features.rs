//! Turns a reading into features: words, pairs of neighbours, letter groups, and who stands where.
//!
//! In: a [`Reading`]. Out: [`Features`], numbers that examples and messages share. Their weights are left to [`super::weights`].
//!
//! Several views of one sentence: words say what it is about, pairs say how the words belong together, letter groups bear
//! typos and endings, and places of subjects tell "from A to B" from "from B to A".

use std::collections::HashMap;

use super::reading::{Reading, Role, Unit};
use crate::text::words::Kind;

/// From which view a feature comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum View {
    /// A stem, or "some subject".
    Word,
    /// Two neighbouring stems, in either order.
    Pair,
    /// Three or four letters inside a word.
    Letters,
    /// Which subject stands behind which word, or first.
    Place,
}

/// A feature before it has a number.
pub(super) type Name = (View, String);

/// What "some subject" is written as.
const SUBJECT: &str = "§";
/// Letter groups of these lengths; shorter ones say nothing, longer ones bear no typo.
const LETTERS: std::ops::RangeInclusive<usize> = 3..=4;
/// Units of a sentence that are looked at; nobody asks in more words.
const MAX_UNITS: usize = 60;

/// The features of a reading with how often each occurs, in a fixed order.
pub(super) fn of(reading: &Reading) -> Vec<(Name, f32)> {
    let mut counts: HashMap<Name, f32> = HashMap::new();
    let mut add = |view: View, text: String| *counts.entry((view, text)).or_default() += 1.0;
    let units: Vec<&Unit> = reading.units.iter().take(MAX_UNITS).collect();
    for unit in &units {
        add(View::Word, key(unit).to_owned());
        if matches!(unit.role, Role::Word(_)) {
            letters(&unit.text, &mut add);
        }
    }
    for pair in units.windows(2) {
        if let [one, other] = pair {
            add(View::Pair, pair_key(key(one), key(other)));
        }
    }
    places(&units, &mut add);
    let mut features: Vec<(Name, f32)> = counts.into_iter().collect();
    features.sort_by(|(a, _), (b, _)| a.cmp(b));
    features
}

/// What a unit is compared by.
pub(super) fn key(unit: &Unit) -> &str {
    match unit.role {
        Role::Subject(_) | Role::AnySubject => SUBJECT,
        Role::Stranger | Role::Word(_) => &unit.stem,
    }
}

fn pair_key(one: &str, other: &str) -> String {
    if one <= other { format!("{one} {other}") } else { format!("{other} {one}") }
}

fn letters(word: &str, add: &mut impl FnMut(View, String)) {
    let padded: Vec<char> = format!(" {word} ").chars().collect();
    for length in LETTERS {
        for group in padded.windows(length) {
            add(View::Letters, group.iter().collect());
        }
    }
}

/// Which subject comes first, which comes second, and which stands behind "to", "from", "as" …
fn places(units: &[&Unit], add: &mut impl FnMut(View, String)) {
    let mut before = "";
    let mut seen = 0;
    for unit in units {
        if let Role::Subject(subject) = unit.role {
            seen += 1;
            add(View::Place, format!("{seen} {subject}"));
            if !before.is_empty() {
                add(View::Place, format!("{before} {subject}"));
            }
        } else if !matches!(unit.text.as_str(), "a" | "an" | "the" | "be") {
            before = &unit.stem;
        }
    }
    if seen > 0 {
        add(View::Place, format!("{} subjects", seen.min(3)));
    }
}

/// Whether a unit says what is asked: not grammar, not small talk.
pub(super) fn is_content(unit: &Unit) -> bool {
    !matches!(unit.role, Role::Word(Kind::Function | Kind::Filler))
}
