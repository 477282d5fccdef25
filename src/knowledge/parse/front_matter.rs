//! Splits a Markdown file into its front matter and its text.
//!
//! In: a file that should start with a `+++` line. Out: both parts and where they stand, or the likely slip by name.

use std::ops::Range;

use super::page::{Page, lines};

/// The line that opens and closes the front matter.
const FENCE: &str = "+++";

/// The two parts of a Markdown file.
pub(super) struct Parts<'t> {
    pub(super) front: &'t str,
    /// Where the front matter starts, in bytes.
    pub(super) front_at: usize,
    /// The text below, without blank lines around it.
    pub(super) body: &'t str,
    /// Where that starts, in bytes.
    pub(super) body_at: usize,
}

/// Splits the page; none where it has no front matter, which is then reported.
pub(super) fn split<'t>(page: &Page<'t>) -> Option<Parts<'t>> {
    let mut lines = lines(page.text);
    let opening = lines.next().filter(|(_, line)| line.trim_end() == FENCE);
    let Some((opening, _)) = opening else {
        report_missing(page);
        return None;
    };
    let Some((closing, _)) = lines.find(|(_, line)| line.trim_end() == FENCE) else {
        report_unclosed(page, opening);
        return None;
    };
    let rest = page.text.get(closing.end..)?;
    let body_at = closing.end + (rest.len() - rest.trim_start().len());
    Some(Parts { front: page.text.get(opening.end..closing.start)?, front_at: opening.end, body: rest.trim(), body_at })
}

fn report_missing(page: &Page<'_>) {
    let first = lines(page.text).find(|(_, line)| !line.trim().is_empty());
    let Some((span, line)) = first else {
        return page.file_error("the file is empty", "start it with `+++`, the fields, `+++`, then the text");
    };
    let (message, help) = match line.trim() {
        "---" => ("the front matter is fenced with `---`", "write `+++` instead: the fields are TOML, not YAML"),
        FENCE => ("the front matter does not start on the first line", "remove what stands above the first `+++`"),
        line if line.starts_with("++") => {
            ("the first line is not exactly `+++`", "write three plus signs and nothing else")
        }
        line if line.contains('=') => ("the `+++` line above the fields is missing", "add `+++` as the first line"),
        _ => ("the front matter is missing", "start the file with `+++`, the fields, `+++`, then the text"),
    };
    page.error(trimmed(span, line), message, help);
}

fn report_unclosed(page: &Page<'_>, opening: Range<usize>) {
    let close = lines(page.text).skip(1).find(|(_, line)| {
        let line = line.trim();
        line == "---" || (line.len() >= 2 && line.bytes().all(|byte| byte == b'+'))
    });
    let (span, message) = match close {
        Some((span, line)) => {
            (trimmed(span, line), format!("the front matter is not closed; `{}` does not close it", line.trim()))
        }
        None => (opening.start..opening.start + FENCE.len(), "the front matter is not closed".to_owned()),
    };
    page.error(span, message, "write `+++` on a line of its own between the fields and the text");
}

fn trimmed(span: Range<usize>, line: &str) -> Range<usize> {
    span.start..span.start + line.trim_end().len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::problem::KnowledgeFile;

    fn file(text: &str) -> KnowledgeFile {
        KnowledgeFile { path: "faq/a.md".into(), text: text.into() }
    }

    #[test]
    fn both_parts_know_where_they_stand() {
        for text in ["+++\na = 1\n+++\n\nHello\n\n", "+++ \r\na = 1\r\n+++\r\n\r\nHello\r\n"] {
            let file = file(text);
            let parts = split(&Page::new(&file)).unwrap();
            assert_eq!((parts.front.trim(), parts.body), ("a = 1", "Hello"));
            assert!(text.get(parts.front_at..).unwrap().starts_with("a = 1"));
            assert!(text.get(parts.body_at..).unwrap().starts_with("Hello"));
        }
    }

    #[test]
    fn the_likely_slip_is_named() {
        let rows = [
            ("", "1: the file is empty"),
            ("---\ntitle: x\n---\n", "1: the front matter is fenced with `---`"),
            ("\n+++\n+++\n", "2: the front matter does not start on the first line"),
            ("++++\n+++\n", "1: the first line is not exactly `+++`"),
            ("title = \"x\"\n+++\n", "1: the `+++` line above the fields is missing"),
            ("Just text\n", "1: the front matter is missing"),
            ("+++\na = 1\n---\ntext", "3: the front matter is not closed; `---` does not close it"),
            ("+++\na = 1\n", "1: the front matter is not closed"),
        ];
        for (text, expected) in rows {
            let file = file(text);
            let page = Page::new(&file);
            assert!(split(&page).is_none(), "{text}");
            let found: Vec<String> =
                page.into_problems().iter().map(|p| format!("{}: {}", p.line, p.message)).collect();
            assert_eq!(found, [expected], "{text}");
        }
    }
}
