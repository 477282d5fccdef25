//! `docent run`, and plain `docent`: Discord where there is a token, else the sandbox in the browser.
//!
//! In: settings and a token. Out: a bot until Ctrl-C or SIGTERM. What it does there is left to [`crate::discord`].

use std::panic;
use std::sync::Arc;
use std::time::Duration;

use secrecy::SecretString;
use tokio::runtime::Runtime;
use tokio::sync::watch;

use super::args::Common;
use super::failure::{Exit, Failure};
use super::stop::{self, Stop};
use super::{arenas, check, door, follow, health, learn, load, remote};
use crate::discord;
use crate::live::Live;
use crate::settings::{Settings, StoreSettings, secret};
use crate::store::{Moment, OpenError, Store};
use crate::telemetry;

/// For what still waits to be stored when the end is asked for: a database that works needs a few milliseconds. With the time for the
/// connections it stays below the 5 s after which supervisors kill.
const FLUSHING: Duration = Duration::from_millis(400);

const NO_TOKEN: &str = "no Discord token: set `DISCORD_TOKEN` or `DISCORD_TOKEN_FILE` (README, \"Go live\"), or try it here with `docent sandbox`";

/// Runs on Discord where a token is set, else opens the sandbox: the first thing that a newcomer sees works.
pub(super) fn or_try(common: &Common) -> Result<Exit, Failure> {
    let settings = load::settings(common)?;
    match secret::TOKEN.from_environment()? {
        Some(token) => run(&settings, token),
        None => try_here(&settings),
    }
}

#[cfg(feature = "sandbox")]
fn try_here(settings: &Settings) -> Result<Exit, Failure> {
    super::sandbox::start(settings, &super::sandbox::Sandbox::default())
}

/// Built without the look-alike, there is still the terminal.
#[cfg(not(feature = "sandbox"))]
fn try_here(settings: &Settings) -> Result<Exit, Failure> {
    super::chat::talk(&load::docent(settings)?)
}

pub(super) fn command(common: &Common) -> Result<Exit, Failure> {
    let settings = load::settings(common)?;
    let token = secret::TOKEN.from_environment()?.ok_or_else(|| Failure::Use(NO_TOKEN.to_owned()))?;
    run(&settings, token)
}

fn run(settings: &Settings, token: SecretString) -> Result<Exit, Failure> {
    arenas::few();
    let runtime = Runtime::new()?;
    let stop = stop::heard(&runtime);
    let traces = listened(settings, &runtime)?;
    let ended = run_on(&runtime, settings, token, stop);
    if let Some(traces) = traces {
        traces.end();
    }
    stop::let_go(runtime);
    ended
}

/// Starts the log, and traces where the settings name who takes them.
#[cfg(feature = "traces")]
fn listened(settings: &Settings, runtime: &Runtime) -> Result<Option<crate::traces::Traces>, Failure> {
    let Some(collector) = &settings.traces else {
        telemetry::start(settings.log);
        return Ok(None);
    };
    let traces = crate::traces::Traces::start(collector, runtime.handle().clone())?;
    telemetry::start_traced(settings.log, &traces);
    Ok(Some(traces))
}

/// Traces of a Docent that was built without them.
#[cfg(not(feature = "traces"))]
enum NoTraces {}

#[cfg(not(feature = "traces"))]
impl NoTraces {
    fn end(self) {
        match self {}
    }
}

#[cfg(not(feature = "traces"))]
fn listened(settings: &Settings, _: &Runtime) -> Result<Option<NoTraces>, Failure> {
    if settings.traces.is_some() {
        return Err(Failure::Use(
            "`traces.url` is set, and this Docent was built without the feature `traces`".to_owned(),
        ));
    }
    telemetry::start(settings.log);
    Ok(None)
}

