//! `docent learn`: learns the knowledge ahead; and through it, what runs on learns in a process that ends.
//!
//! In: the knowledge folder. Out: what was learned, on the shelf among the user's caches. What is learned is left to [`crate::matching`].

use std::env;
use std::io::{self, Write as _};
use std::ops::Range;
use std::path::PathBuf;
use std::process::{self, Command, ExitStatus, Stdio};
use std::sync::Arc;
use std::thread;

use super::args::Common;
use super::failure::{Exit, Failure};
use super::{check, load, screen};
use crate::matching::{Aids, Shelf};
use crate::settings::Settings;
use crate::shelf::FolderShelf;

/// What tells where caches are, and what programs need to start at all on some systems.
const PASSED_ON: [&str; 5] = ["XDG_CACHE_HOME", "HOME", "LOCALAPPDATA", "SystemRoot", "PATH"];

/// Tells the process that learns for another that it is awaited. A variable and no flag: completions would offer a flag to everybody.
const AWAITED: &str = "LEARNING_IS_AWAITED";

const NO_CACHES: &str = "there is no folder for caches: set `XDG_CACHE_HOME` or `HOME`";

/// Learns what is not learned yet, so that the next start need not.
pub(super) fn command(common: &Common) -> Result<Exit, Failure> {
    if env::var_os(AWAITED).is_some() {
        thread::Builder::new().name("awaited".to_owned()).spawn(end_when_left)?;
    }
    let settings = load::settings(common)?;
    let shelf = FolderShelf::of_the_user().ok_or_else(|| Failure::Use(NO_CACHES.to_owned()))?;
    let folder = shelf.folder().display().to_string();
    shelf.can_keep().map_err(|source| Failure::File { path: folder.clone(), source })?;
    let aids = Aids { shelf: Some(Arc::new(shelf)), ..load::aids(&settings)? };
    let (docent, _) = load::with_places(&settings, aids)?;
    writeln!(screen::out(), "learned: {}; kept in `{folder}`", check::summary(docent.knowledge()))?;
    Ok(Exit::Done)
}

/// Ends this process once standard input does: whoever waits for it holds the other end, and has ended, were it by a SIGKILL.
fn end_when_left() {
    // That it cannot be read tells the same.
    drop(io::copy(&mut io::stdin(), &mut io::sink()));
    process::exit(Exit::Problems as i32);
}

/// The shelf of what runs on: what is missing there, another process learns. Learning takes four times the memory that answering does, and the system gets none of
/// it back before the end of the process.
#[derive(Debug)]
struct Beside {
    shelf: FolderShelf,
    /// The knowledge that is learned.
    knowledge: PathBuf,
}

/// What helps what runs on to learn.
pub(super) fn aids(settings: &Settings) -> Result<Aids, Failure> {
    let beside = |shelf| Arc::new(Beside { shelf, knowledge: settings.knowledge.clone() }) as Arc<dyn Shelf>;
    Ok(Aids { shelf: FolderShelf::of_the_user().map(beside), ..load::aids(settings)? })
}

impl Beside {
    /// The command. Of the environment it gets to see where caches are, and no secret.
    fn command(&self) -> io::Result<Command> {
        let mut command = Command::new(env::current_exe()?);
        command.arg("learn").arg("--knowledge").arg(&self.knowledge);
        command.env_clear().envs(PASSED_ON.iter().filter_map(|name| Some((name, env::var_os(name)?))));
        command.env(AWAITED, "1");
        command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
        Ok(command)
    }

    /// Waits until another process has learned. Where this one ends before, so does that one.
    fn learned_beside(&self) -> io::Result<ExitStatus> {
        let mut child = self.command()?.spawn()?;
        // To wait for a child closes its standard input, unless that is held elsewhere.
        let held = child.stdin.take();
        let ended = child.wait();
        drop(held);
        ended
    }
}

impl Shelf for Beside {
    fn take(&self, label: &str) -> Option<Vec<u8>> {
        self.shelf.take(label)
    }

    fn take_part(&self, label: &str, part: Range<usize>) -> Option<Vec<u8>> {
        self.shelf.take_part(label, part)
    }

    fn put(&self, label: &str, learned: &[u8]) {
        self.shelf.put(label, learned);
    }

    fn ask_for(&self, label: &str) -> bool {
        // Where nothing can be kept, nothing can be handed over.
        let ended = self.shelf.can_keep().and_then(|()| self.learned_beside());
        // The folder may have changed meanwhile: then what was read is learned here.
        let learned = self.shelf.has(label);
        match ended {
            Ok(_) if learned => tracing::info!("learned in a process of its own"),
            Ok(status) => tracing::debug!(%status, "no other process learned it; learning here"),
            Err(error) => tracing::debug!(%error, "no other process can learn; learning here"),
        }
        learned
    }
}
