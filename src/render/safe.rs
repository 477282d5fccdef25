//! Makes foreign text harmless where it is shown: no control characters, no mentions, no markup that was not meant.
//!
//! In: text from knowledge files or from a person. Out: text that shows the same and does nothing else. Layout is left to the other files.

use super::wrap;

/// Shows as nothing and separates: breaks a mention without changing how it reads.
const ZERO_WIDTH_SPACE: char = '\u{200b}';

/// Characters that Discord reads as markup inside a line. Brackets are left alone, they number sources; see [`link_text`].
const MARKUP: [char; 6] = ['\\', '*', '_', '~', '|', '`'];

/// Words that notify everybody after an `@`.
const EVERYBODY: [&str; 2] = ["everyone", "here"];

/// Whether a character does something to text other than being seen: escape codes, text direction, invisible separators.
fn acts_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{feff}')
        || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{e0000}'..='\u{e007f}')
}

/// One line without control characters, each run of white space a single space.
pub(super) fn one_line(text: &str) -> String {
    let bytes = text.as_bytes();
    let tidy = !text.starts_with(' ') && !text.ends_with(' ') && !bytes.windows(2).any(|pair| pair == b"  ");
    if tidy && bytes.iter().all(|byte| matches!(byte, b' '..=b'~')) {
        return text.to_owned();
    }
    // What a line must not be broken at stays so; the wrapping makes it a plain space in the end.
    let visible: String = text.chars().map(|c| if c.is_whitespace() && c != wrap::GLUE { ' ' } else { c }).collect();
    let words = visible.split(' ').map(|word| word.chars().filter(|c| !acts_unseen(*c)).collect::<String>());
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Several lines without control characters and without white space at their ends; indentation stays.
pub(super) fn lines(text: &str) -> String {
    let clean = |line: &str| {
        if line.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
            return line.trim_end().to_owned();
        }
        let spaced = line.replace('\t', "    ");
        spaced.chars().filter(|c| !acts_unseen(*c)).collect::<String>().trim_end().to_owned()
    };
    text.lines().map(clean).collect::<Vec<_>>().join("\n").trim_matches('\n').to_owned()
}

/// Keeps text from mentioning anybody: users, roles, channels, commands, everyone.
pub(super) fn no_mentions(text: &str) -> String {
    // Most of what is shown.
    if !text.contains(['@', '<']) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        out.push(c);
        let rest = text.get(at + c.len_utf8()..).unwrap_or_default();
        let mentions = match c {
            '@' => EVERYBODY.iter().any(|word| starts_with_ignoring_case(rest, word)),
            '<' => rest.starts_with(['@', '#', '/', ':']) || rest.starts_with("id:") || rest.starts_with("a:"),
            _ => false,
        };
        if mentions {
            out.push(ZERO_WIDTH_SPACE);
        }
    }
    out
}

fn starts_with_ignoring_case(text: &str, word: &str) -> bool {
    text.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word))
}

/// Puts a backslash before everything that Discord would read as markup.
pub(super) fn escape_markup(text: &str) -> String {
    if !text.contains(MARKUP) && !text.contains("](") {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if MARKUP.contains(&c) {
            out.push('\\');
        }
        out.push(c);
    }
    out.replace("](", "]\\(")
}

/// Markup-free text that may stand between the brackets of a link.
pub(super) fn link_text(text: &str) -> String {
    escape_markup(text).replace('[', "\\[").replace(']', "\\]")
}

/// Text that may stand inside a code block: nothing in it can end the block.
pub(super) fn in_code(text: &str) -> String {
    text.replace('`', "'")
}

/// Text outside code blocks: three backticks in a row would open one.
pub(super) fn no_fence(text: &str) -> String {
    text.replace("```", "'''")
}

/// The first words of a text, at most `most` characters; an ellipsis stands for the rest.
pub(super) fn shorten(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let head: String = text.chars().take(most.saturating_sub(1)).collect();
    // A single word longer than all the room has no earlier end: it is cut where the room ends.
    let whole = head.rsplit_once(' ').map_or(head.as_str(), |(words, _)| words);
    format!("{}…", whole.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mentions_are_broken_and_other_text_is_left_alone() {
        for (text, expected) in [
            ("@everyone", "@\u{200b}everyone"),
            ("hi @Here!", "hi @\u{200b}Here!"),
            ("<@123> <@&4> <#5> </ask:6>", "<\u{200b}@123> <\u{200b}@&4> <\u{200b}#5> <\u{200b}/ask:6>"),
            ("mail me@example.org, a < b", "mail me@example.org, a < b"),
            ("@", "@"),
            ("@ö", "@ö"),
        ] {
            assert_eq!(no_mentions(text), expected);
        }
    }

    #[test]
    fn a_line_holds_no_control_characters() {
        assert_eq!(one_line(" a\u{1b}[31m\tb\u{202e}\n\u{200b} c\0 "), "a[31m b c");
    }

    #[test]
    fn shortening_ends_after_a_whole_word() {
        for (text, most, expected) in [
            ("one two", 7, "one two"),
            ("one two three", 9, "one two…"),
            ("unbreakable", 5, "unbr…"),
            ("äöü ß", 4, "äöü…"),
        ] {
            assert_eq!(shorten(text, most), expected);
        }
    }
}
