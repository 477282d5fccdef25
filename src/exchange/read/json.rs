//! JSON Lines with an object a line, or one document: a list of such objects, or what `docent export json` writes.
//!
//! In: JSON. Out: a draft an object; sources, where the document has them. Keys are those of an entry; "question", "category" and "tags" are understood too.

mod object;

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use crate::exchange::draft::{Brought, Draft, Input, LineCounter, Note, Unreadable};
use crate::knowledge::{Source, SourceId};
use object::{Left, Object};

/// What `docent export json` writes. Entries stay as they are written, so that each knows its line.
struct Document<'t> {
    entries: Vec<&'t RawValue>,
    sources: Vec<Value>,
    rest: Map<String, Value>,
}

pub(super) fn read(file: &Input) -> Result<Brought, Unreadable> {
    let text = file.text.trim_start_matches('\u{feff}');
    let (mut brought, mut left) = (Brought::default(), Left::default());
    if let Ok(items) = serde_json::from_str::<Vec<&RawValue>>(text) {
        objects(&items, text, file, &mut brought, &mut left);
    } else if let Ok(keys) = serde_json::from_str::<Keys<'_>>(text) {
        match keys.entries {
            Some(_) => document(text, file, &mut brought, &mut left)?,
            // One line is JSON Lines too.
            None => lines(text, file, &mut brought, &mut left)?,
        }
    } else {
        lines(text, file, &mut brought, &mut left)?;
    }
    left.told(&file.name, &mut brought.notes)?;
    Ok(brought)
}

/// Tells a document from one line.
#[derive(Deserialize)]
struct Keys<'t> {
    #[serde(borrow, default)]
    entries: Option<&'t RawValue>,
}

fn document(text: &str, file: &Input, brought: &mut Brought, left: &mut Left) -> Result<(), Unreadable> {
    let unreadable = |error: serde_json::Error| {
        Unreadable::new(
            &file.name,
            error.line(),
            format!("the document cannot be read ({error}): `entries` is a list of objects"),
        )
    };
    let Document { entries, sources, rest } = parts(text).map_err(unreadable)?;
    for (written, number) in sources.iter().zip(1..) {
        if let Some(source) = source(written) {
            brought.sources.push(source);
        } else {
            let message = format!("source {number} lacks an id, a title or the day it was read, and was left out");
            brought.notes.push(Note::changed(&file.name, 1, message));
        }
    }
    objects(&entries, text, file, brought, left);
    not_taken(&rest, file, &mut brought.notes);
    Ok(())
}

fn parts(text: &str) -> Result<Document<'_>, serde_json::Error> {
    let keys: BTreeMap<String, &RawValue> = serde_json::from_str(text)?;
    let entries = keys.get("entries").map_or(Ok(Vec::new()), |list| serde_json::from_str(list.get()))?;
    let sources = keys.get("sources").map_or(Ok(Vec::new()), |list| serde_json::from_str(list.get()))?;
    let rest = keys.iter().filter(|(key, _)| !matches!(key.as_str(), "entries" | "sources"));
    let rest = rest.map(|(key, part)| Ok((key.clone(), serde_json::from_str(part.get())?)));
    Ok(Document { entries, sources, rest: rest.collect::<Result<_, serde_json::Error>>()? })
}

fn objects(items: &[&RawValue], text: &str, file: &Input, brought: &mut Brought, left: &mut Left) {
    let mut lines = LineCounter::new(text);
    for item in items {
        let line = lines.line_of_part(item.get());
        match serde_json::from_str::<Value>(item.get()) {
            Ok(Value::Object(fields)) => brought.drafts.push(draft(fields, file, line, left)),
            _ => brought.notes.push(Note::left_out(
                &file.name,
                line,
                "the item is no object with `question` and `answer`",
            )),
        }
    }
}

fn lines(text: &str, file: &Input, brought: &mut Brought, left: &mut Left) -> Result<(), Unreadable> {
    for (line, number) in text.lines().zip(1..).filter(|(line, _)| !line.trim().is_empty()) {
        match serde_json::from_str::<Value>(line) {
            Ok(Value::Object(fields)) => brought.drafts.push(draft(fields, file, number, left)),
            Ok(_) => brought.notes.push(Note::left_out(
                &file.name,
                number,
                "the line is no object: write {\"question\": \"…\", \"answer\": \"…\"}",
            )),
            Err(error) => {
                let message = format!(
                    "the line is not JSON (column {}): write {{\"question\": \"…\", \"answer\": \"…\"}}",
                    error.column()
                );
                brought.notes.push(Note::left_out(&file.name, number, message));
            }
        }
    }
    if brought.drafts.is_empty() {
        return Err(Unreadable::new(
            &file.name,
            1,
            "no line is a JSON object: write {\"question\": \"…\", \"answer\": \"…\"} a line",
        ));
    }
    Ok(())
}

/// Parts of knowledge that are no entries.
fn not_taken(document: &Map<String, Value>, file: &Input, notes: &mut Vec<Note>) {
    for (name, part) in document {
        let what = match part {
            Value::Array(items) if !items.is_empty() => format!("{} {name} were", items.len()),
            Value::Object(_) if has_something(part) => format!("`{name}` was"),
            _ => continue,
        };
        let message = format!("{what} not taken over: only entries and their sources are");
        notes.push(Note::changed(&file.name, 1, message));
    }
}

/// Whether anything stands in a part or in what is in it.
fn has_something(part: &Value) -> bool {
    match part {
        Value::Object(fields) => fields.values().any(has_something),
        Value::Array(items) => !items.is_empty(),
        _ => true,
    }
}

