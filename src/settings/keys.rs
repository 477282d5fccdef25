//! The names of all settings, and the nearest one to a name that does not exist.
//!
//! In: a key as someone wrote it. Out: whether it exists, and what was probably meant.

use std::cmp::Ordering;

use super::PREFIX;

/// Between the levels of a key in the name of a variable.
pub(super) const NESTING: &str = "__";

pub(super) const KNOWLEDGE: &str = "knowledge";
pub(super) const REMOTE_URL: &str = "remote.url";
pub(super) const REMOTE_SHA256: &str = "remote.sha256";
pub(super) const REMOTE_MINUTES: &str = "remote.minutes";
pub(super) const REMOTE_PRIVATE: &str = "remote.private";
pub(super) const REMOTE_FOLDER: &str = "remote.folder";
pub(super) const STORE_URL: &str = "store.url";
pub(super) const HTTP_LISTEN: &str = "http.listen";
pub(super) const HTTP_PUBLIC_KEY: &str = "http.public_key";
pub(super) const SANDBOX_LISTEN: &str = "sandbox.listen";
pub(super) const PROXY: &str = "discord.proxy";
pub(super) const ANSWER_CHANNELS: &str = "discord.answer_channels";
pub(super) const SHARDS: &str = "discord.shards";
pub(super) const ADDRESSED: &str = "thresholds.addressed";
pub(super) const UNADDRESSED: &str = "thresholds.unaddressed";
pub(super) const MARGIN: &str = "thresholds.margin";
pub(super) const SURE: &str = "thresholds.sure";
pub(super) const OFFER: &str = "thresholds.offer";
pub(super) const SEMANTIC_MODEL: &str = "semantic.model";
pub(super) const SEMANTIC_HUB: &str = "semantic.hub";
pub(super) const SEMANTIC_URL: &str = "semantic.url";
pub(super) const SEMANTIC_NAME: &str = "semantic.name";
pub(super) const SEMANTIC_TIMEOUT: &str = "semantic.timeout_ms";
pub(super) const SEMANTIC_CACHE: &str = "semantic.cache";
pub(super) const LOG_LEVEL: &str = "log.level";
pub(super) const LOG_FORMAT: &str = "log.format";
pub(super) const TRACES_URL: &str = "traces.url";

/// All of them, in the order of the example file.
pub(super) const ALL: [&str; 27] = [
    KNOWLEDGE,
    REMOTE_URL,
    REMOTE_SHA256,
    REMOTE_MINUTES,
    REMOTE_PRIVATE,
    REMOTE_FOLDER,
    ANSWER_CHANNELS,
    PROXY,
    SHARDS,
    ADDRESSED,
    UNADDRESSED,
    MARGIN,
    SURE,
    OFFER,
    SEMANTIC_MODEL,
    SEMANTIC_HUB,
    SEMANTIC_URL,
    SEMANTIC_NAME,
    SEMANTIC_TIMEOUT,
    SEMANTIC_CACHE,
    SANDBOX_LISTEN,
    LOG_LEVEL,
    LOG_FORMAT,
    TRACES_URL,
    STORE_URL,
    HTTP_LISTEN,
    HTTP_PUBLIC_KEY,
];

/// Where people look for the token, so that the error can say where it belongs.
const TOKEN: &str = "token";

/// Secrets that start like settings and are none, so that they never pass through anything that may print a setting.
const SECRETS: [&str; 2] = [super::secret::KEY.variable, super::secret::KEY.file_variable];

/// The variables of the project's own tests start so; whoever has them set can still run Docent.
const TESTS: &str = "DOCENT_TEST_";

/// Told to the build of a release, and perhaps still set where it runs.
const COMMIT: &str = "DOCENT_COMMIT";

/// Where people look for the key of an embeddings address.
const SEMANTIC_KEY: &str = "semantic.key";

/// Whether this is the name of a section: `discord` has `discord.proxy`.
pub(super) fn is_section(key: &str) -> bool {
    ALL.iter().any(|known| known.split_once('.').is_some_and(|(section, _)| section == key))
}

/// Whether a variable claims to be a setting of Docent.
pub(super) fn is_ours(variable: &str) -> bool {
    let (start, rest) = variable.split_once('_').unwrap_or_default();
    start.eq_ignore_ascii_case(PREFIX)
        && !rest.is_empty()
        && !SECRETS.contains(&variable)
        && !variable.starts_with(TESTS)
        && variable != COMMIT
}

/// The key that a variable sets: `DOCENT_DISCORD__PROXY` sets `discord.proxy`.
pub(super) fn of_variable(variable: &str) -> String {
    let rest = variable.split_once('_').map_or("", |(_, rest)| rest);
    rest.to_lowercase().replace(NESTING, ".")
}

/// The variable that sets a key.
pub(super) fn variable(key: &str) -> String {
    format!("{PREFIX}_{}", key.replace('.', NESTING).to_uppercase())
}

/// What to write instead of a key that does not exist.
pub(super) fn remedy(key: &str, as_variable: bool) -> String {
    if key.to_lowercase().contains(TOKEN) {
        return "the token is read from `DISCORD_TOKEN`, or from the file that `DISCORD_TOKEN_FILE` names".to_owned();
    }
    if key.to_lowercase().replace("api_", "") == SEMANTIC_KEY {
        return "the key is read from `DOCENT_SEMANTIC_KEY`, or from the file that `DOCENT_SEMANTIC_KEY_FILE` names"
            .to_owned();
    }
    let nearest = nearest(key);
    let name = if as_variable { variable(nearest) } else { nearest.to_owned() };
    format!("the nearest is `{name}`")
}

fn nearest(key: &str) -> &'static str {
    let key = key.to_lowercase().replace(['-', '_'], ".");
    let likeness = |known: &str| {
        let flat = known.replace('_', ".");
        let end = flat.rsplit('.').next().unwrap_or_default();
        // `proxy` alone is meant as `discord.proxy`; the whole key counts a little more than its end.
        strsim::jaro_winkler(&flat, &key).max(strsim::jaro_winkler(end, &key) * 0.99)
    };
    let by_likeness =
        |one: &&&str, other: &&&str| likeness(one).partial_cmp(&likeness(other)).unwrap_or(Ordering::Equal);
    ALL.iter().max_by(by_likeness).copied().unwrap_or(KNOWLEDGE)
}
