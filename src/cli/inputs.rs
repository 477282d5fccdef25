//! Reads the files that a person names, and those in the folders that they name.
//!
//! In: paths. Out: their text, in the order they were named, those of a folder by name.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::failure::Failure;
use crate::exchange::Input;

/// All files; of a folder, those with one of these endings.
pub(super) fn read(paths: &[PathBuf], endings: &[&str]) -> Result<Vec<Input>, Failure> {
    let mut files = Vec::new();
    for path in paths {
        let failed = |source| Failure::Input { path: path.display().to_string(), source };
        if fs::metadata(path).map_err(failed)?.is_dir() {
            files.extend(inside(path, endings).map_err(failed)?);
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

fn inside(folder: &Path, endings: &[&str]) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for item in fs::read_dir(folder)? {
        let path = item?.path();
        let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
        if !hidden && path.is_file() && ending.is_some_and(|ending| endings.contains(&ending.as_str())) {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
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
