//! Questions and answers as Botpress 12 exports them: `{"qnas": [{"id", "data": {"questions": {"en": […]}, "answers": {"en": […]}, …}}]}`.
//!
//! In: JSON, also a list of such objects or one of them, and the older form without languages. Out: a draft each. What leads into a flow instead of answering is noted.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use super::capitalized;
use crate::exchange::draft::{Brought, Draft, Input, LineCounter, Note, Unreadable};

/// The context that every question is in where nobody chose one.
const NO_CONTEXT: &str = "global";

pub(super) fn read(file: &Input, language: Option<&str>) -> Result<Brought, Unreadable> {
    let text = file.text.trim_start_matches('\u{feff}');
    let unreadable = |error: serde_json::Error| {
        let message = format!("the file is not JSON ({error}): export it anew from Botpress");
        Unreadable::new(&file.name, error.line(), message)
    };
    let whole: &RawValue = serde_json::from_str(text).map_err(unreadable)?;
    let items = items(whole).map_err(unreadable)?;
    let Some(items) = items else {
        return Err(Unreadable::new(&file.name, 1, "there is no `qnas`: in Botpress, choose Q&A ▸ Export"));
    };
    let mut lines = LineCounter::new(text);
    let mut read = Vec::with_capacity(items.len());
    for item in items {
        let line = lines.line_of_part(item.get());
        read.push((line, serde_json::from_str::<Value>(item.get()).map_err(unreadable)?));
    }
    let language = language.map_or_else(|| most_used(&read), |chosen| Some(chosen.to_owned()));
    let mut brought = Brought::default();
    for (number, item) in &read {
        match draft(item, language.as_deref(), file, *number, &mut brought.notes) {
            Ok(draft) => brought.drafts.push(draft),
            Err(why) => brought.notes.push(Note::left_out(&file.name, *number, why)),
        }
    }
    Ok(brought)
}

/// The questions with their answers, as they are written; none where the file has none.
fn items(whole: &RawValue) -> Result<Option<Vec<&RawValue>>, serde_json::Error> {
    /// The two forms of an object: all of them, or one.
    #[derive(Deserialize)]
    struct Object<'t> {
        #[serde(borrow, default)]
        qnas: Option<Vec<&'t RawValue>>,
        #[serde(borrow, default)]
        data: Option<&'t RawValue>,
    }
    if whole.get().starts_with('[') {
        return serde_json::from_str(whole.get()).map(Some);
    }
    let Ok(object) = serde_json::from_str::<Object<'_>>(whole.get()) else { return Ok(None) };
    Ok(object.qnas.or_else(|| object.data.map(|_| vec![whole])))
}

/// The language that most questions are in.
fn most_used(items: &[(usize, Value)]) -> Option<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for questions in items.iter().filter_map(|(_, item)| data(item).get("questions").and_then(Value::as_object)) {
        for (language, questions) in questions {
            *counts.entry(language).or_default() += questions.as_array().map_or(0, Vec::len);
        }
    }
    counts.into_iter().rev().max_by_key(|(_, count)| *count).map(|(language, _)| language.to_owned())
}

fn data(item: &Value) -> &Value {
    item.get("data").unwrap_or(item)
}

fn draft(
    item: &Value,
    language: Option<&str>,
    file: &Input,
    number: usize,
    notes: &mut Vec<Note>,
) -> Result<Draft, String> {
    let data = data(item);
    let id = item.get("id").and_then(Value::as_str);
    let called = id.map_or_else(String::new, |id| format!(" (`{id}`)"));
    if data.get("enabled") == Some(&Value::Bool(false)) {
        return Err(format!("it is switched off in Botpress{called}"));
    }
    let questions = texts(data.get("questions"), language);
    let mut answers = texts(data.get("answers"), language).into_iter();
    let Some(answer) = answers.next() else {
        let flow = data.get("redirectFlow").and_then(Value::as_str).filter(|flow| !flow.is_empty());
        return Err(match (flow, language) {
            (Some(flow), _) => format!("it leads into the flow `{flow}` and has no answer of its own{called}"),
            (None, Some(language)) => format!("it has no answer in `{language}`{called}"),
            (None, None) => format!("it has no answer{called}"),
        });
    };
    let more = answers.count();
    if more > 0 {
        notes.push(Note::changed(
            &file.name,
            number,
            format!("{more} more answers, from which Botpress draws one, were left out"),
        ));
    }
    let others = other_languages(data, language);
    if !others.is_empty() {
        notes.push(Note::changed(
            &file.name,
            number,
            format!("what it says in {} was left out: import it with `--language`", others.join(", ")),
        ));
    }
    let contexts = texts(data.get("contexts").or_else(|| data.get("category")), None);
    let topic =
        contexts.into_iter().find(|context| context != NO_CONTEXT).map(|context| capitalized(&super::words(&context)));
    // Botpress makes ids of ten random signs and the first question: the words say more.
    let id = id.map(|id| id.split_once('_').map_or(id, |(_, words)| words).replace('_', "-"));
    let file = file.name.clone();
    Ok(Draft { file, line: number, id, topic, topic_is_guess: true, questions, answer, ..Draft::default() })
}

/// Texts by language, in one list, or alone.
fn texts(value: Option<&Value>, language: Option<&str>) -> Vec<String> {
    match value {
        Some(Value::Object(languages)) => texts(language.and_then(|language| languages.get(language)), None),
        Some(Value::Array(items)) => items
            .iter()
            .filter_map(Value::as_str)
            .map(str::trim)
            .filter(|text| !text.is_empty())
            .map(str::to_owned)
            .collect(),
        Some(Value::String(text)) if !text.trim().is_empty() => vec![text.clone()],
        _ => Vec::new(),
    }
}

fn other_languages(data: &Value, language: Option<&str>) -> Vec<String> {
    let answers = data.get("answers").and_then(Value::as_object);
    let others = answers.into_iter().flatten().filter(|(name, texts)| {
        Some(name.as_str()) != language && texts.as_array().is_some_and(|texts| !texts.is_empty())
    });
    others.map(|(name, _)| format!("`{name}`")).collect()
}
