//! One YAML file of a Rasa project.
//!
//! In: its text. Out: intents with their examples, responses, and rules that lead from one to the other. What answers nobody (synonyms, look-up tables) is noted.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_saphyr::Spanned;

use crate::exchange::draft::{Input, Note, Unreadable, line_of};

/// What people say.
pub(super) struct Intent {
    pub(super) name: String,
    pub(super) line: usize,
    pub(super) examples: Vec<String>,
}

/// One wording of what is answered.
#[derive(Debug, Clone)]
pub(super) struct Response {
    pub(super) text: Option<String>,
    pub(super) image: Option<String>,
    pub(super) buttons: bool,
}

/// What is of use here.
#[derive(Default)]
pub(super) struct File {
    pub(super) nlu: Vec<Intent>,
    pub(super) responses: Vec<(String, usize, Vec<Response>)>,
    pub(super) rules: Vec<(String, String)>,
}

#[derive(Deserialize)]
struct Written {
    #[serde(default)]
    nlu: Option<Vec<Item>>,
    #[serde(default)]
    responses: Option<BTreeMap<String, Option<Vec<Wording>>>>,
    #[serde(default)]
    rules: Option<Vec<Story>>,
    #[serde(default)]
    stories: Option<Vec<Story>>,
}

#[derive(Deserialize)]
struct Item {
    #[serde(default)]
    intent: Option<Spanned<String>>,
    #[serde(default)]
    synonym: Option<Spanned<String>>,
    #[serde(default)]
    lookup: Option<Spanned<String>>,
    #[serde(default)]
    regex: Option<Spanned<String>>,
    #[serde(default)]
    examples: Option<Examples>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Examples {
    Lines(String),
    List(Vec<Example>),
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Example {
    Plain(String),
    Fields { text: String },
}

#[derive(Deserialize)]
struct Wording {
    #[serde(default)]
    text: Option<String>,
    #[serde(default)]
    image: Option<String>,
    #[serde(default)]
    buttons: Option<Vec<BTreeMap<String, serde_json::Value>>>,
}

#[derive(Deserialize)]
struct Story {
    #[serde(default)]
    steps: Vec<BTreeMap<String, serde_json::Value>>,
}

pub(super) fn read(input: &Input, notes: &mut Vec<Note>) -> Result<File, Unreadable> {
    // The file is the person's own: how large it may be is theirs to say.
    let options = serde_saphyr::options! { budget: None };
    let written: Option<Written> = serde_saphyr::from_str_with_options(&input.text, options).map_err(|error| {
        let line = error.location().map_or(1, |place| usize::try_from(place.line()).unwrap_or(1));
        let cause = error.without_snippet().to_string();
        Unreadable::new(
            &input.name,
            line,
            format!("the file is no YAML of Rasa: {}", cause.lines().next().unwrap_or_default()),
        )
    })?;
    let Some(written) = written else { return Ok(File::default()) };
    let mut file = File::default();
    for item in written.nlu.into_iter().flatten() {
        match (item.intent, item.synonym.or(item.lookup).or(item.regex)) {
            (Some(name), _) => file.nlu.push(intent(&name, item.examples)),
            (None, Some(other)) => {
                notes.push(Note::changed(
                    &input.name,
                    line(&other),
                    format!("`{}` teaches Rasa words and was left out", other.value),
                ));
            }
            (None, None) => notes.push(Note::changed(&input.name, 1, "an item of `nlu` without `intent` was left out")),
        }
    }
    for (name, wordings) in written.responses.into_iter().flatten() {
        let at = input.text.find(&format!("{name}:")).map_or(1, |at| line_of(&input.text, at));
        let wordings = wordings.into_iter().flatten().map(response);
        file.responses.push((name, at, wordings.collect()));
    }
    file.rules = written.rules.into_iter().chain(written.stories).flatten().filter_map(|story| rule(&story)).collect();
    Ok(file)
}

fn line(name: &Spanned<String>) -> usize {
    usize::try_from(name.referenced.line()).unwrap_or(1)
}

fn intent(name: &Spanned<String>, examples: Option<Examples>) -> Intent {
    let examples: Vec<String> = match examples {
        None => Vec::new(),
        Some(Examples::Lines(text)) => text.lines().map(item).collect(),
        Some(Examples::List(list)) => {
            let text = |example| match example {
                Example::Plain(text) | Example::Fields { text } => text,
            };
            list.into_iter().map(text).flat_map(|text| text.lines().map(item).collect::<Vec<_>>()).collect()
        }
    };
    let examples = examples.into_iter().filter(|example| !example.is_empty()).collect();
    Intent { name: name.value.clone(), line: line(name), examples }
}

/// A line of a list without its dash.
fn item(line: &str) -> String {
    let line = line.trim();
    line.strip_prefix("- ")
        .or_else(|| line.strip_prefix('-').filter(|rest| rest.is_empty()))
        .unwrap_or(line)
        .trim()
        .to_owned()
}

fn response(wording: Wording) -> Response {
    Response {
        text: wording.text.filter(|text| !text.trim().is_empty()),
        image: wording.image,
        buttons: wording.buttons.is_some_and(|buttons| !buttons.is_empty()),
    }
}

/// A rule that answers an intent with one response and does nothing else.
fn rule(story: &Story) -> Option<(String, String)> {
    let [asked, done] = story.steps.as_slice() else { return None };
    let text = |step: &BTreeMap<String, serde_json::Value>, key: &str| step.get(key)?.as_str().map(str::to_owned);
    Some((text(asked, "intent")?, text(done, "action")?))
}
