//! `docent new entry`: one draft, made an entry in the same way as one that is imported.
//!
//! In: flags, and what is typed. Out: the file. What an import would leave out is refused here, with the same words.

use super::super::failure::Failure;
use super::args::Entry;
use super::{ask, shelf_of_topic};
use crate::exchange::{Brought, Draft, Target, settle};
use crate::knowledge::{Date, EntryId, KnowledgeBase, KnowledgeFile, id_of};

/// The shelf of a topic that has no Latin letter.
const NAMELESS: &str = "entries";

pub(super) fn file(
    flags: &Entry,
    knowledge: &KnowledgeBase,
    files: &[KnowledgeFile],
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
    let target = Target { knowledge, shelf, topic, source: None, verified: Date::day(today) };
    let settled = settle(Brought { drafts: vec![draft], ..Brought::default() }, &target, || {});
    let said: Vec<String> = settled.notes.iter().map(|note| note.message.clone()).collect();
    let mut files = settled.files.into_iter();
    match (files.next(), files.next(), said.is_empty()) {
        (Some(file), None, true) => Ok(file),
        _ => Err(Failure::Use(format!("nothing was written: {}", said.join("; ")))),
    }
}
