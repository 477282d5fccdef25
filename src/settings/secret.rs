//! Secrets from the environment: a variable, or the file that a second variable names (a mounted secret).
//!
//! In: the environment. Out: a secret that prints as nothing, or none. No error repeats any part of what was found.

use std::collections::BTreeMap;
use std::path::PathBuf;

use secrecy::SecretString;

/// Where a secret stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Secret {
    /// The variable that holds it.
    pub variable: &'static str,
    /// The variable that holds the path of a file with it.
    pub file_variable: &'static str,
}

/// The key of an embeddings address.
pub const KEY: Secret = Secret { variable: "DOCENT_SEMANTIC_KEY", file_variable: "DOCENT_SEMANTIC_KEY_FILE" };

/// Why there is no secret, although someone set one.
#[derive(Debug, thiserror::Error)]
pub enum SecretError {
    /// The file cannot be read.
    #[error("cannot read `{path}`, which `{variable}` names: {source}", path = .path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What names it.
        variable: &'static str,
        /// What the system said.
        source: std::io::Error,
    },
    /// There is something that no header can carry.
    #[error("what `{0}` holds is no key: visible characters without a space are expected")]
    Shape(&'static str),
}

impl Secret {
    /// The secret, where one is set.
    ///
    /// # Errors
    /// Where the file cannot be read, or what is set cannot be sent.
    pub fn read(self, environment: &BTreeMap<String, String>) -> Result<Option<SecretString>, SecretError> {
        let set = |name: &str| environment.get(name).map(|value| value.trim()).filter(|value| !value.is_empty());
        if let Some(value) = set(self.variable) {
            return visible(value, self.variable).map(Some);
        }
        let Some(path) = set(self.file_variable).map(PathBuf::from) else { return Ok(None) };
        let variable = self.file_variable;
        let text =
            std::fs::read_to_string(&path).map_err(|source| SecretError::Unreadable { path, variable, source })?;
        visible(text.trim(), variable).map(Some)
    }

    /// The secret in the environment of this process.
    ///
    /// # Errors
    /// As [`Secret::read`].
    pub fn from_environment(self) -> Result<Option<SecretString>, SecretError> {
        let one = |name: &str| std::env::var(name).ok().map(|value| (name.to_owned(), value));
        self.read(&[self.variable, self.file_variable].into_iter().filter_map(one).collect())
    }
}

fn visible(value: &str, from: &'static str) -> Result<SecretString, SecretError> {
    let visible = !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_graphic());
    if visible { Ok(SecretString::from(value.to_owned())) } else { Err(SecretError::Shape(from)) }
}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret as _;

    use super::*;

    fn read(name: &str, value: &str) -> Result<Option<SecretString>, SecretError> {
        KEY.read(&BTreeMap::from([(name.to_owned(), value.to_owned())]))
    }

    #[test]
    fn the_key_comes_from_the_variable_or_the_file_it_names() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("key");
        std::fs::write(&path, "sk-abc\n").unwrap();
        for (name, value) in [(KEY.variable, " sk-abc "), (KEY.file_variable, path.to_str().unwrap())] {
            let key = read(name, value).unwrap().unwrap();
            assert_eq!(key.expose_secret(), "sk-abc");
            assert!(!format!("{key:?}").contains("abc"));
        }
        assert!(read(KEY.variable, "").unwrap().is_none());
    }

    #[test]
    fn no_error_repeats_the_key() {
        let error = read(KEY.variable, "sk abc").unwrap_err().to_string();
        assert!(error.contains(KEY.variable) && !error.contains("abc"), "{error}");
        let error = read(KEY.file_variable, "/nowhere/key").unwrap_err().to_string();
        assert!(error.contains("/nowhere/key"), "{error}");
    }
}
