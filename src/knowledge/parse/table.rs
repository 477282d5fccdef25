//! Reads one TOML table strictly: every key is asked for by name, and what nobody asked for is an error.
//!
//! In: a table with spans. Out: texts, lists, dates and ids; every error in it, not only the first. Reading value by value (instead of
//! deserialising a struct) is what makes that possible: a derived reader stops at the first.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::ids::Ids;
use super::nearest::{nearest, remedy};
use super::page::Page;
use crate::knowledge::date::Date;
use crate::knowledge::id::InvalidId;
use crate::knowledge::places::{Field, Written};

/// A text and where it stands.
#[derive(Debug, Clone)]
pub(super) struct Text {
    pub(super) value: String,
    pub(super) span: Range<usize>,
}

/// One table under way.
pub(super) struct Table<'p> {
    page: &'p Page<'p>,
    values: &'p DeTable<'p>,
    /// What it describes, with its article: "an entry".
    what: &'static str,
    /// Bytes before the block that was parsed.
    offset: usize,
    /// Of its head; none for the top of a file.
    span: Option<Range<usize>>,
    /// See [`Field::row`].
    row: usize,
    asked: Vec<&'static str>,
    /// Keys that must be there and are not, each with the form of its value.
    missing: Vec<(&'static str, &'static str)>,
    fields: Vec<(Field, Range<usize>)>,
}

impl<'p> Table<'p> {
    /// The top table of a file or a front matter that starts at `offset`.
    pub(super) fn top(page: &'p Page<'p>, values: &'p DeTable<'p>, what: &'static str, offset: usize) -> Self {
        Self { page, values, what, offset, span: None, row: 0, asked: vec![], missing: vec![], fields: vec![] }
    }

    /// A text that may be left out.
    pub(super) fn optional_text(&mut self, key: &'static str) -> Option<Text> {
        let (value, span) = self.value(key)?;
        let text = self.as_text(key, value, span.clone())?;
        self.note(key, 0, span);
        Some(text)
    }

    /// A text that must be there.
    pub(super) fn text(&mut self, key: &'static str) -> Option<Text> {
        self.need(key, "\"…\"");
        self.optional_text(key)
    }

    /// A list of texts; nothing where it is left out.
    pub(super) fn texts(&mut self, key: &'static str) -> Vec<Text> {
        let Some((value, span)) = self.value(key) else { return Vec::new() };
        self.note(key, 0, span.clone());
        self.list(key, value, span)
    }

    /// A list of texts that must be there, though it may be empty.
    pub(super) fn needed_texts(&mut self, key: &'static str) -> Vec<Text> {
        self.need(key, "[\"…\", \"…\"]");
        self.texts(key)
    }

    /// The values of a list, without their places.
    pub(super) fn strings(&mut self, key: &'static str) -> Vec<String> {
        self.texts(key).into_iter().map(|text| text.value).collect()
    }

    /// Yes or no; no where it is left out.
    pub(super) fn flag(&mut self, key: &'static str) -> bool {
        let Some((value, span)) = self.value(key) else { return false };
        if let Some(flag) = value.as_bool() {
            return flag;
        }
        self.wrong_type(key, value, span, "`true` or `false`", "write it without quotes");
        false
    }

    /// A date that may be left out: quoted, or as TOML's own date.
    pub(super) fn optional_date(&mut self, key: &'static str) -> Option<Date> {
        let (value, span) = self.value(key)?;
        self.note(key, 0, span.clone());
        let written = match value {
            DeValue::String(text) => text.to_string(),
            DeValue::Datetime(date) => date.to_string(),
            other => {
                self.wrong_type(
                    key,
                    other,
                    span,
                    "a date",
                    "write it in quotes: \"2022\", \"2022-09\" or \"2022-09-21\"",
                );
                return None;
            }
        };
        let date = written.parse();
        if date.is_err() {
            let help = "write \"2022\", \"2022-09\" or \"2022-09-21\", as exact as the source is";
            self.page.error(span, format!("`{key}` is no date: `{written}`"), help);
        }
        date.ok()
    }

