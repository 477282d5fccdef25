//! Settings and knowledge for a command: read, and where something is wrong, shown.
//!
//! In: flags. Out: [`Settings`], a [`Docent`] that has learnt, or a failure whose details are already on the screen.

use super::args::Common;
use super::failure::Failure;
use super::problems;
use crate::folder;
use crate::knowledge::{self, Places, Severity};
use crate::pipeline::Docent;
use crate::settings::{self, Settings};

/// Problems that are shown before an answer is refused: about a screen of them.
const ONE_SCREEN: usize = 5;

/// The settings in force.
pub(super) fn settings(common: &Common) -> Result<Settings, Failure> {
    Ok(settings::from_disk(common.config.as_deref(), common.knowledge.as_deref())?)
}

/// Docent with the knowledge that the settings name.
pub(super) fn docent(settings: &Settings) -> Result<Docent, Failure> {
    with_places(settings).map(|(docent, _)| docent)
}

/// The same, and where in the files its parts stand.
pub(super) fn with_places(settings: &Settings) -> Result<(Docent, Places), Failure> {
    let files = folder::read(&settings.knowledge)?;
    let parsed = knowledge::parse(&files);
    if let Some(knowledge) = parsed.knowledge {
        return Ok((Docent::new(knowledge, settings.thresholds), parsed.places));
    }
    let errors: Vec<_> = parsed.problems.into_iter().filter(|problem| problem.severity == Severity::Error).collect();
    let mut err = anstream::stderr();
    problems::print(&mut err, &settings.knowledge, &files, errors.get(..ONE_SCREEN).unwrap_or(&errors))?;
    problems::more(&mut err, errors.len().saturating_sub(ONE_SCREEN))?;
    Err(Failure::Knowledge(settings.knowledge.display().to_string()))
}

/// Settings and Docent in one.
pub(super) fn all(common: &Common) -> Result<Docent, Failure> {
    docent(&settings(common)?)
}
