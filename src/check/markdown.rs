//! Findings about the Markdown of answers, summaries and comparison pages.

use std::ops::Range;

use pulldown_cmark::{BrokenLink, CowStr, Event, Options, Parser, Tag};

use super::Findings;
use super::view::View;

/// A heading, a table, a picture or HTML: Discord does not show it as meant.
pub(super) fn unfit(view: &View<'_>, findings: &mut Findings) {
    for (text, place) in view.prose() {
        for (event, range) in Parser::new_ext(text, Options::ENABLE_TABLES).into_offset_iter() {
            if let Some((what, help)) = judge(&event) {
                findings.error(&place.part(text, range), format!("{what} in a text"), help);
            }
        }
    }
}

/// Whether a text has nothing of all that these findings report.
#[must_use]
pub fn fits_discord(text: &str) -> bool {
    let mut events = Parser::new_ext(text, Options::ENABLE_TABLES);
    events.all(|event| judge(&event).is_none()) && bad_links(text).is_empty()
}

fn judge(event: &Event<'_>) -> Option<(&'static str, &'static str)> {
    match event {
        Event::Start(Tag::Heading { .. }) => Some(("a heading", "put it in `**bold**`, or make two entries")),
        Event::Start(Tag::Table(_)) => {
            Some(("a table", "write a list; tables are computed from the facts of subjects"))
        }
        Event::Start(Tag::Image { .. }) => Some(("a picture", "say in words what it shows, or link to it")),
        Event::Html(_) | Event::InlineHtml(_) => {
            Some(("HTML", "write it in Markdown; `<` as itself takes a backslash"))
        }
        _ => None,
    }
}

/// A link that leads nowhere.
pub(super) fn broken_links(view: &View<'_>, findings: &mut Findings) {
    for (text, place) in view.prose() {
        for (range, message) in bad_links(text) {
            let help = "write `[words](https://address)`, with the whole address";
            findings.error(&place.part(text, range), message, help);
        }
    }
}

fn bad_links(text: &str) -> Vec<(Range<usize>, String)> {
    let mut bad = Vec::new();
    let unresolved = |link: BrokenLink<'_>| -> Option<(CowStr<'_>, CowStr<'_>)> {
        // `[words]` alone is no link; `[words][name]` was meant as one.
        let two = text.get(link.span.clone()).is_some_and(|written| written.contains("]["));
        two.then(|| (CowStr::from(""), CowStr::from("")))
    };
    let parser = Parser::new_with_broken_link_callback(text, Options::empty(), Some(unresolved));
    let mut whole = Vec::new();
    for (event, range) in parser.into_offset_iter() {
        match event {
            Event::Start(Tag::Link { dest_url, .. }) if !is_web_address(&dest_url) => {
                let cause = match &*dest_url {
                    "" => "a link leads nowhere".to_owned(),
                    address => format!("a link leads to `{address}`, which is no web address"),
                };
                bad.push((range, cause));
            }
            Event::Start(Tag::Link { .. } | Tag::Image { .. } | Tag::CodeBlock(_)) | Event::Code(_) => {
                whole.push(range);
            }
            _ => {}
        }
    }
    // What is left of `](` outside of links, pictures and code is a link that was never closed.
    let inside = |at: usize| whole.iter().chain(bad.iter().map(|(range, _)| range)).any(|range| range.contains(&at));
    let open: Vec<usize> = text.match_indices("](").map(|(at, _)| at).filter(|at| !inside(*at)).collect();
    bad.extend(open.into_iter().map(|at| (at..at + 2, "a link is not written to its end".to_owned())));
    bad
}

/// Whether a link can be followed.
pub(super) fn is_web_address(address: &str) -> bool {
    address.starts_with("https://") || address.starts_with("http://")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_must_lead_somewhere() {
        let rows = [
            ("[a](https://b.c) and [b]", 0),
            ("`[a](b` stays code", 0),
            ("[a](b.md)", 1),
            ("[a]()", 1),
            ("[a][b]", 1),
            ("[a](https://b.c", 1),
            ("[a]( https://b c )", 1),
        ];
        for (text, expected) in rows {
            assert_eq!(bad_links(text).len(), expected, "{text}");
        }
    }
}
