//! A comparison as a picture in a chat's dark colours: SVG, put together by hand, with the words that tell it to who cannot see it.
//!
//! In: an answer with a table, and a [`Ruler`] that knows the font. Out: [`Picture`]s, one a page; none where the font lacks letters that the
//! table needs. Fonts and pixels are left to `crate::drawing`: nothing here reads a file or needs a library.

mod alt;
mod colors;
mod paper;
mod rows;
mod ruler;

use std::collections::BTreeSet;

use super::limits::SOURCE_TITLE;
use super::{safe, sections, statement};
use crate::answer::{Answer, Block, Citation, Table};
use paper::{Ink, Paper};
use rows::Piece;
use ruler::Pen;
pub use ruler::{Ruler, Weight};

/// Pixels to a unit of the drawing: sharp on a phone's screen.
pub const SCALE: f32 = 2.0;
/// Characters (UTF-16 units, to be safe) of an alternative text that Discord takes.
pub const ALT: usize = 1_024;

/// Around everything.
const MARGIN: f32 = 24.0;
/// Between two columns.
const GUTTER: f32 = 20.0;
/// Room for rows on one page. In a channel a taller picture would be shrunk until nobody can read it.
const ROOM: f32 = 700.0;
/// Width of a drawing with this many columns or fewer. Seen on an upright phone, 560 units leave 16-unit letters at 10 points;
/// the widest is 1,400 pixels.
const WIDTHS: [(usize, f32); 3] = [(2, 560.0), (3, 640.0), (usize::MAX, 700.0)];
/// Longest title that is drawn.
const TITLE: usize = 160;
/// Longest name of a subject that is drawn as a column's heading.
const HEADING: usize = 60;

/// One page of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// The drawing; its `width` and `height` are pixels.
    pub svg: String,
    /// What it says in words, at most [`ALT`] UTF-16 units.
    pub alt: String,
    /// Places in the answer's list of the sources that it cites.
    pub cites: BTreeSet<usize>,
}

/// The tables of an answer as pictures, in order; none where it has no table, or where the fonts cannot write it.
#[must_use]
pub fn pages(answer: &Answer, ruler: &impl Ruler) -> Vec<Picture> {
    within(answer, ROOM, ruler)
}

/// The same on one sheet a table, however tall: for a file, which nobody shrinks.
#[must_use]
pub fn sheets(answer: &Answer, ruler: &impl Ruler) -> Vec<Picture> {
    within(answer, f32::INFINITY, ruler)
}

fn within(answer: &Answer, room: f32, ruler: &impl Ruler) -> Vec<Picture> {
    let tables =
        answer.blocks.iter().filter_map(|block| if let Block::Table(table) = block { Some(table) } else { None });
    let tables: Vec<&Table> = tables.filter(|table| !table.rows.is_empty() && !table.columns.is_empty()).collect();
    if !tables.iter().all(|table| is_writable(answer, table, ruler)) {
        return Vec::new();
    }
    let leaves: Vec<Leaf<'_>> = tables.into_iter().flat_map(|table| leaves(table, room, ruler)).collect();
    let count = leaves.len();
    leaves.iter().enumerate().map(|(at, leaf)| picture(answer, leaf, (at + 1, count), ruler)).collect()
}

/// Some pieces of a table that fill a page.
#[derive(Debug)]
struct Leaf<'a> {
    table: &'a Table,
    pieces: Vec<Piece>,
}

/// Whether the fonts have every letter; signs they lack are left out.
fn is_writable(answer: &Answer, table: &Table, ruler: &impl Ruler) -> bool {
    let rows = table.rows.iter();
    let cells = rows.clone().flat_map(|row| &row.cells).flat_map(|cell| &cell.statements);
    let names = rows.flat_map(|row| [&row.name, &row.group]).chain(&table.columns);
    let texts = names.chain(cells.map(|statement| &statement.text)).chain(std::iter::once(&answer.title));
    texts.flat_map(|text| text.chars()).all(|c| !c.is_alphanumeric() || ruler.width(c, Weight::Regular).is_some())
}

fn leaves<'a>(table: &'a Table, room: f32, ruler: &impl Ruler) -> Vec<Leaf<'a>> {
    let width = column_width(table);
    let mut leaves = vec![Vec::new()];
    for section in sections::of(table) {
        let heading = section.heading.map(|name| Piece::section(&name, inner(table), ruler));
        let mut waiting = heading;
        for piece in
            section.table.rows.iter().flat_map(|row| rows::pieces(row, width, table.columns.len(), room, ruler))
        {
            place(&mut leaves, waiting.take(), piece, room);
        }
    }
    leaves.into_iter().filter(|pieces| !pieces.is_empty()).map(|pieces| Leaf { table, pieces }).collect()
}

