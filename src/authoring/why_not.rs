//! Why an entry is not what a question was answered with, in terms of what a writer can change: words.
//!
//! In: a question and an entry. Out: how far it came, which words they share, which the entry lacks, and its question that comes nearest.

use std::collections::BTreeSet;

use crate::knowledge::{Entry, ReplyId};
use crate::pipeline::Docent;
use crate::text;
use crate::text::words::{self, Kind};

/// How an entry relates to a question.
#[derive(Debug, Clone, PartialEq)]
pub struct WhyNot {
    /// Its place among the candidates, from 1; none where it is none of them.
    pub rank: Option<usize>,
    /// How sure Docent is of it, 0 to 1.
    pub confidence: Option<f32>,
    /// Words of the question that the entry has, in its title, questions or keywords.
    pub shared: Vec<String>,
    /// Words of the question that it lacks.
    pub missing: Vec<String>,
    /// Its own question with the most words in common.
    pub nearest: Option<String>,
}

/// Relates what may be answered with to a question.
#[must_use]
pub fn why_not(docent: &Docent, question: &str, id: &ReplyId) -> WhyNot {
    let candidates = docent.findings(question).candidates;
    let place = candidates.iter().position(|candidate| candidate.reply == *id);
    let entry = match id {
        ReplyId::Entry(entry) => docent.knowledge().entry(entry),
        _ => None,
    };
    let asked = content(question);
    let known = entry.map(vocabulary).unwrap_or_default();
    let (shared, missing): (Vec<_>, Vec<_>) = asked.iter().partition(|(_, stem)| known.contains(stem));
    let texts = |words: Vec<&(String, String)>| words.into_iter().map(|(text, _)| text.clone()).collect();
    WhyNot {
        rank: place.map(|at| at + 1),
        confidence: place.and_then(|at| candidates.get(at)).map(|candidate| candidate.confidence),
        shared: texts(shared),
        missing: texts(missing),
        nearest: entry.and_then(|entry| nearest(entry, &asked)),
    }
}

/// Words that say something, as written and as stems, each once.
fn content(text: &str) -> Vec<(String, String)> {
    let mut seen = BTreeSet::new();
    let tokens = text::read(text).sentences.into_iter().flat_map(|sentence| sentence.tokens);
    let said = tokens.filter(|token| !matches!(words::kind(&token.text), Kind::Function | Kind::Filler));
    said.filter(|token| seen.insert(token.stem.to_string()))
        .map(|token| (token.text.to_string(), token.stem.to_string()))
        .collect()
}

/// The stems of everything that an entry is found by.
pub(crate) fn vocabulary(entry: &Entry) -> BTreeSet<String> {
    let texts = entry.questions.iter().chain(&entry.keywords).chain([&entry.title]);
    texts.flat_map(|text| text::phrase(text)).map(|token| token.stem.to_string()).collect()
}

fn nearest(entry: &Entry, asked: &[(String, String)]) -> Option<String> {
    let common = |question: &String| {
        let stems: BTreeSet<String> = content(question).into_iter().map(|(_, stem)| stem).collect();
        let shared = asked.iter().filter(|(_, stem)| stems.contains(stem)).count();
        // Of those that share as much, the shortest says it best.
        (shared, std::cmp::Reverse(stems.len()))
    };
    let best = entry.questions.iter().rev().max_by_key(|question| common(question))?;
    (common(best).0 > 0).then(|| best.clone())
}
