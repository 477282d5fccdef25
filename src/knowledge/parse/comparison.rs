//! A comparison page: front matter, then sections by their headings.
//!
//! In: a file of `comparisons/`. Out: the page. A heading that means nothing here is an error: its text would never be shown.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::ops::Range;

use super::front_matter::Parts;
use super::known::Known;
use super::nearest::remedy;
use super::page::Page;
use super::table::Table;
use crate::knowledge::id::SubjectId;
use crate::knowledge::model::{ComparisonPage, Move};
use crate::knowledge::places::{Field, Kind, Places};

/// What a heading announces. Numbers are the places of the page's subjects.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Section {
    Verdict,
    InCommon,
    Choose(usize),
    Move(usize),
}

impl Section {
    /// The name under which its place is noted.
    fn key(self) -> &'static str {
        match self {
            Self::Verdict => "verdict",
            Self::InCommon => "in_common",
            Self::Choose(_) => "choose",
            Self::Move(_) => "moves",
        }
    }

    fn field(self) -> Field {
        let item = match self {
            Self::Verdict | Self::InCommon => 0,
            Self::Choose(at) | Self::Move(at) => at,
        };
        Field::item(self.key(), item)
    }
}

/// Reads a page from its front matter, already a table, and its text.
pub(super) fn comparison(
    mut top: Table<'_>,
    parts: &Parts<'_>,
    known: &Known,
    places: &mut Places,
) -> Option<ComparisonPage> {
    let page = top.page();
    let named = top.needed_texts("subjects");
    let span = named.first().zip(named.last()).map(|(first, last)| first.span.start..last.span.end);
    let resolve = |text: &super::table::Text| known.subjects.resolve(page, text.span.clone(), &text.value);
    let count = named.len();
    let subjects: Vec<SubjectId> = named.iter().filter_map(resolve).collect();
    let sources = top.needed_references("sources", &known.sources);
    let verified = top.date("verified");
    let review = top.optional_date("review");
    let mut written = top.finish();
    if let Some(span) = span.filter(|_| count != 2 || is_same(&subjects)) {
        page.error(span, "a comparison page is about two different subjects", "name two: tables of more are computed");
    }
    let pair: [SubjectId; 2] = subjects.try_into().ok()?;
    let mut sections = sections(page, parts, &pair);
    let keys = sections.iter().map(|(section, (_, span))| (section.field(), span.clone()));
    written.fields.extend(keys);
    places.note(Kind::Comparison, &format!("{}+{}", pair[0], pair[1]), written);
    let mut take = |section| sections.remove(&section).map(|(text, _)| text);
    let in_common = take(Section::InCommon);
    let choose = [0, 1].into_iter().filter_map(|at| Some((pair[at].clone(), take(Section::Choose(at))?))).collect();
    let moves = [(0, 1), (1, 0)].into_iter().filter_map(|(from, to)| {
        Some(Move { from: pair[from].clone(), to: pair[to].clone(), text: take(Section::Move(from))? })
    });
    let moves = moves.collect();
    let Some(verdict) = take(Section::Verdict) else {
        page.file_error("a comparison page needs a verdict", "add `## Verdict` with one or two sentences");
        return None;
    };
    Some(ComparisonPage { subjects: pair, sources, verified: verified?, review, verdict, in_common, choose, moves })
}

fn is_same(subjects: &[SubjectId]) -> bool {
    matches!(subjects, [one, other] if one == other)
}

/// The sections with their texts and where those stand.
fn sections(page: &Page<'_>, parts: &Parts<'_>, pair: &[SubjectId; 2]) -> HashMap<Section, (String, Range<usize>)> {
    let mut found = HashMap::new();
    for block in blocks(parts) {
        let Some(heading) = block.heading else {
            if !block.text.trim().is_empty() {
                let help = "put it under one of the headings, the first of which is `## Verdict`";
                page.error(trim(&block.text_span, block.text), "text stands above the first heading", help);
            }
            continue;
        };
        let Some(section) = read_heading(heading, pair) else {
            let known = known_headings(pair);
            let help = remedy(heading, known.iter().map(String::as_str), "");
            page.error(block.heading_span, format!("`## {heading}` is no heading of this page"), help);
            continue;
        };
        if block.text.trim().is_empty() {
            let help = "write the text, or remove the heading";
            page.error(block.heading_span, format!("nothing stands under `## {heading}`"), help);
            continue;
        }
        match found.entry(section) {
            Entry::Vacant(free) => {
                free.insert((block.text.trim().to_owned(), trim(&block.text_span, block.text)));
            }
            Entry::Occupied(_) => {
                page.error(block.heading_span, format!("`## {heading}` stands here twice"), "join the two sections");
            }
        }
    }
    found
}

fn read_heading(heading: &str, pair: &[SubjectId; 2]) -> Option<Section> {
    let place = |name: &str| pair.iter().position(|subject| subject.as_str() == name);
    match heading.split_whitespace().collect::<Vec<_>>().as_slice() {
        ["Verdict"] => Some(Section::Verdict),
        ["In", "common"] => Some(Section::InCommon),
        ["Choose", name, "when"] => place(name).map(Section::Choose),
        ["Moving", "from", from, "to", to] => {
            let (from, to) = (place(from)?, place(to)?);
            (from != to).then_some(Section::Move(from))
        }
        _ => None,
    }
}

fn known_headings([one, other]: &[SubjectId; 2]) -> [String; 6] {
    [
        "Verdict".to_owned(),
        "In common".to_owned(),
        format!("Choose {one} when"),
        format!("Choose {other} when"),
        format!("Moving from {one} to {other}"),
        format!("Moving from {other} to {one}"),
    ]
}

/// A heading and what stands below it; the first block may have none.
struct Block<'t> {
    heading: Option<&'t str>,
    heading_span: Range<usize>,
    text: &'t str,
    text_span: Range<usize>,
}

fn blocks<'t>(parts: &Parts<'t>) -> Vec<Block<'t>> {
    let mut heads: Vec<(Option<&str>, Range<usize>)> = vec![(None, 0..0)];
    let mut at = 0;
    for line in parts.body.split_inclusive('\n') {
        if let Some(heading) = line.strip_prefix("## ") {
            heads.push((Some(heading.trim()), at..at + line.len()));
        }
        at += line.len();
    }
    let ends = heads.iter().skip(1).map(|(_, span)| span.start).chain([at]).collect::<Vec<_>>();
    let shift = |span: Range<usize>| span.start + parts.body_at..span.end + parts.body_at;
    heads
        .into_iter()
        .zip(ends)
        .filter_map(|((heading, span), end)| {
            let text = parts.body.get(span.end..end)?;
            let line = parts.body.get(span.clone())?.trim_end().len();
            let heading_span = shift(span.start..span.start + line);
            Some(Block { heading, heading_span, text, text_span: shift(span.end..end) })
        })
        .collect()
}

/// The span without blank space around its text.
fn trim(span: &Range<usize>, text: &str) -> Range<usize> {
    let start = span.start + (text.len() - text.trim_start().len());
    start..start + text.trim().len()
}
