//! Where knowledge is fetched from, and what is to be believed of it.
//!
//! In: the section `[remote]` as it is written. Out: a [`Source`] with its pace, where an address is set.

use std::path::PathBuf;
use std::time::Duration;

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
    minutes: Option<u64>,
    private: Option<bool>,
    folder: Option<PathBuf>,
}

impl Raw {
    pub(super) fn checked(self, check: Check<'_>) -> Result<Option<RemoteSettings>, SettingsError> {
        let sha256 = check.digest(keys::REMOTE_SHA256, self.sha256)?;
        let folder = check.folder(keys::REMOTE_FOLDER, self.folder.unwrap_or_else(|| PathBuf::from(FOLDER)))?;
        let minutes = self.minutes.unwrap_or(MINUTES);
        if !(1..=MOST_MINUTES).contains(&minutes) {
            return check.refuse(keys::REMOTE_MINUTES, format!("has to be from 1 to {MOST_MINUTES}, which is a year"));
        }
        let Some(url) = check.web(keys::REMOTE_URL, self.url, LIKE)? else { return Ok(None) };
        let Ok(url) = Url::parse(&url) else {
            return check.refuse(keys::REMOTE_URL, format!("is no address: write it as `{LIKE}`"));
        };
        let source = Source { url, sha256, private: self.private.unwrap_or(false), folder };
        Ok(Some(RemoteSettings { source, every: Duration::from_mins(minutes) }))
    }
}
