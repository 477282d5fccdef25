//! Finds a line in a text whose lines are in order, where it stands: a table of it in memory would be most of what words need there.
//!
//! In: the text, and the word that the line begins with. Out: the rest of the line.

use std::cmp::Ordering;

/// What stands behind a word that begins a line; none where no line begins with it.
pub(super) fn behind<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let (mut from, mut to) = (0, text.len());
    // The line around the middle of what is left is the one looked for, or lies on the side of it that can be left out.
    while let Some(left) = text.get(from..to).filter(|left| !left.is_empty()) {
        let start = left.get(..left.len() / 2).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1);
        let line = left.get(start..)?.lines().next()?;
        let (first, rest) = line.split_once(' ').unwrap_or((line, ""));
        match first.cmp(word) {
            Ordering::Equal => return Some(rest),
            Ordering::Less => from += start + line.len() + 1,
            Ordering::Greater => to = from + start,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::behind;

    #[test]
    fn a_line_is_found_wherever_it_stands() {
        let text = "a 1 2\nab\nb 3\nbcd 4\nz 5\n";
        let rows = [("a", Some("1 2")), ("ab", Some("")), ("b", Some("3")), ("bcd", Some("4")), ("z", Some("5"))];
        for (word, rest) in rows {
            assert_eq!(behind(text, word), rest, "{word}");
        }
        assert!(["", "1", "aa", "bc", "bcde", "zz", "é"].iter().all(|word| behind(text, word).is_none()));
        assert_eq!(behind("", "a"), None);
        assert_eq!(behind("a 1", "a"), Some("1"), "a last line without an end");
    }
}
