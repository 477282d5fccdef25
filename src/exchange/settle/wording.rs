//! Which entry asks for what: a question that two of them claimed would be answered with either.
//!
//! In: the knowledge, then questions in the order they come. Out: whether a question is free. Told apart as `check` does it: case, punctuation and endings make no difference, and
//! translations ask in a language of their own.

use std::collections::HashSet;
use std::collections::hash_map::{Entry as Slot, HashMap};

use super::super::draft::Draft;
use crate::check::asked;
use crate::knowledge::{Entry, EntryId, KnowledgeBase};
use crate::language::Language;

/// Longest question, in characters: what Discord lets a person type into a command is 6,000, and nobody asks in more than this.
const MOST_CHARS: usize = 500;

/// Questions by the entry that they belong to.
#[derive(Debug, Default)]
pub(super) struct Owners {
    by_question: HashMap<String, EntryId>,
    /// Questions that are kept for their owner until it claims them.
    kept: HashSet<String>,
}

/// What becomes of a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Claim {
    /// It belongs to the entry now.
    Free,
    /// It belongs to it already.
    Again,
    /// It belongs to another one.
    Of(EntryId),
    /// Nothing in it can be read as words.
    Wordless,
    /// It is a text, not a question.
    Long,
}

impl Owners {
    pub(super) fn new(knowledge: &KnowledgeBase) -> Self {
        Self::after(knowledge, &[])
    }

    /// As it is once some entries are what a file says of them. What such an entry asks no more is free; what it goes on asking is kept for it, whoever comes first.
    pub(super) fn after(knowledge: &KnowledgeBase, otherwise: &[(&Entry, Draft)]) -> Self {
        let asked_by = |draft: &Draft| draft.questions.iter().chain(&draft.title).map(|text| asked(text)).collect();
        let said: HashMap<&EntryId, HashSet<String>> =
            otherwise.iter().map(|(entry, draft)| (&entry.id, asked_by(draft))).collect();
        let mut owners = Self::default();
        for entry in knowledge.entries_in(Language::English) {
            let said = said.get(&entry.id);
            for key in entry.questions.iter().chain([&entry.title]).map(|text| asked(text)) {
                if said.is_some_and(|said| !said.contains(&key)) {
                    continue;
                }
                if let Slot::Vacant(slot) = owners.by_question.entry(key) {
                    if said.is_some() {
                        owners.kept.insert(slot.key().clone());
                    }
                    slot.insert(entry.id.clone());
                }
            }
        }
        owners
    }

    /// Whose question it is, without claiming it.
    pub(super) fn of(&self, question: &str) -> Option<&EntryId> {
        self.by_question.get(&asked(question))
    }

    /// Claims a question for an entry.
    pub(super) fn claim(&mut self, question: &str, id: &EntryId) -> Claim {
        if question.chars().count() > MOST_CHARS {
            return Claim::Long;
        }
        let key = asked(question);
        if key.is_empty() {
            return Claim::Wordless;
        }
        match self.by_question.get(&key) {
            Some(owner) if owner == id && self.kept.remove(&key) => Claim::Free,
            Some(owner) if owner == id => Claim::Again,
            Some(owner) => Claim::Of(owner.clone()),
            None => {
                self.by_question.insert(key, id.clone());
                Claim::Free
            }
        }
    }
}

/// One line, without blanks around and within.
pub(super) fn one_line(text: &str) -> String {
    let seen: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    seen.split_whitespace().collect::<Vec<_>>().join(" ")
}
