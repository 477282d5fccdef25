//! News of servers, channels and members, for the sessions that asked for them.

use serde_json::{Value, json};

use super::gateway::intents;
use super::gateway::session::Audience;
use super::ids::{ChannelId, GuildId, UserId};
use super::model::ChannelKind;
use super::permissions::VIEW_CHANNEL;
use super::state::World;

impl World {
    pub(super) fn tell_guild(&mut self, guild: GuildId) {
        let audience = Audience { guild: Some(guild), intent: intents::GUILDS };
        self.dispatch(audience, "GUILD_CREATE", &|world, held| world.guild_create_json(guild, held));
    }

    pub(super) fn tell_channel(&mut self, channel: ChannelId) {
        let guild = self.channels.get(&channel).and_then(|channel| channel.guild);
        if self.bot_may(channel, VIEW_CHANNEL) {
            let audience = Audience { guild, intent: intents::GUILDS };
            self.dispatch(audience, "CHANNEL_CREATE", &|world, _| world.channel_json(channel));
        }
    }

    /// A channel, thread or forum changed.
    pub(super) fn tell_change(&mut self, channel: ChannelId) {
        let Some(changed) = self.channels.get(&channel) else { return };
        let audience = Audience { guild: changed.guild, intent: intents::GUILDS };
        let event = if changed.kind == ChannelKind::PublicThread { "THREAD_UPDATE" } else { "CHANNEL_UPDATE" };
        if self.bot_may(channel, VIEW_CHANNEL) {
            self.dispatch(audience, event, &|world, _| world.channel_json(channel));
        }
    }

    pub(super) fn tell_member(&mut self, guild: GuildId, user: UserId) {
        let audience = Audience { guild: Some(guild), intent: intents::GUILD_MEMBERS };
        let render = |world: &World, _: u64| -> Value {
            let mut member = world.member_json(guild, user);
            member["guild_id"] = json!(guild.to_string());
            member
        };
        self.dispatch(audience, "GUILD_MEMBER_ADD", &render);
    }

    /// Somebody left, or was made to.
    pub(super) fn tell_departure(&mut self, guild: GuildId, user: UserId) {
        let audience = Audience { guild: Some(guild), intent: intents::GUILD_MEMBERS };
        let gone = json!({"guild_id": guild.to_string(), "user": self.user_json(user)});
        self.dispatch(audience, "GUILD_MEMBER_REMOVE", &|_, _| gone.clone());
    }

    /// Somebody's roles changed.
    pub(super) fn tell_roles(&mut self, guild: GuildId, user: UserId) {
        let audience = Audience { guild: Some(guild), intent: intents::GUILD_MEMBERS };
        let render = |world: &World, _: u64| -> Value {
            let mut member = world.member_json(guild, user);
            member["guild_id"] = json!(guild.to_string());
            member
        };
        self.dispatch(audience, "GUILD_MEMBER_UPDATE", &render);
    }
}
