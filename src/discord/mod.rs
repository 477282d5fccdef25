//! Docent in Discord: the only room that knows serenity.
//!
//! In: knowledge that answers, a token, settings. Out: replies to messages and commands until the shutdown. What to say is left to the
//! core; `present` puts it on a screen and `send` says it. An event passes `events` → `message`, `ask`, `compare`, `faq`, `complete`, `help` or
//! `buttons` → `present` → `send` → `rest`.

mod ask;
mod bot;
mod bursts;
mod buttons;
mod choice;
mod commands;
mod compare;
mod complete;
mod connect;
mod events;
mod faq;
mod feedback;
mod help;
mod incoming;
mod inlet;
mod limits;
mod locales;
mod manners;
mod message;
mod missed;
mod moderate;
mod modes;
mod notes;
mod onboard;
mod overdue;
mod overlays;
mod pace;
mod pictures;
mod places;
mod present;
mod press;
mod privacy;
mod recent;
mod replies;
mod rest;
mod review;
mod seen;
mod send;
mod shards;
mod unread;
mod why;

use std::sync::Arc;
use std::time::Duration;

use secrecy::SecretString;
use serenity::all::ChannelId;
use tokio_util::sync::CancellationToken;

use crate::live::Live;
use crate::metrics::Metrics;
use crate::pipeline::Docent;
use crate::store::Store;
use bot::Bot;
use places::Places;
use rest::Rest;

pub use inlet::{Busy, Interactions};
pub use shards::{Shards, ShardsError};

/// What of the settings concerns Discord.
#[derive(Debug, Clone, Default)]
pub struct Config {
    /// Base address of an HTTP proxy that stands before Discord's REST API (`http://host:port`); none for Discord itself.
    pub proxy: Option<String>,
    /// Channels in which Docent answers without being addressed; their threads and forum posts are included.
    pub answer_channels: Vec<u64>,
    /// How long Docent waits for people.
    pub pauses: Pauses,
    /// How often Docent looks whom to remind of onboarding.
    pub reminders: Reminders,
    /// Reads the knowledge again when a moderator asks for it; none where there is no folder.
    pub reload: Option<Reload>,
    /// Which part of Discord's events this process takes.
    pub shards: Shards,
    /// How much is taken on at a time.
    pub room: Room,
    /// Where everything is counted.
    pub metrics: Metrics,
    /// The way in for interactions that arrive over HTTP.
    pub interactions: Interactions,
}

/// How much is taken on at a time before anything further is dropped: a bound on memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Room {
    /// Messages.
    pub messages: usize,
    /// Beyond that, everything else that comes by itself; and as much again for what people click.
    pub others: usize,
}

impl Default for Room {
    fn default() -> Self {
        // Far beyond any real crowd: Discord itself would take a minute and a half to be sent so many replies.
        Self { messages: 4096, others: 4096 }
    }
}

/// Reads the knowledge again, or says in one line for the log why that is not possible. May take seconds; it is called where that holds nobody up.
#[derive(Clone)]
pub struct Reload(pub Arc<dyn Fn() -> Result<Arc<Docent>, String> + Send + Sync>);

impl std::fmt::Debug for Reload {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Reload")
    }
}

/// Between two looks for reminders that are due. They are due by the week, so that minutes make no difference; only tests look more often.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reminders(pub Duration);

impl Default for Reminders {
    fn default() -> Self {
        Self(Duration::from_mins(10))
    }
}

/// How long Docent waits for people. Only tests have a reason to wait less.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pauses {
    /// After a message, for its author to go on: people press Enter between the halves of a question. Nobody notices a second in a reply to a message.
    pub writing: Duration,
    /// After a command or a press, for its answer, before Discord is told that it takes longer. Discord waits 3 s.
    pub deferring: Duration,
}

impl Default for Pauses {
    fn default() -> Self {
        Self { writing: Duration::from_millis(1200), deferring: Duration::from_millis(1500) }
    }
}

