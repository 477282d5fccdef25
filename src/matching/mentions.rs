//! Finds where a sentence mentions a subject, or something that the knowledge does not have.
//!
//! In: the words of a sentence and the [`Lexis`]. Out: the places of mentions, from left to right, and the strangers that the sentence is about. "BE" is a
//! name where it cannot be a verb, "data" where it stands beside another subject, "game developer" a stranger.

use super::lexis::{Lexis, SLOT_WORD};
use super::names::Found;
use super::reading::{Role, Unit};
use crate::language::Language;
use crate::text::Token;
use crate::text::words::{self, Kind};

/// Words that join two subjects: beside them a short name or abbreviation is one.
const JOINERS: &[&str] =
    &["vs", "or", "and", "to", "from", "into", "than", "with", "for", "between", "in", "about", "of"];
/// Words behind which "be" is a verb.
const MODALS: &[&str] =
    &["to", "would", "should", "could", "can", "will", "may", "might", "must", "not", "let", "shall"];
/// Words behind which "be" is a verb although they are no modals: "better be", "I be".
const BEFORE_BE: &[&str] = &[
    "better", "rather", "just", "also", "still", "even", "always", "ever", "never", "please", "gonna", "wanna", "i",
    "you", "we", "they", "it",
];
/// Words behind which two names stand alike: "what for backend and what for data".
const PARALLEL: &[&str] = &["for", "in", "by", "from", "as"];
/// Words that set two things against each other: a stranger beside them is what is asked about.
const RIVALRY: &[&str] = &["vs", "or", "and", "than", "to", "from", "into", "between", "as"];
/// Verbs that ask what a role works with: "do data engineers use terraform" is about terraform.
const USING: &[&str] =
    &["use", "uses", "used", "using", "need", "needs", "needed", "know", "learn", "require", "requires", "required"];
/// Words that say how good or how far someone is, not what they do: "senior engineer" names no other subject.
const QUALIFIERS: &[&str] = &[
    "senior",
    "junior",
    "staff",
    "principal",
    "lead",
    "good",
    "great",
    "better",
    "best",
    "new",
    "aspiring",
    "entry",
    "level",
    "mid",
    "experienced",
    "chief",
    "human",
    "every",
    "real",
    "average",
    "typical",
    "actual",
    "strong",
    "solid",
    "decent",
    "first",
    "second",
    "single",
    "hire",
    "hiring",
    "become",
    "becoming",
    "of",
    "two",
    "three",
    "few",
    "many",
    "enough",
    "fellow",
    "type",
    "different",
    "regular",
    "normal",
    "pure",
    "these",
    "those",
    "top",
    "career",
    "between",
    "early",
];

/// Whether a word joins two subjects.
fn joins(language: Language, word: &str) -> bool {
    if language == Language::English { JOINERS.contains(&word) } else { words::joins(language, word) }
}

/// Whether two names behind a word stand alike.
fn is_parallel(language: Language, word: &str) -> bool {
    if language == Language::English { PARALLEL.contains(&word) } else { words::joins(language, word) }
}

/// Whether a word sets two things against each other.
fn sets_against(language: Language, word: &str) -> bool {
    if language == Language::English { RIVALRY.contains(&word) } else { words::sets_against(language, word) }
}

impl Lexis {
    /// Where subjects and strangers stand, from left to right.
    pub(super) fn owners(&self, tokens: &[Token]) -> Vec<(usize, usize, Role)> {
        let longer = self.longer.find(tokens);
        let inside = |found: &Found| longer.iter().any(|other| other.from <= found.from && found.to <= other.to);
        let own = self.subjects.find(tokens).into_iter().filter(|found| !inside(found));
        let mut owners: Vec<(usize, usize, Role)> = own.map(|f| (f.from, f.to, Role::Subject(f.owner))).collect();
        self.add_abbreviations(tokens, &mut owners);
        self.add_shorts(tokens, &mut owners);
        for found in self.common.others.find(tokens) {
            add(&mut owners, found.from, found.to, Role::Stranger);
        }
        self.add_strangers(tokens, &mut owners);
        owners.sort_by_key(|(from, ..)| *from);
        owners
    }

