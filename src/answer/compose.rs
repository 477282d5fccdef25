//! Composes the answer behind a reply id: an entry, a summary, facts, a comparison, a move.
//!
//! In: a [`ReplyId`] and the knowledge. Out: an [`Answer`], or none where the knowledge no longer has it. What is said when Docent is unsure is left
//! to [`super::unsure`].

use super::citation::Citations;
use super::table::{Cell, Table};
use super::{Answer, Block};
use crate::knowledge::{Aspect, ComparisonPage, Entry, KnowledgeBase, ReplyId, Scope, Subject, SubjectId};
use crate::language::Language;

/// The answer behind an id.
pub(crate) fn compose(knowledge: &KnowledgeBase, id: &ReplyId) -> Option<Answer> {
    let title = title(knowledge, id)?;
    let answer = match id {
        ReplyId::Entry(entry) => of_entry(knowledge, knowledge.entry(entry)?),
        ReplyId::About(subject) => about(knowledge, knowledge.subject(subject)?),
        ReplyId::Fact { subject, scope } => facts(knowledge, knowledge.subject(subject)?, scope)?,
        ReplyId::Compare { subjects, scope } => {
            let subjects: Option<Vec<&Subject>> = subjects.iter().map(|s| knowledge.subject(s)).collect();
            let subjects = subjects?;
            match scope {
                Some(name) => {
                    comparison(knowledge, &subjects, &knowledge.aspects_for(&knowledge.scope(name)?), false, false)
                }
                None => in_short(knowledge, &subjects, false),
            }
        }
        ReplyId::Move { from, to } => advice(knowledge, from, to)?,
    };
    Some(Answer { id: Some(id.clone()), title, ..answer })
}

/// What a reply is called.
pub(crate) fn title(knowledge: &KnowledgeBase, id: &ReplyId) -> Option<String> {
    let name = |subject: &SubjectId| knowledge.subject(subject).map(|s| s.name.clone());
    let inside = |subject: &SubjectId| knowledge.subject(subject).map(in_a_sentence);
    let scope_name = |scope: &String| knowledge.scope(scope).map(|scope| scope_title(knowledge, &scope));
    match id {
        ReplyId::Entry(entry) => knowledge.entry(entry).map(|e| e.title.clone()),
        ReplyId::About(subject) => name(subject).map(|name| format!("{name}: what it is")),
        ReplyId::Fact { subject, scope } => Some(format!("{}: {}", name(subject)?, scope_name(scope)?)),
        ReplyId::Compare { subjects, scope } => {
            let names = subjects.iter().map(name).collect::<Option<Vec<_>>>()?.join(" vs ");
            match scope {
                Some(scope) => Some(format!("{names}: {}", scope_name(scope)?)),
                None => Some(names),
            }
        }
        ReplyId::Move { from, to } => Some(format!("From {} to {}", inside(from)?, inside(to)?)),
    }
}

/// A comparison as `/compare` asks for it: under these aspects, or in short; with `page`, also what only the pair can say, as it is in short.
pub(crate) fn side_by_side(
    knowledge: &KnowledgeBase,
    subjects: &[&Subject],
    aspects: Option<&[&Aspect]>,
    differences: bool,
    page: bool,
) -> Answer {
    let names: Vec<&str> = subjects.iter().map(|s| s.name.as_str()).collect();
    let id = ReplyId::Compare { subjects: subjects.iter().map(|s| s.id.clone()).collect(), scope: None };
    let answer = match aspects {
        Some(aspects) => comparison(knowledge, subjects, aspects, differences, page),
        None => in_short(knowledge, subjects, differences),
    };
    Answer { id: Some(id), title: names.join(" vs "), ..answer }
}

/// A comparison that was asked for under one aspect or group: its id and title say so.
pub(crate) fn of_scope(knowledge: &KnowledgeBase, answer: Answer, scope: Option<&Scope>) -> Answer {
    let (Some(scope), Some(ReplyId::Compare { subjects, .. })) = (scope, &answer.id) else { return answer };
    let id = ReplyId::Compare { subjects: subjects.clone(), scope: Some(scope.as_str().to_owned()) };
    Answer { title: title(knowledge, &id).unwrap_or(answer.title), id: Some(id), ..answer }
}

