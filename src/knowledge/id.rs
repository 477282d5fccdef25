//! Names of things in the knowledge: checked once, valid for ever after.
//!
//! In: the text of an id. Out: a cheap-to-clone value of its own type, so that an entry is never looked up among subjects.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::language::Language;

/// Longest id in characters: it must fit into a Discord button's `custom_id` (100) beside a prefix and, for comparisons, others.
pub(super) const MAX_ID_CHARS: usize = 60;

/// An id that is not small letters, digits and single hyphens.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not an id: small letters, digits and hyphens, at most {MAX_ID_CHARS} of them")]
pub struct InvalidId(pub String);

/// The part of an entry's id before the code of its language: all of it, but for a translation.
fn without_language(text: &str) -> &str {
    let translation = text.rsplit_once('.').filter(|(_, code)| Language::of_translation(code).is_some());
    translation.map_or(text, |(original, _)| original)
}

fn check(text: &str) -> Result<Arc<str>, InvalidId> {
    let shape = !text.is_empty()
        && text.len() <= MAX_ID_CHARS
        && text
            .split('-')
            .all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()));
    if shape { Ok(Arc::from(text)) } else { Err(InvalidId(text.to_owned())) }
}

/// An id of an entry has at most one ending, which names the language that it is translated into.
fn check_entry(text: &str) -> Result<Arc<str>, InvalidId> {
    check(without_language(text)).map_err(|_| InvalidId(text.to_owned()))?;
    Ok(Arc::from(text))
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident($check:ident))*) => {$(
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(Arc<str>);

        impl $name {
            /// Checks the shape of an id.
            ///
            /// # Errors
            /// Where the text is not small letters, digits and single hyphens, or too long.
            pub fn new(text: &str) -> Result<Self, InvalidId> {
                $check(text).map(Self)
            }

            /// The id as written.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = InvalidId;

            fn try_from(text: String) -> Result<Self, InvalidId> {
                Self::new(&text)
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.as_str().to_owned()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{:?}", &*self.0)
            }
        }
    )*};
}

ids! {
    /// Of an entry in `faq/`; of a translation, with the code of its language behind: `what-is-etl.de`.
    EntryId(check_entry)
    /// Of a subject in `subjects/`.
    SubjectId(check)
    /// Of an aspect in `aspects.toml`.
    AspectId(check)
    /// Of a group of aspects in `aspects.toml`.
    GroupId(check)
    /// Of a category in `categories.toml`.
    CategoryId(check)
    /// Of a source in `sources.toml`.
    SourceId(check)
    /// Of an intent in `intents.toml`.
    IntentId(check)
    /// Of a track in `onboarding/`.
    TrackId(check)
    /// Of a step of a track.
    StepId(check)
    /// Of an answer in `onboarding/quiz.toml`.
    AnswerId(check)
}

impl EntryId {
    /// The language that the entry is written in.
    #[must_use]
    pub fn language(&self) -> Language {
        self.as_str().rsplit_once('.').and_then(|(_, code)| Language::of_translation(code)).unwrap_or_default()
    }

    /// The entry that this one translates; none of one that is no translation.
    #[must_use]
    pub fn original(&self) -> Option<Self> {
        let original = without_language(self.as_str());
        (original.len() < self.as_str().len()).then(|| Self(Arc::from(original)))
    }

    /// The id that this entry has in a language.
    #[must_use]
    pub fn in_language(&self, language: Language) -> Self {
        let original = without_language(self.as_str());
        match language {
            Language::English => Self(Arc::from(original)),
            other => Self(Arc::from(format!("{original}.{}", other.code()))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_small_letters_digits_and_single_hyphens() {
        for good in ["a", "data-engineer", "p99", "which-2-hire"] {
            assert!(EntryId::new(good).is_ok(), "{good}");
        }
        for bad in ["", "-a", "a-", "a--b", "Data", "a b", "ü", "a_b", &"x".repeat(MAX_ID_CHARS + 1)] {
            assert!(EntryId::new(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn only_an_entry_has_an_ending_and_it_names_its_language() {
        for bad in
            ["a.fr", "a.en", "a.de.de", ".de", "a.", "A.de", "a.DE", &format!("{}.de", "x".repeat(MAX_ID_CHARS + 1))]
        {
            assert!(EntryId::new(bad).is_err(), "{bad}");
        }
        assert!(SubjectId::new("data-engineer.de").is_err());
        let id = EntryId::new("what-is-etl.de").unwrap();
        assert_eq!(id.language(), Language::German);
        assert_eq!(id.original(), Some(EntryId::new("what-is-etl").unwrap()));
        assert_eq!(id.in_language(Language::Spanish).as_str(), "what-is-etl.es");
        assert_eq!(id.in_language(Language::English).as_str(), "what-is-etl");
        let original = EntryId::new("what-is-etl").unwrap();
        assert_eq!((original.language(), original.original()), (Language::English, None));
    }
}
