//! Tags as TOML tables, as in discord-utils-bot: `[name]` with `keywords` and `content`.
//!
//! In: TOML. Out: a draft a table. A tag has no question; its name and its longer keywords are how people ask for it.

use toml::de::{DeTable, DeValue};

use super::{capitalized, words};
use crate::exchange::draft::{Brought, Draft, Input, LineCounter, Note, Unreadable, line_of};

/// Keys that say how a bot sorts its tags, not what they say.
const OTHER_KEYS: [&str; 3] = ["hoisted", "keywords", "content"];

pub(super) fn read(file: &Input) -> Result<Brought, Unreadable> {
    let text = file.text.trim_start_matches('\u{feff}');
    let table = DeTable::parse(text).map_err(|error| {
        let line = error.span().map_or(1, |span| line_of(text, span.start));
        Unreadable::new(&file.name, line, format!("the file is not TOML: {}", error.message().replace('\n', ", ")))
    })?;
    let mut tags: Vec<_> = table.get_ref().iter().collect();
    tags.sort_by_key(|(name, _)| name.span().start);
    let mut brought = Brought::default();
    let mut lines = LineCounter::new(text);
    for (name, value) in tags {
        let line = lines.line(name.span().start);
        match value.get_ref() {
            DeValue::Table(tag) => {
                let unknown = tag.keys().map(toml::Spanned::get_ref).filter(|key| !OTHER_KEYS.contains(&key.as_ref()));
                let unknown: Vec<String> = unknown.map(|key| format!("`{key}`")).collect();
                if !unknown.is_empty() {
                    brought.notes.push(Note::changed(&file.name, line, format!("{} was left out", unknown.join(", "))));
                }
                brought.drafts.push(draft(name.get_ref(), tag, file, line));
            }
            _ => brought.notes.push(Note::left_out(
                &file.name,
                line,
                format!("`{}` is no tag: a tag is a table with `content`", name.get_ref()),
            )),
        }
    }
    Ok(brought)
}

fn draft(name: &str, tag: &DeTable<'_>, file: &Input, line: usize) -> Draft {
    let text = |key: &str| tag.get(key).and_then(|value| value.get_ref().as_str().map(str::to_owned));
    let keywords: Vec<String> = tag
        .get("keywords")
        .and_then(|list| list.get_ref().as_array())
        .map(|list| {
            list.iter().filter_map(|item| item.get_ref().as_str()).map(words).filter(|word| is_readable(word)).collect()
        })
        .unwrap_or_default();
    let title = words(name);
    let questions = std::iter::once(title.clone()).chain(keywords.iter().filter(|word| word.contains(' ')).cloned());
    Draft {
        file: file.name.clone(),
        line,
        id: Some(name.to_owned()),
        questions: questions.collect(),
        title: Some(capitalized(&title)),
        keywords,
        answer: text("content").unwrap_or_default(),
        ..Draft::default()
    }
}

/// Signs alone ("🐛", "<>") mark nothing that is compared by words.
fn is_readable(word: &str) -> bool {
    word.chars().any(char::is_alphanumeric)
}
