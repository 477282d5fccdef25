//! The entries as a person looks through them: by topic, or by what they have typed so far.
//!
//! In: the knowledge and the matcher. Out: topics, titles, [`Completion`]s. How they are shown is left to the shell.

use super::{Completion, Docent};
use crate::knowledge::{Entry, EntryId, ReplyId};
use crate::language::Language;
use crate::matching::{Candidate, Reach};
use crate::text;

/// Discord shows at most so many completions.
const COMPLETIONS: usize = 25;
/// Longest label and value of a completion.
const COMPLETION_CHARS: usize = 100;

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

    /// Entries that what is typed may be asking for, best first, at most 25: first those whose title or a question begins so, then those that hold the
    /// words, then what the matcher makes of it. Each is offered in the language that the person has chosen, where it is translated.
    #[must_use]
    pub fn complete_entry(&self, typed: &str, locale: Option<Language>) -> Vec<Completion> {
        let language = locale.unwrap_or_default();
        let folded = text::fold(typed.trim());
        let mut ranked: Vec<(u8, &Entry)> =
            self.knowledge.entries_in(language).filter_map(|entry| Some((rank(&folded, entry)?, entry))).collect();
        ranked.sort_by_key(|(rank, _)| *rank);
        let mut found: Vec<&Entry> = ranked.into_iter().map(|(_, entry)| entry).take(COMPLETIONS).collect();
        if !folded.is_empty() && found.len() < COMPLETIONS {
            for entry in self.matched_entries(typed, locale) {
                if !found.iter().any(|known| known.id == entry.id) {
                    found.push(entry);
                }
            }
        }
        let fits = |entry: &&Entry| entry.id.as_str().chars().count() <= COMPLETION_CHARS;
        found.into_iter().filter(fits).take(COMPLETIONS).map(completion).collect()
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

    fn matched_entries(&self, typed: &str, locale: Option<Language>) -> Vec<&Entry> {
        let offered = |confidence: f32| confidence >= self.thresholds.offer / 2.0;
        let found = self.findings_for(typed, locale, Reach::Everything).candidates;
        let ids = found.into_iter().filter(|c| offered(c.confidence)).filter_map(|candidate| match candidate.reply {
            ReplyId::Entry(id) => Some(id),
            _ => None,
        });
        let known = |id: EntryId| {
            let own = locale.and_then(|language| self.knowledge.translation(&id, language));
            own.or_else(|| self.knowledge.entry(&id))
        };
        ids.filter_map(known).collect()
    }
}

fn rank(typed: &str, entry: &Entry) -> Option<u8> {
    let said = || std::iter::once(&entry.title).chain(&entry.questions).map(|text| text::fold(text));
    if said().any(|text| text.starts_with(typed)) {
        return Some(0);
    }
    let words: Vec<&str> = typed.split_whitespace().collect();
    said().any(|text| words.iter().all(|word| text.contains(word))).then_some(1)
}

fn completion(entry: &Entry) -> Completion {
    let long = entry.title.chars().count() > COMPLETION_CHARS;
    let label = if long {
        let start: String = entry.title.chars().take(COMPLETION_CHARS - 1).collect();
        format!("{}…", start.trim_end())
    } else {
        entry.title.clone()
    };
    Completion { label, value: entry.id.to_string() }
}
