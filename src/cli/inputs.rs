//! Reads the files that a person names, and those in the folders that they name.
//!
//! In: paths. Out: their text, in the order they were named, those of a folder and of all folders in it by their paths.

use std::fs;
use std::path::{Path, PathBuf};

use super::failure::Failure;
use crate::exchange::Input;

/// Deepest folder that is entered; what lies deeper is a link that leads back up.
const MAX_DEPTH: usize = 8;

/// All files; of a folder, those with one of these endings, however deep they lie.
pub(super) fn read(paths: &[PathBuf], endings: &[&str]) -> Result<Vec<Input>, Failure> {
    let mut files = Vec::new();
    for path in paths {
        let failed = |source| Failure::Input { path: path.display().to_string(), source };
        if fs::metadata(path).map_err(failed)?.is_dir() {
            let mut found = Vec::new();
            walk(path, endings, 0, &mut found)?;
            found.sort();
            files.append(&mut found);
        } else {
            files.push(path.clone());
        }
    }
    if files.is_empty() {
        let endings: Vec<String> = endings.iter().map(|ending| format!("`.{ending}`")).collect();
        return Err(Failure::Use(format!("no file there ends in {}: name the files themselves", endings.join(" or "))));
    }
    files.iter().map(|path| input(path)).collect()
}

fn walk(folder: &Path, endings: &[&str], depth: usize, files: &mut Vec<PathBuf>) -> Result<(), Failure> {
    if depth > MAX_DEPTH {
        return Err(Failure::Use(format!(
            "`{}` lies more than {MAX_DEPTH} folders deep: does a link lead back to its own folder? Name the files themselves",
            folder.display()
        )));
    }
    let failed = |source| Failure::Input { path: folder.display().to_string(), source };
    for item in fs::read_dir(folder).map_err(failed)? {
        let path = item.map_err(failed)?.path();
        if path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.')) {
            continue;
        }
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
        if path.is_dir() {
            walk(&path, endings, depth + 1, files)?;
        } else if path.is_file() && ending.is_some_and(|ending| endings.contains(&ending.as_str())) {
            files.push(path);
        }
    }
    Ok(())
}

fn input(path: &Path) -> Result<Input, Failure> {
    let name = path.display().to_string();
    let bytes = fs::read(path).map_err(|source| Failure::Input { path: name.clone(), source })?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let good = error.utf8_error().valid_up_to();
        let line = 1 + error.as_bytes().iter().take(good).filter(|byte| **byte == b'\n').count();
        Failure::Use(format!("`{name}` is not UTF-8 text (line {line}): save it as UTF-8"))
    })?;
    Ok(Input { name, text: text.replace("\r\n", "\n") })
}
