//! Tells when what the knowledge says is to be checked again: on the day that somebody set, or so long after its source was read.
//!
//! In: a reply or a fact. Out: the day. What is due on a day is listed by [`crate::check`].

use super::base::KnowledgeBase;
use super::date::Date;
use super::id::SubjectId;
use super::model::{Aspect, Fact};
use super::reply_id::ReplyId;

impl KnowledgeBase {
    /// When what a reply says should be checked again, where somebody set a day or what it says ages; of several days the first.
    #[must_use]
    pub fn review(&self, reply: &ReplyId) -> Option<Date> {
        let page = |one: &SubjectId, other: &SubjectId| self.comparison(one, other).and_then(|page| page.review);
        match reply {
            ReplyId::Entry(entry) => self.entry(entry).and_then(|entry| entry.review),
            ReplyId::Compare { subjects, scope } => {
                let shown = match scope {
                    Some(scope) => self.aspects_in(&self.scope(scope)?),
                    None => self.aspects.iter().collect(),
                };
                let pair = match subjects.as_slice() {
                    [one, other] if scope.is_none() => page(one, other),
                    _ => None,
                };
                let facts = subjects.iter().filter_map(|subject| self.first_due(subject, &shown));
                facts.chain(pair).min_by_key(|date| date.earliest())
            }
            ReplyId::Move { from, to } => page(from, to),
            ReplyId::Fact { subject, scope } => self.first_due(subject, &self.aspects_for(&self.scope(scope)?)),
            ReplyId::About(_) => None,
        }
    }

    /// When a fact should be checked again; none where facts like it keep.
    #[must_use]
    pub fn due(&self, fact: &Fact) -> Option<Date> {
        let months = self.aspect(&fact.aspect)?.review_months?;
        self.source(&fact.source)?.read.map(|read| read.later(months))
    }

    /// When the first of a subject's facts under these aspects should be checked again.
    fn first_due(&self, subject: &SubjectId, aspects: &[&Aspect]) -> Option<Date> {
        let shown = |fact: &&Fact| aspects.iter().any(|aspect| aspect.id == fact.aspect);
        let facts = self.subject(subject)?.facts.iter().filter(shown);
        facts.filter_map(|fact| self.due(fact)).min_by_key(|date| date.earliest())
    }
}
