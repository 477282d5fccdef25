//! Composes what is said: a decision and the knowledge become paragraphs, tables and citations, without markup of any platform.
//!
//! In: what to answer with. Out: an [`Answer`] that [`crate::render`] turns into Discord cards, terminal text, Markdown or JSON.

mod table;

pub use crate::knowledge::{InvalidReplyId, ReplyId};
pub use table::{Cell, Row, Statement, Table};

use crate::knowledge::{Date, EntryId, SourceId};

/// A source named under an answer. Its number is its place in [`Answer::sources`], from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    /// Its id.
    pub id: SourceId,
    /// Title, with the publisher where known.
    pub title: String,
    /// "2022-09-21", or "undated, read 2026-11-20".
    pub date: String,
    /// Address, where there is one.
    pub link: Option<String>,
}

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
    /// What to read next: id and title.
    pub related: Vec<(EntryId, String)>,
}
