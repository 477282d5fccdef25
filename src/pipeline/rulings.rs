//! Whole questions of which moderators said what answers them, or that nothing does.
//!
//! In: lessons; then what was found in a message. Out: the same findings, with what was ruled of that question. Word for word, whatever else the files would say to it; what is
//! only like it, the matcher decides. Who is named in a question and what is linked in it says nothing: lessons are kept without.

use crate::answer;
use crate::knowledge::{KnowledgeBase, Lesson, ReplyId};
use crate::matching::{Candidate, Findings, Signals, View};
use crate::text;

/// What was said of whole questions, as [`asked`] puts them.
#[derive(Debug, Clone, Default)]
pub(super) struct Rulings {
    never: Vec<String>,
    answered: Vec<(String, ReplyId)>,
}

impl Rulings {
    /// Those of lessons, with the knowledge that has learned from them. What is not known any more is left out.
    pub(super) fn of(lessons: &[Lesson], knowledge: &KnowledgeBase) -> Self {
        let mut rulings = Self::default();
        for lesson in lessons {
            match lesson {
                Lesson::Never { question } => rulings.never.push(asked(question)),
                Lesson::Phrasing { reply, question } => rulings.answer(knowledge, question, reply),
                Lesson::Entry { title, questions, answer, .. } => {
                    let entry = knowledge.entries.iter().find(|entry| entry.title == *title && entry.answer == *answer);
                    let Some(reply) = entry.map(|entry| ReplyId::Entry(entry.id.clone())) else { continue };
                    std::iter::once(title).chain(questions).for_each(|asked| rulings.answer(knowledge, asked, &reply));
                }
            }
        }
        rulings
    }

    fn answer(&mut self, knowledge: &KnowledgeBase, question: &str, reply: &ReplyId) {
        if answer::title(knowledge, reply).is_some() {
            self.answered.push((asked(question), reply.clone()));
        }
    }

    /// Puts what was ruled of a question over what was found in it; true where nothing may answer it, however it is read.
    pub(super) fn apply(&self, text: &str, findings: &mut Findings) -> bool {
        if self.never.is_empty() && self.answered.is_empty() {
            return false;
        }
        let kept = text::scrub(text);
        let left = text::words_left(&kept);
        // Hardly any message names or links anything: what is then the same is not read a second time.
        let without = (left != kept.trim()).then(|| asked(&left));
        let forms: Vec<String> = std::iter::once(asked(text)).chain(without).collect();
        if self.never.iter().any(|known| forms.contains(known)) {
            findings.candidates.clear();
            return true;
        }
        if let Some((_, reply)) = self.answered.iter().rev().find(|(known, _)| forms.contains(known)) {
            findings.candidates.retain(|candidate| candidate.reply != *reply);
            findings.candidates.insert(0, certain(reply.clone()));
            // A person has read it: it is known, and for Docent.
            findings.strangers.clear();
            findings.not_for_us = None;
        }
        false
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

#[cfg(test)]
mod tests {
    use super::*;

    fn ruled(question: &str, lessons: &[Lesson]) -> Vec<String> {
        let knowledge = KnowledgeBase::default().with_lessons(lessons);
        let found = |id: &str| Candidate { confidence: 0.95, view: View::Search, ..certain(id.parse().unwrap()) };
        let mut findings = Findings { candidates: vec![found("other")], ..Findings::default() };
        let is_never = Rulings::of(lessons, &knowledge).apply(question, &mut findings);
        assert_eq!(is_never, findings.candidates.is_empty(), "{question}");
        findings.candidates.iter().map(|candidate| candidate.reply.to_string()).collect()
    }

    #[test]
    fn what_was_taught_word_for_word_stands_over_what_is_found() {
        let taught = Lesson::Entry {
            id: None,
            title: "Where is the grinder?".to_owned(),
            questions: vec!["grinder, where".to_owned()],
            answer: "Upstairs.".to_owned(),
            day: "2026-11-20".parse().unwrap(),
        };
        let phrasing = |reply: &str| Lesson::Phrasing { reply: reply.parse().unwrap(), question: "mill?".to_owned() };
        let lessons = [
            taught,
            phrasing("where-is-the-grinder"),
            phrasing("fact:gone:gone"),
            Lesson::Phrasing {
                reply: "where-is-the-grinder".parse().unwrap(),
                question: "where is the grinder, password:".to_owned(),
            },
            Lesson::Never { question: "who broke it?".to_owned() },
        ];
        let rows: [(&str, &[&str]); 8] = [
            ("where is the grinder, password: hunter2", &["where-is-the-grinder", "other"]),
            ("> is it there?\nmill?", &["where-is-the-grinder", "other"]),
            ("<@123> who broke it @ada?", &[]),
            ("where is the GRINDER", &["where-is-the-grinder", "other"]),
            ("Grinder, where?", &["where-is-the-grinder", "other"]),
            ("mill", &["where-is-the-grinder", "other"]),
            ("Who broke it?", &[]),
            ("where is the grinder today?", &["other"]),
        ];
        for (question, expected) in rows {
            assert_eq!(ruled(question, &lessons), expected, "{question}");
        }
    }
}
