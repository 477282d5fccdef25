//! Sentences that an intent's pattern fits as a whole: certain where it fits, silent where it does not.
//!
//! In: the intents' regular expressions and a [`Reading`]. Out: the intent that fits, with the aspect it names. Slots are matched against mentions that
//! were already recognised, so a pattern never has to know how a subject is spelled.

use std::sync::Arc;

use regex::{Regex, RegexBuilder};

use super::reading::{Reading, Role};
use crate::knowledge::{Intent, IntentReply, Scope};

/// Compiled size of one pattern, in bytes: a writer's slip must not eat the memory.
const SIZE_LIMIT: usize = 1 << 20;
/// What a mention is written as in the sentence that patterns see.
const MENTION: &str = "\u{a7}";

/// A compiled pattern.
#[derive(Debug, Clone)]
pub(super) struct Pattern {
    regex: Regex,
    /// What answers it.
    pub(super) reply: IntentReply,
    /// What it asks for, where its words do not say.
    pub(super) scope: Option<Scope>,
}

/// What a pattern found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fit {
    /// What answers it.
    pub(super) reply: IntentReply,
    /// What is asked for.
    pub(super) scope: Option<Scope>,
    /// The words in the `{aspect}` slot, which must name one.
    pub(super) aspect: Option<String>,
}

/// Writes the slots of a pattern as groups, anchored at both ends.
///
/// # Errors
/// Where it is no regular expression, or one that would grow too large.
pub(crate) fn compile(pattern: &str) -> Result<Regex, regex::Error> {
    let slot = |name: &str| format!("(?P<{name}>{MENTION})");
    let plain = pattern
        .replace("{subject}", &slot("subject"))
        .replace("{other}", &slot("other"))
        // Words as the sentence has them, whatever letters they are of: every letter of every script by name takes a hundred times the memory.
        .replace("{aspect}", &format!("(?P<aspect>[^ {MENTION}]+(?: [^ {MENTION}]+){{0,4}})"));
    RegexBuilder::new(&format!("^(?:{plain})$")).size_limit(SIZE_LIMIT).build()
}

/// The patterns of each intent; those that do not compile are `check`'s to report. A compiled one takes tens of kilobytes: all domains share it.
pub(super) fn learn(intents: &[Intent]) -> Vec<Vec<Arc<Pattern>>> {
    let of = |intent: &Intent| {
        let (reply, scope) = (intent.reply, intent.scope.clone());
        let compiled = intent.patterns.iter().filter_map(|p| compile(p).ok());
        compiled.map(|regex| Arc::new(Pattern { regex, reply, scope: scope.clone() })).collect()
    };
    intents.iter().map(of).collect()
}

/// The first pattern that fits a sentence.
pub(super) fn fit(patterns: &[Arc<Pattern>], reading: &Reading) -> Option<Fit> {
    if patterns.is_empty() {
        return None;
    }
    let sentence = sentence(reading);
    patterns.iter().find_map(|pattern| {
        // Hardly any fits, and whether one does is told much faster than what stands in its slots.
        let found = pattern.regex.is_match(&sentence).then(|| pattern.regex.captures(&sentence)).flatten()?;
        let aspect = found.name("aspect").map(|m| m.as_str().to_owned());
        Some(Fit { reply: pattern.reply, scope: pattern.scope.clone(), aspect })
    })
}

/// The sentence as patterns see it: folded words, mentions as one sign, articles before them dropped.
fn sentence(reading: &Reading) -> String {
    let mut words: Vec<&str> = Vec::new();
    for unit in &reading.units {
        if matches!(unit.role, Role::Subject(_) | Role::AnySubject) {
            if matches!(words.last(), Some(&("a" | "an" | "the"))) {
                words.pop();
            }
            words.push(MENTION);
        } else {
            words.push(&unit.text);
        }
    }
    words.join(" ")
}
