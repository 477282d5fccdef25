//! Reads one TOML table strictly: every key is asked for by name, and what nobody asked for is an error.
//!
//! In: a table with spans. Out: texts, lists, dates and ids; every error in it, not only the first. Reading value by value (instead of
//! deserialising a struct) is what makes that possible: a derived reader stops at the first.

mod values;

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::nearest::{nearest, remedy};
use super::page::Page;
use crate::knowledge::places::{Field, Written};

/// A text and where it stands.
#[derive(Debug, Clone)]
pub(super) struct Text {
    pub(super) value: String,
    pub(super) span: Range<usize>,
}

/// One table under way. How single values are read stands in [`values`].
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

    /// Where a key stands that may not be given here; nowhere if it is not.
    pub(super) fn given(&mut self, key: &'static str) -> Option<Range<usize>> {
        self.value(key).map(|(_, span)| span)
    }

    /// Makes it one of several rows of a thing, from 0, instead of a thing of its own.
    pub(super) fn numbered(self, index: usize) -> Self {
        Self { row: index + 1, ..self }
    }

    /// Reports an error of this table at one of its texts.
    pub(super) fn error(&self, span: Range<usize>, message: impl Into<String>, help: impl Into<String>) {
        self.page.error(span, message, help);
    }

    /// Reports an error of this table as a whole.
    pub(super) fn whole_error(&self, message: impl Into<String>, help: impl Into<String>) {
        match self.span.clone() {
            Some(span) => self.page.error(span, message, help),
            None => self.page.file_error(message, help),
        }
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
