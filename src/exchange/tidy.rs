//! Makes the text of an answer fit Docent: what Discord does not show as meant is said in another way, and nothing is lost.
//!
//! In: Markdown or HTML as others keep it. Out: Markdown that `check` accepts, and what was changed, in words. Length is left to [`super::split`].

mod html;

use std::ops::Range;

use pulldown_cmark::{BrokenLink, CowStr, Event, Options, Parser, Tag, TagEnd};

use crate::check;

/// Rounds after which it is given up: each takes away one layer (a link in a heading in a table), and there are no more layers than these.
const ROUNDS: usize = 6;

/// Text that fits, and what was done to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tidied {
    pub(super) text: String,
    pub(super) changes: Vec<&'static str>,
}

/// One change: what is replaced, by what, and what to say of it.
struct Edit {
    range: Range<usize>,
    text: String,
    said: &'static str,
}

/// Makes a text fit. One that fits is left as it is, letter for letter.
pub(super) fn tidy(text: &str) -> Tidied {
    let mut tidied = Tidied { text: plain(text), changes: Vec::new() };
    if check::fits_discord(&tidied.text) {
        return tidied;
    }
    if let Some(markdown) = html::to_markdown(&tidied.text) {
        tidied.text = markdown;
        tidied.changes.push("HTML became Markdown");
    }
    for _ in 0..ROUNDS {
        if check::fits_discord(&tidied.text) {
            break;
        }
        let edits = edits(&tidied.text);
        for edit in &edits {
            if !tidied.changes.contains(&edit.said) {
                tidied.changes.push(edit.said);
            }
        }
        tidied.text = apply(&tidied.text, edits);
    }
    if !check::fits_discord(&tidied.text) {
        tidied.text = fenced(&tidied.text);
        tidied.changes.push("the text became a code block, because its markup cannot be read");
    }
    tidied
}

/// Line ends made the same, what no editor shows taken out, no blank lines around.
fn plain(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let seen = text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t'));
    seen.collect::<String>().trim().to_owned()
}

/// The whole as code, behind a fence that nothing in it closes.
fn fenced(text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    format!("{fence}\n{text}\n{fence}")
}

/// Puts all edits in place. Of two that overlap, the first is done, the other waits for the next round.
fn apply(text: &str, mut edits: Vec<Edit>) -> String {
    edits.sort_by_key(|edit| (edit.range.start, std::cmp::Reverse(edit.range.end)));
    let mut done = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        if edit.range.start < at {
            continue;
        }
        done.push_str(text.get(at..edit.range.start).unwrap_or_default());
        done.push_str(&edit.text);
        at = edit.range.end;
    }
    done.push_str(text.get(at..).unwrap_or_default());
    done.trim().to_owned()
}

fn edits(text: &str) -> Vec<Edit> {
    let unresolved = |link: BrokenLink<'_>| -> Option<(CowStr<'_>, CowStr<'_>)> {
        let two = text.get(link.span.clone()).is_some_and(|written| written.contains("]["));
        two.then(|| (CowStr::from(""), CowStr::from("")))
    };
    let parser = Parser::new_with_broken_link_callback(text, Options::ENABLE_TABLES, Some(unresolved));
    let events: Vec<(Event<'_>, Range<usize>)> = parser.into_offset_iter().collect();
    let mut edits: Vec<Edit> = Vec::new();
    let mut whole: Vec<Range<usize>> = Vec::new();
    for (at, (event, range)) in events.iter().enumerate() {
        let written = text.get(range.clone()).unwrap_or_default();
        let range = range.clone();
        match event {
            Event::Start(Tag::Heading { .. }) => {
                edits.push(Edit { range, text: heading(written), said: "a heading became bold" });
            }
            Event::Start(Tag::Table(_)) => {
                let rest = events.get(at + 1..).unwrap_or_default();
                edits.push(Edit { range, text: table(text, rest), said: "a table became a list" });
            }
            Event::Start(Tag::Image { dest_url, .. }) => {
                edits.push(Edit { range, text: picture(written, dest_url), said: "a picture became a link" });
            }
            Event::Start(Tag::Link { dest_url, .. }) if !is_web_address(dest_url) => {
                edits.push(Edit {
                    range,
                    text: no_link(written, dest_url),
                    said: "a link that leads nowhere became text",
                });
            }
            Event::Html(_) | Event::InlineHtml(_) => {
                edits.push(Edit { range, text: escaped(written), said: "a `<` that looks like HTML got a backslash" });
            }
            Event::Start(Tag::Link { .. } | Tag::CodeBlock(_)) | Event::Code(_) => whole.push(range),
            _ => {}
        }
    }
    edits.extend(never_closed(text, &whole, &edits));
    edits
}

/// What is left of `](` outside of links and code is a link that was never closed.
fn never_closed(text: &str, whole: &[Range<usize>], edits: &[Edit]) -> Vec<Edit> {
    let inside = |at: usize| whole.iter().chain(edits.iter().map(|edit| &edit.range)).any(|range| range.contains(&at));
    let open = text.match_indices("](").map(|(at, _)| at).filter(|at| !inside(*at));
    let said = "a link that is not written to its end became text";
    open.map(|at| Edit { range: at..at + 2, text: "]\\(".to_owned(), said }).collect()
}

fn is_web_address(address: &str) -> bool {
    address.starts_with("https://") || address.starts_with("http://")
}

