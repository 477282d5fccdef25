//! `docent compare`: two to five things side by side, in the form asked for.
//!
//! In: names of subjects and aspects. Out: the table on standard output. Which rows it has is left to [`crate::pipeline`].

use std::io::Write as _;

use super::args::{Common, Compare, Format};
use super::failure::{Exit, Failure};
use super::{load, screen};
use crate::pipeline::CompareRequest;
use crate::render::{TableForm, json, markdown};

pub(super) fn command(common: &Common, compare: &Compare) -> Result<Exit, Failure> {
    if compare.format == Format::Png {
        let mend = "`--format png` comes with a later version: use table, list, markdown or json".to_owned();
        return Err(Failure::Use(mend));
    }
    let docent = load::all(common)?;
    let answer = docent.compare(&CompareRequest {
        subjects: compare.subjects.clone(),
        aspects: compare.aspects.clone(),
        differences: compare.differences,
        headline: false,
    })?;
    let mut out = screen::out();
    match compare.format {
        Format::List => screen::show(&mut out, &answer, TableForm::List)?,
        Format::Markdown => writeln!(out, "{}", markdown::answer(&answer))?,
        Format::Json => writeln!(out, "{:#}", json::answer(&answer))?,
        Format::Table | Format::Png => screen::show(&mut out, &answer, TableForm::Columns)?,
    }
    out.flush()?;
    Ok(Exit::Done)
}
