//! 4 · Composes what is said: a decision and the knowledge become paragraphs, tables and citations, without markup of any platform.
//!
//! In: what to answer with. Out: an [`Answer`] that [`crate::render`] turns into Discord cards, terminal text, Markdown or JSON.

mod because;
mod citation;
mod compose;
mod table;
mod unsure;
mod words;

pub use because::Because;
pub use citation::Citation;
pub use table::{Cell, Row, Statement, Table};
pub use words::Words;

pub(crate) use compose::{capitalized, compose, of_scope, scope_name, side_by_side, title};
pub(crate) use unsure::{apart, courteous, fallback, guessed, which, with_article};

use citation::Citations;

use crate::knowledge::{Date, EntryId, KnowledgeBase};
pub use crate::knowledge::{InvalidReplyId, ReplyId};
use crate::language::Language;

/// A part of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// Markdown as a writer wrote it: paragraphs, lists, bold, links. No headings, no tables.
    Prose(String),
    /// A short heading over what follows.
    Heading(String),
    /// Subjects side by side.
    Table(Table),
}

/// What is said, free of markup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// What this answers, where it is knowledge and not a word of Docent's own (clarify, fallback).
    pub id: Option<ReplyId>,
    /// The question or topic.
    pub title: String,
    /// The body.
    pub blocks: Vec<Block>,
    /// Where it comes from, in the order of their numbers.
    pub sources: Vec<Citation>,
    /// The day a person last checked it, for entries and comparison pages.
    pub verified: Option<Date>,
    /// Since when it should have been checked again: only where [`Answer::on`] was told the day.
    pub overdue: Option<Date>,
    /// What to read next: id and title.
    pub related: Vec<(EntryId, String)>,
    /// What it is written in.
    pub language: Language,
}

impl Answer {
    /// The words around it.
    #[must_use]
    pub fn words(&self) -> &'static Words {
        Words::of(self.language)
    }

    /// When it was checked, in words, and since when it should have been checked again; facts have no day on which somebody checked them all.
    pub(crate) fn with_overdue(&self, checked: Option<String>) -> Option<String> {
        let overdue = self.overdue.map(|date| format!("{} {date}", self.words().overdue));
        match (checked, overdue) {
            (Some(checked), Some(overdue)) => Some(format!("{checked}, {overdue}")),
            (checked, overdue) => checked.or(overdue),
        }
    }

    /// The answer as it is given on a day: one that should have been checked again by then says so. Nothing in here has a clock; whoever shows an answer does.
    #[must_use]
    pub fn on(self, today: jiff::civil::Date, knowledge: &KnowledgeBase) -> Self {
        let review = self.id.as_ref().and_then(|id| knowledge.review(id));
        Self { overdue: review.filter(|review| review.earliest() < today), ..self }
    }
}