    /// "BE" in capitals; "be" in small letters only where it can't be a verb.
    fn add_abbreviations(&self, tokens: &[Token], owners: &mut Vec<(usize, usize, Role)>) {
        if self.abbreviations.is_empty() {
            return;
        }
        let shouting = tokens.len() > 2 && tokens.iter().all(|t| t.capitals || t.text.len() < 2);
        // In small letters, "de" is no word in English or German, and the most usual one in Spanish.
        let is_word = |word: &str| match self.language {
            Language::English => words::is_english(word),
            other => words::kind_in(other, word) != Kind::Content,
        };
        let unmistakable = |token: &Token| (token.capitals && !shouting) || !is_word(&token.text);
        let short = |(at, token): (usize, &Token)| Some((at, self.abbreviation(&token.text)?, unmistakable(token)));
        let (sure, unsure): (Vec<_>, Vec<_>) =
            tokens.iter().enumerate().filter_map(short).partition(|(.., sure)| *sure);
        for (at, owner, _) in sure {
            add(owners, at, at + 1, Role::Subject(owner));
        }
        // Where a name can stand is told by words around it, in English alone.
        for (at, owner, _) in unsure.into_iter().filter(|_| self.language == Language::English) {
            if self.stands_as_name(tokens, at, owners) {
                add(owners, at, at + 1, Role::Subject(owner));
            }
        }
    }

    /// Whether the word at a place stands where a name stands: behind an article, beside "vs", before the name of an aspect at the start.
    fn stands_as_name(&self, tokens: &[Token], at: usize, owners: &[(usize, usize, Role)]) -> bool {
        let word = |i: Option<usize>| i.and_then(|i| tokens.get(i)).map_or("", |t| t.text.as_str());
        let (before, after) = (word(at.checked_sub(1)), word(Some(at + 1)));
        let beside_subject = |i: usize| owners.iter().any(|(from, to, _)| *from == i || *to == i + 1);
        let joined_behind = after == "vs" || (matches!(after, "or" | "and" | "to") && beside_subject(at + 2));
        let joined_before =
            before == "vs" || (matches!(before, "or" | "and" | "to" | "than") && at >= 2 && beside_subject(at - 2));
        let names_aspect =
            |i: usize| self.aspects.find(tokens.get(i..).unwrap_or_default()).iter().any(|f| f.from == 0);
        let article = matches!(before, "a" | "an" | "the" | "for" | "of" | "as" | "in" | "from");
        // "be / de": two names and nothing between them, and no verb before that "be" could belong to.
        let verb = tokens.iter().take(at).any(|t| MODALS.contains(&t.text.as_str()));
        let touching = !verb && (beside_subject(at + 1) || at.checked_sub(1).is_some_and(beside_subject));
        // "why be go de": nothing that a verb could belong to, and another short form beside it.
        let abbreviated = !verb && !BEFORE_BE.contains(&before) && self.names_another(tokens, at, owners);
        article
            || touching
            || abbreviated
            || joined_behind
            || joined_before
            || (at == 0 && tokens.len() > 1 && names_aspect(1))
    }

    /// Whether another subject is named by a short form in small letters: whoever writes "de" means a name by "be" too.
    fn names_another(&self, tokens: &[Token], at: usize, owners: &[(usize, usize, Role)]) -> bool {
        let short = |i: usize| tokens.get(i).filter(|t| !t.capitals).and_then(|t| self.abbreviation(&t.text));
        owners.iter().any(|(from, to, _)| *to == from + 1 && short(*from).is_some_and(|s| Some(s) != short(at)))
    }

    /// A short name beside another subject: "backend or data?".
    fn add_shorts(&self, tokens: &[Token], owners: &mut Vec<(usize, usize, Role)>) {
        for (at, token) in tokens.iter().enumerate().filter(|_| !self.shorts.is_empty()) {
            let Some(owner) = self.shorts.get(token.text.as_str()) else { continue };
            let is_other = |i: usize| {
                owners.iter().any(|(from, to, role)| (*from == i || *to == i + 1) && *role != Role::Subject(*owner))
                    || tokens.get(i).is_some_and(|t| self.shorts.get(t.text.as_str()).is_some_and(|o| o != owner))
            };
            let joins = |i: usize| tokens.get(i).is_some_and(|t| joins(self.language, &t.text));
            // "backend vs data pay" is about the role, "backend vs data warehouse" is not.
            let ends = |i: usize| tokens.get(i).is_none_or(|t| !self.is_usual(token, t));
            let behind = joins(at + 1) && is_other(at + 2);
            let before = at >= 2 && joins(at - 1) && is_other(at - 2) && ends(at + 1);
            // "data stack", "data L5 comp": the role's aspect, unless the two words are an aspect of their own ("data volume").
            let begins_aspect = |i: usize| self.aspects.starts(tokens, i);
            let of_role = begins_aspect(at + 1) && !begins_aspect(at);
            if behind || before || of_role || stands_alike(self.language, tokens, at, *owner, owners) {
                add(owners, at, at + 1, Role::Subject(*owner));
            }
        }
    }

