//! Permissions: what a role grants, what a channel takes away, what remains.

use super::ids::UserId;
use super::model::{Channel, Guild};

/// Everything.
pub const ADMINISTRATOR: u64 = 1 << 3;
/// Change the server's settings; who may run Docent's own settings.
pub const MANAGE_GUILD: u64 = 1 << 5;
/// See a channel at all.
pub const VIEW_CHANNEL: u64 = 1 << 10;
/// Write in a channel.
pub const SEND_MESSAGES: u64 = 1 << 11;
/// Delete other people's messages.
pub const MANAGE_MESSAGES: u64 = 1 << 13;
/// Send embeds.
pub const EMBED_LINKS: u64 = 1 << 14;
/// Send files.
pub const ATTACH_FILES: u64 = 1 << 15;
/// Read what was said before; needed to reply to a message.
pub const READ_MESSAGE_HISTORY: u64 = 1 << 16;
/// Give and take roles below one's own.
pub const MANAGE_ROLES: u64 = 1 << 28;
/// Use slash commands.
pub const USE_APPLICATION_COMMANDS: u64 = 1 << 31;
/// Open threads.
pub const CREATE_PUBLIC_THREADS: u64 = 1 << 35;
/// Write in threads.
pub const SEND_MESSAGES_IN_THREADS: u64 = 1 << 38;

/// What a new server gives to everyone.
pub(super) const EVERYONE: u64 = VIEW_CHANNEL
    | SEND_MESSAGES
    | EMBED_LINKS
    | ATTACH_FILES
    | READ_MESSAGE_HISTORY
    | USE_APPLICATION_COMMANDS
    | CREATE_PUBLIC_THREADS
    | SEND_MESSAGES_IN_THREADS;
/// What everyone has in a direct-message channel.
pub(super) const DIRECT: u64 =
    VIEW_CHANNEL | SEND_MESSAGES | EMBED_LINKS | ATTACH_FILES | READ_MESSAGE_HISTORY | USE_APPLICATION_COMMANDS;

/// What `user` may do in `channel`; for a thread, pass its parent.
pub(super) fn in_channel(guild: &Guild, channel: &Channel, user: UserId) -> u64 {
    let base = in_guild(guild, user);
    if base & ADMINISTRATOR != 0 {
        return base;
    }
    let denied = channel.everyone_denied;
    let own = channel.denied.get(&user).copied().unwrap_or_default();
    base & !denied & !own
}

/// What `user` may do in the server as a whole.
pub(super) fn in_guild(guild: &Guild, user: UserId) -> u64 {
    let Some(member) = guild.members.get(&user) else {
        return 0;
    };
    if guild.owner == user {
        return u64::MAX >> 11;
    }
    let granted = guild.roles.iter().filter(|role| member.roles.contains(&role.id)).map(|role| role.permissions);
    let all = granted.fold(guild.everyone, |sum, more| sum | more);
    if all & ADMINISTRATOR == 0 { all } else { u64::MAX >> 11 }
}
