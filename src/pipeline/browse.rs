//! The entries as a person looks through them: by topic, or by a name.
//!
//! In: the knowledge and the matcher. Out: topics, entries. How they are shown is left to the shell; what is offered while a person types, to [`super::complete`].

use super::Docent;
use crate::knowledge::{Entry, EntryId, ReplyId};
use crate::language::Language;
use crate::matching::Candidate;
use crate::text;

impl Docent {
    /// The topics, each once, in alphabetical order.
    #[must_use]
    pub fn topics(&self) -> Vec<&str> {
        let mut topics: Vec<&str> = self.knowledge.entries.iter().map(|entry| entry.topic.as_str()).collect();
        topics.sort_unstable();
        topics.dedup();
        topics
    }

    /// The entries of a topic for who has chosen a language, in the order of their ids; those that are not translated as they were written.
    #[must_use]
    pub fn entries_of(&self, topic: &str, locale: Option<Language>) -> Vec<&Entry> {
        self.knowledge.entries_in(locale.unwrap_or_default()).filter(|entry| entry.topic == topic).collect()
    }

    /// The entry that a person means by an id, a title or free words; none where nothing is near.
    #[must_use]
    pub fn entry_named(&self, named: &str, locale: Option<Language>) -> Option<EntryId> {
        let by_id = EntryId::new(named.trim()).ok().filter(|id| self.knowledge.entry(id).is_some());
        by_id
            .or_else(|| self.entry_titled(named))
            .or_else(|| self.matched_entries(named, locale).first().map(|entry| entry.id.clone()))
    }

    /// What a person means that a question may be answered by: an id, the title of an entry, or a question that is answered already; none where nothing is near.
    #[must_use]
    pub fn reply_named(&self, named: &str) -> Option<ReplyId> {
        let by_id = named.trim().parse().ok().filter(|id| self.answer_for(id).is_some());
        let matched = || {
            let near = |c: &Candidate| c.recorded && c.confidence >= self.thresholds.offer / 2.0;
            self.findings(named).candidates.into_iter().find(near).map(|candidate| candidate.reply)
        };
        by_id.or_else(|| self.entry_titled(named).map(ReplyId::Entry)).or_else(matched)
    }

    fn entry_titled(&self, title: &str) -> Option<EntryId> {
        let folded = text::fold(title.trim());
        self.knowledge.entries.iter().find(|entry| text::fold(&entry.title) == folded).map(|entry| entry.id.clone())
    }
}
