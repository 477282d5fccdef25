//! Findings about the regular expressions of intents.
//!
//! A pattern is held against the whole message as it is read: small letters, no punctuation, contractions spelled out, each
//! name of a subject or aspect in its slot.

use std::collections::BTreeSet;

use regex::{Regex, RegexBuilder, RegexSet, RegexSetBuilder};
use regex_syntax::hir::{Hir, HirKind, Look};

use super::Findings;
use super::slots::{ASPECT, SUBJECT, Slots};
use super::view::{View, wordings};
use crate::knowledge::{Field, Kind, Place};
use crate::language::Language;
use crate::matching;

/// Largest compiled pattern, in bytes. A way of asking takes some thousands; a count of counts takes all memory.
const MOST_BYTES: usize = 1 << 20;

/// Marks that no message still has when patterns see it.
const UNREAD: &[char] = &['?', '!', ',', ';', '"', '\'', '’'];

/// The patterns of all intents, with a sample in each slot, and where they are written.
fn patterns<'v>(view: &'v View<'_>) -> impl Iterator<Item = (&'v str, String, Place)> {
    view.knowledge.intents.iter().flat_map(move |intent| {
        intent.patterns.iter().enumerate().map(move |(at, pattern)| {
            let filled = pattern.replace("{subject}", SUBJECT).replace("{other}", SUBJECT).replace("{aspect}", ASPECT);
            let place = view.place(Kind::Intent, intent.id.as_str(), Field::item("patterns", at));
            (intent.id.as_str(), filled, place)
        })
    })
}

fn compile(pattern: &str) -> Result<Regex, regex::Error> {
    RegexBuilder::new(&format!("^(?:{pattern})$")).size_limit(MOST_BYTES).build()
}

/// A pattern that is none.
pub(super) fn broken(view: &View<'_>, findings: &mut Findings) {
    let written = view.knowledge.intents.iter().flat_map(|intent| &intent.patterns);
    for ((_, pattern, place), written) in patterns(view).zip(written) {
        if let Err(error) = regex_syntax::parse(&pattern) {
            let message = format!("the pattern cannot be read: {}", reason(&error));
            findings.error(&place, message, "mend it; a sign that stands for itself takes a backslash before it");
        } else if let Err(error) = matching::patterns::compile(written) {
            // As it is used: what its slots stand for takes room, too, and each has its name once.
            let (message, help) = match error {
                regex::Error::CompiledTooBig(_) => {
                    ("the pattern is too large", "use smaller counts and fewer classes of characters")
                }
                _ => ("the pattern names a slot twice", "give the other way of asking a pattern of its own"),
            };
            findings.error(&place, message, help);
        }
    }
}

fn reason(error: &regex_syntax::Error) -> String {
    match error {
        regex_syntax::Error::Parse(error) => error.kind().to_string(),
        regex_syntax::Error::Translate(error) => error.kind().to_string(),
        other => other.to_string(),
    }
}

/// A pattern that no message can match.
pub(super) fn dead(view: &View<'_>, findings: &mut Findings) {
    for (_, pattern, place) in patterns(view) {
        let Ok(hir) = regex_syntax::parse(&pattern) else { continue };
        if let Some((message, help)) = cause_of_death(&hir, false, false) {
            findings.error(&place, message, help);
        }
    }
}

