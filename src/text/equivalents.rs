//! Tells which English words people use for one another: "fix" and "repair", "job" and "position".
//!
//! In: a stem. Out: the stems of such words, from `equivalents.txt`, a line for each meaning. What a message gains by them is left to [`crate::matching`].

use super::sorted;

/// Put in order when the crate is built.
const BESIDE: &str = include_str!(concat!(env!("OUT_DIR"), "/equivalents.txt"));

/// The stems of English words that people use for a word with this stem.
pub fn equivalents(stem: &str) -> impl Iterator<Item = &'static str> {
    sorted::behind(BESIDE, stem).unwrap_or_default().split(' ').filter(|stem| !stem.is_empty())
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::super::words::{self, Kind};
    use super::*;
    use crate::text::stem;

    const MEANINGS: &str = include_str!("equivalents.txt");

    #[test]
    fn words_that_mean_the_same_lead_to_one_another() {
        let of = |word: &str| equivalents(&stem(word)).collect::<Vec<_>>();
        for (one, other) in [("repairing", "fix"), ("cellphone", "phones"), ("choices", "pick"), ("jobs", "position")] {
            assert!(of(one).contains(&stem(other).as_str()), "{one}: {:?}", of(one));
            assert!(of(other).contains(&stem(one).as_str()), "{other}: {:?}", of(other));
        }
        assert!(of("kubernetes").is_empty() && of("").is_empty());
        assert!(!of("fix").contains(&"fix"), "a word is no other than itself");
    }

    #[test]
    fn every_line_has_words_of_small_letters_that_say_something_and_none_twice() {
        let lines: Vec<&str> = MEANINGS.lines().collect();
        assert!(lines.is_sorted(), "in order, so that a word is easy to find");
        let distinct: HashSet<&str> = lines.iter().copied().collect();
        assert_eq!(distinct.len(), lines.len());
        for line in lines {
            let words: Vec<&str> = line.split(' ').collect();
            let stems: HashSet<_> = words.iter().map(|word| stem(word)).collect();
            assert!(words.len() > 1 && stems.len() == words.len(), "{line}: each word once, and not alone");
            let plain = |word: &&str| word.chars().all(|letter| letter.is_ascii_lowercase());
            assert!(words.iter().all(plain), "{line}: small letters only");
            assert!(words.iter().all(|word| words::kind(word) != Kind::Function), "{line}: grammar means nothing else");
        }
    }
}
