//! Cuts a word to its stem, so that "engineer", "engineers" and "engineering" are one.
//!
//! In: a folded word. Out: its Snowball stem in English, or in another language.

use std::cell::RefCell;
use std::hash::BuildHasher;
use std::sync::LazyLock;

use frostem::{Algorithm, Stemmer};
use rustc_hash::FxBuildHasher;
use smol_str::SmolStr;

use crate::language::Language;

static ENGLISH: LazyLock<Stemmer> = LazyLock::new(|| Stemmer::new(Algorithm::English));
static GERMAN: LazyLock<Stemmer> = LazyLock::new(|| Stemmer::new(Algorithm::German));
static SPANISH: LazyLock<Stemmer> = LazyLock::new(|| Stemmer::new(Algorithm::Spanish));

/// Longest word that is stemmed, in bytes. Hardly anything longer is a word; it stays as it is.
const LONGEST: usize = 40;

/// Stems that a thread remembers: the same few thousand words come again and again, and cutting one costs ten times a look-up.
const REMEMBERED: usize = 4096;

/// Words and stems, each at the place that the word's hash names; a newcomer takes the place of whoever stood there.
type Stems = RefCell<Vec<(SmolStr, SmolStr)>>;

thread_local! {
    static STEMS: Stems = const { RefCell::new(Vec::new()) };
    static GERMAN_STEMS: Stems = const { RefCell::new(Vec::new()) };
    static SPANISH_STEMS: Stems = const { RefCell::new(Vec::new()) };
}

/// The stem of a folded word in English.
#[must_use]
pub fn stem(word: &str) -> SmolStr {
    remembered(word, &STEMS, |word| ENGLISH.stem(word).to_string().into())
}

/// The stem of a folded word in a language.
#[must_use]
pub fn stem_in(language: Language, word: &str) -> SmolStr {
    match language {
        Language::English => stem(word),
        Language::German => remembered(word, &GERMAN_STEMS, |word| GERMAN.stem(word).to_string().into()),
        Language::Spanish => remembered(word, &SPANISH_STEMS, |word| spanish(word).into()),
    }
}

/// The stemmer knows endings by their accents, which folding took: "programacion" is "programaciones".
fn spanish(word: &str) -> String {
    match word.strip_suffix("ion") {
        Some(start) if start.ends_with(['c', 's']) => SPANISH.stem(&format!("{start}i\u{f3}n")).to_string(),
        _ => SPANISH.stem(word).to_string(),
    }
}

fn remembered(word: &str, stems: &'static std::thread::LocalKey<Stems>, cut: impl Fn(&str) -> SmolStr) -> SmolStr {
    let plain = word.len() <= LONGEST && word.bytes().all(|b| b.is_ascii_lowercase());
    if !plain || word.is_empty() {
        return word.into();
    }
    stems.with_borrow_mut(|stems| {
        stems.resize_with(REMEMBERED, Default::default);
        let place = usize::try_from(FxBuildHasher.hash_one(word) % REMEMBERED as u64).unwrap_or_default();
        let Some((known, stem)) = stems.get_mut(place) else { return word.into() };
        if known.as_str() != word {
            *stem = cut(word);
            *known = word.into();
        }
        stem.clone()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_one_word_share_a_stem() {
        for (one, other) in
            [("engineers", "engineering"), ("salaries", "salary"), ("pipelines", "pipeline"), ("earning", "earns")]
        {
            assert_eq!(stem(one), stem(other));
        }
        assert_ne!(stem("analyst"), stem("scientist"));
    }

    #[test]
    fn forms_of_one_word_share_a_stem_in_every_language() {
        let rows = [
            (Language::German, "gehalter", "gehalt"),
            (Language::German, "arbeiten", "arbeite"),
            (Language::German, "engineers", "engineer"),
            (Language::German, "unterschiede", "unterschied"),
            (Language::Spanish, "salarios", "salario"),
            (Language::Spanish, "programaciones", "programacion"),
            (Language::Spanish, "ganan", "gana"),
            (Language::Spanish, "ingenieros", "ingeniero"),
        ];
        for (language, one, other) in rows {
            assert_eq!(stem_in(language, one), stem_in(language, other), "{one}");
        }
    }
}
