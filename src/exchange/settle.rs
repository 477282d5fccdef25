//! Turns drafts into entries that load beside those that are there: free ids, questions that belong to one entry only, answers that fit.
//!
//! In: what an importer [`Brought`], and the knowledge that it comes to. Out: new files, and a note on everything that is not as it was. Nothing that exists is changed.

mod entry;
mod wording;

use std::collections::{HashMap, HashSet};

use super::draft::{Brought, Draft, Note};
use super::ids::Taken;
use crate::knowledge::{Date, EntryId, KnowledgeBase, KnowledgeFile, Source, SourceId, SubjectId, entry_file};
use crate::language::Language;
use entry::Maker;
use wording::Owners;

/// Where entries come to.
#[derive(Debug, Clone)]
pub struct Target<'k> {
    /// What is known there already.
    pub knowledge: &'k KnowledgeBase,
    /// Their folder below `faq/`.
    pub shelf: String,
    /// The topic of those that name none.
    pub topic: String,
    /// The source of those that name none.
    pub source: Option<SourceId>,
    /// When those were verified that do not say it; none where nobody vouches for them.
    pub verified: Option<Date>,
}

/// What became of drafts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settled {
    /// New files, in the order of the drafts.
    pub files: Vec<KnowledgeFile>,
    /// Sources that the knowledge does not have yet and an entry names.
    pub sources: Vec<Source>,
    /// What was changed or left out.
    pub notes: Vec<Note>,
    /// Entries with fewer example questions than `check` asks for.
    pub few_questions: usize,
    /// Entries of which nobody says when they were checked.
    pub unverified: usize,
}

/// Example questions that `check` asks for.
const ENOUGH_QUESTIONS: usize = 3;

/// Settles all drafts; `done` is called after each.
#[must_use]
pub fn settle(brought: Brought, target: &Target<'_>, mut done: impl FnMut()) -> Settled {
    let Brought { drafts, sources, notes } = brought;
    let mut settled = Settled { notes, ..Settled::default() };
    let (translations, drafts): (Vec<Draft>, Vec<Draft>) = drafts.into_iter().partition(is_translation);
    settled.notes.extend(translations.iter().map(left_out));
    let mut taken = Taken::new(target.knowledge.entries.iter().map(|entry| entry.id.clone()));
    let ids = claim(&drafts, &mut taken);
    let mut maker = Maker {
        target,
        owners: Owners::new(target.knowledge),
        taken,
        sources: Known::sources(target.knowledge, &sources),
        subjects: target.knowledge.subjects.iter().map(|subject| subject.id.clone()).collect(),
        names: names(&drafts, &ids, target.knowledge),
    };
    let mut entries = Vec::with_capacity(drafts.len());
    for (draft, id) in drafts.into_iter().zip(ids) {
        if let Some(id) = id {
            entries.extend(maker.entries(&draft, id, &mut settled.notes));
        }
        done();
    }
    // What to read next can have been left out only now.
    let there: HashSet<EntryId> =
        entries.iter().chain(&target.knowledge.entries).map(|entry| entry.id.clone()).collect();
    let mut named = HashSet::new();
    for mut entry in entries {
        entry.related.retain(|id| there.contains(id));
        named.extend(entry.sources.iter().cloned());
        settled.few_questions += usize::from(entry.questions.len() < ENOUGH_QUESTIONS);
        settled.unverified += usize::from(entry.verified.is_none());
        let path = format!("faq/{}/{}.md", target.shelf, entry.id);
        settled.files.push(KnowledgeFile { path, text: entry_file(&entry) });
    }
    let known: HashSet<&SourceId> = target.knowledge.sources.iter().map(|source| &source.id).collect();
    let mut added = HashSet::new();
    let is_new = |source: &Source| named.contains(&source.id) && !known.contains(&source.id);
    settled.sources = sources.into_iter().filter(|source| is_new(source) && added.insert(source.id.clone())).collect();
    settled
}

/// Whether a draft was taken out of a knowledge as the translation of an entry.
fn is_translation(draft: &Draft) -> bool {
    draft.id.as_deref().and_then(|id| EntryId::new(id).ok()).is_some_and(|id| id.original().is_some())
}

fn left_out(draft: &Draft) -> Note {
    let id = draft.id.as_deref().unwrap_or_default();
    let message = format!("`{id}` is a translation and was left out: put its file beside that of its original");
    Note { file: draft.file.clone(), line: draft.line, left_out: true, message }
}

/// An id for each draft, in their order.
fn claim(drafts: &[Draft], taken: &mut Taken) -> Vec<Option<EntryId>> {
    let name = |draft: &Draft| {
        let named = [draft.id.as_ref(), draft.title.as_ref(), draft.questions.first()];
        named.into_iter().flatten().find(|name| !name.trim().is_empty()).cloned().unwrap_or_default()
    };
    drafts.iter().map(|draft| taken.claim(&name(draft))).collect()
}

/// By which names drafts and entries refer to one another.
fn names(drafts: &[Draft], ids: &[Option<EntryId>], knowledge: &KnowledgeBase) -> HashMap<String, EntryId> {
    let mut names: HashMap<String, EntryId> =
        knowledge.entries_in(Language::English).map(|entry| (entry.id.to_string(), entry.id.clone())).collect();
    // What came in one piece means its own neighbors.
    for (draft, id) in drafts.iter().zip(ids) {
        if let (Some(name), Some(id)) = (&draft.id, id) {
            names.insert(name.clone(), id.clone());
        }
    }
    names
}

/// Ids that may be referred to.
struct Known;

impl Known {
    fn sources(knowledge: &KnowledgeBase, more: &[Source]) -> HashMap<SourceId, usize> {
        let room = |source: &Source| (source.id.clone(), crate::check::source_chars(source));
        more.iter().map(room).chain(knowledge.sources.iter().map(room)).collect()
    }
}

/// Ids of subjects.
type Subjects = HashSet<SubjectId>;
