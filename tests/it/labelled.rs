//! The labelled sets: what people ask must be answered rightly, what deserves silence must get it.
//!
//! `questions*.jsonl` holds `expect`: patterns that a right reply contains; those of other languages (`-de`, `-es`) hold `reply`: the ids that are right.
//! No wording was taken from the files `…-kept-aside`; `tests/data/README.md` says what each was looked at for.

use std::collections::BTreeSet;

use docent::answer::Answer;
use docent::decision::Decision;
use docent::pipeline::{Docent, Incoming, Reply};
use docent::render::plain;
use regex::RegexBuilder;
use serde::Deserialize;

use crate::support::shipped;

#[derive(Deserialize)]
struct Case {
    text: String,
    #[serde(default)]
    expect: Vec<String>,
    #[serde(default)]
    kind: String,
    /// Ids of the answers that are right; in the files of what deserves silence, and of what is put outright, those that came into the knowledge later.
    #[serde(default)]
    reply: Vec<String>,
    /// Ids of answers that are of use and do not answer it.
    #[serde(default)]
    half: Vec<String>,
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

/// Whether an answer contains everything that is expected.
fn fits(answer: Option<&Answer>, case: &Case) -> bool {
    // Lines are wrapped for the terminal; what is expected may stand across a break.
    let said = answer.map(plain::text).unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
    case.expect.iter().all(|e| RegexBuilder::new(e).case_insensitive(true).build().unwrap().is_match(&said))
}

fn asked(docent: &Docent, case: &Case) -> Reply {
    docent.respond(Incoming { text: &case.text, addressed: true, context: None, locale: None })
}

fn answered_rightly(docent: &Docent, case: &Case) -> bool {
    let reply = asked(docent, case);
    fits(reply.answer.as_ref().filter(|_| reply.decision == Decision::Answer), case)
}

/// Whether one of the choices that are offered would have answered it.
fn offers_the_right_one(docent: &Docent, reply: &Reply, case: &Case) -> bool {
    reply.alternatives.iter().any(|choice| fits(docent.answer_for(&choice.id).as_ref(), case))
}

pub(crate) fn share(part: usize, whole: usize) -> f64 {
    let count = |n: usize| f64::from(u32::try_from(n).unwrap());
    count(part) / count(whole)
}

/// Whether a reply is one of those that answer the message.
fn is_labelled_with(case: &Case, reply: &Reply) -> bool {
    reply.id.as_ref().is_some_and(|id| case.reply.contains(&id.to_string()))
}

/// Whether a reply is one of those that are of use without answering the message.
fn is_half_answered_with(case: &Case, reply: &Reply) -> bool {
    reply.id.as_ref().is_some_and(|id| case.half.contains(&id.to_string()))
}

/// Fails with the lines that went wrong, so that a writer sees what to mend.
fn check_questions(file: &str, at_least: f64) {
    let cases = cases(file);
    let wrong: Vec<&str> = cases.iter().filter(|c| !answered_rightly(shipped(), c)).map(|c| c.text.as_str()).collect();
    let right = 1.0 - share(wrong.len(), cases.len());
    assert!(right >= at_least, "{file}: {right:.3} right, at least {at_least} wanted; wrong:\n{}", wrong.join("\n"));
}

/// Of the answers given at confidence 0.9 and more, so many are right.
fn check_sure_answers(file: &str, at_least: f64) {
    let cases = cases(file);
    let sure = |case: &&Case| {
        let reply = asked(shipped(), case);
        reply.decision == Decision::Answer && reply.confidence >= 0.9
    };
    let sure: Vec<&Case> = cases.iter().filter(sure).collect();
    let right = share(sure.iter().filter(|c| answered_rightly(shipped(), c)).count(), sure.len());
    assert!(right >= at_least, "{file}: {right:.3} of the sure answers right, at least {at_least} wanted");
}

fn check_silence(file: &str, at_most: f64) {
    check_silence_of(file, "", at_most);
}

/// Messages of one kind, or of all where `kind` is empty.
fn check_silence_of(file: &str, kind: &str, at_most: f64) {
    let mut cases = cases(file);
    cases.retain(|c| kind.is_empty() || c.kind == kind);
    let speaks = |case: &&Case| {
        let reply = shipped().respond(Incoming { text: &case.text, addressed: false, context: None, locale: None });
        reply.decision != Decision::Silent && !is_labelled_with(case, &reply)
    };
    let spoken: Vec<&str> = cases.iter().filter(speaks).map(|c| c.text.as_str()).collect();
    let share = share(spoken.len(), cases.len());
    assert!(share <= at_most, "{file}: {share:.3} answered, at most {at_most} wanted:\n{}", spoken.join("\n"));
}

/// Of messages that are put to Docent outright and that nothing in the knowledge answered when they were written, at most so many are answered with what does
/// not answer them.
fn check_outright(file: &str, at_most: f64) {
    let cases = cases(file);
    let is_answered = |case: &&Case| {
        let reply = asked(shipped(), case);
        reply.decision == Decision::Answer && !is_labelled_with(case, &reply)
    };
    let answered: Vec<&str> = cases.iter().filter(is_answered).map(|c| c.text.as_str()).collect();
    let share = share(answered.len(), cases.len());
    assert!(share <= at_most, "{file}: {share:.3} answered, at most {at_most} wanted:\n{}", answered.join("\n"));
}

/// The same for a file whose lines name the right answers.
fn check_replies(file: &str, at_least: f64) {
    let cases = cases(file);
    assert!(cases.iter().all(|case| !case.reply.is_empty()), "{file}: a line without `reply`");
    let is_right = |case: &Case| {
        let reply = asked(shipped(), case);
        reply.decision == Decision::Answer && is_labelled_with(case, &reply)
    };
    let right = share(cases.iter().filter(|case| is_right(case)).count(), cases.len());
    assert!(right >= at_least, "{file}: {right:.3} right, at least {at_least} wanted");
}

#[test]
fn questions_in_german_and_spanish_are_answered_rightly() {
    check_replies("questions-de", 0.95);
    check_replies("questions-es", 0.95);
}

#[test]
fn questions_in_german_and_spanish_kept_aside_are_answered_rightly() {
    check_replies("questions-de-kept-aside", 0.93);
    check_replies("questions-es-kept-aside", 0.95);
}

#[test]
fn german_and_spanish_messages_that_deserve_silence_get_it() {
    for file in ["silence-de", "silence-es", "silence-de-kept-aside", "silence-es-kept-aside"] {
        check_silence(file, 0.02);
    }
}

#[test]
fn questions_are_answered_rightly() {
    check_questions("questions", 0.97);
}

#[test]
fn questions_kept_aside_are_answered_rightly() {
    check_questions("questions-kept-aside", 0.95);
}

/// 490 of 635 (495 with 110 entries fewer); 472 before the other questions of the same writers that were answered wrongly had become examples.
#[test]
fn questions_in_other_words_than_the_sources_have_are_mostly_answered_rightly() {
    check_replies("questions-otherwise-kept-aside", 0.75);
}

/// 223 of 261 (222 to 234 in the states tried); 206 before the other questions of such writers that were answered wrongly had become examples.
#[test]
fn questions_on_practice_by_who_does_not_know_its_terms_are_mostly_answered_rightly() {
    check_replies("questions-beside-kept-aside", 0.85);
}

#[test]
fn questions_on_products_and_practice_are_answered_rightly() {
    check_replies("questions-breadth", 0.9);
    check_replies("questions-breadth-kept-aside", 0.92);
}

#[test]
fn messages_that_deserve_silence_get_it() {
    check_silence("silence", 0.01);
}

#[test]
fn messages_kept_aside_that_deserve_silence_get_it() {
    check_silence("silence-kept-aside", 0.01);
}

#[test]
fn near_misses_get_silence() {
    check_silence_of("silence", "near-miss", 0.02);
    check_silence_of("silence-kept-aside", "near-miss", 0.02);
}

/// 30 of 135 and 27 of 109, with 460 more entries, many of which lie near to them; before it was looked for what a question turns on, 54 and 43.
#[test]
fn questions_that_nothing_answers_are_mostly_not_answered() {
    check_outright("outright", 0.24);
    check_outright("outright-kept-aside", 0.25);
}

/// A stream as it comes, with what nobody can know and what belongs elsewhere: 245 of 297 answered rightly, 12 wrongly. It was honest once: before anybody had written what it lacks, 157, and
/// 45 wrongly; before the entries that other such streams lacked, 62 and 98.
#[test]
fn what_people_ask_who_know_nothing_of_the_knowledge_is_seldom_answered_wrongly() {
    check_asked("asked", 0.78, 0.07);
}

/// Two later streams, of five other writers. They were honest once: the second half was answered rightly in 132 of 239 cases, and wrongly in 20, before it was learned from.
#[test]
fn what_others_asked_later_is_seldom_answered_wrongly() {
    check_asked("asked-again", 0.77, 0.03);
}

/// Of a stream as it comes at least so many are answered rightly, and at most so many wrongly.
fn check_asked(file: &str, at_least: f64, at_most: f64) {
    let cases = cases(file);
    let replies = cases.iter().map(|case| (case, asked(shipped(), case)));
    let answered: Vec<_> = replies.filter(|(_, reply)| reply.decision == Decision::Answer).collect();
    let right = answered.iter().filter(|(case, reply)| is_labelled_with(case, reply)).count();
    let wrong: Vec<&str> = answered
        .iter()
        .filter(|(case, reply)| !is_labelled_with(case, reply) && !is_half_answered_with(case, reply))
        .map(|(case, _)| case.text.as_str())
        .collect();
    assert!(share(right, cases.len()) >= at_least, "{right} of {} answered rightly", cases.len());
    assert!(share(wrong.len(), cases.len()) <= at_most, "{} answered wrongly:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn an_answer_that_is_only_a_guess_says_so_and_no_other_does() {
    let answers = cases("asked").into_iter().map(|case| (asked(shipped(), &case), case.text));
    let answers = answers.filter(|(reply, _)| reply.decision == Decision::Answer);
    let mut met = BTreeSet::new();
    for (reply, text) in answers {
        let says_so = reply.answer.is_some_and(|answer| answer.title.starts_with("Perhaps you mean: "));
        assert_eq!(says_so, reply.confidence < 0.5, "{text}: {}", reply.confidence);
        met.insert(says_so);
    }
    assert_eq!(met.len(), 2, "there are guesses and others");
}

#[test]
fn sure_answers_are_right() {
    check_sure_answers("questions", 0.95);
    check_sure_answers("questions-kept-aside", 0.95);
}

#[test]
fn where_choices_are_offered_one_is_right() {
    let cases: Vec<Case> = ["questions", "questions-kept-aside"].iter().flat_map(|f| cases(f)).collect();
    let replies = cases.iter().map(|case| (case, asked(shipped(), case)));
    let unsure: Vec<_> = replies.filter(|(_, reply)| reply.decision == Decision::Clarify).collect();
    let right = unsure.iter().filter(|(case, reply)| offers_the_right_one(shipped(), reply, case)).count();
    let enough = unsure.is_empty() || share(right, unsure.len()) >= 0.9;
    assert!(enough, "{right} of {} offers contain the right one", unsure.len());
}

#[test]
fn the_sets_share_no_line() {
    let files = [
        "questions",
        "questions-kept-aside",
        "questions-breadth",
        "questions-breadth-kept-aside",
        "questions-otherwise-kept-aside",
        "questions-beside-kept-aside",
        "silence",
        "silence-kept-aside",
        "outright",
        "outright-kept-aside",
        "asked",
        "asked-again",
    ];
    let all: Vec<String> = files.iter().flat_map(|f| cases(f)).map(|c| c.text.to_lowercase()).collect();
    let distinct: BTreeSet<&String> = all.iter().collect();
    assert_eq!(distinct.len(), all.len());
}
