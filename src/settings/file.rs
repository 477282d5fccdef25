//! What a file of settings holds, key by key: where each stands, and its value as it is written.
//!
//! In: the text of the file. Out: an [`Entry`] a key, or where it is no TOML. Which keys exist is left to [`super::place`], what values may be to
//! [`super::values`].

use std::ops::Range;

use config::{Map, ValueKind};
use toml::de::{DeTable, DeValue, Error};

use super::keys;

/// One key with its value.
pub(super) struct Entry {
    /// With its section before it.
    pub(super) key: String,
    /// Where the key stands in the text.
    pub(super) at: Range<usize>,
    /// Where its value stands in the text.
    pub(super) value_at: Range<usize>,
    /// The value as the `config` crate takes it.
    pub(super) value: ValueKind,
}

/// Every key of a file; sections that exist are entered.
pub(super) fn entries(text: &str) -> Result<Vec<Entry>, Error> {
    Ok(of_table(DeTable::parse(text)?.get_ref(), ""))
}

fn of_table(table: &DeTable<'_>, prefix: &str) -> Vec<Entry> {
    let mut entries = Vec::new();
    for (key, value) in table {
        let name = format!("{prefix}{}", key.get_ref());
        match value.get_ref() {
            DeValue::Table(inner) if keys::is_section(&name) => entries.extend(of_table(inner, &format!("{name}."))),
            written => {
                entries.push(Entry { key: name, at: key.span(), value_at: value.span(), value: value_of(written) });
            }
        }
    }
    entries
}

/// The crate's own reader of files stops at a number that is too large and does not say where. Here such a number stays text, and whoever wants a number
/// refuses it under its key.
fn value_of(written: &DeValue<'_>) -> ValueKind {
    match written {
        DeValue::String(text) => ValueKind::String(text.to_string()),
        DeValue::Integer(number) => {
            let fits = i64::from_str_radix(number.as_str(), number.radix());
            fits.map_or_else(|_| ValueKind::String(number.to_string()), ValueKind::I64)
        }
        DeValue::Float(number) => {
            let fits = number.as_str().parse::<f64>().ok().filter(|number| number.is_finite());
            fits.map_or_else(|| ValueKind::String(number.to_string()), ValueKind::Float)
        }
        DeValue::Boolean(flag) => ValueKind::Boolean(*flag),
        DeValue::Datetime(moment) => ValueKind::String(moment.to_string()),
        DeValue::Array(list) => list.iter().map(|one| value_of(one.get_ref())).collect::<Vec<_>>().into(),
        DeValue::Table(table) => {
            let value = table.iter().map(|(key, value)| (key.get_ref().to_string(), value_of(value.get_ref())));
            value.collect::<Map<_, _>>().into()
        }
    }
}
