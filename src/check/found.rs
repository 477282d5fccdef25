//! Findings about answers that are not given when they are asked for. They need a [`Docent`] that learnt from the knowledge.

use std::collections::HashSet;

use super::Findings;
use super::view::View;
use crate::answer::ReplyId;
use crate::decision::Decision;
use crate::knowledge::{Field, IntentReply, Kind, Place};
use crate::pipeline::{Docent, Incoming};

/// An entry that one of its own example questions does not find.
pub(super) fn by_own_questions(view: &View<'_>, findings: &mut Findings) {
    let Some(docent) = view.docent else { return };
    for entry in &view.knowledge.entries {
        let wanted = ReplyId::Entry(entry.id.clone());
        for (at, question) in entry.questions.iter().enumerate() {
            let place = || view.place(Kind::Entry, entry.id.as_str(), Field::item("questions", at));
            try_question(docent, question, |id| *id == wanted, place, findings);
        }
    }
}

/// A fact that the questions of its aspect do not find, tried with the first subject that has one.
pub(super) fn by_aspect_questions(view: &View<'_>, findings: &mut Findings) {
    let Some(docent) = view.docent else { return };
    for aspect in &view.knowledge.aspects {
        let mut subjects = view.knowledge.subjects.iter();
        let Some(subject) = subjects.find(|subject| subject.facts.iter().any(|fact| fact.aspect == aspect.id)) else {
            continue;
        };
        let scopes: HashSet<&str> = HashSet::from([aspect.id.as_str(), aspect.group.as_str()]);
        let wanted = |id: &ReplyId| match id {
            ReplyId::Fact { subject: found, scope } => *found == subject.id && scopes.contains(scope.as_str()),
            _ => false,
        };
        for (at, template) in aspect.questions.iter().enumerate() {
            let place = || view.place(Kind::Aspect, aspect.id.as_str(), Field::item("questions", at));
            try_question(docent, &template.replace("{subject}", &subject.name), wanted, place, findings);
        }
    }
}

/// A subject of which somebody asks what it is, in the words of an intent, and gets some entry instead.
pub(super) fn by_summary_questions(view: &View<'_>, findings: &mut Findings) {
    let Some(docent) = view.docent else { return };
    for intent in view.knowledge.intents.iter().filter(|intent| intent.reply == IntentReply::Summary) {
        for (at, template) in intent.questions.iter().enumerate() {
            for subject in &view.knowledge.subjects {
                let place = || view.place(Kind::Intent, intent.id.as_str(), Field::item("questions", at));
                // A fact or a comparison may say more than a summary; an entry was written for something else.
                let fits = |id: &ReplyId| !matches!(id, ReplyId::Entry(_));
                try_question(docent, &template.replace("{subject}", &subject.name), fits, place, findings);
            }
        }
    }
}

fn try_question(
    docent: &Docent,
    question: &str,
    wanted: impl Fn(&ReplyId) -> bool,
    place: impl Fn() -> Place,
    findings: &mut Findings,
) {
    let reply = docent.respond(Incoming { text: question, addressed: true, context: None });
    let found = reply.id.as_ref().filter(|_| reply.decision == Decision::Answer);
    if found.is_some_and(&wanted) {
        return;
    }
    let instead = match found {
        Some(other) => format!("is answered with `{other}`"),
        None => "is not answered".to_owned(),
    };
    let help = "`docent ask --explain` shows why; use words that no other entry uses, and add `keywords`";
    findings.warning(&place(), format!("`{question}` {instead}"), help);
}
