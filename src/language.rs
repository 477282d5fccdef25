//! The languages that knowledge can be written and asked in.
//!
//! In: a code, as it ends the name of a file, or a locale as Discord names it. Out: a [`Language`], or that there is no such locale. How text is read in it is left to [`crate::text`].

use std::fmt;

use serde::{Deserialize, Serialize};

/// The languages in which Discord can be used. Its locales are these, some with a region behind them: `es-419`, `pt-BR`.
const OF_DISCORD: [&str; 29] = [
    "bg", "cs", "da", "de", "el", "en", "es", "fi", "fr", "hi", "hr", "hu", "id", "it", "ja", "ko", "lt", "nl", "no",
    "pl", "pt", "ro", "ru", "sv", "th", "tr", "uk", "vi", "zh",
];

/// What was said to be a locale, and is none of Discord's.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is no locale of Discord: write the code of a language, with a region where you like, as in `de`, `es-419` or `pt-BR`; Docent answers in `en`, `de` and `es`"
)]
pub struct UnknownLocale(pub String);

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

    /// The same, told by a person or a script: a slip would be taken for a language that nothing is written in, so what Discord does not have is refused.
    ///
    /// # Errors
    /// Where it is no locale of Discord.
    pub fn of_told_locale(locale: &str) -> Result<Option<Self>, UnknownLocale> {
        let (code, region) = locale.split_once(['-', '_']).map_or((locale, None), |(code, rest)| (code, Some(rest)));
        let has_form = region.is_none_or(is_region);
        if has_form && OF_DISCORD.iter().any(|known| known.eq_ignore_ascii_case(code)) {
            return Ok(Self::of_locale(locale));
        }
        Err(UnknownLocale(locale.to_owned()))
    }

    /// The language with this code that entries may be translated into.
    #[must_use]
    pub fn of_translation(code: &str) -> Option<Self> {
        Self::TRANSLATED.into_iter().find(|language| language.code() == code)
    }
}

/// A country or a part of the world, as in `en-GB` and `es-419`.
fn is_region(text: &str) -> bool {
    matches!(text.len(), 2..=3) && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
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
    fn every_locale_of_discord_may_be_told_and_nothing_else() {
        let all = "bg cs da de el en-GB en-US es-419 es-ES fi fr hi hr hu id it ja ko lt nl no pl pt-BR ro ru sv-SE th tr uk vi zh-CN zh-TW";
        for locale in all.split(' ').chain(["en", "es", "de-AT", "DE_at"]) {
            assert_eq!(Language::of_told_locale(locale), Ok(Language::of_locale(locale)), "{locale}");
        }
        for locale in ["klingon", "deutsch", "", "de-", "de-Germany", "xx", "tlh-KX", "-de", "de-ä", "de-AT-1996"] {
            assert_eq!(Language::of_told_locale(locale), Err(UnknownLocale(locale.to_owned())), "{locale}");
        }
    }

    #[test]
    fn nothing_is_translated_into_english() {
        assert_eq!(Language::of_translation("de"), Some(Language::German));
        assert_eq!(Language::of_translation("en"), None);
        assert_eq!(Language::of_translation("DE"), None, "a file has one name");
    }
}
