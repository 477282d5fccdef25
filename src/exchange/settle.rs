//! Turns drafts into entries that load beside those that are there: free ids, questions that belong to one entry only, answers that fit.
//!
//! In: what an importer [`Brought`], and the knowledge that it comes to. Out: new files, entries that are there and that a file says otherwise, and a note on everything that is not as it
//! was. An entry that is there is never brought twice, and changed only where that was asked for.

mod changes;
mod entry;
mod standing;
mod wording;

use std::collections::{HashMap, HashSet};

use super::draft::{Brought, Draft, Note};
use super::ids::Taken;
use crate::knowledge::{Date, Entry, EntryId, KnowledgeBase, KnowledgeFile, Source, SourceId, SubjectId, entry_file};
use crate::language::Language;
use changes::changes;
use entry::Maker;
use standing::{Standing, Standings};
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
    /// Whether entries that are there become what the files say of them.
    pub update: bool,
}

/// An entry that is there and becomes what a file says of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revised {
    /// As it is there.
    pub before: Entry,
    /// As it becomes.
    pub after: Entry,
}

/// What became of drafts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settled {
    /// New files, in the order of the drafts.
    pub files: Vec<KnowledgeFile>,
    /// Entries that were there already, as the files have them.
    pub there: usize,
    /// Entries that were there and become what the files say.
    pub revised: Vec<Revised>,
    /// Entries that are there and stay as they are, although the files say something else.
    pub differing: usize,
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
    let owners = Owners::new(target.knowledge);
    let Sorted { new, otherwise, called } = sorted(drafts, target.knowledge, &owners, &mut settled, &mut done);
    let mut taken = Taken::new(target.knowledge.entries.iter().map(|entry| entry.id.clone()));
    let ids = claim(&new, &mut taken);
    let mut maker = Maker {
        target,
        owners,
        taken,
        sources: Known::sources(target.knowledge, &sources),
        subjects: target.knowledge.subjects.iter().map(|subject| subject.id.clone()).collect(),
        names: names(called, &new, &ids, target.knowledge),
    };
    let revisions = revisions(&mut maker, otherwise, &mut settled.notes, &mut done);
    let mut entries = Vec::with_capacity(new.len());
    for (draft, id) in new.into_iter().zip(ids) {
        if let Some(id) = id {
            entries.extend(entries_of(&mut maker, &draft, id, &mut settled.notes));
        }
        done();
    }
    // What to read next can have been left out only now.
    let there: HashSet<EntryId> =
        entries.iter().chain(&target.knowledge.entries).map(|entry| entry.id.clone()).collect();
    for mut revision in revisions {
        revision.after.related.retain(|id| there.contains(id));
        settled.revise(revision, target.update);
    }
    for entry in &mut entries {
        entry.related.retain(|id| there.contains(id));
        settled.few_questions += usize::from(entry.questions.len() < ENOUGH_QUESTIONS);
        settled.unverified += usize::from(entry.verified.is_none());
        let path = format!("faq/{}/{}.md", target.shelf, entry.id);
        settled.files.push(KnowledgeFile { path, text: entry_file(entry) });
    }
    let named: HashSet<&SourceId> =
        entries.iter().chain(settled.revised.iter().map(|one| &one.after)).flat_map(|entry| &entry.sources).collect();
    let known: HashSet<&SourceId> = target.knowledge.sources.iter().map(|source| &source.id).collect();
    let mut added = HashSet::new();
    let is_new = |source: &Source| named.contains(&source.id) && !known.contains(&source.id);
    settled.sources = sources.into_iter().filter(|source| is_new(source) && added.insert(source.id.clone())).collect();
    settled
}

/// Drafts by what becomes of them.
struct Sorted<'k> {
    new: Vec<Draft>,
    /// Those of entries that are there, each as a whole.
    otherwise: Vec<(&'k Entry, Draft)>,
    /// What entries that are there are called in the files.
    called: HashMap<String, EntryId>,
}

