//! False answers by pair: what was expected, what was given instead, and the words that caused it.
//!
//! In: judged cases. Out: pairs, the most frequent first. What to do about them is left to a writer.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Judged;

/// Words that are shown for a pair: the most frequent ones cause most of it.
const MAX_WORDS: usize = 6;

/// One thing answered where another, or nothing, was expected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Confusion {
    /// What should have been answered; none where nothing should.
    pub expected: Option<String>,
    /// What was.
    pub given: String,
    /// How often.
    pub count: usize,
    /// Words of the messages that speak for what was given, the most frequent first.
    pub words: Vec<String>,
    /// The first of the messages.
    pub example: String,
}

pub(super) fn all(judged: &[Judged]) -> Vec<Confusion> {
    let mut pairs: BTreeMap<(Option<String>, String), Vec<&Judged>> = BTreeMap::new();
    for one in judged.iter().filter(|one| one.verdict().is_false_answer()) {
        let given = one.best().map(ToString::to_string).unwrap_or_default();
        pairs.entry((one.case.label.as_ref().map(ToString::to_string), given)).or_default().push(one);
    }
    let confusion = |((expected, given), cases): ((Option<String>, String), Vec<&Judged>)| Confusion {
        expected,
        given,
        count: cases.len(),
        words: words(&cases),
        example: cases.first().map(|one| one.case.text.clone()).unwrap_or_default(),
    };
    let mut confusions: Vec<Confusion> = pairs.into_iter().map(confusion).collect();
    // Stable: pairs that are equally frequent stay in the order of their ids.
    confusions.sort_by_key(|pair| std::cmp::Reverse(pair.count));
    confusions
}

fn words(cases: &[&Judged]) -> Vec<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for one in cases {
        let mut matched: Vec<&str> = one.outcome.matched.iter().map(String::as_str).collect();
        matched.sort_unstable();
        matched.dedup();
        for word in matched {
            *counts.entry(word).or_default() += 1;
        }
    }
    let mut counts: Vec<(&str, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts.into_iter().take(MAX_WORDS).map(|(word, _)| word.to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::{answered, refused};
    use super::*;

    #[test]
    fn pairs_are_counted_with_their_words_the_most_frequent_first() {
        let with = |mut one: Judged, words: &[&str]| {
            one.outcome.matched = words.iter().map(|w| (*w).to_owned()).collect();
            one
        };
        let judged = [
            with(answered(None, "b", 0.9), &["tea"]),
            with(answered(Some("a"), "b", 0.9), &["milk", "milk", "cup"]),
            with(answered(Some("a"), "b", 0.9), &["cup"]),
            with(answered(Some("a"), "a", 0.9), &["cup"]),
            with(refused(Some("a"), "b", 0.9), &["cup"]),
        ];
        let found = all(&judged);
        let told: Vec<_> = found.iter().map(|p| (p.expected.as_deref(), p.given.as_str(), p.count)).collect();
        assert_eq!(told, [(Some("a"), "b", 2), (None, "b", 1)]);
        assert_eq!(found[0].words, ["cup", "milk"]);
    }
}
