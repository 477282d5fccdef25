//! Follows a knowledge folder: whenever something in it changes, it is read again.
//!
//! In: what the system tells of the folder. Out: calls of [`Live::reload`], one after the other, on a thread of their own, and of [`Live::check`] on another.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, Sender};
use std::time::Duration;

use notify::event::{AccessKind, AccessMode};
use notify::{Config, Event, EventKind, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};

use super::{Live, Look};
use crate::decision::Thresholds;

/// Editors write in several steps (a new file, a rename, the rights): this much quiet ends one change. Longer, and a writer waits for nothing.
const QUIET: Duration = Duration::from_millis(150);
/// Where the system tells nothing, how often the folder is looked through.
const POLL: Duration = Duration::from_secs(2);

/// Follows a folder until it is dropped.
pub struct Follower {
    _watcher: Box<dyn Watcher + Send>,
}

/// Starts to follow `folder`; the `first` look is checked at once.
///
/// # Errors
/// Where the folder is not there, or may not be watched.
pub fn follow(live: &Live, folder: PathBuf, thresholds: Thresholds, first: Look) -> Result<Follower, notify::Error> {
    let (looked, unchecked) = mpsc::channel();
    // The receiver is held by the thread that starts next.
    let _ = looked.send(first);
    let checker = live.clone();
    on_a_thread(move || check_latest(&unchecked, &checker))?;
    let (changed, heard) = mpsc::channel();
    let mut watcher = watcher(&changed)?;
    watcher.watch(&folder, RecursiveMode::Recursive)?;
    let reader = live.clone();
    on_a_thread(move || reload_after_each(&heard, &reader, &folder, thresholds, &looked))?;
    Ok(Follower { _watcher: watcher })
}

fn on_a_thread(work: impl FnOnce() + Send + 'static) -> Result<(), notify::Error> {
    std::thread::Builder::new().name("knowledge".to_owned()).spawn(work).map(drop).map_err(notify::Error::io)
}

/// The system's own way of watching, or else looking through the folder every now and then.
fn watcher(changed: &Sender<()>) -> Result<Box<dyn Watcher + Send>, notify::Error> {
    match RecommendedWatcher::new(teller(changed.clone()), Config::default()) {
        Ok(watcher) => Ok(Box::new(watcher)),
        Err(error) => {
            tracing::warn!(%error, "the system does not watch folders; looking through this one every 2 s");
            let config = Config::default().with_poll_interval(POLL);
            Ok(Box::new(PollWatcher::new(teller(changed.clone()), config)?))
        }
    }
}

fn teller(changed: Sender<()>) -> impl Fn(notify::Result<Event>) + Send + 'static {
    move |event| {
        if event.map_or(true, |event| is_change(event.kind)) {
            // Nobody hears it any more where the follower is being dropped.
            let _ = changed.send(());
        }
    }
}

/// Reading is told too; to answer that by reading would never end.
fn is_change(kind: EventKind) -> bool {
    match kind {
        EventKind::Access(access) => access == AccessKind::Close(AccessMode::Write),
        _ => true,
    }
}

/// Ends when the watcher, and with it the sender, is gone.
fn reload_after_each(heard: &Receiver<()>, live: &Live, folder: &Path, thresholds: Thresholds, looked: &Sender<Look>) {
    while heard.recv().is_ok() {
        while heard.recv_timeout(QUIET).is_ok() {}
        if live.went_back_from(folder, thresholds) {
            continue;
        }
        if let Some(look) = live.reload(folder, thresholds) {
            tracing::info!("knowledge read again");
            // Without a checker its problems are not told; it answers all the same.
            let _ = looked.send(look);
        } else {
            live.tell_what_is_broken();
        }
    }
}

/// Checking takes longer than learning: it must not hold up the next change, and only the latest look is worth it.
fn check_latest(unchecked: &Receiver<Look>, live: &Live) {
    while let Ok(look) = unchecked.recv() {
        live.check(&unchecked.try_iter().last().unwrap_or(look));
    }
}
