//! Reads a block of TOML into a table that remembers where everything stands.
//!
//! In: the text of a file or a front matter, and where it starts. Out: the table, or every slip of the pen in it.

use std::collections::BTreeSet;

use toml::Spanned;
use toml::de::{DeTable, Error};

use super::page::Page;
use super::slips::{Slip, slip};

/// A block, parsed, with the slips in it.
pub(super) struct Block<'t> {
    table: Spanned<DeTable<'t>>,
    errors: Vec<Error>,
}

impl<'t> Block<'t> {
    /// Parses a block.
    pub(super) fn parse(text: &'t str) -> Self {
        let (table, errors) = DeTable::parse_recoverable(text);
        Self { table, errors }
    }
}

/// The table of a block, which starts at this byte of the file; none where it is not TOML.
pub(super) fn document<'t>(page: &Page<'_>, block: Block<'t>, offset: usize) -> Option<Spanned<DeTable<'t>>> {
    let Block { table, errors } = block;
    // One slip often makes the parser stumble several times over the same line: the first time says it best.
    let mut lines = BTreeSet::new();
    let mut slips = BTreeSet::new();
    for error in &errors {
        let span = error.span().map_or(offset..offset, |span| span.start + offset..span.end + offset);
        match slip(page.text, span.start, error.message()) {
            // It makes the parser stumble over other lines as well.
            Some(slip) => _ = slips.insert(slip),
            None if lines.insert(page.line(span.start)) => {
                let message = cause(error.message());
                let help = advice(&message, line_of(page, span.start));
                page.error(span, message, help);
            }
            None => {}
        }
    }
    for Slip { at: (start, end), message, help } in slips {
        page.error(start..end, message, help);
    }
    errors.is_empty().then_some(table)
}

/// What the parser says, on one line. What it expected is told where that is a sign, not the name of a rule of its grammar.
fn cause(message: &str) -> String {
    let message = message.replace('\n', ", ");
    match message.split_once(", expected ") {
        Some((cause, expected)) if !expected.contains('`') => cause.to_owned(),
        _ => message,
    }
}

fn line_of<'t>(page: &Page<'t>, at: usize) -> &'t str {
    let start = page.text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1);
    page.text.get(start..).and_then(|rest| rest.lines().next()).unwrap_or_default()
}

fn advice(message: &str, line: &str) -> &'static str {
    if message.contains("duplicate key") {
        let is_head = line.trim_start().starts_with('[');
        return if is_head {
            "keep one of the two heads, with everything that stands below both"
        } else {
            "keep one of the two"
        };
    }
    "texts stand in \"double quotes\", lists in [brackets] with a comma after each item; inside a text write \\\" for a quote"
}
