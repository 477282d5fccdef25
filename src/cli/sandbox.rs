//! `docent sandbox`: the whole bot against the look-alike, with a page in the browser.
//!
//! In: settings. Out: an address on standard output, a page there until Ctrl-C. The bot is the one that `docent run` starts, talking through the
//! same client; only Discord is another. Knowledge that is edited meanwhile answers at once.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher as _, Hasher as _};
use std::io::{self, IsTerminal as _, Write as _};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::Path;
use std::sync::Arc;

use clap::Args;
use secrecy::SecretString;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use super::args::Common;
use super::failure::{Exit, Failure};
use super::screen::{self, BOLD, DIM};
use super::{check, examples, follow, learn, load, run, stop};
use crate::discord;
use crate::knowledge::{Problem, Severity};
use crate::live::{Live, Now};
use crate::sandbox::page::{self, Notes, Trouble};
use crate::sandbox::{ChannelId, LookAlike, Options, permissions};
use crate::settings::Settings;
use crate::store::Store;
use crate::telemetry;

/// Where the page is, unless the settings say otherwise or the port is taken: the same each time, so that a browser remembers it.
const USUAL: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 8765);

const HOW_TO_CONNECT: &str = "To answer in Discord instead: set DISCORD_TOKEN and start again (README, \"Go live\").";

#[derive(Debug, Default, Args)]
pub(super) struct Sandbox {
    /// Print the address only, open no browser
    #[arg(long)]
    pub(super) no_browser: bool,
}

pub(super) fn command(common: &Common, flags: &Sandbox) -> Result<Exit, Failure> {
    start(&load::settings(common)?, flags)
}

/// Runs until Ctrl-C or SIGTERM.
pub(super) fn start(settings: &Settings, flags: &Sandbox) -> Result<Exit, Failure> {
    telemetry::start(settings.log);
    let runtime = Runtime::new()?;
    let stop = stop::heard(&runtime);
    let (docent, places) = load::with_places(settings, learn::aids(settings)?)?;
    let live = Live::from(Arc::new(docent));
    let _follower = follow::follow(settings, &live, places);
    let played = runtime.block_on(play(settings, &live, flags, stop.started()));
    stop::let_go(runtime);
    played.map(|()| Exit::Done)
}

async fn play(settings: &Settings, live: &Live, flags: &Sandbox, shutdown: CancellationToken) -> Result<(), Failure> {
    let look_alike = LookAlike::start(Options { token: secret(), ..Options::default() }).await?;
    let answer_channels = furnish(&look_alike).iter().map(|channel| channel.get()).collect();
    let listener = listen(settings.sandbox.listen).await?;
    let notes = keep_notes(settings, live);
    let address = listener.local_addr()?;
    let page = page::serve(listener, look_alike.driver(), notes);
    tokio::spawn(async move {
        if let Err(error) = page.await {
            tracing::error!(%error, "the page is served no longer");
        }
    });
    greet(address, flags)?;
    let config = discord::Config {
        proxy: Some(look_alike.url()),
        answer_channels,
        reload: Some(run::reload(settings, live)),
        ..discord::Config::default()
    };
    let token = SecretString::from(look_alike.token().to_owned());
    // What people make of Docent here is forgotten at the end.
    let store = Store::in_memory().await?;
    discord::run(config, live.clone(), store, token, shutdown).await?;
    Ok(())
}

/// A token of this run alone: a site in the same browser cannot guess it.
fn secret() -> String {
    // The standard library seeds each of these from the system's randomness.
    let number = || RandomState::new().build_hasher().finish();
    format!("sandbox-{:016x}{:016x}", number(), number())
}

/// People and channels; gives the channels in which the bot answers unasked.
fn furnish(world: &LookAlike) -> [ChannelId; 2] {
    let ask = world.add_channel("ask-docent");
    world.set_topic(ask, "Docent answers questions here by itself");
    let general = world.add_channel("general");
    world.set_topic(general, "Docent answers here only when someone mentions it");
    let forum = world.add_forum("help-forum");
    world.set_topic(forum, "Each post is a question with a thread of its own");
    let moderator = permissions::MANAGE_GUILD | permissions::MANAGE_MESSAGES;
    for (name, granted) in [("Newcomer", 0), ("Member", 0), ("Moderator", moderator)] {
        let person = world.add_member_with(world.guild(), name, granted);
        // Made now, so that the page can show it before anything is said there.
        let _ = world.dm_channel(person);
    }
    [ask, forum]
}

/// The address of the settings, or else the usual one, or else any free one.
async fn listen(wanted: Option<SocketAddr>) -> Result<TcpListener, Failure> {
    let taken = |address| move |source| Failure::Listen { address, source };
    if let Some(address) = wanted {
        return TcpListener::bind(address).await.map_err(taken(address));
    }
    match TcpListener::bind(USUAL).await {
        Ok(listener) => Ok(listener),
        Err(_) => TcpListener::bind((USUAL.ip(), 0)).await.map_err(taken(USUAL)),
    }
}

fn greet(address: SocketAddr, flags: &Sandbox) -> Result<(), Failure> {
    let url = if address.ip().is_unspecified() {
        format!("http://127.0.0.1:{}/", address.port())
    } else {
        format!("http://{address}/")
    };
    let mut err = anstream::stderr();
    writeln!(err, "{BOLD}The sandbox is open:{BOLD:#} a server like Discord's, in your browser, with Docent in it.")?;
    writeln!(err, "{DIM}{HOW_TO_CONNECT} Ctrl-C ends.{DIM:#}")?;
    let mut out = screen::out();
    writeln!(out, "{url}")?;
    out.flush()?;
    if !flags.no_browser && io::stdout().is_terminal() && has_screen() && open::that_detached(&url).is_err() {
        tracing::debug!("no browser could be opened");
    }
    Ok(())
}

/// Whether a browser would have where to appear; without a screen, some systems open one in the terminal.
fn has_screen() -> bool {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(all(unix, not(target_os = "macos"))) || set("DISPLAY") || set("WAYLAND_DISPLAY")
}

/// What the page tells of the knowledge, as long as anybody listens.
fn keep_notes(settings: &Settings, live: &Live) -> watch::Receiver<Notes> {
    let folder = settings.knowledge.clone();
    let mut news = live.watch();
    let (notes, kept) = watch::channel(notes(&news.borrow_and_update(), &folder));
    tokio::spawn(async move {
        while news.changed().await.is_ok() {
            let now = news.borrow_and_update().clone();
            if notes.send(self::notes(&now, &folder)).is_err() {
                break;
            }
        }
    });
    kept
}

fn notes(now: &Now, folder: &Path) -> Notes {
    Notes {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        examples: examples::of(&now.docent),
        summary: check::summary(now.docent.knowledge()),
        folder: folder.display().to_string(),
        current: now.is_current(),
        checked: now.checked,
        looks: now.looks,
        problems: now.problems.iter().map(trouble).collect(),
    }
}

fn trouble(problem: &Problem) -> Trouble {
    Trouble {
        error: problem.severity == Severity::Error,
        file: problem.file.clone(),
        line: problem.line,
        message: problem.message.clone(),
        help: problem.help.clone(),
    }
}