fn run_on(runtime: &Runtime, settings: &Settings, token: SecretString, stop: Stop) -> Result<Exit, Failure> {
    let settings = &remote::first(settings)?;
    // A database takes its time to open; so does learning.
    let opening = runtime.spawn(store(settings.store.clone()));
    let (docent, places) = load::with_places(settings, learn::aids(settings)?)?;
    tracing::info!(
        version = env!("CARGO_PKG_VERSION"),
        folder = %settings.knowledge.display(),
        by_meaning = docent.has_vectors(),
        "knowledge learned: {}",
        check::summary(docent.knowledge())
    );
    let live = Live::from(Arc::new(docent));
    let _follower = follow::follow(settings, &live, places);
    let config = discord::Config {
        proxy: settings.discord.proxy.clone(),
        answer_channels: settings.discord.answer_channels.clone(),
        reload: Some(reload(settings, &live)),
        shards: settings.discord.shards,
        ..discord::Config::default()
    };
    runtime.block_on(async {
        // Nobody cancels it: what it ends in, where not in a store, is a panic.
        let store = opening.await.unwrap_or_else(|ended| panic::resume_unwind(ended.into_panic()))?;
        let shutdown = stop.started();
        tokio::spawn(health::beat(store.clone()));
        tokio::spawn(reload_on_signal(live.clone(), settings.clone()));
        tokio::spawn(roll_back_on_signal(live.clone()));
        tokio::spawn(remote::again(live.clone(), settings.clone()));
        tokio::spawn(reload_when_told(live.clone(), settings.clone(), store.knowledge_told()));
        let door = door::open(settings, &config, &live, &store, &shutdown).await?;
        let ended = discord::run(config, live, store.clone(), token, shutdown.clone()).await;
        // Where the connection ended by itself, the door closes too.
        shutdown.cancel();
        door::closed(door).await;
        let lost = store.flush(FLUSHING).await;
        if lost > 0 {
            tracing::error!(lost, "the store could not be written before the end");
        }
        ended.map_err(Failure::from)
    })?;
    Ok(Exit::Done)
}

/// Reads the knowledge folder again, learns with the same aids, and looks for everything that is wrong with it.
pub(super) fn reload(settings: &Settings, live: &Live) -> discord::Reload {
    let (live, folder, thresholds) = (live.clone(), settings.knowledge.clone(), settings.thresholds);
    discord::Reload(Arc::new(move || {
        let Some(look) = live.reload(&folder, thresholds) else {
            let first = live.now().problems.first().map(ToString::to_string);
            return Err(first.unwrap_or_else(|| "the folder cannot be read".to_owned()));
        };
        live.check(&look);
        Ok(live.docent())
    }))
}

/// Opens the store. In a folder that cannot be written, and with none named, Docent starts all the same: what it answers is in the knowledge.
async fn store(settings: StoreSettings) -> Result<Store, Failure> {
    let opened = Store::open(settings.address.clone(), Arc::new(Moment::by_system_clock)).await;
    match opened {
        Err(error @ OpenError::NotWritable { .. }) if !settings.chosen => {
            tracing::warn!(%error, "settings, feedback and what is taught are kept in memory, and lost with the end of this program");
            Ok(Store::in_memory().await?)
        }
        opened => Ok(opened.inspect(|_| tracing::info!(store = %settings.address, "store open"))?),
    }
}

/// Reads the knowledge again at each SIGHUP, as servers do with their settings.
#[cfg(unix)]
async fn reload_on_signal(live: Live, settings: Settings) {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut signal) = signal(SignalKind::hangup()) else { return };
    while signal.recv().await.is_some() {
        read_again(&live, &settings).await;
    }
}

#[cfg(not(unix))]
async fn reload_on_signal(_: Live, _: Settings) {}

/// Goes back to the knowledge of before the last change at a SIGUSR1, and from there forward again at the next. A signal and no command of Discord's: it changes what all servers are told, and
/// each of them has moderators.
#[cfg(unix)]
async fn roll_back_on_signal(live: Live) {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut signal) = signal(SignalKind::user_defined1()) else { return };
    while signal.recv().await.is_some() {
        if live.roll_back() {
            let of = if live.now().went_back { "before the last change" } else { "the last change" };
            tracing::warn!("answering with the knowledge of {of}, until the next one");
        } else {
            tracing::warn!("the knowledge has not changed since the start, so there is nothing to go back to");
        }
    }
}

#[cfg(not(unix))]
async fn roll_back_on_signal(_: Live) {}

/// Reads the knowledge again when another process over the same store did.
async fn reload_when_told(live: Live, settings: Settings, mut told: watch::Receiver<i64>) {
    // What was told before this process started is in what it read.
    told.mark_unchanged();
    while told.changed().await.is_ok() {
        tracing::info!("another process read the knowledge again");
        read_again(&live, &settings).await;
    }
}

pub(super) async fn read_again(live: &Live, settings: &Settings) {
    let (live, folder, thresholds) = (live.clone(), settings.knowledge.clone(), settings.thresholds);
    let read = tokio::task::spawn_blocking(move || {
        let look = live.reload(&folder, thresholds);
        tell_of_reload(&live);
        if let Some(look) = look {
            live.check(&look);
        }
    });
    if let Err(error) = read.await {
        tracing::error!(%error, "reading the knowledge again ended in a panic; what answered before goes on answering");
    }
}

fn tell_of_reload(live: &Live) {
    let now = live.now();
    if now.is_current() {
        return tracing::info!("knowledge read again: {}", check::summary(now.docent.knowledge()));
    }
    live.tell_what_is_broken();
}
