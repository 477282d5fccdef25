//! The languages that knowledge can be written and asked in.
//!
//! In: a code, as it ends the name of a file, or a locale as Discord names it. Out: a [`Language`]. How text is read in it is left to [`crate::text`].

use std::fmt;

use serde::{Deserialize, Serialize};

/// A language. Entries are written in English; the others are what they may be translated into.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// German.
    German,
    /// Spanish.
    Spanish,
}

impl Language {
    /// All of them, English first.
    pub const ALL: [Self; 3] = [Self::English, Self::German, Self::Spanish];

    /// Those that entries may be translated into.
    pub const TRANSLATED: [Self; 2] = [Self::German, Self::Spanish];

    /// Its code: `de`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
            Self::Spanish => "es",
        }
    }

    /// What it is called by those who speak it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::German => "Deutsch",
            Self::Spanish => "español",
        }
    }

    /// The language of a locale, as Discord and browsers name it: `de`, `es-ES`, `es-419`, `en-GB`; none for any other.
    #[must_use]
    pub fn of_locale(locale: &str) -> Option<Self> {
        let code = locale.split(['-', '_']).next().unwrap_or_default();
        Self::ALL.into_iter().find(|language| language.code().eq_ignore_ascii_case(code))
    }

    /// The language with this code that entries may be translated into.
    #[must_use]
    pub fn of_translation(code: &str) -> Option<Self> {
        Self::TRANSLATED.into_iter().find(|language| language.code() == code)
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_locale_names_its_language_whatever_the_country() {
        let rows = [
            ("de", Some(Language::German)),
            ("es-ES", Some(Language::Spanish)),
            ("es-419", Some(Language::Spanish)),
            ("en-GB", Some(Language::English)),
            ("DE_at", Some(Language::German)),
            ("fr", None),
            ("", None),
            ("deutsch", None),
        ];
        for (locale, language) in rows {
            assert_eq!(Language::of_locale(locale), language, "{locale}");
        }
    }

    #[test]
    fn nothing_is_translated_into_english() {
        assert_eq!(Language::of_translation("de"), Some(Language::German));
        assert_eq!(Language::of_translation("en"), None);
        assert_eq!(Language::of_translation("DE"), None, "a file has one name");
    }
}
