//! Helpful or not: what people say of a reply.
//!
//! In: presses of the two buttons. Out: an acknowledgement once it is stored. Pressed twice is once; another opinion replaces the first. Counting them is left to `stats`.

use std::time::Duration;

use super::Store;
use super::error::StoreError;
use super::ids::{ChannelId, Moment, PersonId, PressId, ReplyMessageId, ServerId};
use super::statement::Statement;
use crate::knowledge::ReplyId;

/// One press.
#[derive(Debug, Clone, PartialEq)]
pub struct Press {
    /// The interaction.
    pub press: PressId,
    /// The message with the buttons.
    pub message: ReplyMessageId,
    /// Who pressed.
    pub person: PersonId,
    /// None in a direct conversation.
    pub server: Option<ServerId>,
    /// Where.
    pub channel: ChannelId,
    /// What the message says.
    pub reply: Option<ReplyId>,
    /// What the person thinks of it.
    pub helpful: bool,
    /// When.
    pub at: Moment,
}

/// What became of something that was to be kept of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// It is stored, and stays.
    Stored,
    /// The person opted out; nothing of it is stored.
    OptedOut,
}

/// What people think of replies.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many find it helpful.
    pub helpful: u64,
    /// How many do not.
    pub unhelpful: u64,
}

/// Ids of interactions grow with time: an old press that is delivered again does not win over a newer one.
const PRESS: &str = "INSERT INTO feedback (reply_message, person, server, channel, reply, helpful, press, at) \
     SELECT $1, $2, $3, $4, $5, $6, $7, $8 \
     WHERE NOT EXISTS (SELECT 1 FROM people WHERE people.person = $2 AND people.opted_out = 1) \
     ON CONFLICT (reply_message, person) DO UPDATE SET helpful = excluded.helpful, press = excluded.press, at = excluded.at \
     WHERE excluded.press > feedback.press";

impl Store {
    /// Keeps a press. `Ok` means that it is stored, and survives whatever happens next.
    ///
    /// # Errors
    /// Where it could not be stored in this time.
    pub async fn feedback(&self, press: &Press, within: Duration) -> Result<Kept, StoreError> {
        if self.has_opted_out(press.person) {
            return Ok(Kept::OptedOut);
        }
        let statement = Statement::new(PRESS)
            .with(press.message)
            .with(press.person)
            .with(press.server)
            .with(press.channel)
            .with(press.reply.as_ref())
            .with(press.helpful)
            .with(press.press)
            .with(press.at);
        self.inner.base.commit(within, &[statement]).await?;
        Ok(Kept::Stored)
    }
}
