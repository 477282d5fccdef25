//! Reads the values of a table: texts, lists, dates, flags, ids.
//!
//! In: a key that is asked for. Out: its value, or nothing and an error at its place.

use std::ops::Range;

use toml::de::DeValue;

use super::{Table, Text};
use crate::knowledge::date::Date;
use crate::knowledge::id::InvalidId;
use crate::knowledge::parse::ids::Ids;

/// Keys that name the day on which a person did something, or is to do it: more exact than what a source says of itself.
const FULL_DAYS: [&str; 3] = ["verified", "review", "read"];

/// Larger numbers of a date are days.
const MONTHS: u16 = 12;
/// Larger ones are years.
const LAST_DAY: u16 = 31;

impl<'p> Table<'p> {
    /// A text that may be left out.
    pub(in crate::knowledge::parse) fn optional_text(&mut self, key: &'static str) -> Option<Text> {
        let (value, span) = self.value(key)?;
        let text = self.as_text(key, value, span.clone())?;
        self.note(key, 0, span);
        Some(text)
    }

    /// A text that must be there.
    pub(in crate::knowledge::parse) fn text(&mut self, key: &'static str) -> Option<Text> {
        self.need(key, "\"…\"");
        self.optional_text(key)
    }

    /// A list of texts; nothing where it is left out.
    pub(in crate::knowledge::parse) fn texts(&mut self, key: &'static str) -> Vec<Text> {
        let Some((value, span)) = self.value(key) else { return Vec::new() };
        self.note(key, 0, span.clone());
        self.list(key, value, span)
    }

    /// A list of texts that must be there, though it may be empty.
    pub(in crate::knowledge::parse) fn needed_texts(&mut self, key: &'static str) -> Vec<Text> {
        self.need(key, "[\"…\", \"…\"]");
        self.texts(key)
    }

    /// The values of a list, without their places.
    pub(in crate::knowledge::parse) fn strings(&mut self, key: &'static str) -> Vec<String> {
        self.texts(key).into_iter().map(|text| text.value).collect()
    }

    /// Yes or no; no where it is left out.
    pub(in crate::knowledge::parse) fn flag(&mut self, key: &'static str) -> bool {
        let Some((value, span)) = self.value(key) else { return false };
        if let Some(flag) = value.as_bool() {
            return flag;
        }
        self.wrong_type(key, value, span, "`true` or `false`", "write it without quotes");
        false
    }

    /// A whole number that must be there.
    pub(in crate::knowledge::parse) fn number(&mut self, key: &'static str) -> Option<u16> {
        self.need(key, "3");
        self.optional_number(key)
    }

    /// A whole number that may be left out.
    pub(in crate::knowledge::parse) fn optional_number(&mut self, key: &'static str) -> Option<u16> {
        let (value, span) = self.value(key)?;
        self.note(key, 0, span.clone());
        let number = if let DeValue::Integer(number) = value { Some(number) } else { None };
        let read = number.and_then(|number| u16::from_str_radix(number.as_str(), number.radix()).ok());
        if read.is_none() {
            self.wrong_type(key, value, span, "a small whole number", "write it without quotes, as in `3`");
        }
        read
    }

