//! What a change of the knowledge does to questions, one by one: which gain an answer, which lose theirs, which another entry takes, and by which words.
//!
//! In: Docent before and after, and questions. Out: every question that is answered otherwise. Counting alone is left to [`crate::pipeline::Effect`], what an
//! answer itself says otherwise to [`super::edits`].

use crate::authoring::vocabulary;
use crate::decision::Decision;
use crate::eval::labels;
use crate::knowledge::{EntryId, ReplyId};
use crate::pipeline::{Docent, Incoming};
use crate::text;
use crate::text::words::{self, Kind};

/// A question to try.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// As a person asked it.
    pub text: String,
    /// Whether it was meant for Docent.
    pub addressed: bool,
    /// What should answer it, where that is known: an id, or nothing at all.
    pub label: Option<Option<String>>,
}

/// What became of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Became {
    /// There was one, and there is none.
    Lost,
    /// Another one is given.
    Taken,
    /// There was none, and there is one.
    Gained,
}

/// Whether that is good, where the right answer is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Judgement {
    /// Wrong before, right now.
    Better,
    /// Right before, wrong now.
    Worse,
    /// Wrong before and now.
    StillWrong,
}

/// One question that is answered otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The question.
    pub text: String,
    /// What happened to its answer.
    pub became: Became,
    /// What answered it.
    pub before: Option<ReplyId>,
    /// What answers it now.
    pub after: Option<ReplyId>,
    /// Words of the question that are new in what answers now, or gone from what answered before. Where nothing changed there, those that speak for the new answer.
    pub words: Vec<String>,
    /// Whether these words are new (or gone), and not only the reason of the match.
    pub decisive: bool,
    /// Whether that is good.
    pub judgement: Option<Judgement>,
}

/// Every question that is answered otherwise, in their order.
#[must_use]
pub fn changes(old: &Docent, new: &Docent, questions: &[Asked], mut done: impl FnMut()) -> Vec<Change> {
    let mut changes = Vec::new();
    for asked in questions {
        changes.extend(change(old, new, asked));
        done();
    }
    changes
}

fn change(old: &Docent, new: &Docent, asked: &Asked) -> Option<Change> {
    let incoming = Incoming { text: &asked.text, addressed: asked.addressed, context: None, locale: None };
    let (was, is) = (old.respond(incoming), new.respond(incoming));
    let given = |reply: &crate::pipeline::Reply| reply.id.clone().filter(|_| reply.decision == Decision::Answer);
    let (before, after) = (given(&was), given(&is));
    let became = match (&before, &after) {
        (Some(_), None) => Became::Lost,
        (None, Some(_)) => Became::Gained,
        (Some(one), Some(other)) if !labels::same(one, other) => Became::Taken,
        _ => return None,
    };
    let moved = moved_words(old, new, &asked.text, before.as_ref(), after.as_ref());
    let decisive = !moved.is_empty();
    Some(Change {
        text: asked.text.clone(),
        became,
        words: if decisive { moved } else { is.evidence.matched },
        decisive,
        judgement: asked.label.as_ref().and_then(|label| judge(label.as_deref(), before.as_ref(), after.as_ref())),
        before,
        after,
    })
}

fn judge(label: Option<&str>, before: Option<&ReplyId>, after: Option<&ReplyId>) -> Option<Judgement> {
    let label: Option<ReplyId> = label.and_then(|label| label.parse().ok());
    let right = |given: Option<&ReplyId>| match (&label, given) {
        (Some(label), Some(given)) => labels::same(label, given),
        (label, given) => label.is_none() && given.is_none(),
    };
    match (right(before), right(after)) {
        (true, false) => Some(Judgement::Worse),
        (false, true) => Some(Judgement::Better),
        (false, false) => Some(Judgement::StillWrong),
        (true, true) => None,
    }
}

/// Words of the question that the new answer has gained, else those that the old one has lost.
fn moved_words(
    old: &Docent,
    new: &Docent,
    text: &str,
    before: Option<&ReplyId>,
    after: Option<&ReplyId>,
) -> Vec<String> {
    let words = |docent: &Docent, id: &EntryId| docent.knowledge().entry(id).map(vocabulary).unwrap_or_default();
    let difference = |id: Option<&ReplyId>, with: &Docent, without: &Docent| {
        let Some(ReplyId::Entry(id)) = id else { return Vec::new() };
        let (has, lacks) = (words(with, id), words(without, id));
        let tokens = text::phrase(text).into_iter();
        let said = tokens.filter(|token| !matches!(words::kind(&token.text), Kind::Function | Kind::Filler));
        let moved = said.filter(|token| has.contains(token.stem.as_str()) && !lacks.contains(token.stem.as_str()));
        moved.map(|token| token.text.to_string()).collect()
    };
    let gained: Vec<String> = difference(after, new, old);
    if gained.is_empty() { difference(before, old, new) } else { gained }
}
