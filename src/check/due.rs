//! Lists what is due to be checked again: entries and pages since the day that somebody set, facts since their source was read too long ago.
//!
//! In: the knowledge and the day. Out: [`Due`], the longest overdue first; entries that nobody ever checked, which no day is known of. Who hears of it is left to others.

use jiff::civil;

use super::view::page_id;
use crate::knowledge::{Date, Entry, Fact, Field, Kind, KnowledgeBase, Owner, Subject, SubjectId};

/// Something that should have been checked again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due<'k> {
    /// Since when.
    pub since: Date,
    /// Who keeps it, where somebody does.
    pub owner: Option<&'k Owner>,
    /// What it is called.
    pub title: String,
    /// What kind of thing it is; a fact is part of its subject.
    pub kind: Kind,
    /// The id of the thing.
    pub id: String,
    /// Which of its values is due.
    pub field: Field,
    /// The fact, where it is one.
    pub fact: Option<&'k Fact>,
}

/// Everything that is due on a day.
#[must_use]
pub fn due(knowledge: &KnowledgeBase, today: civil::Date) -> Vec<Due<'_>> {
    let pages = knowledge.comparisons.iter().filter_map(|page| {
        let name = |id: &'_ SubjectId| knowledge.subject(id).map_or_else(|| id.to_string(), |of| of.name.clone());
        let title = page.subjects.each_ref().map(name).join(" and ");
        let (kind, id) = (Kind::Comparison, page_id(&page.subjects));
        Some(Due { since: page.review?, owner: None, title, kind, id, field: Field::key("review"), fact: None })
    });
    let entries = knowledge.entries.iter().filter_map(|entry| of_entry(knowledge, entry));
    let facts = knowledge.subjects.iter().flat_map(|subject| of_facts(knowledge, subject));
    let mut due: Vec<Due<'_>> = entries.chain(pages).chain(facts).filter(|due| due.since.earliest() < today).collect();
    due.sort_by_key(|one| one.since);
    due
}

/// Entries of which nobody has said that they were checked, in the order of the knowledge; those with a review day that is over are due anyway.
#[must_use]
pub fn never_checked(knowledge: &KnowledgeBase, today: civil::Date) -> Vec<&Entry> {
    let is_due = |entry: &Entry| entry.review.is_some_and(|date| date.earliest() < today);
    knowledge.entries.iter().filter(|entry| entry.verified.is_none() && !is_due(entry)).collect()
}

fn of_entry<'k>(knowledge: &'k KnowledgeBase, entry: &Entry) -> Option<Due<'k>> {
    Some(Due {
        since: entry.review?,
        owner: knowledge.owner(&entry.topic),
        title: entry.title.clone(),
        kind: Kind::Entry,
        id: entry.id.to_string(),
        field: Field::key("review"),
        fact: None,
    })
}

fn of_facts<'k>(knowledge: &'k KnowledgeBase, subject: &'k Subject) -> impl Iterator<Item = Due<'k>> {
    subject.facts.iter().enumerate().filter_map(|(at, fact)| {
        let aspect = knowledge.aspect(&fact.aspect).map_or("", |aspect| aspect.name.as_str());
        Some(Due {
            since: knowledge.due(fact)?,
            owner: None,
            title: format!("{}: {aspect} ({})", subject.name, fact.source),
            kind: Kind::Subject,
            id: subject.id.to_string(),
            field: Field::row(at, "text"),
            fact: Some(fact),
        })
    })
}
