//! A Markdown file a tag, as in python-discord's bot: the file's name is the tag's, fields between `---` lines, then the text.
//!
//! In: Markdown with optional YAML fields (`aliases`, `embed.title`). Out: one draft. A tag has no question; its name, aliases and title are how people ask for it.

use serde::Deserialize;

use super::{capitalized, words};
use crate::exchange::draft::{Brought, Draft, Input, Note, line_of};

#[derive(Debug, Default, Deserialize)]
struct Fields {
    #[serde(default)]
    aliases: Vec<String>,
    #[serde(default)]
    embed: Option<Embed>,
    #[serde(default)]
    restricted_to: Option<Vec<String>>,
}

#[derive(Debug, Default, Deserialize)]
struct Embed {
    #[serde(default)]
    title: Option<String>,
}

pub(super) fn read(file: &Input) -> Brought {
    let text = file.text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    let name = file.name.rsplit('/').next().unwrap_or(&file.name);
    let name = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let (front, body) = parts(&text);
    let mut brought = Brought::default();
    let fields = match front.map(serde_saphyr::from_str::<Fields>) {
        None => Fields::default(),
        Some(Ok(fields)) => fields,
        Some(Err(error)) => {
            let line = error.location().map_or(1, |place| 1 + usize::try_from(place.line()).unwrap_or(0));
            brought.notes.push(Note::changed(
                &file.name,
                line,
                "the fields between the `---` lines cannot be read and were left out",
            ));
            Fields::default()
        }
    };
    if let Some(roles) = fields.restricted_to.filter(|roles| !roles.is_empty()) {
        let message = format!(
            "only {} could see it, and Docent shows it to everybody: take it out where that is not meant",
            roles.join(", ")
        );
        brought.notes.push(Note::changed(&file.name, 1, message));
    }
    let (bold, body) = title_line(body);
    let title = fields.embed.and_then(|embed| embed.title).or(bold).unwrap_or_else(|| capitalized(&words(name)));
    let aliases: Vec<String> = fields.aliases.iter().map(|alias| words(alias)).collect();
    let asked = aliases.iter().filter(|alias| alias.contains(' ')).cloned();
    brought.drafts.push(Draft {
        file: file.name.clone(),
        line: line_of(&text, text.len() - body.len()),
        id: Some(name.to_owned()),
        questions: std::iter::once(title.clone()).chain([words(name)]).chain(asked).collect(),
        title: Some(title),
        keywords: aliases,
        answer: body.to_owned(),
        ..Draft::default()
    });
    brought
}

/// The fields, where there are any, and the text.
fn parts(text: &str) -> (Option<&str>, &str) {
    let inside = text.strip_prefix("---\n");
    let split = inside.and_then(|inside| inside.split_once("\n---\n"));
    split.map_or((None, text), |(front, body)| (Some(front), body))
}

/// Many tags begin with their title in bold, on a line of its own.
fn title_line(body: &str) -> (Option<String>, &str) {
    let body = body.trim();
    let Some((first, rest)) = body.split_once('\n') else { return (None, body) };
    let bold = first.trim().strip_prefix("**").and_then(|line| line.strip_suffix("**"));
    let plain = bold.filter(|words| !words.contains('*') && !words.trim().is_empty());
    plain.map_or((None, body), |words| (Some(words.trim().to_owned()), rest.trim()))
}
