//! Discord's form: cards (embeds) that keep every limit by construction, counted in characters.
//!
//! In: an answer. Out: cards free of any Discord library. Buttons and sending are left to [`crate::discord`].

use std::collections::BTreeSet;

use super::limits::{
    CARD_BODY_AT_LEAST, CARD_DESCRIPTION, CARD_TABLE_SUBJECTS, CARD_TITLE, PHONE_COLUMNS_THREE, PHONE_COLUMNS_TWO,
    SOURCE_LINK, SOURCE_TITLE,
};
use super::pages::{APART, Frame, Packer, Page, TIGHT};
use super::sections::Section;
use super::split::{self, chars};
use super::{TableForm, grid::Grid, list, safe, sections, statement};
use crate::answer::{Answer, Block, Citation, Row, Table};

/// What becomes one embed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// At most 256 characters.
    pub title: String,
    /// Markdown, at most 4,096 characters; all cards of one message hold at most 6,000 together.
    pub description: String,
    /// At most 2,048 characters.
    pub footer: Option<String>,
}

/// Longest heading over a part of an answer; every piece leaves room for one above it.
const CAPTION: usize = 200;

/// Longest wording of a source's date.
const SOURCE_DATE: usize = 60;

/// Pages of an answer: each inner list fits one message.
#[must_use]
pub fn pages(answer: &Answer, form: TableForm) -> Vec<Vec<Card>> {
    let sources: Vec<String> = answer.sources.iter().enumerate().map(|(at, source)| source_line(at, source)).collect();
    let all_sources = sources_block(answer, &sources);
    let beside = CARD_DESCRIPTION.saturating_sub(chars(&all_sources) + chars(APART));
    let own_pages = beside < CARD_BODY_AT_LEAST;
    let room = if own_pages { CARD_DESCRIPTION } else { beside };

    let mut packer = Packer::new(room);
    answer.blocks.iter().for_each(|block| pack(block, form, room, &mut packer));
    if own_pages {
        packer.caption(sources_heading(answer, sources.len()));
        for line in &sources {
            packer.text(line, TIGHT, std::iter::empty());
        }
    }
    let mut bodies = packer.finish();
    if !own_pages {
        name_sources(answer, &mut bodies, &sources);
    }
    cards(answer, &bodies)
}

/// What stands under a picture of an answer's table: the sources that it cites as links and, with the first, the words around the table. None
/// where there are more words than a card holds: text alone does such an answer justice.
#[must_use]
pub fn beside(answer: &Answer, cites: &BTreeSet<usize>, first: bool) -> Option<Vec<Card>> {
    let mut packer = Packer::new(CARD_BODY_AT_LEAST);
    let words = answer.blocks.iter().filter(|block| first && matches!(block, Block::Prose(_)));
    words.for_each(|block| pack(block, TableForm::Picture, CARD_BODY_AT_LEAST, &mut packer));
    let bodies = packer.finish();
    let [words] = bodies.as_slice() else { return None };
    let mut lines: Vec<String> =
        cites.iter().filter_map(|at| answer.sources.get(*at).map(|source| source_line(*at, source))).collect();
    let room = CARD_DESCRIPTION - CARD_BODY_AT_LEAST - chars(APART);
    // The picture names all of them; those that are left out here miss only their link.
    while chars(&sources_block(answer, &lines)) > room {
        lines.pop();
    }
    let parts = [words.text.clone(), sources_block(answer, &lines)].into_iter().filter(|part| !part.is_empty());
    let description = parts.collect::<Vec<_>>().join(APART);
    let card = Card { title: String::new(), description, footer: None };
    Some(if card.description.is_empty() { Vec::new() } else { vec![card] })
}

fn cards(answer: &Answer, bodies: &[Page]) -> Vec<Vec<Card>> {
    let title = safe::shorten(&safe::no_mentions(&safe::one_line(&answer.title)), CARD_TITLE);
    let card = |(at, page): (usize, &Page)| Card {
        title: title.clone(),
        description: page.text.clone(),
        footer: footer(answer, at + 1, bodies.len()),
    };
    bodies.iter().enumerate().map(|numbered| vec![card(numbered)]).collect()
}

fn footer(answer: &Answer, page: usize, of: usize) -> Option<String> {
    let words = answer.words();
    let place = (of > 1).then(|| format!("{} {page} {} {of}", words.page[0], words.page[1]));
    let checked = answer.verified.map(|date| format!("{} {date}", words.checked));
    let parts: Vec<String> = place.into_iter().chain(answer.with_overdue(checked)).collect();
    (!parts.is_empty()).then(|| parts.join(" · "))
}

fn pack(block: &Block, form: TableForm, room: usize, packer: &mut Packer) {
    // Every piece leaves room for a caption and the line break below it.
    let most = room.saturating_sub(CAPTION + 1);
    match block {
        Block::Prose(markdown) => {
            let text = safe::no_mentions(&safe::lines(markdown));
            for piece in split::paragraphs(&text, most) {
                packer.text(&piece, APART, std::iter::empty());
            }
        }
        Block::Heading(heading) => packer.caption(caption(heading)),
        Block::Table(table) => {
            for section in sections::of(table) {
                pack_section(&section, form, most, packer);
            }
        }
    }
}

