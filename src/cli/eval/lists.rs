//! What to mend: topics, entries and confused pairs with the words that caused them.
//!
//! In: a [`Report`]. Out: text, the most mistakes first.

use std::io::{self, Write};

use super::super::screen::{BOLD, DIM};
use crate::eval::{Confusion, Report, Row};

/// Rows of a table: about a screen.
const ONE_SCREEN: usize = 20;

/// Longest name that keeps its column.
const NAME: usize = 32;

/// Characters of an example that are shown.
const EXAMPLE: usize = 70;

pub(super) fn print(out: &mut impl Write, report: &Report) -> io::Result<()> {
    table(out, "By topic", &report.topics)?;
    let mistaken: Vec<Row> = report.entries.iter().filter(|row| row.mistakes() > 0).cloned().collect();
    table(out, "Entries with mistakes", &mistaken)?;
    confused(out, &report.confused)
}

fn table(out: &mut impl Write, title: &str, rows: &[Row]) -> io::Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    let mut rows: Vec<&Row> = rows.iter().collect();
    // Stable: rows with as many mistakes stay in the order of their names.
    rows.sort_by_key(|row| std::cmp::Reverse(row.mistakes()));
    let heads = ["cases", "right", "wrong", "not answered", "given falsely"];
    let [cases, right, wrong, refused, intruded] = heads;
    writeln!(out, "\n{BOLD}{title}{BOLD:#}")?;
    writeln!(out, "  {DIM}{:<NAME$}{cases:>6}{right:>6}{wrong:>6}{refused:>13}{intruded:>14}{DIM:#}", "")?;
    for row in rows.iter().take(ONE_SCREEN) {
        let Row { name, cases, right, wrong, refused, intruded } = row;
        // A long name takes of the room before the first number.
        let room = (NAME + 6).saturating_sub(name.chars().count());
        let cases = format!(" {cases}");
        writeln!(out, "  {name}{cases:>room$}{right:>6}{wrong:>6}{refused:>13}{intruded:>14}")?;
    }
    more(out, rows.len())
}

fn confused(out: &mut impl Write, pairs: &[Confusion]) -> io::Result<()> {
    if pairs.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{BOLD}Answered falsely{BOLD:#} {DIM}expected → given, times: words that caused it{DIM:#}")?;
    for pair in pairs.iter().take(ONE_SCREEN) {
        let expected = pair.expected.as_deref().unwrap_or("no answer");
        let words = if pair.words.is_empty() { "no words".to_owned() } else { pair.words.join(", ") };
        writeln!(out, "  {expected} → {}, {}: {words}", pair.given, pair.count)?;
        writeln!(out, "    {DIM}{}{DIM:#}", shortened(&pair.example))?;
    }
    more(out, pairs.len())
}

fn more(out: &mut impl Write, rows: usize) -> io::Result<()> {
    if rows <= ONE_SCREEN {
        return Ok(());
    }
    writeln!(out, "  {DIM}… and {} more; `--json` has all{DIM:#}", rows - ONE_SCREEN)
}

/// On one line, by characters; what moves the cursor or the colors of a terminal is left out.
fn shortened(text: &str) -> String {
    let clean = text.split_whitespace().collect::<Vec<_>>().join(" ").replace(char::is_control, "");
    let mut short: String = clean.chars().take(EXAMPLE).collect();
    if clean.chars().count() > EXAMPLE {
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_example_is_one_short_line_without_control_characters() {
        assert_eq!(shortened("a\n\tb\u{1b}[31m"), "a b[31m");
        assert_eq!(shortened(&"é".repeat(EXAMPLE)), "é".repeat(EXAMPLE));
        assert_eq!(shortened(&"é".repeat(EXAMPLE + 1)), format!("{}…", "é".repeat(EXAMPLE)));
    }
}
