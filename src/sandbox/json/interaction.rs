//! An interaction in Discord's JSON, as `INTERACTION_CREATE` carries it.

use serde_json::{Value, json};

use super::super::ids::GuildId;
use super::super::model::{Interaction, InteractionKind};
use super::super::permissions;
use super::super::state::World;
use super::View;

/// Files up to this size may be sent in a response: 10 MiB.
const ATTACHMENT_LIMIT: u64 = 10 * 1024 * 1024;

/// What the person asked for: the `data` of the event.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    pub(crate) data: Value,
}

/// By whose leave the bot is here: the server's, or nobody's in a direct message.
pub(super) fn owners(guild: Option<GuildId>) -> Value {
    json!({"0": guild.map_or("0".to_owned(), |guild| guild.to_string())})
}

impl World {
    pub(crate) fn interaction_json(&self, interaction: &Interaction, asked: &Asked) -> Value {
        let locale = self.people.get(&interaction.user).map_or("en-US", |person| person.locale.as_str());
        let app = self.permissions(interaction.channel, self.bot);
        let mut whole = json!({
            "id": interaction.id.to_string(),
            "application_id": self.bot.to_string(),
            "type": interaction.kind as u8,
            "data": asked.data,
            "channel_id": interaction.channel.to_string(),
            "channel": self.partial_channel_json(interaction),
            "token": interaction.token,
            "version": 1,
            "app_permissions": app.to_string(),
            "locale": locale,
            "entitlements": [],
            "entitlement_sku_ids": [],
            "authorizing_integration_owners": owners(interaction.guild),
            "context": u8::from(interaction.guild.is_none()),
            "attachment_size_limit": ATTACHMENT_LIMIT,
        });
        match interaction.guild {
            Some(guild) => self.add_guild_fields(interaction, guild, &mut whole),
            None => whole["user"] = self.user_json(interaction.user),
        }
        let source = interaction.source.and_then(|id| self.messages.get(&id));
        if let Some(message) = source.filter(|_| interaction.kind != InteractionKind::Command) {
            whole["message"] = self.message_json(message, View::rest(true));
        }
        whole
    }

    fn add_guild_fields(&self, interaction: &Interaction, guild: GuildId, whole: &mut Value) {
        let held = self.permissions(interaction.channel, interaction.user);
        let locale = self.guilds.get(&guild).map(|guild| guild.locale.clone());
        let mut member = self.member_json(guild, interaction.user);
        member["permissions"] = json!(held.to_string());
        whole["guild_id"] = json!(guild.to_string());
        whole["guild_locale"] = json!(locale);
        whole["guild"] = json!({"id": guild.to_string(), "locale": locale, "features": []});
        whole["member"] = member;
    }

    fn partial_channel_json(&self, interaction: &Interaction) -> Value {
        let mut channel = self.channel_json(interaction.channel);
        if interaction.guild.is_some() {
            let held = self.permissions(interaction.channel, interaction.user) | permissions::VIEW_CHANNEL;
            channel["permissions"] = json!(held.to_string());
        }
        channel
    }
}
