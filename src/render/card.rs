//! Discord's form: cards (embeds) that keep every limit by construction, counted in characters.
//!
//! In: an answer. Out: cards free of any Discord library. Buttons and sending are left to [`crate::discord`].

use super::TableForm;
use crate::answer::Answer;

/// What becomes one embed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// At most 256 characters.
    pub title: String,
    /// Markdown, at most 4,096 characters; all cards of one message hold at most 6,000 together.
    pub description: String,
    /// At most 2,048 characters.
    pub footer: Option<String>,
}

/// Pages of an answer: each inner list fits one message.
#[must_use]
pub fn pages(answer: &Answer, _form: TableForm) -> Vec<Vec<Card>> {
    vec![vec![Card { title: answer.title.clone(), description: String::new(), footer: None }]]
}
