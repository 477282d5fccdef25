//! Discord's JSON for what exists: people, servers, channels. Messages and interactions have their own rooms.

mod interaction;
mod message;

pub(super) use interaction::Asked;
pub(super) use message::View;

use serde_json::{Value, json};

use super::gateway::intents;
use super::ids::{ChannelId, GuildId, UserId, iso, made_at};
use super::model::{ChannelKind, Guild};
use super::permissions;
use super::state::World;

/// A thread's inactivity in minutes before it is archived: a day.
const ARCHIVE_MINUTES: u32 = 1440;
/// Application flags: message content, members and presences, granted to a bot in few servers.
const FLAG_PRESENCE: u64 = 1 << 13;
const FLAG_MEMBERS: u64 = 1 << 15;
const FLAG_CONTENT: u64 = 1 << 19;

impl World {
    pub(super) fn user_json(&self, id: UserId) -> Value {
        let person = self.people.get(&id);
        let name = person.map_or("Deleted User", |person| person.name.as_str());
        json!({
            "id": id.to_string(),
            "username": name.to_lowercase().replace(' ', "_"),
            "discriminator": "0",
            "global_name": name,
            "avatar": null,
            "bot": person.is_some_and(|person| person.bot),
            "system": false,
            "banner": null,
            "accent_color": null,
            "public_flags": 0,
            "flags": 0,
            "avatar_decoration_data": null,
            "collectibles": null,
            "primary_guild": null,
        })
    }

    /// A member without the user: the form inside a message event.
    pub(super) fn partial_member_json(&self, guild: GuildId, user: UserId) -> Value {
        let member = self.guilds.get(&guild).and_then(|guild| guild.members.get(&user));
        let roles: Vec<String> = member.into_iter().flat_map(|member| &member.roles).map(ToString::to_string).collect();
        json!({
            "roles": roles,
            "joined_at": member.map(|member| iso(member.joined)),
            "nick": null, "avatar": null, "banner": null, "premium_since": null,
            "deaf": false, "mute": false, "pending": false, "flags": 0,
            "communication_disabled_until": null, "unusual_dm_activity_until": null,
        })
    }

    pub(super) fn member_json(&self, guild: GuildId, user: UserId) -> Value {
        let mut member = self.partial_member_json(guild, user);
        member["user"] = self.user_json(user);
        member
    }

    pub(super) fn channel_json(&self, id: ChannelId) -> Value {
        let Some(channel) = self.channels.get(&id) else {
            return Value::Null;
        };
        let last = self.messages.values().rev().find(|message| message.channel == id);
        let mut shown = json!({
            "id": id.to_string(),
            "type": channel.kind as u8,
            "last_message_id": last.map(|message| message.id.to_string()),
            "flags": 0,
        });
        if let Some(recipient) = channel.recipient {
            shown["recipients"] = json!([self.user_json(recipient)]);
            return shown;
        }
        shown["guild_id"] = json!(channel.guild.map(|guild| guild.to_string()));
        shown["name"] = json!(channel.name);
        shown["parent_id"] = json!(channel.parent.map(|parent| parent.to_string()));
        shown["permission_overwrites"] = self.overwrites_json(id);
        shown["position"] = json!(0);
        shown["nsfw"] = json!(false);
        shown["topic"] = json!(channel.topic);
        shown["rate_limit_per_user"] = json!(0);
        match channel.kind {
            ChannelKind::PublicThread => self.add_thread_fields(id, &mut shown),
            ChannelKind::Forum => shown["available_tags"] = Self::tags_json(&channel.offered),
            ChannelKind::Text | ChannelKind::Direct => {}
        }
        shown
    }

    fn add_thread_fields(&self, id: ChannelId, shown: &mut Value) {
        let Some(channel) = self.channels.get(&id) else {
            return;
        };
        let said = self.messages.values().filter(|message| message.channel == id).count();
        let made = iso(made_at(id.get()));
        shown["owner_id"] = json!(channel.owner.map(|owner| owner.to_string()));
        shown["message_count"] = json!(said);
        shown["member_count"] = json!(1);
        shown["total_message_sent"] = json!(said);
        shown["applied_tags"] = json!(channel.tags.iter().map(ToString::to_string).collect::<Vec<_>>());
        shown["thread_metadata"] = json!({
            "archived": channel.archived, "locked": channel.locked, "auto_archive_duration": ARCHIVE_MINUTES,
            "archive_timestamp": made, "create_timestamp": made,
        });
    }

    fn tags_json(offered: &[(u64, String)]) -> Value {
        let tag = |(id, name): &(u64, String)| json!({"id": id.to_string(), "name": name, "moderated": false, "emoji_id": null, "emoji_name": null});
        offered.iter().map(tag).collect()
    }

    fn overwrites_json(&self, id: ChannelId) -> Value {
        let Some(channel) = self.channels.get(&id) else {
            return json!([]);
        };
        let overwrite =
            |id: String, kind: u8, deny: u64| json!({"id": id, "type": kind, "allow": "0", "deny": deny.to_string()});
        let mut all: Vec<Value> =
            channel.denied.iter().map(|(user, deny)| overwrite(user.to_string(), 1, *deny)).collect();
        if let Some(guild) = channel.guild.filter(|_| channel.everyone_denied != 0) {
            all.push(overwrite(guild.to_string(), 0, channel.everyone_denied));
        }
        json!(all)
    }

