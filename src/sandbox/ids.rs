//! Snowflakes: the numbers that name everything on Discord, and the instants inside them.
//!
//! In: the clock. Out: ids that only grow (Discord's clients sort by them) and ISO timestamps in Discord's form.

use std::fmt;

use jiff::Timestamp;

/// Milliseconds from 1970 to the first second of 2015, where Discord's snowflakes start.
const DISCORD_EPOCH_MILLIS: i64 = 1_420_070_400_000;
/// Bits below the milliseconds: worker, process and a counter.
const MILLIS_SHIFT: u32 = 22;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(u64);

        impl $name {
            /// The number itself.
            #[must_use]
            pub fn get(self) -> u64 {
                self.0
            }
        }

        impl From<u64> for $name {
            fn from(number: u64) -> Self {
                Self(number)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(&self.0, f)
            }
        }
    )+};
}

ids! {
    /// A server.
    GuildId,
    /// A channel, a thread, a forum or a direct-message channel.
    ChannelId,
    /// A person or the bot.
    UserId,
    /// A message.
    MessageId,
    /// One use of a command, a component or a modal.
    InteractionId,
    /// A role.
    RoleId,
}

/// Hands out snowflakes that never repeat and never go back.
#[derive(Debug, Default)]
pub(super) struct Snowflakes {
    last: u64,
}

impl Snowflakes {
    /// The next id; two in one millisecond differ in the counter.
    pub(super) fn next(&mut self) -> u64 {
        let millis = Timestamp::now().as_millisecond() - DISCORD_EPOCH_MILLIS;
        let fresh = u64::try_from(millis).unwrap_or_default() << MILLIS_SHIFT;
        self.last = fresh.max(self.last + 1);
        self.last
    }
}

/// When the thing with this id was made.
pub(super) fn made_at(id: u64) -> Timestamp {
    let millis = i64::try_from(id >> MILLIS_SHIFT).unwrap_or_default() + DISCORD_EPOCH_MILLIS;
    Timestamp::from_millisecond(millis).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// The form of every instant in Discord's JSON: `2026-11-20T09:00:00.123000+00:00`.
pub(super) fn iso(instant: Timestamp) -> String {
    instant.strftime("%Y-%m-%dT%H:%M:%S.%6f+00:00").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_only_grow_even_within_one_millisecond() {
        let mut snowflakes = Snowflakes::default();
        let ids: Vec<u64> = (0..10_000).map(|_| snowflakes.next()).collect();
        assert!(ids.is_sorted_by(|left, right| left < right));
    }

    #[test]
    fn an_id_tells_when_it_was_made() {
        assert_eq!(iso(made_at(175_928_847_299_117_063)), "2016-04-30T11:18:25.796000+00:00");
    }
}
