//! Says what a card answers with once it is known which subjects are meant.
//!
//! In: a target and the subjects named. Out: a [`ReplyId`], or none where the target needs subjects that nobody named.

use super::cards::Target;
use super::lexis::Lexis;
use super::reading::Reading;
use crate::knowledge::{Aspect, KnowledgeBase, ReplyId, SubjectId};

/// Subjects that fit side by side.
const SIDE_BY_SIDE: usize = 5;

/// What a card answers with. Where no subject is named, an aspect or a comparison is of the principal ones.
pub(super) fn reply(
    knowledge: &KnowledgeBase,
    lexis: &Lexis,
    principals: &[usize],
    target: Target,
    reading: &Reading,
    subjects: &[usize],
) -> Option<ReplyId> {
    let id = |at: &usize| lexis.subject(knowledge, *at).map(|s| s.id.clone());
    let scope = |at: usize| lexis.scopes.get(at).map(|s| s.as_str().to_owned());
    let meant = if subjects.is_empty() { principals } else { subjects };
    let several: Vec<SubjectId> = meant.iter().take(SIDE_BY_SIDE).filter_map(id).collect();
    let category = |id: &SubjectId| knowledge.subject(id).map(|s| &s.category);
    let comparable = several.iter().all(|id| category(id) == several.first().and_then(category));
    match target {
        Target::Entry(at) => knowledge.entries.get(at).map(|e| ReplyId::Entry(e.id.clone())),
        Target::About if subjects.len() == 1 => subjects.first().and_then(id).map(ReplyId::About),
        Target::Scope(at) => match several.as_slice() {
            [] => None,
            [subject] => Some(ReplyId::Fact { subject: subject.clone(), scope: scope(at)? }),
            _ => comparable.then_some(ReplyId::Compare { subjects: several, scope: Some(scope(at)?) }),
        },
        Target::About | Target::Compare if several.len() > 1 && comparable => {
            let named = reading.scopes.first().and_then(|at| scope(*at));
            Some(ReplyId::Compare { subjects: several, scope: named })
        }
        Target::Move => {
            let (from, to) = reading.direction()?;
            Some(ReplyId::Move { from: id(&from)?, to: id(&to)? })
        }
        Target::Nothing | Target::About | Target::Compare => None,
    }
}

/// Whether there is any fact behind a reply that is made of facts.
pub(super) fn is_recorded(knowledge: &KnowledgeBase, reply: &ReplyId) -> bool {
    let has = |subject: &SubjectId, scope: &str| {
        let covers = |aspect: &Aspect| aspect.id.as_str() == scope || aspect.group.as_str() == scope;
        let named = |id| knowledge.aspect(id).is_some_and(covers);
        knowledge.subject(subject).is_some_and(|s| s.facts.iter().any(|fact| named(&fact.aspect)))
    };
    match reply {
        ReplyId::Fact { subject, scope } => has(subject, scope),
        ReplyId::Compare { subjects, scope: Some(scope) } => subjects.iter().filter(|s| has(s, scope)).count() > 1,
        ReplyId::Move { from, to } => {
            knowledge.comparison(from, to).is_some_and(|page| page.moves.iter().any(|m| m.from == *from && m.to == *to))
        }
        ReplyId::Entry(_) | ReplyId::About(_) | ReplyId::Compare { .. } => true,
    }
}

/// The two subjects with by far the most facts of all, in the domain that has both: meant where a question names none.
pub(super) fn principals(knowledge: &KnowledgeBase, lexis: &Lexis) -> Vec<usize> {
    let mut by_facts: Vec<(usize, usize)> =
        knowledge.subjects.iter().enumerate().map(|(at, s)| (s.facts.len(), at)).collect();
    by_facts.sort_by(|(a, x), (b, y)| b.cmp(a).then(x.cmp(y)));
    match by_facts.as_slice() {
        [(_, one), (many, other), rest @ ..] if rest.first().is_none_or(|(few, _)| few * 2 < *many) => {
            let place = |subject: &usize| lexis.members.iter().position(|member| member == subject);
            let mut pair: Vec<usize> = [one, other].into_iter().filter_map(place).collect();
            pair.sort_unstable();
            if pair.len() == 2 { pair } else { Vec::new() }
        }
        _ => Vec::new(),
    }
}
