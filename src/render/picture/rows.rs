//! The rows of a table, measured: each with its heading across and what is said of every subject below it, side by side.
//!
//! In: a row and the width of a column. Out: [`Piece`]s that know their height and draw themselves. Which page they go on is left to the parent.

use std::collections::BTreeSet;

use super::MARGIN;
use super::paper::{Ink, Paper};
use super::ruler::{Pen, Ruler, Weight};
use crate::answer::{Cell, Row};
use crate::knowledge::AspectId;
use crate::render::limits::NOT_RECORDED;
use crate::render::{safe, statement};

/// Letters of what is said.
const SAID: f32 = 16.0;
/// Letters of a row's heading.
const NAME: f32 = 13.0;
/// Letters of a section's heading.
const SECTION: f32 = 14.0;
/// Letters of the numbers of sources.
const NUMBER: f32 = 12.0;
/// Above and below a row.
const AIR: f32 = 9.0;
/// Between a row's heading and what is said.
const BELOW_NAME: f32 = 2.0;
/// Between two statements in one cell.
const BETWEEN: f32 = 7.0;
/// Longest heading of a row.
const NAME_CHARS: usize = 200;

/// A line of a cell.
#[derive(Debug, Clone, Default, PartialEq)]
struct Line {
    text: String,
    ink: Option<Ink>,
    /// Numbers of sources, and how far right they start.
    cite: Option<(f32, String)>,
    /// Room above: it starts another statement.
    gap: f32,
}

/// What stands on a page as one: a section's heading, a row, or a part of a row too long for a page.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Piece {
    /// The row; none for a section's heading.
    pub(super) row: Option<AspectId>,
    /// Places of the sources of the row.
    pub(super) cites: BTreeSet<usize>,
    heading: Vec<String>,
    columns: Vec<Vec<Line>>,
    /// Heights of a line of the heading and of a cell.
    lines: (f32, f32),
    height: f32,
}

#[expect(clippy::cast_precision_loss, reason = "counts of lines and columns on a page")]
pub(super) fn float(count: usize) -> f32 {
    count as f32
}

impl Piece {
    pub(super) fn height(&self) -> f32 {
        self.height
    }

    /// The name of a group over its rows.
    pub(super) fn section(name: &str, room: f32, ruler: &impl Ruler) -> Self {
        let pen = Pen::new(ruler, SECTION, Weight::Bold);
        let heading = pen.lines(&safe::shorten(name, NAME_CHARS), room);
        let height = AIR * 1.5 + pen.height() * float(heading.len());
        Self { row: None, cites: BTreeSet::new(), heading, columns: Vec::new(), lines: (pen.height(), 0.0), height }
    }

    fn row(row: &Row, heading: Vec<String>, columns: Vec<Vec<Line>>, lines: (f32, f32)) -> Self {
        let tallest = columns.iter().map(|column| column_height(column, lines.1)).fold(0.0, f32::max);
        let height = 2.0 * AIR + lines.0 * float(heading.len()) + BELOW_NAME + tallest;
        Self {
            row: Some(row.id.clone()),
            cites: statement::sources(&row.cells).collect(),
            heading,
            columns,
            lines,
            height,
        }
    }

    /// Draws it at the paper's place; `ruled` with a line above.
    pub(super) fn draw(&self, paper: &mut Paper, ruled: bool, step: f32) {
        if ruled {
            paper.rule(MARGIN, Ink::Line);
        }
        let is_section = self.row.is_none();
        let (size, ink) = if is_section { (SECTION, Ink::Bright) } else { (NAME, Ink::Muted) };
        let mut below = if is_section { AIR * 1.25 } else { AIR };
        for line in &self.heading {
            paper.write_at((MARGIN, below), size, Weight::Bold, line, ink);
            below += self.lines.0;
        }
        for (at, column) in self.columns.iter().enumerate() {
            self.draw_column(paper, (MARGIN + float(at) * step, below + BELOW_NAME), column);
        }
        paper.skip(self.height);
    }

