//! Finds what a sentence wants to know the meaning of, and between what it would choose: "whats a data mesh", "podman or docker".
//!
//! In: a reading, of an example or of a message. Out: the places of the words that such a question turns on. An entry that only uses such a word by the way
//! ("ship an MVP first: whom do we hire?") resembles the question and does not answer it; how much that counts is left to [`super::signals`].

use super::features;
use super::reading::{Reading, Role, Unit};
use crate::language::Language;
use crate::text::words;

/// Words that ask what something is, beside "what": with one of them in a sentence, it is after a meaning.
const CUES: &[&str] = &[
    "abbreviation",
    "acronym",
    "define",
    "definition",
    "explain",
    "mean",
    "meaning",
    "means",
    "meant",
    "stand",
    "stands",
];

/// Words around the thing that is asked about, which are no part of it.
const AROUND: &[&str] = &[
    "abbreviated",
    "call",
    "called",
    "concept",
    "refer",
    "stuff",
    "term",
    "terms",
    "thing",
    "things",
    "word",
    "work",
    "works",
];

/// Whoever names more is after something about these things, not after their meaning.
const MOST_DEFINED: usize = 3;

/// What stands between two things to choose from.
const BETWEEN: &[&str] = &["against", "or", "over", "vs"];

/// Places of the words whose meaning is asked for; none where the sentence asks something else.
pub(super) fn defined(reading: &Reading) -> Vec<usize> {
    if reading.language != Language::English {
        return Vec::new();
    }
    let is_thing = |unit: &Unit| {
        let text = unit.text.as_str();
        features::is_content(unit) && !CUES.contains(&text) && !AROUND.contains(&text)
    };
    let units = &reading.units;
    let things: Vec<usize> = (0..units.len()).filter(|at| units.get(*at).is_some_and(is_thing)).collect();
    // "What is a data mesh" is after a meaning, "what is the size of a pod" is not: what is asked about is named in one go.
    let in_one_go = things.windows(2).all(|pair| matches!(pair, [one, next] if one + 1 == *next));
    let few = (1..=MOST_DEFINED).contains(&things.len());
    if few && in_one_go && asks_for_meaning(units, &things) { things } else { Vec::new() }
}

/// Whether a sentence is a bare name, puts "what is" before one, asks how it works, or has a word for meaning.
fn asks_for_meaning(units: &[Unit], things: &[usize]) -> bool {
    let article = |unit: &Unit| words::is_article(Language::English, &unit.text);
    let bare = |unit: &Unit| features::is_content(unit) || article(unit);
    let before = things.first().and_then(|first| units.get(..*first)).unwrap_or_default();
    let before: Vec<&str> = before.iter().filter(|unit| !article(unit)).map(|unit| unit.text.as_str()).collect();
    let works = units.iter().any(|unit| matches!(unit.text.as_str(), "work" | "works"));
    units.iter().all(bare)
        || matches!(before.as_slice(), [.., "what", "is" | "are" | "was" | "be"])
        || (works && matches!(before.as_slice(), [.., "how", "do" | "does"]))
        || units.iter().any(|unit| CUES.contains(&unit.text.as_str()))
}

/// Places of the words right before and right behind an "or", a "vs": what is to be chosen between.
pub(super) fn chosen(reading: &Reading) -> Vec<usize> {
    if reading.language != Language::English {
        return Vec::new();
    }
    let mut found = Vec::new();
    let joiners = reading.units.iter().enumerate().filter(|(_, unit)| BETWEEN.contains(&unit.text.as_str()));
    for (at, _) in joiners {
        let left = beside(reading, (0..at).rev());
        let right = beside(reading, at + 1..reading.units.len());
        found.extend(left.zip(right).into_iter().flat_map(|(left, right)| [left, right]));
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// The next word but for articles, where it is one that says something.
fn beside(reading: &Reading, mut places: impl Iterator<Item = usize>) -> Option<usize> {
    let article =
        |at: &usize| reading.units.get(*at).is_some_and(|unit| words::is_article(Language::English, &unit.text));
    let at = places.find(|at| !article(at))?;
    reading.units.get(at).filter(|unit| features::is_content(unit) || matches!(unit.role, Role::Stranger)).map(|_| at)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::knowledge::KnowledgeBase;
    use crate::matching::extents::Extent;
    use crate::matching::lexis::{Common, Lexis};

    fn words_of(text: &str, find: fn(&Reading) -> Vec<usize>) -> Vec<String> {
        let knowledge = KnowledgeBase::default();
        let common = Arc::new(Common::of(&knowledge, Language::English));
        let reading = Lexis::learn(&knowledge, &Extent::default(), &common).read_template(text);
        find(&reading).into_iter().map(|at| reading.units[at].text.to_string()).collect()
    }

    #[test]
    fn what_is_asked_the_meaning_of_is_named_in_one_go() {
        let rows: [(&str, &[&str]); 10] = [
            ("whats a data mesh", &["data", "mesh"]),
            ("what does mvp stand for?", &["mvp"]),
            ("what is meant by zero trust", &["zero", "trust"]),
            ("explain cap theorem pls", &["cap", "theorem"]),
            ("how does raft work", &["raft"]),
            ("feature store?", &["feature", "store"]),
            ("what is the size of a pod", &[]),
            ("what is new in http/3 as compared to http/2", &[]),
            ("should i learn scala first", &[]),
            ("what is it", &[]),
        ];
        for (text, expected) in rows {
            assert_eq!(words_of(text, defined), expected, "{text}");
        }
    }

    #[test]
    fn what_is_chosen_between_stands_on_both_sides() {
        let rows: [(&str, &[&str]); 5] = [
            ("docker vs podman", &["docker", "podman"]),
            ("should a beginner pick django or flask?", &["django", "flask"]),
            ("monolith over the microservice", &["microservice", "monolith"]),
            ("do we pay for it or do it ourselves", &[]),
            ("why is my batch late", &[]),
        ];
        for (text, expected) in rows {
            let mut found = words_of(text, chosen);
            found.sort_unstable();
            assert_eq!(found, expected, "{text}");
        }
    }
}
