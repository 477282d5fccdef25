//! What can be wrong with knowledge, said so that a writer can mend it.
//!
//! In: nothing; these are the values that parsing and checking hand out. Printing them is left to the terminal.

use std::fmt;
use std::ops::Range;

use serde::{Deserialize, Serialize};

/// One file of the knowledge folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnowledgeFile {
    /// Path inside the folder, with `/` between parts: `faq/pay/who-earns-more.md`.
    pub path: String,
    /// The whole text.
    pub text: String,
}

/// Whether the knowledge can be used all the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Severity {
    /// The knowledge cannot be loaded.
    Error,
    /// It loads, and should be mended before it is merged.
    Warning,
}

/// One finding: where, what, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// Whether loading must stop.
    pub severity: Severity,
    /// Path inside the folder.
    pub file: String,
    /// Byte range in the file, where one place is to blame.
    pub span: Option<Range<usize>>,
    /// Line, from 1; 1 where the whole file is meant.
    pub line: usize,
    /// The cause: lower case, no full stop, the offending value in back-ticks.
    pub message: String,
    /// The remedy: what the writer can do.
    pub help: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let level = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        write!(f, "{}:{}: {level}: {} ({})", self.file, self.line, self.message, self.help)
    }
}
