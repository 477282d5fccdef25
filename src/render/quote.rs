//! A person's words in a line of Docent's own: shown as they are, harmless, and readable again.
//!
//! In: what somebody wrote. Out: one line of Markdown, and back from the line.

use super::safe;

/// Longest quote: enough for a question, too short to bury the answer.
const QUOTE: usize = 300;
/// What begins a quoted line.
const MARK: &str = "> ";

/// Somebody's words inside a sentence.
#[must_use]
pub fn quote(text: &str) -> String {
    safe::no_mentions(&safe::escape_markup(&safe::shorten(&safe::one_line(text), QUOTE)))
}

/// Somebody's words as a line of their own.
#[must_use]
pub fn quote_line(text: &str) -> String {
    format!("{MARK}{}", quote(text))
}

/// The words in a line that [`quote_line`] made.
#[must_use]
pub fn quoted(line: &str) -> Option<String> {
    let words = line.strip_prefix(MARK)?;
    Some(words.chars().filter(|c| !matches!(c, '\\' | '\u{200b}')).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quoted_line_reads_back_and_pings_nobody() {
        for text in ["why is my *coffee* bitter?", "@everyone <@1> `x`"] {
            let line = quote_line(text);
            assert!(!line.contains("@everyone") && !line.contains("<@1>"), "{line}");
            assert_eq!(quoted(&line).as_deref(), Some(text));
        }
        assert_eq!(quoted("no quote"), None);
    }
}