fn draft(fields: Map<String, Value>, file: &Input, line: usize, left: &mut Left) -> Draft {
    let mut fields = Object::new(fields);
    let empty = fields.empty();
    let mut draft = Draft {
        file: file.name.clone(),
        line,
        id: fields.text(object::ID),
        title: fields.text(object::TITLE),
        topic: fields.text(object::TOPIC),
        questions: fields.texts(object::QUESTIONS),
        keywords: fields.texts(object::KEYWORDS),
        subjects: fields.texts(object::SUBJECTS),
        sources: fields.texts(object::SOURCES),
        related: fields.texts(object::RELATED),
        verified: fields.verified(line, left),
        review: fields.text(object::REVIEW),
        answer: fields.text(object::ANSWER).unwrap_or_default(),
        ..Draft::default()
    };
    draft.leaves_empty(empty);
    fields.finish(line, left);
    draft
}

fn source(value: &Value) -> Option<Source> {
    let text = |key: &str| value.get(key).and_then(Value::as_str).filter(|text| !text.trim().is_empty());
    let owned = |key: &str| text(key).map(str::to_owned);
    Some(Source {
        id: SourceId::new(text("id")?).ok()?,
        title: owned("title")?,
        author: owned("author"),
        publisher: owned("publisher"),
        date: text("date").and_then(|date| date.parse().ok()),
        read: text("read").and_then(|date| date.parse().ok()),
        link: owned("link").filter(|link| link.starts_with("https://") || link.starts_with("http://")),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::draft::Part;

    #[test]
    fn a_bad_line_is_noted_and_the_rest_goes_on() {
        let text = "{\"question\": \"one\", \"answer\": \"1\"}\n\n[]\n{\"q\n{\"questions\": [\"two\"], \"id\": 7, \"answer\": \"2\"}\n";
        let brought = read(&Input { name: "a.jsonl".to_owned(), text: text.to_owned() }).unwrap();
        let drafts: Vec<_> = brought.drafts.iter().map(|d| (d.line, d.id.as_deref(), d.questions.concat())).collect();
        assert_eq!(drafts, [(1, None, "one".to_owned()), (5, Some("7"), "two".to_owned())]);
        let notes: Vec<_> = brought.notes.iter().map(|note| (note.line, note.left_out)).collect();
        assert_eq!(notes, [(3, true), (4, true)]);
        assert!(read(&Input { name: "a".to_owned(), text: "no".to_owned() }).is_err());
    }

    #[test]
    fn an_empty_key_says_that_there_is_none_and_a_missing_one_says_nothing() {
        let text = "{\"question\": \"one\", \"answer\": \"1\", \"tags\": [], \"review\": \"\", \"related\": {}}";
        let brought = read(&Input { name: "a.jsonl".to_owned(), text: text.to_owned() }).unwrap();
        assert_eq!(brought.drafts[0].without, [Part::Keywords, Part::Review]);
    }

    #[test]
    fn what_a_document_has_beside_entries_is_told() {
        let text = "{\"entries\": [{\"question\": \"one\", \"answer\": \"1\"}], \"sources\": [], \"tracks\": [{\"id\": \"a\"}, {\"id\": \"b\"}], \"quiz\": {\"questions\": [{}]}, \"lexicon\": {\"silent\": [], \"abbreviations\": {}}}";
        let brought = read(&Input { name: "all.json".to_owned(), text: text.to_owned() }).unwrap();
        let notes: Vec<String> = brought.notes.iter().map(ToString::to_string).collect();
        assert_eq!(
            notes,
            [
                "all.json:1: changed: `quiz` was not taken over: only entries and their sources are",
                "all.json:1: changed: 2 tracks were not taken over: only entries and their sources are",
            ]
        );
    }

    #[test]
    fn a_key_that_is_not_read_is_told_once_and_a_slip_is_refused() {
        let notes = |text: &str| {
            let read = read(&Input { name: "a.jsonl".to_owned(), text: text.to_owned() });
            read.map(|brought| brought.notes.iter().map(ToString::to_string).collect::<Vec<_>>())
        };
        let text = "{\"question\": \"one\", \"answer\": \"1\", \"votes\": 3, \"topic\": null}\n{\"questions\": [\"two\", {\"text\": \"three\"}], \"answer\": \"2\", \"votes\": 4, \"topic\": \"A\", \"category\": \"B\"}\n";
        assert_eq!(
            notes(text).unwrap(),
            [
                "a.jsonl:1: changed: the key `votes` was left out 2 times; read are `id`, `title`, `topic`, `question`, `answer`, `keywords`, `subjects`, `sources`, `related`, `verified`, `review`",
                "a.jsonl:2: changed: `category` was left out: it is no text, or another key says the same",
                "a.jsonl:2: changed: `questions` was left out: it is no text, or another key says the same",
            ]
        );
        for (slip, line) in [
            ("{\"question\": \"one\", \"answer\": \"1\"}\n{\"question\": \"two\", \"anwser\": \"2\"}", 2),
            ("[{\"qestion\": \"one\", \"answer\": \"1\"}]", 1),
        ] {
            let error = notes(slip).unwrap_err();
            assert_eq!(error.line, line, "{slip}");
            assert!(
                error.message.contains("there is no key `") && error.message.contains("; the nearest is `"),
                "{error}"
            );
        }
        let updated = "{\"question\": \"one\", \"answer\": \"1\", \"updated\": \"2026-03-01\"}";
        assert_eq!(
            notes(updated).unwrap(),
            [
                "a.jsonl:1: changed: `updated` counts as the day on which somebody checked the answer: leave it out where nobody did"
            ]
        );
        let translated = "{\"id\": \"a.de\", \"translates\": \"a\", \"language\": \"de\", \"question\": \"eins\", \"answer\": \"1\"}";
        assert_eq!(notes(translated), Ok(Vec::new()), "an export is understood as a whole");
    }
}
