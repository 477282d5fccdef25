//! What a picture says, in sentences: for who hears the table instead of seeing it.
//!
//! In: the rows of one page. Out: text within Discord's limit, cut at a word, that tells how many rows it leaves out.

use std::collections::BTreeSet;

use super::ALT;
use super::rows::Piece;
use crate::answer::{Answer, Cell, Row, Table};
use crate::knowledge::AspectId;
use crate::render::limits::NOT_RECORDED;
use crate::render::{safe, statement};

/// Room kept for the words that tell what is left out.
const ENDING: usize = 40;
/// Longest title in it.
const TITLE: usize = 160;

/// The rows that some pieces show, in words.
pub(super) fn text(answer: &Answer, table: &Table, pieces: &[Piece], place: (usize, usize)) -> String {
    let shown: BTreeSet<&AspectId> = pieces.iter().filter_map(|piece| piece.row.as_ref()).collect();
    let rows: Vec<&Row> = table.rows.iter().filter(|row| shown.contains(&row.id)).collect();
    let title = safe::shorten(&safe::one_line(&answer.title), TITLE);
    let page = if place.1 > 1 { format!(", page {} of {}", place.0, place.1) } else { String::new() };
    fit(
        format!("{}{page}.", title.trim_end_matches('.')),
        &rows.iter().map(|row| sentences(table, row)).collect::<Vec<_>>(),
    )
}

/// As many rows as there is room for.
fn fit(mut said: String, rows: &[String]) -> String {
    for (at, row) in rows.iter().enumerate() {
        let last = at + 1 == rows.len();
        let room = ALT.saturating_sub(units(&said) + 1);
        if units(row) + if last { 0 } else { ENDING } <= room {
            said = format!("{said} {row}");
            continue;
        }
        let part = words(row, room.saturating_sub(ENDING));
        let left = rows.len() - at - usize::from(!part.is_empty());
        let part = if part.is_empty() { String::new() } else { format!(" {part} …") };
        return format!("{said}{part}{}", more(left));
    }
    said
}

fn more(rows: usize) -> String {
    match rows {
        0 => String::new(),
        1 => " One more row.".to_owned(),
        rows => format!(" {rows} more rows."),
    }
}

/// "Price: Coffee, 3.20 a cup; also 4.00 in big cities. Tea, not recorded."
fn sentences(table: &Table, row: &Row) -> String {
    let name = |at: usize| table.columns.get(at).map(|name| safe::one_line(name)).unwrap_or_default();
    let cells = (0..table.columns.len()).map(|at| format!("{}, {}.", name(at), said(row.cells.get(at))));
    format!("{}: {}", safe::one_line(&row.name), cells.collect::<Vec<_>>().join(" "))
}

fn said(cell: Option<&Cell>) -> String {
    let statements = cell.map(|cell| cell.statements.as_slice()).unwrap_or_default();
    if statements.is_empty() {
        return NOT_RECORDED.to_owned();
    }
    let one = |said| safe::one_line(&statement::dated(said)).trim_end_matches('.').to_owned();
    statements.iter().map(one).collect::<Vec<_>>().join("; also ")
}

fn units(text: &str) -> usize {
    text.encode_utf16().count()
}

/// The first words of a text, at most this long; nothing where not even three fit, which would say nothing.
fn words(text: &str, most: usize) -> String {
    let mut out = String::new();
    for word in text.split(' ') {
        if units(&out) + 1 + units(word) > most {
            break;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    if out.split(' ').count() < 3 { String::new() } else { out.trim_end_matches([',', ';', ':']).to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_fit_is_cut_at_a_word_and_counted() {
        let row = |length: usize| format!("Row: One, {}.", "word ".repeat(length).trim_end());
        for (lengths, ending) in [
            (vec![10, 10], "word."),
            (vec![100, 100, 10, 10], "word … 2 more rows."),
            (vec![100, 100, 10], "word … One more row."),
            (vec![100, 300], "word …"),
        ] {
            let text = fit("Title.".to_owned(), &lengths.iter().map(|length| row(*length)).collect::<Vec<_>>());
            assert!(units(&text) <= ALT && text.ends_with(ending), "{} units: {text}", units(&text));
            assert!(text.starts_with("Title. Row: One, word word"));
        }
    }
}
