//! What was said while nobody listened: read from the channels' history once a lost session is replaced.
//!
//! In: the messages that arrive, the sessions that begin. Out: the messages between them, each handled as if it had just arrived. Discord repeats what was
//! missed only where a session is resumed. Read are the channels in which Docent speaks unasked and those in which it was spoken to lately; a first
//! question to it anywhere else in that gap stays unheard, for nobody can read all channels of all servers.

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use reqwest::Method;
use serde::Deserialize as _;
use serde_json::{Value, json};
use serenity::all::{ChannelId, GuildId, Message, MessageCreateEvent};
use tracing::Instrument as _;

use super::bot::Bot;
use super::rest::{Call, Patience};
use super::{message, modes};
use crate::store::{ChannelMode, Moment};

/// Older questions are left: who asked has gone on, or was answered by somebody else.
const YOUNGER_THAN: Duration = Duration::from_mins(10);
/// Channels read after one gap: some ten seconds at the pace that Discord allows.
const CHANNELS: usize = 400;
/// Channels remembered in which Docent was spoken to.
const TALKED: usize = 200;
/// Messages of one channel: Discord's largest page. A channel with more in ten minutes has people enough to answer each other.
const PAGE: usize = 100;
/// Milliseconds from 1970 to the first second of 2015, where Discord's ids start.
const EPOCH: i64 = 1_420_070_400_000;

/// What was heard last.
#[derive(Debug, Default)]
pub(super) struct Missed {
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    heard: HashMap<u32, Heard>,
    talked: VecDeque<(ChannelId, Option<GuildId>)>,
}

/// Up to where a shard heard everything.
#[derive(Debug, Default)]
struct Heard {
    /// When its session began, as an id; by the clock of this machine, so that it counts only while nothing was heard.
    began: u64,
    /// The latest message.
    last: Option<u64>,
}

impl Missed {
    /// Notes a message that arrived.
    pub(super) fn heard(&self, shard: Option<serenity::all::ShardId>, message: &Message) {
        let Some(shard) = shard else { return };
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let heard = state.heard.entry(shard.0).or_default();
        heard.last = heard.last.max(Some(message.id.get()));
    }

    /// Notes a conversation with Docent.
    pub(super) fn talked(&self, channel: ChannelId, guild: Option<GuildId>) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.talked.retain(|(known, _)| *known != channel);
        state.talked.push_front((channel, guild));
        state.talked.truncate(TALKED);
    }

    /// A session begins; gives the id after which messages of this shard were missed, unless it is the first one.
    pub(super) fn begins(&self, shard: u32, now: Moment) -> Option<u64> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let before = state.heard.get(&shard).map(|heard| heard.last.unwrap_or(heard.began));
        state.heard.entry(shard).or_default().began = at(now);
        before
    }

    fn channels(&self) -> Vec<(ChannelId, Option<GuildId>)> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).talked.iter().copied().collect()
    }
}

/// The smallest id of this time.
fn at(time: Moment) -> u64 {
    u64::try_from(time.0.saturating_sub(EPOCH)).unwrap_or_default() << 22
}

/// Reads what a shard missed after the message `since`, and handles it.
pub(super) async fn read(bot: &Arc<Bot>, shard: u32, since: u64) {
    let oldest = at(Moment(bot.store.now().0 - i64::try_from(YOUNGER_THAN.as_millis()).unwrap_or_default()));
    let since = since.max(oldest);
    let channels = channels(bot, shard);
    tracing::info!(shard, channels = channels.len(), "this is a new session; reading what was said since the last one");
    let mut found = 0;
    for (channel, guild) in channels {
        found += read_channel(bot, channel, guild, since).await;
    }
    tracing::info!(shard, found, "messages since the last session");
}

/// Where there may be something to answer, in this shard.
fn channels(bot: &Bot, shard: u32) -> Vec<(ChannelId, Option<GuildId>)> {
    let listens = |(channel, guild, place): &(ChannelId, GuildId, super::places::Place)| {
        let mode = modes::mode(bot, Some(*guild), *channel, place);
        matches!(mode, ChannelMode::Answer | ChannelMode::Shadow) && !bot.places.is_closed(place)
    };
    let open = bot.places.all().into_iter().filter(listens).map(|(channel, guild, _)| (channel, Some(guild)));
    let mut known = HashSet::new();
    let here = |guild: Option<GuildId>| bot.shard_of(guild) == shard;
    let all = bot.missed.channels().into_iter().chain(open);
    all.filter(|(channel, guild)| here(*guild) && known.insert(*channel)).take(CHANNELS).collect()
}

/// Handles the messages of one channel, oldest first, all at once as they would have come; tells how many.
async fn read_channel(bot: &Arc<Bot>, channel: ChannelId, guild: Option<GuildId>, since: u64) -> usize {
    let path = format!("/channels/{channel}/messages?after={since}&limit={PAGE}");
    let call = Call::new(Method::GET, path, Patience::MESSAGE).route(format!("GET messages of {channel}"));
    let told = match bot.rest.call(&call).await {
        Ok(told) => told,
        Err(refusal) => {
            tracing::debug!(%channel, %refusal, "could not read what was said meanwhile");
            return 0;
        }
    };
    let mut events: Vec<MessageCreateEvent> =
        told.as_array().into_iter().flatten().filter_map(|message| event(message, guild)).collect();
    events.sort_by_key(|event| event.message.id);
    let count = events.len();
    for event in events.into_iter().filter(|event| bot.store.linked(event.message.id.get().into()).is_none()) {
        let (at_work, span) = (Arc::clone(bot), tracing::info_span!("question", id = event.message.id.get()));
        bot.work.spawn(async move { message::arrived(&at_work, &event).await }.instrument(span));
    }
    count
}

/// A message from the history, as the gateway would have told it: there it names its server.
fn event(message: &Value, guild: Option<GuildId>) -> Option<MessageCreateEvent> {
    let mut message = message.clone();
    if let Some(guild) = guild {
        message["guild_id"] = json!(guild.to_string());
    }
    MessageCreateEvent::deserialize(message).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_second_session_of_a_shard_has_missed_something() {
        let (missed, now) = (Missed::default(), Moment(EPOCH + 1000));
        assert_eq!(missed.begins(0, now), None);
        assert_eq!(missed.begins(1, now), None);
        assert_eq!(missed.begins(0, Moment(EPOCH + 5000)), Some(1000 << 22));
        assert_eq!(missed.begins(0, Moment(0)), Some(5000 << 22));
        assert_eq!(missed.begins(0, now), Some(0), "a clock that goes back loses nothing");
    }

    #[test]
    fn conversations_are_remembered_latest_first_and_bounded() {
        let missed = Missed::default();
        (1..=TALKED as u64 + 1).for_each(|id| missed.talked(ChannelId::new(id), None));
        missed.talked(ChannelId::new(5), None);
        let channels = missed.channels();
        assert_eq!((channels.len(), channels[0].0), (TALKED, ChannelId::new(5)));
        assert!(channels.iter().all(|(channel, _)| channel.get() != 1));
    }
}
