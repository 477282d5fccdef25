//! Where a draft stands: new, or an entry that is there, as in a file that was taken out of this knowledge or was brought in before.
//!
//! In: drafts, and the knowledge that they come to. Out: the [`Standing`] of each. An entry is known by its id, else by its title; what a file does not speak of is as it is there.

use std::collections::HashSet;

use super::super::draft::{Draft, Note, Part};
use super::super::tidy::tidy;
use super::entry::{Told, date, day, listed};
use super::wording::{Owners, one_line};
use crate::check::asked;
use crate::knowledge::{Date, Entry, EntryId, KnowledgeBase};

/// Where a draft stands.
pub(super) enum Standing<'k> {
    /// No entry that is there.
    New,
    /// An entry that says already what the file says.
    There(&'k Entry),
    /// An entry of which the file says something else; with the draft as a whole.
    Otherwise(&'k Entry, Box<Draft>),
    /// No entry, and why.
    LeftOut(String),
}

/// Tells where drafts stand, one after the other.
pub(super) struct Standings<'o, 'k> {
    knowledge: &'k KnowledgeBase,
    owners: &'o Owners,
    /// Entries that a draft before had the id of.
    seen: HashSet<EntryId>,
}

impl<'o, 'k> Standings<'o, 'k> {
    pub(super) fn new(knowledge: &'k KnowledgeBase, owners: &'o Owners) -> Self {
        Self { knowledge, owners, seen: HashSet::new() }
    }

    pub(super) fn of(&mut self, draft: &Draft, notes: &mut Vec<Note>) -> Standing<'k> {
        let id = draft.id.as_deref().and_then(|id| EntryId::new(id.trim()).ok());
        let Some(id) = id else { return self.by_title(draft) };
        match self.knowledge.entry(&id) {
            Some(entry) => self.by_id(draft, entry, notes),
            None if id.original().is_some() => Standing::LeftOut(format!(
                "`{id}` is a translation and was left out: put its file beside that of its original"
            )),
            None => self.by_title(draft),
        }
    }

    fn by_id(&mut self, draft: &Draft, entry: &'k Entry, notes: &mut Vec<Note>) -> Standing<'k> {
        let mut own = Vec::new();
        let whole = whole(draft, entry, &mut own);
        let is_there = says_the_same(&whole, entry);
        let is_translation = entry.id.original().is_some();
        if !is_there && !is_translation && !is_about(draft, entry) {
            return self.by_title(draft);
        }
        if !self.seen.insert(entry.id.clone()) {
            return Standing::LeftOut(format!(
                "`{}` stands in the files more than once: give this one an id of its own",
                entry.id
            ));
        }
        notes.append(&mut own);
        match (is_there, is_translation) {
            (true, _) => Standing::There(entry),
            (false, true) => Standing::LeftOut(format!(
                "the translation `{}` is there and says something else: change its file by hand",
                entry.id
            )),
            (false, false) => Standing::Otherwise(entry, Box::new(whole)),
        }
    }

    /// Without an id that is known, only what adds nothing is an entry that is there: a title alone names no entry that could be changed.
    fn by_title(&self, draft: &Draft) -> Standing<'k> {
        let Some(entry) = self.called(draft).filter(|entry| !self.asks_more(draft, entry)) else {
            return Standing::New;
        };
        // That it has no answer is said where entries are made.
        if draft.answer.trim().is_empty() {
            return Standing::New;
        }
        if adds_nothing(draft, entry) {
            return Standing::There(entry);
        }
        Standing::LeftOut(format!(
            "the entry `{0}` asks all that this one asks, and says something else: change it there, or give this one the id `{0}` and import it again",
            entry.id
        ))
    }

    /// The entry with the title of a draft.
    fn called(&self, draft: &Draft) -> Option<&'k Entry> {
        let title = draft.title.iter().chain(&draft.questions).find(|title| !title.trim().is_empty())?;
        let entry = self.knowledge.entry(self.owners.of(title)?)?;
        Some(entry).filter(|entry| asked(&entry.title) == asked(title))
    }

    /// Whether a draft asks what the entry does not, or means it under another topic.
    fn asks_more(&self, draft: &Draft, entry: &Entry) -> bool {
        let mut questions = draft.questions.iter().filter(|question| !question.trim().is_empty());
        let topic = draft.topic.as_deref().map(one_line).filter(|topic| !topic.is_empty() && !draft.topic_is_guess);
        topic.is_some_and(|topic| topic != one_line(&entry.topic))
            || questions.any(|question| self.owners.of(question) != Some(&entry.id))
    }
}

/// Whether a draft with the id of an entry can be that entry: it asks or answers something of what the entry does, or asks nothing at all. Programs number their entries, and another
/// one's `7` is another entry.
fn is_about(draft: &Draft, entry: &Entry) -> bool {
    let mut wordings = draft.questions.iter().chain(&draft.title).map(|text| asked(text)).filter(|key| !key.is_empty());
    let own: HashSet<String> = entry.questions.iter().chain([&entry.title]).map(|text| asked(text)).collect();
    let Some(first) = wordings.next() else { return true };
    own.contains(&first) || wordings.any(|key| own.contains(&key)) || answers_the_same(draft, entry)
}

