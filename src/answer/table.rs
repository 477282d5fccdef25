//! Subjects side by side: one column a subject, one row an aspect, every statement with its source.
//!
//! In: nothing; [`crate::answer`] fills these from facts. How wide a column is and how a gap is shown is left to [`crate::render`].

use crate::knowledge::{AspectId, Date, SubjectId};

/// What one source says in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// The fact.
    pub text: String,
    /// Place of its source in the answer's list, from 0.
    pub source: usize,
    /// Of when it is, where that differs from the source's date.
    pub as_of: Option<Date>,
}

/// One subject under one aspect: no statement means *not recorded*, two mean that sources differ or add to each other.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cell {
    /// What is recorded.
    pub statements: Vec<Statement>,
}

/// One aspect across all subjects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its id.
    pub id: AspectId,
    /// Row heading.
    pub name: String,
    /// Name of its group.
    pub group: String,
    /// One a column.
    pub cells: Vec<Cell>,
}

/// A comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Ids of the subjects, in the order of columns.
    pub subjects: Vec<SubjectId>,
    /// Full names, for lists and JSON.
    pub names: Vec<String>,
    /// Column headings, short.
    pub columns: Vec<String>,
    /// In the order of aspects.
    pub rows: Vec<Row>,
}
