//! A Markdown page whose headings are the questions and whose text below them is the answers.
//!
//! In: Markdown, also the pages of `docent export markdown`. Out: a draft a heading that has text; its topic is the heading above. Headings in code are none.

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::capitalized;
use crate::exchange::draft::{Brought, Draft, Input, LineCounter, Note, Part, line_of};
use crate::exchange::page::Page;
use crate::exchange::write::{ABOUT, ASKED, ENTRY, ENTRY_END, NOT_VERIFIED, REVIEW, SEE_ALSO, SOURCES, VERIFIED};

/// A heading and what stands below it.
struct Section<'t> {
    level: usize,
    title: String,
    at: usize,
    body: &'t str,
}

/// Reads all pages; those of an export that hold no entries are passed over, and named.
pub(super) fn read(files: &[Input]) -> Brought {
    let mut brought = Brought::default();
    let mut passed: BTreeMap<Page, (&str, usize)> = BTreeMap::new();
    let mut links: Option<(&str, usize)> = None;
    for file in files {
        let Some(page) = Page::of(&file.text) else {
            let one = read_page(file);
            brought.drafts.extend(one.drafts);
            brought.notes.extend(one.notes);
            let count = with_links(&file.text);
            if count > 0 {
                links.get_or_insert((&file.name, 0)).1 += count;
            }
            continue;
        };
        let count = if page == Page::Translations { file.text.matches(ABOUT).count() } else { 1 };
        passed.entry(page).or_insert((&file.name, 0)).1 += count;
    }
    brought.notes.extend(links.map(|(file, count)| {
        let message = format!(
            "sources and what to read next were not taken over ({count} answers): `docent export json` keeps them"
        );
        Note::changed(file, 1, message)
    }));
    brought.notes.extend(passed.into_iter().filter_map(|(page, (file, count))| passed_over(page, file, count)));
    brought
}

/// Answers below which sources stand, or links to others: as links they name no id.
fn with_links(text: &str) -> usize {
    let is_link = |line: &str| line.starts_with(SOURCES) || line.starts_with(SEE_ALSO);
    // Up to the questions: what follows them is the next answer.
    let has_links = |about: &&str| about.lines().take_while(|line| *line != ASKED).any(is_link);
    text.split(ABOUT).skip(1).filter(has_links).count()
}

/// What is said of pages that are not read, at the first of them.
fn passed_over(page: Page, file: &str, count: usize) -> Option<Note> {
    let not_taken = |what| {
        Note::changed(file, 1, format!("pages of {what} were passed over ({count}): only entries are taken over"))
    };
    match page {
        // It says nothing that the other pages do not.
        Page::Index => None,
        Page::Subject => Some(not_taken("subjects")),
        Page::Comparison => Some(not_taken("comparisons")),
        Page::Translations => {
            let message =
                format!("translations were left out ({count}): put their files beside those of their originals");
            Some(Note::left_out(file, 1, message))
        }
    }
}

fn read_page(file: &Input) -> Brought {
    let text = without_front_matter(&file.text);
    let mut brought = Brought::default();
    let sections = sections(text);
    let before = sections.first().map_or(text, |first| text.get(..first.at).unwrap_or_default());
    if !before.trim().is_empty() {
        brought.notes.push(Note::left_out(&file.name, 1, "the text above the first heading answers nothing"));
    }
    let page = page_title(&sections);
    // The way down to a heading, by level.
    let mut above: Vec<(usize, String)> = Vec::new();
    let offset = line_of(&file.text, file.text.len() - text.len()) - 1;
    let mut lines = LineCounter::new(text);
    for (at, section) in sections.iter().enumerate() {
        let line = offset + lines.line(section.at);
        above.retain(|(level, _)| *level < section.level);
        let is_shelf = sections.get(at + 1).is_some_and(|next| next.level > section.level);
        if section.body.is_empty() && !is_shelf {
            brought.notes.push(Note::left_out(&file.name, line, format!("nothing stands below `{}`", section.title)));
        } else if page == Some(at) && is_shelf && !section.body.is_empty() {
            let message = format!("the text below `{}`, the title of the page, answers nothing", section.title);
            brought.notes.push(Note::left_out(&file.name, line, message));
        } else if !section.body.is_empty() {
            let topic = above.last().map(|(_, title)| title.clone());
            let mut draft = draft(section, file, line);
            draft.topic_is_guess = topic.is_none();
            draft.topic = topic.or_else(|| topic_of(&file.name));
            brought.drafts.push(draft);
        }
        above.push((section.level, section.title.clone()));
    }
    brought
}

/// Other tools keep fields between `---` or `+++` lines at the top.
fn without_front_matter(text: &str) -> &str {
    let text = text.trim_start_matches('\u{feff}');
    for fence in ["---", "+++"] {
        let inside = text.strip_prefix(fence).and_then(|rest| rest.strip_prefix('\n'));
        let closing =
            inside.and_then(|inside| inside.find(&format!("\n{fence}\n")).map(|at| (inside, at + fence.len() + 2)));
        if let Some((inside, end)) = closing {
            return inside.get(end..).unwrap_or_default();
        }
    }
    text
}

