//! The labelled sets: what people ask must be answered rightly, what deserves silence must get it.
//!
//! `questions*.jsonl` holds `expect`: patterns that a right reply contains. The files `…-kept-aside` were never tuned on.

use std::collections::BTreeSet;

use docent::decision::Decision;
use docent::pipeline::{Docent, Incoming};
use docent::render::plain;
use regex::RegexBuilder;
use serde::Deserialize;

use crate::support::shipped;

#[derive(Deserialize)]
struct Case {
    text: String,
    #[serde(default)]
    expect: Vec<String>,
}

fn cases(file: &str) -> Vec<Case> {
    let path = format!("{}/tests/data/{file}.jsonl", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// The messages of a set.
pub(crate) fn texts(file: &str) -> Vec<String> {
    cases(file).into_iter().map(|case| case.text).collect()
}

fn answered_rightly(docent: &Docent, case: &Case) -> bool {
    let reply = docent.respond(Incoming { text: &case.text, addressed: true, context: None });
    let said =
        reply.answer.as_ref().filter(|_| reply.decision == Decision::Answer).map(plain::text).unwrap_or_default();
    // Lines are wrapped for the terminal; what is expected may stand across a break.
    let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
    case.expect.iter().all(|e| RegexBuilder::new(e).case_insensitive(true).build().unwrap().is_match(&said))
}

pub(crate) fn share(part: usize, whole: usize) -> f64 {
    let count = |n: usize| f64::from(u32::try_from(n).unwrap());
    count(part) / count(whole)
}

/// Fails with the lines that went wrong, so that a writer sees what to mend.
fn check_questions(file: &str, at_least: f64) {
    let cases = cases(file);
    let wrong: Vec<&str> = cases.iter().filter(|c| !answered_rightly(shipped(), c)).map(|c| c.text.as_str()).collect();
    let right = 1.0 - share(wrong.len(), cases.len());
    assert!(right >= at_least, "{file}: {right:.3} right, at least {at_least} wanted; wrong:\n{}", wrong.join("\n"));
}

fn check_silence(file: &str, at_most: f64) {
    let cases = cases(file);
    let speaks = |case: &&Case| {
        shipped().respond(Incoming { text: &case.text, addressed: false, context: None }).decision != Decision::Silent
    };
    let spoken: Vec<&str> = cases.iter().filter(speaks).map(|c| c.text.as_str()).collect();
    let share = share(spoken.len(), cases.len());
    assert!(share <= at_most, "{file}: {share:.3} answered, at most {at_most} wanted:\n{}", spoken.join("\n"));
}

#[test]
fn questions_are_answered_rightly() {
    check_questions("questions", 0.97);
}

#[test]
fn questions_kept_aside_are_answered_rightly() {
    check_questions("questions-kept-aside", 0.95);
}

#[test]
fn messages_that_deserve_silence_get_it() {
    check_silence("silence", 0.02);
}

#[test]
fn messages_kept_aside_that_deserve_silence_get_it() {
    check_silence("silence-kept-aside", 0.02);
}

#[test]
fn the_sets_share_no_line() {
    let files = ["questions", "questions-kept-aside", "silence", "silence-kept-aside"];
    let all: Vec<String> = files.iter().flat_map(|f| cases(f)).map(|c| c.text.to_lowercase()).collect();
    let distinct: BTreeSet<&String> = all.iter().collect();
    assert_eq!(distinct.len(), all.len());
}
