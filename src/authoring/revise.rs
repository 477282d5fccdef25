//! Writes the file of an entry anew where the entry says something else now. All else in it stays, comments too.
//!
//! In: a file, and its entry before and after. Out: the text in the form that [`super::layout()`] gives; none where the file cannot be read, or where a comment belongs to what
//! changes: whether it still holds, only a person can tell.

use std::collections::BTreeSet;

use toml_edit::{DocumentMut, Item, Table, Value};

use super::layout::{FENCE, has_comments, is_commented, layout, parts};
use crate::knowledge::{Entry, KnowledgeFile, entry_file};

/// The file with what is other afterwards.
#[must_use]
pub fn revise(file: &KnowledgeFile, before: &Entry, after: &Entry) -> Option<String> {
    let (front, body) = parts(&file.text)?;
    let mut written: DocumentMut = front.parse().ok()?;
    let (was, is) = (fields(before)?, fields(after)?);
    let keys: BTreeSet<&str> = was.iter().chain(is.iter()).map(|(key, _)| key).collect();
    for key in keys {
        let (was, is) = (was.get(key), is.get(key));
        if was.map(ToString::to_string) != is.map(ToString::to_string) {
            put(&mut written, key, is)?;
        }
    }
    let body = if before.answer == after.answer { body } else { &after.answer };
    let text = format!("{FENCE}\n{}\n{FENCE}\n{}\n", written.to_string().trim_end(), body.trim());
    layout(&KnowledgeFile { path: file.path.clone(), text })
}

/// The front matter of an entry as a new file of it would have it.
fn fields(entry: &Entry) -> Option<DocumentMut> {
    parts(&entry_file(entry))?.0.parse().ok()
}

/// Gives a key its new value, or takes it out.
fn put(fields: &mut Table, key: &str, new: Option<&Item>) -> Option<()> {
    let new = new.and_then(Item::as_value);
    if let (Some(old), Some(new)) = (fields.get_mut(key).and_then(Item::as_value_mut), new) {
        return replace(old, new);
    }
    if loses_a_comment(fields, key) {
        return None;
    }
    match new {
        Some(new) => fields.insert(key, Item::Value(new.clone())),
        None => fields.remove(key),
    };
    Some(())
}

/// What stands before and behind the old value stays.
fn replace(old: &mut Value, new: &Value) -> Option<()> {
    if old.as_array().is_some_and(has_comments) {
        return None;
    }
    let around = old.decor().clone();
    *old = new.clone();
    *old.decor_mut() = around;
    Some(())
}

fn loses_a_comment(fields: &Table, key: &str) -> bool {
    let value = fields.get(key).and_then(Item::as_value);
    fields.key(key).is_some_and(|key| is_commented(key.leaf_decor()))
        || value.is_some_and(|value| is_commented(value.decor()) || value.as_array().is_some_and(has_comments))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::{EntryId, SourceId, SubjectId};

    const TEXT: &str = "+++\n# of the file\n\ntitle = 'A' # as they ask\ntopic = \"T\"\nquestions = [\n  \"one\",\n]\nkeywords = [\"k\"]\nsources = [\"s\"]\n# by hand\nverified = \"2026-11-20\"\nreview = \"2027-05\"\n+++\nOld.\n";

    fn before() -> Entry {
        Entry {
            id: EntryId::new("a").unwrap(),
            title: "A".to_owned(),
            topic: "T".to_owned(),
            questions: vec!["one".to_owned()],
            keywords: vec!["k".to_owned()],
            subjects: Vec::new(),
            sources: SourceId::new("s").into_iter().collect(),
            related: Vec::new(),
            verified: "2026-11-20".parse().ok(),
            review: "2027-05".parse().ok(),
            answer: "Old.".to_owned(),
        }
    }

    fn revised(text: &str, after: &Entry) -> Option<String> {
        revise(&KnowledgeFile { path: "faq/a.md".to_owned(), text: text.to_owned() }, &before(), after)
    }

    #[test]
    fn what_changes_is_written_anew_and_all_else_stays() {
        let after = Entry {
            title: "A \"b\"?".to_owned(),
            questions: vec!["one".to_owned(), "two".to_owned()],
            keywords: Vec::new(),
            subjects: SubjectId::new("d").into_iter().collect(),
            sources: Vec::new(),
            verified: "2026-12-01".parse().ok(),
            review: None,
            answer: "New.\n\nMore.".to_owned(),
            ..before()
        };
        let expected = "+++\n# of the file\n\ntitle = \"A \\\"b\\\"?\" # as they ask\ntopic = \"T\"\nquestions = [\n  \"one\",\n  \"two\",\n]\nsubjects = [\"d\"]\nsources = []\n# by hand\nverified = \"2026-12-01\"\n+++\nNew.\n\nMore.\n";
        assert_eq!(revised(TEXT, &after).unwrap(), expected);
        assert_eq!(revised(TEXT, &before()).unwrap(), TEXT);
    }

    #[test]
    fn a_comment_that_would_go_keeps_the_file_as_it_is() {
        let within = TEXT.replace("\"one\",", "\"one\", # from a mail");
        let other = Entry { questions: vec!["two".to_owned()], ..before() };
        assert_eq!(revised(&within, &other), None);
        assert!(revised(&within, &Entry { answer: "New.".to_owned(), ..before() }).is_some());
        assert_eq!(revised(TEXT, &Entry { verified: None, ..before() }), None);
        assert_eq!(revised("no front", &before()), None);
    }
}