fn sections(text: &str) -> Vec<Section<'_>> {
    let mut heads: Vec<(usize, String, Range<usize>)> = Vec::new();
    let mut inside = false;
    let mut depth = 0_usize;
    for (event, range) in Parser::new_ext(text, Options::ENABLE_TABLES).into_offset_iter() {
        match event {
            // Only on the page itself: a heading in a quote or a list heads nothing.
            Event::Start(Tag::Heading { level, .. }) if depth == 0 => {
                heads.push((level as usize, String::new(), range));
                inside = true;
            }
            Event::End(TagEnd::Heading(_)) => inside = false,
            Event::Text(words) | Event::Code(words) if inside => {
                if let Some((_, title, _)) = heads.last_mut() {
                    title.push_str(&words);
                }
            }
            Event::SoftBreak if inside => {
                if let Some((_, title, _)) = heads.last_mut() {
                    title.push(' ');
                }
            }
            Event::Start(_) if !inside => depth += 1,
            Event::End(_) if !inside => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    let ends: Vec<usize> = heads.iter().skip(1).map(|(_, _, range)| range.start).chain([text.len()]).collect();
    let section = |((level, title, range), end): ((usize, String, Range<usize>), usize)| Section {
        level,
        title: title.trim().to_owned(),
        at: range.start,
        body: text.get(range.end..end).unwrap_or_default().trim(),
    };
    heads.into_iter().zip(ends).map(section).collect()
}

/// The first heading, where it alone is of its level and stands over all others.
fn page_title(sections: &[Section<'_>]) -> Option<usize> {
    let first = sections.first()?;
    sections.iter().skip(1).all(|section| section.level > first.level).then_some(0)
}

/// The name of a file as a topic.
fn topic_of(name: &str) -> Option<String> {
    let file = name.rsplit('/').next().unwrap_or(name);
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    Some(capitalized(&super::words(stem))).filter(|topic| !topic.is_empty())
}

fn draft(section: &Section<'_>, file: &Input, line: usize) -> Draft {
    // What Docent itself wrote below an answer is no part of it.
    let (answer, about) = section.body.split_once(ABOUT).unwrap_or((section.body, ""));
    let asked = about.lines().skip_while(|line| line.trim() != ASKED).skip(1);
    let asked = asked.skip_while(|line| line.trim().is_empty()).take_while(|line| line.starts_with("- "));
    let questions: Vec<String> = asked.filter_map(|line| line.strip_prefix("- ")).map(unescaped).collect();
    let questions = if questions.is_empty() { vec![section.title.clone()] } else { questions };
    let id = about.lines().find_map(|line| line.trim().strip_prefix(ENTRY)?.strip_suffix(ENTRY_END));
    let dates = dates(about);
    let are_said = dates.is_some();
    let (verified, review) = dates.unwrap_or_default();
    let mut draft = Draft {
        file: file.name.clone(),
        line,
        id: id.map(str::to_owned),
        title: Some(section.title.clone()),
        questions,
        verified,
        review,
        answer: answer.trim().to_owned(),
        ..Draft::default()
    };
    if are_said {
        draft.leaves_empty([Part::Verified, Part::Review]);
    }
    draft
}

/// The days on which an answer was and is to be checked, where Docent wrote of them below it.
fn dates(about: &str) -> Option<(Option<String>, Option<String>)> {
    let lines = about.lines().filter_map(|line| line.strip_suffix('.'));
    let mut said = lines.filter(|line| line.starts_with(VERIFIED) || line.starts_with(NOT_VERIFIED));
    let line = said.next()?;
    let (verified, review) = line.split_once(REVIEW).map_or((line, None), |(line, review)| (line, Some(review)));
    Some((verified.strip_prefix(VERIFIED).map(str::to_owned), review.map(str::to_owned)))
}

/// A question without the backslashes that keep its signs from being Markdown.
fn unescaped(line: &str) -> String {
    let mut text = String::with_capacity(line.len());
    let mut letters = line.trim().chars().peekable();
    while let Some(letter) = letters.next() {
        match letters.peek() {
            Some(next) if letter == '\\' && next.is_ascii_punctuation() => text.extend(letters.next()),
            _ => text.push(letter),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Brought {
        super::read(&[Input { name: "docs/old-faq.md".to_owned(), text: text.to_owned() }])
    }

    #[test]
    fn the_heading_above_is_the_topic() {
        let text = "---\ntitle: x\n---\n# FAQ\nWelcome.\n## Pay\n### When is `payday`?\nOn the 25th.\n\n```sh\n# no heading\n```\n### Who asks?\n## Leave\nThirty days.\n";
        let brought = read(text);
        let drafts: Vec<_> = brought
            .drafts
            .iter()
            .map(|d| (d.line, d.topic.as_deref().unwrap_or(""), d.title.as_deref().unwrap_or("")))
            .collect();
        assert_eq!(drafts, [(7, "Pay", "When is payday?"), (14, "FAQ", "Leave")]);
        assert!(brought.drafts.iter().any(|d| d.answer.ends_with("# no heading\n```")));
        let notes: Vec<_> = brought.notes.iter().map(|note| note.line).collect();
        assert_eq!(notes, [4, 13]);
    }

    #[test]
    fn without_a_title_the_file_names_the_topic() {
        let brought = read("above\n\n## One?\n1\n\n## Two?\n2\n");
        let topics: Vec<_> = brought.drafts.iter().map(|d| d.topic.as_deref()).collect();
        assert_eq!(topics, [Some("Old faq"), Some("Old faq")]);
        assert_eq!(brought.notes.len(), 1);
    }
}
