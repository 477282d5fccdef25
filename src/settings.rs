//! Reads the settings: built-in defaults, then `docent.toml`, then the environment, then flags; later wins.
//!
//! In: what stands in the file, in variables that start with `DOCENT_`, and on the command line. Out: typed, checked [`Settings`], or
//! one error that names the place and the remedy. The Discord token is no setting: see [`secret`]. Every key with its reason: `config/docent.toml`.

mod file;
mod keys;
mod place;
mod remote;
pub mod secret;
mod semantic;
#[cfg(test)]
mod tests;
mod values;

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use config::{Config, ConfigError, Environment, Value};
use serde::Deserialize;

use crate::decision::Thresholds;
use crate::discord::Shards;
use crate::http::Key;
use crate::store::Address;
use place::Place;
pub use remote::RemoteSettings;
pub use semantic::{SemanticSettings, SemanticSource};

/// The file that is read where none is named and this one stands in the working directory.
pub const DEFAULT_FILE: &str = "docent.toml";

/// The store where none is named: a file in the working directory, which is where the settings and the knowledge are too.
const DEFAULT_STORE: &str = "docent.db";

/// What variables of Docent start with.
const PREFIX: &str = "DOCENT";

/// Everything that can be set, checked.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    /// Folder of the knowledge.
    pub knowledge: PathBuf,
    /// Where knowledge is fetched from, where it is fetched.
    pub remote: Option<RemoteSettings>,
    /// From which confidence on Docent speaks.
    pub thresholds: Thresholds,
    /// How Docent meets Discord.
    pub discord: DiscordSettings,
    /// Where vectors of meaning come from.
    pub semantic: SemanticSettings,
    /// Where the sandbox is served.
    pub sandbox: SandboxSettings,
    /// What goes to the log.
    pub log: LogSettings,
    /// Address of the collector that takes traces, where there is one; without a slash at its end.
    pub traces: Option<String>,
    /// Where what people make of Docent is kept.
    pub store: StoreSettings,
    /// The door for machines.
    pub http: HttpSettings,
}

/// Where what people make of Docent is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoreSettings {
    /// The database.
    pub address: Address,
    /// Whether somebody chose it. Where nobody did, a folder that cannot be written is no reason not to start.
    pub chosen: bool,
}

/// How Docent meets Discord.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DiscordSettings {
    /// Base address of an HTTP proxy that holds the REST rate limits; without a slash at its end.
    pub proxy: Option<String>,
    /// Channels in which free-form questions are answered, with the threads and forum posts under them.
    pub answer_channels: Vec<u64>,
    /// Which part of Discord's events this process takes.
    pub shards: Shards,
}

/// Where the sandbox is served.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SandboxSettings {
    /// The address of its page; none for the usual one on loopback.
    pub listen: Option<SocketAddr>,
}

/// What goes to the log.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LogSettings {
    /// The least important thing that is written.
    pub level: LogLevel,
    /// For people or for programs.
    pub format: LogFormat,
}

/// How important a log line is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogLevel {
    /// What went wrong.
    Error,
    /// What may go wrong.
    Warn,
    /// What happens.
    #[default]
    Info,
    /// Why it happens.
    Debug,
    /// Every step.
    Trace,
}

/// How a log line is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// For people.
    #[default]
    Text,
    /// One JSON object a line.
    Json,
}

/// The door for machines.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct HttpSettings {
    /// Where health and metrics are served; nowhere unless it is set.
    pub listen: Option<SocketAddr>,
    /// The application's public key; with it, interactions that Discord signed are let in.
    pub public_key: Option<Key>,
}

/// Everything that settings are read from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Inputs {
    /// Path and text of the file.
    pub file: Option<(PathBuf, String)>,
    /// All variables of the environment; those of others are ignored.
    pub environment: BTreeMap<String, String>,
    /// `--knowledge`.
    pub knowledge: Option<PathBuf>,
}

/// Why there are no settings to work with.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// The file cannot be read.
    #[error("cannot read `{path}`: {source}; name a file of settings with `--config`, see `config/docent.toml` for an example", path = .path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The file is not TOML.
    #[error("`{path}` line {line}: {cause}", path = .path.display())]
    Syntax {
        /// The file.
        path: PathBuf,
        /// From 1.
        line: usize,
        /// What the parser said.
        cause: String,
    },
    /// A key that does not exist.
    #[error("{place}: no setting is called `{key}`; {remedy}")]
    UnknownKey {
        /// Where it stands.
        place: Place,
        /// As written.
        key: String,
        /// What is meant instead.
        remedy: String,
    },
    /// A value that does not fit its key.
    #[error("{place}: `{key}` {problem}")]
    Value {
        /// Where it stands.
        place: Place,
        /// The key.
        key: String,
        /// What it has to be.
        problem: String,
    },
}

