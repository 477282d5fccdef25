//! Cuts a long table at its groups, so that a reader finds the part that matters by its heading.
//!
//! In: a [`Table`]. Out: one or more tables, each with the name of its group where there are several. Layout is left to the other files.

use super::limits::UNGROUPED_ROWS;
use crate::answer::{Row, Table};

/// A part of a table under a heading; no heading where the table is short or has one group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Section {
    /// Name of the group.
    pub(super) heading: Option<String>,
    /// Its rows, with the columns of the whole.
    pub(super) table: Table,
}

/// The parts of a table, in order.
pub(super) fn of(table: &Table) -> Vec<Section> {
    let runs: Vec<&[Row]> = table.rows.chunk_by(|one, next| one.group == next.group).collect();
    if table.rows.len() <= UNGROUPED_ROWS || runs.len() < 2 {
        return vec![Section { heading: None, table: table.clone() }];
    }
    runs.into_iter().map(|rows| section(table, rows)).collect()
}

fn section(table: &Table, rows: &[Row]) -> Section {
    let heading = rows.first().map(|row| row.group.clone());
    Section { heading, table: Table { rows: rows.to_vec(), ..table.clone() } }
}
