//! Tells whether a sentence asks: a question, a request, a comparison, or none of these.
//!
//! In: the words of a sentence. Out: its [`Shape`]. Knowing the subject is left to [`crate::matching`]: "is the backend down?" asks, too.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::tokens::Token;
use super::words::{self, Kind};

/// Whether, and how, a sentence asks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Shape {
    /// Says something.
    #[default]
    Statement,
    /// A few words without a verb: "de salary".
    Fragment,
    /// Sets things side by side: "kafka vs kinesis".
    Comparison,
    /// Asks in a roundabout way: "tell me …", "I wonder which …".
    Request,
    /// Asks outright.
    Question,
}

impl Shape {
    /// Whether somebody wants to know something.
    #[must_use]
    pub fn asks(self) -> bool {
        self >= Self::Comparison
    }
}

/// Longest fragment, in words.
pub(super) const FRAGMENT_WORDS: usize = 6;

const INTERROGATIVES: &[&str] = &["what", "which", "who", "whom", "whose", "why", "how"];
const AUXILIARIES: &[&str] =
    &["is", "are", "was", "were", "do", "does", "did", "can", "could", "should", "would", "will", "has", "have", "am"];
/// Interrogatives that also begin a clause ("when you deploy, …"): they ask only before an auxiliary.
const CONJUNCTIONS: &[&str] = &["when", "where"];
/// Auxiliary and next word that make an order or a statement: "do it", "have fun", "do not".
const NO_INVERSION: &[(&str, &[&str])] = &[
    ("do", &["it", "this", "that", "so", "the", "your", "my"]),
    ("have", &["a", "fun", "to", "been", "the", "it", "your"]),
    ("will", &["do", "be", "check", "look", "try", "fix"]),
    ("can", &["do", "confirm", "be"]),
    ("would", &["be", "love", "like"]),
];
/// Mid-sentence or at its end, these ask: "BE to DE how many months", "DE output goes to who".
static ASKING_ANYWHERE: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::of(&[
        &["how", "many"],
        &["how", "much"],
        &["how", "long"],
        &["how", "often"],
        &["what", "else"],
        &["which", "one"],
        &["which", "role"],
        &["or", "what"],
        &["or", "not"],
        &["for", "what"],
        &["about", "what"],
        &["to", "who"],
        &["with", "who"],
        &["in", "which"],
        &["what", "for"],
        &["vs", "what"],
        &["and", "what"],
        &["is", "what"],
        &["are", "what"],
    ])
});
/// Sentences that begin so report something, whatever question words follow.
const REPORTING: &[&str] =
    &["i", "we", "he", "she", "they", "it", "that", "this", "there", "the", "my", "our", "you", "thanks", "lol"];
static REQUESTS: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::of(&[
        &["tell", "me"],
        &["tell", "us"],
        &["explain"],
        &["describe"],
        &["compare"],
        &["define"],
        &["give", "me"],
        &["show", "me"],
        &["remind", "me"],
        &["list"],
        &["want", "to", "know"],
        &["like", "to", "know"],
        &["love", "to", "know"],
        &["need", "to", "know"],
        &["wondering"],
        &["i", "wonder"],
        &["curious"],
        &["any", "idea"],
        &["any", "ideas"],
        &["anyone", "know"],
        &["anyone", "knows"],
        &["someone", "know"],
        &["somebody", "explain"],
        &["help", "me", "understand"],
        &["looking", "for", "information"],
        &["eli5"],
        &["any", "advice"],
        &["any", "tips"],
        &["thoughts", "on"],
        &["what", "about"],
        &["how", "about"],
        &["can", "not", "decide"],
        &["information", "on"],
        &["information", "about"],
        &["rundown"],
        &["overview", "of"],
    ])
});
/// Beginnings that admit not knowing; with an interrogative behind them they ask.
static NOT_KNOWING: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::of(&[
        &["not", "sure"],
        &["no", "idea"],
        &["no", "clue"],
        &["figure", "out"],
        &["do", "not", "know"],
        &["do", "not", "understand"],
        &["do", "not", "get"],
        &["confused"],
        &["torn", "between"],
        &["trying", "to", "understand"],
        &["unsure"],
        &["deciding"],
        &["choosing", "between"],
        &["trying", "to", "decide"],
        &["never", "understood"],
    ])
});
/// Two things set side by side.
static COMPARING: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::of(&[&["vs"], &["difference", "between"], &["differences", "between"], &["compared", "to"]])
});

