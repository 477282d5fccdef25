//! A message in Discord's JSON, as REST shows it or as an event carries it, with what the reader may not know left out.

use serde_json::{Value, json};

use super::super::ids::{iso, made_at};
use super::super::model::{Attachment, Interaction, InteractionKind, Message};
use super::super::state::World;

/// How a message is shown, and to whom.
#[derive(Clone, Copy, Debug)]
pub(crate) struct View {
    /// Whether the reader may read what people wrote without speaking to it.
    content: bool,
    /// Whether server and member are added, as events do.
    event: bool,
    /// Whether the message that this one replies to is shown too.
    referenced: bool,
}

impl View {
    /// In an event, for a session with or without the message-content intent.
    pub(crate) fn event(content: bool) -> Self {
        Self { content, event: true, referenced: true }
    }

    /// In an answer to a REST call.
    pub(crate) fn rest(content: bool) -> Self {
        Self { content, event: false, referenced: true }
    }
}

impl View {
    /// On the page, which has the message that it replies to anyway.
    pub(crate) fn page() -> Self {
        Self { content: true, event: false, referenced: false }
    }
}

impl World {
    pub(crate) fn message_json(&self, message: &Message, view: View) -> Value {
        let readable = view.content || self.speaks_to_bot(message);
        let when = |whole: Value, empty: Value| if readable { whole } else { empty };
        let shown = message.attachments.iter().filter(|one| !one.shown_in_embed);
        let attachments: Vec<Value> = shown.map(|one| self.attachment_json(message, one)).collect();
        let mentions: Vec<Value> = message.mentions.iter().map(|user| self.user_json(*user)).collect();
        let roles: Vec<String> = message.mention_roles.iter().map(ToString::to_string).collect();
        let mut whole = json!({
            "id": message.id.to_string(),
            "type": message.kind,
            "channel_id": message.channel.to_string(),
            "author": self.user_json(message.author),
            "content": when(json!(message.content), json!("")),
            "timestamp": iso(made_at(message.id.get())),
            "edited_timestamp": message.edited.map(iso),
            "tts": false,
            "pinned": false,
            "mention_everyone": message.mention_everyone,
            "mentions": mentions,
            "mention_roles": roles,
            "attachments": when(json!(attachments), json!([])),
            "embeds": when(json!(message.embeds), json!([])),
            "components": when(json!(message.components), json!([])),
            "flags": message.flags,
        });
        self.add_links(message, view, &mut whole);
        if view.event {
            self.add_place(message, &mut whole);
        }
        whole
    }

    /// Whether the bot may read it even without the message-content intent.
    fn speaks_to_bot(&self, message: &Message) -> bool {
        let direct = self.channels.get(&message.channel).is_some_and(|channel| channel.recipient.is_some());
        direct || message.author == self.bot || message.mentions.contains(&self.bot)
    }

    fn add_links(&self, message: &Message, view: View, whole: &mut Value) {
        if let Some(nonce) = &message.nonce {
            whole["nonce"] = nonce.clone();
        }
        if let Some(id) = message.reply_to {
            let guild = self.channels.get(&message.channel).and_then(|channel| channel.guild);
            whole["message_reference"] = json!({
                "type": 0, "channel_id": message.channel.to_string(), "message_id": id.to_string(),
                "guild_id": guild.map(|guild| guild.to_string()),
            });
            if view.referenced {
                let once = View { referenced: false, event: false, ..view };
                whole["referenced_message"] =
                    self.messages.get(&id).map_or(Value::Null, |referenced| self.message_json(referenced, once));
            }
        }
        if message.webhook {
            whole["webhook_id"] = json!(message.author.to_string());
            whole["application_id"] = json!(self.bot.to_string());
        }
        if let Some(interaction) = message.interaction.and_then(|id| self.interactions.get(&id)) {
            whole["interaction_metadata"] = self.metadata_json(interaction, message);
            if interaction.kind == InteractionKind::Command {
                whole["interaction"] = json!({
                    "id": interaction.id.to_string(), "type": 2, "name": interaction.name,
                    "user": self.user_json(interaction.user),
                });
            }
        }
    }

    fn metadata_json(&self, interaction: &Interaction, message: &Message) -> Value {
        let mut metadata = json!({
            "id": interaction.id.to_string(),
            "type": interaction.kind as u8,
            "user": self.user_json(interaction.user),
            "authorizing_integration_owners": super::interaction::owners(interaction.guild),
        });
        if let Some(original) = interaction.original.filter(|original| *original != message.id) {
            metadata["original_response_message_id"] = json!(original.to_string());
        }
        if let (InteractionKind::Component, Some(source)) = (interaction.kind, interaction.source) {
            metadata["interacted_message_id"] = json!(source.to_string());
        }
        if interaction.kind == InteractionKind::Modal {
            metadata["triggering_interaction_metadata"] = json!({
                "id": interaction.id.to_string(), "type": 2, "user": self.user_json(interaction.user),
                "authorizing_integration_owners": super::interaction::owners(interaction.guild),
            });
        }
        metadata
    }

    fn add_place(&self, message: &Message, whole: &mut Value) {
        let Some(guild) = self.channels.get(&message.channel).and_then(|channel| channel.guild) else {
            return;
        };
        whole["guild_id"] = json!(guild.to_string());
        if !message.webhook {
            whole["member"] = self.partial_member_json(guild, message.author);
        }
    }

    fn attachment_json(&self, message: &Message, attachment: &Attachment) -> Value {
        let url = self.attachment_url(message, attachment);
        let mut whole = json!({
            "id": attachment.id.to_string(), "filename": attachment.filename, "size": attachment.bytes.len(),
            "url": url, "proxy_url": url, "content_type": attachment.content_type,
        });
        if let Some(description) = &attachment.description {
            whole["description"] = json!(description);
        }
        whole
    }

    pub(crate) fn attachment_url(&self, message: &Message, attachment: &Attachment) -> String {
        let (address, channel) = (self.address, message.channel);
        format!("http://{address}/attachments/{channel}/{}/{}", attachment.id, attachment.filename)
    }
}
