//! Breaks text into lines by the width at which it is shown: a Chinese character or an emoji takes two columns, a combining mark none.
//!
//! In: a line of text and a width. Out: lines, each within that width. Markup is left to the other files.

use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthStr as _;

use super::safe;

/// A space at which no line ends: the number of a source stays with its last word.
pub(super) const GLUE: char = '\u{a0}';

/// Columns that a text takes.
pub(super) fn width(text: &str) -> usize {
    text.width()
}

/// Lines of whole words; a word wider than a line is broken between its characters.
pub(super) fn hard(text: &str, columns: usize) -> Vec<String> {
    let text = safe::one_line(text);
    let words = text.split(' ').flat_map(|word| unglue(word, columns)).flat_map(|word| break_word(word, columns));
    fill(words, columns).into_iter().map(|line| line.replace(GLUE, " ")).collect()
}

/// Glued words that fit no line together are taken apart.
fn unglue(word: &str, columns: usize) -> Vec<&str> {
    if width(word) <= columns { vec![word] } else { word.split(GLUE).collect() }
}

/// Lines of whole words; a word wider than a line (a link) stays whole and sticks out.
pub(super) fn soft(text: &str, columns: usize) -> Vec<String> {
    fill(text.split(' '), columns)
}

/// Fills the rest of a line with spaces.
pub(super) fn pad(text: &str, columns: usize) -> String {
    format!("{text}{}", " ".repeat(columns.saturating_sub(width(text))))
}

fn fill<W: AsRef<str>>(words: impl Iterator<Item = W>, columns: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    // Columns that the last line takes: a space parts words for good, so that the widths of two add up.
    let mut taken = 0;
    for word in words {
        let word = word.as_ref();
        if word.is_empty() {
            continue;
        }
        let wide = width(word);
        match lines.last_mut() {
            Some(line) if taken + 1 + wide <= columns => {
                line.push(' ');
                line.push_str(word);
                taken += 1 + wide;
            }
            _ => {
                lines.push(word.to_owned());
                taken = wide;
            }
        }
    }
    lines
}

fn break_word(word: &str, columns: usize) -> Vec<String> {
    if width(word) <= columns {
        return vec![word.to_owned()];
    }
    let mut parts = vec![String::new()];
    for grapheme in word.graphemes(true) {
        // Some scripts form one "character" of any width; only then is it taken apart.
        if width(grapheme) <= columns {
            append(&mut parts, grapheme, columns);
        } else {
            grapheme.chars().for_each(|c| append(&mut parts, c.encode_utf8(&mut [0; 4]), columns));
        }
    }
    parts
}

fn append(parts: &mut Vec<String>, piece: &str, columns: usize) {
    if let Some(part) = parts.last_mut() {
        let longer = format!("{part}{piece}");
        if part.is_empty() || width(&longer) <= columns {
            *part = longer;
            return;
        }
    }
    parts.push(piece.to_owned());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_between_words_by_shown_width() {
        for (text, columns, expected) in [
            ("", 5, vec![]),
            ("one two", 7, vec!["one two"]),
            ("one two", 6, vec!["one", "two"]),
            ("数据工程师", 6, vec!["数据工", "程师"]),
            ("👩‍💻👩‍💻👩‍💻", 4, vec!["👩‍💻👩‍💻", "👩‍💻"]),
            ("unbreakable", 4, vec!["unbr", "eaka", "ble"]),
            ("e\u{301}e\u{301}e\u{301}", 2, vec!["e\u{301}e\u{301}", "e\u{301}"]),
        ] {
            assert_eq!(hard(text, columns), expected, "{text}");
        }
    }

    #[test]
    fn a_link_stays_whole_in_running_text() {
        assert_eq!(soft("see https://example.org/a/b now", 8), ["see", "https://example.org/a/b", "now"]);
    }
}
