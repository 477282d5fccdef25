//! Reads a knowledge folder from the disk: the one room that does.
//!
//! In: the path of a folder. Out: its files as text, sorted by path, so that the same folder always reads the same. What the files
//! mean is left to [`crate::knowledge::parse`]. Files that start with a dot and those that are for people or editors are passed over.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::cores;
use crate::knowledge::KnowledgeFile;

/// Largest file that is read, in bytes. An entry has a few thousand; more than this is a picture or a dump gone astray.
pub const MAX_FILE_BYTES: u64 = 1024 * 1024;

/// Deepest folder that is entered. `faq/pay/levels/` is 3; more than this is a link that leads back up.
const MAX_DEPTH: usize = 8;

/// Files for the people who write, wherever they stand.
const FOR_PEOPLE: [&str; 2] = ["README.md", "COVERAGE.md"];

/// Ending of the files that tell editors about the format.
const FOR_EDITORS: &str = ".schema.json";

/// Why a folder cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    /// There is nothing at this path.
    #[error("there is no folder `{0}`: name the knowledge folder with `--knowledge`")]
    Missing(PathBuf),
    /// There is a file at this path.
    #[error("`{0}` is a file: name the folder it stands in")]
    NotAFolder(PathBuf),
    /// The system refused.
    #[error("cannot read `{path}`: {source}")]
    Unreadable {
        /// What was to be read.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A file is no text.
    #[error("`{path}` is not UTF-8 text (line {line}): save it as UTF-8")]
    NotText {
        /// The file.
        path: PathBuf,
        /// The first line that cannot be read, from 1.
        line: usize,
    },
    /// The name of a file is no text.
    #[error("the name of `{0}` is not UTF-8: rename the file")]
    Name(PathBuf),
    /// A file is too large to be knowledge.
    #[error("`{path}` has {bytes} bytes, the most is {MAX_FILE_BYTES}: split it, or move it out of the folder")]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// How large it is.
        bytes: u64,
    },
    /// A pipe, a socket, a device: who reads it may wait for ever.
    #[error("`{0}` is neither a file nor a folder: take it out of the knowledge folder")]
    NotAFile(PathBuf),
    /// Folders in folders without end.
    #[error("`{0}` lies more than {MAX_DEPTH} folders deep: does a link lead back to its own folder?")]
    TooDeep(PathBuf),
}

/// Reads every knowledge file below `folder`. Byte order marks are dropped and line ends made the same.
///
/// # Errors
/// Where the folder is missing or anything in it cannot be read as text.
pub fn read(folder: &Path) -> Result<Vec<KnowledgeFile>, FolderError> {
    let kind = fs::metadata(folder).map_err(|source| match source.kind() {
        io::ErrorKind::NotFound => FolderError::Missing(folder.to_owned()),
        _ => FolderError::Unreadable { path: folder.to_owned(), source },
    })?;
    if !kind.is_dir() {
        return Err(FolderError::NotAFolder(folder.to_owned()));
    }
    let mut found = Vec::new();
    walk(folder, "", 0, &mut found)?;
    found.sort_by(|one, other| one.inside.cmp(&other.inside));
    // Of a hundred thousand files, most of the time goes into waiting for each.
    let texts = cores::each(&found, |file| text(&file.path, file.bytes));
    let files = found.into_iter().zip(texts);
    files.map(|(file, text)| Ok(KnowledgeFile { path: file.inside, text: text? })).collect()
}

/// A file that is to be read.
struct Found {
    path: PathBuf,
    /// Its path inside the folder.
    inside: String,
    bytes: u64,
}

