//! `docent check --overdue`: what is due to be checked again, and who keeps it.
//!
//! In: the knowledge and today's date. Out: a line each, the longest overdue first; exit code 1 where there is any.

use std::io::Write as _;

use super::super::failure::{Exit, Failure};
use super::super::{load, screen};
use crate::knowledge::{Date, Field, Kind, KnowledgeBase, Place, Places};
use crate::live;
use crate::settings::Settings;

/// Who keeps what no line of `owners.toml` names.
const NOBODY: &str = "no owner";

/// Something that should have been checked again.
struct Due<'k> {
    since: Date,
    owner: &'k str,
    title: String,
    place: Place,
}

pub(super) fn command(settings: &Settings) -> Result<Exit, Failure> {
    let (knowledge, places) = load::knowledge(settings)?;
    let today = live::today();
    let mut due: Vec<Due<'_>> =
        all(&knowledge, &places).into_iter().filter(|due| due.since.earliest() < today).collect();
    due.sort_by(|one, other| (one.since, one.owner).cmp(&(other.since, other.owner)));
    let mut out = screen::out();
    for Due { since, owner, title, place } in &due {
        let path = settings.knowledge.join(place.file());
        // As text, which can be filled up to the width of a whole day.
        let since = since.to_string();
        writeln!(out, "{since:<10}  {owner}  {title}  {}:{}", path.display(), place.line())?;
    }
    match due.len() {
        0 => writeln!(out, "nothing is due to be checked again")?,
        1 => writeln!(out, "1 is due: check that every statement is still true, then set `verified` and `review`")?,
        count => writeln!(
            out,
            "{count} are due: check that every statement is still true, then set `verified` and `review`"
        )?,
    }
    out.flush()?;
    Ok(if due.is_empty() { Exit::Done } else { Exit::Problems })
}

/// Everything that somebody set a day for.
fn all<'k>(knowledge: &'k KnowledgeBase, places: &Places) -> Vec<Due<'k>> {
    let review = Field::key("review");
    let entries = knowledge.entries.iter().filter_map(|entry| {
        let owner = knowledge.owner(&entry.topic).map_or(NOBODY, |owner| owner.name.as_str());
        let place = places.field(Kind::Entry, entry.id.as_str(), review);
        Some(Due { since: entry.review?, owner, title: entry.title.clone(), place })
    });
    let pages = knowledge.comparisons.iter().filter_map(|page| {
        let [one, other] = &page.subjects;
        let id = format!("{one}+{other}");
        let place = places.field(Kind::Comparison, &id, review);
        Some(Due { since: page.review?, owner: NOBODY, title: format!("{one} and {other}"), place })
    });
    entries.chain(pages).collect()
}
