//! Where a setting stands: a line of the file, a variable, a flag; and which of them holds a key that does not exist.
//!
//! In: the inputs. Out: a [`Place`] for an error to name, and what is written there. What values may be is left to [`super::values`].

use std::fmt;
use std::ops::Range;
use std::path::PathBuf;

use super::file::{self, Entry};
use super::{Inputs, SettingsError, keys};

/// Where a setting stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// In the file, on this line.
    File(PathBuf, usize),
    /// In this variable.
    Variable(String),
    /// On the command line.
    Flag(&'static str),
    /// Nowhere: a default.
    Default,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path, line) => write!(f, "`{}` line {line}", path.display()),
            Self::Variable(name) => write!(f, "variable `{name}`"),
            Self::Flag(flag) => write!(f, "flag `{flag}`"),
            Self::Default => write!(f, "built-in default"),
        }
    }
}

/// The place whose value of `key` is in force.
pub(super) fn of(key: &str, inputs: &Inputs) -> Place {
    if key == keys::KNOWLEDGE && inputs.knowledge.is_some() {
        return Place::Flag("--knowledge");
    }
    let sets =
        |(name, value): &(&String, &String)| keys::is_ours(name) && !value.is_empty() && keys::of_variable(name) == key;
    if let Some((name, _)) = inputs.environment.iter().find(sets) {
        return Place::Variable(name.clone());
    }
    let Some((path, text)) = &inputs.file else { return Place::Default };
    entry(key, text).map_or(Place::Default, |entry| Place::File(path.clone(), line(text, &entry.at)))
}

/// The value of `key` as it is written where it is in force, on one line; in a file with the quotes that may be around it.
pub(super) fn written(key: &str, inputs: &Inputs) -> String {
    let written = match of(key, inputs) {
        Place::Variable(name) => inputs.environment.get(&name).map(String::as_str),
        Place::File(..) => inputs.file.as_ref().and_then(|(_, text)| text.get(entry(key, text)?.value_at)),
        Place::Flag(_) | Place::Default => None,
    };
    written.unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn entry(key: &str, text: &str) -> Option<Entry> {
    file::entries(text).ok()?.into_iter().find(|entry| entry.key == key)
}

/// Refuses a file that is no TOML or holds a key that does not exist.
pub(super) fn check_file(inputs: &Inputs) -> Result<(), SettingsError> {
    let Some((path, text)) = &inputs.file else { return Ok(()) };
    // The parser's own message would print the line, which may hold a secret.
    let entries = file::entries(text).map_err(|error| SettingsError::Syntax {
        path: path.clone(),
        line: line(text, &error.span().unwrap_or_default()),
        cause: error.message().lines().collect::<Vec<_>>().join(", "),
    })?;
    match entries.into_iter().find(|entry| !keys::ALL.contains(&entry.key.as_str())) {
        None => Ok(()),
        Some(Entry { key, at, .. }) => {
            let place = Place::File(path.clone(), line(text, &at));
            if keys::is_section(&key) {
                let problem = format!("is a section: write `[{key}]` and its settings below");
                return Err(SettingsError::Value { place, key, problem });
            }
            let remedy = keys::remedy(&key, false);
            Err(SettingsError::UnknownKey { place, key, remedy })
        }
    }
}

/// Refuses a variable that starts like one of Docent's and is none.
pub(super) fn check_environment(inputs: &Inputs) -> Result<(), SettingsError> {
    let ours = inputs.environment.keys().filter(|name| keys::is_ours(name));
    let unknown = ours.map(|name| (name, keys::of_variable(name))).find(|(_, key)| !keys::ALL.contains(&key.as_str()));
    unknown.map_or(Ok(()), |(name, key)| {
        let (place, remedy) = (Place::Variable(name.clone()), keys::remedy(&key, true));
        Err(SettingsError::UnknownKey { place, key, remedy })
    })
}

fn line(text: &str, span: &Range<usize>) -> usize {
    1 + text.bytes().take(span.start).filter(|byte| *byte == b'\n').count()
}
