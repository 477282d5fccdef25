//! What importers make: drafts of entries, and notes on what did not become one.
//!
//! In: nothing; the rooms of [`super::read`] fill these. Out: values that [`super::settle`] turns into knowledge files.

use std::fmt;

use crate::knowledge::Source;

/// One file to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// As a person named it.
    pub name: String,
    /// The whole text.
    pub text: String,
}

/// An entry as far as another format knows it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Draft {
    /// Where it stands.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// What it is called there.
    pub id: Option<String>,
    /// The question or topic; without one, the first question is it.
    pub title: Option<String>,
    /// The shelf it stands on.
    pub topic: Option<String>,
    /// Whether the topic is only made of a name, as of a file: an entry that is there keeps its own.
    pub topic_is_guess: bool,
    /// Ways people ask it.
    pub questions: Vec<String>,
    /// Words that mark it.
    pub keywords: Vec<String>,
    /// Ids of subjects.
    pub subjects: Vec<String>,
    /// Ids of sources.
    pub sources: Vec<String>,
    /// Names of entries to read next, as they are called there.
    pub related: Vec<String>,
    /// The day a person last checked it.
    pub verified: Option<String>,
    /// When to check again.
    pub review: Option<String>,
    /// The answer, in Markdown or HTML.
    pub answer: String,
    /// What the file has a place for and leaves empty: there is none. Of what it has no place for, it says nothing.
    pub without: Vec<Part>,
}

/// What an entry may have none of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Example questions: the title alone is asked then.
    Questions,
    /// Words that mark it.
    Keywords,
    /// Subjects.
    Subjects,
    /// Sources.
    Sources,
    /// What to read next.
    Related,
    /// The day a person last checked it.
    Verified,
    /// When to check again.
    Review,
}

impl Draft {
    /// Notes which of these, for which the file has a place, it leaves empty.
    pub(super) fn leaves_empty(&mut self, places: impl IntoIterator<Item = Part>) {
        for part in places {
            if !self.without.contains(&part) && !self.has(part) {
                self.without.push(part);
            }
        }
    }

    fn has(&self, part: Part) -> bool {
        match part {
            Part::Questions => !self.questions.is_empty(),
            Part::Keywords => !self.keywords.is_empty(),
            Part::Subjects => !self.subjects.is_empty(),
            Part::Sources => !self.sources.is_empty(),
            Part::Related => !self.related.is_empty(),
            Part::Verified => self.verified.is_some(),
            Part::Review => self.review.is_some(),
        }
    }
}

/// Something that was changed or left out, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The file it came from.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Whether an entry is missing because of it.
    pub left_out: bool,
    /// What, and why.
    pub message: String,
}

impl Note {
    /// Something that became no entry.
    pub(super) fn left_out(file: &str, line: usize, message: impl Into<String>) -> Self {
        Self { file: file.to_owned(), line, left_out: true, message: message.into() }
    }

    /// Something that became an entry, and not as it was.
    pub(super) fn changed(file: &str, line: usize, message: impl Into<String>) -> Self {
        Self { file: file.to_owned(), line, left_out: false, message: message.into() }
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = if self.left_out { "left out" } else { "changed" };
        write!(f, "{}:{}: {kind}: {}", self.file, self.line, self.message)
    }
}

/// Said where a file names only the day on which an answer was last changed.
pub(super) fn changed_is_checked(name: &str) -> String {
    format!("`{name}` counts as the day on which somebody checked the answer: leave it out where nobody did")
}

/// What the files of another format hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Brought {
    /// Entries, in the order of the files.
    pub drafts: Vec<Draft>,
    /// Sources that came along.
    pub sources: Vec<Source>,
    /// What became no draft.
    pub notes: Vec<Note>,
}

/// Files that are not what they were said to be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {message}")]
pub struct Unreadable {
    /// The file.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// What is wrong, and what to do.
    pub message: String,
}

impl Unreadable {
    pub(super) fn new(file: &str, line: usize, message: impl Into<String>) -> Self {
        Self { file: file.to_owned(), line, message: message.into() }
    }
}

/// The line of a byte, from 1.
pub(super) fn line_of(text: &str, at: usize) -> usize {
    1 + text.bytes().take(at).filter(|byte| *byte == b'\n').count()
}

/// Lines of places that are asked for one after the other: a large file is gone through once, not once for each place.
#[derive(Debug)]
pub(super) struct LineCounter<'t> {
    text: &'t str,
    at: usize,
    line: usize,
}

impl<'t> LineCounter<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, at: 0, line: 1 }
    }

    /// The line of a byte, from 1. A place before the last one counts from the start again.
    pub(super) fn line(&mut self, at: usize) -> usize {
        if at < self.at {
            (self.at, self.line) = (0, 1);
        }
        let between = self.text.as_bytes().get(self.at..at).unwrap_or_default();
        self.line += between.split(|byte| *byte == b'\n').skip(1).count();
        self.at = at;
        self.line
    }

    /// The line of a part of the text.
    pub(super) fn line_of_part(&mut self, part: &str) -> usize {
        let at = (part.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize);
        self.line(at.min(self.text.len()))
    }
}
