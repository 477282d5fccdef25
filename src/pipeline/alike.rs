//! Puts questions that ask for the same into groups, and tells what a change of the knowledge does to questions.
//!
//! In: questions as people wrote them. Out: groups by likeness of words; an [`Effect`]. What is done about them is left to the shell.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Docent, Incoming};
use crate::decision::Decision;
use crate::knowledge::ReplyId;
use crate::text;
use crate::text::words::{self, Kind};

/// Share of words in common from which two questions ask for the same: two of four. Lower joins strangers, higher splits what people see as one.
const ALIKE: f64 = 0.5;

/// Groups of questions by their places in the list, the largest first, in each the order of the list.
#[must_use]
pub fn alike(questions: &[&str]) -> Vec<Vec<usize>> {
    let mut groups: Vec<(FxHashSet<String>, Vec<usize>)> = Vec::new();
    // Groups by each word of the question that began them: only those with a word in common can be alike.
    let mut with: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    for (at, question) in questions.iter().enumerate() {
        let said = stems(question);
        let mut near: Vec<usize> = said.iter().filter_map(|word| with.get(word)).flatten().copied().collect();
        near.sort_unstable();
        near.dedup();
        let alike = |at: &usize| groups.get(*at).is_some_and(|(words, _)| likeness(words, &said) >= ALIKE);
        if let Some((_, group)) = near.into_iter().find(alike).and_then(|at| groups.get_mut(at)) {
            group.push(at);
            continue;
        }
        for word in &said {
            with.entry(word.clone()).or_default().push(groups.len());
        }
        groups.push((said, vec![at]));
    }
    let mut groups: Vec<Vec<usize>> = groups.into_iter().map(|(_, group)| group).collect();
    groups.sort_by_key(|group| std::cmp::Reverse(group.len()));
    groups
}

/// The words that say something; all of them where none does.
fn stems(question: &str) -> FxHashSet<String> {
    let tokens: Vec<_> = text::read(question).sentences.into_iter().flat_map(|s| s.tokens).collect();
    let says = |kind: Kind| !matches!(kind, Kind::Function | Kind::Filler);
    let content: FxHashSet<String> =
        tokens.iter().filter(|t| says(words::kind(&t.text))).map(|t| t.stem.to_string()).collect();
    if !content.is_empty() {
        return content;
    }
    let words: FxHashSet<String> = tokens.into_iter().map(|t| t.stem.to_string()).collect();
    // Questions without any word are alike: as if they had one in common.
    if words.is_empty() { FxHashSet::from_iter([String::new()]) } else { words }
}

#[expect(clippy::cast_precision_loss, reason = "a message has at most thousands of words")]
fn likeness(one: &FxHashSet<String>, other: &FxHashSet<String>) -> f64 {
    let common = one.intersection(other).count();
    let all = one.len() + other.len() - common;
    if all == 0 { 1.0 } else { common as f64 / all as f64 }
}

/// What a change of the knowledge does to questions.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Effect {
    /// Questions that get an answer and had none.
    pub answered: usize,
    /// Questions that get another answer: from which, and how many.
    pub taken: Vec<(ReplyId, usize)>,
    /// Questions that had an answer and get none.
    pub silenced: usize,
}

impl Effect {
    /// Compares what one and the other say to messages, each with whether it was meant for Docent.
    #[must_use]
    pub fn of(now: &Docent, then: &Docent, messages: &[(String, bool)]) -> Self {
        let mut effect = Self::default();
        for (text, addressed) in messages {
            let said = |docent: &Docent| {
                let reply = docent.respond(Incoming { text, addressed: *addressed, context: None, locale: None });
                reply.id.filter(|_| reply.decision == Decision::Answer)
            };
            match (said(now), said(then)) {
                (None, Some(_)) => effect.answered += 1,
                (Some(_), None) => effect.silenced += 1,
                (Some(before), Some(after)) if before != after => effect.take(before),
                _ => {}
            }
        }
        effect
    }

    fn take(&mut self, from: ReplyId) {
        match self.taken.iter_mut().find(|(id, _)| *id == from) {
            Some((_, times)) => *times += 1,
            None => self.taken.push((from, 1)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_with_the_same_words_are_one_group() {
        let questions = [
            "where is the grinder?",
            "what does the subscription cost",
            "Where's the grinder kept?",
            "subscription cost?",
            "where can I find the grinder",
            "lol",
        ];
        let groups = alike(&questions);
        assert!(groups.iter().any(|group| group.starts_with(&[1, 3])), "{groups:?}");
        assert!(groups.first().is_some_and(|group| group.contains(&0) && group.contains(&2)), "{groups:?}");
        assert_eq!(groups.iter().map(Vec::len).sum::<usize>(), questions.len());
        assert!(alike(&[]).is_empty());
    }
}
