//! Reads a block of TOML into a table that remembers where everything stands.
//!
//! In: the text of a file or a front matter, and where it starts. Out: the table, or every slip of the pen in it.

use std::collections::BTreeSet;

use toml::Spanned;
use toml::de::{DeTable, Error};

use super::page::Page;

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
    for error in &errors {
        let span = error.span().map_or(offset..offset, |span| span.start + offset..span.end + offset);
        if lines.insert(page.line(span.start)) {
            let message = cause(error.message());
            let help = advice(&message);
            page.error(span, message, help);
        }
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

fn advice(message: &str) -> &'static str {
    if message.contains("duplicate key") {
        return "keep one of the two";
    }
    "texts stand in \"double quotes\", lists in [brackets] with a comma after each item; inside a text write \\\" for a quote"
}
