//! The state: everything that exists, in one place behind one lock.
//!
//! In: changes from REST calls, the gateway and the driver. Out: lookups, and events for the sessions that asked for
//! them. `posting` adds what happens to messages; `json` renders; nothing here knows HTTP.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::net::SocketAddr;
use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;
use serde_json::Value;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use super::faults::Faults;
use super::gateway::session::{Connection, Session};
use super::ids::{ChannelId, GuildId, InteractionId, MessageId, RoleId, Snowflakes, UserId};
use super::model::{Channel, ChannelKind, Guild, Interaction, Member, Message, Person, Role};
use super::options::Options;
use super::permissions;
use super::record::Recording;

/// The world, its lock, and the bell that rings on every change.
pub(super) struct Shared {
    world: Mutex<World>,
    changed: watch::Sender<u64>,
    pub(super) stop: CancellationToken,
}

impl Shared {
    pub(super) fn new(world: World) -> Self {
        Self { world: Mutex::new(world), changed: watch::Sender::new(0), stop: CancellationToken::new() }
    }

    /// Changes the world and wakes everyone who waits for something to happen.
    pub(super) fn change<T>(&self, work: impl FnOnce(&mut World) -> T) -> T {
        let done = work(&mut self.world.lock().unwrap_or_else(PoisonError::into_inner));
        self.changed.send_modify(|count| *count += 1);
        done
    }

    /// Looks without changing.
    pub(super) fn look<T>(&self, work: impl FnOnce(&World) -> T) -> T {
        work(&self.world.lock().unwrap_or_else(PoisonError::into_inner))
    }

    pub(super) fn watch(&self) -> watch::Receiver<u64> {
        self.changed.subscribe()
    }
}

/// Everything that exists.
pub(super) struct World {
    pub(super) options: Options,
    pub(super) address: SocketAddr,
    pub(super) bot: UserId,
    pub(super) snowflakes: Snowflakes,
    pub(super) people: BTreeMap<UserId, Person>,
    pub(super) guilds: BTreeMap<GuildId, Guild>,
    pub(super) channels: BTreeMap<ChannelId, Channel>,
    pub(super) messages: BTreeMap<MessageId, Message>,
    pub(super) deleted: BTreeSet<MessageId>,
    pub(super) nonces: HashMap<(ChannelId, String), MessageId>,
    pub(super) interactions: BTreeMap<InteractionId, Interaction>,
    /// Global commands under `None`, a server's under its id.
    pub(super) commands: BTreeMap<Option<GuildId>, Vec<Value>>,
    pub(super) typing: Vec<ChannelId>,
    pub(super) sessions: Vec<Session>,
    pub(super) connections: BTreeMap<u64, Connection>,
    pub(super) connections_made: u64,
    pub(super) faults: Faults,
    pub(super) recording: Recording,
}

impl World {
    /// A world with the bot in one server that has no channel yet.
    pub(super) fn new(options: Options, address: SocketAddr) -> Self {
        let mut snowflakes = Snowflakes::default();
        let bot = UserId::from(snowflakes.next());
        let mut world = Self {
            address,
            bot,
            snowflakes,
            people: BTreeMap::new(),
            guilds: BTreeMap::new(),
            channels: BTreeMap::new(),
            messages: BTreeMap::new(),
            deleted: BTreeSet::new(),
            nonces: HashMap::new(),
            interactions: BTreeMap::new(),
            commands: BTreeMap::new(),
            typing: Vec::new(),
            sessions: Vec::new(),
            connections: BTreeMap::new(),
            connections_made: 0,
            faults: Faults::default(),
            recording: Recording::default(),
            options,
        };
        world.people.insert(bot, person(bot, &world.options.bot_name, true));
        let name = world.options.guild_name.clone();
        world.add_guild(&name);
        world
    }

