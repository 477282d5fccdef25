//! Cuts an answer that no message holds into parts that each stand on their own: at paragraphs, else at lines, at sentences, at words.
//!
//! In: tidy Markdown and the room of a part, in characters. Out: parts, in order. A code block that is cut is closed and opened again.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// Between paragraphs.
const APART: &str = "\n\n";

/// Parts of at most `room` characters; one where all of it fits.
pub(super) fn split(text: &str, room: usize) -> Vec<String> {
    if chars(text) <= room {
        return vec![text.to_owned()];
    }
    let pieces = blocks(text).into_iter().flat_map(|block| pieces(block, room));
    let mut parts: Vec<String> = Vec::new();
    for piece in pieces {
        match parts.last_mut() {
            Some(part) if chars(part) + APART.len() + chars(&piece) <= room => {
                part.push_str(APART);
                part.push_str(&piece);
            }
            _ => parts.push(piece),
        }
    }
    parts
}

fn chars(text: &str) -> usize {
    text.chars().count()
}

/// Paragraphs, lists and code blocks as they stand.
fn blocks(text: &str) -> Vec<&str> {
    let mut blocks = Vec::new();
    let mut depth = 0_usize;
    for (event, range) in Parser::new_ext(text, Options::empty()).into_offset_iter() {
        match event {
            Event::Start(_) => {
                if depth == 0 {
                    blocks.push(text.get(range).unwrap_or_default().trim_end());
                }
                depth += 1;
            }
            Event::End(_) => depth = depth.saturating_sub(1),
            _ if depth == 0 => blocks.push(text.get(range).unwrap_or_default().trim_end()),
            _ => {}
        }
    }
    blocks.retain(|block| !block.is_empty());
    blocks
}

/// A block in pieces that each fit.
fn pieces(block: &str, room: usize) -> Vec<String> {
    if chars(block) <= room {
        return vec![block.to_owned()];
    }
    match fence(block) {
        // Without room for both fences and a line, code is cut as text.
        Some(fence) if room > 4 * fence.len() + 2 => {
            let closing: String = fence.chars().take_while(|c| *c == '`' || *c == '~').collect();
            let lines: Vec<&str> = block.lines().collect();
            let code = lines.get(1..lines.len().saturating_sub(1)).unwrap_or_default().join("\n");
            let inside = gather(&code, room - chars(&fence) - chars(&closing) - 2);
            inside.into_iter().map(|code| format!("{fence}\n{code}\n{closing}")).collect()
        }
        _ => gather(block, room),
    }
}

/// The line that opens a fenced code block.
fn fence(block: &str) -> Option<String> {
    let mut events = Parser::new_ext(block, Options::empty());
    let fenced = matches!(events.next(), Some(Event::Start(Tag::CodeBlock(pulldown_cmark::CodeBlockKind::Fenced(_)))));
    let one = events.filter(|event| matches!(event, Event::End(TagEnd::CodeBlock))).count() == 1;
    (fenced && one).then(|| block.lines().next().unwrap_or_default().to_owned())
}

/// Lines put together as long as they fit; a longer line is cut behind a sentence, else between words, else anywhere.
fn gather(text: &str, room: usize) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    for line in text.lines().flat_map(|line| cut(line, room)) {
        match parts.last_mut() {
            Some(part) if chars(part) + 1 + chars(&line) <= room => {
                part.push('\n');
                part.push_str(&line);
            }
            _ => parts.push(line),
        }
    }
    parts.retain(|part| !part.trim().is_empty());
    parts
}

fn cut(line: &str, room: usize) -> Vec<String> {
    let mut rest = line;
    let mut parts = Vec::new();
    while chars(rest) > room {
        let most = rest.char_indices().nth(room).map_or(rest.len(), |(at, _)| at);
        let head = rest.get(..most).unwrap_or(rest);
        let sentence = head
            .rmatch_indices(['.', '!', '?'])
            .map(|(at, sign)| at + sign.len())
            .find(|at| rest.get(*at..).is_some_and(|behind| behind.starts_with(' ')) && *at > most / 2);
        let word = || head.rfind(' ').filter(|at| *at > 0);
        let at = sentence.or_else(word).unwrap_or(most);
        parts.push(rest.get(..at).unwrap_or_default().trim_end().to_owned());
        rest = rest.get(at..).unwrap_or_default().trim_start();
    }
    parts.push(rest.to_owned());
    parts
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_fits_is_left_alone_and_what_does_not_is_cut_where_it_hurts_least() {
        assert_eq!(split("one\n\ntwo", 8), ["one\n\ntwo"]);
        assert_eq!(split("one\n\ntwo", 7), ["one", "two"]);
        assert_eq!(split("One is. Two is not.", 12), ["One is.", "Two is not."]);
        assert_eq!(split("```rs\na\nb\nc\nd\n```\n\nend", 24), ["```rs\na\nb\nc\nd\n```\n\nend"]);
        let code = "```rs\naaaa\nbbbb\ncccc\n```";
        assert_eq!(split(code, 23), ["```rs\naaaa\nbbbb\n```", "```rs\ncccc\n```"]);
    }

    proptest! {
        #[test]
        fn no_part_is_too_long_and_no_word_is_lost(words in proptest::collection::vec("[a-zé]{1,9}[.]?", 1..80), room in 30_usize..90) {
            let text = words.chunks(7).map(|chunk| chunk.join(" ")).collect::<Vec<_>>().join("\n\n");
            let parts = split(&text, room);
            prop_assert!(parts.iter().all(|part| part.chars().count() <= room), "{parts:?}");
            let said: Vec<&str> = parts.iter().flat_map(|part| part.split_whitespace()).collect();
            prop_assert_eq!(said, words);
        }
    }
}
