//! Words one statement: what is said, of when it is, and the number of its source.
//!
//! In: a [`Statement`]. Out: "$110,000 on average, as of 2022-09 [1]". Where it stands is left to the table and list forms.

use super::limits::NOT_RECORDED;
use crate::answer::{Cell, Statement};

/// The number that a source bears in the list below an answer.
pub(super) fn number(source: usize) -> usize {
    source.saturating_add(1)
}

/// What is said, with its own date where that differs from the source's.
pub(super) fn dated(statement: &Statement) -> String {
    match statement.as_of {
        None => statement.text.clone(),
        Some(date) => format!("{}, as of {date}", statement.text.trim_end_matches('.')),
    }
}

/// What is said, with date and source number.
pub(super) fn cited(statement: &Statement) -> String {
    format!("{} [{}]", dated(statement), number(statement.source))
}

/// Every statement of a cell; the words for a gap where there is none.
pub(super) fn all(cell: Option<&Cell>) -> Vec<String> {
    match cell {
        Some(cell) if !cell.statements.is_empty() => cell.statements.iter().map(cited).collect(),
        _ => vec![NOT_RECORDED.to_owned()],
    }
}

/// Places of the sources that some cells rest on.
pub(super) fn sources(cells: &[Cell]) -> impl Iterator<Item = usize> + '_ {
    cells.iter().flat_map(|cell| cell.statements.iter().map(|statement| statement.source))
}
