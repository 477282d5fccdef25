//! `docent health`: tells whether `docent run` is alive, by the sign of life that it leaves; for containers without a shell.
//!
//! In: a file in the folder for temporary files. Out: exit code 0 or 1. It says that the program runs and takes turns; it does not say that
//! Discord is reached: serenity reconnects by itself, and what cannot be mended ends the program. A store in trouble is told and does not make it
//! unhealthy: answers go on, and a restart would lose what waits to be written.

use std::fs;
use std::io::Write as _;
use std::path::PathBuf;
use std::time::Duration;

use super::failure::{Exit, Failure};
use super::screen;
use crate::store::Store;

/// How often a running Docent gives a sign of life.
const BEAT: Duration = Duration::from_secs(10);

/// Silence after which it counts as dead: three signs missed.
const LATE: Duration = Duration::from_secs(30);

pub(super) fn command() -> Result<Exit, Failure> {
    let age = fs::metadata(path()).and_then(|file| file.modified()).ok().and_then(|at| at.elapsed().ok());
    let alive = age.is_some_and(|age| age <= LATE);
    let said = match age {
        _ if alive => fs::read_to_string(path()).unwrap_or_default().trim_end().to_owned(),
        Some(age) => format!("no sign of life for {} s: see the log of `docent run`", age.as_secs()),
        None => "no sign of life: is `docent run` running on this machine?".to_owned(),
    };
    writeln!(screen::out(), "{said}")?;
    Ok(if alive { Exit::Done } else { Exit::Problems })
}

/// Gives signs of life until it is dropped.
pub(super) async fn beat(store: Store) {
    let mut ticks = tokio::time::interval(BEAT);
    loop {
        ticks.tick().await;
        if let Err(error) = tokio::fs::write(path(), format!("alive\n{}\n", store.health())).await {
            let path = path().display().to_string();
            tracing::warn!(path, %error, "no sign of life can be left, so that `docent health` will fail; the bot goes on");
            return;
        }
    }
}

fn path() -> PathBuf {
    std::env::temp_dir().join("docent-alive")
}
