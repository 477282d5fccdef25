//! Names the state of everything that learning depends on, so that what an older program has learned is never taken for this one's.

use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::Hasher;
use std::path::{Path, PathBuf};

/// How text is read, what is learned from it, and the libraries beneath.
const LEARNED_WITH: [&str; 5] = ["src/language.rs", "src/text", "src/matching", "src/knowledge", "Cargo.lock"];

fn main() {
    let mut state = DefaultHasher::new();
    for path in LEARNED_WITH {
        println!("cargo::rerun-if-changed={path}");
        for file in files(Path::new(path)) {
            state.write(&fs::read(&file).unwrap_or_default());
        }
    }
    // Not a name that begins like a setting: what is run through Cargo finds it in its environment.
    println!("cargo::rustc-env=LEARNING_STATE={:016x}", state.finish());
}

/// A file, or all files in a folder, in a fixed order.
fn files(path: &Path) -> Vec<PathBuf> {
    let Ok(folder) = fs::read_dir(path) else { return vec![path.to_owned()] };
    let mut inner: Vec<PathBuf> = folder.flatten().map(|entry| entry.path()).collect();
    inner.sort();
    inner.iter().flat_map(|path| files(path)).collect()
}
