//! All that a team knows, in one value.
//!
//! In: nothing; [`super::parse`] fills it. Out: look-ups. Everything is in the order of the files. When what it says is to be checked again is told by [`super::ageing`].

use serde::{Deserialize, Serialize};

use super::id::{AspectId, CategoryId, EntryId, GroupId, SourceId, SubjectId, TrackId};
use super::model::{
    Aspect, Category, ComparisonPage, Entry, Group, Intent, Lexicon, Owner, Scope, Source, Subject, Tongue,
};
use super::track::{Quiz, Track};
use crate::language::Language;

/// Everything a team knows: immutable once built.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct KnowledgeBase {
    /// Where facts come from.
    pub sources: Vec<Source>,
    /// Comparable sets.
    pub categories: Vec<Category>,
    /// Groups of rows.
    pub groups: Vec<Group>,
    /// Rows, in the order they are shown.
    pub aspects: Vec<Aspect>,
    /// Things to ask about, by id.
    pub subjects: Vec<Subject>,
    /// What only pairs say.
    pub comparisons: Vec<ComparisonPage>,
    /// FAQ answers, by id, and their translations.
    pub entries: Vec<Entry>,
    /// Ways of asking.
    pub intents: Vec<Intent>,
    /// Words.
    pub lexicon: Lexicon,
    /// Words of other languages.
    pub tongues: Vec<Tongue>,
    /// Who keeps which topics right.
    pub owners: Vec<Owner>,
    /// Onboarding tours, by id.
    pub tracks: Vec<Track>,
    /// What helps to choose one of them.
    pub quiz: Quiz,
}

impl KnowledgeBase {
    /// The source with this id.
    #[must_use]
    pub fn source(&self, id: &SourceId) -> Option<&Source> {
        self.sources.iter().find(|s| s.id == *id)
    }

    /// The category with this id.
    #[must_use]
    pub fn category(&self, id: &CategoryId) -> Option<&Category> {
        self.categories.iter().find(|c| c.id == *id)
    }

    /// The group with this id.
    #[must_use]
    pub fn group(&self, id: &GroupId) -> Option<&Group> {
        self.groups.iter().find(|g| g.id == *id)
    }

    /// The aspect with this id.
    #[must_use]
    pub fn aspect(&self, id: &AspectId) -> Option<&Aspect> {
        self.aspects.iter().find(|a| a.id == *id)
    }

    /// The subject with this id.
    #[must_use]
    pub fn subject(&self, id: &SubjectId) -> Option<&Subject> {
        self.subjects.iter().find(|s| s.id == *id)
    }

    /// The subjects, those that the knowledge is chiefly about first: by category, and in each those of which most is recorded.
    #[must_use]
    pub fn chief_subjects(&self) -> Vec<&Subject> {
        let place = |subject: &Subject| self.categories.iter().position(|category| category.id == subject.category);
        let mut subjects: Vec<&Subject> = self.subjects.iter().collect();
        subjects.sort_by_key(|subject| (place(subject), std::cmp::Reverse(subject.facts.len())));
        subjects
    }

    /// The entry with this id.
    #[must_use]
    pub fn entry(&self, id: &EntryId) -> Option<&Entry> {
        self.entries.get(self.place_of(id)?)
    }

    /// The place of an entry among all.
    pub(crate) fn place_of(&self, id: &EntryId) -> Option<usize> {
        self.entries.binary_search_by(|e| e.id.cmp(id)).ok()
    }

    /// An entry in another language, where somebody has translated it.
    #[must_use]
    pub fn translation(&self, id: &EntryId, language: Language) -> Option<&Entry> {
        self.entry(&id.in_language(language)).filter(|entry| entry.id.original().is_some())
    }

    /// Every entry once: in a language where it is translated, else as it was written.
    pub fn entries_in(&self, language: Language) -> impl Iterator<Item = &Entry> {
        let originals = self.entries.iter().filter(|entry| entry.id.original().is_none());
        originals.map(move |entry| self.translation(&entry.id, language).unwrap_or(entry))
    }

    /// Lets every translation lead on in its own language, where what it leads to is translated as well.
    pub(super) fn relate_translations(&mut self) {
        let related: Vec<(usize, Vec<EntryId>)> = self
            .entries
            .iter()
            .enumerate()
            .filter(|(_, entry)| entry.id.original().is_some())
            .map(|(at, entry)| {
                let language = entry.id.language();
                let own =
                    |id: &EntryId| self.translation(id, language).map_or_else(|| id.clone(), |own| own.id.clone());
                (at, entry.related.iter().map(own).collect())
            })
            .collect();
        for (at, related) in related {
            if let Some(entry) = self.entries.get_mut(at) {
                entry.related = related;
            }
        }
    }

    /// The words of a language.
    #[must_use]
    pub fn lexicon_in(&self, language: Language) -> &Lexicon {
        let of_other = || self.tongues.iter().find(|tongue| tongue.language == language).map(|tongue| &tongue.lexicon);
        if language == Language::English { &self.lexicon } else { of_other().unwrap_or(Lexicon::EMPTY) }
    }

    /// Who keeps a topic right.
    #[must_use]
    pub fn owner(&self, topic: &str) -> Option<&Owner> {
        self.owners.iter().find(|owner| owner.topics.iter().any(|owned| owned == topic))
    }

    /// The track with this id.
    #[must_use]
    pub fn track(&self, id: &TrackId) -> Option<&Track> {
        self.tracks.iter().find(|t| t.id == *id)
    }

    /// The aspect or group with this id; an aspect where both have it.
    #[must_use]
    pub fn scope(&self, id: &str) -> Option<Scope> {
        let aspect = self.aspects.iter().find(|a| a.id.as_str() == id).map(|a| Scope::Aspect(a.id.clone()));
        aspect.or_else(|| self.groups.iter().find(|g| g.id.as_str() == id).map(|g| Scope::Group(g.id.clone())))
    }

    /// The page of a pair, in either order.
    #[must_use]
    pub fn comparison(&self, one: &SubjectId, other: &SubjectId) -> Option<&ComparisonPage> {
        self.comparisons.iter().find(|page| {
            let [a, b] = &page.subjects;
            (a == one && b == other) || (a == other && b == one)
        })
    }

    /// The aspects that answer a question about a scope: what it covers, and behind a single aspect those that belong together with it.
    #[must_use]
    pub fn aspects_for(&self, scope: &Scope) -> Vec<&Aspect> {
        let asked = self.aspects_in(scope);
        let [only] = asked.as_slice() else { return asked };
        let beside = |a: &&Aspect| a.id != only.id && a.together.is_some() && a.together == only.together;
        std::iter::once(*only).chain(self.aspects.iter().filter(beside)).collect()
    }

    /// The aspects that a scope covers, in the order of rows.
    #[must_use]
    pub fn aspects_in(&self, scope: &Scope) -> Vec<&Aspect> {
        let covered = |aspect: &&Aspect| match scope {
            Scope::Aspect(id) => aspect.id == *id,
            Scope::Group(id) => aspect.group == *id,
        };
        self.aspects.iter().filter(covered).collect()
    }
}
