//! Cuts Markdown into pieces that fit a limit, at the kindest place: between paragraphs, else lines, else words, else characters.
//!
//! In: Markdown and a limit in characters. Out: pieces in order; a code block that is cut is closed and opened again. Packing them is left to [`super::pages`].

use super::safe;

/// Marks a code block.
const FENCE: &str = "```";

/// Longest name of a language behind an opening fence.
const LANGUAGE: usize = 20;

/// Characters in a text.
pub(super) fn chars(text: &str) -> usize {
    text.chars().count()
}

/// Paragraphs and code blocks, each at most `most` characters.
pub(super) fn paragraphs(markdown: &str, most: usize) -> Vec<String> {
    let mut units = vec![Unit::default()];
    for line in markdown.lines() {
        let fence = line.trim_start().strip_prefix(FENCE);
        let inside = units.last().is_some_and(|unit| unit.language.is_some());
        match fence {
            Some(_) if inside => units.push(Unit::default()),
            Some(language) => units.push(Unit { language: Some(language_name(language)), lines: Vec::new() }),
            None if line.trim().is_empty() && !inside => units.push(Unit::default()),
            None => units.iter_mut().next_back().into_iter().for_each(|unit| unit.lines.push(safe::no_fence(line))),
        }
    }
    units.into_iter().filter(|unit| !unit.lines.is_empty()).flat_map(|unit| unit.fit(most)).collect()
}

/// A paragraph, or a code block where it has a language (which may be empty).
#[derive(Debug, Default)]
struct Unit {
    language: Option<String>,
    lines: Vec<String>,
}

impl Unit {
    fn fit(self, most: usize) -> Vec<String> {
        let text = self.lines.join("\n");
        let Some(language) = self.language else { return lines(&text, most) };
        let frame = |code: String| format!("{FENCE}{language}\n{code}\n{FENCE}");
        let room = most.saturating_sub(chars(&frame(String::new())));
        lines(&text, room).into_iter().map(frame).collect()
    }
}

fn language_name(text: &str) -> String {
    text.chars().take_while(char::is_ascii_alphanumeric).take(LANGUAGE).collect()
}

/// A text in pieces of at most `most` characters, cut between lines where that suffices.
pub(super) fn lines(text: &str, most: usize) -> Vec<String> {
    gather(text.split('\n'), "\n", most, |line| gather(line.split(' '), " ", most, |word| characters(word, most)))
}

/// Joins parts as long as they fit; `smaller` cuts up one that does not fit alone.
fn gather<'a>(
    parts: impl Iterator<Item = &'a str>,
    between: &str,
    most: usize,
    smaller: impl Fn(&'a str) -> Vec<String>,
) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    for part in parts {
        match pieces.last_mut() {
            Some(piece) if chars(piece) + chars(between) + chars(part) <= most => {
                piece.push_str(between);
                piece.push_str(part);
            }
            _ if chars(part) <= most => pieces.push(part.to_owned()),
            _ => pieces.extend(smaller(part)),
        }
    }
    pieces
}

fn characters(word: &str, most: usize) -> Vec<String> {
    let all: Vec<char> = word.chars().collect();
    all.chunks(most.max(1)).map(|chunk| chunk.iter().collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_cut_at_the_kindest_place() {
        for (text, most, expected) in [
            ("one two\nthree", 13, vec!["one two\nthree"]),
            ("one two\nthree", 12, vec!["one two", "three"]),
            ("one two", 6, vec!["one", "two"]),
            ("äöüß", 3, vec!["äöü", "ß"]),
        ] {
            assert_eq!(lines(text, most), expected, "{text}");
        }
    }

    #[test]
    fn a_code_block_that_is_cut_is_closed_and_opened_again() {
        let text = "before\n\n```sql\nselect 1;\nselect 2;\n```\nafter ``` x";
        let cut = paragraphs(text, 22);
        assert_eq!(cut, ["before", "```sql\nselect 1;\n```", "```sql\nselect 2;\n```", "after ''' x"]);
    }

    #[test]
    fn a_code_block_that_is_never_closed_is_closed() {
        assert_eq!(paragraphs("```\nx", 100), ["```\nx\n```"]);
    }
}
