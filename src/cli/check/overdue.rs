//! `docent check --overdue`: what is due to be checked again or never was checked, and who keeps it.
//!
//! In: the knowledge and today's date. Out: a line each, the longest overdue first, then what nobody ever checked; exit code 1 where there is any.

use std::io::{self, Write};
use std::path::Path;

use super::super::failure::{Exit, Failure};
use super::super::{load, screen};
use crate::check::{due, never_checked};
use crate::knowledge::{Field, Kind, Owner, Place};
use crate::live;
use crate::settings::Settings;

/// Who keeps what no line of `owners.toml` names.
const NOBODY: &str = "no owner";
/// In the place of the day since when something is due.
const NEVER: &str = "never checked";

pub(super) fn command(settings: &Settings) -> Result<Exit, Failure> {
    let (knowledge, places) = load::knowledge(settings, None)?;
    let today = live::today();
    let (due, never) = (due(&knowledge, today), never_checked(&knowledge, today));
    let (mut out, folder) = (screen::out(), &settings.knowledge);
    for one in &due {
        line(
            &mut out,
            folder,
            &one.since.to_string(),
            one.owner,
            &one.title,
            &places.field(one.kind, &one.id, one.field),
        )?;
    }
    for entry in &never {
        let place = places.field(Kind::Entry, entry.id.as_str(), Field::key("verified"));
        line(&mut out, folder, NEVER, knowledge.owner(&entry.topic), &entry.title, &place)?;
    }
    match due.len() + never.len() {
        0 => writeln!(out, "nothing is due to be checked again")?,
        count => {
            let are = if count == 1 { "is" } else { "are" };
            writeln!(
                out,
                "{count} {are} due: check that every statement is still true, then set `verified` and `review`, or the `read` of a fact's source"
            )?;
        }
    }
    out.flush()?;
    Ok(if due.is_empty() && never.is_empty() { Exit::Done } else { Exit::Problems })
}

fn line(
    out: &mut impl Write,
    folder: &Path,
    since: &str,
    owner: Option<&Owner>,
    title: &str,
    place: &Place,
) -> io::Result<()> {
    let owner = owner.map_or(NOBODY, |owner| owner.name.as_str());
    writeln!(out, "{since:<10}  {owner}  {title}  {}:{}", folder.join(place.file()).display(), place.line())
}