    /// "game developer": a word of no known name before the head of one.
    fn add_strangers(&self, tokens: &[Token], owners: &mut Vec<(usize, usize, Role)>) {
        for (at, head) in tokens.iter().enumerate().skip(1).filter(|_| !self.heads.is_empty()) {
            let Some(modifier) = tokens.get(at - 1) else { continue };
            let stranger = self.heads.contains(&head.stem)
                && words::kind_in(self.language, &modifier.text) == Kind::Content
                && modifier.text != SLOT_WORD
                && !QUALIFIERS.contains(&modifier.text.as_str())
                && !self.heads.contains(&modifier.stem)
                && !modifier.text.chars().all(|c| c.is_ascii_digit())
                && !self.is_usual(modifier, head);
            if stranger {
                add(owners, at - 1, at + 1, Role::Stranger);
            }
        }
    }
}

/// Whether a short name ends a phrase that begins as one with another subject does: "what for backend and what for data?".
fn stands_alike(
    language: Language,
    tokens: &[Token],
    at: usize,
    owner: usize,
    owners: &[(usize, usize, Role)],
) -> bool {
    let before = |i: usize| i.checked_sub(1).and_then(|i| tokens.get(i)).map_or("", |t| t.text.as_str());
    let ends = tokens.get(at + 1).is_none_or(|t| words::kind_in(language, &t.text) != Kind::Content);
    let other = |(from, _, role): &(usize, usize, Role)| *role != Role::Subject(owner) && before(*from) == before(at);
    ends && is_parallel(language, before(at)) && owners.iter().any(other)
}

/// Strangers that the sentence is about: all where it names no subject, else those set against one. "Coming from PHP, which languages do
/// backend teams use?" is about the backend; "QA engineer or data engineer?" is about both, "do data engineers use PHP" about PHP.
pub(super) fn strangers_asked_about(language: Language, units: &[Unit]) -> Vec<String> {
    let is_subject = |unit: &Unit| matches!(unit.role, Role::Subject(_));
    if !units.iter().any(|unit| unit.role == Role::Stranger) {
        return Vec::new();
    }
    let alone = !units.iter().any(is_subject);
    let plain = |unit: &&Unit| !words::is_article(language, &unit.text);
    let kept: Vec<&Unit> = units.iter().filter(plain).collect();
    let at = |i: Option<usize>| i.and_then(|i| kept.get(i)).copied();
    let rivals = |joiner: Option<&Unit>, other: Option<&Unit>| {
        joiner.is_some_and(|j| sets_against(language, &j.text))
            && other.is_some_and(|o| is_subject(o) || o.role == Role::Stranger)
    };
    // Behind the subject and such a verb, or the other way round: "is terraform used by data engineers".
    let works_with = |i: usize| {
        let verb = |unit: Option<&Unit>| unit.is_some_and(|u| USING.contains(&u.text.as_str()));
        let (before, behind) = kept.split_at(i);
        (verb(at(i.checked_sub(1))) && before.iter().any(|u| is_subject(u)))
            || (verb(at(Some(i + 1))) && behind.iter().any(|u| is_subject(u)))
    };
    let asked_about = |i: usize| {
        alone
            || works_with(i)
            || rivals(at(Some(i + 1)), at(Some(i + 2)))
            || rivals(at(i.checked_sub(1)), at(i.checked_sub(2)))
    };
    let strangers = kept.iter().enumerate().filter(|(i, unit)| unit.role == Role::Stranger && asked_about(*i));
    strangers.map(|(_, unit)| unit.text.to_string()).collect()
}

/// Adds a mention unless one stands there already.
fn add(owners: &mut Vec<(usize, usize, Role)>, from: usize, to: usize, role: Role) {
    if !owners.iter().any(|(f, t, _)| from < *t && *f < to) {
        owners.push((from, to, role));
    }
}