    /// A date that may be left out: quoted, or as TOML's own date.
    pub(in crate::knowledge::parse) fn optional_date(&mut self, key: &'static str) -> Option<Date> {
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
            let help = as_a_date(key, &written);
            self.page.error(span, format!("`{key}` is no date: `{written}`"), help);
        }
        date.ok()
    }

    /// A date that must be there.
    pub(in crate::knowledge::parse) fn date(&mut self, key: &'static str) -> Option<Date> {
        self.need(key, "\"2022-09-21\"");
        self.optional_date(key)
    }

    /// The id of the thing itself, which becomes one of those that exist.
    pub(in crate::knowledge::parse) fn new_id<I: Clone>(
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
    pub(in crate::knowledge::parse) fn reference<I: Clone>(&mut self, key: &'static str, ids: &Ids<I>) -> Option<I> {
        let text = self.text(key)?;
        ids.resolve(self.page, text.span, &text.value)
    }

    /// Ids of other things that must exist.
    pub(in crate::knowledge::parse) fn references<I: Clone>(&mut self, key: &'static str, ids: &Ids<I>) -> Vec<I> {
        let texts = self.texts(key);
        texts.into_iter().filter_map(|text| ids.resolve(self.page, text.span, &text.value)).collect()
    }

    /// The same, where the list must be there, though it may be empty.
    pub(in crate::knowledge::parse) fn needed_references<I: Clone>(
        &mut self,
        key: &'static str,
        ids: &Ids<I>,
    ) -> Vec<I> {
        self.need(key, "[\"…\"]");
        self.references(key, ids)
    }

    /// Lists of texts in a list.
    pub(in crate::knowledge::parse) fn lists(&mut self, key: &'static str) -> Vec<Vec<String>> {
        let Some((value, span)) = self.value(key) else { return Vec::new() };
        let Some(lists) = value.as_array() else {
            self.wrong_type(key, value, span, "a list of lists", &format!("write `{key} = [[\"…\", \"…\"]]`"));
            return Vec::new();
        };
        let mut read = Vec::with_capacity(lists.len());
        for (at, list) in lists.iter().enumerate() {
            let span = self.shift(&list.span());
            self.note(key, at, span.clone());
            if list.get_ref().as_array().is_none() {
                self.wrong_type(key, list.get_ref(), span, "a list", &format!("write `{key} = [\"…\", \"…\"]`"));
            }
            let words = list.get_ref().as_array().into_iter().flat_map(|words| words.iter());
            let texts = words.filter_map(|word| self.as_text(key, word.get_ref(), self.shift(&word.span())));
            read.push(texts.map(|text| text.value).collect());
        }
        read
    }

    /// Short forms and what they stand for, in the order of the file.
    pub(in crate::knowledge::parse) fn pairs(&mut self, key: &'static str) -> Vec<(String, String)> {
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
        let mut read = Vec::with_capacity(pairs.len());
        for (at, (name, value)) in pairs.into_iter().enumerate() {
            self.note(key, at, self.shift(&name.span()));
            let name: &std::borrow::Cow<'_, str> = name.get_ref();
            let long = self.as_text(key, value.get_ref(), self.shift(&value.span()));
            read.extend(long.map(|long| (name.to_string(), long.value)));
        }
        read
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

    pub(super) fn wrong_type(&self, key: &str, value: &DeValue<'_>, span: Range<usize>, wanted: &str, help: &str) {
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
}

/// How to write what somebody wrote as a date: the day that it means where that is sure, else the form.
fn as_a_date(key: &str, written: &str) -> String {
    match meant(written) {
        Some(day) => format!("write \"{day}\": year, month, day"),
        None if FULL_DAYS.contains(&key) => "write the full day, as in \"2026-11-20\"".to_owned(),
        None => "write \"2022\", \"2022-09\" or \"2022-09-21\", as exact as the source is".to_owned(),
    }
}

/// The day that `20.11.2026`, `2026/11/20` or a date with a time behind it means; none where day and month could be either way round.
fn meant(written: &str) -> Option<Date> {
    let date = written.split(['T', ' ']).next().unwrap_or(written);
    let parts: Vec<u16> = date.split(['.', '/', '-']).map(str::parse).collect::<Result<_, _>>().ok()?;
    let [first, second, third] = parts.try_into().ok()?;
    let day_first = date.contains('.') || first > MONTHS;
    let (year, month, day) = match (first > LAST_DAY, third > LAST_DAY) {
        (true, false) => (first, second, third),
        (false, true) if day_first => (third, second, first),
        (false, true) if second > MONTHS => (third, first, second),
        _ => return None,
    };
    format!("{year:04}-{month:02}-{day:02}").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_in_another_form_is_told_as_the_day_that_it_means() {
        let day = "write \"2026-11-20\": year, month, day";
        let full = "write the full day, as in \"2026-11-20\"";
        for (key, written, help) in [
            ("verified", "20.11.2026", day),
            ("review", "2026/11/20", day),
            ("read", "20/11/2026", day),
            ("read", "11/20/2026", day),
            ("as_of", "2026-11-20T10:00:00Z", day),
            ("verified", "03/04/2026", full),
            ("verified", "next May", full),
            ("verified", "20.11.26", full),
            ("verified", "32.11.2026", full),
            ("as_of", "2023-13", "write \"2022\", \"2022-09\" or \"2022-09-21\", as exact as the source is"),
        ] {
            assert_eq!(as_a_date(key, written), help, "{written}");
        }
    }
}
