//! Takes out of a message what nobody needs in order to see what was asked: who is named, where a link leads, addresses, numbers to call, secrets.
//!
//! In: the message as written. Out: the same words with `[link]`, `[name]` … where something was, on one line, at most 500 characters. This is what may be
//! kept; it errs on the side of taking out too much.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::{Captures, Regex, Replacer};

/// Longest text that is kept: a question is rarely longer, and the rest would be somebody's story.
pub const MAX_KEPT_CHARS: usize = 500;

/// What is taken out, in this order, and what stands in its place. What may hide something else goes first: a link has names and secrets in it.
static TAKEN_OUT: LazyLock<Vec<(Regex, &str)>> = LazyLock::new(|| {
    [
        // A private key is many lines of secret.
        (r"(?s)-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*PRIVATE KEY-----|\z)", "[secret]"),
        (r"(?s)```.*?(?:```|\z)", "[code]"),
        (r"(?i)\b[a-z][a-z0-9+.-]{1,15}://[^\s<>]+", "[link]"),
        (r"(?i)\b(?:www\.|discord\.gg/|discord\.com/)[^\s<>]+", "[link]"),
        (r"(?i)\bmailto:\S+", "[mail]"),
        (r"[\p{L}\p{N}._%+'-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+", "[mail]"),
        (r"<@[!&]?\d+>", "[name]"),
        (r"<#\d+>", "[channel]"),
        (r"<(a?):(\w+):\d+>", ":$2:"),
        (r"</[^:>]{1,100}:\d+>", "[command]"),
        (r"<(?:t|id):[^>\s]+>", ""),
        // `@ada` or `@everyone`, as text.
        (r"(^|[\s(])@[\p{L}\p{N}_][\p{L}\p{N}_.-]*", "$1[name]"),
        // What somebody says is a secret: `password: hunter2`, `api_key=…`, `Bearer …`.
        (
            r#"(?i)\b(pass(?:word|wd|phrase)?|pwd|secret|token|api[_ -]?key|access[_ -]?key|client[_ -]?secret|auth(?:orization)?)(\s*[:=]\s*|\s+is\s+)(?:bearer\s+|basic\s+)?["'`]?[^\s"'`,;]+"#,
            "$1$2[secret]",
        ),
        (r"(?i)\b(bearer)\s+[A-Za-z0-9+/=._~-]{8,}", "$1 [secret]"),
        // Forms of keys with a beginning of their own.
        (r"\b(?:gh[pousr]_|github_pat_|glpat-|xox[abeprs]-|sk-|sk_|pk_|rk_|AKIA|ASIA|AIza|ya29\.|eyJ|npm_|hf_)[A-Za-z0-9._/+=-]{8,}", "[secret]"),
        (r"\b(?:\d{1,3}\.){3}\d{1,3}(?::\d{1,5})?\b", "[address]"),
        (r"\b(?:[0-9A-Fa-f]{1,4}:){4,7}[0-9A-Fa-f]{0,4}\b", "[address]"),
        // Numbers of accounts, cards, people, messages: from nine digits on, however grouped.
        (r"\+?\d(?:[ ()./-]{0,2}\d){8,}", "[number]"),
        // Paths say who somebody is: `/home/ada/…`, `C:\Users\ada\…`.
        (r"(?i)(?:/home/|/users/|\b[a-z]:\\users\\)[^\s]+", "[path]"),
    ]
    .into_iter()
    .filter_map(|(pattern, instead)| Regex::new(pattern).ok().zip(Some(instead)))
    .collect()
});

/// Long words that look drawn by chance: keys and tokens.
static LONG_WORDS: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"[A-Za-z0-9_+/=.~-]{20,}").ok());

/// What stands in the place of something, with the space before it.
static MARKS: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"\s*\[(?:secret|code|link|mail|name|channel|command|address|number|path)\]").ok());

/// Gives the words that are left of a scrubbed text: nobody asks for a `[name]`, it only tells a reader that somebody was named.
#[must_use]
pub fn words_left(scrubbed: &str) -> String {
    let left = MARKS.as_ref().map_or(Cow::Borrowed(scrubbed), |marks| marks.replace_all(scrubbed, ""));
    left.trim().to_owned()
}

/// Gives what may be kept of a message.
#[must_use]
pub fn scrub(text: &str) -> String {
    let mut taken = Cow::Borrowed(text);
    for (pattern, instead) in TAKEN_OUT.iter() {
        taken = replaced(taken, pattern, *instead);
    }
    if let Some(long) = LONG_WORDS.as_ref() {
        taken = replaced(taken, long, |found: &Captures<'_>| secret_or_word(&found[0]));
    }
    one_line(&taken)
}

/// The text with something else in the place of what is found; the very same where nothing is.
fn replaced<'t>(text: Cow<'t, str>, pattern: &Regex, instead: impl Replacer) -> Cow<'t, str> {
    match pattern.replace_all(&text, instead) {
        Cow::Owned(changed) => Cow::Owned(changed),
        Cow::Borrowed(_) => text,
    }
}

fn secret_or_word(word: &str) -> String {
    if looks_random(word) { "[secret]".to_owned() } else { word.to_owned() }
}

/// Letters of the longest word that somebody may have meant; German has some of more than thirty.
const LONGEST_WORD: usize = 40;

