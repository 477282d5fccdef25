//! What each setting may be, and the words for a value that is something else.
//!
//! In: values as they are written. Out: checked values, or an error with place and remedy. Values that may hold a password are not repeated.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::str::FromStr;

use config::{ConfigError, Value, ValueKind};

use super::place::{self, Place};
use super::{DEFAULT_STORE, Inputs, LogFormat, LogLevel, SettingsError, StoreSettings};
use crate::discord::{Shards, ShardsError};
use crate::http::Key;
use crate::store::Address;

pub(super) const LEVELS: [(&str, LogLevel); 5] = [
    ("error", LogLevel::Error),
    ("warn", LogLevel::Warn),
    ("info", LogLevel::Info),
    ("debug", LogLevel::Debug),
    ("trace", LogLevel::Trace),
];

pub(super) const FORMATS: [(&str, LogFormat); 2] = [("text", LogFormat::Text), ("json", LogFormat::Json)];

/// Checks values; knows where each of them stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Check<'a> {
    pub(super) inputs: &'a Inputs,
}

impl Check<'_> {
    pub(super) fn refuse<T>(self, key: &str, problem: impl Into<String>) -> Result<T, SettingsError> {
        let place = place::of(key, self.inputs);
        Err(SettingsError::Value { place, key: key.to_owned(), problem: problem.into() })
    }

    pub(super) fn folder(self, key: &str, path: PathBuf) -> Result<PathBuf, SettingsError> {
        if path.as_os_str().is_empty() { self.refuse(key, "is empty: name a folder") } else { Ok(path) }
    }

    /// Refuses a value that can hold no secret: it is repeated as it is written.
    fn refuse_written<T>(self, key: &str, expected: &str) -> Result<T, SettingsError> {
        self.refuse(key, format!("is `{}`: write {expected}", place::written(key, self.inputs)))
    }

    /// A number from 0 to 1.
    pub(super) fn share(self, key: &str, value: Option<Value>, default: f32) -> Result<f32, SettingsError> {
        let Some(value) = value else { return Ok(default) };
        let share: Option<f32> = match value.kind {
            ValueKind::I64(_) | ValueKind::Float(_) => value.try_deserialize().ok(),
            _ => self.number_in_text(key, &value.kind),
        };
        match share {
            Some(share) if (0.0..=1.0).contains(&share) => Ok(share),
            _ => self.refuse_written(key, "a number from 0 to 1"),
        }
    }

    /// A whole number of such units, one at least.
    pub(super) fn whole(
        self,
        key: &str,
        value: Option<Value>,
        default: u64,
        most: u64,
        units: &str,
    ) -> Result<u64, SettingsError> {
        let Some(value) = value else { return Ok(default) };
        let number = match value.kind {
            ValueKind::I64(number) => u64::try_from(number).ok(),
            _ => self.number_in_text(key, &value.kind),
        };
        match number {
            Some(number) if (1..=most).contains(&number) => Ok(number),
            _ => self.refuse_written(key, &format!("whole {units} from 1 to {most}")),
        }
    }

    /// Yes or no; no where nothing is set.
    pub(super) fn flag(self, key: &str, value: Option<Value>) -> Result<bool, SettingsError> {
        let Some(value) = value else { return Ok(false) };
        let flag = match value.kind {
            ValueKind::Boolean(flag) => Some(flag),
            ValueKind::String(_) if self.is_variable(key) => value.into_bool().ok(),
            _ => None,
        };
        flag.map_or_else(|| self.refuse_written(key, "`true` or `false`"), Ok)
    }

    /// A number that a variable sets. In the file a number is one without quotes.
    fn number_in_text<T: FromStr>(self, key: &str, value: &ValueKind) -> Option<T> {
        match value {
            ValueKind::String(text) if self.is_variable(key) => text.parse().ok(),
            _ => None,
        }
    }

    /// Whether a variable sets it: then it is text, whatever it means.
    fn is_variable(self, key: &str) -> bool {
        matches!(place::of(key, self.inputs), Place::Variable(_))
    }

    pub(super) fn word<T: Copy + Default>(
        self,
        key: &str,
        value: Option<String>,
        words: &[(&str, T)],
    ) -> Result<T, SettingsError> {
        let Some(value) = value else { return Ok(T::default()) };
        let found = words.iter().find(|(word, _)| word.eq_ignore_ascii_case(&value));
        let names = || words.iter().map(|(word, _)| format!("`{word}`")).collect::<Vec<_>>().join(", ");
        found.map_or_else(
            || self.refuse(key, format!("is `{value}`: write one of {}", names())),
            |(_, value)| Ok(*value),
        )
    }

    /// A list in a file, or text with commas in a variable.
    pub(super) fn channels(self, key: &str, value: Option<Value>) -> Result<Vec<u64>, SettingsError> {
        let written: Vec<ValueKind> = match value.map(|value| value.kind) {
            None => Vec::new(),
            Some(ValueKind::Array(list)) => list.into_iter().map(|one| one.kind).collect(),
            Some(ValueKind::String(text)) => {
                text.split(',').map(str::trim).filter(|id| !id.is_empty()).map(ValueKind::from).collect()
            }
            Some(one) => vec![one],
        };
        let checked = written.iter().map(|one| channel(one).map_or_else(|| self.refuse_channel(key, one), Ok));
        let mut ids = checked.collect::<Result<Vec<u64>, _>>()?;
        ids.sort_unstable();
        ids.dedup();
        Ok(ids)
    }

    fn refuse_channel(self, key: &str, written: &ValueKind) -> Result<u64, SettingsError> {
        let mend = "a channel's id is a number (right click on the channel, Copy Channel ID)";
        self.refuse(key, format!("holds `{written}`: {mend}"))
    }

    /// An address that Docent calls; a password or a query in it would end up in logs.
    pub(super) fn web(self, key: &str, value: Option<String>, like: &str) -> Result<Option<String>, SettingsError> {
        let Some(value) = value.filter(|value| !value.is_empty()) else { return Ok(None) };
        let bare = |url: &reqwest::Url| {
            let web = matches!(url.scheme(), "http" | "https") && url.has_host();
            web && url.query().is_none() && url.username().is_empty() && url.password().is_none()
        };
        if reqwest::Url::parse(&value).ok().as_ref().is_some_and(bare) {
            Ok(Some(value.trim_end_matches('/').to_owned()))
        } else {
            self.refuse(key, format!("is no address without password and query: write it as `{like}`"))
        }
    }

    pub(super) fn store(self, key: &str, value: Option<String>) -> Result<StoreSettings, SettingsError> {
        let Some(value) = value.filter(|value| !value.is_empty()) else {
            return Ok(StoreSettings { address: Address::File(DEFAULT_STORE.into()), chosen: false });
        };
        match Address::parse(&value) {
            Ok(address) => Ok(StoreSettings { address, chosen: true }),
            Err(error) => self.refuse(key, error.to_string()),
        }
    }

    pub(super) fn shards(self, key: &str, value: Option<String>) -> Result<Shards, SettingsError> {
        let Some(value) = value.filter(|value| !value.is_empty()) else { return Ok(Shards::default()) };
        value.parse().or_else(|error: ShardsError| self.refuse(key, format!("is `{value}`, which {error}")))
    }

    pub(super) fn public_key(self, key: &str, value: Option<String>) -> Result<Option<Key>, SettingsError> {
        let Some(value) = value.filter(|value| !value.is_empty()) else { return Ok(None) };
        let problem = "is no public key: copy the one under General Information in Discord's developer portal";
        Key::parse(&value).map_or_else(|| self.refuse(key, problem), |key| Ok(Some(key)))
    }

    pub(super) fn digest(self, key: &str, value: Option<String>) -> Result<Option<[u8; 32]>, SettingsError> {
        let Some(value) = value.filter(|value| !value.is_empty()) else { return Ok(None) };
        let problem = "is no SHA-256: write the 64 digits that `sha256sum` prints";
        crate::http::hex(&value).map_or_else(|| self.refuse(key, problem), |digest| Ok(Some(digest)))
    }

    pub(super) fn listen(self, key: &str, value: Option<String>) -> Result<Option<SocketAddr>, SettingsError> {
        let Some(value) = value.filter(|value| !value.is_empty()) else { return Ok(None) };
        // `localhost` is what people write; looking names up is not the business of reading settings.
        let address = value.replace("localhost:", "127.0.0.1:").parse();
        address
            .map(Some)
            .or_else(|_| self.refuse(key, format!("is `{value}`: write an address and a port as `127.0.0.1:8080`")))
    }
}

/// Words for what the `config` crate refused: something that no text can be, its key known.
pub(super) fn from_config(error: &ConfigError, inputs: &Inputs) -> SettingsError {
    let key = key_of(error).unwrap_or_default();
    let problem = match innermost(error) {
        ConfigError::Type { unexpected, expected, .. } => format!("is {unexpected}: it has to be {expected}"),
        other => other.to_string(),
    };
    SettingsError::Value { place: place::of(&key, inputs), key, problem }
}

fn innermost(error: &ConfigError) -> &ConfigError {
    if let ConfigError::At { error, .. } = error { innermost(error) } else { error }
}

fn key_of(error: &ConfigError) -> Option<String> {
    match error {
        ConfigError::At { error, key, .. } => key.clone().or_else(|| key_of(error)),
        ConfigError::Type { key, .. } => key.clone(),
        _ => None,
    }
}

/// A channel's id, with or without quotes. A number with a point is none: it would have been rounded.
fn channel(written: &ValueKind) -> Option<u64> {
    let id = match written {
        ValueKind::I64(id) => u64::try_from(*id).ok(),
        ValueKind::String(id) => id.trim().parse().ok(),
        _ => None,
    };
    id.filter(|id| *id > 0)
}
