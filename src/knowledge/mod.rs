//! The content: what a team knows, as typed values.
//!
//! In: the text of knowledge files (see `knowledge/README.md` for the format). Out: one immutable [`KnowledgeBase`], or every
//! [`Problem`] at once. Reading the disk is left to [`crate::folder`], judging the content as a whole to [`crate::check`].

mod ageing;
mod base;
mod date;
mod id;
mod lessons;
mod model;
mod parse;
mod places;
mod problem;
mod reply_id;
mod track;
mod write;

pub use base::KnowledgeBase;
pub use date::{Date, InvalidDate};
pub use id::{
    AnswerId, AspectId, CategoryId, EntryId, GroupId, IntentId, InvalidId, SourceId, StepId, SubjectId, TrackId,
};
pub use lessons::{Lesson, patch};
pub use model::{
    Aspect, Called, Category, ComparisonPage, Entry, Fact, Group, Intent, IntentReply, Lexicon, Move, NO_PUBLISHER,
    Owner, Scope, Source, Subject, Tongue,
};
pub use parse::{Parsed, parse};
pub use places::{Field, Kind, Place, Places};
pub use problem::{KnowledgeFile, Problem, Severity};
pub use reply_id::{InvalidReplyId, ReplyId};
pub use track::{Check, Quiz, QuizAnswer, QuizQuestion, Rule, Step, Task, Track};
pub use write::{entry_file, id_of, source_table, subject_file, track_file};
