//! Where knowledge is fetched from, and what is to be believed of it.
//!
//! In: the section `[remote]` as it is written. Out: a [`Source`] with its pace, where an address is set.

use std::path::PathBuf;
use std::time::Duration;

use config::Value;
use reqwest::Url;
use serde::Deserialize;

use super::values::Check;
use super::{SettingsError, keys};
use crate::remote::Source;

/// Minutes between two looks, where none are set: soon enough for a pull request that was merged, rarely enough for any forge.
const MINUTES: u64 = 10;
/// Who looks more rarely than once a year does without.
const MOST_MINUTES: u64 = 60 * 24 * 365;
/// Where copies are kept, where nothing is set: in the working directory, as the store is.
const FOLDER: &str = "docent-remote";
/// An address as it may look, for errors.
const LIKE: &str = "https://example.org/knowledge.tar.gz";

/// A source of knowledge, and how often it is looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemoteSettings {
    /// Where it is.
    pub source: Source,
    /// Between two looks.
    pub every: Duration,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Raw {
    url: Option<String>,
    sha256: Option<String>,
    minutes: Option<Value>,
    private: Option<Value>,
    folder: Option<PathBuf>,
}

impl Raw {
    pub(super) fn checked(self, check: Check<'_>) -> Result<Option<RemoteSettings>, SettingsError> {
        let sha256 = check.digest(keys::REMOTE_SHA256, self.sha256)?;
        let folder = check.folder(keys::REMOTE_FOLDER, self.folder.unwrap_or_else(|| PathBuf::from(FOLDER)))?;
        let minutes = check.whole(keys::REMOTE_MINUTES, self.minutes, MINUTES, MOST_MINUTES, "minutes")?;
        let private = check.flag(keys::REMOTE_PRIVATE, self.private)?;
        let Some(url) = check.web(keys::REMOTE_URL, self.url, LIKE)? else { return Ok(None) };
        let Ok(url) = Url::parse(&url) else {
            return check.refuse(keys::REMOTE_URL, format!("is no address: write it as `{LIKE}`"));
        };
        let source = Source { url, sha256, private, folder };
        Ok(Some(RemoteSettings { source, every: Duration::from_mins(minutes) }))
    }
}
