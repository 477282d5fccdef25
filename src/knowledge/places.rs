//! Where in the files each thing of the knowledge is written, so that a finding can point at it.
//!
//! In: spans, noted while files are parsed. Out: a [`Place`] that makes a [`Problem`] with file, line and span. The knowledge itself
//! carries no positions: a running bot drops this map after the check.

use std::collections::HashMap;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash as _, Hasher as _};
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use super::parse::parse;
use super::problem::{KnowledgeFile, Problem, Severity};

/// What kind of thing is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A source.
    Source,
    /// A category.
    Category,
    /// A group of aspects.
    Group,
    /// An aspect.
    Aspect,
    /// A subject.
    Subject,
    /// A comparison page, by its two subjects: `a+b`.
    Comparison,
    /// An entry.
    Entry,
    /// An intent.
    Intent,
    /// An owner of topics, by name.
    Owner,
    /// The lexicon, whose id is empty.
    Lexicon,
    /// A track.
    Track,
    /// A step of a track: `track/step`.
    Step,
    /// The quiz, whose id is empty.
    Quiz,
    /// An answer of the quiz.
    Answer,
}

/// One value inside a thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Field {
    /// In which row of a list of tables, from 1; 0 outside of any.
    pub row: usize,
    /// Under which key.
    pub key: &'static str,
    /// Which item of a list, from 0.
    pub item: usize,
}

impl Field {
    /// A value directly under a key.
    #[must_use]
    pub fn key(key: &'static str) -> Self {
        Self { row: 0, key, item: 0 }
    }

    /// One item of a list, from 0.
    #[must_use]
    pub fn item(key: &'static str, item: usize) -> Self {
        Self { row: 0, key, item }
    }

    /// A value in a row of a list of tables, from 0.
    #[must_use]
    pub fn row(index: usize, key: &'static str) -> Self {
        Self { row: index + 1, key, item: 0 }
    }
}

/// A file's path and where its lines start.
#[derive(Debug, Default)]
pub(super) struct Lines {
    pub(super) path: String,
    starts: Vec<usize>,
}

impl Lines {
    pub(super) fn new(path: &str, text: &str) -> Self {
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        Self { path: path.to_owned(), starts: std::iter::once(0).chain(breaks).collect() }
    }

    /// The line of a byte, from 1.
    pub(super) fn line(&self, at: usize) -> usize {
        self.starts.partition_point(|start| *start <= at).max(1)
    }
}

/// What stands in all files, as a number.
fn state(files: &[KnowledgeFile]) -> u64 {
    // With keys of its own, which are the same every time.
    let mut state = DefaultHasher::new();
    for file in files {
        (&file.path, &file.text).hash(&mut state);
    }
    state.finish()
}

/// Where one thing is written.
#[derive(Debug)]
pub(super) struct Written {
    pub(super) lines: Arc<Lines>,
    /// The whole thing; none where that is the whole file.
    pub(super) whole: Option<Range<usize>>,
    pub(super) fields: Vec<(Field, Range<usize>)>,
}

/// Where everything is written.
#[derive(Debug, Default)]
pub struct Places {
    things: OnceLock<Things>,
    /// The files, where they are read only when somebody asks for a place in them.
    unread: Arc<[KnowledgeFile]>,
    /// What stands in all files, as a number.
    state: u64,
}

type Things = HashMap<Kind, HashMap<String, Written>>;

/// One place in one file.
#[derive(Debug, Clone)]
pub struct Place {
    lines: Arc<Lines>,
    span: Option<Range<usize>>,
}

impl Places {
    /// None yet, in these files.
    pub(super) fn of(files: &[KnowledgeFile]) -> Self {
        Self { things: OnceLock::from(Things::new()), unread: Arc::default(), state: state(files) }
    }

    /// Those in files of which it is known already what they say: they are read once somebody asks for a place.
    #[must_use]
    pub fn later(files: &Arc<[KnowledgeFile]>) -> Self {
        Self { things: OnceLock::new(), unread: Arc::clone(files), state: state(files) }
    }

    /// What stands in all files, as a number: the same for the same files.
    #[must_use]
    pub fn state(&self) -> u64 {
        self.state
    }

    /// Notes where a thing is written, while the files are parsed.
    pub(super) fn note(&mut self, kind: Kind, id: &str, written: Written) {
        if let Some(things) = self.things.get_mut() {
            things.entry(kind).or_default().insert(id.to_owned(), written);
        }
    }

    /// Where a thing is written as a whole.
    #[must_use]
    pub fn whole(&self, kind: Kind, id: &str) -> Place {
        self.find(kind, id, None)
    }

    /// Where one value of a thing is written; the thing itself where the value is not noted.
    #[must_use]
    pub fn field(&self, kind: Kind, id: &str, field: Field) -> Place {
        self.find(kind, id, Some(field))
    }

    fn find(&self, kind: Kind, id: &str, field: Option<Field>) -> Place {
        let things = self.things.get_or_init(|| parse(&self.unread).places.things.into_inner().unwrap_or_default());
        let Some(written) = things.get(&kind).and_then(|things| things.get(id)) else {
            return Place { lines: Arc::default(), span: None };
        };
        let exact = field.and_then(|field| written.fields.iter().find(|(noted, _)| *noted == field));
        Place {
            lines: Arc::clone(&written.lines),
            span: exact.map(|(_, span)| span.clone()).or_else(|| written.whole.clone()),
        }
    }
}

impl Place {
    /// A part of `text`, which stands at this place. The place itself where the text is not there letter for letter, as in a
    /// TOML string, whose quotes and escapes move everything.
    #[must_use]
    pub fn part(&self, text: &str, range: Range<usize>) -> Self {
        let whole = self.span.clone().filter(|span| span.len() != text.len());
        let part = self.span.as_ref().map(|span| span.start + range.start..span.start + range.end);
        Self { lines: Arc::clone(&self.lines), span: whole.or(part) }
    }

    /// Path of the file.
    #[must_use]
    pub fn file(&self) -> &str {
        &self.lines.path
    }

    /// Line, from 1.
    #[must_use]
    pub fn line(&self) -> usize {
        self.span.as_ref().map_or(1, |span| self.lines.line(span.start))
    }

    /// A finding at this place.
    #[must_use]
    pub fn problem(&self, severity: Severity, message: impl Into<String>, help: impl Into<String>) -> Problem {
        Problem {
            severity,
            file: self.lines.path.clone(),
            span: self.span.clone(),
            line: self.line(),
            message: message.into(),
            help: help.into(),
        }
    }
}