fn pack_section(section: &Section, form: TableForm, most: usize, packer: &mut Packer) {
    if let Some(heading) = &section.heading {
        packer.caption(caption(heading));
    }
    match framed(&section.table, form, most) {
        Some((frame, rows)) => {
            for (text, row) in rows.iter().zip(&section.table.rows) {
                packer.row(&frame, text, statement::sources(&row.cells));
            }
        }
        None => pack_list(&section.table, most, packer),
    }
}

/// A table in columns, where its columns are wide enough and each of its rows fits a page.
fn framed(table: &Table, form: TableForm, most: usize) -> Option<(Frame, Vec<String>)> {
    let subjects = table.columns.len();
    if form == TableForm::List || subjects > CARD_TABLE_SUBJECTS || table.rows.is_empty() {
        return None;
    }
    let columns = if subjects < CARD_TABLE_SUBJECTS { PHONE_COLUMNS_TWO } else { PHONE_COLUMNS_THREE };
    let grid = Grid::new(table, columns)?;
    let frame = Frame { open: format!("```\n{}", code(&grid.head)), close: format!("{}\n```", grid.foot) };
    let around = chars(&frame.open) + chars(&frame.close) + 2;
    let rows: Vec<String> = grid.rows.iter().map(|lines| code(lines)).collect();
    rows.iter().all(|row| chars(row) + around <= most).then_some((frame, rows))
}

fn code(lines: &[String]) -> String {
    safe::no_mentions(&lines.join("\n"))
}

fn pack_list(table: &Table, most: usize, packer: &mut Packer) {
    for (item, row) in list::items(table).iter().zip(&table.rows) {
        let lines = item.lines.iter().map(|(name, said)| format!("- {}: {}", shown(name), shown(said)));
        let lines: Vec<String> = std::iter::once(caption(&item.heading)).chain(lines).collect();
        pack_item(&lines.join("\n"), row, most, packer);
    }
}

fn pack_item(text: &str, row: &Row, most: usize, packer: &mut Packer) {
    for (at, piece) in split::lines(text, most).iter().enumerate() {
        let gap = if at == 0 { APART } else { TIGHT };
        packer.text(piece, gap, statement::sources(&row.cells));
    }
}

/// Text of one line that shows as it is written.
fn shown(text: &str) -> String {
    safe::no_mentions(&safe::escape_markup(&safe::one_line(text)))
}

fn caption(heading: &str) -> String {
    // Escaping at most doubles a text; four asterisks stand around it.
    let short = safe::shorten(&safe::one_line(heading), CAPTION / 3);
    format!("**{}**", shown(&short))
}

/// Below every page, the sources that its statements cite; below the last, also those that nothing cites by number.
fn name_sources(answer: &Answer, bodies: &mut [Page], lines: &[String]) {
    let cited: std::collections::BTreeSet<usize> = bodies.iter().flat_map(|page| page.cites.iter().copied()).collect();
    let last = bodies.len().saturating_sub(1);
    for (at, page) in bodies.iter_mut().enumerate() {
        let here = |place: &usize| page.cites.contains(place) || (at == last && !cited.contains(place));
        let named: Vec<String> = (0..lines.len()).filter(here).filter_map(|place| lines.get(place).cloned()).collect();
        let block = sources_block(answer, &named);
        if !block.is_empty() {
            let gap = if page.text.is_empty() { "" } else { APART };
            page.text = format!("{}{gap}{block}", page.text);
        }
    }
}

fn sources_block(answer: &Answer, lines: &[String]) -> String {
    if lines.is_empty() {
        return String::new();
    }
    format!("{}\n{}", sources_heading(answer, lines.len()), lines.join("\n"))
}

fn sources_heading(answer: &Answer, count: usize) -> String {
    let words = answer.words();
    format!("**{}**", if count == 1 { words.source } else { words.sources })
}

fn source_line(at: usize, source: &Citation) -> String {
    let title = safe::shorten(&safe::one_line(&source.title), SOURCE_TITLE);
    let date = shown(&safe::shorten(&safe::one_line(&source.date), SOURCE_DATE));
    let named = match source.link.as_deref().and_then(link) {
        Some(link) => format!("[{}]({link})", safe::no_mentions(&safe::link_text(&title))),
        None => shown(&title),
    };
    format!("[{}] {named} · {date}", statement::number(at))
}

/// A link that Discord accepts behind a title; none where it could end early or is no web address.
fn link(link: &str) -> Option<String> {
    let web = link.starts_with("https://") || link.starts_with("http://");
    let harmless = link.chars().all(|c| !c.is_whitespace() && !c.is_control() && !matches!(c, '<' | '>' | '`'));
    let escaped = link.replace('(', "%28").replace(')', "%29");
    (web && harmless && chars(&escaped) <= SOURCE_LINK).then(|| safe::no_mentions(&escaped))
}
