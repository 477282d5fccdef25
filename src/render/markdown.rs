//! An answer as a Markdown document: real tables, statements with footnotes that name their sources.
//!
//! In: an answer. Out: Markdown as code forges and note programs show it. Discord shows no such tables; its form is [`super::card`].

use std::collections::BTreeSet;

use super::limits::NOT_RECORDED;
use super::{safe, statement};
use crate::answer::{Answer, Block, Cell, Citation, Row, Table};

/// The whole answer.
#[must_use]
pub fn answer(answer: &Answer) -> String {
    let title = format!("## {}", escaped(&answer.title));
    let blocks = answer.blocks.iter().map(block);
    let parts = std::iter::once(title).chain(blocks).chain(sources(answer));
    parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n")
}

fn block(block: &Block) -> String {
    match block {
        Block::Prose(markdown) => safe::lines(markdown),
        Block::Heading(heading) => format!("### {}", escaped(heading)),
        Block::Table(table) => self::table(table),
    }
}

fn table(table: &Table) -> String {
    let heads: Vec<String> = table.names.iter().map(|name| escaped(name)).collect();
    let marks = "---|".repeat(heads.len() + 1);
    let rows = table.rows.iter().map(|row| line(row, heads.len()));
    let lines = [format!("| | {} |", heads.join(" | ")), format!("|{marks}")].into_iter().chain(rows);
    lines.collect::<Vec<_>>().join("\n")
}

fn line(row: &Row, columns: usize) -> String {
    let cells: Vec<String> = (0..columns).map(|at| cell(row.cells.get(at))).collect();
    format!("| **{}** | {} |", escaped(&row.name), cells.join(" | "))
}

fn cell(cell: Option<&Cell>) -> String {
    let statements = cell.map_or(&[][..], |cell| &cell.statements);
    if statements.is_empty() {
        return NOT_RECORDED.to_owned();
    }
    let cited = |said| format!("{}{}", escaped(&statement::dated(said)), statement::numbers(said, "[^"));
    statements.iter().map(cited).collect::<Vec<_>>().join("<br>")
}

/// Footnotes for what tables cite; a list for the rest, since a footnote that nothing points to is not shown.
fn sources(answer: &Answer) -> Vec<String> {
    let tables =
        answer.blocks.iter().filter_map(|block| if let Block::Table(table) = block { Some(table) } else { None });
    let cited: BTreeSet<usize> =
        tables.flat_map(|t| t.rows.iter().flat_map(|row| statement::sources(&row.cells))).collect();
    let numbered: Vec<(usize, &Citation)> = answer.sources.iter().enumerate().collect();
    let (notes, others): (Vec<_>, Vec<_>) = numbered.into_iter().partition(|(at, _)| cited.contains(at));
    let others =
        others.into_iter().map(|(_, citation)| format!("- {}", source(citation))).collect::<Vec<_>>().join("\n");
    let others = (!others.is_empty()).then(|| format!("{}:\n\n{others}", answer.words().sources));
    let note = |(at, citation): (usize, &Citation)| format!("[^{}]: {}", statement::number(at), source(citation));
    let notes = notes.into_iter().map(note).collect::<Vec<_>>().join("\n");
    others.into_iter().chain(std::iter::once(notes)).collect()
}

fn source(citation: &Citation) -> String {
    let link = citation.link.as_deref().map(|link| format!(", <{}>", safe::one_line(link)));
    format!("{}, {}{}", escaped(&citation.title), escaped(&citation.date), link.unwrap_or_default())
}

fn escaped(text: &str) -> String {
    safe::link_text(&safe::one_line(text)).replace('<', "&lt;")
}