    pub(super) fn roles_json(guild: &Guild) -> Value {
        let role = |id: String, name: &str, granted: u64, position: usize| {
            json!({
                "id": id, "name": name, "permissions": granted.to_string(), "position": position, "color": 0,
                "colors": {"primary_color": 0, "secondary_color": null, "tertiary_color": null},
                "hoist": false, "managed": false, "mentionable": false, "icon": null, "unicode_emoji": null, "flags": 0,
            })
        };
        let everyone = role(guild.id.to_string(), "@everyone", guild.everyone, 0);
        let named = guild.roles.iter().zip(1..);
        let named = named.map(|(one, position)| role(one.id.to_string(), &one.name, one.permissions, position));
        json!(std::iter::once(everyone).chain(named).collect::<Vec<_>>())
    }

    pub(super) fn guild_json(&self, id: GuildId) -> Value {
        let Some(guild) = self.guilds.get(&id) else {
            return Value::Null;
        };
        json!({
            "id": id.to_string(), "name": guild.name, "owner_id": guild.owner.to_string(),
            "icon": null, "icon_hash": null, "splash": null, "discovery_splash": null, "banner": null,
            "description": null, "vanity_url_code": null, "application_id": null,
            "afk_channel_id": null, "afk_timeout": 300, "widget_enabled": false, "widget_channel_id": null,
            "verification_level": 0, "default_message_notifications": 0, "explicit_content_filter": 0,
            "roles": Self::roles_json(guild), "emojis": [], "stickers": [], "features": [], "mfa_level": 0,
            "system_channel_id": null, "system_channel_flags": 0, "rules_channel_id": null,
            "public_updates_channel_id": null, "safety_alerts_channel_id": null,
            "max_presences": null, "max_members": 500_000, "max_video_channel_users": 25,
            "max_stage_video_channel_users": 50, "premium_tier": 0, "premium_subscription_count": 0,
            "premium_progress_bar_enabled": false, "preferred_locale": guild.locale, "nsfw_level": 0,
        })
    }

    /// A server with all that `GUILD_CREATE` adds; people other than the bot only with the presence intent.
    pub(super) fn guild_create_json(&self, id: GuildId, held: u64) -> Value {
        let Some(guild) = self.guilds.get(&id) else {
            return Value::Null;
        };
        let all = intents::holds(held, intents::GUILD_PRESENCES);
        let members: Vec<Value> = guild
            .members
            .keys()
            .filter(|user| all || **user == self.bot)
            .map(|user| self.member_json(id, *user))
            .collect();
        let mut whole = self.guild_json(id);
        let joined = guild.members.get(&self.bot).map(|member| iso(member.joined));
        let extra = json!({
            "joined_at": joined, "large": false, "unavailable": false, "member_count": guild.members.len(),
            "voice_states": [], "members": members, "presences": [], "stage_instances": [],
            "guild_scheduled_events": [], "soundboard_sounds": [],
            "channels": self.visible_channels(id, false), "threads": self.visible_channels(id, true),
        });
        if let (Some(whole), Value::Object(extra)) = (whole.as_object_mut(), extra) {
            whole.extend(extra);
        }
        whole
    }

    /// The channels, or else the threads, of a server that the bot may see.
    pub(super) fn visible_channels(&self, guild: GuildId, threads: bool) -> Value {
        let wanted = self.channels.values().filter(|channel| {
            let thread = channel.kind == ChannelKind::PublicThread;
            channel.guild == Some(guild) && thread == threads && !channel.archived
        });
        let seen = wanted.filter(|channel| self.bot_may(channel.id, permissions::VIEW_CHANNEL));
        json!(seen.map(|channel| self.channel_json(channel.id)).collect::<Vec<_>>())
    }

    pub(super) fn application_flags(&self) -> u64 {
        let flag = |intent: u64, flag: u64| {
            if self.options.privileged_intents & intent == 0 { 0 } else { flag }
        };
        flag(intents::GUILD_PRESENCES, FLAG_PRESENCE)
            | flag(intents::GUILD_MEMBERS, FLAG_MEMBERS)
            | flag(intents::MESSAGE_CONTENT, FLAG_CONTENT)
    }

    pub(super) fn application_json(&self) -> Value {
        let owner = self.guilds.values().next().map(|guild| self.user_json(guild.owner));
        json!({
            "id": self.bot.to_string(), "name": self.options.bot_name, "icon": null, "description": "",
            "summary": "", "bot_public": true, "bot_require_code_grant": false, "verify_key": "0".repeat(64),
            "owner": owner, "team": null, "flags": self.application_flags(), "hook": true, "tags": [],
            "integration_types_config": {"0": {}}, "approximate_guild_count": self.guilds.len(),
            "bot": self.user_json(self.bot), "redirect_uris": [], "interactions_endpoint_url": null,
            "role_connections_verification_url": null,
        })
    }

    pub(super) fn gateway_url(&self) -> String {
        format!("ws://{}/gateway", self.address)
    }
}
