//! Why something could not be kept, in words for the log. What a person reads is left to the shell.

use sqlx::error::DatabaseError;

/// Why nothing was stored or read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// The database did not answer in time, is locked, full or gone. Nothing was acknowledged; the same call may be made again.
    #[error("the store cannot be used at the moment ({why})")]
    Unavailable {
        /// What the database said.
        why: String,
    },
    /// The database refused it, and would refuse it again.
    #[error("the store refused it ({why})")]
    Refused {
        /// What the database said.
        why: String,
    },
    /// There is nothing of this name, or no more.
    #[error("there is no such thing in the store")]
    Unknown,
}

/// Why there is no store to start with: a mistake in the settings.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The file's folder is missing.
    #[error("`store.url` names a file in `{folder}`, and there is no such folder: create it, or name another file")]
    NoFolder {
        /// The folder.
        folder: String,
    },
    /// The file cannot be created or written.
    #[error(
        "`store.url` names `{file}`, which cannot be written ({cause}): name a file in a folder that Docent may write to"
    )]
    NotWritable {
        /// The file.
        file: String,
        /// What the system said.
        cause: String,
    },
    /// A newer Docent was here.
    #[error(
        "the store was last used by a newer Docent (its schema is version {found}, this program knows {known}): start that version again, or restore a copy of the store from before"
    )]
    Newer {
        /// The version of the database.
        found: i64,
        /// The newest that this program knows.
        known: i64,
    },
    /// The address has the right beginning, and the rest cannot be read.
    #[error("`store.url` cannot be read as an address ({cause})")]
    Unreadable {
        /// What is wrong; never the address itself.
        cause: String,
    },
}

/// Whether trying again later may help: everything but what the database says about the statement itself.
pub(super) fn passes(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Database(error) => database_passes(error.as_ref()),
        sqlx::Error::ColumnDecode { .. }
        | sqlx::Error::ColumnNotFound(_)
        | sqlx::Error::TypeNotFound { .. }
        | sqlx::Error::Encode(_)
        | sqlx::Error::Decode(_) => false,
        _ => true,
    }
}

/// SQLite's result codes for a mistake in the statement or its values: error, constraint, mismatch, misuse, range.
const SQLITE_MISTAKES: [i64; 5] = [1, 19, 20, 21, 25];

/// The low byte of a SQLite code is its kind; the rest tells more.
const SQLITE_KIND: i64 = 0xff;

/// Classes of PostgreSQL for a mistake in the statement or its values: cardinality, data, integrity, syntax or access.
const POSTGRES_MISTAKES: [&str; 4] = ["21", "22", "23", "42"];

fn database_passes(error: &dyn DatabaseError) -> bool {
    let code = error.code().unwrap_or_default();
    match code.parse::<i64>() {
        // PostgreSQL's codes have five characters; those of digits alone are told apart by that.
        Ok(number) if code.len() < 5 => !SQLITE_MISTAKES.contains(&(number & SQLITE_KIND)),
        _ => !POSTGRES_MISTAKES.iter().any(|class| code.starts_with(class)),
    }
}

/// One line for the log, without the values of the statement.
pub(super) fn describe(error: &sqlx::Error) -> String {
    match error {
        sqlx::Error::Database(error) => error.message().lines().next().unwrap_or_default().to_owned(),
        sqlx::Error::PoolTimedOut => "no connection in time".to_owned(),
        other => other.to_string().lines().next().unwrap_or_default().to_owned(),
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        let why = describe(&error);
        if passes(&error) { Self::Unavailable { why } } else { Self::Refused { why } }
    }
}
