//! A knowledge folder for one test to write in.

use std::fs;
use std::path::{Path, PathBuf};

/// A copy of a knowledge folder of this repository, for one test to write in.
pub(crate) struct Copied {
    path: PathBuf,
    _folder: tempfile::TempDir,
}

impl Copied {
    pub(crate) fn of(knowledge: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("knowledge");
        copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join(knowledge), &path);
        Self { path, _folder: folder }
    }

    /// The knowledge; it stands in a folder that is free for other things.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Replaces something in a file, as a writer would.
    pub(crate) fn rewrite(&self, path: &str, from: &str, to: &str) {
        let path = self.path().join(path);
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "{} has no `{from}`", path.display());
        fs::write(path, text.replace(from, to)).unwrap();
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for item in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let (source, target) = (item.path(), to.join(item.file_name()));
        if source.is_dir() {
            copy(&source, &target);
        } else {
            fs::copy(source, target).unwrap();
        }
    }
}
