//! Settings and knowledge for a command: read, and where something is wrong, shown.
//!
//! In: flags. Out: [`Settings`], a Docent that has learnt and is [`Ready`], or a failure whose details are already on the screen.

use std::ops::Deref;
use std::sync::Arc;

use tokio::runtime::{self, Runtime};

use super::args::Common;
use super::failure::Failure;
use super::problems;
use crate::folder;
use crate::knowledge::{KnowledgeBase, Places, Severity};
use crate::matching::{Aids, Shelf, Vectors};
use crate::pipeline::{Docent, Incoming, Reply};
use crate::recall;
use crate::semantic::{self, Mind};
use crate::settings::{self, SemanticSource, Settings, secret};
use crate::shelf::FolderShelf;
use crate::telemetry;

/// Problems that are shown before an answer is refused: about a screen of them.
const ONE_SCREEN: usize = 5;

/// Docent in a terminal: where vectors come over the network, a message waits for its own.
#[derive(Debug)]
pub(super) struct Ready {
    mind: Mind,
    /// What waits, where there is something to wait for.
    waiting: Option<Runtime>,
}

impl Deref for Ready {
    type Target = Docent;

    fn deref(&self) -> &Docent {
        self.mind.docent()
    }
}

impl Ready {
    /// Reads one message and decides what to say.
    pub(super) fn respond(&self, incoming: Incoming<'_>) -> Reply {
        self.prepare(incoming);
        self.mind.docent().respond(incoming)
    }

    /// Waits for the vectors of a message.
    pub(super) fn prepare(&self, incoming: Incoming<'_>) {
        if let Some(runtime) = &self.waiting {
            runtime.block_on(self.mind.prepare(incoming));
        }
    }
}

#[cfg(test)]
impl From<Docent> for Ready {
    fn from(docent: Docent) -> Self {
        Self { mind: Arc::new(docent).into(), waiting: None }
    }
}

/// The settings in force.
pub(super) fn settings(common: &Common) -> Result<Settings, Failure> {
    Ok(settings::from_disk(common.config.as_deref(), common.knowledge.as_deref())?)
}

/// The knowledge that the settings name, and where in the files its parts stand. What answers recalls it from a shelf; what a writer calls between two changes would fill the shelf with states that nobody starts from.
pub(super) fn knowledge(settings: &Settings, shelf: Option<&dyn Shelf>) -> Result<(KnowledgeBase, Places), Failure> {
    let files = folder::read(&settings.knowledge)?.into();
    let parsed = recall::parse_or_take(&files, shelf);
    if let Some(knowledge) = parsed.knowledge {
        return Ok((knowledge, parsed.places));
    }
    let errors: Vec<_> = parsed.problems.into_iter().filter(|problem| problem.severity == Severity::Error).collect();
    let mut err = anstream::stderr();
    problems::print(&mut err, &settings.knowledge, &files, errors.get(..ONE_SCREEN).unwrap_or(&errors))?;
    problems::more(&mut err, errors.len().saturating_sub(ONE_SCREEN))?;
    Err(Failure::Knowledge(settings.knowledge.display().to_string()))
}

/// What helps what learns again while it runs, and what judges it: see [`semantic::lasting`].
pub(super) fn aids(settings: &Settings) -> Result<Aids, Failure> {
    Ok(Aids { vectors: vectors(settings)?, shelf: shelf() })
}

/// Where what was learned before lies.
pub(super) fn shelf() -> Option<Arc<dyn Shelf>> {
    FolderShelf::of_the_user().map(|shelf| Arc::new(shelf) as Arc<dyn Shelf>)
}

fn vectors(settings: &Settings) -> Result<Option<Arc<dyn Vectors>>, Failure> {
    if settings.semantic.source == SemanticSource::Off {
        return Ok(None);
    }
    telemetry::start(settings.log);
    let runtime = runtime::Builder::new_current_thread().enable_all().build()?;
    Ok(runtime.block_on(semantic::lasting(&settings.semantic))?)
}

/// Docent for Discord and the sandbox, with such aids, and where in the files the parts of its knowledge stand.
pub(super) fn with_places(settings: &Settings, aids: Aids) -> Result<(Docent, Places), Failure> {
    let (knowledge, places) = knowledge(settings, aids.shelf.as_deref())?;
    Ok((semantic::learn(knowledge, settings.thresholds, aids), places))
}

/// Docent with that knowledge, and with vectors of meaning where the settings name any.
async fn mind(settings: &Settings) -> Result<Mind, Failure> {
    let key = secret::KEY.from_environment()?;
    let shelf = shelf();
    let (knowledge, _) = knowledge(settings, shelf.as_deref())?;
    Ok(Mind::learn(knowledge, settings.thresholds, &settings.semantic, key, shelf).await?)
}

/// Docent for a command in the terminal.
pub(super) fn docent(settings: &Settings) -> Result<Ready, Failure> {
    if settings.semantic.source != SemanticSource::Off {
        // What cannot be had is said, and left out.
        telemetry::start(settings.log);
    }
    let runtime = runtime::Builder::new_current_thread().enable_all().build()?;
    let mind = runtime.block_on(mind(settings))?;
    let waiting = mind.fetches().then_some(runtime);
    Ok(Ready { mind, waiting })
}

/// Settings and Docent in one.
pub(super) fn all(common: &Common) -> Result<Ready, Failure> {
    docent(&settings(common)?)
}
