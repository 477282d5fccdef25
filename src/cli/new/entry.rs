//! `docent new entry`: one draft, made an entry in the same way as one that is imported.
//!
//! In: flags, and what is typed. Out: the file. What an import would change or leave out is refused here, and so is a question that is answered already, be it by another entry or by what
//! is asked of any subject: who writes one entry can word it otherwise.

use std::collections::HashMap;

use super::super::failure::Failure;
use super::super::{load, place};
use super::args::Entry;
use super::{ask, shelf_of_topic};
use crate::check::{MOST_TITLE_CHARS, asked, to_try};
use crate::decision::{Decision, Thresholds};
use crate::exchange::{Brought, Draft, Target, settle};
use crate::knowledge::{Date, EntryId, KnowledgeBase, KnowledgeFile, ReplyId, id_of};
use crate::language::Language;
use crate::matching::{Aids, View};
use crate::pipeline::Docent;

/// The shelf of a topic that has no Latin letter.
const NAMELESS: &str = "entries";

pub(super) fn file(
    flags: &Entry,
    knowledge: &KnowledgeBase,
    files: &[KnowledgeFile],
    thresholds: Thresholds,
) -> Result<KnowledgeFile, Failure> {
    let title = ask::line(flags.title.as_ref(), "The question, as a person would say it", "--title")?;
    let topic = ask::line(flags.topic.as_ref(), "Topic", "--topic")?;
    let questions = ask::lines(&flags.questions, "Another way of asking it")?;
    let answer = ask::text(flags.answer.as_ref(), "The answer", "--answer")?;
    if let Some(id) = &flags.id {
        let taken = EntryId::new(id).map_err(|error| Failure::Use(error.to_string()))?;
        if let Some(original) = taken.original() {
            return Err(Failure::Use(format!(
                "`{id}` would be a translation: copy the file of `{original}`, name it `{id}.md` and write it in {}",
                taken.language()
            )));
        }
        if knowledge.entry(&taken).is_some() {
            return Err(Failure::Use(format!("the entry `{id}` is there already: name another id")));
        }
    }
    fits(flags, &title, &answer, knowledge)?;
    let wordings: Vec<&str> = std::iter::once(&title).chain(&questions).map(String::as_str).collect();
    is_free(&wordings, knowledge)?;
    // A shelf may stand on another one.
    flags.shelf.iter().flat_map(|shelf| shelf.split('/')).try_for_each(place::named)?;
    // Behind what is told at once: it has to learn.
    is_special(&wordings, knowledge, thresholds)?;
    let shelf = flags.shelf.clone().or_else(|| shelf_of_topic(files, knowledge, &topic)).unwrap_or_else(|| {
        let name = id_of(&topic, usize::MAX);
        if name.is_empty() { NAMELESS.to_owned() } else { name }
    });
    let today = crate::live::today();
    let draft = Draft {
        file: "new entry".to_owned(),
        line: 1,
        id: flags.id.clone(),
        questions: std::iter::once(title.clone()).chain(questions).collect(),
        title: Some(title),
        topic: Some(topic.clone()),
        keywords: flags.keywords.clone(),
        sources: flags.sources.clone(),
        review: flags.review.clone(),
        answer,
        ..Draft::default()
    };
    let verified = Some(Date::day(today));
    let target = Target { knowledge, shelf, topic, source: None, verified, update: false };
    let settled = settle(Brought { drafts: vec![draft], ..Brought::default() }, &target, || {});
    let said: Vec<String> = settled.notes.iter().map(|note| note.message.clone()).collect();
    let mut files = settled.files.into_iter();
    match (files.next(), files.next(), said.is_empty()) {
        (Some(file), None, true) => Ok(file),
        _ => Err(refused(&format!("it would fit only changed ({}): write it so yourself", said.join("; ")))),
    }
}

/// Whether each part can be in a file as it is.
fn fits(flags: &Entry, title: &str, answer: &str, knowledge: &KnowledgeBase) -> Result<(), Failure> {
    if answer.trim().is_empty() {
        return Err(refused("the answer is empty: write one with `--answer`"));
    }
    let chars = title.chars().count();
    if chars > MOST_TITLE_CHARS {
        return Err(refused(&format!(
            "the title has {chars} characters, the most is {MOST_TITLE_CHARS}: ask it shorter, and give the long form as a `--question`"
        )));
    }
    let is_known = |name: &&String| knowledge.sources.iter().any(|source| source.id.as_str() == name.trim());
    if let Some(name) = flags.sources.iter().find(|name| !is_known(name)) {
        return Err(refused(&format!(
            "there is no source `{name}`: add it to `sources.toml`, or name one that is there with `--source`"
        )));
    }
    match flags.review.as_ref().filter(|day| day.parse::<Date>().is_err()) {
        Some(day) => Err(refused(&format!("`{day}` is no date: write `--review` as in 2026-11-20"))),
        None => Ok(()),
    }
}

/// Whether no other entry asks the same.
fn is_free(wordings: &[&str], knowledge: &KnowledgeBase) -> Result<(), Failure> {
    let wordings: HashMap<String, &str> = wordings.iter().map(|text| (asked(text), *text)).collect();
    for entry in knowledge.entries_in(Language::English) {
        let mut there = entry.questions.iter().chain([&entry.title]);
        if let Some(text) = there.find_map(|text| wordings.get(&asked(text))) {
            return Err(taken(text, &format!("the entry `{}`", entry.id)));
        }
    }
    Ok(())
}

/// Whether nothing asks the same that can be asked of any subject: the entry would answer in place of what is recorded.
fn is_special(wordings: &[&str], knowledge: &KnowledgeBase, thresholds: Thresholds) -> Result<(), Failure> {
    if knowledge.subjects.is_empty() {
        return Ok(());
    }
    // What can be asked of any subject does not depend on each of very many entries, and learning all takes minutes.
    let learned = to_try(knowledge).unwrap_or_else(|| knowledge.clone());
    let docent = Docent::learn(learned, thresholds, Aids { vectors: None, shelf: load::shelf() });
    match wordings.iter().find_map(|text| Some((text, general(&docent, text)?))) {
        Some((text, reply)) => Err(taken(text, &format!("`{reply}`"))),
        None => Ok(()),
    }
}

/// What answers a question today with certainty, without being an entry. An answer that was only searched for is no reason to refuse: many an entry is written because it is wrong.
fn general(docent: &Docent, question: &str) -> Option<ReplyId> {
    let findings = docent.findings(question);
    let certain = findings.candidates.first().is_some_and(|best| best.view != View::Search);
    let reply = docent.reply(findings, true);
    let answered = certain && reply.decision == Decision::Answer;
    reply.id.filter(|id| answered && !matches!(id, ReplyId::Entry(_)))
}

fn taken(wording: &str, by: &str) -> Failure {
    refused(&format!("`{wording}` asks for {by} too: word it differently, or mend the answer there"))
}

fn refused(why: &str) -> Failure {
    Failure::Use(format!("nothing was written: {why}"))
}