    pub(super) fn add_guild(&mut self, name: &str) -> GuildId {
        let id = GuildId::from(self.snowflakes.next());
        let owner = UserId::from(self.snowflakes.next());
        self.people.insert(owner, person(owner, "owner", false));
        let guild = Guild {
            id,
            name: name.to_owned(),
            owner,
            locale: "en-US".to_owned(),
            everyone: permissions::EVERYONE,
            roles: Vec::new(),
            members: BTreeMap::new(),
        };
        self.guilds.insert(id, guild);
        self.join(id, owner, &[]);
        self.join(id, self.bot, &[]);
        id
    }

    /// A new person, in no server yet.
    pub(super) fn add_person(&mut self, name: &str, bot: bool) -> UserId {
        let id = UserId::from(self.snowflakes.next());
        self.people.insert(id, person(id, name, bot));
        id
    }

    pub(super) fn join(&mut self, guild: GuildId, user: UserId, roles: &[RoleId]) {
        let member = Member { joined: Timestamp::now(), roles: roles.to_vec() };
        if let Some(guild) = self.guilds.get_mut(&guild) {
            guild.members.insert(user, member);
        }
    }

    pub(super) fn add_role(&mut self, guild: GuildId, name: &str, granted: u64) -> RoleId {
        let id = RoleId::from(self.snowflakes.next());
        let role = Role { id, name: name.to_owned(), permissions: granted };
        if let Some(guild) = self.guilds.get_mut(&guild) {
            guild.roles.push(role);
        }
        id
    }

    pub(super) fn add_channel(&mut self, guild: Option<GuildId>, kind: ChannelKind, name: &str) -> ChannelId {
        let id = ChannelId::from(self.snowflakes.next());
        let channel = Channel {
            id,
            guild,
            kind,
            name: name.to_owned(),
            topic: None,
            parent: None,
            owner: None,
            recipient: None,
            everyone_denied: 0,
            denied: BTreeMap::new(),
            archived: false,
            locked: false,
            tags: Vec::new(),
            offered: Vec::new(),
        };
        self.channels.insert(id, channel);
        id
    }

    /// The channel of direct messages with `user`, made at the first use.
    pub(super) fn direct_channel(&mut self, user: UserId) -> ChannelId {
        let known = self.channels.values().find(|channel| channel.recipient == Some(user));
        if let Some(channel) = known {
            return channel.id;
        }
        let id = self.add_channel(None, ChannelKind::Direct, "");
        if let Some(channel) = self.channels.get_mut(&id) {
            channel.recipient = Some(user);
        }
        id
    }

    /// As if nobody had said or used anything yet.
    pub(super) fn forget_said(&mut self) {
        self.messages.clear();
        self.deleted.clear();
        self.nonces.clear();
        self.interactions.clear();
        self.typing.clear();
        self.recording = Recording::default();
        self.sessions.iter_mut().for_each(|session| session.log.clear());
    }

    /// What `user` may do in `channel`; a thread asks its parent.
    pub(super) fn permissions(&self, channel: ChannelId, user: UserId) -> u64 {
        let Some(channel) = self.channels.get(&channel) else {
            return 0;
        };
        let Some(guild) = channel.guild.and_then(|id| self.guilds.get(&id)) else {
            return permissions::DIRECT;
        };
        let ruling = channel.parent.and_then(|id| self.channels.get(&id)).unwrap_or(channel);
        permissions::in_channel(guild, ruling, user)
    }

    pub(super) fn bot_may(&self, channel: ChannelId, needed: u64) -> bool {
        self.permissions(channel, self.bot) & needed == needed
    }

    /// The commands that may be used in a server, or in direct messages: its own first, then the global ones.
    pub(super) fn commands_for(&self, guild: Option<GuildId>) -> impl Iterator<Item = &Value> {
        let own = guild.and_then(|id| self.commands.get(&Some(id)));
        own.into_iter().chain(self.commands.get(&None)).flatten()
    }
}

fn person(id: UserId, name: &str, bot: bool) -> Person {
    Person { id, name: name.to_owned(), bot, locale: "en-US".to_owned(), direct_closed: false }
}