/// Reads the settings from the disk and from the environment of this process.
///
/// # Errors
/// Where the file cannot be read, or holds or the environment holds something that is no setting.
pub fn from_disk(config: Option<&Path>, knowledge: Option<&Path>) -> Result<Settings, SettingsError> {
    let default = Path::new(DEFAULT_FILE);
    let path = config.or_else(|| default.is_file().then_some(default));
    let read = |path: &Path| {
        let text = std::fs::read_to_string(path);
        text.map(|text| (path.to_owned(), text))
            .map_err(|source| SettingsError::Unreadable { path: path.to_owned(), source })
    };
    // A variable that is not UTF-8 cannot be one of ours: every value that Docent takes is text.
    let text = |(name, value): (std::ffi::OsString, std::ffi::OsString)| {
        name.into_string().ok().zip(Some(value.to_string_lossy().into_owned()))
    };
    let environment = std::env::vars_os().filter_map(text).collect();
    read_from(&Inputs { file: path.map(read).transpose()?, environment, knowledge: knowledge.map(Path::to_owned) })
}

/// Reads the settings from what is handed in.
///
/// # Errors
/// Where the file or the environment holds something that is no setting.
pub fn read_from(inputs: &Inputs) -> Result<Settings, SettingsError> {
    place::check_file(inputs)?;
    place::check_environment(inputs)?;
    let raw: Raw = layered(inputs).map_err(|error| values::from_config(&error, inputs))?;
    raw.checked(inputs)
}

fn layered(inputs: &Inputs) -> Result<Raw, ConfigError> {
    let ours = inputs.environment.iter().filter(|(name, _)| keys::is_ours(name));
    let ours = ours.map(|(name, value)| (name.clone(), value.clone())).collect();
    // Values stay text until a typed field wants a number: parsing early would turn a channel or a name like `007` into 7.
    let environment = Environment::with_prefix(PREFIX)
        .prefix_separator("_")
        .separator(keys::NESTING)
        .ignore_empty(true)
        .source(Some(ours));
    let file = inputs.file.as_ref().map_or("", |(_, text)| text.as_str());
    let flag = inputs.knowledge.as_ref().map(|path| path.to_string_lossy().into_owned());
    let mut settings = Config::builder();
    // The file is the lowest layer here: what holds without it stands in `Raw::checked`. That it can be read was checked before.
    for entry in file::entries(file).unwrap_or_default() {
        settings = settings.set_default(entry.key, entry.value)?;
    }
    settings.add_source(environment).set_override_option(keys::KNOWLEDGE, flag)?.build()?.try_deserialize()
}

/// The settings as they are written; the defaults stand in [`Raw::checked`]. What is no text stays a [`Value`] until it is checked: the `config` crate takes
/// `true` for 1, rounds, and names no key where a number is too large.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Raw {
    knowledge: Option<PathBuf>,
    remote: remote::Raw,
    store: RawStore,
    http: RawHttp,
    sandbox: RawListen,
    discord: RawDiscord,
    thresholds: RawThresholds,
    semantic: semantic::Raw,
    log: RawLog,
    traces: RawTraces,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct RawStore {
    url: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct RawListen {
    listen: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct RawHttp {
    listen: Option<String>,
    public_key: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct RawDiscord {
    proxy: Option<String>,
    answer_channels: Option<Value>,
    shards: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct RawThresholds {
    addressed: Option<Value>,
    unaddressed: Option<Value>,
    margin: Option<Value>,
    sure: Option<Value>,
    offer: Option<Value>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct RawLog {
    level: Option<String>,
    format: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct RawTraces {
    url: Option<String>,
}

impl Raw {
    fn checked(self, inputs: &Inputs) -> Result<Settings, SettingsError> {
        let check = values::Check { inputs };
        let defaults = Thresholds::default();
        let knowledge = self.knowledge.unwrap_or_else(|| PathBuf::from(keys::KNOWLEDGE));
        Ok(Settings {
            knowledge: check.folder(keys::KNOWLEDGE, knowledge)?,
            remote: self.remote.checked(check)?,
            thresholds: Thresholds {
                addressed: check.share(keys::ADDRESSED, self.thresholds.addressed, defaults.addressed)?,
                unaddressed: check.share(keys::UNADDRESSED, self.thresholds.unaddressed, defaults.unaddressed)?,
                margin: check.share(keys::MARGIN, self.thresholds.margin, defaults.margin)?,
                sure: check.share(keys::SURE, self.thresholds.sure, defaults.sure)?,
                offer: check.share(keys::OFFER, self.thresholds.offer, defaults.offer)?,
            },
            discord: DiscordSettings {
                proxy: check.web(keys::PROXY, self.discord.proxy, "http://127.0.0.1:3000")?,
                answer_channels: check.channels(keys::ANSWER_CHANNELS, self.discord.answer_channels)?,
                shards: check.shards(keys::SHARDS, self.discord.shards)?,
            },
            semantic: self.semantic.checked(check)?,
            sandbox: SandboxSettings { listen: check.listen(keys::SANDBOX_LISTEN, self.sandbox.listen)? },
            log: LogSettings {
                level: check.word(keys::LOG_LEVEL, self.log.level, &values::LEVELS)?,
                format: check.word(keys::LOG_FORMAT, self.log.format, &values::FORMATS)?,
            },
            traces: check.web(keys::TRACES_URL, self.traces.url, "http://127.0.0.1:4318")?,
            store: check.store(keys::STORE_URL, self.store.url)?,
            http: HttpSettings {
                listen: check.listen(keys::HTTP_LISTEN, self.http.listen)?,
                public_key: check.public_key(keys::HTTP_PUBLIC_KEY, self.http.public_key)?,
            },
        })
    }
}
