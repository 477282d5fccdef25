//! The image's build, replayed without an engine: what its steps copy is what Cargo reads.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

pub(crate) fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap()
}

/// The instructions of the Dockerfile, one a line.
fn dockerfile() -> String {
    read("Dockerfile").replace("\\\n", " ")
}

/// What each instruction of this kind says in the stage that is run.
pub(crate) fn said(instruction: &str) -> Vec<String> {
    let dockerfile = dockerfile();
    let (_, stage) = dockerfile.rsplit_once("\nFROM ").unwrap();
    let said = stage.lines().filter_map(|line| line.strip_prefix(instruction)?.strip_prefix(' '));
    said.map(str::to_owned).collect()
}

/// What the stage that compiles copies from the repository.
fn copied() -> Vec<String> {
    let dockerfile = dockerfile();
    let stages = dockerfile.lines().scan(0, |stage, line| {
        *stage += usize::from(line.starts_with("FROM "));
        Some((*stage, line))
    });
    let copies = stages.filter(|(stage, _)| *stage == 1).filter_map(|(_, line)| line.strip_prefix("COPY "));
    copies
        .flat_map(|paths| {
            let mut paths: Vec<&str> = paths.split_whitespace().filter(|path| !path.starts_with("--")).collect();
            paths.pop();
            paths.into_iter().map(str::to_owned).collect::<Vec<_>>()
        })
        .collect()
}

/// What `.dockerignore` lets in: it shuts everything out first.
fn let_in() -> Vec<String> {
    let ignored = read(".dockerignore");
    let mut rules = ignored.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    assert_eq!(rules.next(), Some("*"));
    rules.map(|rule| rule.strip_prefix('!').unwrap_or_else(|| panic!("`{rule}` shuts out again")).to_owned()).collect()
}

fn holds(all: &[String], path: &str) -> bool {
    all.iter().any(|one| path == one || path.strip_prefix(one.as_str()).is_some_and(|rest| rest.starts_with('/')))
}

/// Everything in the repository that the compiler read to build the library and the program, as it noted itself; and what Cargo needs before.
fn read_by_the_build() -> BTreeSet<String> {
    let deps = Path::new(env!("CARGO_BIN_EXE_docent")).with_file_name("deps");
    let made = deps.join("../build").canonicalize();
    let notes = fs::read_dir(&deps).unwrap().map(|entry| entry.unwrap().path());
    let notes = notes.filter(|path| path.extension().is_some_and(|ending| ending == "d"));
    let own = |path: &PathBuf| path.file_name().unwrap().to_string_lossy().starts_with("docent-");
    let mut needed: BTreeSet<String> = ["Cargo.toml", "Cargo.lock", "src/main.rs"].map(str::to_owned).into();
    for notes in notes.filter(own).map(|path| fs::read_to_string(path).unwrap()) {
        // Those of tests and benches tell of what the image does without.
        let library = notes.lines().find(|line| line.contains(".rlib: "));
        let files = library.and_then(|line| line.split_once(": ")).map_or("", |(_, files)| files);
        // From an earlier build, a file may be gone; what the build itself wrote is no part of the repository.
        let there = files.split_whitespace().filter_map(|file| root().join(file).canonicalize().ok());
        let there = there.filter(|file| !made.as_ref().is_ok_and(|made| file.starts_with(made)));
        needed.extend(there.filter_map(|file| Some(file.strip_prefix(root()).ok()?.to_str()?.to_owned())));
        needed.extend(notes.contains("env-dep:LEARNING_STATE=").then(|| "build/main.rs".to_owned()));
    }
    needed
}

#[test]
fn the_image_is_built_from_everything_that_the_build_reads() {
    let (copied, let_in, needed) = (copied(), let_in(), read_by_the_build());
    assert!(needed.contains("build/main.rs") && needed.contains("src/lib.rs"), "{needed:?}");
    for file in needed {
        assert!(holds(&copied, &file), "the Dockerfile does not copy {file}, which the build reads");
        assert!(holds(&let_in, &file), ".dockerignore shuts {file} out, which the build reads");
    }
    for path in copied {
        assert!(root().join(&path).exists() && holds(&let_in, &path), "COPY {path} would find nothing");
    }
}

/// The shell that the image's build uses is there on every Unix.
#[cfg(unix)]
#[test]
fn the_image_builds_its_dependencies_from_a_manifest_that_is_whole() {
    let dockerfile = dockerfile();
    let run = dockerfile.lines().find(|line| line.starts_with("RUN") && line.contains("mkdir src")).unwrap();
    let (_, commands) = run.split_once("mkdir").unwrap();
    let (commands, _) = commands.split_once("&& cargo build").unwrap();
    let folder = tempfile::tempdir().unwrap();
    for file in ["Cargo.toml", "Cargo.lock"] {
        fs::copy(root().join(file), folder.path().join(file)).unwrap();
    }
    let mut shell = std::process::Command::new("sh");
    let done = shell.args(["-e", "-c", &format!("mkdir{commands}")]).current_dir(folder.path()).status().unwrap();
    assert!(done.success());
    let mut cargo = std::process::Command::new(env!("CARGO"));
    let told = cargo.args(["metadata", "--no-deps", "--offline", "--format-version", "1"]).current_dir(folder.path());
    let told = told.output().unwrap();
    assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stderr));
    let targets: serde_json::Value = serde_json::from_slice(&told.stdout).unwrap();
    for target in targets["packages"][0]["targets"].as_array().unwrap() {
        let file = target["src_path"].as_str().unwrap();
        assert!(Path::new(file).is_file(), "cargo would look for {file}");
    }
}
