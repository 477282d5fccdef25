//! `docent diff`: what a change of the knowledge does to questions, and what reads otherwise.
//!
//! In: two knowledge folders, and questions: labelled cases, those that people asked in a server, or the example questions of both folders. Out: every question that is
//! answered otherwise and every text that reads otherwise, for people or as Markdown for a pull request. Comparing is left to [`crate::eval::change`] and
//! [`crate::eval::edits`].

mod args;
mod excerpt;
mod questions;
mod text;

use std::path::Path;

pub(super) use args::{Diff, EXAMPLES};

use super::args::Common;
use super::failure::{Exit, Failure};
use super::{load, progress, screen};
use crate::eval::change::{Became, Judgement, changes};
use crate::eval::edits::edits;
use crate::pipeline::Docent;
use crate::settings::Settings;

pub(super) fn command(common: &Common, diff: &Diff) -> Result<Exit, Failure> {
    let settings = load::settings(common)?;
    let asked = questions::named(diff, &settings)?;
    let (old, new) = (docent(&settings, &diff.old)?, docent(&settings, &diff.new)?);
    let asked = if asked.is_empty() { questions::of_both(&old, &new) } else { asked };
    let bar = progress::bar(asked.len(), "questions");
    let changes = changes(&old, &new, &asked, || bar.inc(1));
    bar.finish_and_clear();
    let edits = edits(old.knowledge(), new.knowledge());
    let mut out = screen::out();
    if diff.markdown {
        text::markdown(&mut out, asked.len(), &changes, &edits)?;
    } else {
        text::plain(&mut out, asked.len(), &changes, &edits)?;
    }
    let worse = changes.iter().any(|change| match change.judgement {
        Some(judgement) => judgement == Judgement::Worse,
        None => change.became == Became::Lost,
    });
    Ok(if worse { Exit::Problems } else { Exit::Done })
}

/// Docent with the knowledge of a folder, and without vectors of meaning: a change is to be judged by what is written.
fn docent(settings: &Settings, folder: &Path) -> Result<Docent, Failure> {
    let settings = Settings { knowledge: folder.to_path_buf(), ..settings.clone() };
    let (knowledge, _) = load::knowledge(&settings, None)?;
    Ok(Docent::new(knowledge, settings.thresholds))
}
