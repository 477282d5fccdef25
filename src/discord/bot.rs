//! What every event handler needs: the knowledge that answers, the way to send, what is known of Discord's side.
//!
//! One value for the whole process, shared by all shards.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use reqwest::Method;
use serenity::all::{ApplicationId, ChannelId, Event, GuildChannel, GuildId, UserId};
use tokio::sync::{Semaphore, SetOnce};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::Room;
use super::bursts::Bursts;
use super::commands;
use super::manners::{Cooldown, Said};
use super::missed::Missed;
use super::onboard::During;
use super::overlays::{self, Overlays};
use super::places::{Place, Places};
use super::recent::Recent;
use super::replies::Replies;
use super::rest::{Call, Patience, Rest};
use super::seen::Seen;
use super::send::Sender;
use super::unread::{self, Unread};
use super::{Config, Pauses, Reload};
use crate::live::Live;
use crate::metrics::Metrics;
use crate::pipeline::Docent;
use crate::store::Store;

/// Messages worked on at a time. Answering takes under a millisecond; the places are held while Discord takes its time. Interactions
/// take none: they have 3 s and must never wait behind a channel that is rate limited.
const AT_A_TIME: usize = 64;
/// The shared state.
#[derive(Debug)]
pub(super) struct Bot {
    /// What answers, and how its folder is.
    pub(super) knowledge: Live,
    /// What people make of Docent.
    pub(super) store: Store,
    pub(super) rest: Arc<Rest>,
    pub(super) sender: Sender,
    pub(super) places: Places,
    pub(super) seen: Seen,
    pub(super) replies: Replies,
    pub(super) unread: Unread,
    pub(super) missed: Missed,
    pub(super) metrics: Metrics,
    pub(super) recent: Recent,
    pub(super) bursts: Bursts,
    pub(super) cooldown: Cooldown,
    pub(super) said: Said,
    pub(super) pauses: Pauses,
    pub(super) overlays: Overlays,
    /// Which step of onboarding is on whose screen.
    pub(super) during: During,
    /// Between two looks for reminders that are due.
    pub(super) reminding: std::time::Duration,
    /// Reads the knowledge again, where there is a folder to read.
    pub(super) reload: Option<Reload>,
    /// Docent's own user, known from the first READY on.
    me: SetOnce<UserId>,
    /// Whether the text of every message arrives; without the privileged intent only of those meant for Docent.
    reads_everything: AtomicBool,
    /// Whether Discord tells who joins and leaves; only with the privileged intent.
    hears_members: AtomicBool,
    /// Whether this process has compared its commands with Discord's.
    pub(super) registered: tokio::sync::Mutex<bool>,
    pub(super) places_at_work: Semaphore,
    /// Messages that are being thought about; the others wait here rather than between an interaction and its answer.
    pub(super) thinking: Semaphore,
    /// Events under way before further ones are dropped.
    room: Room,
    /// Shards over all processes, which says which server belongs to which.
    total_shards: AtomicU32,
    /// Everything under way, so that a stop can wait for it.
    pub(super) work: TaskTracker,
    pub(super) shutdown: CancellationToken,
}

impl Bot {
    pub(super) fn new(
        knowledge: Live,
        store: Store,
        rest: Arc<Rest>,
        places: Places,
        config: &Config,
        shutdown: CancellationToken,
    ) -> Self {
        Self {
            knowledge,
            store,
            sender: Sender::new(Arc::clone(&rest), config.pauses.deferring),
            rest,
            places,
            seen: Seen::default(),
            replies: Replies::default(),
            unread: Unread::default(),
            missed: Missed::default(),
            metrics: config.metrics.clone(),
            recent: Recent::default(),
            bursts: Bursts::default(),
            cooldown: Cooldown::default(),
            said: Said::default(),
            pauses: config.pauses,
            overlays: Overlays::default(),
            during: During::default(),
            reminding: config.reminders.0,
            reload: config.reload.clone(),
            me: SetOnce::new(),
            reads_everything: AtomicBool::new(true),
            hears_members: AtomicBool::new(true),
            registered: tokio::sync::Mutex::new(false),
            places_at_work: Semaphore::new(AT_A_TIME),
            thinking: Semaphore::new(std::thread::available_parallelism().map_or(1, usize::from)),
            room: config.room,
            total_shards: AtomicU32::new(1),
            work: TaskTracker::new(),
            shutdown,
        }
    }

