//! A table as aligned columns of text, framed by thin rules, its row headings set into the rules so that columns keep the width.
//!
//! In: a [`Table`] and the width at hand. Out: a [`Grid`] whose lines are all equally wide, or none where columns would get too narrow
//! (then [`super::list`] takes over). Backticks become apostrophes: no cell can end the code block that a grid stands in.

use super::limits::COLUMN_AT_LEAST;
use super::wrap::GLUE;
use super::{safe, statement, wrap};
use crate::answer::{Row, Table};

/// Before each of several statements in one cell.
const BULLET: &str = "• ";

/// A table laid out; a part of its rows can be printed as a table of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Grid {
    /// Frame above, column headings.
    pub(super) head: Vec<String>,
    /// Lines of each row, the rule with its heading first.
    pub(super) rows: Vec<Vec<String>>,
    /// Frame below.
    pub(super) foot: String,
}

impl Grid {
    /// Lays a table out within `columns`; none where it does not fit.
    pub(super) fn new(table: &Table, columns: usize) -> Option<Self> {
        let widths = column_widths(table, columns)?;
        let headings: Vec<Vec<String>> = table.columns.iter().map(|name| vec![safe::in_code(name)]).collect();
        let mut head = vec![rule('┌', '┬', '┐', &widths)];
        head.extend(across(&headings, &widths));
        let rows = table.rows.iter().map(|row| row_lines(row, &widths)).collect();
        Some(Self { head, rows, foot: rule('└', '┴', '┘', &widths) })
    }

    /// The whole table as text.
    pub(super) fn text(&self) -> String {
        let rows = self.rows.iter().flatten();
        let lines = self.head.iter().chain(rows).chain(std::iter::once(&self.foot));
        lines.map(String::as_str).collect::<Vec<_>>().join("\n")
    }
}

/// Between the content of two columns: space, rule, space; the same again at the edges.
fn frame_width(count: usize) -> usize {
    3 * count + 1
}

/// As wide as the content wants, at most an equal share; all columns alike, which is calmer to read.
fn column_widths(table: &Table, columns: usize) -> Option<Vec<usize>> {
    let count = table.columns.len();
    let share = columns.saturating_sub(frame_width(count)).checked_div(count)?;
    if share < COLUMN_AT_LEAST {
        return None;
    }
    let cells = table.rows.iter().flat_map(|row| (0..count).flat_map(|at| statement::all(row.cells.get(at))));
    let texts = cells.chain(table.columns.iter().cloned());
    let wanted = texts.map(|text| wrap::width(&safe::one_line(&text))).max().unwrap_or(0) + wrap::width(BULLET);
    let names = table.rows.iter().map(|row| wrap::width(&row.name)).max().unwrap_or(0);
    // Room for the longest heading between "├─ " and " ─┤", shared by the columns.
    let for_names = (names + 6).saturating_sub(frame_width(count)).div_ceil(count);
    Some(vec![wanted.max(for_names).clamp(COLUMN_AT_LEAST, share); count])
}

fn row_lines(row: &Row, widths: &[usize]) -> Vec<String> {
    let cells: Vec<Vec<String>> = (0..widths.len()).map(|at| statement::all(row.cells.get(at))).collect();
    let mut lines = heading(&row.name, widths);
    lines.extend(across(&cells, widths));
    lines
}

/// A rule with the row's name set into it.
fn heading(name: &str, widths: &[usize]) -> Vec<String> {
    let plain = rule('├', '┼', '┤', widths);
    let room = wrap::width(&plain).saturating_sub(6);
    let parts = wrap::hard(&safe::in_code(name), room);
    if parts.is_empty() {
        return vec![plain];
    }
    let set_in = |part: &String| {
        let start = format!("├─ {part} ");
        let rest: String = plain.chars().skip(wrap::width(&start)).collect();
        format!("{start}{rest}")
    };
    parts.iter().map(set_in).collect()
}

/// Paragraphs of several columns beside one another.
fn across(columns: &[Vec<String>], widths: &[usize]) -> Vec<String> {
    let wrapped: Vec<Vec<String>> =
        columns.iter().zip(widths).map(|(texts, width)| paragraphs(texts, *width)).collect();
    let height = wrapped.iter().map(Vec::len).max().unwrap_or(0);
    let cell = |lines: &Vec<String>, at: usize, width: usize| {
        format!(" {} ", wrap::pad(lines.get(at).map_or("", String::as_str), width))
    };
    let line = |at: usize| {
        let cells: Vec<String> = wrapped.iter().zip(widths).map(|(lines, width)| cell(lines, at, *width)).collect();
        format!("│{}│", cells.join("│"))
    };
    (0..height).map(line).collect()
}

/// The texts of one cell below one another; several get bullets, so that each one's start is seen.
fn paragraphs(texts: &[String], width: usize) -> Vec<String> {
    let bullet = if texts.len() > 1 { BULLET } else { "" };
    let room = width.saturating_sub(wrap::width(bullet));
    let lines = |text: &String| {
        // A source's number stays with the word before it.
        let glued = safe::one_line(&safe::in_code(text)).replace(" [", &format!("{GLUE}["));
        let lines = wrap::hard(&glued, room).into_iter().enumerate();
        let indent = " ".repeat(wrap::width(bullet));
        lines
            .map(move |(at, line)| if at == 0 { format!("{bullet}{line}") } else { format!("{indent}{line}") })
            .collect::<Vec<_>>()
    };
    texts.iter().flat_map(lines).collect()
}

fn rule(left: char, join: char, right: char, widths: &[usize]) -> String {
    let parts: Vec<String> = widths.iter().map(|width| "─".repeat(width + 2)).collect();
    format!("{left}{}{right}", parts.join(&join.to_string()))
}
