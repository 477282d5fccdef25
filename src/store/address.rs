//! Reads `store.url`: where the store is.
//!
//! In: text of a setting. Out: an [`Address`], or why it is none. Opening it is left to `connect`. A password in it never shows in an error or in the log.

use std::fmt;
use std::path::{Path, PathBuf};

use secrecy::{ExposeSecret as _, SecretString};

/// Where the store is.
#[derive(Clone)]
pub enum Address {
    /// In memory, gone with the process: for tests and for trying things out.
    Memory,
    /// A SQLite file.
    File(PathBuf),
    /// A PostgreSQL database, by its whole address.
    Postgres(SecretString),
}

/// Text that is no address of a store, told of the setting. It is not repeated: it may hold a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    /// Neither of the forms.
    #[error("is no address of a store: write `sqlite:PATH`, `sqlite::memory:` or `postgres://…`")]
    Scheme,
    /// A program without the driver.
    #[error("names a PostgreSQL database, and this Docent was built without it: build it with the feature `postgres`")]
    NoPostgres,
}

impl Address {
    /// Reads `sqlite:PATH`, `sqlite::memory:` or `postgres://…`.
    ///
    /// # Errors
    /// Where it is neither, or this program has no driver for it.
    pub fn parse(text: &str) -> Result<Self, AddressError> {
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            let postgres = cfg!(feature = "postgres").then(|| Self::Postgres(SecretString::from(text.to_owned())));
            return postgres.ok_or(AddressError::NoPostgres);
        }
        match text.strip_prefix("sqlite:").ok_or(AddressError::Scheme)? {
            "" | "//" => Err(AddressError::Scheme),
            ":memory:" | "//:memory:" => Ok(Self::Memory),
            path => Ok(Self::File(PathBuf::from(path.strip_prefix("//").unwrap_or(path)))),
        }
    }

    /// The file, where it is one.
    pub(super) fn file(&self) -> Option<&Path> {
        if let Self::File(path) = self { Some(path) } else { None }
    }

    /// As sqlx wants it. A path is taken as it is: no part of it is a parameter.
    pub(super) fn url(&self) -> String {
        match self {
            Self::Memory => "sqlite::memory:".to_owned(),
            Self::File(path) => {
                let path = path.to_string_lossy().replace('%', "%25").replace('?', "%3F").replace('#', "%23");
                format!("sqlite:{path}?mode=rw")
            }
            Self::Postgres(url) => url.expose_secret().to_owned(),
        }
    }
}

impl PartialEq for Address {
    fn eq(&self, other: &Self) -> bool {
        self.url() == other.url()
    }
}

impl Eq for Address {}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Memory => f.write_str("memory"),
            Self::File(path) => write!(f, "{}", path.display()),
            Self::Postgres(_) => f.write_str("PostgreSQL"),
        }
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_three_forms_are_read() {
        let rows = [
            ("sqlite::memory:", "memory"),
            ("sqlite:docent.db", "docent.db"),
            ("sqlite:///var/lib/docent.db", "/var/lib/docent.db"),
            ("sqlite:/var/lib/a b?c.db", "/var/lib/a b?c.db"),
        ];
        for (text, shown) in rows {
            assert_eq!(Address::parse(text).map(|address| address.to_string()).as_deref(), Ok(shown), "{text}");
        }
        for text in ["", "docent.db", "sqlite:", "sqlite://", "mysql://x/y", "postgres:x"] {
            assert_eq!(Address::parse(text).err(), Some(AddressError::Scheme), "{text}");
        }
    }

    #[cfg(feature = "postgres")]
    #[test]
    fn a_password_never_shows() {
        let address = Address::parse("postgres://docent:hunter2@db/docent").unwrap();
        assert_eq!(format!("{address} {address:?}"), "PostgreSQL PostgreSQL");
    }

    #[test]
    fn a_path_is_taken_as_it_is() {
        let address = Address::parse("sqlite:a#b?mode=ro%20.db").unwrap();
        assert_eq!(address.url(), "sqlite:a%23b%3Fmode=ro%2520.db?mode=rw");
    }
}
