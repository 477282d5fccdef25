//! What Discord was told of an interaction whose answer takes longer, until that answer is there.
//!
//! In: interactions that are announced, answered, given up. Out: what an answer to one has to be. It is kept here and not with the one who answers: each room makes an
//! `Answering` of its own, and where a room ends in a panic, somebody else says a word of apology.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use serenity::all::InteractionId;

/// What an answer that was announced has to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Promise {
    /// Discord shows "thinking": the answer becomes that message.
    Thinking,
    /// Discord knows that the press was heard: the answer changes the message with the button.
    Heard,
}

/// What was promised for which interaction.
#[derive(Debug, Default)]
pub(super) struct Promises {
    open: Mutex<HashMap<InteractionId, Promise>>,
}

impl Promises {
    /// What was promised; none where Discord was told nothing yet.
    pub(super) fn of(&self, interaction: InteractionId) -> Option<Promise> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner).get(&interaction).copied()
    }

    /// Discord was told.
    pub(super) fn make(&self, interaction: InteractionId, promise: Promise) {
        self.open.lock().unwrap_or_else(PoisonError::into_inner).insert(interaction, promise);
    }

    /// It was kept, or nobody will keep it.
    pub(super) fn forget(&self, interaction: InteractionId) {
        self.open.lock().unwrap_or_else(PoisonError::into_inner).remove(&interaction);
    }
}
