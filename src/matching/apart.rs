//! Notices that somebody wants to put side by side what has no rows in common: "kafka vs backend engineer".
//!
//! In: a message, and the ways in which comparisons are asked for. Out: the two subjects of different categories, or nothing. What is said of them is left to
//! [`crate::answer`].
//!
//! Only whole sentences count that an intent for comparisons fits word for word or by a pattern, or that are nothing but names with a "vs" or an "or" between them: everything
//! else may well ask for something that is known.

use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::exact;
use super::lexis::Lexis;
use super::patterns::{self, Pattern};
use super::reading::Reading;
use crate::knowledge::{Intent, IntentReply, KnowledgeBase, SubjectId};
use crate::text::{Message, Sentence};

/// From this confidence on, what was found goes before "kafka or redis": there may be an entry on just that choice.
const BETTER_THAN_OR: f32 = 0.5;
/// The same for what says more than two names: "redis vs rabbitmq for a job queue". Of nothing but names and "vs", even what is found with 0.93 is mostly about something else.
const BETTER_THAN_WORDS: f32 = 0.75;

/// How people ask for a comparison.
#[derive(Debug, Default)]
pub(super) struct Apart {
    patterns: Vec<Arc<Pattern>>,
    /// Keys of the example questions.
    templates: FxHashSet<u64>,
}

/// Keys of the questions that ask for a comparison, read with the names of all subjects.
pub(super) fn templates(knowledge: &KnowledgeBase, lexis: &Lexis) -> Vec<u64> {
    let compares = |intent: &&Intent| intent.reply == IntentReply::Comparison;
    let questions = knowledge.intents.iter().filter(compares).flat_map(|intent| &intent.questions);
    questions.map(|question| exact::key(&lexis.read_template(question), true)).collect()
}

impl Apart {
    /// Looks for what is asked by these patterns, or word for word like one of these [`templates`].
    pub(super) fn of(patterns: Vec<Arc<Pattern>>, templates: &[u64]) -> Self {
        Self { patterns, templates: templates.iter().copied().collect() }
    }

    /// The two subjects that a sentence of the message would put side by side although they are of different categories. Where there is one category, nothing is
    /// ever apart.
    /// `sure` is the confidence of the best that was found otherwise.
    pub(super) fn find(
        &self,
        knowledge: &KnowledgeBase,
        lexis: &Lexis,
        message: &Message,
        sure: f32,
    ) -> Option<[SubjectId; 2]> {
        let apart = |sentence: &Sentence| self.in_reading(knowledge, lexis, &lexis.read(&sentence.tokens), sure);
        message.sentences.iter().find_map(apart)
    }

    fn in_reading(
        &self,
        knowledge: &KnowledgeBase,
        lexis: &Lexis,
        reading: &Reading,
        sure: f32,
    ) -> Option<[SubjectId; 2]> {
        let subject = |place: usize| lexis.subject(knowledge, place);
        let (first, rest) = reading.subjects.split_first()?;
        let one = subject(*first)?;
        let other = rest.iter().filter_map(|place| subject(*place)).find(|other| other.category != one.category)?;
        self.compares(reading, sure).then(|| [one.id.clone(), other.id.clone()])
    }

    fn compares(&self, reading: &Reading, sure: f32) -> bool {
        let joined = |by: &str| reading.units.iter().any(|unit| unit.text == by);
        let bare = exact::is_bare(reading) && (joined("vs") || (joined("or") && sure < BETTER_THAN_OR));
        let pair = reading.subjects.len() == 2 && sure < BETTER_THAN_WORDS;
        let fits =
            || self.templates.contains(&exact::key(reading, true)) || patterns::fit(&self.patterns, reading).is_some();
        bare || (pair && fits())
    }
}
