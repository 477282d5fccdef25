//! `docent new subject`: a subject with its first facts.
//!
//! In: flags, and what is typed. Out: the file. Whether it loads beside the others is left to [`super`].

use super::super::failure::Failure;
use super::args::Subject;
use super::ask;
use crate::check::MOST_SHORT_CHARS;
use crate::knowledge::{
    self, AspectId, CategoryId, Fact, KnowledgeBase, KnowledgeFile, SourceId, SubjectId, id_of, subject_file,
};

pub(super) fn file(flags: &Subject, knowledge: &KnowledgeBase) -> Result<KnowledgeFile, Failure> {
    let name = ask::line(flags.name.as_ref(), "Name", "--name")?;
    let category = ask::line(flags.category.as_ref(), &categories(knowledge), "--category")?;
    let summary = ask::line(flags.summary.as_ref(), "What it is, in a sentence or two", "--summary")?;
    let sources = ask::lines(&flags.sources, "Id of a source")?;
    let written = ask::lines(&flags.facts, "A fact, as aspect=text")?;
    let id = flags.id.clone().unwrap_or_else(|| id_of(&name, usize::MAX));
    let sources: Vec<SourceId> = sources.iter().map(|id| known(SourceId::new(id))).collect::<Result<_, _>>()?;
    let subject = knowledge::Subject {
        id: known(SubjectId::new(&id))?,
        short: short(flags.short.as_ref(), &name)?,
        name,
        category: known(CategoryId::new(&category))?,
        aliases: flags.aliases.clone(),
        abbreviations: flags.abbreviations.clone(),
        summary,
        facts: written.iter().map(|fact| self::fact(fact, sources.first())).collect::<Result<_, _>>()?,
        sources,
    };
    Ok(KnowledgeFile { path: format!("subjects/{}.toml", subject.id), text: subject_file(&subject) })
}

/// The heading of its column: the name where that fits, else one that is asked for.
fn short(given: Option<&String>, name: &str) -> Result<String, Failure> {
    let chars = name.chars().count();
    match given {
        Some(short) => Ok(short.clone()),
        None if chars <= MOST_SHORT_CHARS => Ok(name.to_owned()),
        None if ask::is_possible() => ask::line(
            None,
            &format!("A name of at most {MOST_SHORT_CHARS} characters, for the head of a column"),
            "--short",
        ),
        None => Err(Failure::Use(format!(
            "`{name}` has {chars} characters, the most for a column heading is {MOST_SHORT_CHARS}: name a shorter one with `--short`; nothing was written"
        ))),
    }
}

fn categories(knowledge: &KnowledgeBase) -> String {
    let ids: Vec<&str> = knowledge.categories.iter().map(|category| category.id.as_str()).collect();
    format!("Category (one of {})", ids.join(", "))
}

fn known<T>(id: Result<T, knowledge::InvalidId>) -> Result<T, Failure> {
    id.map_err(|error| Failure::Use(error.to_string()))
}

fn fact(written: &str, source: Option<&SourceId>) -> Result<Fact, Failure> {
    let (aspect, text) = written
        .split_once('=')
        .ok_or_else(|| Failure::Use(format!("`{written}` is no fact: write it as aspect=text")))?;
    let source = source.ok_or_else(|| Failure::Use("a fact needs its source: name one with `--source`".to_owned()))?;
    Ok(Fact {
        aspect: known(AspectId::new(aspect.trim()))?,
        text: text.trim().to_owned(),
        source: source.clone(),
        as_of: None,
    })
}
