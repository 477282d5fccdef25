//! Bringing knowledge in from other formats and taking it out again, with the program as a person starts it and on files in the shape of each origin (`tests/data/import`).

mod again;
mod importing;
mod round_trips;
mod scale;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use docent::folder;
use docent::knowledge::{KnowledgeBase, parse};

/// A folder of one test, with `knowledge/` in it once something is imported.
pub(crate) struct Desk(tempfile::TempDir);

impl Desk {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// With the small coffee knowledge in it.
    pub(crate) fn with_knowledge() -> Self {
        let desk = Self::new();
        copy(&data("small"), &desk.path("knowledge"));
        desk
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub(crate) fn docent(&self, arguments: &[&str]) -> Ran {
        let mut command = Command::new(env!("CARGO_BIN_EXE_docent"));
        command.args(arguments).current_dir(self.0.path()).stdin(Stdio::null());
        for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("DOCENT_")) {
            command.env_remove(name);
        }
        Ran::from(command.output().unwrap())
    }

    /// Imports a file of `tests/data/import` into `knowledge/`.
    pub(crate) fn import(&self, format: &str, files: &[&str], more: &[&str]) -> Ran {
        let files: Vec<String> = files.iter().map(|file| data("import").join(file).display().to_string()).collect();
        let arguments =
            ["import", format].into_iter().chain(files.iter().map(String::as_str)).chain(more.iter().copied());
        self.docent(&arguments.collect::<Vec<_>>())
    }

    /// What is known now; it must load.
    pub(crate) fn knowledge(&self) -> KnowledgeBase {
        let parsed = parse(&folder::read(&self.path("knowledge")).unwrap());
        let problems: Vec<String> = parsed.problems.iter().map(ToString::to_string).collect();
        parsed.knowledge.unwrap_or_else(|| panic!("{problems:#?}"))
    }

    /// Every file below a folder, by path.
    pub(crate) fn files(&self, name: &str) -> BTreeMap<String, String> {
        let mut files = BTreeMap::new();
        read_all(&self.path(name), "", &mut files);
        files
    }

    /// What `check` finds besides what nobody can mend but a person who writes.
    pub(crate) fn errors(&self) -> Vec<String> {
        let checked = self.docent(&["check"]);
        checked.out.lines().filter(|line| line.starts_with("error")).map(str::to_owned).collect()
    }
}

pub(crate) struct Ran {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Self { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    }
}

pub(crate) fn data(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name)
}

pub(crate) fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for item in fs::read_dir(from).unwrap() {
        let path = item.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() { copy(&path, &target) } else { _ = fs::copy(&path, &target).unwrap() }
    }
}

fn read_all(folder: &Path, prefix: &str, files: &mut BTreeMap<String, String>) {
    for item in fs::read_dir(folder).unwrap() {
        let path = item.unwrap().path();
        let name = format!("{prefix}{}", path.file_name().unwrap().to_string_lossy());
        if path.is_dir() {
            read_all(&path, &format!("{name}/"), files);
        } else {
            files.insert(name, fs::read_to_string(&path).unwrap());
        }
    }
}
