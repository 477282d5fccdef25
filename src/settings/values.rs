//! What each setting may be, and the words for a value that is something else.
//!
//! In: values as they are written. Out: checked values, or an error with place and remedy. Values that may hold a password are not repeated.

use std::net::SocketAddr;
use std::path::PathBuf;

use config::ConfigError;
use serde::Deserialize;

use super::{DEFAULT_STORE, Inputs, LogFormat, LogLevel, SettingsError, StoreSettings, place};
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

/// Channels as written: a list in a file, or text with commas in a variable.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum Channels {
    List(Vec<Channel>),
    Text(String),
    One(u64),
}

impl Default for Channels {
    fn default() -> Self {
        Self::List(Vec::new())
    }
}

/// One channel's id, with or without quotes.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum Channel {
    Number(u64),
    Text(String),
}

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

    pub(super) fn share(self, key: &str, value: f32) -> Result<f32, SettingsError> {
        if (0.0..=1.0).contains(&value) {
            Ok(value)
        } else {
            self.refuse(key, format!("is {value}: write a number from 0 to 1"))
        }
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

    pub(super) fn channels(self, key: &str, value: Channels) -> Result<Vec<u64>, SettingsError> {
        let texts: Vec<String> = match value {
            Channels::One(id) => vec![id.to_string()],
            Channels::Text(text) => {
                text.split(',').map(|id| id.trim().to_owned()).filter(|id| !id.is_empty()).collect()
            }
            Channels::List(list) => list.into_iter().map(|channel| channel.text()).collect(),
        };
        let mut ids = Vec::new();
        for text in texts {
            match text.parse::<u64>() {
                Ok(id) if id > 0 => ids.push(id),
                _ => {
                    let problem = format!(
                        "holds `{text}`: a channel's id is a number (right click on the channel, Copy Channel ID)"
                    );
                    return self.refuse(key, problem);
                }
            }
        }
        ids.sort_unstable();
        ids.dedup();
        Ok(ids)
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

/// Words for what the `config` crate refused: a value of the wrong type, its key known.
pub(super) fn from_config(error: &ConfigError, inputs: &Inputs) -> SettingsError {
    let key = key_of(error).unwrap_or_default();
    let problem = match innermost(error) {
        ConfigError::Type { unexpected, expected, .. } => format!("is {unexpected}: it has to be {expected}"),
        _ if key == super::keys::ANSWER_CHANNELS => {
            "has to be a list of channel ids, or one text with commas".to_owned()
        }
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

impl Channel {
    fn text(&self) -> String {
        match self {
            Self::Number(id) => id.to_string(),
            Self::Text(text) => text.trim().to_owned(),
        }
    }
}