type Cause = (String, &'static str);

/// Why nothing matches, if that is so. `before` and `after` tell whether some text must stand on that side.
fn cause_of_death(hir: &Hir, before: bool, after: bool) -> Option<Cause> {
    let anchor = |sign: &str| {
        (
            format!("the pattern never matches: text must stand beyond `{sign}`"),
            "remove it, or move it to the end of the pattern",
        )
    };
    match hir.kind() {
        HirKind::Look(Look::Start) if before => Some(anchor("^")),
        HirKind::Look(Look::End) if after => Some(anchor("$")),
        HirKind::Literal(literal) => unreadable(&String::from_utf8_lossy(&literal.0)),
        HirKind::Capture(capture) => cause_of_death(&capture.sub, before, after),
        HirKind::Repetition(repetition) if repetition.min > 0 => cause_of_death(&repetition.sub, before, after),
        HirKind::Concat(parts) => parts.iter().enumerate().find_map(|(at, part)| {
            let (earlier, later) = parts.split_at(at);
            let later = later.iter().skip(1);
            cause_of_death(part, before || earlier.iter().any(takes_text), after || later.into_iter().any(takes_text))
        }),
        HirKind::Alternation(ways) => {
            let causes: Option<Vec<Cause>> = ways.iter().map(|way| cause_of_death(way, before, after)).collect();
            causes.and_then(|causes| causes.into_iter().next())
        }
        _ if hir.properties().minimum_len().is_none() => {
            Some(("the pattern never matches: it has an empty class of characters".to_owned(), "remove the class"))
        }
        _ => None,
    }
}

fn takes_text(hir: &Hir) -> bool {
    hir.properties().minimum_len().is_some_and(|least| least > 0)
}

fn unreadable(literal: &str) -> Option<Cause> {
    let sign = literal.chars().find(|c| c.is_uppercase() || UNREAD.contains(c))?;
    let message = format!("the pattern never matches: no message has `{sign}` when patterns see it");
    Some((message, "write small letters, no punctuation, and contractions in full (`what is`)"))
}

/// A pattern that takes the example questions of an entry.
pub(super) fn greedy(view: &View<'_>, findings: &mut Findings) {
    let readable: Vec<(&str, String, Place)> =
        patterns(view).filter(|(_, pattern, _)| compile(pattern).is_ok()).collect();
    let Some(set) = together(&readable) else { return };
    let slots = Slots::new(view.knowledge);
    // Patterns are held against what is written in English.
    for entry in view.knowledge.entries_in(Language::English) {
        for wording in wordings(entry) {
            let readings = slots.readings(wording.text);
            let taking: BTreeSet<usize> = readings.iter().flat_map(|reading| set.matches(reading)).collect();
            for (intent, _, place) in taking.into_iter().filter_map(|at| readable.get(at)) {
                let (question, id) = (wording.text, &entry.id);
                let message = format!("the pattern of `{intent}` matches `{question}`, a question of the entry `{id}`");
                findings.warning(place, message, "narrow the pattern, or leave the question to the intent");
            }
        }
    }
}

/// All patterns as one, so that a question is read once and not once a pattern.
fn together(patterns: &[(&str, String, Place)]) -> Option<RegexSet> {
    let whole = patterns.iter().map(|(_, pattern, _)| format!("^(?:{pattern})$"));
    let most = MOST_BYTES.saturating_mul(patterns.len());
    // Each compiles within its share, so that together they stay within the sum.
    RegexSetBuilder::new(whole).size_limit(most).build().ok().filter(|set| !set.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_match_is_left_alone() {
        for pattern in ["^what is x$", "(?:^| )x", "x(?: y)?$", "what'?s x", "(?i)What is", r"a\b b", "(?:^x|y$)"] {
            assert_eq!(cause_of_death(&regex_syntax::parse(pattern).unwrap(), false, false), None, "{pattern}");
        }
    }

    #[test]
    fn what_cannot_match_is_told_why() {
        for (pattern, cause) in [
            ("what is ^x", "beyond `^`"),
            ("x$ y", "beyond `$`"),
            ("(?:x|y) (?:^z)", "beyond `^`"),
            ("What", "has `W`"),
            ("why\\?", "has `?`"),
            ("[a&&b]", "empty class"),
        ] {
            let found = cause_of_death(&regex_syntax::parse(pattern).unwrap(), false, false);
            assert!(found.as_ref().is_some_and(|(message, _)| message.contains(cause)), "{pattern}: {found:?}");
        }
    }
}
