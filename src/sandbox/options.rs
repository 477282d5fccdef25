//! What the look-alike is told at the start: its address, its token, what the bot may ask for.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::time::Duration;

use super::gateway::intents;

/// Discord's own interval between heartbeats.
const HEARTBEAT: Duration = Duration::from_millis(41_250);
/// Past this, an interaction that nobody answered is dead.
const FIRST_RESPONSE: Duration = Duration::from_secs(3);
/// How long the token of an answered interaction works.
const TOKEN_LIFE: Duration = Duration::from_mins(15);

/// How a [`LookAlike`](super::LookAlike) is set up.
#[derive(Clone, Debug)]
pub struct Options {
    /// Where to listen; any address outside loopback is refused. Port 0 takes a free one.
    pub listen: SocketAddr,
    /// The bot's token, without the word `Bot`.
    pub token: String,
    /// The bot's name.
    pub bot_name: String,
    /// The name of the first server.
    pub guild_name: String,
    /// The privileged intents switched on for the application; IDENTIFY with another one ends with close 4014.
    pub privileged_intents: u64,
    /// How often the client is asked for a heartbeat.
    pub heartbeat: Duration,
    /// How long a first response to an interaction is accepted.
    pub first_response: Duration,
    /// How long follow-ups and edits of an interaction are accepted.
    pub token_life: Duration,
    /// Whether a presence update whose `since` is no number closes the connection with 4002.
    pub strict_presence: bool,
    /// How many shards `GET /gateway/bot` recommends.
    pub shards: u32,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            listen: SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 0),
            token: "a-token-for-loopback-only".to_owned(),
            bot_name: "Docent".to_owned(),
            guild_name: "Sandbox".to_owned(),
            privileged_intents: intents::PRIVILEGED,
            heartbeat: HEARTBEAT,
            first_response: FIRST_RESPONSE,
            token_life: TOKEN_LIFE,
            strict_presence: true,
            shards: 1,
        }
    }
}

impl Options {
    /// The same, but the application has no privileged intent: no message content, no member list.
    #[must_use]
    pub fn without_privileged_intents(mut self) -> Self {
        self.privileged_intents = 0;
        self
    }
}
