//! Questions typed word for word: certain where one is an example, silent where it is not.
//!
//! In: a reading, of an example or of a message. Out: the key under which both are the same. Greetings, articles, inflection and case make no difference.

use super::features::{self, Key};
use super::reading::{Reading, Role, Unit};

/// Words that two askings of one question may differ in.
const POLITE: &[&str] = &["a", "an", "the", "please", "hi", "hey", "hello", "thanks", "so", "ok"];

/// A sentence as one number, small talk left out: the key of an example typed word for word. Templates hold for any subject.
pub(super) fn key(reading: &Reading, any_subject: bool) -> u64 {
    let add = |key: Key, unit: &Unit| match unit.role {
        Role::Subject(at) if !any_subject => key.number(at as u64 + 1),
        Role::Subject(_) | Role::AnySubject => key.number(0),
        Role::Word(_) | Role::Stranger => key.text(&unit.stem),
    };
    let said = reading.units.iter().filter(|u| !POLITE.contains(&u.text.as_str()));
    said.fold(Key::of(features::View::Word), add).finish()
}

/// Words that add nothing to a bare name: "a data engineer?", "BE vs DE".
const BARE: &[&str] =
    &["a", "an", "the", "vs", "or", "and", "what", "about", "is", "are", "please", "hi", "hey", "hello"];

/// Whether a sentence is nothing but names of subjects.
pub(super) fn is_bare(reading: &Reading) -> bool {
    let bare = |unit: &Unit| matches!(unit.role, Role::Subject(_)) || BARE.contains(&unit.text.as_str());
    !reading.subjects.is_empty() && reading.units.iter().all(bare)
}
