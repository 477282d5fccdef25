//! `docent check --overdue`: what is due to be checked again, and who keeps it.
//!
//! In: the knowledge and today's date. Out: a line each, the longest overdue first; exit code 1 where there is any.

use std::io::Write as _;

use super::super::failure::{Exit, Failure};
use super::super::{load, screen};
use crate::check::{Due, due};
use crate::live;
use crate::settings::Settings;

/// Who keeps what no line of `owners.toml` names.
const NOBODY: &str = "no owner";

pub(super) fn command(settings: &Settings) -> Result<Exit, Failure> {
    let (knowledge, places) = load::knowledge(settings, None)?;
    let due = due(&knowledge, live::today());
    let mut out = screen::out();
    for Due { since, owner, title, kind, id, field, .. } in &due {
        let place = places.field(*kind, id, *field);
        let path = settings.knowledge.join(place.file());
        // As text, which can be filled up to the width of a whole day.
        let since = since.to_string();
        let owner = owner.map_or(NOBODY, |owner| owner.name.as_str());
        writeln!(out, "{since:<10}  {owner}  {title}  {}:{}", path.display(), place.line())?;
    }
    match due.len() {
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
    Ok(if due.is_empty() { Exit::Done } else { Exit::Problems })
}
