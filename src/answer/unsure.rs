//! What is said when Docent is not sure: which of these, or honestly nothing.
//!
//! In: the choices, and what was not understood. Out: an [`Answer`] without sources, for it claims nothing.

use super::compose::in_a_sentence;
use super::{Answer, Block};
use crate::knowledge::KnowledgeBase;

/// Subjects that are named to a person who asked for an unknown one.
const NAMED: usize = 6;

/// Asks which of several is meant.
pub(crate) fn which(titles: &[String]) -> Answer {
    let list: Vec<String> = titles.iter().enumerate().map(|(at, title)| format!("{}. {title}", at + 1)).collect();
    own_words("Which of these do you mean?", list.join("\n"))
}

/// Says that there is no answer, and what there is instead.
pub(crate) fn fallback(knowledge: &KnowledgeBase, strangers: &[String], nearest: &[String]) -> Answer {
    let mut text = match strangers.first() {
        Some(stranger) => {
            let names: Vec<String> = knowledge.subjects.iter().take(NAMED).map(in_a_sentence).collect();
            format!("I don't know **{stranger}**. I know about: {}.", names.join(", "))
        }
        None => "I have no answer to that, and I'd rather say so than guess.".to_owned(),
    };
    if !nearest.is_empty() {
        let list: Vec<String> = nearest.iter().map(|title| format!("- {title}")).collect();
        text.push_str("\n\nThe nearest I have:\n");
        text.push_str(&list.join("\n"));
    }
    own_words("I don't know that", text)
}

fn own_words(title: &str, text: String) -> Answer {
    Answer {
        id: None,
        title: title.to_owned(),
        blocks: vec![Block::Prose(text)],
        sources: Vec::new(),
        verified: None,
        overdue: None,
        related: Vec::new(),
    }
}