/// Puts a row on the last page, below its section's heading where it is the first; on a new one where there is no room.
fn place(leaves: &mut Vec<Vec<Piece>>, heading: Option<Piece>, row: Piece, room: f32) {
    let taken: f32 = leaves.last().into_iter().flatten().map(Piece::height).sum();
    let wanted = row.height() + heading.as_ref().map_or(0.0, Piece::height);
    if taken > 0.0 && taken + wanted > room {
        leaves.push(Vec::new());
    }
    if let Some(last) = leaves.last_mut() {
        last.extend(heading);
        last.push(row);
    }
}

fn width(table: &Table) -> f32 {
    WIDTHS.iter().find(|(most, _)| table.columns.len() <= *most).map_or(WIDTHS[0].1, |(_, width)| *width)
}

/// Between the margins.
fn inner(table: &Table) -> f32 {
    width(table) - 2.0 * MARGIN
}

#[expect(clippy::cast_precision_loss, reason = "a handful of columns")]
fn column_width(table: &Table) -> f32 {
    let count = table.columns.len().max(1) as f32;
    (inner(table) - GUTTER * (count - 1.0)) / count
}

fn picture(answer: &Answer, leaf: &Leaf<'_>, place: (usize, usize), ruler: &impl Ruler) -> Picture {
    let mut paper = Paper::new(width(leaf.table));
    head(&mut paper, answer, leaf.table, ruler);
    for (at, piece) in leaf.pieces.iter().enumerate() {
        piece.draw(&mut paper, at > 0, column_width(leaf.table) + GUTTER);
    }
    let cites: BTreeSet<usize> = leaf.pieces.iter().flat_map(|piece| piece.cites.iter().copied()).collect();
    foot(&mut paper, answer, &cites, place, ruler);
    Picture { svg: paper.finish(), alt: alt::text(answer, leaf.table, &leaf.pieces, place), cites }
}

/// Title and the names of the subjects.
fn head(paper: &mut Paper, answer: &Answer, table: &Table, ruler: &impl Ruler) {
    let title = Pen::new(ruler, 19.0, Weight::Bold);
    for line in title.lines(&safe::shorten(&safe::one_line(&answer.title), TITLE), inner(table)) {
        paper.line(&title, MARGIN, &line, Ink::Bright);
    }
    paper.skip(12.0);
    let pen = Pen::new(ruler, 16.0, Weight::Bold);
    let name = |name: &String| pen.lines(&safe::shorten(&safe::one_line(name), HEADING), column_width(table));
    let columns: Vec<Vec<String>> = table.columns.iter().map(name).collect();
    let lines = columns.iter().map(Vec::len).max().unwrap_or(0);
    paper.band(8.0 + 8.0 + pen.height() * rows::float(lines));
    paper.skip(8.0);
    for at in 0..lines {
        for (column, names) in columns.iter().enumerate() {
            let x = MARGIN + rows::float(column) * (column_width(table) + GUTTER);
            paper.beside(&pen, x, names.get(at).map_or("", String::as_str), Ink::Accent);
        }
        paper.skip(pen.height());
    }
    paper.skip(8.0);
}

/// Sources, when they were last checked, which page it is.
fn foot(paper: &mut Paper, answer: &Answer, cites: &BTreeSet<usize>, place: (usize, usize), ruler: &impl Ruler) {
    let pen = Pen::new(ruler, 12.0, Weight::Regular);
    paper.skip(10.0);
    paper.rule(MARGIN, Ink::Strong);
    paper.skip(10.0);
    let room = paper.width() - 2.0 * MARGIN;
    for (at, source) in cites.iter().filter_map(|at| answer.sources.get(*at).map(|source| (*at, source))) {
        let number = format!("[{}] ", statement::number(at));
        let indent = pen.width("[00] ");
        for (line, text) in pen.lines(&named(source), room - indent).iter().enumerate() {
            if line == 0 {
                paper.beside(&pen, MARGIN, number.trim_end(), Ink::Muted);
            }
            paper.line(&pen, MARGIN + indent, text, Ink::Muted);
        }
    }
    let page = (place.1 > 1).then(|| format!("page {} of {}", place.0, place.1));
    let checked = answer.verified.map(|date| format!("last checked {date}"));
    let last: Vec<String> = page.into_iter().chain(checked).collect();
    if !last.is_empty() {
        paper.skip(6.0);
        paper.line(&pen, MARGIN, &last.join(" · "), Ink::Faint);
    }
}

fn named(source: &Citation) -> String {
    let title = safe::shorten(&safe::one_line(&source.title), SOURCE_TITLE);
    if source.date.is_empty() { title } else { format!("{title} · {}", safe::one_line(&source.date)) }
}
