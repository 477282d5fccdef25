//! The things that exist in the look-alike: people, servers, channels, messages, interactions.
//!
//! Plain data; `state` keeps and changes it, `json` shows it in Discord's form.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use serde_json::Value;
use tokio::time::Instant;

use super::ids::{ChannelId, GuildId, InteractionId, MessageId, RoleId, UserId};

/// A person, or a bot.
#[derive(Clone, Debug)]
pub(super) struct Person {
    pub(super) id: UserId,
    pub(super) name: String,
    pub(super) bot: bool,
    pub(super) locale: String,
    /// Whether direct messages from the bot are refused.
    pub(super) direct_closed: bool,
}

/// A role of a server.
#[derive(Clone, Debug)]
pub(super) struct Role {
    pub(super) id: RoleId,
    pub(super) name: String,
    pub(super) permissions: u64,
}

/// A person in a server.
#[derive(Clone, Debug)]
pub(super) struct Member {
    pub(super) joined: Timestamp,
    pub(super) roles: Vec<RoleId>,
}

/// A server.
#[derive(Clone, Debug)]
pub(super) struct Guild {
    pub(super) id: GuildId,
    pub(super) name: String,
    pub(super) owner: UserId,
    pub(super) locale: String,
    pub(super) everyone: u64,
    pub(super) roles: Vec<Role>,
    pub(super) members: BTreeMap<UserId, Member>,
}

/// The kinds of channels, with Discord's numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChannelKind {
    /// An ordinary text channel.
    Text = 0,
    /// One person and the bot.
    Direct = 1,
    /// A thread anyone may read.
    PublicThread = 11,
    /// A channel of posts, each a thread.
    Forum = 15,
}

/// A channel, thread, forum or direct-message channel.
#[derive(Clone, Debug)]
pub(super) struct Channel {
    pub(super) id: ChannelId,
    pub(super) guild: Option<GuildId>,
    pub(super) kind: ChannelKind,
    pub(super) name: String,
    pub(super) topic: Option<String>,
    pub(super) parent: Option<ChannelId>,
    pub(super) owner: Option<UserId>,
    /// The person of a direct-message channel.
    pub(super) recipient: Option<UserId>,
    pub(super) everyone_denied: u64,
    pub(super) denied: BTreeMap<UserId, u64>,
    pub(super) archived: bool,
    pub(super) locked: bool,
    pub(super) tags: Vec<u64>,
    /// Of a forum: the tags that its posts may have.
    pub(super) offered: Vec<(u64, String)>,
}

/// A file that came with a message.
#[derive(Clone, Debug)]
pub struct Attachment {
    /// Its snowflake.
    pub id: u64,
    /// The file's name.
    pub filename: String,
    /// The alternative text.
    pub description: Option<String>,
    /// The media type that the sender gave.
    pub content_type: String,
    /// What is in it.
    pub bytes: Arc<[u8]>,
    /// Whether an embed shows it, which takes it off the message's own list.
    pub shown_in_embed: bool,
}

/// A message as it stands now.
#[derive(Clone, Debug)]
pub struct Message {
    /// Its snowflake.
    pub id: MessageId,
    /// Where it stands.
    pub channel: ChannelId,
    /// Who wrote it.
    pub author: UserId,
    /// The text, up to 2,000 characters.
    pub content: String,
    /// The embeds, in Discord's JSON.
    pub embeds: Vec<Value>,
    /// The rows of buttons and menus, in Discord's JSON.
    pub components: Vec<Value>,
    /// The files.
    pub attachments: Vec<Attachment>,
    /// The message that this one answers.
    pub reply_to: Option<MessageId>,
    /// The people whom it pings.
    pub mentions: Vec<UserId>,
    /// The roles that it pings.
    pub mention_roles: Vec<RoleId>,
    /// Whether it pings everyone.
    pub mention_everyone: bool,
    /// The nonce that the sender gave.
    pub nonce: Option<Value>,
    /// Discord's message flags.
    pub flags: u64,
    /// Discord's message type: 0 ordinary, 19 reply, 20 command response, 23 context-menu response.
    pub kind: u8,
    /// The interaction that it responds to.
    pub interaction: Option<InteractionId>,
    /// The only person who sees it, for an ephemeral message.
    pub visible_to: Option<UserId>,
    /// When it was last edited.
    pub edited: Option<Timestamp>,
    /// How often it has changed since it was posted, unfurled links included.
    pub changes: u32,
    /// Whether a webhook posted it.
    pub webhook: bool,
}

