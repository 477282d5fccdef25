//! Whole questions of which moderators said what answers them, or that nothing does.
//!
//! In: lessons; then what was found in a message. Out: the same findings, with what was ruled of that question. Word for word: what else is like it, the matcher decides.

use crate::knowledge::{Lesson, ReplyId};
use crate::matching::{Candidate, Findings, Signals, View};
use crate::text;

/// What was said of whole questions, as [`asked`] puts them.
#[derive(Debug, Clone, Default)]
pub(super) struct Rulings {
    never: Vec<String>,
    answered: Vec<(String, ReplyId)>,
}

impl Rulings {
    /// Those of lessons. Entries learn their phrasings as examples and need none; what is not `known` any more is left out.
    pub(super) fn of(lessons: &[Lesson], known: impl Fn(&ReplyId) -> bool) -> Self {
        let mut rulings = Self::default();
        for lesson in lessons {
            match lesson {
                Lesson::Never { question } => rulings.never.push(asked(question)),
                Lesson::Phrasing { reply, question } if !matches!(reply, ReplyId::Entry(_)) && known(reply) => {
                    rulings.answered.push((asked(question), reply.clone()));
                }
                Lesson::Phrasing { .. } | Lesson::Entry { .. } => {}
            }
        }
        rulings
    }

    /// Puts what was ruled of a question over what was found in it.
    pub(super) fn apply(&self, text: &str, findings: &mut Findings) {
        if self.never.is_empty() && self.answered.is_empty() {
            return;
        }
        let question = asked(text);
        if self.never.contains(&question) {
            findings.candidates.clear();
        } else if let Some((_, reply)) = self.answered.iter().rev().find(|(known, _)| *known == question) {
            findings.candidates.retain(|candidate| candidate.reply != *reply);
            findings.candidates.insert(0, certain(reply.clone()));
            // A person has read it: it is known, and for Docent.
            findings.strangers.clear();
            findings.not_for_us = None;
        }
    }
}

fn certain(reply: ReplyId) -> Candidate {
    Candidate { reply, confidence: 1.0, view: View::Example, signals: Signals::default(), recorded: true }
}

/// A question as it is compared: its words alone.
fn asked(text: &str) -> String {
    let words: Vec<String> =
        text::read(text).sentences.into_iter().flat_map(|s| s.tokens).map(|t| t.text.to_string()).collect();
    words.join(" ")
}