/// Why Docent could not start, or had to stop: one line with the mend.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The token is wrong, or was reset.
    #[error(
        "Discord refused the token: reset it at https://discord.com/developers/applications (Bot) and put the new one into `DISCORD_TOKEN`"
    )]
    Token,
    /// No way to Discord.
    #[error("cannot reach Discord ({cause}): check the network and its firewall, or set `discord.proxy`")]
    Unreachable {
        /// What the system said.
        cause: String,
    },
    /// Discord answered, but not with what was asked for.
    #[error(
        "Discord refused to name its gateway ({cause}): try again in a minute, and look at https://discordstatus.com"
    )]
    Refused {
        /// What Discord said.
        cause: String,
    },
    /// No way to the proxy.
    #[error("cannot reach the proxy `{proxy}` ({cause}): start it, or correct `discord.proxy`")]
    ProxyUnreachable {
        /// The address.
        proxy: String,
        /// What the system said.
        cause: String,
    },
    /// The proxy answered, but not with what was asked for.
    #[error("the proxy `{proxy}` refused to name the gateway ({cause}): check its own log, or correct `discord.proxy`")]
    ProxyRefused {
        /// The address.
        proxy: String,
        /// What it said.
        cause: String,
    },
    /// The setting is no address.
    #[error("`discord.proxy` is `{0}`, which is no address: write it like `http://127.0.0.1:8080`")]
    ProxyAddress(String),
    /// The gateway is neither Discord's nor the proxy's.
    #[error(
        "the gateway address `{address}` is neither Discord's nor on the proxy's host, so the token is not sent there: check `discord.proxy`"
    )]
    GatewayAddress {
        /// What was told.
        address: String,
    },
    /// The setting does not fit what Discord says.
    #[error(
        "`discord.shards` asks for {total} shards, but Discord wants at least {least} of them: raise the number after the slash in every process"
    )]
    FewShards {
        /// As set.
        total: u32,
        /// What Discord recommends.
        least: u32,
    },
    /// Discord counts new sessions a day.
    #[error(
        "Discord allows no more new sessions today, something restarts Docent too often: try again in {minutes} minutes"
    )]
    NoSessionsLeft {
        /// Until Discord allows the next.
        minutes: u64,
    },
    /// The HTTP client could not be set up.
    #[error("cannot set up HTTP ({0}): check the TLS and proxy settings of this machine")]
    Http(String),
    /// The gateway ended the connection for good.
    #[error(
        "Discord ended the connection for good ({0}): start again, and look at https://discordstatus.com if it repeats"
    )]
    Gateway(String),
}

/// Connects to Discord and answers until `shutdown`; then finishes what is being sent and disconnects, within 5 s.
///
/// # Errors
/// Where the token, the network, the proxy or the gateway stands in the way; the message is one line that names the mend.
pub async fn run(
    config: Config,
    knowledge: impl Into<Live>,
    store: Store,
    token: SecretString,
    shutdown: CancellationToken,
) -> Result<(), Error> {
    let proxy = connect::proxy(&config)?;
    let http = connect::http(&config)?;
    let address = config.proxy.as_deref().unwrap_or(rest::DISCORD);
    let rest = Arc::new(Rest::new(http.clone(), address, token.clone(), config.metrics.clone()));
    // 0 is no id of Discord's, and serenity's type refuses it.
    let channels = config.answer_channels.iter().filter(|id| **id != 0).map(|id| ChannelId::new(*id));
    let bot = Arc::new(Bot::new(knowledge.into(), store, rest, Places::new(channels), &config, shutdown.clone()));
    config.interactions.lead_to(&bot);
    let (keeping, shards) = (Arc::clone(&bot), config.shards);
    tokio::spawn(shutdown.run_until_cancelled_owned(async move { overlays::keep_up(&keeping, shards).await }));
    let reminding = Arc::clone(&bot);
    tokio::spawn(async move { onboard::remind(&reminding).await });
    let telling = Arc::clone(&bot);
    tokio::spawn(async move { overdue::run(&telling).await });
    tokio::select! {
        ended = connect::run(&bot, config.shards, http, proxy.as_ref(), &token) => ended,
        // While still connecting there is nothing to finish.
        () = stopped_early(&bot) => Ok(()),
    }
}

/// Ends once a stop was asked for and `connect` had all its time to follow it.
async fn stopped_early(bot: &Bot) {
    bot.shutdown.cancelled().await;
    tokio::time::sleep(connect::STOPPING).await;
}