    /// The knowledge as of now. One event uses one snapshot throughout.
    pub(super) fn docent(&self) -> Arc<Docent> {
        self.knowledge.docent()
    }

    /// The knowledge as of now in one server, or in a direct conversation.
    pub(super) fn docent_in(&self, guild: Option<GuildId>) -> Arc<Docent> {
        guild.map_or_else(|| self.docent(), |guild| overlays::answering(self, guild).0)
    }

    /// Answers with this knowledge from now on.
    pub(super) fn answer_with(&self, docent: Arc<Docent>) {
        self.knowledge.answer_with(docent);
    }

    /// Docent's own user. Waits for the first READY: events of one shard are handled side by side.
    pub(super) async fn me(&self) -> UserId {
        *self.me.wait().await
    }

    /// Learns who Docent is.
    pub(super) fn is(&self, user: UserId) {
        // Every READY tells it, and it never changes.
        drop(self.me.set(user));
    }

    /// Learns how many shards there are over all processes.
    pub(super) fn set_total_shards(&self, total: u32) {
        self.total_shards.store(total.max(1), Ordering::Relaxed);
    }

    /// The shard that hears of a server; direct conversations belong to the first.
    pub(super) fn shard_of(&self, guild: Option<GuildId>) -> u32 {
        let total = u64::from(self.total_shards.load(Ordering::Relaxed));
        let shard = guild.map_or(0, |guild| (guild.get() >> 22) % total);
        u32::try_from(shard).unwrap_or_default()
    }

    pub(super) fn reads_everything(&self) -> bool {
        self.reads_everything.load(Ordering::Relaxed)
    }

    pub(super) fn set_reads_everything(&self, reads: bool) {
        self.reads_everything.store(reads, Ordering::Relaxed);
    }

    pub(super) fn hears_members(&self) -> bool {
        self.hears_members.load(Ordering::Relaxed)
    }

    pub(super) fn set_hears_members(&self, hears: bool) {
        self.hears_members.store(hears, Ordering::Relaxed);
    }

    /// Whether this event can be taken on. A stop takes no new work. In a flood, messages go first: nobody waits for an answer to one with a clock
    /// beside it, and there are always more of them than of anything else. Then goes what comes by the thousand too (people who join, edits); last what people
    /// click, and what tells which servers and channels there are.
    pub(super) fn has_room_for(&self, event: &Event) -> bool {
        let Room { messages, others } = self.room;
        let most = match event {
            Event::MessageCreate(_) => messages,
            Event::InteractionCreate(_)
            | Event::Ready(_)
            | Event::GuildCreate(_)
            | Event::ChannelCreate(_)
            | Event::ChannelUpdate(_)
            | Event::ChannelDelete(_)
            | Event::ThreadCreate(_)
            | Event::ThreadUpdate(_)
            | Event::ThreadDelete(_)
            | Event::ThreadListSync(_) => messages + 2 * others,
            Event::Unknown(event) if event.kind == unread::INTERACTION => messages + 2 * others,
            _ => messages + others,
        };
        !self.shutdown.is_cancelled() && self.work.len() < most
    }

    /// Makes Discord's list of commands this version's, once a process.
    pub(super) async fn register(&self, application: ApplicationId) {
        let mut registered = self.registered.lock().await;
        if *registered {
            return;
        }
        match commands::register(&self.rest, application).await {
            Ok(changed) => {
                *registered = true;
                tracing::info!(changed, "slash commands are registered");
            }
            Err(refusal) => {
                tracing::error!(%refusal, "could not register slash commands; tried again with the next session");
            }
        }
    }

    /// What is known of a channel; asks Discord once where nothing is (an old thread that came back to life).
    pub(super) async fn place(&self, channel: ChannelId) -> Place {
        if let Some(place) = self.places.place(channel) {
            return place;
        }
        let call = Call::new(Method::GET, format!("/channels/{channel}"), Patience::MESSAGE);
        let told = match self.rest.call(&call).await {
            Ok(told) => told,
            Err(refusal) => {
                tracing::warn!(%channel, %refusal, "could not learn what a channel lies under");
                return Place::default();
            }
        };
        // A direct conversation is no channel of a server, and lies under nothing.
        let place = serde_json::from_value::<GuildChannel>(told).map(|channel| Place::of(&channel)).unwrap_or_default();
        self.places.learn(channel, place.clone());
        place
    }
}