    fn draw_column(&self, paper: &mut Paper, (x, mut below): (f32, f32), column: &[Line]) {
        for line in column {
            below += line.gap;
            paper.write_at((x, below), SAID, Weight::Regular, &line.text, line.ink.unwrap_or(Ink::Text));
            if let Some((right, numbers)) = &line.cite {
                paper.write_at(
                    (x + right, below + (SAID - NUMBER) * 0.9),
                    NUMBER,
                    Weight::Regular,
                    numbers,
                    Ink::Faint,
                );
            }
            below += self.lines.1;
        }
    }
}

fn column_height(column: &[Line], line: f32) -> f32 {
    column.iter().map(|one| one.gap + line).sum()
}

/// A row; in several pieces where it is taller than `most`.
pub(super) fn pieces(row: &Row, width: f32, count: usize, most: f32, ruler: &impl Ruler) -> Vec<Piece> {
    let name = Pen::new(ruler, NAME, Weight::Bold);
    let said = Pen::new(ruler, SAID, Weight::Regular);
    let heading = safe::shorten(&safe::one_line(&row.name), NAME_CHARS);
    let across = width * float(count);
    let columns: Vec<Vec<Line>> = (0..count).map(|at| cell(row.cells.get(at), &said, width)).collect();
    let lines = (name.height(), said.height());
    let tall = Piece::row(row, name.lines(&heading, across), columns.clone(), lines);
    if tall.height <= most {
        return vec![tall];
    }
    let continued = name.lines(&format!("{heading} (continued)"), across);
    let at_once = lines_in(most - 2.0 * AIR - lines.0 * float(continued.len().max(tall.heading.len())), lines.1);
    let longest = columns.iter().map(Vec::len).max().unwrap_or(0);
    let part = |from: usize| {
        let of = |column: &Vec<Line>| column.iter().skip(from).take(at_once).cloned().collect();
        let heading = if from == 0 { tall.heading.clone() } else { continued.clone() };
        Piece::row(row, heading, columns.iter().map(of).collect(), lines)
    };
    (0..longest).step_by(at_once).map(part).collect()
}

/// Lines that fit a height, even where each starts a statement.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a small number, not below one")]
fn lines_in(height: f32, line: f32) -> usize {
    (height / (line + BETWEEN)).max(1.0) as usize
}

fn cell<R: Ruler>(cell: Option<&Cell>, pen: &Pen<'_, R>, width: f32) -> Vec<Line> {
    let Some(cell) = cell.filter(|cell| !cell.statements.is_empty()) else {
        let gap = |text| Line { text, ink: Some(Ink::Faint), ..Line::default() };
        return pen.lines(NOT_RECORDED, width).into_iter().map(gap).collect();
    };
    let mut lines: Vec<Line> = Vec::new();
    for said in &cell.statements {
        let first = lines.len();
        lines
            .extend(pen.lines(&statement::dated(said), width).into_iter().map(|text| Line { text, ..Line::default() }));
        cite(&mut lines, first, &statement::numbers(said, "["), pen, width);
        if let Some(line) = lines.get_mut(first).filter(|_| first > 0) {
            line.gap = BETWEEN;
        }
    }
    lines
}

/// Sets the numbers of sources behind the last word. Where no room is left the word moves with them to the next line: a number alone on a line
/// seems to belong to nothing.
fn cite<R: Ruler>(lines: &mut Vec<Line>, first: usize, numbers: &str, pen: &Pen<'_, R>, width: f32) {
    let small = pen.sized(NUMBER);
    let space = pen.width(" ");
    let last = lines.get(first..).and_then(<[Line]>::last).map(|line| line.text.clone()).unwrap_or_default();
    if let Some((before, word)) = last.rsplit_once(' ') {
        let over = pen.width(&last) + space + small.width(numbers) > width;
        if over && pen.width(word) + space + small.width(numbers) <= width {
            lines.iter_mut().next_back().into_iter().for_each(|line| before.clone_into(&mut line.text));
            lines.push(Line { text: word.to_owned(), ..Line::default() });
        }
    }
    for numbers in small.lines(numbers, width) {
        let right = lines.get(first..).and_then(<[Line]>::last).map(|line| pen.width(&line.text) + space);
        match (right.filter(|right| right + small.width(&numbers) <= width), lines.last_mut()) {
            (Some(right), Some(line)) if line.cite.is_none() => line.cite = Some((right, numbers)),
            _ => lines.push(Line { cite: Some((0.0, numbers)), ..Line::default() }),
        }
    }
}
