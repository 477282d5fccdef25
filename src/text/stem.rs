//! Cuts a word to its stem, so that "engineer", "engineers" and "engineering" are one.
//!
//! In: a folded word. Out: its English Snowball stem.

use std::sync::LazyLock;

use frostem::{Algorithm, Stemmer};

static ENGLISH: LazyLock<Stemmer> = LazyLock::new(|| Stemmer::new(Algorithm::English));

/// Longest word that is stemmed, in bytes. Nothing longer is English; it stays as it is.
const LONGEST: usize = 40;

/// The stem of a folded word.
#[must_use]
pub fn stem(word: &str) -> String {
    let plain = word.len() <= LONGEST && word.bytes().all(|b| b.is_ascii_lowercase());
    if plain { ENGLISH.stem(word).to_string() } else { word.to_owned() }
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