/// The words of a heading, in bold where they are one line.
fn heading(written: &str) -> String {
    let lines: Vec<&str> = written.trim().lines().collect();
    let underlined = lines.len() > 1 && lines.last().is_some_and(|line| line.trim().chars().all(|c| "=-".contains(c)));
    let words = match lines.split_last() {
        Some((_, above)) if underlined => above.join("\n"),
        _ => written.trim().trim_matches('#').trim().to_owned(),
    };
    let words = words.trim();
    if words.is_empty() || words.contains('\n') || words.contains("**") {
        format!("{words}\n\n")
    } else {
        format!("**{words}**\n")
    }
}

/// A line a row, each cell behind the heading of its column.
fn table(text: &str, events: &[(Event<'_>, Range<usize>)]) -> String {
    let mut heads: Vec<&str> = Vec::new();
    let mut rows: Vec<Vec<&str>> = Vec::new();
    for (event, range) in events {
        let cell = text.get(range.clone()).unwrap_or_default().trim().trim_matches('|').trim();
        match event {
            Event::Start(Tag::TableRow) => rows.push(Vec::new()),
            Event::Start(Tag::TableCell) => match rows.last_mut() {
                Some(row) => row.push(cell),
                None => heads.push(cell),
            },
            Event::End(TagEnd::Table) => break,
            _ => {}
        }
    }
    let line = |row: &Vec<&str>| {
        let cells = row.iter().enumerate().filter(|(_, cell)| !cell.is_empty());
        let named = cells.map(|(at, cell)| match heads.get(at).filter(|head| at > 0 && !head.is_empty()) {
            Some(head) => format!("{head}: {cell}"),
            None => (*cell).to_owned(),
        });
        format!("- {}\n", named.collect::<Vec<_>>().join("; "))
    };
    let lines: Vec<String> = if rows.is_empty() { vec![line(&heads)] } else { rows.iter().map(line).collect() };
    format!("\n{}\n", lines.concat())
}

/// A link to the picture, under what it shows.
fn picture(written: &str, address: &str) -> String {
    let shown = inner(written.trim_start_matches('!')).trim();
    let shown = if shown.is_empty() { "picture" } else { shown };
    if is_web_address(address) { format!("[{shown}]({})", address.replace(' ', "%20")) } else { shown.to_owned() }
}

/// The words of a link, with the address behind them.
fn no_link(written: &str, address: &str) -> String {
    if written.starts_with('<') {
        return address.trim_start_matches("mailto:").to_owned();
    }
    if !written.contains("](") {
        // `[words][name]`: the name is all that is known.
        return format!("\\{written}");
    }
    match (inner(written).trim(), address.trim()) {
        (words, "") => words.to_owned(),
        ("", address) => format!("`{address}`"),
        (words, address) => format!("{words} (`{address}`)"),
    }
}

/// What stands in the brackets.
fn inner(written: &str) -> &str {
    let words = written.strip_prefix('[').unwrap_or(written);
    words
        .rfind("](")
        .or_else(|| words.rfind("]["))
        .or_else(|| words.rfind(']'))
        .and_then(|end| words.get(..end))
        .unwrap_or(words)
}

fn escaped(written: &str) -> String {
    let mut text = String::with_capacity(written.len() + 8);
    let mut before = ' ';
    for letter in written.chars() {
        if letter == '<' && before != '\\' {
            text.push('\\');
        }
        text.push(letter);
        before = letter;
    }
    text
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_discord_does_not_show_is_said_otherwise() {
        for (text, expected) in [
            ("Fine **as** it is.\n\n- [a](https://b.c)", "Fine **as** it is.\n\n- [a](https://b.c)"),
            ("## Steps ##\nOne.", "**Steps**\nOne."),
            ("Steps\n-----\nOne.", "**Steps**\nOne."),
            ("![a cat](https://b.c/d.png)", "[a cat](https://b.c/d.png)"),
            ("![](https://b.c/d.png)", "[picture](https://b.c/d.png)"),
            ("![plan](plan.png)", "plan"),
            ("see [the guide](guide.md)", "see the guide (`guide.md`)"),
            ("write <me@example.org>", "write me@example.org"),
            ("use <message> here, `<message>` there", "use \\<message> here, `<message>` there"),
            ("[a](https://b.c", "[a]\\(https://b.c"),
            ("| Plan | Price |\n|---|---|\n| Small | 3 |\n| Large | 5 |", "- Small; Price: 3\n- Large; Price: 5"),
            ("a\r\nb\u{0}", "a\nb"),
        ] {
            assert_eq!(tidy(text).text, expected, "{text}");
        }
    }

    #[test]
    fn html_becomes_markdown() {
        let html =
            "<p>Open <b>settings</b> &amp; press:</p><ul><li>one</li><li><a href=\"https://b.c\">two</a></li></ul>";
        let tidied = tidy(html);
        assert_eq!(tidied.text, "Open **settings** & press:\n\n- one\n- [two](https://b.c)");
        assert_eq!(tidied.changes, ["HTML became Markdown"]);
    }

    proptest! {
        #[test]
        fn whatever_comes_in_fits_afterwards(text in "([a-z ]|\n|<[a-z/]{0,3}>?|\\[|\\]\\(?|\\)|!|#|\\||-|=|`|&amp;|https://a.b|\\\\|\\*){0,40}") {
            let tidied = tidy(&text);
            prop_assert!(check::fits_discord(&tidied.text), "{:?} became {:?}", text, tidied.text);
            prop_assert_eq!(tidy(&tidied.text).text, tidied.text.clone(), "once is enough");
        }
    }
}
