//! One file while it is read: its text, its lines, and what was found wrong in it.
//!
//! In: a knowledge file. Out: problems with their place, all of them, in the order of the text.

use std::cell::RefCell;
use std::ops::Range;
use std::sync::Arc;

use super::slips;
use crate::knowledge::places::{Lines, Written};
use crate::knowledge::problem::{KnowledgeFile, Problem, Severity};

/// A file under way. Problems collect inside, so that every reader of the file can report while others hold parts of it.
pub(super) struct Page<'f> {
    pub(super) text: &'f str,
    pub(super) lines: Arc<Lines>,
    problems: RefCell<Vec<Problem>>,
}

impl<'f> Page<'f> {
    pub(super) fn new(file: &'f KnowledgeFile) -> Self {
        let lines = Arc::new(Lines::new(&file.path, &file.text));
        Self { text: &file.text, lines, problems: RefCell::default() }
    }

    /// Notes an error at a byte range.
    pub(super) fn error(&self, span: Range<usize>, message: impl Into<String>, help: impl Into<String>) {
        self.push(Some(span), message.into(), help.into());
    }

    /// Notes an error that concerns the file as a whole.
    pub(super) fn file_error(&self, message: impl Into<String>, help: impl Into<String>) {
        self.push(None, message.into(), help.into());
    }

    fn push(&self, span: Option<Range<usize>>, message: String, help: String) {
        let line = span.as_ref().map_or(1, |span| self.lines.line(span.start));
        let file = self.lines.path.clone();
        self.problems.borrow_mut().push(Problem { severity: Severity::Error, file, span, line, message, help });
    }

    /// The line of a byte, from 1.
    pub(super) fn line(&self, at: usize) -> usize {
        self.lines.line(at)
    }

    /// Where something in this file is written, without its fields.
    pub(super) fn written(&self, whole: Option<Range<usize>>) -> Written {
        Written { lines: Arc::clone(&self.lines), whole, fields: Vec::new() }
    }

    /// Everything found wrong. With both sides of a merge in it nothing else is told: all of that comes of it.
    pub(super) fn into_problems(self) -> Vec<Problem> {
        if let Some(span) = slips::conflict(self.text) {
            self.problems.take();
            self.error(span, slips::CONFLICT, slips::CONFLICT_HELP);
        }
        self.problems.into_inner()
    }
}

/// The lines with their byte ranges, line break included.
pub(super) fn lines(text: &str) -> impl Iterator<Item = (Range<usize>, &str)> {
    text.split_inclusive('\n').scan(0, |at, line| {
        let start = *at;
        *at += line.len();
        Some((start..*at, line))
    })
}
