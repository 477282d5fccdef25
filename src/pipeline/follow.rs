//! Reads a follow-up ("and the salary?", "what about a data engineer?") with what the last exchange was about.
//!
//! In: a message and a [`Context`], a value that the shell keeps for as long as it sees fit. Out: the message as it would read by itself, or nothing where it stands by
//! itself already. Finding and deciding stay what they are.

use super::Docent;
use crate::answer;
use crate::knowledge::{KnowledgeBase, ReplyId, SubjectId};
use crate::matching::{Findings, View};
use crate::text::{self, Token};

/// Longest follow-up, in words: who says more says what they mean.
const MAX_WORDS: usize = 10;
/// Beginnings that lean on what was said before.
const LEANING: &[&[&str]] = &[&["and"], &["or"], &["also"], &["what", "about"], &["how", "about"], &["same", "for"]];
/// Words that stand for what was said before.
const STANDING_FOR: &[&str] = &["it", "its", "they", "them", "their", "that", "those", "these", "both", "there"];

/// What the last exchange of a person was about.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Context {
    /// The subjects, in their order.
    pub subjects: Vec<SubjectId>,
    /// The aspect or group that was asked for, by id.
    pub scope: Option<String>,
}

impl Context {
    /// What an answer was about: the subjects behind its id, else those named in the question.
    #[must_use]
    pub fn of(id: &ReplyId, named: &[SubjectId]) -> Self {
        let (subjects, scope) = match id {
            ReplyId::Entry(_) => (named.to_vec(), None),
            ReplyId::About(subject) => (vec![subject.clone()], None),
            ReplyId::Fact { subject, scope } => (vec![subject.clone()], Some(scope.clone())),
            ReplyId::Compare { subjects, scope } => (subjects.clone(), scope.clone()),
            ReplyId::Move { from, to } => (vec![from.clone(), to.clone()], None),
        };
        Self { subjects, scope }
    }

    /// Whether nothing can be taken from it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.subjects.is_empty() && self.scope.is_none()
    }
}

/// The message with what it leaves out; nothing where it leaves nothing out.
pub(super) fn spelled_out(docent: &Docent, text: &str, found: &Findings, context: &Context) -> Option<String> {
    let certain = found.candidates.first().is_some_and(|c| c.view == View::Example);
    if certain || !leans(text) {
        return None;
    }
    let bare = text.trim_end_matches(|c: char| c.is_whitespace() || c.is_ascii_punctuation());
    let asks = if text.contains('?') { "?" } else { "" };
    if found.subjects.is_empty() {
        let names = names(&docent.knowledge, &context.subjects)?;
        return Some(format!("{bare} for {names}{asks}"));
    }
    if found.scope.is_some() {
        return None;
    }
    let scope = answer::scope_name(&docent.knowledge, context.scope.as_deref()?)?;
    Some(format!("{bare}: {scope}{asks}"))
}

/// Whether a message leans on what was said before it.
fn leans(text: &str) -> bool {
    let message = text::read(text);
    let words: Vec<&Token> = message.sentences.iter().flat_map(|s| &s.tokens).collect();
    if words.is_empty() || words.len() > MAX_WORDS {
        return false;
    }
    let begins = |beginning: &&[&str]| {
        words.len() > beginning.len() && beginning.iter().zip(&words).all(|(word, token)| token.text == *word)
    };
    LEANING.iter().any(begins) || words.iter().any(|token| STANDING_FOR.contains(&token.text.as_str()))
}

fn names(knowledge: &KnowledgeBase, subjects: &[SubjectId]) -> Option<String> {
    let names: Vec<&str> = subjects.iter().filter_map(|id| knowledge.subject(id)).map(|s| s.name.as_str()).collect();
    (!names.is_empty()).then(|| names.join(" and "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_leans_on_the_last_exchange_is_told_by_its_words() {
        let rows = [
            ("and the salary?", true),
            ("what about on-call?", true),
            ("how about pay", true),
            ("is it hard to learn?", true),
            ("and", false),
            ("what does a data engineer earn?", false),
            ("how do i store beans?", false),
            ("and then we went to the office and had a look at all of the new desks", false),
            ("", false),
        ];
        for (text, expected) in rows {
            assert_eq!(leans(text), expected, "{text}");
        }
    }

    #[test]
    fn an_answer_tells_what_the_next_question_may_be_about() {
        let context = |id: &str| Context::of(&id.parse().unwrap(), &[]);
        assert_eq!(context("fact:a:pay").scope.as_deref(), Some("pay"));
        assert_eq!(context("compare:a+b").subjects.len(), 2);
        assert!(context("some-entry").is_empty());
    }
}
