//! Secrets from the environment: a variable, or the file that a second variable names (a mounted secret).
//!
//! In: the environment. Out: a secret that prints as nothing, or none. No error repeats any part of what was found.

use std::collections::BTreeMap;
use std::path::PathBuf;

use secrecy::SecretString;

/// Where a secret stands, and what one looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Secret {
    /// The variable that holds it.
    pub variable: &'static str,
    /// The variable that holds the path of a file with it.
    pub file_variable: &'static str,
    /// What people copy along with it, and what it goes without.
    prefix: &'static str,
    /// What is said of something else.
    otherwise: &'static str,
}

/// The Discord token.
pub const TOKEN: Secret = Secret {
    variable: "DISCORD_TOKEN",
    file_variable: "DISCORD_TOKEN_FILE",
    prefix: "Bot ",
    otherwise: "no Discord token: copy it again from the developer portal, Bot, Reset Token",
};

/// The key of an embeddings address.
pub const KEY: Secret = Secret {
    variable: "DOCENT_SEMANTIC_KEY",
    file_variable: "DOCENT_SEMANTIC_KEY_FILE",
    prefix: "",
    otherwise: "no key: visible characters without a space are expected",
};

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
    #[error("what `{variable}` holds is {otherwise}")]
    Shape {
        /// What holds it, or names the file that does.
        variable: &'static str,
        /// What it is not, and the mend.
        otherwise: &'static str,
    },
}

impl Secret {
    /// The secret, where one is set.
    ///
    /// # Errors
    /// Where the file cannot be read, or what is set cannot be sent.
    pub fn read(self, environment: &BTreeMap<String, String>) -> Result<Option<SecretString>, SecretError> {
        let set = |name: &str| environment.get(name).map(|value| value.trim()).filter(|value| !value.is_empty());
        if let Some(value) = set(self.variable) {
            return self.shaped(value, self.variable).map(Some);
        }
        let Some(path) = set(self.file_variable).map(PathBuf::from) else { return Ok(None) };
        let variable = self.file_variable;
        let text =
            std::fs::read_to_string(&path).map_err(|source| SecretError::Unreadable { path, variable, source })?;
        self.shaped(text.trim(), variable).map(Some)
    }

    /// The secret in the environment of this process.
    ///
    /// # Errors
    /// As [`Secret::read`].
    pub fn from_environment(self) -> Result<Option<SecretString>, SecretError> {
        let one = |name: &str| std::env::var(name).ok().map(|value| (name.to_owned(), value));
        self.read(&[self.variable, self.file_variable].into_iter().filter_map(one).collect())
    }

    /// Visible characters without a space: anything else would break the header that carries it.
    fn shaped(self, value: &str, variable: &'static str) -> Result<SecretString, SecretError> {
        let value = value.strip_prefix(self.prefix).unwrap_or(value).trim();
        let visible = !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_graphic());
        if visible {
            Ok(SecretString::from(value.to_owned()))
        } else {
            Err(SecretError::Shape { variable, otherwise: self.otherwise })
        }
    }
}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret as _;

    use super::*;

    fn read(secret: Secret, name: &str, value: &str) -> Result<Option<SecretString>, SecretError> {
        secret.read(&BTreeMap::from([(name.to_owned(), value.to_owned())]))
    }

    #[test]
    fn a_secret_comes_from_the_variable_or_the_file_it_names() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("secret");
        std::fs::write(&path, "abc.def\n").unwrap();
        for secret in [TOKEN, KEY] {
            for (name, value) in [(secret.variable, " abc.def "), (secret.file_variable, path.to_str().unwrap())] {
                let found = read(secret, name, value).unwrap().unwrap();
                assert_eq!(found.expose_secret(), "abc.def");
                assert!(!format!("{found:?}").contains("abc"));
            }
            assert!(read(secret, secret.variable, " ").unwrap().is_none());
        }
    }

    #[test]
    fn a_token_goes_without_the_word_before_it() {
        let token = read(TOKEN, TOKEN.variable, " Bot abc.def\n").unwrap().unwrap();
        assert_eq!(token.expose_secret(), "abc.def");
        assert!(read(KEY, KEY.variable, "Bot abc.def").is_err(), "that is no key");
    }

    #[test]
    fn no_error_repeats_the_secret() {
        for secret in [TOKEN, KEY] {
            let error = read(secret, secret.variable, "abc def").unwrap_err().to_string();
            assert_eq!(error, format!("what `{}` holds is {}", secret.variable, secret.otherwise));
            assert!(!error.contains("abc"), "{error}");
            let error = read(secret, secret.file_variable, "/nowhere/secret").unwrap_err().to_string();
            assert!(error.contains("/nowhere/secret") && error.contains(secret.file_variable), "{error}");
        }
    }
}
