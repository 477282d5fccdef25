//! The likely slip of the pen behind what the parser of TOML stumbles over.
//!
//! In: a text, and where the parser stopped in it. Out: what a writer did, in a writer's words; none where the parser says it as well. It only explains: what is
//! wrong and what is not stays with the parser.

use std::ops::Range;

use super::page::lines;

/// The keys whose tables are rows of a list. Under one pair of brackets instead of two, the second row looks like the first one again.
const ROWS: [&str; 11] = [
    "sources",
    "categories",
    "groups",
    "aspects",
    "intents",
    "owners",
    "facts",
    "names",
    "steps",
    "questions",
    "questions.answers",
];

/// A slip: where it is, and what to say of it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Slip {
    pub(super) at: (usize, usize),
    pub(super) message: String,
    pub(super) help: String,
}

/// The slip behind an error of the parser, which stopped at `at`.
pub(super) fn slip(text: &str, at: usize, error: &str) -> Option<Slip> {
    if error.contains("duplicate key") { one_pair_of_brackets(text, at) } else { None }
}

/// Whether a row twice is meant where a key stands twice: the head of its table has one pair of brackets, here or at the row before.
fn one_pair_of_brackets(text: &str, at: usize) -> Option<Slip> {
    let heads: Vec<Head<'_>> = lines(text).take_while(|(span, _)| span.start <= at).filter_map(head).collect();
    let own = heads.last().filter(|head| ROWS.contains(&head.name))?;
    // A key twice in a row with a right head is just that.
    let wrong = if own.rows && !own.span.contains(&at) {
        None
    } else {
        heads.iter().find(|head| head.name == own.name && !head.rows)
    }?;
    Some(Slip {
        at: (wrong.span.start, wrong.span.end),
        message: format!("`[{}]` is the head of one table, and there are several of them", wrong.name),
        help: format!("write `[[{}]]` above each", wrong.name),
    })
}

/// The head of a table: `[name]`, or `[[name]]` for a row of a list.
struct Head<'t> {
    name: &'t str,
    rows: bool,
    span: Range<usize>,
}

fn head<'t>((span, line): (Range<usize>, &'t str)) -> Option<Head<'t>> {
    let line = line.split('#').next().unwrap_or(line).trim_end();
    let inner = line.trim_start().strip_prefix('[')?.strip_suffix(']')?;
    let row = inner.strip_prefix('[').and_then(|inner| inner.strip_suffix(']'));
    Some(Head { name: row.unwrap_or(inner).trim(), rows: row.is_some(), span: span.start..span.start + line.len() })
}

#[cfg(test)]
mod tests {
    use crate::knowledge::parse;
    use crate::knowledge::problem::KnowledgeFile;

    /// What is said of one file, whatever else is missing beside it.
    fn said(path: &str, text: &str) -> Vec<String> {
        let problems = parse(&[KnowledgeFile { path: path.to_owned(), text: text.to_owned() }]).problems;
        let own = problems.into_iter().filter(|problem| problem.file == path);
        own.map(|problem| format!("{}: {} ({})", problem.line, problem.message, problem.help)).collect()
    }

    #[test]
    fn rows_under_one_pair_of_brackets_are_one_mistake() {
        let row = "aspect = \"a\"\ntext = \"b\"\nsource = \"c\"\n";
        let brackets =
            "`[facts]` is the head of one table, and there are several of them (write `[[facts]]` above each)";
        for (heads, line) in [
            (["[[facts]]", "[facts]", "[[facts]]"], 10),
            (["[[facts]]", "[facts] # why", "[facts]"], 10),
            (["[facts]", "[facts]", "[facts]"], 6),
            (["[facts]", "[[facts]]", "[[facts]]"], 6),
        ] {
            let rows: String = heads.map(|head| format!("{head}\n{row}")).concat();
            let text = format!("name = \"N\"\ncategory = \"k\"\nsummary = \"S\"\nsources = []\n\n{rows}");
            assert_eq!(said("subjects/n.toml", &text), [format!("{line}: {brackets}")], "{heads:?}");
        }
    }

    #[test]
    fn a_key_that_stands_twice_is_just_that() {
        let row = "[[sources]]\nid = \"a\"\nid = \"b\"\ntitle = \"T\"\nread = \"2026-11-20\"\n";
        assert_eq!(said("sources.toml", row), ["3: duplicate key (keep one of the two)"]);
        let tables = "[abbreviations]\na = \"b\"\n[abbreviations]\nc = \"d\"\n";
        let told = "3: duplicate key (keep one of the two heads, with everything that stands below both)";
        assert_eq!(said("lexicon.toml", tables), [told]);
    }
}
