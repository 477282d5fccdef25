//! The section `[semantic]`: where vectors of meaning come from, if from anywhere.
//!
//! In: values as they are written. Out: [`SemanticSettings`]. The key of an address is no setting: see [`super::secret`].

use std::path::PathBuf;
use std::time::Duration;

use config::Value;
use serde::Deserialize;

use super::{SettingsError, keys, values};

/// Where models are looked up by id.
pub(super) const HUB: &str = "https://huggingface.co";
/// Milliseconds that a message waits for its vector: an answer without it is nearly as good.
const TIMEOUT_MS: u64 = 500;
/// The longest wait: whoever asked should not wonder whether anything happens.
const LONGEST_MS: u64 = 2_000;

/// Long enough that nobody waits for an address that is down, short enough that nobody notices when it is back.
const PAUSE: Duration = Duration::from_secs(30);

/// Where vectors of meaning come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SemanticSettings {
    /// The source.
    pub source: SemanticSource,
    /// How long a message waits for its vector.
    pub timeout: Duration,
    /// How long an address that failed several times in a row is left alone. No key sets it.
    pub pause: Duration,
    /// Where models and vectors are kept; none for the user's folder for caches.
    pub cache: Option<PathBuf>,
}

/// A source of vectors.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum SemanticSource {
    /// None: Docent answers without.
    #[default]
    Off,
    /// Static word vectors, computed here.
    Model {
        /// A folder, or the id of a model on the hub.
        model: String,
        /// Address of the hub.
        hub: String,
    },
    /// An OpenAI-compatible address.
    Address {
        /// Where texts are posted to.
        url: String,
        /// Name of the model there.
        name: String,
    },
}

/// As written.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Raw {
    model: Option<String>,
    hub: Option<String>,
    url: Option<String>,
    name: Option<String>,
    timeout_ms: Option<Value>,
    cache: Option<PathBuf>,
}

impl Raw {
    pub(super) fn checked(self, check: values::Check<'_>) -> Result<SemanticSettings, SettingsError> {
        let hub = check.web(keys::SEMANTIC_HUB, self.hub, HUB)?.unwrap_or_else(|| HUB.to_owned());
        let url = check.web(keys::SEMANTIC_URL, self.url, "http://127.0.0.1:11434/v1/embeddings")?;
        let set = |value: Option<String>| value.filter(|value| !value.trim().is_empty());
        let source = match (set(self.model), url, set(self.name)) {
            (Some(_), Some(_), _) => {
                return check.refuse(keys::SEMANTIC_URL, "stands beside `semantic.model`: set one of the two");
            }
            (Some(model), None, _) => SemanticSource::Model { model, hub },
            (None, Some(url), Some(name)) => SemanticSource::Address { url, name },
            (None, Some(_), None) => {
                return check.refuse(keys::SEMANTIC_URL, "needs a model there: set `semantic.name` to its name");
            }
            (None, None, _) => SemanticSource::Off,
        };
        let timeout_ms =
            check.whole(keys::SEMANTIC_TIMEOUT, self.timeout_ms, TIMEOUT_MS, LONGEST_MS, "milliseconds")?;
        let cache = self.cache.filter(|path| !path.as_os_str().is_empty());
        Ok(SemanticSettings { source, timeout: Duration::from_millis(timeout_ms), pause: PAUSE, cache })
    }
}