    /// A date that must be there.
    pub(super) fn date(&mut self, key: &'static str) -> Option<Date> {
        self.need(key, "\"2022-09-21\"");
        self.optional_date(key)
    }

    /// The id of the thing itself, which becomes one of those that exist.
    pub(super) fn new_id<I: Clone>(
        &mut self,
        new: fn(&str) -> Result<I, InvalidId>,
        ids: &mut Ids<I>,
    ) -> Option<(I, Text)> {
        let id = self.text("id").and_then(|text| match new(&text.value) {
            Ok(id) => Some((id, text)),
            Err(problem) => {
                self.page.error(text.span, problem.to_string(), "write it like `data-engineer`");
                None
            }
        });
        match &id {
            Some((id, text)) => _ = ids.add(self.page, Some(text.span.clone()), &text.value, id.clone()),
            None => ids.unreadable(),
        }
        id
    }

    /// The id of another thing that must exist.
    pub(super) fn reference<I: Clone>(&mut self, key: &'static str, ids: &Ids<I>) -> Option<I> {
        let text = self.text(key)?;
        ids.resolve(self.page, text.span, &text.value)
    }

    /// Ids of other things that must exist.
    pub(super) fn references<I: Clone>(&mut self, key: &'static str, ids: &Ids<I>) -> Vec<I> {
        let texts = self.texts(key);
        texts.into_iter().filter_map(|text| ids.resolve(self.page, text.span, &text.value)).collect()
    }

    /// The same, where the list must be there, though it may be empty.
    pub(super) fn needed_references<I: Clone>(&mut self, key: &'static str, ids: &Ids<I>) -> Vec<I> {
        self.need(key, "[\"…\"]");
        self.references(key, ids)
    }

