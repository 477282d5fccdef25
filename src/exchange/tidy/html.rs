//! Turns the HTML that editors of websites write into Markdown. Tags that are none (`<your name>`) stay as they are.
//!
//! In: text. Out: Markdown; none where there is no tag of a web page in it.

use std::ops::Range;
use std::sync::LazyLock;

use pulldown_cmark::{Event, Options, Parser, Tag};
use regex::{Captures, Regex};

static TAG: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?s)<!--.*?-->|<(/?)([A-Za-z][A-Za-z0-9]*)((?:\s[^<>]*)?)/?>").ok());
static ATTRIBUTE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r#"(?i)\b(href|src|alt)\s*=\s*(?:"([^"]*)"|'([^']*)')"#).ok());
static BLANK: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"\n[ \t]*(?:\n[ \t]*)+").ok());

/// Tags that say nothing which Markdown could.
const SILENT: [&str; 20] = [
    "span", "u", "font", "sup", "sub", "small", "section", "article", "table", "tbody", "thead", "ul", "ol", "figure",
    "header", "footer", "center", "tt", "kbd", "label",
];

/// The text as Markdown.
pub(super) fn to_markdown(text: &str) -> Option<String> {
    let (tag, blank) = (TAG.as_ref()?, BLANK.as_ref()?);
    let code = code(text);
    let mut written = String::with_capacity(text.len());
    let (mut at, mut known) = (0, false);
    let mut links = Vec::new();
    for found in tag.captures_iter(text) {
        let range = found.get(0).map_or(0..0, |whole| whole.range());
        if code.iter().any(|code| code.contains(&range.start)) {
            continue;
        }
        let Some(markdown) = markdown(&found, &mut links) else { continue };
        written.push_str(text.get(at..range.start).unwrap_or_default());
        written.push_str(&markdown);
        (at, known) = (range.end, true);
    }
    if !known {
        return None;
    }
    written.push_str(text.get(at..).unwrap_or_default());
    // An opened link that nothing closes.
    links.iter().rev().for_each(|link| written.push_str(&close(link.as_ref())));
    Some(blank.replace_all(&entities(&written), "\n\n").trim().to_owned())
}

/// Where Markdown has code: what looks like a tag there is meant as it stands.
fn code(text: &str) -> Vec<Range<usize>> {
    let events = Parser::new_ext(text, Options::empty()).into_offset_iter();
    let is_code = |event: &Event<'_>| matches!(event, Event::Code(_) | Event::Start(Tag::CodeBlock(_)));
    events.filter(|(event, _)| is_code(event)).map(|(_, range)| range).collect()
}

/// What a tag is in Markdown; none where it is no tag of a web page.
fn markdown(found: &Captures<'_>, links: &mut Vec<Option<String>>) -> Option<String> {
    let Some(name) = found.get(2).map(|name| name.as_str().to_ascii_lowercase()) else {
        // A comment.
        return Some(String::new());
    };
    let closes = found.get(1).is_some_and(|slash| !slash.as_str().is_empty());
    let attributes = found.get(3).map_or("", |rest| rest.as_str());
    let sign = match (name.as_str(), closes) {
        ("br", _) => "\n",
        ("p" | "div" | "hr" | "blockquote" | "dl", _) | ("ul" | "ol", false) => "\n\n",
        ("li" | "dt", false) | ("tr", _) => "\n- ",
        ("li" | "dt", true) => "",
        ("td" | "th" | "dd", _) => " ",
        ("b" | "strong", _) => "**",
        ("i" | "em", _) => "*",
        ("code", _) => "`",
        ("pre", _) => "\n```\n",
        ("h1" | "h2" | "h3" | "h4" | "h5" | "h6", false) => "\n\n**",
        ("h1" | "h2" | "h3" | "h4" | "h5" | "h6", true) => "**\n\n",
        ("a", false) => {
            let address = attribute(attributes, "href").filter(|address| address.starts_with("http"));
            links.push(address);
            return Some(links.last().and_then(Option::as_ref).map_or(String::new(), |_| "[".to_owned()));
        }
        ("a", true) => return Some(links.pop().map_or(String::new(), |link| close(link.as_ref()))),
        ("img", _) => return Some(image(attributes)),
        (other, _) if SILENT.contains(&other) => "",
        _ => return None,
    };
    Some(sign.to_owned())
}

fn close(link: Option<&String>) -> String {
    link.map_or(String::new(), |address| format!("]({})", address.replace(' ', "%20")))
}

fn image(attributes: &str) -> String {
    let shown = attribute(attributes, "alt").filter(|alt| !alt.is_empty());
    match attribute(attributes, "src").filter(|address| address.starts_with("http")) {
        Some(address) => format!("[{}]({address})", shown.as_deref().unwrap_or("picture")),
        None => shown.unwrap_or_default(),
    }
}

fn attribute(attributes: &str, name: &str) -> Option<String> {
    let mut found = ATTRIBUTE.as_ref()?.captures_iter(attributes);
    let named = found.find(|one| one.get(1).is_some_and(|key| key.as_str().eq_ignore_ascii_case(name)))?;
    named.get(2).or_else(|| named.get(3)).map(|value| entities(value.as_str()))
}

/// The few entities that editors write for signs that HTML keeps for itself; the ampersand last, because the others start with it.
fn entities(text: &str) -> String {
    let signs = [
        ("&nbsp;", " "),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&apos;", "'"),
        ("&amp;", "&"),
    ];
    signs.iter().fold(text.to_owned(), |text, (entity, sign)| text.replace(entity, sign))
}
