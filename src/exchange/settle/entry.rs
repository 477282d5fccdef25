//! One draft as one entry, or as several where its answer fits no message.
//!
//! In: a draft and its id. Out: entries, and notes. A draft without an answer, or that asks what another one asks, becomes none.

use std::collections::HashMap;

use super::super::draft::{Draft, Note};
use super::super::ids::Taken;
use super::super::split::split;
use super::super::tidy::tidy;
use super::wording::{Claim, Owners, one_line};
use super::{Subjects, Target};
use crate::check::{MOST_EMBED_CHARS, MOST_TITLE_CHARS};
use crate::knowledge::{Date, Entry, EntryId, SourceId, SubjectId};

/// Least room that sources leave to a part of an answer; with more sources than that, those behind are not taken over.
const LEAST_ROOM: usize = 1_000;

/// What an entry proposes at most to read next.
const MOST_RELATED: usize = 5;

/// Makes entries, and remembers what is taken.
pub(super) struct Maker<'t, 'k> {
    pub(super) target: &'t Target<'k>,
    pub(super) owners: Owners,
    pub(super) taken: Taken,
    /// With the room that each takes below an answer.
    pub(super) sources: HashMap<SourceId, usize>,
    pub(super) subjects: Subjects,
    pub(super) names: HashMap<String, EntryId>,
}

/// Where notes on one draft go.
pub(super) struct Told<'n> {
    pub(super) file: String,
    pub(super) line: usize,
    pub(super) notes: &'n mut Vec<Note>,
}

impl Told<'_> {
    fn changed(&mut self, message: String) {
        self.notes.push(Note::changed(&self.file, self.line, message));
    }

    fn left_out(&mut self, message: String) {
        self.notes.push(Note::left_out(&self.file, self.line, message));
    }
}

impl Maker<'_, '_> {
    /// The entries of a draft; none where it cannot be one.
    pub(super) fn entries(&mut self, draft: &Draft, id: EntryId, notes: &mut Vec<Note>) -> Vec<Entry> {
        let told = &mut Told { file: draft.file.clone(), line: draft.line, notes };
        let tidied = tidy(&draft.answer);
        if tidied.text.is_empty() {
            told.left_out("it has no answer: write one, then import it again".to_owned());
            return Vec::new();
        }
        let topic = draft.topic.as_deref().map(one_line).filter(|topic| !topic.is_empty());
        let topic = topic.unwrap_or_else(|| self.target.topic.clone());
        let Some((title, questions)) = self.wordings(draft, &topic, &id, told) else { return Vec::new() };
        for change in tidied.changes {
            told.changed(change.to_owned());
        }
        // What is there named a source and said when it was checked, or meant not to.
        let is_new = self.target.knowledge.entry(&id).is_none();
        let (sources, room) = self.sources(&draft.sources, self.target.source.as_ref().filter(|_| is_new), told);
        let entry = Entry {
            title,
            topic,
            questions,
            keywords: listed(&draft.keywords),
            subjects: self.subjects(&draft.subjects, told),
            related: self.related(&draft.related, &id, told),
            sources,
            verified: date(draft.verified.as_deref(), "verified", told).or(self.target.verified.filter(|_| is_new)),
            review: date(draft.review.as_deref(), "review", told),
            answer: String::new(),
            id,
        };
        self.parts(&entry, &tidied.text, room, told)
    }

    /// Title and questions; none where another entry asks the same.
    fn wordings(
        &mut self,
        draft: &Draft,
        topic: &str,
        id: &EntryId,
        told: &mut Told<'_>,
    ) -> Option<(String, Vec<String>)> {
        let before = told.notes.len();
        let asked: Vec<String> = draft.questions.iter().map(|q| one_line(q)).filter(|q| !q.is_empty()).collect();
        let mut kept = Vec::with_capacity(asked.len());
        let mut owner = None;
        for question in asked {
            match self.owners.claim(&question, id) {
                Claim::Free => kept.push(question),
                // Repeated by its own entry: nothing is lost.
                Claim::Again => {}
                Claim::Of(other) => {
                    told.changed(format!(
                        "the question `{question}` stays with the entry `{other}`, which asks it too"
                    ));
                    owner = Some(other);
                }
                Claim::Wordless => told.changed(format!("the question `{question}` has no words and was left out")),
                Claim::Long => told.changed("a question longer than 500 characters was left out".to_owned()),
            }
        }
        let named = draft.title.as_deref().map(one_line).filter(|title| !title.is_empty());
        let title = match named {
            Some(title) => self.title(title, topic, id, &kept, told),
            None => kept.iter().find(|q| q.chars().count() <= MOST_TITLE_CHARS).or(kept.first()).cloned(),
        };
        match (title, owner) {
            (Some(title), _) => {
                let title = shortened(title, told);
                if kept.is_empty() {
                    kept.push(title.clone());
                }
                Some((title, kept))
            }
            (None, Some(other)) => {
                // Said once is enough.
                told.notes.truncate(before);
                told.left_out(format!("everything that it asks, the entry `{other}` asks too: join the two by hand"));
                None
            }
            (None, None) => {
                told.left_out("it has no question: write one, then import it again".to_owned());
                None
            }
        }
    }

