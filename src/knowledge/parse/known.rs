//! Every id of the knowledge, gathered while its files are read: lists first, file names next, references last.

use super::ids::Ids;
use crate::knowledge::id::{AnswerId, AspectId, CategoryId, EntryId, GroupId, IntentId, SourceId, SubjectId, TrackId};

/// The ids by kind.
pub(super) struct Known {
    pub(super) sources: Ids<SourceId>,
    pub(super) categories: Ids<CategoryId>,
    pub(super) groups: Ids<GroupId>,
    pub(super) aspects: Ids<AspectId>,
    pub(super) subjects: Ids<SubjectId>,
    pub(super) entries: Ids<EntryId>,
    pub(super) intents: Ids<IntentId>,
    pub(super) tracks: Ids<TrackId>,
    pub(super) answers: Ids<AnswerId>,
}

impl Known {
    pub(super) fn new() -> Self {
        Self {
            sources: Ids::new("source", "`sources.toml`"),
            categories: Ids::new("category", "`categories.toml`"),
            groups: Ids::new("group", "`aspects.toml`"),
            aspects: Ids::new("aspect", "`aspects.toml`"),
            subjects: Ids::new("subject", "`subjects/`"),
            entries: Ids::new("entry", "`faq/`"),
            intents: Ids::new("intent", "`intents.toml`"),
            tracks: Ids::new("track", "`onboarding/`"),
            answers: Ids::new("answer of the quiz", "`onboarding/quiz.toml`"),
        }
    }
}
