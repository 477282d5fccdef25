//! Cuts a word to its stem, so that "engineer", "engineers" and "engineering" are one.
//!
//! In: a folded word. Out: its English Snowball stem.

use std::cell::RefCell;
use std::hash::BuildHasher;
use std::sync::LazyLock;

use frostem::{Algorithm, Stemmer};
use rustc_hash::FxBuildHasher;
use smol_str::SmolStr;

static ENGLISH: LazyLock<Stemmer> = LazyLock::new(|| Stemmer::new(Algorithm::English));

/// Longest word that is stemmed, in bytes. Nothing longer is English; it stays as it is.
const LONGEST: usize = 40;

/// Stems that a thread remembers: the same few thousand words come again and again, and cutting one costs ten times a look-up.
const REMEMBERED: usize = 4096;

thread_local! {
    /// Word and stem, each at the place that the word's hash names; a newcomer takes the place of whoever stood there.
    static STEMS: RefCell<Vec<(SmolStr, SmolStr)>> = const { RefCell::new(Vec::new()) };
}

/// The stem of a folded word.
#[must_use]
pub fn stem(word: &str) -> SmolStr {
    let plain = word.len() <= LONGEST && word.bytes().all(|b| b.is_ascii_lowercase());
    if !plain || word.is_empty() {
        return word.into();
    }
    STEMS.with_borrow_mut(|stems| {
        stems.resize_with(REMEMBERED, Default::default);
        let place = usize::try_from(FxBuildHasher.hash_one(word) % REMEMBERED as u64).unwrap_or_default();
        let Some((known, stem)) = stems.get_mut(place) else { return word.into() };
        if known.as_str() != word {
            *stem = ENGLISH.stem(word).to_string().into();
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
}
