//! Hears that somebody wants Docent to end: Ctrl-C, or SIGTERM.
//!
//! In: signals, from before anything is learned. Out: while Docent starts, the end of this process; from then on a token that is cancelled. What is to be finished first
//! is left to who holds it.

use std::future;
use std::process;
use std::time::Duration;

use tokio::runtime::Runtime;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use super::failure::Exit;

/// For what is being written to the disk just then, which takes some milliseconds. With all else that is waited for at the end it stays below the 5 s after which supervisors kill.
const WRITING: Duration = Duration::from_millis(50);

/// The wish that Docent ends, whether anybody has it yet or not.
#[derive(Debug)]
pub(super) struct Stop {
    asked: CancellationToken,
    /// Ends this process as soon as it is asked for.
    at_once: JoinHandle<()>,
}

/// Listens from this call on. The first process of a container gets no signal that it does not listen for: without this it would learn to the end before it stops.
pub(super) fn heard(runtime: &Runtime) -> Stop {
    let _inside = runtime.enter();
    let (asked, wish) = (CancellationToken::new(), wish());
    let heard = asked.clone();
    tokio::spawn(async move {
        wish.await;
        tracing::info!("asked to stop");
        heard.cancel();
    });
    let at_once = tokio::spawn(end_when(asked.clone()));
    Stop { asked, at_once }
}

/// While Docent starts, nothing is there that would have to be finished, and learning cannot be broken off in any other way.
async fn end_when(asked: CancellationToken) {
    asked.cancelled().await;
    process::exit(Exit::Done as i32);
}

impl Stop {
    /// What is cancelled when it is asked for: from here on there may be something to finish.
    pub(super) fn started(self) -> CancellationToken {
        self.at_once.abort();
        self.asked
    }
}

/// Lets go of what still runs. Whoever learns just now would take seconds and is not waited for: what is learned is put down as a whole or not at all.
pub(super) fn let_go(runtime: Runtime) {
    runtime.shutdown_timeout(WRITING);
}

/// Over once somebody wants the end; listens from this call on, not only while it is waited for.
#[cfg(unix)]
fn wish() -> impl Future<Output = ()> {
    use tokio::signal::unix::{SignalKind, signal};
    let (interrupt, terminate) = (signal(SignalKind::interrupt()), signal(SignalKind::terminate()));
    async move {
        tokio::select! {
            () = received(interrupt) => {}
            () = received(terminate) => {}
        }
    }
}

#[cfg(unix)]
async fn received(signal: std::io::Result<tokio::signal::unix::Signal>) {
    match signal {
        Ok(mut signal) => {
            signal.recv().await;
        }
        // Where one signal cannot be heard, the other one has to do.
        Err(_) => future::pending().await,
    }
}

/// Elsewhere the system ends whoever does not listen yet.
#[cfg(not(unix))]
async fn wish() {
    if tokio::signal::ctrl_c().await.is_err() {
        future::pending::<()>().await;
    }
}
