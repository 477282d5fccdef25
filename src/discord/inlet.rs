//! The second way in for interactions: over HTTP, signed by Discord.
//!
//! In: an interaction as Discord's JSON; that Discord sent it is for `http` to know. Out: the same handling as of one from the gateway.

use std::sync::{Arc, OnceLock};

use serde::Deserialize as _;
use serde_json::{Value, json};
use serenity::all::{Event, UnknownEvent};

use super::bot::Bot;
use super::events;

/// Where interactions from outside the gateway go; clones lead to the same bot.
#[derive(Debug, Clone, Default)]
pub struct Interactions {
    bot: Arc<OnceLock<Arc<Bot>>>,
}

/// Why an interaction is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Busy {
    /// The bot is being started.
    #[error("not started yet")]
    Starting,
    /// The bot stops, or has more to do than it can.
    #[error("no room for more")]
    Full,
    /// It is no interaction at all.
    #[error("no interaction")]
    Unreadable,
}

impl Interactions {
    /// Leads to this bot from now on.
    pub(super) fn lead_to(&self, bot: &Arc<Bot>) {
        // One handle leads to one bot; a second start finds the first and leaves it.
        drop(self.bot.set(Arc::clone(bot)));
    }

    /// Handles an interaction beside the caller.
    ///
    /// # Errors
    /// Where the bot cannot take it.
    pub fn take(&self, interaction: &Value) -> Result<(), Busy> {
        let bot = self.bot.get().ok_or(Busy::Starting)?;
        let event = event(interaction).map_err(|_| Busy::Unreadable)?;
        if !bot.has_room_for(&event) {
            return Err(Busy::Full);
        }
        let bot = Arc::clone(bot);
        tokio::spawn(async move { events::take(bot, None, event).await });
        Ok(())
    }
}

/// As it would have come over the gateway; one that cannot be read too.
fn event(interaction: &Value) -> serde_json::Result<Event> {
    let whole = json!({"t": "INTERACTION_CREATE", "d": interaction});
    let unread = || UnknownEvent::deserialize(&whole).map(Event::Unknown);
    Event::deserialize(&whole).or_else(|_| unread())
}