/// What an aspect or group is called.
pub(crate) fn scope_name(knowledge: &KnowledgeBase, id: &str) -> Option<String> {
    knowledge.scope(id).map(|scope| scope_title(knowledge, &scope))
}

fn of_entry(knowledge: &KnowledgeBase, entry: &Entry) -> Answer {
    let related = entry.related.iter().filter_map(|id| knowledge.entry(id).map(|e| (id.clone(), e.title.clone())));
    Answer {
        id: None,
        title: String::new(),
        blocks: vec![Block::Prose(entry.answer.clone())],
        sources: Citations::in_language(knowledge, entry.id.language()).all(&entry.sources).list(),
        verified: entry.verified,
        overdue: None,
        related: related.collect(),
        language: entry.id.language(),
    }
}

fn about(knowledge: &KnowledgeBase, subject: &Subject) -> Answer {
    Answer {
        id: None,
        title: String::new(),
        blocks: vec![Block::Prose(subject.summary.trim().to_owned())],
        sources: Citations::new(knowledge).all(&subject.sources).list(),
        verified: None,
        overdue: None,
        related: Vec::new(),
        language: Language::English,
    }
}

/// The facts of one subject: a line a statement, and a bold name before each aspect where there are several.
fn facts(knowledge: &KnowledgeBase, subject: &Subject, scope: &str) -> Option<Answer> {
    let asked = knowledge.scope(scope)?;
    let mut citations = Citations::new(knowledge);
    let mut blocks = Vec::new();
    for (at, aspect) in knowledge.aspects_for(&asked).iter().enumerate() {
        let cell = Cell::of(subject, aspect, &mut citations);
        // Where the aspect asked for is not recorded, its neighbours are no answer either.
        if cell.statements.is_empty() && at == 0 && matches!(asked, Scope::Aspect(_)) {
            break;
        }
        if cell.statements.is_empty() {
            continue;
        }
        // The title names the aspect asked for.
        if at > 0 || matches!(asked, Scope::Group(_)) {
            blocks.push(Block::Heading(aspect.name.clone()));
        }
        blocks.push(Block::Prose(statements(&cell)));
    }
    if blocks.is_empty() {
        let what = lower(&scope_title(knowledge, &knowledge.scope(scope)?));
        blocks.push(not_recorded(&format!("**{what}** for **{}**", in_a_sentence(subject))));
    }
    Some(Answer {
        id: None,
        title: String::new(),
        blocks,
        sources: citations.list(),
        verified: None,
        overdue: None,
        related: Vec::new(),
        language: Language::English,
    })
}

fn statements(cell: &Cell) -> String {
    let line = |statement: &super::Statement| {
        let numbers: Vec<String> = statement.sources.iter().map(|at| format!("[{}]", at + 1)).collect();
        let as_of = statement.as_of.map_or_else(String::new, |date| format!(", {date}"));
        format!("{}{as_of} {}", capitalized(&statement.text), numbers.concat())
    };
    match cell.statements.as_slice() {
        [only] => line(only),
        several => several.iter().map(|s| format!("- {}", line(s))).collect::<Vec<_>>().join("\n"),
    }
}

/// A table; with `page`, also what only the pair can say.
fn comparison(
    knowledge: &KnowledgeBase,
    subjects: &[&Subject],
    aspects: &[&Aspect],
    differences: bool,
    page: bool,
) -> Answer {
    let mut citations = Citations::new(knowledge);
    let mut table = Table::of(knowledge, subjects, aspects, &mut citations);
    if differences {
        table.keep_differences();
    }
    let found = match subjects {
        [one, other] if page => knowledge.comparison(&one.id, &other.id),
        _ => None,
    };
    let mut blocks = Vec::new();
    blocks.extend(found.map(|page| Block::Prose(page.verdict.trim().to_owned())));
    if table.rows.is_empty() {
        blocks.push(Block::Prose(
            if differences { "No recorded difference." } else { "Nothing is recorded on this." }.to_owned(),
        ));
    } else {
        blocks.push(Block::Table(table));
    }
    let citations = citations.all(found.map_or(&[], |page: &ComparisonPage| page.sources.as_slice()));
    let verified = found.map(|page| page.verified);
    Answer {
        id: None,
        title: String::new(),
        blocks,
        sources: citations.list(),
        verified,
        overdue: None,
        related: Vec::new(),
        language: Language::English,
    }
}

