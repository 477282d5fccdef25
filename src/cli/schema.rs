//! `docent schema`: prints the JSON Schema of a kind of knowledge file, or writes all of them into a folder, for editors.
//!
//! In: a kind. Out: the schema. What it says is left to [`crate::authoring::schemas`].

use std::fs;
use std::io::Write as _;
use std::path::PathBuf;

use clap::Args;

use super::failure::{Exit, Failure};
use super::screen;
use crate::authoring::schemas::{ALL, ENDING};

#[derive(Debug, Args)]
pub(super) struct Schema {
    /// Which kind; without one, all are listed
    #[arg(value_name = "KIND")]
    kind: Option<String>,
    /// Write all of them into this folder
    #[arg(long, value_name = "DIR", conflicts_with = "kind")]
    write: Option<PathBuf>,
}

pub(super) fn command(flags: &Schema) -> Result<Exit, Failure> {
    let mut out = screen::out();
    if let Some(folder) = &flags.write {
        let failed = |path: &PathBuf, source| Failure::File { path: path.display().to_string(), source };
        fs::create_dir_all(folder).map_err(|source| failed(folder, source))?;
        for (kind, _, text) in ALL {
            let path = folder.join(format!("{kind}{ENDING}"));
            fs::write(&path, text).map_err(|source| failed(&path, source))?;
            writeln!(out, "{}", path.display())?;
        }
        return Ok(Exit::Done);
    }
    match &flags.kind {
        None => ALL.iter().try_for_each(|(kind, files, _)| writeln!(out, "{kind:<12} {files}"))?,
        Some(wanted) => {
            let found = ALL.iter().find(|(kind, ..)| kind == wanted);
            let kinds: Vec<&str> = ALL.iter().map(|(kind, ..)| *kind).collect();
            let mend = || Failure::Use(format!("there is no kind `{wanted}`: {}", kinds.join(", ")));
            let (_, _, text) = found.ok_or_else(mend)?;
            out.write_all(text.as_bytes())?;
        }
    }
    out.flush()?;
    Ok(Exit::Done)
}