fn walk(folder: &Path, prefix: &str, depth: usize, files: &mut Vec<Found>) -> Result<(), FolderError> {
    if depth > MAX_DEPTH {
        return Err(FolderError::TooDeep(folder.to_owned()));
    }
    let unreadable = |path: &Path| {
        let path = path.to_owned();
        move |source| FolderError::Unreadable { path, source }
    };
    for item in fs::read_dir(folder).map_err(unreadable(folder))? {
        let path = item.map_err(unreadable(folder))?.path();
        let name = path.file_name().and_then(|name| name.to_str()).ok_or_else(|| FolderError::Name(path.clone()))?;
        if is_passed_over(name) {
            continue;
        }
        let inside = format!("{prefix}{name}");
        // Links are followed: a mounted configuration folder consists of them.
        let kind = fs::metadata(&path).map_err(unreadable(&path))?;
        if kind.is_dir() {
            walk(&path, &format!("{inside}/"), depth + 1, files)?;
        } else if kind.is_file() {
            files.push(Found { path, inside, bytes: kind.len() });
        } else {
            return Err(FolderError::NotAFile(path));
        }
    }
    Ok(())
}

fn is_passed_over(name: &str) -> bool {
    name.starts_with('.') || FOR_PEOPLE.contains(&name) || name.ends_with(FOR_EDITORS)
}

fn text(path: &Path, bytes: u64) -> Result<String, FolderError> {
    if bytes > MAX_FILE_BYTES {
        return Err(FolderError::TooLarge { path: path.to_owned(), bytes });
    }
    let bytes = fs::read(path).map_err(|source| FolderError::Unreadable { path: path.to_owned(), source })?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let good = error.utf8_error().valid_up_to();
        let line = 1 + error.as_bytes().iter().take(good).filter(|byte| **byte == b'\n').count();
        FolderError::NotText { path: path.to_owned(), line }
    })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    Ok(text.replace("\r\n", "\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    type Files<'a> = &'a [(&'a str, &'a [u8])];

    fn folder(files: Files<'_>) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (path, bytes) in files {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
        folder
    }

    #[test]
    fn files_are_sorted_and_what_is_for_people_is_passed_over() {
        let folder = folder(&[
            ("sources.toml", b"b"),
            ("faq/pay/b.md", b"\xEF\xBB\xBFone\r\ntwo"),
            ("faq/a.md", b""),
            ("faq/README.md", b""),
            ("COVERAGE.md", b""),
            ("entry.schema.json", b""),
            (".git/config", b""),
        ]);
        let files = read(folder.path()).unwrap();
        let paths: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
        assert_eq!(paths, ["faq/a.md", "faq/pay/b.md", "sources.toml"]);
        assert_eq!(files.get(1).map(|file| file.text.as_str()), Some("one\ntwo"));
    }

    #[test]
    fn what_cannot_be_read_is_named_with_its_cause() {
        let large = vec![b'a'; usize::try_from(MAX_FILE_BYTES).unwrap() + 1];
        let rows: [(Files<'_>, &str, &str); 4] = [
            (&[], "nowhere", "there is no folder"),
            (&[("a.md", b"")], "a.md", "is a file"),
            (&[("a.md", b"one\ntw\xff")], "", "is not UTF-8 text (line 2)"),
            (&[("a.md", &large)], "", "has 1048577 bytes, the most is 1048576"),
        ];
        for (files, path, expected) in rows {
            let folder = folder(files);
            let error = read(&folder.path().join(path)).unwrap_err().to_string();
            assert!(error.contains(expected), "{error}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn what_would_never_end_is_not_read() {
        let folder = folder(&[("faq/a.md", b"")]);
        let socket = folder.path().join("faq/socket");
        let _listening = std::os::unix::net::UnixListener::bind(&socket).unwrap();
        assert!(matches!(read(folder.path()), Err(FolderError::NotAFile(path)) if path == socket));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_that_leads_back_up_is_noticed() {
        let folder = folder(&[("faq/a.md", b"")]);
        std::os::unix::fs::symlink(folder.path(), folder.path().join("faq/loop")).unwrap();
        assert!(matches!(read(folder.path()), Err(FolderError::TooDeep(_))));
    }
}
