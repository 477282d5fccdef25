//! What the store calls people, places and times: Discord's numbers, each of a type of its own, so that a channel is never looked up among people.
//!
//! In: numbers from Discord. Out: ids and [`Moment`]s. serenity's types stay outside: the store is of use to any shell.

use std::fmt;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(u64);

        impl $name {
            /// Takes Discord's number.
            #[must_use]
            pub const fn new(id: u64) -> Self {
                Self(id)
            }

            /// Discord's number.
            #[must_use]
            pub const fn get(self) -> u64 {
                self.0
            }

            /// As it stands in a column: both databases know signed numbers only, and no id of Discord's uses the last bit.
            pub(super) const fn column(self) -> i64 {
                self.0.cast_signed()
            }

            #[allow(dead_code, reason = "not every id is read back")]
            pub(super) const fn of_column(column: i64) -> Self {
                Self(column.cast_unsigned())
            }
        }

        impl From<u64> for $name {
            fn from(id: u64) -> Self {
                Self(id)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}", self.0)
            }
        }
    )*};
}

ids! {
    /// A server (guild).
    ServerId
    /// A channel, thread or post.
    ChannelId
    /// A person, or Docent's own user.
    PersonId
    /// A message of Docent's: a reply.
    ReplyMessageId
    /// What asked: a message, or a slash command's interaction.
    QuestionId
    /// One press of a button or one submitted form. It is what makes an action that arrives twice happen once.
    PressId
    /// Something taught; the press that first saved it names it.
    TaughtId
}

/// What stands in a column where a question came from a direct conversation.
const NO_SERVER: i64 = 0;

pub(super) fn server_column(server: Option<ServerId>) -> i64 {
    server.map_or(NO_SERVER, ServerId::column)
}

pub(super) fn server_of_column(column: i64) -> Option<ServerId> {
    (column != NO_SERVER).then(|| ServerId::of_column(column))
}

/// A point in time: milliseconds since 1970-01-01, UTC. The store never looks at a clock: it is told.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Moment(pub i64);

/// Milliseconds of a day.
pub(super) const DAY: i64 = 24 * 60 * 60 * 1000;

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match jiff::Timestamp::from_millisecond(self.0) {
            Ok(at) => write!(f, "{at:.0}"),
            Err(_) => write!(f, "{} ms", self.0),
        }
    }
}

impl Moment {
    /// What the clock of this machine shows.
    #[must_use]
    pub fn by_system_clock() -> Self {
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
        Self(since.as_millis().try_into().unwrap_or(i64::MAX))
    }

    /// So many days earlier.
    #[must_use]
    pub fn days_before(self, days: u16) -> Self {
        Self(self.0.saturating_sub(i64::from(days) * DAY))
    }
}