/// Rows that a short table has at least: where fewer are recorded of several subjects, all are shown.
const FEWEST_SHARED: usize = 3;

/// The headline aspects that are recorded of several subjects; below, which are recorded of one alone.
fn in_short(knowledge: &KnowledgeBase, subjects: &[&Subject], differences: bool) -> Answer {
    let aspects: Vec<&Aspect> = knowledge.aspects.iter().filter(|aspect| aspect.headline).collect();
    let has = |subject: &Subject, aspect: &Aspect| subject.facts.iter().any(|fact| fact.aspect == aspect.id);
    let having = |aspect: &Aspect| subjects.iter().filter(|subject| has(subject, aspect)).count();
    let shared: Vec<&Aspect> = aspects.iter().copied().filter(|aspect| having(aspect) > 1).collect();
    if shared.len() < FEWEST_SHARED {
        return comparison(knowledge, subjects, &aspects, differences, true);
    }
    let mut answer = comparison(knowledge, subjects, &shared, differences, true);
    for subject in subjects {
        let alone = aspects.iter().filter(|aspect| having(aspect) == 1 && has(subject, aspect));
        let names: Vec<String> = alone.map(|aspect| lower(&aspect.name)).collect();
        if !names.is_empty() {
            let of = in_a_sentence(subject);
            answer.blocks.push(Block::Prose(format!("Recorded for {of} alone: {}.", names.join(", "))));
        }
    }
    answer
}

/// How to get from one subject to another, or that nobody has written it down.
fn advice(knowledge: &KnowledgeBase, from: &SubjectId, to: &SubjectId) -> Option<Answer> {
    let page = knowledge.comparison(from, to);
    let written = page.and_then(|page| Some((page, page.moves.iter().find(|m| m.from == *from && m.to == *to)?)));
    let Some((page, step)) = written else {
        let [from, to] = [knowledge.subject(from)?, knowledge.subject(to)?].map(in_a_sentence);
        return Some(plain(vec![not_recorded(&format!("how to get from **{from}** to **{to}**"))]));
    };
    Some(Answer {
        sources: Citations::new(knowledge).all(&page.sources).list(),
        verified: Some(page.verified),
        ..plain(vec![Block::Prose(step.text.clone())])
    })
}

/// Blocks without a source.
fn plain(blocks: Vec<Block>) -> Answer {
    Answer {
        id: None,
        title: String::new(),
        blocks,
        sources: Vec::new(),
        verified: None,
        overdue: None,
        related: Vec::new(),
        language: Language::English,
    }
}

fn not_recorded(what: &str) -> Block {
    Block::Prose(format!("Not recorded: I have no source on {what}."))
}

fn scope_title(knowledge: &KnowledgeBase, scope: &Scope) -> String {
    let name = match scope {
        Scope::Aspect(id) => knowledge.aspect(id).map(|a| a.name.clone()),
        Scope::Group(id) => knowledge.group(id).map(|g| g.name.clone()),
    };
    name.unwrap_or_default()
}

/// A name inside a sentence: its first letter small, unless the word is in capitals or a sign: "L5 pay".
pub(super) fn lower(name: &str) -> String {
    let mut chars = name.chars();
    match (chars.next(), chars.clone().next()) {
        (Some(first), second) if !second.is_some_and(|second| second.is_uppercase() || second.is_numeric()) => {
            first.to_lowercase().chain(chars).collect()
        }
        _ => name.to_owned(),
    }
}

/// The name of a subject inside a sentence: with a small first letter where its own summary writes it so. "Backend engineer" becomes "backend engineer",
/// "Kafka" stays.
pub(super) fn in_a_sentence(subject: &Subject) -> String {
    Some(lower(&subject.name))
        .filter(|small| subject.summary.contains(small.as_str()))
        .unwrap_or_else(|| subject.name.clone())
}

/// With a capital first letter.
pub(crate) fn capitalized(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
