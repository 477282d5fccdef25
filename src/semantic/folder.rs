//! The folder in which fetched models and vectors are kept, and writing into it without leaving halves.
//!
//! In: a setting, the environment. Out: a path; a file that is there as a whole or not at all.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The ending of what is being written. Who is killed meanwhile leaves it behind.
pub(crate) const UNFINISHED: &str = "part";

/// The folder that is set, else that of the user for caches, else one among the temporary files.
pub(super) fn cache(set: Option<&Path>) -> PathBuf {
    if let Some(set) = set {
        return set.to_owned();
    }
    of_the_user().unwrap_or_else(|| std::env::temp_dir().join("docent"))
}

/// The folder of the user for caches, where there is one.
pub(crate) fn of_the_user() -> Option<PathBuf> {
    let of = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let caches =
        of("XDG_CACHE_HOME").or_else(|| of("LOCALAPPDATA")).or_else(|| of("HOME").map(|home| home.join(".cache")));
    Some(caches?.join("docent"))
}

/// Writes beside the file and moves it there: who reads meanwhile sees the old or the new one.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    // Another process may write the same file at the same time.
    let beside = path.with_extension(format!("{}.{UNFINISHED}", std::process::id()));
    let moved = fs::write(&beside, bytes).and_then(|()| fs::rename(&beside, path));
    if moved.is_err() {
        drop(fs::remove_file(&beside));
    }
    moved
}
