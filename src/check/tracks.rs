//! Findings about onboarding tracks and the quiz that leads to them.

use std::collections::HashSet;

use super::Findings;
use super::view::{View, folded};
use crate::answer;
use crate::decision::Decision;
use crate::knowledge::{Field, Kind, KnowledgeBase, Place, ReplyId, Step, SubjectId, Task, Track};
use crate::onboarding::{Unsupported, question};
use crate::pipeline::Incoming;

/// Minutes that a step may take: what fits between two other things.
const MINUTES: std::ops::RangeInclusive<u16> = 1..=5;

/// Longest ids, in characters: a button carries both, beside the server and what it does, in Discord's 100.
const MOST_TRACK_ID_CHARS: usize = 28;
const MOST_STEP_ID_CHARS: usize = 40;

/// Longest title of a step, and name of a track: a menu shows no more than 100 with the number before it.
const MOST_TITLE_CHARS: usize = 80;

/// Longest text of a step: it stands in one message with what is to be read.
const MOST_TEXT_CHARS: usize = 900;

/// Longest question of a check, or thing to do or to try.
const MOST_TASK_CHARS: usize = 300;

/// Taps of a quiz: fewer decide nothing, more are a form.
const TAPS: std::ops::RangeInclusive<usize> = 3..=5;

/// Buttons that stand in one row.
const ANSWERS: std::ops::RangeInclusive<usize> = 2..=5;

/// Longest id of an answer: a button carries those of all taps.
const MOST_ANSWER_ID_CHARS: usize = 14;

/// Longest text of an answer: it stands on a button.
const MOST_ANSWER_CHARS: usize = 38;

/// Every step with its track and its place.
fn steps<'a>(view: &View<'a>) -> impl Iterator<Item = (&'a Track, &'a Step, String)> {
    let knowledge = view.knowledge;
    let of = |track: &'a Track| track.steps.iter().map(move |step| (track, step, format!("{}/{}", track.id, step.id)));
    knowledge.tracks.iter().flat_map(of)
}

/// A track without steps, or with the name of another.
pub(super) fn empty_or_twins(view: &View<'_>, findings: &mut Findings) {
    let mut names = HashSet::new();
    for track in &view.knowledge.tracks {
        if track.steps.is_empty() {
            findings.error(
                &view.whole(Kind::Track, track.id.as_str()),
                format!("the track `{}` has no steps", track.id),
                "add `[[steps]]`",
            );
        }
        if !names.insert(folded(&track.name)) {
            let place = view.place(Kind::Track, track.id.as_str(), Field::key("name"));
            findings.error(
                &place,
                format!("another track is called `{}` too", track.name),
                "give it a name of its own",
            );
        }
    }
}

/// A step that takes longer than people have, or no time at all.
pub(super) fn off_minutes(view: &View<'_>, findings: &mut Findings) {
    for (_, step, id) in steps(view).filter(|(_, step, _)| !MINUTES.contains(&step.minutes)) {
        let place = view.place(Kind::Step, &id, Field::key("minutes"));
        let message =
            format!("the step takes {} minutes, it may take {} to {}", step.minutes, MINUTES.start(), MINUTES.end());
        findings.error(&place, message, "make two steps of it, or ask for less");
    }
}

/// Ids that no button can carry, and texts that do not fit.
pub(super) fn too_long(view: &View<'_>, findings: &mut Findings) {
    let mut judge = |place: Place, what: &str, text: &str, most: usize| {
        let chars = text.chars().count();
        if chars > most {
            findings.error(&place, format!("the {what} has {chars} characters, the most is {most}"), "shorten it");
        }
    };
    for track in &view.knowledge.tracks {
        let at = |key| view.place(Kind::Track, track.id.as_str(), Field::key(key));
        judge(view.whole(Kind::Track, track.id.as_str()), "name of the file", track.id.as_str(), MOST_TRACK_ID_CHARS);
        judge(at("name"), "name", &track.name, MOST_TITLE_CHARS);
        judge(at("audience"), "audience", &track.audience, MOST_TASK_CHARS);
        judge(at("closing"), "closing", track.closing.as_deref().unwrap_or_default(), MOST_TEXT_CHARS);
    }
    for (_, step, id) in steps(view) {
        let at = |key| view.place(Kind::Step, &id, Field::key(key));
        judge(at("id"), "id", step.id.as_str(), MOST_STEP_ID_CHARS);
        judge(at("title"), "title", &step.title, MOST_TITLE_CHARS);
        judge(at("text"), "text", step.text.as_deref().unwrap_or_default(), MOST_TEXT_CHARS);
        match &step.task {
            Task::Try(text) => judge(at("try"), "question to try", text, MOST_TASK_CHARS),
            Task::Do { what, .. } => judge(at("do"), "thing to do", what, MOST_TASK_CHARS),
            Task::Check(check) => {
                judge(at("question"), "question", &check.question, MOST_TASK_CHARS);
                judge(at("why"), "explanation", check.why.as_deref().unwrap_or_default(), MOST_TEXT_CHARS);
            }
            Task::Read(_) => {}
        }
    }
}

/// Something to read that the knowledge does not have: advice on a move that nobody wrote, a fact that nobody recorded, or a table without a row.
pub(super) fn nothing_to_read(view: &View<'_>, findings: &mut Findings) {
    for (_, step, id) in steps(view) {
        let Task::Read(reply) = &step.task else { continue };
        let Some(help) = lacks(view.knowledge, reply) else { continue };
        let place = view.place(Kind::Step, &id, Field::key("read"));
        findings.error(&place, format!("nothing is written that `{reply}` could show"), help);
    }
}

