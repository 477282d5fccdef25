//! Puts the names of subjects and aspects in a question into their slots, as the matcher does before patterns see it.
//!
//! In: the knowledge, then questions. Out: the ways in which a pattern could read each of them. No typos are repaired: writers
//! of knowledge are taken at their word.

use std::collections::HashSet;

use crate::knowledge::KnowledgeBase;
use crate::text;

/// Stands for a subject in a message while patterns are tried; no message has this character.
pub(super) const SUBJECT: &str = "\u{1}";

/// Stands for an aspect or group.
pub(super) const ASPECT: &str = "\u{2}";

/// The names that fill slots, as stems.
pub(super) struct Slots {
    subjects: HashSet<String>,
    /// Understood in capitals only.
    abbreviations: HashSet<String>,
    aspects: HashSet<String>,
    longest: usize,
}

impl Slots {
    pub(super) fn new(knowledge: &KnowledgeBase) -> Self {
        let subjects = knowledge.subjects.iter();
        let names = subjects.clone().flat_map(|subject| subject.aliases.iter().chain([&subject.name]));
        let short = subjects.flat_map(|subject| &subject.abbreviations);
        let groups = knowledge.groups.iter().flat_map(|group| group.aliases.iter().chain([&group.name]));
        let aspects = knowledge.aspects.iter().flat_map(|aspect| aspect.aliases.iter().chain([&aspect.name]));
        let stems = |name: &String| stems(&text::phrase(name));
        let mut slots = Self {
            subjects: names.map(stems).collect(),
            abbreviations: short.map(stems).collect(),
            aspects: groups.chain(aspects).map(stems).collect(),
            longest: 1,
        };
        let all = slots.subjects.iter().chain(&slots.aspects);
        slots.longest = all.map(|name| name.split(' ').count()).max().unwrap_or(1);
        slots
    }

    /// The message as patterns see it: as written, with subjects in their slots, with aspects in theirs too.
    pub(super) fn readings(&self, question: &str) -> Vec<String> {
        let tokens = text::phrase(question);
        let plain = tokens.iter().map(|token| token.text.as_str()).collect::<Vec<_>>().join(" ");
        let mut readings = vec![plain, self.fill(&tokens, false), self.fill(&tokens, true)];
        readings.dedup();
        readings
    }

    fn fill(&self, tokens: &[text::Token], aspects: bool) -> String {
        let mut words = Vec::new();
        let mut rest = tokens;
        while let [first, tail @ ..] = rest {
            let longest = (1..=self.longest.min(rest.len())).rev();
            let slot = longest.into_iter().find_map(|count| {
                let name = rest.get(..count)?;
                self.slot(name, aspects).map(|slot| (slot, count))
            });
            let (word, count) = slot.unwrap_or((&first.text, 1));
            words.push(word);
            rest = rest.get(count..).unwrap_or(tail);
        }
        words.join(" ")
    }

    fn slot(&self, name: &[text::Token], aspects: bool) -> Option<&'static str> {
        let key = stems(name);
        let capitals = name.iter().all(|token| token.capitals);
        if self.subjects.contains(&key) || (capitals && self.abbreviations.contains(&key)) {
            return Some(SUBJECT);
        }
        (aspects && self.aspects.contains(&key)).then_some(ASPECT)
    }
}

fn stems(tokens: &[text::Token]) -> String {
    tokens.iter().map(|token| token.stem.as_str()).collect::<Vec<_>>().join(" ")
}
