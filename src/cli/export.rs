//! `docent export`: takes the knowledge out in another format.
//!
//! In: the knowledge folder. Out: a file, or a folder of them, all at once; nothing that exists is written over. What they hold is left to [`crate::exchange`].

use std::io::Write as _;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::args::Common;
use super::failure::{Exit, Failure};
use super::place::{self, Staged};
use super::{load, screen};
use crate::exchange::{self, Out};

/// Below the flags.
pub(super) const EXAMPLES: &str = "\
Examples:
  docent export markdown site         pages with an index, for any forge or note program
  docent export json knowledge.json   everything, for other programs
  docent export csv faq.csv           entries, for a spreadsheet
  docent export rasa bot              a Rasa project: data/nlu.yml, domain.yml, data/rules.yml
  docent export json -                to standard output

`docent import` reads the entries of json, csv, markdown and rasa back. Each has its
id there: what is the same does not come twice, and what you edited is listed and
taken over with `--update`.";

/// Stands for standard output.
const STANDARD_OUTPUT: &str = "-";

/// Notes that are shown: about a screen of them.
const ONE_SCREEN: usize = 20;

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// A folder of pages with an index
    Markdown,
    /// One document with everything, onboarding tracks and the quiz too
    Json,
    /// Entries as a table
    Csv,
    /// Entries as a Rasa project
    Rasa,
}

#[derive(Debug, Args)]
pub(super) struct Export {
    /// What to write
    #[arg(value_name = "FORMAT")]
    format: Format,
    /// File or folder to write, which must not be there yet; - is standard output for json and csv
    #[arg(value_name = "OUT")]
    out: PathBuf,
}

pub(super) fn command(common: &Common, export: &Export) -> Result<Exit, Failure> {
    let settings = load::settings(common)?;
    let to_screen = export.out == Path::new(STANDARD_OUTPUT);
    // First: a slip in the path should not have to wait for the knowledge.
    if !to_screen && !place::is_free(&export.out) {
        return Err(Failure::Use(format!("`{}` is there already: name another place", export.out.display())));
    }
    let (knowledge, _) = load::knowledge(&settings, None)?;
    let format = match export.format {
        Format::Markdown => exchange::Export::Markdown,
        Format::Json => exchange::Export::Json,
        Format::Csv => exchange::Export::Csv,
        Format::Rasa => exchange::Export::Rasa,
    };
    let taken = format.write(&knowledge);
    let said = match taken.out {
        Out::File(text) if to_screen => {
            let mut out = screen::out();
            out.write_all(text.as_bytes())?;
            out.flush()?;
            String::new()
        }
        Out::Folder(_) if to_screen => {
            return Err(Failure::Use("this format is a folder of files: name a folder".to_owned()));
        }
        Out::File(text) => {
            place::replace(&export.out, &text)?;
            "1 file".to_owned()
        }
        Out::Folder(files) => {
            let staged = Staged::new(&place::parent(&export.out))?;
            files.iter().try_for_each(|(path, text)| staged.write(path, text))?;
            staged.place(&export.out)?;
            format!("{} files", files.len())
        }
    };
    let mut err = anstream::stderr();
    for note in taken.notes.iter().take(ONE_SCREEN) {
        writeln!(err, "{note}")?;
    }
    super::problems::more(&mut err, taken.notes.len().saturating_sub(ONE_SCREEN))?;
    if !to_screen {
        let held = Some(super::check::counted(&taken.held)).filter(|held| !held.is_empty());
        writeln!(err, "{said} in `{}`: {}", export.out.display(), held.as_deref().unwrap_or("nothing"))?;
    }
    Ok(Exit::Done)
}
