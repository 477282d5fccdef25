//! Puts new files into a folder all at once: either all of them are there, or none is and everything is as before. Nothing that exists is written over but what is named to be.
//!
//! In: files. Out: a folder. They are written beside their place, under a name that starts with a dot and that Docent passes over, and moved there whole.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::failure::Failure;
use crate::knowledge::id_of;

/// Refuses what is no name for a folder of entries: with dots or a slash in it, it could lead anywhere.
pub(super) fn named(shelf: &str) -> Result<(), Failure> {
    if !shelf.is_empty() && id_of(shelf, usize::MAX) == shelf {
        return Ok(());
    }
    Err(Failure::Use(format!("`{shelf}` is no name for a folder of entries: small letters, digits and hyphens")))
}

/// A folder on its way to its place. What is left undone is taken away.
pub(super) struct Staged {
    path: PathBuf,
    placed: bool,
}

impl Staged {
    /// An empty folder inside `beside`, which must exist.
    pub(super) fn new(beside: &Path) -> Result<Self, Failure> {
        let path = beside.join(format!(".docent-{}", std::process::id()));
        fs::create_dir(&path).map_err(|source| failed(&path, source))?;
        Ok(Self { path, placed: false })
    }

    /// Writes a file into it; `path` has `/` between parts.
    pub(super) fn write(&self, path: &str, text: &str) -> Result<(), Failure> {
        let path = path.split('/').fold(self.path.clone(), |path, part| path.join(part));
        let written = fs::write(&path, text).or_else(|error| match (error.kind(), path.parent()) {
            // Once for each folder, not once for each file.
            (io::ErrorKind::NotFound, Some(parent)) => fs::create_dir_all(parent).and_then(|()| fs::write(&path, text)),
            _ => Err(error),
        });
        written.map_err(|source| failed(&path, source))
    }

    /// Moves the whole to its place, where nothing, or an empty folder, may be.
    pub(super) fn place(mut self, to: &Path) -> Result<(), Failure> {
        if let Some(parent) = to.parent() {
            fs::create_dir_all(parent).map_err(|source| failed(parent, source))?;
        }
        // Some systems do not move a folder onto an empty one. A folder with something in it stays, and the move fails.
        let _ = fs::remove_dir(to);
        fs::rename(&self.path, to).map_err(|source| failed(to, source))?;
        self.placed = true;
        Ok(())
    }
}

impl Drop for Staged {
    fn drop(&mut self) {
        if !self.placed {
            let _ = fs::remove_dir_all(&self.path);
        }
    }
}

/// Writes a file whole: another reader sees the old text or the new one, never half of it. Where a link stands, the file that it leads to is written; what may be done
/// with a file stays as it was.
pub(super) fn replace(path: &Path, text: &str) -> Result<(), Failure> {
    let real = fs::canonicalize(path);
    let path = real.as_deref().unwrap_or(path);
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let beside = path.with_file_name(format!(".{name}.docent-{}", std::process::id()));
    let written = fs::write(&beside, text).and_then(|()| {
        if let Ok(before) = fs::metadata(path) {
            fs::set_permissions(&beside, before.permissions())?;
        }
        fs::rename(&beside, path)
    });
    written.map_err(|source| {
        let _ = fs::remove_file(&beside);
        failed(path, source)
    })
}

/// A file that is written over, and what stands in it before and after.
pub(super) struct Over {
    pub(super) path: PathBuf,
    pub(super) before: String,
    pub(super) after: String,
}

/// Writes over all of them; where one cannot be written, those before it become what they were.
pub(super) fn replace_all(files: &[Over]) -> Result<(), Failure> {
    for (at, file) in files.iter().enumerate() {
        if let Err(failure) = replace(&file.path, &file.after) {
            put_back(files.get(..at).unwrap_or_default())?;
            return Err(failure);
        }
    }
    Ok(())
}

/// Makes files what they were.
pub(super) fn put_back(files: &[Over]) -> Result<(), Failure> {
    files.iter().try_for_each(|file| replace(&file.path, &file.before))
}

/// Whether nothing is there, or an empty folder.
pub(super) fn is_free(path: &Path) -> bool {
    match fs::read_dir(path) {
        Ok(mut items) => items.next().is_none(),
        Err(error) => error.kind() == io::ErrorKind::NotFound,
    }
}

/// The folder that something stands in: the current one for a bare name.
pub(super) fn parent(path: &Path) -> PathBuf {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).map_or_else(|| PathBuf::from("."), Path::to_path_buf)
}

fn failed(path: &Path, source: io::Error) -> Failure {
    Failure::File { path: path.display().to_string(), source }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_files_come_at_once_or_none_does() {
        let folder = tempfile::tempdir().unwrap();
        let to = folder.path().join("deep/faq");
        let staged = Staged::new(folder.path()).unwrap();
        staged.write("a/b.md", "text").unwrap();
        assert!(!to.exists());
        staged.place(&to).unwrap();
        assert_eq!(fs::read_to_string(to.join("a/b.md")).unwrap(), "text");
        let again = Staged::new(folder.path()).unwrap();
        again.write("a/b.md", "other").unwrap();
        assert!(again.place(&to).is_err(), "something is there");
        assert_eq!(fs::read_to_string(to.join("a/b.md")).unwrap(), "text");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left lying about");
    }

    #[test]
    fn all_files_are_written_over_or_none_is() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        fs::write(path("a"), "one").unwrap();
        let over = |name: &str| Over { path: path(name), before: "one".to_owned(), after: "two".to_owned() };
        assert!(replace_all(&[over("a"), over("gone/b")]).is_err());
        assert_eq!(fs::read_to_string(path("a")).unwrap(), "one");
        replace_all(&[over("a")]).unwrap();
        assert_eq!(fs::read_to_string(path("a")).unwrap(), "two");
    }
}
