//! Names the state of everything that learning and checking depend on, so that what an older program has found is never taken for this one's.
//!
//! In: the sources, byte by byte. Out: `LEARNING_STATE` and `CHECKING_STATE`, for `env!`.

use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::Hasher;
use std::path::{Path, PathBuf};

/// How text is read, what is learned from it, and the libraries beneath; what is put in order here is read as well.
const LEARNED_WITH: [&str; 8] = [
    "build",
    "src/cores.rs",
    "src/language.rs",
    "src/text",
    "src/matching",
    "src/knowledge",
    "src/recall.rs",
    "Cargo.lock",
];

/// What knowledge is judged by, besides.
const CHECKED_WITH: [&str; 7] =
    ["src/answer", "src/check", "src/decision.rs", "src/onboarding", "src/pipeline", "src/pipeline.rs", "src/render"];

/// Names both states.
pub(crate) fn name() {
    let mut state = DefaultHasher::new();
    // Not names that begin like a setting: what is run through Cargo finds them in its environment.
    read(&mut state, &LEARNED_WITH);
    println!("cargo::rustc-env=LEARNING_STATE={:016x}", state.finish());
    read(&mut state, &CHECKED_WITH);
    println!("cargo::rustc-env=CHECKING_STATE={:016x}", state.finish());
}

fn read(state: &mut DefaultHasher, paths: &[&str]) {
    for path in paths {
        println!("cargo::rerun-if-changed={path}");
        for file in files(Path::new(path)) {
            state.write(&fs::read(&file).unwrap_or_default());
        }
    }
}

/// A file, or all files in a folder, in a fixed order.
fn files(path: &Path) -> Vec<PathBuf> {
    let Ok(folder) = fs::read_dir(path) else { return vec![path.to_owned()] };
    let mut inner: Vec<PathBuf> = folder.flatten().map(|entry| entry.path()).collect();
    inner.sort();
    inner.iter().flat_map(|path| files(path)).collect()
}
