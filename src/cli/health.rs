//! `docent health`: tells whether `docent run` is alive, by the sign of life that it leaves; for containers without a shell.
//!
//! In: a file in the folder for temporary files, for each user one. Out: exit code 0 or 1. It says that the program runs and takes turns; it does not say that
//! Discord is reached: serenity reconnects by itself, and what cannot be mended ends the program. A store in trouble is told and does not make it
//! unhealthy: answers go on, and a restart would lose what waits to be written.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
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
    let mut is_left = true;
    loop {
        ticks.tick().await;
        let sign = format!("alive\n{}\n", store.health());
        let left = tokio::task::spawn_blocking(move || leave(&path(), &sign)).await;
        let left = left.unwrap_or_else(|ended| Err(io::Error::other(ended)));
        // A disk that is full for a while is told once, and tried again with the next beat.
        if let (Err(error), true) = (&left, is_left) {
            let path = path().display().to_string();
            tracing::warn!(path, %error, "no sign of life can be left, so that `docent health` fails meanwhile; the bot goes on");
        }
        is_left = left.is_ok();
    }
}

/// Writes beside the sign and puts it in its place. Where everybody may write, a link may lie there that leads to another file: that one is not written to.
fn leave(path: &Path, sign: &str) -> io::Result<()> {
    let fresh = path.with_extension(std::process::id().to_string());
    drop(fs::remove_file(&fresh));
    fs::OpenOptions::new().write(true).create_new(true).open(&fresh)?.write_all(sign.as_bytes())?;
    fs::rename(&fresh, path).inspect_err(|_| drop(fs::remove_file(&fresh)))
}

/// Each user of a machine has a sign of their own.
fn path() -> PathBuf {
    std::env::temp_dir().join(format!("docent-alive-{}", user()))
}

#[cfg(target_os = "linux")]
fn user() -> u32 {
    use std::os::unix::fs::MetadataExt as _;
    // What the system tells of a process belongs to whoever started it.
    fs::metadata("/proc/self").map_or(0, |this| this.uid())
}

/// Elsewhere each user has a folder of their own for temporary files.
#[cfg(not(target_os = "linux"))]
fn user() -> u32 {
    0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn a_link_that_lies_where_the_sign_belongs_is_not_followed() {
        let folder = tempfile::tempdir().unwrap();
        let (other, sign) = (folder.path().join("other"), folder.path().join("docent-alive-0"));
        fs::write(&other, "mine").unwrap();
        std::os::unix::fs::symlink(&other, &sign).unwrap();
        for said in ["alive", "alive again"] {
            leave(&sign, said).unwrap();
            assert_eq!(fs::read_to_string(&sign).unwrap(), said);
        }
        assert_eq!(fs::read_to_string(&other).unwrap(), "mine");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2, "nothing is left beside it");
    }
}