    /// The tables of a list, `[[key]]`; nothing where there is none.
    pub(super) fn rows(&mut self, key: &'static str, what: &'static str) -> Vec<Table<'p>> {
        let Some((value, span)) = self.value(key) else { return Vec::new() };
        let rows = value.as_array().map(|list| list.iter());
        let tables = rows.map(|rows| rows.map(|row| self.child(row, what)).collect::<Option<Vec<_>>>());
        tables.flatten().unwrap_or_else(|| {
            self.wrong_type(key, value, span, "a list of tables", &format!("write `[[{key}]]` above each of them"));
            Vec::new()
        })
    }

    fn child(&self, value: &'p Spanned<DeValue<'p>>, what: &'static str) -> Option<Table<'p>> {
        let table = value.get_ref().as_table()?;
        let span = Some(self.shift(&value.span()));
        Some(Table { span, ..Table::top(self.page, table, what, self.offset) })
    }

    /// Makes it one of several rows of a thing, from 0, instead of a thing of its own.
    pub(super) fn numbered(self, index: usize) -> Self {
        Self { row: index + 1, ..self }
    }

    /// Lists of texts in a list.
    pub(super) fn lists(&mut self, key: &'static str) -> Vec<Vec<String>> {
        let Some((value, span)) = self.value(key) else { return Vec::new() };
        let Some(lists) = value.as_array() else {
            self.wrong_type(key, value, span, "a list of lists", &format!("write `{key} = [[\"…\", \"…\"]]`"));
            return Vec::new();
        };
        let mut read = Vec::with_capacity(lists.len());
        for list in lists {
            let texts = self.list(key, list.get_ref(), self.shift(&list.span()));
            read.push(texts.into_iter().map(|text| text.value).collect());
        }
        read
    }

    /// Short forms and what they stand for, in the order of the file.
    pub(super) fn pairs(&mut self, key: &'static str) -> Vec<(String, String)> {
        let Some((value, span)) = self.value(key) else { return Vec::new() };
        let Some(table) = value.as_table() else {
            self.wrong_type(
                key,
                value,
                span,
                "a table",
                &format!("write `[{key}]` on a line of its own and the pairs below it"),
            );
            return Vec::new();
        };
        let mut pairs: Vec<_> = table.iter().collect();
        pairs.sort_by_key(|(name, _)| name.span().start);
        let read = |(name, value): (&'p Spanned<_>, &'p Spanned<DeValue<'p>>)| {
            let name: &std::borrow::Cow<'_, str> = name.get_ref();
            let long = self.as_text(key, value.get_ref(), self.shift(&value.span()))?;
            Some((name.to_string(), long.value))
        };
        pairs.into_iter().filter_map(read).collect()
    }

    /// Reports an error of this table at one of its texts.
    pub(super) fn error(&self, span: Range<usize>, message: impl Into<String>, help: impl Into<String>) {
        self.page.error(span, message, help);
    }

    /// The file it stands in.
    pub(super) fn page(&self) -> &'p Page<'p> {
        self.page
    }

    /// Reports missing keys and those that nobody asked for, and hands out where everything is written.
    pub(super) fn finish(mut self) -> Written {
        for key in self.values.keys() {
            let name: &str = key.get_ref();
            if !self.asked.contains(&name) {
                let help = remedy(name, self.asked.iter().copied(), "remove it");
                self.page.error(self.shift(&key.span()), format!("`{name}` is not a key of {}", self.what), help);
                // That the key it was meant to be is missing would be the same news twice.
                let meant = nearest(name, self.asked.iter().copied());
                self.missing.retain(|(key, _)| Some(*key) != meant);
            }
        }
        for (key, form) in &self.missing {
            let (message, help) = (format!("{} needs `{key}`", self.what), format!("add `{key} = {form}`"));
            match self.span.clone() {
                Some(span) => self.page.error(span, message, help),
                None => self.page.file_error(message, help),
            }
        }
        Written { fields: self.fields, ..self.page.written(self.span) }
    }

    fn need(&mut self, key: &'static str, form: &'static str) {
        if !self.values.contains_key(key) {
            self.missing.push((key, form));
        }
    }

    fn value(&mut self, key: &'static str) -> Option<(&'p DeValue<'p>, Range<usize>)> {
        self.asked.push(key);
        let value = self.values.get(key)?;
        Some((value.get_ref(), self.shift(&value.span())))
    }

    fn list(&mut self, key: &'static str, value: &'p DeValue<'p>, span: Range<usize>) -> Vec<Text> {
        let Some(items) = value.as_array() else {
            self.wrong_type(key, value, span, "a list", &format!("write `{key} = [\"…\", \"…\"]`"));
            return Vec::new();
        };
        let mut texts = Vec::with_capacity(items.len());
        for (at, item) in items.iter().enumerate() {
            let span = self.shift(&item.span());
            self.note(key, at, span.clone());
            texts.extend(self.as_text(key, item.get_ref(), span));
        }
        texts
    }

    fn as_text(&self, key: &str, value: &DeValue<'_>, span: Range<usize>) -> Option<Text> {
        let Some(text) = value.as_str() else {
            self.wrong_type(key, value, span, "text", "put it in quotes");
            return None;
        };
        if text.trim().is_empty() {
            self.page.error(span, format!("an empty text in `{key}`"), "write something, or remove it");
            return None;
        }
        Some(Text { value: text.trim().to_owned(), span })
    }

    fn wrong_type(&self, key: &str, value: &DeValue<'_>, span: Range<usize>, wanted: &str, help: &str) {
        let found = match value {
            DeValue::String(_) => "text",
            DeValue::Integer(_) | DeValue::Float(_) => "a number",
            DeValue::Boolean(_) => "`true` or `false`",
            DeValue::Datetime(_) => "a date",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        };
        self.page.error(span, format!("`{key}` must be {wanted}, not {found}"), help);
    }

    fn note(&mut self, key: &'static str, item: usize, span: Range<usize>) {
        let field = Field { row: self.row, key, item };
        // A list is first noted as a whole; its first item, where it has one, then takes that place.
        match self.fields.last_mut() {
            Some((last, place)) if *last == field => *place = span,
            _ => self.fields.push((field, span)),
        }
    }

    fn shift(&self, span: &Range<usize>) -> Range<usize> {
        span.start + self.offset..span.end + self.offset
    }
}
