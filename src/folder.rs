//! Reads a knowledge folder from the disk: the one room that does.
//!
//! In: the path of a folder. Out: its files as text, sorted by path, so that the same folder always reads the same; or, for who lists
//! all problems, whatever can be read and what cannot. What the files mean is left to [`crate::knowledge::parse`]. Files that start with
//! a dot and those that are for people or editors are passed over.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::cores;
use crate::knowledge::{KnowledgeFile, Problem, Severity};

/// Largest file that is read, in bytes. An entry has a few thousand; more than this is a picture or a dump gone astray.
pub const MAX_FILE_BYTES: u64 = 1024 * 1024;

/// Deepest folder that is entered. `faq/pay/levels/` is 3; more than this is a link that leads back up.
const MAX_DEPTH: usize = 8;

/// Files for the people who write, wherever they stand.
const FOR_PEOPLE: [&str; 2] = ["README.md", "COVERAGE.md"];

/// Ending of the files that tell editors about the format.
const FOR_EDITORS: &str = ".schema.json";

/// What stands for the text of a file that cannot be read: neither TOML nor front matter, so that nobody who refers to the file is blamed for it.
const ILLEGIBLE: &str = "\0";

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

impl FolderError {
    /// As a finding about one file.
    fn problem(&self, file: &str) -> Problem {
        let (line, message, help) = match self {
            Self::NotText { line, .. } => (*line, "the file is not UTF-8 text".to_owned(), "save it as UTF-8"),
            Self::Name(_) => (1, "the name of a file is not UTF-8".to_owned(), "rename it"),
            Self::TooLarge { bytes, .. } => {
                let message = format!("the file has {bytes} bytes, the most is {MAX_FILE_BYTES}");
                (1, message, "split it, or move it out of the folder")
            }
            Self::NotAFile(_) => (1, "it is neither a file nor a folder".to_owned(), "take it out of the folder"),
            Self::Unreadable { source, .. } => {
                (1, format!("the file cannot be read: {source}"), "give Docent the right to read it, or move it away")
            }
            Self::Missing(_) | Self::NotAFolder(_) | Self::TooDeep(_) => (1, self.to_string(), "see the message"),
        };
        Problem { severity: Severity::Error, file: file.to_owned(), span: None, line, message, help: help.to_owned() }
    }
}

/// A folder in which not everything may be readable.
#[derive(Debug)]
pub struct Looked {
    /// Its files. Those that cannot be read are among them, with nothing that could be taken for a text of theirs.
    pub files: Vec<KnowledgeFile>,
    /// What cannot be read, by file.
    pub problems: Vec<Problem>,
}

/// Reads every knowledge file below `folder`. Byte order marks are dropped and line ends made the same.
///
/// # Errors
/// Where the folder is missing or anything in it cannot be read as text.
pub fn read(folder: &Path) -> Result<Vec<KnowledgeFile>, FolderError> {
    let walk = walk(folder)?;
    if let Some((_, error)) = walk.illegible.into_iter().next() {
        return Err(error);
    }
    let texts = texts(&walk.files).into_iter();
    walk.files.into_iter().zip(texts).map(|(file, text)| Ok(KnowledgeFile { path: file.inside, text: text? })).collect()
}

/// Reads the same and goes on where a file cannot be read.
///
/// # Errors
/// Where the folder itself cannot be read.
pub fn look(folder: &Path) -> Result<Looked, FolderError> {
    let walk = walk(folder)?;
    let mut problems: Vec<Problem> = walk.illegible.iter().map(|(inside, error)| error.problem(inside)).collect();
    let texts = texts(&walk.files).into_iter();
    let legible = |(file, text): (Found, Result<String, FolderError>)| {
        let text = text.unwrap_or_else(|error| {
            problems.push(error.problem(&file.inside));
            ILLEGIBLE.to_owned()
        });
        KnowledgeFile { path: file.inside, text }
    };
    let files = walk.files.into_iter().zip(texts).map(legible).collect();
    Ok(Looked { files, problems })
}

/// Everything below a folder, by path.
fn walk(folder: &Path) -> Result<Walk, FolderError> {
    let kind = fs::metadata(folder).map_err(|source| match source.kind() {
        io::ErrorKind::NotFound => FolderError::Missing(folder.to_owned()),
        _ => FolderError::Unreadable { path: folder.to_owned(), source },
    })?;
    if !kind.is_dir() {
        return Err(FolderError::NotAFolder(folder.to_owned()));
    }
    let mut walk = Walk::default();
    walk.enter(folder, "", 0)?;
    walk.files.sort_by(|one, other| one.inside.cmp(&other.inside));
    walk.illegible.sort_by(|(one, _), (other, _)| one.cmp(other));
    Ok(walk)
}

fn texts(files: &[Found]) -> Vec<Result<String, FolderError>> {
    // Of a hundred thousand files, most of the time goes into waiting for each.
    cores::each(files, |file| text(&file.path, file.bytes))
}

/// What was met on the way through a folder.
#[derive(Default)]
struct Walk {
    files: Vec<Found>,
    /// What is no file, by where it lies in the folder.
    illegible: Vec<(String, FolderError)>,
}

/// A file that is to be read.
struct Found {
    path: PathBuf,
    /// Its path inside the folder.
    inside: String,
    bytes: u64,
}

impl Walk {
    fn enter(&mut self, folder: &Path, prefix: &str, depth: usize) -> Result<(), FolderError> {
        if depth > MAX_DEPTH {
            return Err(FolderError::TooDeep(folder.to_owned()));
        }
        let unreadable = |source| FolderError::Unreadable { path: folder.to_owned(), source };
        for item in fs::read_dir(folder).map_err(unreadable)? {
            self.meet(&item.map_err(unreadable)?.path(), prefix, depth)?;
        }
        Ok(())
    }

    fn meet(&mut self, path: &Path, prefix: &str, depth: usize) -> Result<(), FolderError> {
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else {
            let shown = path.file_name().unwrap_or_default().to_string_lossy();
            self.illegible.push((format!("{prefix}{shown}"), FolderError::Name(path.to_owned())));
            return Ok(());
        };
        if is_passed_over(name) {
            return Ok(());
        }
        let inside = format!("{prefix}{name}");
        // Links are followed: a mounted configuration folder consists of them.
        match fs::metadata(path) {
            Ok(kind) if kind.is_dir() => return self.enter(path, &format!("{inside}/"), depth + 1),
            Ok(kind) if kind.is_file() => self.files.push(Found { path: path.to_owned(), inside, bytes: kind.len() }),
            Ok(_) => self.illegible.push((inside, FolderError::NotAFile(path.to_owned()))),
            Err(source) => {
                self.illegible.push((inside, FolderError::Unreadable { path: path.to_owned(), source }));
            }
        }
        Ok(())
    }
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
