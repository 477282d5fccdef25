//! Says what a card answers with once it is known which subjects are meant.
//!
//! In: a target and the subjects named. Out: a [`ReplyId`], or none where the target needs subjects that nobody named.

use rustc_hash::FxHashSet;

use super::cards::Target;
use super::lexis::Lexis;
use super::reading::Reading;
use crate::knowledge::{KnowledgeBase, ReplyId, Subject, SubjectId};

/// Subjects that fit side by side.
pub(super) const SIDE_BY_SIDE: usize = 5;

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

/// Of which subjects of a domain something is recorded under which of its scopes.
#[derive(Debug, Default)]
pub(super) struct Records {
    /// A row a subject, a column a scope.
    recorded: Vec<bool>,
    scopes: usize,
}

impl Records {
    /// Looks it up once: every candidate of every message asks.
    pub(super) fn of(knowledge: &KnowledgeBase, lexis: &Lexis) -> Self {
        let under = |subject: &'_ Subject| -> FxHashSet<String> {
            let aspects = subject.facts.iter().filter_map(|fact| knowledge.aspect(&fact.aspect));
            aspects.flat_map(|aspect| [aspect.id.to_string(), aspect.group.to_string()]).collect()
        };
        let row = |subject| {
            let recorded = under(subject);
            lexis.scopes.iter().map(|scope| recorded.contains(scope.as_str())).collect::<Vec<_>>()
        };
        let subjects = (0..lexis.members.len()).filter_map(|at| lexis.subject(knowledge, at));
        Self { recorded: subjects.flat_map(row).collect(), scopes: lexis.scopes.len() }
    }

    fn has(&self, subject: usize, scope: usize) -> bool {
        self.recorded.get(subject * self.scopes + scope).copied().unwrap_or_default()
    }

    /// Whether there is any fact behind what [`reply`] gives, where that is made of facts.
    pub(super) fn has_any(
        &self,
        knowledge: &KnowledgeBase,
        meant: &[usize],
        reply: &ReplyId,
        scope: Option<usize>,
    ) -> bool {
        match (reply, scope) {
            (ReplyId::Fact { .. }, Some(scope)) => meant.first().is_some_and(|subject| self.has(*subject, scope)),
            (ReplyId::Compare { scope: Some(_), .. }, Some(scope)) => {
                // What is recorded of one tells something beside a gap that says so.
                meant.iter().take(SIDE_BY_SIDE).any(|subject| self.has(*subject, scope))
            }
            (ReplyId::Move { from, to }, _) => knowledge
                .comparison(from, to)
                .is_some_and(|page| page.moves.iter().any(|m| m.from == *from && m.to == *to)),
            _ => true,
        }
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
