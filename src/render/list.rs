//! A table as a list: one line a statement, for many subjects, narrow screens and for reading aloud.
//!
//! In: a [`Table`]. Out: for each row its heading and its lines, free of markup; how a heading is marked is left to the form it is shown in.

use super::{safe, statement};
use crate::answer::{Row, Table};

/// One row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Item {
    /// The aspect.
    pub(super) heading: String,
    /// Name of a subject, and what is said of it.
    pub(super) lines: Vec<(String, String)>,
}

/// All rows.
pub(super) fn items(table: &Table) -> Vec<Item> {
    table.rows.iter().map(|row| item(table, row)).collect()
}

/// A table as plain text.
#[must_use]
pub fn table(table: &Table) -> String {
    let text = |item: Item| {
        let lines = item.lines.iter().map(|(name, said)| format!("\n- {name}: {said}"));
        format!("{}{}", item.heading, lines.collect::<String>())
    };
    items(table).into_iter().map(text).collect::<Vec<_>>().join("\n\n")
}

fn item(table: &Table, row: &Row) -> Item {
    let of = |(at, name): (usize, &String)| {
        let said = statement::all(row.cells.get(at));
        let name = safe::one_line(name);
        said.into_iter().map(move |text| (name.clone(), safe::one_line(&text))).collect::<Vec<_>>()
    };
    Item { heading: safe::one_line(&row.name), lines: table.names.iter().enumerate().flat_map(of).collect() }
}
