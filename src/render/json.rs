//! An answer as JSON, for other programs: the table as data, and the text that a person would read.
//!
//! In: an answer. Out: one object, its keys always present and always in the same order.

use serde_json::{Value, json};

use super::plain;
use crate::answer::{Answer, Block, Cell, Row, Statement, Table};

/// The whole answer.
#[must_use]
pub fn answer(answer: &Answer) -> Value {
    let tables: Vec<&Table> = answer.blocks.iter().filter_map(table).collect();
    let mut subjects: Vec<Value> = Vec::new();
    for subject in tables.iter().flat_map(|table| table.subjects.iter().zip(&table.names)) {
        let subject = json!({ "id": subject.0.as_str(), "name": subject.1 });
        if !subjects.contains(&subject) {
            subjects.push(subject);
        }
    }
    let rows = tables.iter().flat_map(|table| table.rows.iter().map(|one| row(table, one, answer)));
    json!({
        "id": answer.id.as_ref().map(ToString::to_string),
        "title": answer.title,
        "language": answer.language.code(),
        "subjects": subjects,
        "rows": rows.collect::<Vec<_>>(),
        "text": plain::text(answer),
        "sources": answer.sources.iter().map(|source| json!({
            "id": source.id.as_str(),
            "title": source.title,
            "date": source.date,
            "link": source.link,
        })).collect::<Vec<_>>(),
        "verified": answer.verified.map(|date| date.to_string()),
        "related": answer.related.iter().map(|(id, title)| json!({ "id": id.as_str(), "title": title })).collect::<Vec<_>>(),
    })
}

fn table(block: &Block) -> Option<&Table> {
    if let Block::Table(table) = block { Some(table) } else { None }
}

fn row(table: &Table, row: &Row, answer: &Answer) -> Value {
    let cells = table
        .subjects
        .iter()
        .zip(&row.cells)
        .map(|(subject, cell)| json!({ "subject": subject.as_str(), "statements": statements(cell, answer) }));
    json!({ "id": row.id.as_str(), "name": row.name, "group": row.group, "cells": cells.collect::<Vec<_>>() })
}

fn statements(cell: &Cell, answer: &Answer) -> Vec<Value> {
    let said = |statement: &Statement| {
        let sources = statement.sources.iter().filter_map(|source| answer.sources.get(*source));
        let sources = sources.map(|source| json!({ "id": source.id.as_str(), "date": source.date }));
        json!({
            "text": statement.text,
            "sources": sources.collect::<Vec<_>>(),
            "as_of": statement.as_of.map(|date| date.to_string()),
        })
    };
    cell.statements.iter().map(said).collect()
}