/// What to do where there is nothing to read. Whoever asks is told that it is not recorded; whoever is sent there expects to read something.
fn lacks(knowledge: &KnowledgeBase, reply: &ReplyId) -> Option<String> {
    let recorded = |subject: &SubjectId, scope: &str| {
        let covered = knowledge.scope(scope).map(|scope| knowledge.aspects_in(&scope)).unwrap_or_default();
        let facts = knowledge.subject(subject).into_iter().flat_map(|subject| &subject.facts);
        facts.into_iter().any(|fact| covered.iter().any(|aspect| aspect.id == fact.aspect))
    };
    let missing = match reply {
        ReplyId::Fact { subject, scope } if !recorded(subject, scope) => {
            format!("record it in `subjects/{subject}.toml`")
        }
        ReplyId::Compare { subjects, scope: Some(scope) } if !subjects.iter().any(|one| recorded(one, scope)) => {
            "record it of one of them".to_owned()
        }
        ReplyId::Move { from, to } if !is_advised(knowledge, from, to) => {
            format!("write `## Moving from {from} to {to}` on the comparison page of the two")
        }
        _ if answer::compose(knowledge, reply).is_some() => return None,
        _ => return Some("name something else to read".to_owned()),
    };
    Some(format!("{missing}, or name something else to read"))
}

fn is_advised(knowledge: &KnowledgeBase, from: &SubjectId, to: &SubjectId) -> bool {
    let page = knowledge.comparison(from, to);
    page.is_some_and(|page| page.moves.iter().any(|step| step.from == *from && step.to == *to))
}

/// A check whose right answer the facts do not know.
pub(super) fn unsupported(view: &View<'_>, findings: &mut Findings) {
    for (_, step, id) in steps(view) {
        let Task::Check(check) = &step.task else { continue };
        let Err(why) = question(view.knowledge, check) else { continue };
        let key = match why {
            Unsupported::Nobody(_) | Unsupported::Several { .. } => "fact",
            Unsupported::NoChoice(_) => "subject",
            _ => "choices",
        };
        let help = match why {
            Unsupported::Count(_) | Unsupported::Twice(_) => "name two to five different subjects",
            Unsupported::Nobody(_) => "copy the text of a fact of one of the choices, letter for letter",
            Unsupported::NoChoice(_) => "add it to `choices`",
            Unsupported::Categories(..) => "choose subjects of one category",
            Unsupported::Unrecorded { .. } => "leave that choice out, or record the fact",
            _ => "ask something else, or leave out the choice that makes it unclear",
        };
        findings.error(&view.place(Kind::Step, &id, Field::key(key)), why.to_string(), help);
    }
}

/// A question to try that gets no answer.
pub(super) fn tried_in_vain(view: &View<'_>, findings: &mut Findings) {
    let Some(docent) = view.docent else { return };
    for (_, step, id) in steps(view) {
        let Task::Try(text) = &step.task else { continue };
        let reply = docent.respond(Incoming { text, addressed: true, context: None, locale: None });
        if reply.decision != Decision::Answer {
            let help = "propose a question that is answered: `docent ask --explain` shows why this one is not";
            findings.warning(
                &view.place(Kind::Step, &id, Field::key("try")),
                format!("`{text}` is not answered"),
                help,
            );
        }
    }
}

/// A quiz that is too short or too long, or whose buttons do not fit.
pub(super) fn unfit_quiz(view: &View<'_>, findings: &mut Findings) {
    let quiz = &view.knowledge.quiz;
    let whole = view.whole(Kind::Quiz, "");
    let taps = quiz.questions.len();
    if taps > 0 && !TAPS.contains(&taps) {
        let message = format!("the quiz has {taps} questions, it may have {} to {}", TAPS.start(), TAPS.end());
        findings.error(&whole, message, "ask what tells the tracks apart, and nothing else");
    }
    for question in &quiz.questions {
        if !ANSWERS.contains(&question.answers.len()) {
            let (least, most) = (ANSWERS.start(), ANSWERS.end());
            let message =
                format!("`{}` has {} answers, it may have {least} to {most}", question.text, question.answers.len());
            findings.error(&whole, message, "join answers that lead to the same track");
        }
    }
    for answer in quiz.questions.iter().flat_map(|question| &question.answers) {
        let parts = [("id", answer.id.as_str(), MOST_ANSWER_ID_CHARS), ("text", &answer.text, MOST_ANSWER_CHARS)];
        for (key, text, most) in parts {
            let chars = text.chars().count();
            if chars > most {
                let place = view.place(Kind::Answer, answer.id.as_str(), Field::key(key));
                findings.error(&place, format!("the {key} has {chars} characters, the most is {most}"), "shorten it");
            }
        }
    }
}

/// An answer that speaks for no track, or a track that no answer leads to.
pub(super) fn quiz_without_effect(view: &View<'_>, findings: &mut Findings) {
    let (quiz, tracks) = (&view.knowledge.quiz, &view.knowledge.tracks);
    for answer in quiz.questions.iter().flat_map(|question| &question.answers) {
        if !tracks.iter().any(|track| track.recommended_for.contains(&answer.id)) {
            let place = view.place(Kind::Answer, answer.id.as_str(), Field::key("id"));
            let help = "name it in the `recommended_for` of a track, or leave it out";
            findings.warning(&place, format!("no track is recommended for `{}`", answer.id), help);
        }
    }
    for track in tracks.iter().filter(|track| !quiz.questions.is_empty() && track.recommended_for.is_empty()) {
        let place = view.whole(Kind::Track, track.id.as_str());
        let message = format!("no answer of the quiz leads to `{}`", track.id);
        findings.warning(&place, message, "add `recommended_for = [\"…\"]` with answers of `quiz.toml`");
    }
}
