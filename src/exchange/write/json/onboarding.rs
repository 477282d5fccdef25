//! Onboarding tracks and the quiz that leads to one, as JSON.
//!
//! In: tracks and the quiz. Out: values with the keys of their files; a track has its id besides, which is its file's name. Which answer of a check is right is in neither.

use serde_json::{Value, json};

use super::{ids, known};
use crate::knowledge::{AnswerId, Check, Quiz, QuizAnswer, Rule, Step, SubjectId, Task, Track};

pub(super) fn track(track: &Track) -> Value {
    known(json!({
        "id": track.id.as_str(), "name": track.name, "audience": track.audience,
        "recommended_for": ids(track.recommended_for.iter().map(AnswerId::as_str)),
        "steps": track.steps.iter().map(step).collect::<Vec<_>>(),
        "closing": track.closing,
    }))
}

fn step(step: &Step) -> Value {
    let mut value = json!({
        "id": step.id.as_str(), "title": step.title, "minutes": step.minutes, "text": step.text,
        "subjects": ids(step.subjects.iter().map(SubjectId::as_str)),
    });
    let word = step.task.word();
    match &step.task {
        Task::Read(reply) => value[word] = reply.to_string().into(),
        Task::Try(question) => value[word] = question.as_str().into(),
        Task::Do { what, link } => {
            value[word] = what.as_str().into();
            value["link"] = json!(link);
        }
        Task::Check(check) => ask(&mut value, check),
    }
    known(value)
}

fn ask(step: &mut Value, check: &Check) {
    step["check"] = check.rule.word().into();
    step["question"] = check.question.as_str().into();
    match &check.rule {
        Rule::Who { fact } => step["fact"] = fact.as_str().into(),
        Rule::What { subject } => step["subject"] = subject.as_str().into(),
        Rule::Highest | Rule::Lowest => {}
    }
    step["aspect"] = check.aspect.as_str().into();
    step["choices"] = ids(check.subjects.iter().map(SubjectId::as_str)).into();
    step["why"] = json!(check.why);
}

pub(super) fn quiz(quiz: &Quiz) -> Value {
    let answer = |answer: &QuizAnswer| json!({"id": answer.id.as_str(), "text": answer.text, "why": answer.why});
    let questions = quiz.questions.iter().map(
        |question| json!({"text": question.text, "answers": question.answers.iter().map(answer).collect::<Vec<_>>()}),
    );
    json!({"questions": questions.collect::<Vec<_>>()})
}
