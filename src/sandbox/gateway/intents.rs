//! Intents: which events a session asked for, and what of a message it may read.

/// Servers, channels and threads.
pub const GUILDS: u64 = 1;
/// People joining and leaving; privileged.
pub const GUILD_MEMBERS: u64 = 1 << 1;
/// Who is online; privileged.
pub const GUILD_PRESENCES: u64 = 1 << 8;
/// Messages in servers.
pub const GUILD_MESSAGES: u64 = 1 << 9;
/// Messages between one person and the bot.
pub const DIRECT_MESSAGES: u64 = 1 << 12;
/// What the messages say; privileged.
pub const MESSAGE_CONTENT: u64 = 1 << 15;

/// The intents that Discord grants only on request.
pub const PRIVILEGED: u64 = GUILD_MEMBERS | GUILD_PRESENCES | MESSAGE_CONTENT;
/// Every bit that names an intent; anything else is an invalid intent (close 4013).
pub(crate) const KNOWN: u64 = 0x0331_FFFF;

/// Whether `held` has every bit of `needed`.
pub(crate) fn holds(held: u64, needed: u64) -> bool {
    held & needed == needed
}
