//! Reads a sentence with the knowledge in mind: typos repaired, synonyms joined, every mention of a subject made one unit.
//!
//! In: the words of a sentence. Out: a [`Reading`]. Where mentions stand is found in [`super::mentions`]; comparing with examples is left to
//! [`super::features`].

use std::borrow::Cow;

use smol_str::SmolStr;

use super::lexis::{self, Lexis, SLOT_WORD, SLOTS};
use super::mentions;
use super::names::Found;
use crate::language::Language;
use crate::text::words::{self, Kind};
use crate::text::{self, Token};

/// Words of a sentence that are read: nobody asks in more, and names are looked for around each.
const LONGEST: usize = 120;

/// Words behind which stands where somebody wants to get.
const TOWARDS: [&str; 6] = ["to", "into", "become", "becoming", "towards", "2"];

/// What a unit of a sentence is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Role {
    /// A word.
    Word(Kind),
    /// A mention of a subject: its place in [`Lexis::members`].
    Subject(usize),
    /// A slot of a template: any subject.
    AnySubject,
    /// Something that one could ask about and that the knowledge does not have.
    Stranger,
}

/// A word or a mention.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Unit {
    /// As written, folded.
    pub(super) text: SmolStr,
    /// What it is compared by: the stem, or the first of its synonyms.
    pub(super) stem: SmolStr,
    /// What it is.
    pub(super) role: Role,
    /// Words of a mention before a shorter name of the same subject: one in "big data engineer", where "data engineer" is a name too.
    pub(super) added: usize,
}

/// A sentence, read with the knowledge in mind.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Reading {
    /// In which language it was read.
    pub(super) language: Language,
    /// In order.
    pub(super) units: Vec<Unit>,
    /// Subjects mentioned, in order, each once.
    pub(super) subjects: Vec<usize>,
    /// Aspects and groups named, in order, each once: places in [`Lexis::scopes`].
    pub(super) scopes: Vec<usize>,
    /// What is asked about and not known.
    pub(super) strangers: Vec<String>,
    /// Typos repaired: as written, as read.
    pub(super) repairs: Vec<(String, String)>,
}

impl Reading {
    /// The subject that somebody wants to get to: it stands behind "to", "into", "become".
    pub(super) fn goal(&self) -> Option<usize> {
        let mut towards = false;
        for unit in &self.units {
            match unit.role {
                Role::Subject(at) if towards => return Some(at),
                _ if unit.text == "be" || words::is_article(self.language, &unit.text) => continue,
                _ => {}
            }
            towards = match self.language {
                Language::English => TOWARDS.contains(&unit.text.as_str()),
                other => words::leads_to(other, &unit.text),
            };
        }
        None
    }

    /// Where somebody wants to get from and to: the first two subjects, in this order unless their words say otherwise.
    pub(super) fn direction(&self) -> Option<(usize, usize)> {
        let goal = self.goal();
        let start = self.subjects.iter().find(|s| Some(**s) != goal)?;
        let goal = goal.or_else(|| self.subjects.iter().find(|s| *s != start).copied())?;
        Some((*start, goal))
    }
}

impl Lexis {
    /// Reads an example question, in which `{subject}` and `{other}` stand for any subject.
    pub(super) fn read_template(&self, template: &str) -> Reading {
        self.read(&text::phrase_in(self.language, &lexis::with_slots_as(template, &SLOTS, SLOT_WORD)))
    }

    /// Reads the words of a sentence.
    pub(super) fn read(&self, tokens: &[Token]) -> Reading {
        let mut reading = Reading { language: self.language, ..Reading::default() };
        let tokens = tokens.get(..LONGEST).unwrap_or(tokens);
        let repaired = self.repaired(tokens, &mut reading.repairs);
        let tokens = self.spelled_out(&repaired);
        let owners = self.owners(&tokens);
        self.mark_subjects(&tokens, &owners, &mut reading);
        // Nobody who says "full stack" asks for the stack.
        let is_of_a_name = |found: &Found| {
            let longer =
                |from: usize, to: usize| from <= found.from && found.to <= to && to - from > found.to - found.from;
            owners.iter().any(|(from, to, role)| matches!(role, Role::Subject(_)) && longer(*from, *to))
        };
        for found in self.aspects.find(&tokens).iter().filter(|found| !is_of_a_name(found)) {
            if !reading.scopes.contains(&found.owner) {
                reading.scopes.push(found.owner);
            }
        }
        reading
    }

    /// The words with abbreviations spelled out.
    pub(super) fn spelled_out<'t>(&self, tokens: &'t [Token]) -> Cow<'t, [Token]> {
        if self.common.long_forms.is_empty()
            || !tokens.iter().any(|token| self.common.long_forms.contains_key(token.text.as_str()))
        {
            return Cow::Borrowed(tokens);
        }
        let long = |token: &Token| match self.common.long_forms.get(token.text.as_str()) {
            Some(long) => text::phrase_in(self.language, long)
                .into_iter()
                .map(|t| Token { place: token.place.clone(), ..t })
                .collect(),
            None => vec![token.clone()],
        };
        tokens.iter().flat_map(long).collect()
    }

    /// Replaces every mention of a subject by one unit.
    fn mark_subjects(&self, tokens: &[Token], owners: &[(usize, usize, Role)], reading: &mut Reading) {
        reading.units.reserve(tokens.len());
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            let (role, to) = match owners.iter().find(|(from, ..)| *from == at) {
                Some((_, to, role)) => (*role, *to),
                None if token.text == SLOT_WORD => (Role::AnySubject, at + 1),
                None => (Role::Word(words::kind_in(self.language, &token.text)), at + 1),
            };
            let text = match tokens.get(at..to).unwrap_or_default() {
                [word] => word.text.clone(),
                span => span.iter().map(|t| t.text.as_str()).collect::<Vec<_>>().join(" ").into(),
            };
            match role {
                Role::Subject(owner) if !reading.subjects.contains(&owner) => reading.subjects.push(owner),
                _ => {}
            }
            let added = self.added(role, tokens.get(at..to).unwrap_or_default());
            reading.units.push(Unit { stem: self.joined_stem(token), text, role, added });
            at = to.max(at + 1);
        }
        reading.strangers = mentions::strangers_asked_about(self.language, &reading.units);
    }

    /// How many words of a mention stand before a shorter name of the same subject.
    fn added(&self, role: Role, mention: &[Token]) -> usize {
        let Role::Subject(owner) = role else { return 0 };
        let shorter = |from: &usize| mention.get(*from..).is_some_and(|rest| self.subjects.whole(rest) == Some(owner));
        (1..mention.len()).rev().find(shorter).unwrap_or(0)
    }

    /// The stem, or the stem of the first of its synonyms.
    fn joined_stem(&self, token: &Token) -> SmolStr {
        let owner = self.common.synonyms.word(token);
        owner.and_then(|at| self.common.synonym_stems.get(at)).unwrap_or(&token.stem).clone()
    }
}
