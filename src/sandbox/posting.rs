//! What happens to messages: posted, edited, unfurled, deleted; and threads opened.
//!
//! Each change is told to the sessions that may know of it.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::gateway::intents;
use super::gateway::session::Audience;
use super::ids::{ChannelId, MessageId, UserId};
use super::json::View;
use super::mentions::Pings;
use super::model::{ChannelKind, EPHEMERAL, Message};
use super::permissions::VIEW_CHANNEL;
use super::state::World;

/// The kind of a message that answers another one.
const REPLY: u8 = 19;

impl Message {
    /// A message to be posted: nothing in it yet.
    pub(super) fn draft(channel: ChannelId, author: UserId) -> Self {
        Self {
            id: MessageId::from(0),
            channel,
            author,
            content: String::new(),
            embeds: Vec::new(),
            components: Vec::new(),
            attachments: Vec::new(),
            reply_to: None,
            mentions: Vec::new(),
            mention_roles: Vec::new(),
            mention_everyone: false,
            nonce: None,
            flags: 0,
            kind: 0,
            interaction: None,
            visible_to: None,
            edited: None,
            changes: 0,
            webhook: false,
        }
    }

    pub(super) fn with_pings(mut self, pings: Pings) -> Self {
        self.mentions = pings.users;
        self.mention_roles = pings.roles;
        self.mention_everyone = pings.everyone;
        self
    }

    pub(super) fn replying_to(mut self, message: Option<MessageId>) -> Self {
        self.reply_to = message;
        if message.is_some() {
            self.kind = REPLY;
        }
        self
    }
}

impl World {
    /// Posts a draft.
    pub(super) fn post(&mut self, draft: Message) -> MessageId {
        let id = MessageId::from(self.snowflakes.next());
        self.post_with_id(id, draft)
    }

    /// Posts a draft under a given id: the starter of a forum post has that of its thread.
    pub(super) fn post_with_id(&mut self, id: MessageId, mut draft: Message) -> MessageId {
        draft.id = id;
        draft.mentions.retain(|user| self.people.contains_key(user));
        self.messages.insert(id, draft);
        self.tell_message(id, "MESSAGE_CREATE");
        id
    }

    /// Changes a message; `by_author` sets the time of the edit, a link preview does not.
    pub(super) fn revise(&mut self, id: MessageId, by_author: bool, change: impl FnOnce(&mut Message)) {
        let Some(message) = self.messages.get_mut(&id) else {
            return;
        };
        change(message);
        message.changes += 1;
        if by_author {
            message.edited = Some(Timestamp::now());
        }
        self.tell_message(id, "MESSAGE_UPDATE");
    }

    pub(super) fn remove(&mut self, id: MessageId) {
        let Some(message) = self.messages.remove(&id) else {
            return;
        };
        self.deleted.insert(id);
        if message.flags & EPHEMERAL != 0 {
            return;
        }
        let guild = self.channels.get(&message.channel).and_then(|channel| channel.guild);
        let mut gone = json!({"id": id.to_string(), "channel_id": message.channel.to_string()});
        if let Some(guild) = guild {
            gone["guild_id"] = json!(guild.to_string());
        }
        self.dispatch(self.readers(message.channel), "MESSAGE_DELETE", &|_, _| gone.clone());
    }

    /// A thread under `parent`.
    pub(super) fn open_thread(&mut self, parent: ChannelId, name: &str, owner: UserId, tags: Vec<u64>) -> ChannelId {
        let guild = self.channels.get(&parent).and_then(|channel| channel.guild);
        let id = self.add_channel(guild, ChannelKind::PublicThread, name);
        self.announce_thread(id, parent, owner, tags);
        id
    }

    /// A thread that hangs on a message and takes its id.
    pub(super) fn open_thread_on(&mut self, message: MessageId, name: &str, owner: UserId) -> Option<ChannelId> {
        let parent = self.messages.get(&message)?.channel;
        let id = ChannelId::from(message.get());
        let made = self.open_channel_with(id, parent, name)?;
        self.announce_thread(made, parent, owner, Vec::new());
        Some(made)
    }

    fn open_channel_with(&mut self, id: ChannelId, parent: ChannelId, name: &str) -> Option<ChannelId> {
        let guild = self.channels.get(&parent)?.guild;
        let made = self.add_channel(guild, ChannelKind::PublicThread, name);
        let mut channel = self.channels.remove(&made)?;
        channel.id = id;
        self.channels.insert(id, channel);
        Some(id)
    }

    fn announce_thread(&mut self, id: ChannelId, parent: ChannelId, owner: UserId, tags: Vec<u64>) {
        let Some(thread) = self.channels.get_mut(&id) else {
            return;
        };
        thread.parent = Some(parent);
        thread.owner = Some(owner);
        thread.tags = tags;
        if !self.bot_may(id, VIEW_CHANNEL) {
            return;
        }
        let guild = self.channels.get(&id).and_then(|channel| channel.guild);
        let mut made = self.channel_json(id);
        made["newly_created"] = json!(true);
        self.dispatch(Audience { guild, intent: intents::GUILDS }, "THREAD_CREATE", &|_, _| made.clone());
    }

    /// Who hears of messages in a channel.
    fn readers(&self, channel: ChannelId) -> Audience {
        let guild = self.channels.get(&channel).and_then(|channel| channel.guild);
        let intent = if guild.is_some() { intents::GUILD_MESSAGES } else { intents::DIRECT_MESSAGES };
        Audience { guild, intent }
    }

    fn tell_message(&mut self, id: MessageId, event: &str) {
        let Some(message) = self.messages.get(&id) else {
            return;
        };
        if message.flags & EPHEMERAL != 0 || !self.bot_may(message.channel, VIEW_CHANNEL) {
            return;
        }
        let audience = self.readers(message.channel);
        let render = |world: &World, held: u64| {
            let content = intents::holds(held, intents::MESSAGE_CONTENT);
            world.messages.get(&id).map_or(Value::Null, |message| world.message_json(message, View::event(content)))
        };
        self.dispatch(audience, event, &render);
    }
}