fn answers_the_same(draft: &Draft, entry: &Entry) -> bool {
    tidy(&draft.answer).text == tidy(&entry.answer).text
}

/// Whether all that a draft says stands in the entry.
fn adds_nothing(draft: &Draft, entry: &Entry) -> bool {
    let there = draft_of(entry);
    let has = |said: &[String], there: &[String]| listed(said).iter().all(|item| there.contains(item));
    let is = |said: Option<&str>, there: Option<Date>| said.and_then(day).is_none_or(|day| Some(day) == there);
    answers_the_same(draft, entry)
        && has(&draft.keywords, &listed(&there.keywords))
        && has(&draft.subjects, &there.subjects)
        && has(&draft.sources, &there.sources)
        && has(&draft.related, &there.related)
        && is(draft.verified.as_deref(), entry.verified)
        && is(draft.review.as_deref(), entry.review)
}

/// An entry as a draft.
fn draft_of(entry: &Entry) -> Draft {
    Draft {
        id: Some(entry.id.to_string()),
        title: Some(entry.title.clone()),
        topic: Some(entry.topic.clone()),
        questions: entry.questions.clone(),
        keywords: entry.keywords.clone(),
        subjects: entry.subjects.iter().map(ToString::to_string).collect(),
        sources: entry.sources.iter().map(ToString::to_string).collect(),
        related: entry.related.iter().map(ToString::to_string).collect(),
        verified: entry.verified.map(|date| date.to_string()),
        review: entry.review.map(|date| date.to_string()),
        answer: entry.answer.clone(),
        ..Draft::default()
    }
}

/// The entry as it would be with what a draft says of it.
fn whole(draft: &Draft, there: &Entry, notes: &mut Vec<Note>) -> Draft {
    let mut whole = Draft { file: draft.file.clone(), line: draft.line, ..draft_of(there) };
    let told = &mut Told { file: draft.file.clone(), line: draft.line, notes };
    let is_none = |part| draft.without.contains(&part);
    text(&mut whole.title, draft.title.as_ref());
    whole.questions = questions(draft, there);
    list(&mut whole.keywords, &draft.keywords, is_none(Part::Keywords));
    date_of(&mut whole.verified, draft.verified.as_deref(), "verified", is_none(Part::Verified), told);
    date_of(&mut whole.review, draft.review.as_deref(), "review", is_none(Part::Review), told);
    draft.answer.clone_into(&mut whole.answer);
    // The rest of a translation is that of its original.
    if there.id.original().is_none() {
        text(&mut whole.topic, draft.topic.as_ref().filter(|_| !draft.topic_is_guess));
        list(&mut whole.subjects, &draft.subjects, is_none(Part::Subjects));
        list(&mut whole.sources, &draft.sources, is_none(Part::Sources));
        list(&mut whole.related, &draft.related, is_none(Part::Related));
    }
    whole
}

fn text(there: &mut Option<String>, said: Option<&String>) {
    if let Some(said) = said.filter(|said| !said.trim().is_empty()) {
        *there = Some(said.clone());
    }
}

fn list(there: &mut Vec<String>, said: &[String], is_none: bool) {
    if is_none || !said.is_empty() {
        *there = said.to_vec();
    }
}

/// What is no date is told, and changes none: spreadsheets write dates in forms of their own.
fn date_of(there: &mut Option<String>, said: Option<&str>, key: &str, is_none: bool, told: &mut Told<'_>) {
    if is_none {
        *there = None;
    } else if let Some(date) = date(said, key, told) {
        *there = Some(date.to_string());
    }
}

/// The questions that an entry would have. Where a format has no titles, the title stands in front of them.
fn questions(draft: &Draft, there: &Entry) -> Vec<String> {
    let said = listed(&draft.questions);
    if said.is_empty() && !draft.without.contains(&Part::Questions) {
        return there.questions.clone();
    }
    let title = one_line(&there.title);
    match said.split_first() {
        Some((first, rest)) if draft.title.is_none() && *first == title => {
            let (own, others): (Vec<String>, Vec<String>) =
                listed(&there.questions).into_iter().partition(|question| *question == title);
            match (rest == others, own.is_empty()) {
                (true, _) => there.questions.clone(),
                (false, true) => rest.to_vec(),
                (false, false) => said,
            }
        }
        _ => said,
    }
}

fn says_the_same(whole: &Draft, entry: &Entry) -> bool {
    let there = Draft { file: whole.file.clone(), line: whole.line, ..draft_of(entry) };
    compared(whole) == compared(&there)
}

/// A draft without what makes no difference.
fn compared(draft: &Draft) -> Draft {
    let trimmed = |names: &[String]| names.iter().map(|name| name.trim().to_owned()).collect();
    Draft {
        title: draft.title.as_deref().map(one_line),
        topic: draft.topic.as_deref().map(one_line),
        questions: listed(&draft.questions),
        keywords: listed(&draft.keywords),
        subjects: trimmed(&draft.subjects),
        sources: trimmed(&draft.sources),
        related: trimmed(&draft.related),
        answer: tidy(&draft.answer).text,
        ..draft.clone()
    }
}
