//! The look-alike as one person sees it, in JSON: people, channels, messages, commands.
//!
//! Messages and people have Discord's own form, with what a page needs on top: whether it is one's own, whether only one sees it, the alternative
//! text of pictures. What a person may not see is not in it.

use serde_json::{Value, json};

use super::super::ids::{ChannelId, GuildId, UserId};
use super::super::json::View;
use super::super::model::{Channel, ChannelKind, Message};
use super::super::permissions::{self, MANAGE_GUILD, MANAGE_MESSAGES, SEND_MESSAGES, VIEW_CHANNEL};
use super::super::state::World;

impl World {
    /// Whether someone of this id can be spoke as.
    pub(super) fn is_person(&self, user: UserId) -> bool {
        self.people.get(&user).is_some_and(|person| !person.bot)
    }

    pub(super) fn page_people(&self) -> Value {
        let guild = self.guilds.values().next();
        let members = guild.into_iter().flat_map(|guild| guild.members.keys().map(move |user| (guild, *user)));
        let shown = members.filter(|(guild, user)| *user != guild.owner).map(|(guild, user)| {
            let mut person = self.user_json(user);
            person["manages"] = json!(permissions::in_guild(guild, user) & MANAGE_GUILD != 0);
            person
        });
        json!(shown.collect::<Vec<_>>())
    }

    /// The roles of the server, for options that take one.
    pub(super) fn page_roles(&self) -> Value {
        let roles = self.guilds.values().next().into_iter().flat_map(|guild| &guild.roles);
        roles.map(|role| json!({"id": role.id.to_string(), "name": role.name})).collect()
    }

    pub(super) fn page_channels(&self, viewer: UserId) -> Vec<Value> {
        let seen = self.channels.values().filter(|channel| self.is_open_to(channel, viewer));
        seen.map(|channel| self.page_channel(channel, viewer)).collect()
    }

    fn page_channel(&self, channel: &Channel, viewer: UserId) -> Value {
        json!({
            "id": channel.id.to_string(),
            "type": channel.kind as u8,
            "name": channel.name,
            "topic": channel.topic,
            "parent_id": channel.parent.map(|parent| parent.to_string()),
            "owner_id": channel.owner.map(|owner| owner.to_string()),
            "may_write": channel.kind != ChannelKind::Forum && self.permissions(channel.id, viewer) & SEND_MESSAGES != 0,
        })
    }

    fn is_open_to(&self, channel: &Channel, viewer: UserId) -> bool {
        match channel.recipient {
            Some(recipient) => recipient == viewer,
            None => self.permissions(channel.id, viewer) & VIEW_CHANNEL != 0,
        }
    }

    /// The messages that the viewer sees, oldest first.
    pub(super) fn page_messages(&self, viewer: UserId) -> impl Iterator<Item = &Message> {
        let open =
            move |channel: ChannelId| self.channels.get(&channel).is_some_and(|one| self.is_open_to(one, viewer));
        let mine = move |message: &&Message| message.visible_to.is_none_or(|only| only == viewer);
        self.messages.values().filter(mine).filter(move |message| open(message.channel))
    }

    pub(super) fn page_message(&self, message: &Message, viewer: UserId) -> Value {
        let mut shown = self.message_json(message, View::page());
        let own = message.author == viewer;
        let deletes = own || self.permissions(message.channel, viewer) & MANAGE_MESSAGES != 0;
        shown["own"] = json!(own);
        shown["may_delete"] = json!(deletes && message.visible_to.is_none());
        self.describe_pictures(message, &mut shown);
        self.make_local(&mut shown);
        shown
    }

    /// A picture in an embed is described by the file that it shows.
    fn describe_pictures(&self, message: &Message, shown: &mut Value) {
        for embed in shown["embeds"].as_array_mut().into_iter().flatten() {
            for picture in ["image", "thumbnail"] {
                let Some(url) = embed[picture]["url"].as_str() else { continue };
                let file = message.attachments.iter().find(|one| self.attachment_url(message, one) == url);
                if let Some(description) = file.and_then(|file| file.description.clone()) {
                    embed[picture]["description"] = json!(description);
                }
            }
        }
    }

    /// Addresses of the look-alike's files become the page's own.
    fn make_local(&self, value: &mut Value) {
        match value {
            Value::String(text) => {
                if let Some(path) = text.strip_prefix(&format!("http://{}/attachments/", self.address)) {
                    *text = format!("/attachments/{path}");
                }
            }
            Value::Array(items) => items.iter_mut().for_each(|item| self.make_local(item)),
            Value::Object(fields) => fields.values_mut().for_each(|field| self.make_local(field)),
            _ => {}
        }
    }

    /// The commands that Discord's client would offer to the viewer: in the server, and in direct messages.
    pub(super) fn page_commands(&self, viewer: UserId) -> Value {
        let guild = self.guilds.keys().next().copied();
        json!({"server": self.offered(viewer, guild), "direct": self.offered(viewer, None)})
    }

    fn offered(&self, viewer: UserId, guild: Option<GuildId>) -> Vec<Value> {
        let held = guild.and_then(|id| self.guilds.get(&id)).map(|guild| permissions::in_guild(guild, viewer));
        let fits = |command: &&Value| Self::may_be_offered(command, guild, held.unwrap_or(permissions::DIRECT));
        self.commands_for(guild).filter(fits).cloned().collect()
    }

    pub(super) fn attachment(&self, id: u64) -> Option<(String, Vec<u8>)> {
        let mut all = self.messages.values().flat_map(|message| &message.attachments);
        all.find(|one| one.id == id).map(|one| (one.content_type.clone(), one.bytes.to_vec()))
    }
}