/// Phrases by their first word, so that of a sentence only those are looked for that may stand there.
struct Phrases(FxHashMap<&'static str, Vec<&'static [&'static str]>>);

impl Phrases {
    fn of(phrases: &[&'static [&'static str]]) -> Self {
        let mut behind: FxHashMap<_, Vec<_>> = FxHashMap::default();
        for (first, rest) in phrases.iter().filter_map(|phrase| phrase.split_first()) {
            behind.entry(*first).or_default().push(rest);
        }
        Self(behind)
    }

    /// Whether one of them stands among these words.
    fn stand_in(&self, words: &[&str]) -> bool {
        words.iter().enumerate().any(|(at, word)| {
            let rests = self.0.get(word).into_iter().flatten();
            let behind = words.get(at + 1..).unwrap_or_default();
            rests.into_iter().any(|rest| behind.starts_with(rest))
        })
    }
}

/// The shape of a sentence.
pub(super) fn of(tokens: &[Token], question_mark: bool) -> Shape {
    let all: Vec<&str> = tokens.iter().map(|t| t.text.as_str()).collect();
    let start = all.iter().position(|word| is_opening(word)).unwrap_or(0);
    let words = all.get(start..).unwrap_or_default();
    let admits = || NOT_KNOWING.stand_in(&all);
    if question_mark || asks_outright(words) || asks_in_passing(words) {
        Shape::Question
    } else if REQUESTS.stand_in(&all) || (all.iter().any(|w| is_interrogative(w)) && admits()) {
        Shape::Request
    } else if either_or(&all) || COMPARING.stand_in(&all) {
        Shape::Comparison
    } else if all.len() <= FRAGMENT_WORDS && !all.iter().any(|w| AUXILIARIES.contains(w)) {
        Shape::Fragment
    } else {
        Shape::Statement
    }
}

/// Where the sentence proper begins: behind greetings and hedges.
fn is_opening(word: &str) -> bool {
    const CONNECTIVES: &[&str] =
        &["so", "and", "but", "or", "also", "then", "now", "if", "as", "for", "to", "in", "at", "just"];
    let passes_over = words::kind(word) == Kind::Filler
        && !matches!(word, "tell" | "explain" | "help" | "anyone" | "someone" | "wondering" | "curious" | "give");
    !passes_over && !CONNECTIVES.contains(&word)
}

fn asks_outright(words: &[&str]) -> bool {
    let Some((first, rest)) = words.split_first() else { return false };
    let next = rest.first().copied().unwrap_or_default();
    if is_interrogative(first) {
        let exclaims = matches!(
            (*first, next),
            ("what", "a" | "an") | ("which", "means") | ("who", "cares") | ("how", "cool" | "nice" | "funny")
        );
        let goes_on = *first == "which" && rest.get(..2) == Some(&["is", "why"]);
        return !exclaims && !goes_on;
    }
    if CONJUNCTIONS.contains(first) {
        return AUXILIARIES.contains(&next);
    }
    let inverted = |orders: &(&str, &[&str])| orders.0 != *first || !orders.1.contains(&next);
    AUXILIARIES.contains(first) && !next.is_empty() && next != "not" && NO_INVERSION.iter().all(inverted)
}

/// A note-like sentence with the question in its middle or at its end.
fn asks_in_passing(words: &[&str]) -> bool {
    let reports = words.first().is_none_or(|first| REPORTING.contains(first));
    let ends_asking = words.last().is_some_and(|last| is_interrogative(last) && words.len() > 2);
    !reports && (ends_asking || ASKING_ANYWHERE.stand_in(words))
}

/// "…, BE or DE": two single words to choose from at the end.
fn either_or(words: &[&str]) -> bool {
    matches!(words, [.., one, "or", other] if words::kind(one) == Kind::Content && words::kind(other) == Kind::Content)
}

fn is_interrogative(word: &str) -> bool {
    INTERROGATIVES.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_known_by_its_shape() {
        let rows = [
            ("what does a BE earn", Shape::Question),
            ("hey guys, is data engineering harder", Shape::Question),
            ("de salary?", Shape::Question),
            ("de salary", Shape::Fragment),
            ("backend vs data", Shape::Comparison),
            ("tell me about data engineers", Shape::Request),
            ("i'm not sure which role suits me", Shape::Request),
            ("the backend is down again", Shape::Statement),
            ("don't tell anyone the backend was down yesterday", Shape::Statement),
            ("when you deploy the backend restarts and that is fine", Shape::Statement),
            ("when should we hire a data engineer", Shape::Question),
            ("can a software engineer become a data engineer", Shape::Question),
            ("is it common to switch", Shape::Question),
            ("DE output goes to who", Shape::Question),
            ("BE to DE how many months", Shape::Question),
            ("i already know how much they make over there", Shape::Statement),
            ("can confirm it works for the rest of us", Shape::Statement),
            ("what a day it has been for all of us", Shape::Statement),
        ];
        for (text, shape) in rows {
            let message = super::super::read(text);
            assert_eq!(message.sentences.first().map(|s| s.shape), Some(shape), "{text}");
        }
    }
}
