//! The driver: what a test, or the page, does in the look-alike on behalf of people.
//!
//! In: people, channels, words, presses. Out: ids, and awaited answers of the bot. What the people cannot do in
//! Discord either (press a missing button, leave out a required option) is an error here.

mod choose;
mod fault;
mod form;
mod say;
mod setup;
mod used;
mod wait;

pub use setup::Place;
pub use used::Used;

use std::sync::Arc;
use std::time::Duration;

use super::ids::{ChannelId, InteractionId, MessageId, UserId};
use super::model::Message;
use super::record::Recording;
use super::state::{Shared, World};

/// The hand that moves people in the look-alike; clones move the same world.
#[derive(Clone)]
pub struct Driver {
    pub(super) shared: Arc<Shared>,
}

/// Why a deed was not possible, or what did not happen in time.
#[derive(Clone, Debug, thiserror::Error, PartialEq, Eq)]
pub enum DriveError {
    /// The bot has not registered such a command here.
    #[error("no command `{0}` is registered here")]
    NoCommand(String),
    /// The command has no option of that name.
    #[error("command `{command}` has no option `{option}`")]
    NoOption {
        /// The command.
        command: String,
        /// The option.
        option: String,
    },
    /// A required option was left out.
    #[error("command `{command}` needs option `{option}`")]
    OptionMissing {
        /// The command.
        command: String,
        /// The option.
        option: String,
    },
    /// The value is not of the option's type, or not among its choices.
    #[error("option `{option}` does not take `{value}`")]
    BadValue {
        /// The option.
        option: String,
        /// The value, as JSON.
        value: String,
    },
    /// The message is gone, or this person does not see it.
    #[error("message {0} is not there for this person")]
    NoMessage(MessageId),
    /// The message has no such button or menu, or it is disabled.
    #[error("message {message} has nothing to press with custom id `{custom_id}`")]
    NoComponent {
        /// The message.
        message: MessageId,
        /// The custom id.
        custom_id: String,
    },
    /// The interaction did not open a modal.
    #[error("interaction {0} opened no modal")]
    NoModal(InteractionId),
    /// The person may not see or use this channel.
    #[error("{user} may not do this in channel {channel}")]
    NotAllowed {
        /// The person.
        user: UserId,
        /// The channel.
        channel: ChannelId,
    },
    /// What was waited for did not happen.
    #[error("waited {waited:?} in vain for {what}; {seen}")]
    TimedOut {
        /// How long.
        waited: Duration,
        /// For what.
        what: String,
        /// What the bot did in the meantime.
        seen: String,
    },
    /// The bot spoke where it should have stayed silent.
    #[error("the bot should have stayed silent, but said: {0}")]
    Spoke(String),
}

impl Driver {
    /// Everything the client sent so far.
    #[must_use]
    pub fn recorded(&self) -> Recording {
        self.shared.look(|world| world.recording.clone())
    }

    /// Forgets what was recorded.
    pub fn forget_recorded(&self) {
        self.shared.change(|world| world.recording = Recording::default());
    }

    /// Forgets what was recorded, everything that was said and used, and what a resumed session would be sent again: for whoever says a million things,
    /// while nothing is under way.
    pub fn forget_said(&self) {
        self.shared.change(World::forget_said);
    }

    /// A message as it stands now.
    #[must_use]
    pub fn message(&self, id: MessageId) -> Option<Message> {
        self.shared.look(|world| world.messages.get(&id).cloned())
    }

    /// All messages of a channel, oldest first, ephemeral ones included.
    #[must_use]
    pub fn messages(&self, channel: ChannelId) -> Vec<Message> {
        self.shared.look(|world| world.messages.values().filter(|one| one.channel == channel).cloned().collect())
    }

    /// What the bot has said anywhere after `since`, oldest first.
    #[must_use]
    pub fn bot_messages_since(&self, since: MessageId) -> Vec<Message> {
        self.shared.look(|world| {
            let later = world.messages.values().filter(|one| one.id > since && one.author == world.bot);
            later.cloned().collect()
        })
    }

    /// Whether a message was deleted.
    #[must_use]
    pub fn is_deleted(&self, id: MessageId) -> bool {
        self.shared.look(|world| world.deleted.contains(&id))
    }

    /// The channels in which the bot showed that it is typing, in order.
    #[must_use]
    pub fn typing(&self) -> Vec<ChannelId> {
        self.shared.look(|world| world.typing.clone())
    }

    /// The commands that may be used in a channel, in Discord's JSON.
    #[must_use]
    pub fn commands(&self, channel: ChannelId) -> Vec<serde_json::Value> {
        self.shared.look(|world| {
            let guild = world.channels.get(&channel).and_then(|channel| channel.guild);
            world.commands_for(guild).cloned().collect()
        })
    }
}