fn sorted<'k>(
    drafts: Vec<Draft>,
    knowledge: &'k KnowledgeBase,
    owners: &Owners,
    settled: &mut Settled,
    mut done: impl FnMut(),
) -> Sorted<'k> {
    let mut standings = Standings::new(knowledge, owners);
    let mut sorted = Sorted { new: Vec::with_capacity(drafts.len()), otherwise: Vec::new(), called: HashMap::new() };
    for draft in drafts {
        match standings.of(&draft, &mut settled.notes) {
            Standing::New => sorted.new.push(draft),
            Standing::Otherwise(entry, whole) => sorted.otherwise.push((entry, *whole)),
            Standing::There(entry) => {
                settled.there += 1;
                sorted.called.extend(draft.id.map(|name| (name, entry.id.clone())));
                done();
            }
            Standing::LeftOut(message) => {
                settled.notes.push(Note::left_out(&draft.file, draft.line, message));
                done();
            }
        }
    }
    sorted
}

/// An entry as a file has it, until all that the files bring is known.
struct Revision<'k> {
    file: String,
    line: usize,
    before: &'k Entry,
    after: Entry,
    notes: Vec<Note>,
}

/// What becomes of entries that are there. Where they stay as they are, they also keep what they ask.
fn revisions<'k>(
    maker: &mut Maker<'_, '_>,
    otherwise: Vec<(&'k Entry, Draft)>,
    notes: &mut Vec<Note>,
    mut done: impl FnMut(),
) -> Vec<Revision<'k>> {
    if otherwise.is_empty() {
        return Vec::new();
    }
    let after = Owners::after(maker.target.knowledge, &otherwise);
    let before = std::mem::replace(&mut maker.owners, after);
    let mut revisions = Vec::with_capacity(otherwise.len());
    for (entry, draft) in otherwise {
        revisions.extend(revision(maker, entry, draft, notes));
        done();
    }
    if !maker.target.update {
        maker.owners = before;
    }
    revisions
}

fn revision<'k>(
    maker: &mut Maker<'_, '_>,
    before: &'k Entry,
    draft: Draft,
    notes: &mut Vec<Note>,
) -> Option<Revision<'k>> {
    let mut own = Vec::new();
    let mut made = maker.entries(&draft, before.id.clone(), &mut own);
    if made.len() > 1 {
        let message = format!("the answer of `{}`, which is there, fits no message any more: shorten it", before.id);
        notes.push(Note::left_out(&draft.file, draft.line, message));
        return None;
    }
    let Some(after) = made.pop() else {
        notes.append(&mut own);
        return None;
    };
    Some(Revision { file: draft.file, line: draft.line, before, after, notes: own })
}

/// The entries of a new draft; where its id went to another one, that is told.
fn entries_of(maker: &mut Maker<'_, '_>, draft: &Draft, id: EntryId, notes: &mut Vec<Note>) -> Vec<Entry> {
    let name = draft.id.as_deref().and_then(|name| EntryId::new(name).ok()).filter(|name| *name != id);
    let message = name.map(|name| format!("another entry has the id `{name}`: this one became `{id}`"));
    let entries = maker.entries(draft, id, notes);
    if !entries.is_empty() {
        notes.extend(message.map(|message| Note::changed(&draft.file, draft.line, message)));
    }
    entries
}

impl Settled {
    /// Takes in what a file says of an entry that is there, or tells what it would change.
    fn revise(&mut self, revision: Revision<'_>, update: bool) {
        let Revision { file, line, before, after, notes } = revision;
        let (id, changes) = (&before.id, changes(before, &after).join(", "));
        if changes.is_empty() {
            // Nothing is left of the difference, and the notes say why.
            self.there += 1;
            self.notes.extend(notes);
        } else if update {
            self.notes.extend(notes);
            let message = format!("`{id}`, which is there, becomes what the file says: {changes}");
            self.notes.push(Note::changed(&file, line, message));
            self.revised.push(Revised { before: before.clone(), after });
        } else {
            self.differing += 1;
            let message = format!("`{id}` is there and would change: {changes}; `--update` takes that over");
            self.notes.push(Note::left_out(&file, line, message));
        }
    }
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
fn names(
    called: HashMap<String, EntryId>,
    drafts: &[Draft],
    ids: &[Option<EntryId>],
    knowledge: &KnowledgeBase,
) -> HashMap<String, EntryId> {
    let mut names: HashMap<String, EntryId> =
        knowledge.entries_in(Language::English).map(|entry| (entry.id.to_string(), entry.id.clone())).collect();
    // What came in one piece means its own neighbors.
    names.extend(called);
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