    /// The title, with its topic where another entry bears it alone; else one of the questions.
    fn title(
        &mut self,
        title: String,
        topic: &str,
        id: &EntryId,
        kept: &[String],
        told: &mut Told<'_>,
    ) -> Option<String> {
        match self.owners.claim(&title, id) {
            Claim::Free | Claim::Again | Claim::Long => return Some(title),
            Claim::Wordless => return kept.first().cloned(),
            Claim::Of(_) => {}
        }
        let longer = format!("{title} ({topic})");
        if self.owners.of(&longer).is_none() && matches!(self.owners.claim(&longer, id), Claim::Free) {
            told.changed(format!("another entry is called `{title}`: this one became `{longer}`"));
            return Some(longer);
        }
        if kept.is_empty() {
            let other = self.owners.of(&title).map(ToString::to_string).unwrap_or_default();
            told.left_out(format!("`{title}` asks for the entry `{other}` too: join the two by hand"));
        }
        kept.first().cloned()
    }

    /// The sources that are known, and the room that they leave.
    fn sources(&self, given: &[String], default: Option<&SourceId>, told: &mut Told<'_>) -> (Vec<SourceId>, usize) {
        let mut room = MOST_EMBED_CHARS;
        let mut kept: Vec<SourceId> = Vec::new();
        let named: Vec<SourceId> = given.iter().filter_map(|name| SourceId::new(name.trim()).ok()).collect();
        if named.len() < given.len() {
            told.changed("a source whose name is no id was left out".to_owned());
        }
        let default = default.filter(|_| given.is_empty()).cloned();
        for id in named.into_iter().chain(default) {
            match self.sources.get(&id) {
                Some(chars) if room >= chars + LEAST_ROOM => {
                    room -= chars;
                    kept.push(id);
                }
                Some(_) => told.changed(format!("the source `{id}` was left out: no message holds so many")),
                None => told.changed(format!(
                    "the source `{id}` was left out: `sources.toml` does not have it; add it, then import again"
                )),
            }
        }
        (kept, room)
    }

    fn subjects(&self, given: &[String], told: &mut Told<'_>) -> Vec<SubjectId> {
        let mut kept = Vec::new();
        for name in given {
            match SubjectId::new(name.trim()).ok().filter(|id| self.subjects.contains(id)) {
                Some(id) => kept.push(id),
                None => told.changed(format!("the subject `{name}` was left out: this knowledge does not have it")),
            }
        }
        kept
    }

    fn related(&self, given: &[String], own: &EntryId, told: &mut Told<'_>) -> Vec<EntryId> {
        let mut kept: Vec<EntryId> = Vec::new();
        for name in given {
            match self.names.get(name.trim()) {
                Some(id) if id == own || kept.contains(id) || kept.len() == MOST_RELATED => {}
                Some(id) => kept.push(id.clone()),
                None => told.changed(format!("there is no entry `{name}` to read next")),
            }
        }
        kept
    }

    /// The entry with its whole answer, or a chain of entries where no message holds that.
    fn parts(&mut self, entry: &Entry, answer: &str, room: usize, told: &mut Told<'_>) -> Vec<Entry> {
        let parts = split(answer, room);
        let count = parts.len();
        if count > 1 {
            let chars = answer.chars().count();
            told.changed(format!(
                "an answer of {chars} characters fits no message: it became {count} entries, each proposing the next"
            ));
        }
        let ids: Vec<EntryId> = std::iter::once(entry.id.clone())
            .chain((1..count).filter_map(|at| self.taken.claim(&format!("{}-part-{}", entry.id, at + 1))))
            .collect();
        let mut entries = Vec::with_capacity(count);
        for (at, (part, id)) in parts.into_iter().zip(&ids).enumerate() {
            let mut one = Entry { id: id.clone(), answer: part, ..entry.clone() };
            if at > 0 {
                one.title = format!("{} (part {} of {count})", shorter(&entry.title, MOST_TITLE_CHARS - 24), at + 1);
                one.questions = vec![one.title.clone()];
                one.keywords = Vec::new();
                // A title that another entry bears: two of its kind were cut alike.
                if !matches!(self.owners.claim(&one.title, id), Claim::Free | Claim::Again) {
                    one.title = format!("{} · {}", one.title, id);
                    one.questions = vec![one.title.clone()];
                }
            }
            if let Some(next) = ids.get(at + 1) {
                one.related.truncate(MOST_RELATED - 1);
                one.related.insert(0, next.clone());
            }
            entries.push(one);
        }
        entries
    }
}

/// Items of a list, each once, as they were written.
pub(super) fn listed(given: &[String]) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for word in given.iter().map(|word| one_line(word)).filter(|word| !word.is_empty()) {
        if !kept.contains(&word) {
            kept.push(word);
        }
    }
    kept
}

pub(super) fn date(given: Option<&str>, key: &str, told: &mut Told<'_>) -> Option<Date> {
    let given = given.map(str::trim).filter(|given| !given.is_empty())?;
    let date = day(given);
    if date.is_none() {
        told.changed(format!("`{given}` is no date for `{key}`: write it as 2026-11-20"));
    }
    date
}

/// The day that somebody wrote. A time of day behind it says nothing here.
pub(super) fn day(given: &str) -> Option<Date> {
    given.trim().split(['T', ' ']).next()?.parse().ok()
}

fn shortened(title: String, told: &mut Told<'_>) -> String {
    if title.chars().count() <= MOST_TITLE_CHARS {
        return title;
    }
    told.changed(format!("the title was cut to {MOST_TITLE_CHARS} characters"));
    shorter(&title, MOST_TITLE_CHARS)
}

/// A title of at most so many characters, cut behind a word.
fn shorter(title: &str, most: usize) -> String {
    if title.chars().count() <= most {
        return title.to_owned();
    }
    let head: String = title.chars().take(most - 1).collect();
    let words = head.rfind(' ').and_then(|at| head.get(..at)).unwrap_or(&head);
    format!("{words}…")
}
