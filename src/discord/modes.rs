//! How Docent behaves in a channel: what moderators set there, else what they set above it, else what the settings file says.
//!
//! In: a channel and where it lies. Out: a [`ChannelMode`] and [`Thresholds`], from memory.

use serenity::all::{ChannelId, CommandInteraction, GuildId};

use super::bot::Bot;
use super::places::Place;
use crate::decision::Thresholds;
use crate::store::{ChannelMode, ChannelSettings};

/// What is set for a channel and, where it is a thread or a post, for what it lies under.
fn settings(bot: &Bot, guild: GuildId, channel: ChannelId, place: &Place) -> [ChannelSettings; 2] {
    let server = bot.store.server(guild.get().into());
    let above = place.parent.filter(|_| place.thread);
    [Some(channel), above].map(|id| id.map(|id| server.channel(id.get().into())).unwrap_or_default())
}

/// Whether there may be any channel of a server in which Docent speaks unasked, or listens for moderators.
pub(super) fn any(bot: &Bot, guild: Option<GuildId>) -> bool {
    bot.places.any() || guild.is_some_and(|guild| !bot.store.server(guild.get().into()).channels.is_empty())
}

/// How Docent behaves here. In direct conversations everything is addressed to it.
pub(super) fn mode(bot: &Bot, guild: Option<GuildId>, channel: ChannelId, place: &Place) -> ChannelMode {
    let Some(guild) = guild else { return ChannelMode::MentionOnly };
    let set = settings(bot, guild, channel, place).into_iter().find_map(|settings| settings.mode);
    let default = if bot.places.speaks_in(channel, place) { ChannelMode::Answer } else { ChannelMode::MentionOnly };
    set.unwrap_or(default)
}

/// Whether Docent is to say nothing here for all to see; who asks it by a command is answered alone.
pub(super) fn is_quiet(bot: &Bot, guild: Option<GuildId>, channel: ChannelId, place: &Place) -> bool {
    matches!(mode(bot, guild, channel, place), ChannelMode::Off | ChannelMode::Shadow)
}

/// The same of the place of a command, from memory alone: an interaction does not wait for another request.
pub(super) fn is_quiet_for(bot: &Bot, command: &CommandInteraction) -> bool {
    let place = bot.places.place(command.channel_id).unwrap_or_default();
    is_quiet(bot, command.guild_id, command.channel_id, &place)
}

/// From which confidence on Docent speaks here.
pub(super) fn thresholds(bot: &Bot, guild: Option<GuildId>, channel: ChannelId, place: &Place) -> Thresholds {
    let general = bot.docent().thresholds();
    let Some(guild) = guild else { return general };
    let set = settings(bot, guild, channel, place);
    Thresholds {
        addressed: set.iter().find_map(|s| s.addressed).unwrap_or(general.addressed),
        unaddressed: set.iter().find_map(|s| s.unaddressed).unwrap_or(general.unaddressed),
        ..general
    }
}
