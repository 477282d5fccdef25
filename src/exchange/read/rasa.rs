//! Rasa's training data: what people say (`nlu`) and what is answered (`responses`), in as many YAML files as there are.
//!
//! In: all of them together. Out: a draft for each intent that one response answers: `utter_` and its name, or as a rule of two steps says. The rest is noted.

mod file;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::LazyLock;

use regex::Regex;

use super::{capitalized, words};
use crate::exchange::draft::{Brought, Draft, Input, Note, Unreadable};
use file::{File, Intent, Response};

/// What the name of a response begins with.
const UTTER: &str = "utter_";

/// A word that is marked as an entity, in either of the two spellings: `[Berlin](city)`, `[Berlin]{"entity": "city"}`.
static ENTITY: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"\[([^\[\]]+)\](?:\([^()]*\)|\{[^{}]*\})").ok());

/// A place in a response that Rasa fills while it talks.
static SLOT: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"\{[A-Za-z_][A-Za-z0-9_]*\}").ok());

pub(super) fn read(files: &[Input]) -> Result<Brought, Unreadable> {
    let mut brought = Brought::default();
    let mut intents: Vec<(String, Intent)> = Vec::new();
    let mut at: HashMap<String, usize> = HashMap::new();
    let mut responses: BTreeMap<String, (String, usize, Vec<Response>)> = BTreeMap::new();
    let mut rules: BTreeMap<String, String> = BTreeMap::new();
    for input in files {
        let File { nlu, responses: answers, rules: steps } = file::read(input, &mut brought.notes)?;
        for intent in nlu {
            // The examples of one intent may stand in several places.
            let place = *at.entry(intent.name.clone()).or_insert(intents.len());
            match intents.get_mut(place) {
                Some((_, known)) => known.examples.extend(intent.examples),
                None => intents.push((input.name.clone(), intent)),
            }
        }
        responses.extend(answers.into_iter().map(|(name, line, texts)| (name, (input.name.clone(), line, texts))));
        rules.extend(steps);
    }
    let mut used = HashSet::new();
    for (file, intent) in intents {
        let name = [Some(format!("{UTTER}{}", intent.name)), rules.get(&intent.name).cloned()];
        let Some(name) = name.into_iter().flatten().find(|name| responses.contains_key(name)) else {
            brought.notes.push(Note::left_out(
                &file,
                intent.line,
                format!("no response answers the intent `{}`", intent.name),
            ));
            continue;
        };
        let texts = responses.get(&name).map_or(&[][..], |(_, _, texts)| texts.as_slice());
        match draft(&file, &intent, texts, &mut brought.notes) {
            Some(draft) => brought.drafts.push(draft),
            None => {
                brought.notes.push(Note::left_out(&file, intent.line, format!("the response `{name}` has no text")));
            }
        }
        used.insert(name);
    }
    for (name, (file, line, _)) in responses.iter().filter(|(name, _)| !used.contains(*name)) {
        brought.notes.push(Note::left_out(file, *line, format!("no intent leads to the response `{name}`")));
    }
    Ok(brought)
}

fn draft(file: &str, intent: &Intent, responses: &[Response], notes: &mut Vec<Note>) -> Option<Draft> {
    let mut note = |message: String| notes.push(Note::changed(file, intent.line, message));
    let mut with_text = responses.iter().filter(|response| response.text.is_some() || response.image.is_some());
    let first = with_text.next()?;
    let more = with_text.count();
    if more > 0 {
        note(format!("{more} more wordings of the response, from which Rasa draws one, were left out"));
    }
    if first.buttons {
        note("the buttons of the response were left out".to_owned());
    }
    let text = first.text.clone().unwrap_or_default();
    if let Some(slot) = SLOT.as_ref().and_then(|slot| slot.find(&text)) {
        note(format!("the response has `{}` in it, which Rasa fills while it talks: write it without", slot.as_str()));
    }
    let picture = first.image.as_ref().map(|address| format!("![]({address})"));
    let answer: Vec<String> = std::iter::once(text).chain(picture).filter(|part| !part.is_empty()).collect();
    let questions: Vec<String> = intent.examples.iter().map(|example| plain(example)).collect();
    let (topic, id) = match intent.name.rsplit_once('/') {
        Some((topic, id)) => (Some(capitalized(&words(topic))), id),
        None => (None, intent.name.as_str()),
    };
    Some(Draft {
        file: file.to_owned(),
        line: intent.line,
        id: Some(id.replace('_', "-").to_lowercase()),
        topic,
        topic_is_guess: true,
        questions,
        answer: answer.join("\n\n"),
        ..Draft::default()
    })
}

/// An example without the marks of entities.
fn plain(example: &str) -> String {
    ENTITY.as_ref().map_or_else(|| example.to_owned(), |entity| entity.replace_all(example, "$1").into_owned())
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn marks_of_entities_are_taken_off() {
        for (example, expected) in [
            ("to [Berlin](city) by [train]{\"entity\": \"vehicle\"}", "to Berlin by train"),
            ("an [ordinary] (bracket)", "an [ordinary] (bracket)"),
        ] {
            assert_eq!(plain(example), expected);
        }
    }
}
