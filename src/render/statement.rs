//! Words one statement: what is said, of when it is, and the number of its source.
//!
//! In: a [`Statement`]. Out: "$110,000 on average, 2022-09 [1]". Where it stands is left to the table and list forms.

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
        Some(date) => format!("{}, {date}", statement.text.trim_end_matches('.')),
    }
}

/// What is said, with date and the numbers of its sources.
pub(super) fn cited(statement: &Statement) -> String {
    format!("{} {}", dated(statement), numbers(statement, "["))
}

/// The numbers of a statement's sources: `[1][3]`, or `[^1][^3]` with `open` as for a footnote.
pub(super) fn numbers(statement: &Statement, open: &str) -> String {
    let numbers = statement.sources.iter().map(|source| format!("{open}{}]", number(*source)));
    numbers.collect::<Vec<_>>().concat()
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
    cells.iter().flat_map(|cell| cell.statements.iter().flat_map(|statement| statement.sources.iter().copied()))
}
