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

/// What a merge puts above our side and below theirs, where it could not join them. A word follows: where they come from.
const OURS: &str = "<<<<<<< ";
const THEIRS: &str = ">>>>>>> ";
/// What it puts between the two.
const BETWEEN: &str = "=======";

/// What is said of it.
pub(super) const CONFLICT: &str = "a merge left both sides here";
pub(super) const CONFLICT_HELP: &str =
    "keep what is right of the two, and remove the lines that start with `<<<<<<<`, `=======` and `>>>>>>>`";

/// What stands around code in Markdown: an answer may show what a conflict looks like.
const CODE: &str = "```";

/// The slip behind an error of the parser, which stopped at `at`.
pub(super) fn slip(text: &str, at: usize, error: &str) -> Option<Slip> {
    if error.contains("duplicate key") { one_pair_of_brackets(text, at) } else { odd_line(text, at) }
}

/// Where a merge left both sides in a text.
pub(super) fn conflict(text: &str) -> Option<Range<usize>> {
    // Of nearly all files, this look is all it takes.
    if !text.contains(OURS) {
        return None;
    }
    let mut is_code = false;
    let mut opened = None;
    for (span, line) in lines(text) {
        is_code ^= line.trim_start().starts_with(CODE);
        if line.starts_with(OURS) && !is_code {
            opened = Some(span.start..span.start + line.trim_end().len());
        } else if line.starts_with(THEIRS) && opened.is_some() {
            return opened;
        }
    }
    None
}

/// A line of a merge, or a quotation mark or a blank that looks like the one of TOML, in the line in which the parser stopped.
fn odd_line(text: &str, at: usize) -> Option<Slip> {
    let (span, line) = lines(text).take_while(|(span, _)| span.start <= at).last()?;
    if [OURS.trim_end(), BETWEEN, THEIRS.trim_end()].iter().any(|mark| line.starts_with(mark)) {
        let (message, help) = ("a line of a merge was left here".to_owned(), "remove it".to_owned());
        return Some(Slip { at: (span.start, span.start + line.trim_end().len()), message, help });
    }
    let (inside, letter) = outside_of_texts(line)?;
    let (message, help) = match blank(letter) {
        Some((name, help)) => (format!("{name} (U+{:04X}) stands here", u32::from(letter)), help),
        None => (format!("`{letter}` is no quotation mark of TOML"), "write straight ones, as in \"text\""),
    };
    let start = span.start + inside;
    Some(Slip { at: (start, start + letter.len_utf8()), message, help: help.to_owned() })
}

/// The first odd letter of a line that stands outside of "straight quotes"; inside of them too where they are not closed.
fn outside_of_texts(line: &str) -> Option<(usize, char)> {
    let is_odd = |letter: char| is_curly(letter) || blank(letter).is_some();
    let mut open: Option<char> = None;
    let mut escaped = false;
    for (at, letter) in line.char_indices() {
        match open {
            _ if escaped => escaped = false,
            None if letter == '#' => return None,
            None if is_odd(letter) => return Some((at, letter)),
            None => open = Some(letter).filter(|letter| matches!(letter, '"' | '\'')),
            Some('"') if letter == '\\' => escaped = true,
            Some(quote) if letter == quote => open = None,
            Some(_) => {}
        }
    }
    open.and_then(|_| line.char_indices().rev().find(|(_, letter)| is_curly(*letter)))
}

fn is_curly(letter: char) -> bool {
    matches!(letter, '\u{2018}'..='\u{201F}' | '«' | '»')
}

/// The name of a letter that is taken for a space, or for nothing; and what to do about it.
fn blank(letter: char) -> Option<(&'static str, &'static str)> {
    let wide = "type an ordinary space in its place";
    match letter {
        '\u{A0}' => Some(("a non-breaking space", wide)),
        '\u{202F}' => Some(("a narrow non-breaking space", wide)),
        '\u{2000}'..='\u{200A}' | '\u{3000}' => Some(("a space of another width", wide)),
        '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' => Some(("a letter that nobody sees", "remove it")),
        _ => None,
    }
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

fn head((span, line): (Range<usize>, &str)) -> Option<Head<'_>> {
    let line = line.split('#').next().unwrap_or(line).trim_end();
    let inner = line.trim_start().strip_prefix('[')?.strip_suffix(']')?;
    let row = inner.strip_prefix('[').and_then(|inner| inner.strip_suffix(']'));
    Some(Head { name: row.unwrap_or(inner).trim(), rows: row.is_some(), span: span.start..span.start + line.len() })
}

#[cfg(test)]
mod tests {
    use super::{CONFLICT, CONFLICT_HELP};
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
    fn letters_that_look_like_others_are_named() {
        let quote =
            |letter| format!("1: `{letter}` is no quotation mark of TOML (write straight ones, as in \"text\")");
        let space = "1: a non-breaking space (U+00A0) stands here (type an ordinary space in its place)".to_owned();
        for (line, expected) in [
            ("other_subjects = [“tea”]", quote('“')),
            ("other_subjects = [\"tea”]", quote('”')),
            ("other_subjects = [‘tea’]", quote('‘')),
            ("other_subjects = [\"“tea”\", „milk“]", quote('„')),
            ("other_subjects\u{a0}= [\"tea\"]", space.clone()),
            ("other_subjects =\u{a0}[\"tea\"]", space),
            (
                "other_subjects =\u{200b} [\"tea\"]",
                "1: a letter that nobody sees (U+200B) stands here (remove it)".to_owned(),
            ),
        ] {
            assert_eq!(said("lexicon.toml", &format!("{line}\n")), [expected], "{line}");
        }
        // Inside of straight quotes they are text.
        assert_eq!(said("lexicon.toml", "silent = [\"“tea” \\\" of\u{a0}mine\"] # “why”\n"), Vec::<String>::new());
        assert!(said("lexicon.toml", "silent = [\"“tea”\", milk]\n").concat().contains("must be quoted"));
    }

    #[test]
    fn a_merge_that_was_not_finished_is_told_once() {
        let sides = "<<<<<<< HEAD\ntitle = \"A\"\n=======\ntitle = \"B\"\n>>>>>>> theirs\n";
        let entry = |front: &str, body: &str| {
            let fields = "topic = \"T\"\nquestions = [\"q\"]\nsources = []\nverified = \"2026-11-20\"\n";
            format!("+++\n{front}{fields}+++\n{body}")
        };
        let told = |line: usize| vec![format!("{line}: {CONFLICT} ({CONFLICT_HELP})")];
        let title = "title = \"A\"\n";
        for (path, text, expected) in [
            ("faq/a.md", entry(sides, "Yes.\n"), told(2)),
            ("faq/a.md", entry(title, sides), told(8)),
            ("faq/a.md", entry(title, &format!("```\n{sides}```\n")), Vec::new()),
            ("lexicon.toml", format!("silent = [\n{sides}]\n"), told(2)),
        ] {
            assert_eq!(said(path, &text), expected, "{text}");
        }
        assert!(said("lexicon.toml", "=======\nsilent = []\n").concat().contains("1: a line of a merge was left here"));
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
