//! What is said when Docent is not sure: which of these, or honestly nothing.
//!
//! In: the choices, and what was not understood. Out: an [`Answer`] without sources, for it claims nothing.

use super::compose::in_a_sentence;
use super::{Answer, Block, Words};
use crate::knowledge::KnowledgeBase;
use crate::language::Language;

/// Subjects that are named to a person who asked for an unknown one.
const NAMED: usize = 6;

/// Asks which of several is meant.
pub(crate) fn which(titles: &[String], language: Language) -> Answer {
    let list: Vec<String> = titles.iter().enumerate().map(|(at, title)| format!("{}. {title}", at + 1)).collect();
    own_words(Words::of(language).which, list.join("\n"), language)
}

/// Says that there is no answer, and what there is instead.
pub(crate) fn fallback(
    knowledge: &KnowledgeBase,
    strangers: &[String],
    nearest: &[String],
    language: Language,
) -> Answer {
    let words = Words::of(language);
    let mut text = match strangers.first() {
        Some(stranger) => {
            // In other languages a name is a name, and stands as it is written.
            let name = |subject| if language == Language::English { in_a_sentence(subject) } else { subject.name.clone() };
            let names: Vec<String> = knowledge.subjects.iter().take(NAMED).map(name).collect();
            let [unknown, known] = words.unknown_subject;
            format!("{unknown} **{stranger}**. {known} {}.", names.join(", "))
        }
        None => words.no_answer.to_owned(),
    };
    if !nearest.is_empty() {
        let list: Vec<String> = nearest.iter().map(|title| format!("- {title}")).collect();
        text.push_str(&format!("\n\n{}\n", words.nearest));
        text.push_str(&list.join("\n"));
    }
    own_words(words.unknown, text, language)
}

fn own_words(title: &str, text: String, language: Language) -> Answer {
    Answer {
        id: None,
        title: title.to_owned(),
        blocks: vec![Block::Prose(text)],
        sources: Vec::new(),
        verified: None,
        overdue: None,
        related: Vec::new(),
        language,
    }
}
