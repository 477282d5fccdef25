//! Knowledge from an address: fetched as an archive, checked, kept on the disk, and used from there.
//!
//! In: an address and what is to be believed of what comes from it. Out: a knowledge folder. The last good copy stays on the disk: when the source is down, slow
//! or broken, it goes on answering. Reading and learning the folder is left to [`crate::live`].

mod address;
mod fetch;
mod unpack;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use reqwest::Url;
use sha2::{Digest as _, Sha256};

use crate::folder;
use crate::knowledge;
use fetch::Fetched;

/// Inside the folder of copies: the copy that is used, and the mark that the source gave it.
const CURRENT: &str = "current";
const MARK: &str = "etag";
/// Inside the copy: where it came from, and what its archive added up to. Files that begin with a dot are no knowledge.
const ORIGIN: &str = ".origin";

/// Where knowledge comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// A `.tar.gz` or `.tar` archive.
    pub url: Url,
    /// What its bytes have to add up to, where that is known.
    pub sha256: Option<[u8; 32]>,
    /// Whether it may lie in a private network.
    pub private: bool,
    /// Where copies are kept.
    pub folder: PathBuf,
}

/// What came of one look at the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum News {
    /// Another copy is used from now on.
    Changed,
    /// The source has what is there already.
    Same,
}

/// Why there is nothing new.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It did not come.
    #[error("cannot fetch `{0}`: {1}")]
    Fetch(String, String),
    /// It is in a network that nobody allowed.
    #[error("`{0}` leads to a private address: set `remote.private = true` if that is meant")]
    Private(String),
    /// It is larger than knowledge is.
    #[error("`{0}` is larger than {1} MiB: publish an archive of the knowledge folder alone")]
    TooLarge(String, u64),
    /// It is not what was promised.
    #[error(
        "what came from `{0}` does not add up to `remote.sha256`: it was changed on the way, or the setting is old"
    )]
    Checksum(String),
    /// It cannot be unpacked.
    #[error("what came from `{0}` is no archive of knowledge: {1}")]
    Archive(String, String),
    /// It has mistakes.
    #[error("the knowledge from `{url}` has mistakes, the first in `{file}` line {line}: {message}")]
    Broken {
        /// Where it came from.
        url: String,
        /// The file of the first one.
        file: String,
        /// Its line.
        line: usize,
        /// The mistake.
        message: String,
    },
    /// It cannot be kept.
    #[error("cannot keep knowledge in `{folder}`: {source}", folder = .folder.display())]
    Disk {
        /// Where.
        folder: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

impl Source {
    /// The folder of the copy that is used.
    #[must_use]
    pub fn current(&self) -> PathBuf {
        self.folder.join(CURRENT)
    }

    /// Whether there is a copy of just this source: another address or another digest in the settings asks for another one.
    #[must_use]
    pub fn has_copy(&self) -> bool {
        let Ok(origin) = fs::read_to_string(self.current().join(ORIGIN)) else { return false };
        let (url, digest) = origin.trim_end().split_once('\n').unwrap_or((&origin, ""));
        url == self.url.as_str() && self.sha256.is_none_or(|expected| digest == hex(&expected))
    }

    /// Looks once, and uses what is there if it is new and good.
    ///
    /// # Errors
    /// Where nothing came, or nothing good; what was there stays.
    pub async fn update(&self) -> Result<News, Error> {
        let disk = |source| Error::Disk { folder: self.folder.clone(), source };
        fs::create_dir_all(&self.folder).map_err(disk)?;
        let mark = fs::read_to_string(self.folder.join(MARK)).ok().filter(|_| self.has_copy());
        let fetched = fetch::fetch(self, mark.as_deref()).await?;
        let Some(fetched) = fetched else { return Ok(News::Same) };
        // Unpacking and reading take all of a core for a while, which answers need.
        let source = self.clone();
        let kept = tokio::task::spawn_blocking(move || source.keep(&fetched)).await;
        kept.unwrap_or_else(|ended| std::panic::resume_unwind(ended.into_panic())).map(|()| News::Changed)
    }

    /// Uses what was fetched from now on, if it is good.
    fn keep(&self, Fetched { bytes, mark }: &Fetched) -> Result<(), Error> {
        let disk = |source| Error::Disk { folder: self.folder.clone(), source };
        let digest = <[u8; 32]>::from(Sha256::digest(bytes));
        if self.sha256.is_some_and(|expected| digest != expected) {
            return Err(Error::Checksum(self.url.to_string()));
        }
        // Beside the one that is used, so that swapping is a rename.
        let fresh = tempfile_in(&self.folder).map_err(disk)?;
        let origin = format!("{}\n{}\n", self.url, hex(&digest));
        let kept = self
            .take(bytes, &fresh)
            .and_then(|()| fs::write(fresh.join(ORIGIN), origin).map_err(disk))
            .and_then(|()| self.swap(&fresh, mark.as_deref()).map_err(disk));
        // Gone after a swap; after a mistake, nobody needs it.
        drop(fs::remove_dir_all(&fresh));
        kept
    }

    /// Unpacks into a folder and sees whether that loads.
    fn take(&self, bytes: &[u8], fresh: &Path) -> Result<(), Error> {
        unpack::unpack(bytes, fresh).map_err(|why| Error::Archive(self.url.to_string(), why))?;
        let files = folder::read(fresh).map_err(|error| Error::Archive(self.url.to_string(), error.to_string()))?;
        let parsed = knowledge::parse(&files);
        if parsed.knowledge.is_some() {
            return Ok(());
        }
        let first = parsed.problems.into_iter().find(|problem| problem.severity == knowledge::Severity::Error);
        let (file, line, message) = first.map(|one| (one.file, one.line, one.message)).unwrap_or_default();
        Err(Error::Broken { url: self.url.to_string(), file, line, message })
    }

    fn swap(&self, fresh: &Path, mark: Option<&str>) -> io::Result<()> {
        let (current, old) = (self.current(), fresh.with_extension("old"));
        // Without its mark the copy is fetched once more, which is better than one that does not belong to it.
        drop(fs::remove_file(self.folder.join(MARK)));
        if current.is_dir() {
            fs::rename(&current, &old)?;
        }
        fs::rename(fresh, &current).inspect_err(|_| drop(fs::rename(&old, &current)))?;
        drop(fs::remove_dir_all(&old));
        mark.map_or(Ok(()), |mark| fs::write(self.folder.join(MARK), mark))
    }
}

fn hex(digest: &[u8]) -> String {
    digest.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<String>>().concat()
}

/// A new folder that no other process uses.
fn tempfile_in(folder: &Path) -> io::Result<PathBuf> {
    let fresh = folder.join(format!("fresh-{}", std::process::id()));
    drop(fs::remove_dir_all(&fresh));
    fs::create_dir(&fresh)?;
    Ok(fresh)
}
