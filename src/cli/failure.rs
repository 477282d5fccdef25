//! How a command can end: exit codes, and the one line that says why.
//!
//! In: errors of all parts that a command uses. Out: a line on standard error, an exit code.

use std::io::{self, Write as _};
use std::process::ExitCode;

use anstyle::{AnsiColor, Style};

use crate::folder::FolderError;
use crate::language::UnknownLocale;
use crate::pipeline::CompareError;
use crate::settings::{SettingsError, secret::SecretError};

/// The exit codes that scripts rely on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Exit {
    /// Done.
    Done = 0,
    /// Problems found.
    Problems = 1,
    /// Wrong use or unreadable input.
    Misuse = 2,
    /// `ask` had no answer.
    NoAnswer = 3,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// Why a command could not do its work.
#[derive(Debug, thiserror::Error)]
pub(super) enum Failure {
    #[error(transparent)]
    Settings(#[from] SettingsError),
    #[error(transparent)]
    Secret(#[from] SecretError),
    #[error(transparent)]
    Semantic(#[from] crate::semantic::Error),
    #[error(transparent)]
    Folder(#[from] FolderError),
    #[error(transparent)]
    Import(#[from] crate::exchange::Unreadable),
    #[error(transparent)]
    Locale(#[from] UnknownLocale),
    #[error(transparent)]
    Compare(#[from] CompareError),
    #[error(transparent)]
    Remote(#[from] crate::remote::Error),
    #[error(transparent)]
    Store(#[from] crate::store::OpenError),
    #[error(transparent)]
    Discord(#[from] crate::discord::Error),
    #[cfg(feature = "traces")]
    #[error(transparent)]
    Traces(#[from] crate::traces::Error),
    #[cfg(feature = "sandbox")]
    #[error(transparent)]
    Sandbox(#[from] crate::sandbox::StartError),
    /// The page of the sandbox has nowhere to be.
    #[cfg(feature = "sandbox")]
    #[error("cannot listen on `{address}` ({source}): set `sandbox.listen` to another address")]
    Listen { address: std::net::SocketAddr, source: io::Error },
    /// The door for machines has nowhere to be.
    #[error("cannot listen on `{address}` ({source}): set `http.listen` to another address")]
    Door { address: std::net::SocketAddr, source: io::Error },
    /// Wrong use; the text names the mend.
    #[error("{0}")]
    Use(String),
    /// Knowledge that cannot be loaded; its problems are already on the screen.
    #[error("the knowledge in `{0}` cannot be loaded: mend what is listed above, `docent check` lists everything")]
    Knowledge(String),
    /// A file that cannot be read.
    #[error("cannot read `{path}`: {source}")]
    Input { path: String, source: io::Error },
    /// A file that cannot be written.
    #[error("cannot write `{path}`: {source}")]
    File { path: String, source: io::Error },
    /// Standard output that cannot be written.
    #[error("cannot write: {0}")]
    Output(#[from] io::Error),
}

const RED: Style = AnsiColor::Red.on_default().bold();

impl Failure {
    /// Says what went wrong, unless nobody listens any more.
    pub(super) fn report(&self) -> Exit {
        if let Self::Output(error) = self
            && error.kind() == io::ErrorKind::BrokenPipe
        {
            // `docent … | head` has seen enough.
            return Exit::Done;
        }
        // Where standard error is closed too, the exit code has to do.
        let _ = writeln!(anstream::stderr(), "{RED}error:{RED:#} {self}");
        Exit::Misuse
    }
}
