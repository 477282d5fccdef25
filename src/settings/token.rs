//! Finds the Discord token: `DISCORD_TOKEN`, or the file that `DISCORD_TOKEN_FILE` names (a mounted secret).
//!
//! In: the environment. Out: a secret that prints as nothing, or none. No error repeats any part of what was found.

use std::collections::BTreeMap;
use std::path::PathBuf;

use secrecy::SecretString;

/// Holds the token.
pub const VARIABLE: &str = "DISCORD_TOKEN";

/// Holds the path of a file with the token.
pub const FILE_VARIABLE: &str = "DISCORD_TOKEN_FILE";

/// Why there is no token, although someone set one.
#[derive(Debug, thiserror::Error)]
pub enum TokenError {
    /// The file cannot be read.
    #[error("cannot read `{path}`, which `{FILE_VARIABLE}` names: {source}", path = .path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// There is something that no token looks like.
    #[error("what `{0}` holds is no Discord token: copy it again from the developer portal, Bot, Reset Token")]
    Shape(&'static str),
}

/// The token, where one is set.
///
/// # Errors
/// Where the file cannot be read, or what is set cannot be a token.
pub fn read(environment: &BTreeMap<String, String>) -> Result<Option<SecretString>, TokenError> {
    let set = |name: &str| environment.get(name).map(|value| value.trim()).filter(|value| !value.is_empty());
    if let Some(token) = set(VARIABLE) {
        return shaped(token, VARIABLE).map(Some);
    }
    let Some(path) = set(FILE_VARIABLE).map(PathBuf::from) else { return Ok(None) };
    let text = std::fs::read_to_string(&path).map_err(|source| TokenError::Unreadable { path, source })?;
    shaped(text.trim(), FILE_VARIABLE).map(Some)
}

/// The token in the environment of this process.
///
/// # Errors
/// As [`read`].
pub fn from_environment() -> Result<Option<SecretString>, TokenError> {
    let one = |name: &str| std::env::var(name).ok().map(|value| (name.to_owned(), value));
    read(&[VARIABLE, FILE_VARIABLE].into_iter().filter_map(one).collect())
}

/// Visible characters without a space: anything else would break the header that carries it.
fn shaped(token: &str, from: &'static str) -> Result<SecretString, TokenError> {
    let token = token.strip_prefix("Bot ").unwrap_or(token).trim();
    let visible = !token.is_empty() && token.bytes().all(|byte| byte.is_ascii_graphic());
    if visible { Ok(SecretString::from(token.to_owned())) } else { Err(TokenError::Shape(from)) }
}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret as _;

    use super::*;

    fn environment(name: &str, value: &str) -> BTreeMap<String, String> {
        BTreeMap::from([(name.to_owned(), value.to_owned())])
    }

    #[test]
    fn the_token_comes_from_the_variable_or_the_file_it_names() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("token");
        std::fs::write(&path, "abc.def\n").unwrap();
        for (name, value) in
            [(VARIABLE, "abc.def"), (VARIABLE, " Bot abc.def\n"), (FILE_VARIABLE, path.to_str().unwrap())]
        {
            let token = read(&environment(name, value)).unwrap().unwrap();
            assert_eq!(token.expose_secret(), "abc.def");
            assert!(!format!("{token:?}").contains("abc"));
        }
        assert!(read(&environment(VARIABLE, " ")).unwrap().is_none());
    }

    #[test]
    fn no_error_repeats_the_token() {
        let error = read(&environment(VARIABLE, "abc def")).unwrap_err().to_string();
        assert!(error.contains(VARIABLE) && !error.contains("abc"), "{error}");
        let error = read(&environment(FILE_VARIABLE, "/nowhere/token")).unwrap_err().to_string();
        assert!(error.contains("/nowhere/token"), "{error}");
    }
}
