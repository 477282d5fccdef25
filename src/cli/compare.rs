//! `docent compare`: two to five things side by side, in the form asked for.
//!
//! In: names of subjects and aspects. Out: the table on standard output, a picture also in a file. Which rows it has is left to [`crate::pipeline`].

use std::fs;
use std::io::{self, IsTerminal as _, Write as _};

use super::args::{Common, Compare, Format};
use super::failure::{Exit, Failure};
use super::{load, screen};
use crate::answer::Answer;
use crate::drawing;
use crate::pipeline::CompareRequest;
use crate::render::{TableForm, json, markdown};

pub(super) fn command(common: &Common, compare: &Compare) -> Result<Exit, Failure> {
    check(compare)?;
    let docent = load::all(common)?;
    let answer = docent.compare(&CompareRequest {
        subjects: compare.subjects.clone(),
        aspects: compare.aspects.clone(),
        differences: compare.differences,
        headline: false,
    })?;
    let mut out = screen::out();
    match compare.format {
        Format::Table => screen::show(&mut out, &docent, &answer, TableForm::Columns)?,
        Format::List => screen::show(&mut out, &docent, &answer, TableForm::List)?,
        Format::Markdown => writeln!(out, "{}", markdown::answer(&answer))?,
        Format::Json => writeln!(out, "{:#}", json::answer(&answer))?,
        Format::Png => write(&draw(&answer)?, compare)?,
    }
    out.flush()?;
    Ok(Exit::Done)
}

/// Says what cannot work before anything is read.
fn check(compare: &Compare) -> Result<(), Failure> {
    let mend = match (compare.format, &compare.out) {
        (Format::Png, _) if !drawing::AVAILABLE => {
            "this build draws no pictures: build it with the feature `png`, or use table, list, markdown or json"
        }
        (Format::Png, None) if io::stdout().is_terminal() => {
            "a picture is nothing for a terminal: name a file with `--out FILE`, or pipe it on"
        }
        (Format::Png, _) | (_, None) => return Ok(()),
        (_, Some(_)) => "`--out` goes with `--format png`: redirect the other formats with `> FILE`",
    };
    Err(Failure::Use(mend.to_owned()))
}

fn draw(answer: &Answer) -> Result<Vec<u8>, Failure> {
    let unwritable = "the fonts of pictures lack letters of this table: use `--format table`";
    let too_tall = "this table is too long for one picture: choose rows with `--aspect`";
    let picture = drawing::sheet(answer).ok_or_else(|| Failure::Use(unwritable.to_owned()))?;
    drawing::png(&picture.svg).ok_or_else(|| Failure::Use(too_tall.to_owned()))
}

fn write(png: &[u8], compare: &Compare) -> Result<(), Failure> {
    match &compare.out {
        Some(path) => fs::write(path, png).map_err(|source| Failure::File { path: path.display().to_string(), source }),
        // Not through `screen::out`, which is for text.
        None => Ok(io::stdout().lock().write_all(png)?),
    }
}
