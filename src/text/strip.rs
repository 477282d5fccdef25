//! Sets aside what a person pasted rather than asked: code blocks, quoted lines, links, mentions, custom emoji.
//!
//! In: the message. Out: text of the same length in bytes, the parts set aside turned into spaces, so that places stay true.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::Regex;

/// In the order in which they are blanked: a link inside a code block is gone with the block.
static PASTED: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    [
        r"(?s)```.*?(?:```|\z)",
        // Inline code of up to three words is a name ("what is `dbt`?"); anything longer, or with signs of code, is pasted.
        r"`[^`\n]*[(){};=<>\\|][^`\n]*`",
        r"`(?:[^`\s]+\s+){3,}[^`]*`",
        r"(?m)^[ \t]*>{1,3}[ \t].*$",
        r"(?i)\b(?:https?|ftp|discord)://\S+",
        r"(?i)\bwww\.\S+",
        r"[\w.+-]+@[\w-]+\.[\w.]+",
        r"<(?:@[!&]?|#|a?:\w+:|/[^:>]{1,100}:|t:|id:)[^>\s]*>",
        r"@(?:everyone|here)\b",
    ]
    .iter()
    .filter_map(|pattern| Regex::new(pattern).ok())
    .collect()
});

/// Blanks out what is pasted.
#[must_use]
pub(super) fn strip(text: &str) -> Cow<'_, str> {
    // Nearly every message: none of the signs that something is pasted.
    if !text.contains(['`', '<', '>', '@']) && !text.contains("://") && !names_host(text) {
        return Cow::Borrowed(text);
    }
    PASTED.iter().fold(Cow::Borrowed(text), |text, pattern| {
        let blank = |found: &regex::Captures<'_>| blank(found.get(0).map_or("", |m| m.as_str()));
        match pattern.replace_all(&text, blank) {
            Cow::Borrowed(_) => text,
            Cow::Owned(blanked) => Cow::Owned(blanked),
        }
    })
}

/// Whether "www." stands there, in whatever letters.
fn names_host(text: &str) -> bool {
    text.as_bytes().windows(4).any(|four| four.eq_ignore_ascii_case(b"www."))
}

/// Spaces for every byte but line ends, which still part sentences.
fn blank(text: &str) -> String {
    text.bytes().map(|b| if b == b'\n' { '\n' } else { ' ' }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_pasted_goes_and_places_stay() {
        let rows = [
            ("a ```b\nc``` d", "d"),
            ("what is `dbt`?", "`dbt`?"),
            ("run `x = f(y)` now", "now"),
            ("> old\nnew", "new"),
            ("ask <@!12> or <#3> <a:wave:45> ok", "ok"),
            ("mail me@x.org please", "please"),
            ("@everyone @here new", "new"),
            ("unclosed ``` rest is code", "unclosed"),
        ];
        for (text, kept) in rows {
            let stripped = strip(text);
            assert_eq!(stripped.len(), text.len(), "{text}");
            assert!(stripped.contains(kept), "{text} -> {stripped}");
            assert!(
                !["b", "f(y)", "old", "12", "x.org", "code", "@everyone", "@here"]
                    .iter()
                    .any(|gone| stripped.split_whitespace().any(|w| w == *gone)),
                "{stripped}"
            );
        }
    }
}
