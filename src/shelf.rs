//! The shelf of what was learned, as a folder: a second start takes from it what the first one learned.
//!
//! In: bytes and their label. Out: the same bytes, as long as there is room. Whether they still fit is judged by who takes them.

use std::fs::{self, File};
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use crate::matching::Shelf;
use crate::semantic::folder;

/// The ending of the files.
const ENDING: &str = "learned";

/// Files that are kept, those taken last: a few states of a knowledge folder, and what some servers taught. Each has a few megabytes.
const MOST: usize = 32;

/// The ending of files that are only there to see whether there can be any.
const TRIED: &str = "try";

/// Nobody takes so long to write a file: what is that old and unfinished was left behind by a process that was ended.
const LEFT_BEHIND: Duration = Duration::from_hours(1);

/// A folder of learned things.
#[derive(Debug, Clone)]
pub struct FolderShelf {
    folder: PathBuf,
}

impl FolderShelf {
    /// A shelf in a folder, which need not exist yet.
    #[must_use]
    pub fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// The shelf among the user's caches; none where the user has no folder for caches.
    #[must_use]
    pub fn of_the_user() -> Option<Self> {
        folder::of_the_user().map(|caches| Self::new(caches.join(ENDING)))
    }

    /// Where it is.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Whether something lies under a label.
    #[must_use]
    pub fn has(&self, label: &str) -> bool {
        self.path(label).is_file()
    }

    /// Whether something can be put there: makes the folder, and tries.
    ///
    /// # Errors
    /// What the system said.
    pub fn can_keep(&self) -> io::Result<()> {
        let path = self.folder.join(format!("{}.{TRIED}", std::process::id()));
        fs::create_dir_all(&self.folder)?;
        fs::write(&path, [])?;
        fs::remove_file(path)
    }

    fn path(&self, label: &str) -> PathBuf {
        self.folder.join(label).with_extension(ENDING)
    }

    /// Makes room: what was taken longest ago goes, and what was never finished.
    fn tidy(&self) -> io::Result<()> {
        let mut files: Vec<(SystemTime, PathBuf)> = Vec::new();
        for entry in fs::read_dir(&self.folder)? {
            let path = entry?.path();
            if path.extension().is_some_and(|ending| ending == ENDING) {
                files.push((path.metadata()?.modified()?, path));
            } else if is_left_behind(&path) {
                // Another process may tidy at the same time.
                drop(fs::remove_file(path));
            }
        }
        files.sort();
        let surplus = files.len().saturating_sub(MOST);
        files.iter().take(surplus).try_for_each(|(_, path)| fs::remove_file(path))
    }
}

/// Whether this is a file that nobody will finish any more.
fn is_left_behind(path: &Path) -> bool {
    let age = || path.metadata().ok()?.modified().ok()?.elapsed().ok();
    path.extension().is_some_and(|ending| ending == folder::UNFINISHED || ending == TRIED)
        && age().is_some_and(|age| age > LEFT_BEHIND)
}

/// Notes that a file was of use; where that fails, it goes a little earlier.
fn touch(path: &Path) {
    drop(File::options().append(true).open(path).and_then(|file| file.set_modified(SystemTime::now())));
}

impl Shelf for FolderShelf {
    fn take(&self, label: &str) -> Option<Vec<u8>> {
        let path = self.path(label);
        let learned = fs::read(&path).ok()?;
        touch(&path);
        Some(learned)
    }

    fn take_part(&self, label: &str, part: Range<usize>) -> Option<Vec<u8>> {
        let path = self.path(label);
        let mut file = File::open(&path).ok()?;
        if part.start == 0 {
            touch(&path);
        }
        // Whatever stands for a length in a spoiled file, no more is set aside than there is.
        let whole = usize::try_from(file.metadata().ok()?.len()).ok()?;
        if part.start > part.end || part.end > whole {
            return None;
        }
        let mut bytes = Vec::with_capacity(part.len());
        file.seek(SeekFrom::Start(part.start as u64)).ok()?;
        file.take(part.len() as u64).read_to_end(&mut bytes).ok()?;
        (bytes.len() == part.len()).then_some(bytes)
    }

    fn put(&self, label: &str, learned: &[u8]) {
        // A disk that is full or read-only costs time at the next start, and nothing else.
        if let Err(error) = folder::write(&self.path(label), learned).and_then(|()| self.tidy()) {
            tracing::debug!(folder = %self.folder.display(), %error, "what was learned is not kept");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_put_last_is_there_and_what_was_not_wanted_for_long_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let shelf = FolderShelf::new(folder.path().join("shelf"));
        assert_eq!(shelf.take("none"), None);
        shelf.can_keep().unwrap();
        assert_eq!(fs::read_dir(shelf.folder()).unwrap().count(), 0, "trying leaves nothing behind");
        shelf.put("first", b"1");
        let old = SystemTime::UNIX_EPOCH;
        File::options().append(true).open(shelf.path("first")).unwrap().set_modified(old).unwrap();
        for number in 0..MOST {
            shelf.put(&format!("{number}"), b"2");
        }
        assert_eq!(shelf.take("first"), None, "the one wanted longest ago goes");
        assert_eq!(shelf.take("0").as_deref(), Some(b"2".as_slice()));
        assert_eq!(fs::read_dir(shelf.folder()).unwrap().count(), MOST);
    }

    #[test]
    fn what_a_process_that_was_ended_left_behind_goes_some_time() {
        let folder = tempfile::tempdir().unwrap();
        let shelf = FolderShelf::new(folder.path().to_owned());
        for name in ["old.1.part", "1.try", "new.2.part", "2.try", "other"] {
            fs::write(folder.path().join(name), "half of").unwrap();
        }
        for name in ["old.1.part", "1.try", "other"] {
            let file = File::options().append(true).open(folder.path().join(name)).unwrap();
            file.set_modified(SystemTime::now() - LEFT_BEHIND * 2).unwrap();
        }
        assert_eq!(shelf.take("old"), None, "what is unfinished is not read");
        shelf.put("label", b"1");
        let mut names: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|file| file.unwrap().file_name()).collect();
        names.sort();
        assert_eq!(names, ["2.try", "label.learned", "new.2.part", "other"]);
    }

    #[test]
    fn a_part_is_taken_where_all_of_it_is_there() {
        let folder = tempfile::tempdir().unwrap();
        let shelf = FolderShelf::new(folder.path().to_owned());
        assert!(!shelf.has("label"));
        shelf.put("label", b"learned");
        assert!(shelf.has("label"));
        let rows: [(Range<usize>, Option<&[u8]>); 5] =
            [(0..7, Some(b"learned")), (2..5, Some(b"arn")), (7..7, Some(b"")), (5..8, None), (0..usize::MAX, None)];
        for (part, bytes) in rows {
            assert_eq!(shelf.take_part("label", part.clone()).as_deref(), bytes, "{part:?}");
        }
        assert_eq!(shelf.take_part("none", 0..0), None);
    }

    #[test]
    fn where_nothing_can_be_written_nothing_is_lost_but_time() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let shelf = FolderShelf::new(file.path().to_owned());
        assert!(shelf.can_keep().is_err());
        shelf.put("label", b"1");
        assert_eq!(shelf.take("label"), None);
    }
}