/// The flag of a message that only one person sees.
pub const EPHEMERAL: u64 = 1 << 6;
/// The flag of a response that was deferred and is still "thinking".
pub const LOADING: u64 = 1 << 7;
/// The flag that hides embeds.
pub(super) const SUPPRESS_EMBEDS: u64 = 1 << 2;

impl Message {
    /// Everything that a reader sees as text: content, then each embed's title, text, fields and footer.
    #[must_use]
    pub fn text(&self) -> String {
        let mut parts = vec![self.content.clone()];
        for embed in &self.embeds {
            let mut push = |value: &Value| parts.extend(value.as_str().map(str::to_owned));
            push(&embed["author"]["name"]);
            push(&embed["title"]);
            push(&embed["description"]);
            for field in embed["fields"].as_array().into_iter().flatten() {
                push(&field["name"]);
                push(&field["value"]);
            }
            push(&embed["footer"]["text"]);
        }
        parts.retain(|part| !part.is_empty());
        parts.join("\n")
    }

    /// The buttons and menus, row by row.
    pub fn controls(&self) -> impl Iterator<Item = &Value> {
        self.components.iter().filter_map(|row| row["components"].as_array()).flatten()
    }

    /// The custom id of the button with this label.
    #[must_use]
    pub fn button(&self, label: &str) -> Option<String> {
        let button = self.controls().find(|control| control["label"] == label)?;
        button["custom_id"].as_str().map(str::to_owned)
    }

    /// Whether only one person sees it.
    #[must_use]
    pub fn is_ephemeral(&self) -> bool {
        self.flags & EPHEMERAL != 0
    }

    /// Whether it is a deferred response that still waits for its content.
    #[must_use]
    pub fn is_loading(&self) -> bool {
        self.flags & LOADING != 0
    }

    /// Whether it pings anyone at all.
    #[must_use]
    pub fn pings(&self) -> bool {
        self.mention_everyone || !self.mentions.is_empty() || !self.mention_roles.is_empty()
    }
}

/// The kinds of interactions, with Discord's numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InteractionKind {
    /// A slash command or an entry of a context menu.
    Command = 2,
    /// A button or a select menu.
    Component = 3,
    /// Suggestions for the option being typed.
    Autocomplete = 4,
    /// A filled-in modal.
    Modal = 5,
}

/// One use of a command, component or modal.
#[derive(Clone, Debug)]
pub(super) struct Interaction {
    pub(super) id: InteractionId,
    pub(super) token: String,
    pub(super) kind: InteractionKind,
    pub(super) user: UserId,
    pub(super) channel: ChannelId,
    pub(super) guild: Option<GuildId>,
    pub(super) made: Instant,
    /// The command's name, for the response's `interaction` field.
    pub(super) name: String,
    /// Whether the command came from a context menu.
    pub(super) context_menu: bool,
    /// The message that the component or the modal's opener stands on.
    pub(super) source: Option<MessageId>,
    /// The kind of the first response, once there is one.
    pub(super) answered: Option<u64>,
    /// The message that `@original` names.
    pub(super) original: Option<MessageId>,
    pub(super) followups: Vec<MessageId>,
    pub(super) choices: Option<Vec<Value>>,
    pub(super) modal: Option<Value>,
    /// As the bot was told of it.
    pub(super) event: Value,
}