/// A word of letters with hyphens or dots is a name (`data-engineering-manager`); one that changes between letters, digits and cases is drawn by chance.
fn looks_random(word: &str) -> bool {
    let has = |class: fn(&char) -> bool| word.chars().any(|c| class(&c));
    let digits = word.chars().filter(char::is_ascii_digit).count();
    let longest_part = word.split(['-', '.', '_', '/', '+', '=', '~']).map(str::len).max().unwrap_or_default();
    let changes = word.as_bytes().windows(2).filter(|pair| kind(pair[0]) != kind(pair[1])).count();
    let mixed = has(char::is_ascii_uppercase) && has(char::is_ascii_lowercase) && changes * 4 > word.len();
    digits >= 4 || mixed || longest_part >= LONGEST_WORD
}

#[derive(PartialEq, Eq)]
enum Kind {
    Lower,
    Upper,
    Digit,
    Other,
}

fn kind(byte: u8) -> Kind {
    match byte {
        b'a'..=b'z' => Kind::Lower,
        b'A'..=b'Z' => Kind::Upper,
        b'0'..=b'9' => Kind::Digit,
        _ => Kind::Other,
    }
}

/// Spaces for line ends and control characters (PostgreSQL takes no NUL), one space at a time, cut between characters.
fn one_line(text: &str) -> String {
    let words: Vec<&str> =
        text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty()).collect();
    let line = words.join(" ");
    match line.char_indices().nth(MAX_KEPT_CHARS) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default().trim_end()),
        None => line,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_names_somebody_or_opens_something_is_taken_out() {
        let rows = [
            ("what does a DE earn?", "what does a DE earn?"),
            ("hey <@123456789012345678> and <@!42> is dbt worth it", "hey [name] and [name] is dbt worth it"),
            ("<@&99> <#12> </ask:77> <:party:12> <a:wave:3> now?", "[name] [channel] [command] :party: :wave: now?"),
            ("see https://intra.example.com/a?token=abc#x please", "see [link] please"),
            ("[docs](https://x.org/y) or www.x.org/z, discord.gg/abc", "[docs]([link] or [link] [link]"),
            ("postgres://root:hunter2@db/prod is down?", "[link] is down?"),
            ("mail me at Ada.Lovelace+x@mail.example.co.uk", "mail me at [mail]"),
            ("müller@firma.de asks", "[mail] asks"),
            ("@everyone ask @ada_l about it", "[name] ask [name] about it"),
            ("my password is hunter2 why", "my password is [secret] why"),
            ("api_key=abc, token: \"xyz\" ok", "api_key=[secret], token: [secret]\" ok"),
            ("Authorization: Bearer abc.def-ghi", "Authorization: [secret]"),
            ("curl -H 'Bearer abcdefgh12345'", "curl -H 'Bearer [secret]'"),
            ("ghp_0123456789abcdefghijABCDEFGHIJ012345 leaked", "[secret] leaked"),
            ("AKIAIOSFODNN7EXAMPLE and sk-live-abcdefgh", "[secret] and [secret]"),
            ("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.s5x", "[secret]"),
            ("key dGhpcyBpcyBhIHNlY3JldCBrZXk5 end", "key [secret] end"),
            ("hash 9f86d081884c7d659a2feaa0c55ad015", "hash [secret]"),
            ("MTIzNDU2Nzg5.GabcDE.fakeFAKEfakeFAKEfakeFAKE99", "[secret]"),
            ("call +49 170 1234567 or (555) 010-9999 12", "call [number] or ([number]"),
            ("card 4111 1111 1111 1111?", "card [number]?"),
            ("host 10.0.12.7:5432 or fe80:0:0:0:1:2:3:4", "host [address] or [address]"),
            ("in /home/ada/notes.txt and C:\\Users\\ada\\x", "in [path] and [path]"),
            ("```\nsecret stuff\n``` what is that", "[code] what is that"),
            ("-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY----- oops", "[secret] oops"),
        ];
        for (text, kept) in rows {
            assert_eq!(scrub(text), kept, "{text}");
        }
    }

    #[test]
    fn ordinary_words_stay() {
        for text in [
            "is a machine-learning-engineering-manager role worth $180,000 in 2026?",
            "what about L5 vs L6, 2022-09-21 or Q3 2026?",
            "python3.12 or java-21, k8s, s3 and c++?",
            "what does internationalization mean in backend/frontend/infrastructure?",
            "is the token bucket better than a leaky bucket?",
            "what is password hashing",
            "how do I learn basic statistics",
            "Donaudampfschifffahrtsgesellschaft?",
        ] {
            assert_eq!(scrub(text), text);
        }
    }

    #[test]
    fn the_words_that_are_left_are_those_that_were_asked() {
        for (text, left) in [
            ("who broke it, <@123>?", "who broke it,?"),
            ("<@123> where is https://x.org/a kept", "where is kept"),
            ("what is [dbt] for", "what is [dbt] for"),
            ("<@123>", ""),
        ] {
            assert_eq!(words_left(&scrub(text)), left, "{text}");
        }
    }

    #[test]
    fn it_is_one_line_of_limited_length() {
        assert_eq!(scrub("a\n\nb\tc\0d \u{7}"), "a b c d");
        let long = scrub(&"wörter ".repeat(200));
        assert_eq!(long.chars().count(), MAX_KEPT_CHARS + 1);
    }

    proptest! {
        #[test]
        fn scrubbing_twice_is_scrubbing_once_for_plain_words(text in "[a-z ,.?]{0,80}") {
            let once = scrub(&text);
            prop_assert_eq!(scrub(&once), once);
        }

        #[test]
        fn no_digit_run_and_no_control_character_gets_through(text in any::<String>()) {
            let kept = scrub(&text);
            prop_assert!(!kept.chars().any(char::is_control));
            prop_assert!(kept.chars().count() <= MAX_KEPT_CHARS + 1);
        }
    }
}
