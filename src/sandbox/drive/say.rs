//! What people say: messages, replies, edits, deletions, link previews.

#![expect(clippy::must_use_candidate, reason = "these are deeds; the id that one gives is often not needed")]

use serde_json::json;

use super::super::ids::{ChannelId, MessageId, UserId};
use super::super::mentions;
use super::super::model::Message;
use super::super::state::World;
use super::Driver;

impl Driver {
    /// Says something in a channel, thread or post.
    pub fn say(&self, channel: ChannelId, author: UserId, text: &str) -> MessageId {
        self.shared.change(|world| world.say(channel, author, text, None, false))
    }

    /// Says something to the bot alone.
    pub fn say_in_dm(&self, author: UserId, text: &str) -> MessageId {
        self.shared.change(|world| {
            let channel = world.direct_channel(author);
            world.say(channel, author, text, None, false)
        })
    }

    /// The channel of direct messages between a person and the bot.
    #[must_use]
    pub fn dm_channel(&self, user: UserId) -> ChannelId {
        self.shared.change(|world| world.direct_channel(user))
    }

    /// Says something with a mention of the bot before it.
    pub fn mention(&self, channel: ChannelId, author: UserId, text: &str) -> MessageId {
        let bot = self.bot();
        self.say(channel, author, &format!("<@{bot}> {text}"))
    }

    /// Replies to a message, with the ping that Discord's clients switch on.
    pub fn reply_to(&self, message: MessageId, author: UserId, text: &str) -> MessageId {
        self.reply(message, author, text, true)
    }

    /// Replies to a message with the ping switched off.
    pub fn reply_without_ping(&self, message: MessageId, author: UserId, text: &str) -> MessageId {
        self.reply(message, author, text, false)
    }

    fn reply(&self, message: MessageId, author: UserId, text: &str, ping: bool) -> MessageId {
        self.shared.change(|world| {
            let channel = world.messages.get(&message).map_or_else(|| ChannelId::from(0), |one| one.channel);
            world.say(channel, author, text, Some(message), ping)
        })
    }

    /// Says something through a webhook, as bridges and notifiers do.
    pub fn say_by_webhook(&self, channel: ChannelId, name: &str, text: &str) -> MessageId {
        self.shared.change(|world| {
            let author = world.add_person(name, true);
            let mut draft = Message::draft(channel, author).with_pings(mentions::named(text));
            text.clone_into(&mut draft.content);
            draft.webhook = true;
            world.post(draft)
        })
    }

    /// The author edits a message.
    pub fn edit(&self, message: MessageId, text: &str) {
        self.shared.change(|world| {
            let pings = mentions::named(text);
            world.revise(message, true, |kept| {
                text.clone_into(&mut kept.content);
                kept.mentions = pings.users;
            });
        });
    }

    /// Someone deletes a message.
    pub fn delete(&self, message: MessageId) {
        self.shared.change(|world| world.remove(message));
    }

    /// Discord adds the preview of a link: an update that is no edit, without an edit time.
    pub fn unfurl(&self, message: MessageId, url: &str) {
        let preview =
            json!({"type": "link", "url": url, "title": "A page", "description": "What the page says of itself"});
        self.shared.change(|world| world.revise(message, false, |kept| kept.embeds.push(preview)));
    }
}

impl World {
    fn say(&mut self, channel: ChannelId, author: UserId, text: &str, to: Option<MessageId>, ping: bool) -> MessageId {
        let mut pings = mentions::named(text);
        let answered = to.filter(|_| ping).and_then(|id| self.pinged_author(id));
        if let Some(user) = answered.filter(|user| !pings.users.contains(user)) {
            pings.users.push(user);
        }
        let mut draft = Message::draft(channel, author).with_pings(pings).replying_to(to);
        text.clone_into(&mut draft.content);
        self.post(draft)
    }
}
