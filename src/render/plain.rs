//! An answer as plain text: what a terminal prints and what `ask --json` carries.
//!
//! In: an answer and a width. Out: title, body with tables, sources by number, each without color (the terminal adds it part by part).

use super::limits::TEXT_WIDTH;
use super::{TableForm, grid::Grid, list, prose, safe, sections, statement, wrap};
use crate::answer::{Answer, Block, Citation, Table, capitalized};

/// The whole reply as a person would read it.
#[must_use]
pub fn answer(answer: &Answer, columns: usize) -> String {
    answer_as(answer, TableForm::Columns, columns)
}

/// The whole reply, its tables in the form asked for.
#[must_use]
pub fn answer_as(answer: &Answer, form: TableForm, columns: usize) -> String {
    let parts = [title(answer), body(answer, form, columns), sources(answer, columns), footer(answer, columns)];
    joined(parts.into_iter())
}

/// The whole reply at a fixed width, for machines to pass on.
#[must_use]
pub fn text(answer: &Answer) -> String {
    self::answer(answer, TEXT_WIDTH)
}

/// The question or topic, on one line.
#[must_use]
pub fn title(answer: &Answer) -> String {
    safe::one_line(&answer.title)
}

/// Paragraphs and tables.
#[must_use]
pub fn body(answer: &Answer, form: TableForm, columns: usize) -> String {
    joined(answer.blocks.iter().map(|block| match block {
        Block::Prose(markdown) => prose::plain(markdown, columns),
        Block::Heading(heading) => safe::one_line(heading),
        Block::Table(table) => sectioned(table, form, columns),
    }))
}

/// The sources by number, with date and link; empty where there are none.
#[must_use]
pub fn sources(answer: &Answer, columns: usize) -> String {
    if answer.sources.is_empty() {
        return String::new();
    }
    let lines = answer.sources.iter().enumerate().map(|(at, citation)| source(at, citation, columns));
    std::iter::once(answer.words().sources.to_owned()).chain(lines).collect::<Vec<_>>().join("\n")
}

/// What to read next, and when a person last checked the answer.
#[must_use]
pub fn footer(answer: &Answer, columns: usize) -> String {
    let words = answer.words();
    let related: Vec<String> = answer.related.iter().map(|(_, title)| safe::one_line(title)).collect();
    let related = (!related.is_empty()).then(|| format!("{}: {}", words.see_also, related.join(" · ")));
    let checked = answer.verified.map(|date| format!("{}: {date}", words.checked));
    let lines = related.into_iter().chain(answer.with_overdue(checked).map(|checked| capitalized(&checked)));
    lines.flat_map(|line| wrap::soft(&line, columns)).collect::<Vec<_>>().join("\n")
}

fn joined(parts: impl Iterator<Item = String>) -> String {
    parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n")
}

fn sectioned(table: &Table, form: TableForm, columns: usize) -> String {
    let section = |section: sections::Section| {
        let text = one_table(&section.table, form, columns);
        section.heading.map_or(text.clone(), |heading| format!("{}\n{text}", safe::one_line(&heading)))
    };
    joined(sections::of(table).into_iter().map(section))
}

fn one_table(table: &Table, form: TableForm, columns: usize) -> String {
    let grid = (form != TableForm::List).then(|| Grid::new(table, columns)).flatten();
    grid.map_or_else(|| list::table(table), |grid| grid.text())
}

fn source(at: usize, citation: &Citation, columns: usize) -> String {
    let number = format!("[{}] ", statement::number(at));
    let indent = " ".repeat(number.len());
    let named = format!("{}, {}", safe::one_line(&citation.title), safe::one_line(&citation.date));
    let room = columns.saturating_sub(number.len());
    let lines = wrap::soft(&named, room).into_iter().chain(citation.link.as_deref().map(safe::one_line));
    let lines: Vec<String> = lines.collect();
    format!("{number}{}", lines.join(&format!("\n{indent}")))
}
