//! Tours for newcomers: what is to be done next, what the right answer of a check is, which track suits whom, how a team is getting on.
//!
//! In: a [`crate::knowledge::Track`], and what was kept of the person who walks it. Out: values; nothing here remembers, shows or sends. The same track and the same marks
//! give the same next step, on any device and after any restart.

mod amounts;
mod checks;
mod progress;
mod quiz;
mod summary;
mod team;

pub use checks::{Choice, Question, Unsupported, explained, question};
pub use progress::{Mark, Marks, Walk};
pub use quiz::{Advice, advise, next};
pub use summary::{Summary, summary};
pub use team::{
    AnswerLine, CSV_HEAD, GapLine, GapsOf, Place, StepLine, StepOf, TrackOf, WalkLine, WalkerOf, csv, team,
};

use crate::knowledge::{KnowledgeBase, Step, SubjectId, Task};
use crate::pipeline::Context;

/// What questions that are asked during a step are about.
#[must_use]
pub fn context(knowledge: &KnowledgeBase, step: &Step) -> Context {
    let named: Vec<SubjectId> = match &step.task {
        Task::Read(crate::knowledge::ReplyId::Entry(id)) => {
            knowledge.entry(id).map(|entry| entry.subjects.clone()).unwrap_or_default()
        }
        _ => Vec::new(),
    };
    let mut context = match &step.task {
        Task::Read(reply) => Context::of(reply, &named),
        Task::Check(check) => {
            Context { subjects: check.subjects.clone(), scope: Some(check.aspect.as_str().to_owned()) }
        }
        Task::Try(_) | Task::Do { .. } => Context::default(),
    };
    for subject in &step.subjects {
        if !context.subjects.contains(subject) {
            context.subjects.push(subject.clone());
        }
    }
    context
}
