//! Findings about answers that are not given when they are asked for. They need a [`Docent`] that learnt from the knowledge.

use std::collections::HashSet;

use super::Findings;
use super::view::View;
use crate::answer::ReplyId;
use crate::cores;
use crate::decision::Decision;
use crate::knowledge::{Entry, Field, IntentReply, Kind, KnowledgeBase, Place, Problem};
use crate::language::Language;
use crate::matching;
use crate::pipeline::{Docent, Incoming};

/// Entries whose own questions are all tried. Learning and asking so many takes about as long as a person waits for a check; every further thousand takes longer.
const MOST_TRIED: usize = 10_000;

/// Entries that are tried where there are more than that: more than the matcher tells apart one by one, so that it judges them as it would judge all.
const SAMPLE: usize = 5_000;

/// The knowledge with evenly picked entries, for a [`Docent`] that is to be tried where all entries would take minutes; none where all of them can be.
///
/// That two entries ask the same word for word is found among all entries; what only shows when one asks, among these. They have fewer neighbors to be mistaken for: what
/// is found there is wrong among all as well, and not all of it is found.
#[must_use]
pub fn to_try(knowledge: &KnowledgeBase) -> Option<KnowledgeBase> {
    let count = knowledge.entries.len();
    if count <= MOST_TRIED {
        return None;
    }
    let step = count.div_ceil(SAMPLE);
    let entries = knowledge.entries.iter().step_by(step).cloned().collect();
    // Sources, and whatever else is not named here, do not decide which entry a question finds.
    Some(KnowledgeBase {
        entries,
        categories: knowledge.categories.clone(),
        groups: knowledge.groups.clone(),
        aspects: knowledge.aspects.clone(),
        subjects: knowledge.subjects.clone(),
        comparisons: knowledge.comparisons.clone(),
        intents: knowledge.intents.clone(),
        lexicon: knowledge.lexicon.clone(),
        tongues: knowledge.tongues.clone(),
        ..KnowledgeBase::default()
    })
}

/// An entry that one of its own example questions does not find.
pub(super) fn by_own_questions(view: &View<'_>, findings: &mut Findings) {
    let Some(docent) = view.docent else { return };
    let entries = &docent.knowledge().entries;
    let step = entries.len().div_ceil(MOST_TRIED).max(1);
    let tried: Vec<&Entry> = entries.iter().step_by(step).collect();
    let found = cores::each(&tried, |entry| of_own_questions(view, docent, entry));
    findings.problems.extend(found.into_iter().flatten());
}

fn of_own_questions(view: &View<'_>, docent: &Docent, entry: &Entry) -> Vec<Problem> {
    let mut findings = Findings::default();
    let wanted = ReplyId::Entry(entry.id.clone());
    for (at, question) in entry.questions.iter().enumerate() {
        let place = || view.place(Kind::Entry, entry.id.as_str(), Field::item("questions", at));
        // In the words of one language an entry may be asked for in another, too: who asks decides.
        let asked = (question.as_str(), Some(entry.id.language()));
        try_question(docent, asked, |id| *id == wanted, place, &mut findings);
    }
    findings.problems
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
            let question = template.replace("{subject}", &subject.name);
            try_question(docent, (&question, None), wanted, place, findings);
        }
    }
}

/// A subject of which somebody asks what it is in the words of an intent, where some entry has just these words: it was written for something else.
pub(super) fn by_summary_questions(view: &View<'_>, findings: &mut Findings) {
    let Some(docent) = view.docent else { return };
    for intent in view.knowledge.intents.iter().filter(|intent| intent.reply == IntentReply::Summary) {
        for (at, template) in intent.questions.iter().enumerate() {
            for subject in &view.knowledge.subjects {
                let question = template.replace("{subject}", &subject.name);
                let found = docent.findings(&question).candidates.into_iter().next();
                let taken = found.filter(|best| best.view != matching::View::Search);
                let Some(ReplyId::Entry(entry)) = taken.map(|best| best.reply) else { continue };
                let place = view.place(Kind::Intent, intent.id.as_str(), Field::item("questions", at));
                let message = format!("`{question}` is answered with `{entry}`, which has these words");
                findings.warning(
                    &place,
                    message,
                    "word the entry's question differently, so that the subject itself is told of",
                );
            }
        }
    }
}

fn try_question(
    docent: &Docent,
    (question, locale): (&str, Option<Language>),
    wanted: impl Fn(&ReplyId) -> bool,
    place: impl Fn() -> Place,
    findings: &mut Findings,
) {
    let reply = docent.respond(Incoming { text: question, addressed: true, context: None, locale });
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
