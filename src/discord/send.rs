//! Says things in Discord: every message that Docent sends goes through here.
//!
//! In: a screen and whom it answers. Out: one message, exactly once, that pings nobody. What is on the screen is left to `present`; commands and presses are answered in
//! `interactions`, messages in `channels`; `promises` knows which of the former were told that it takes longer.
//!
//! Exactly once: a reply carries the question's id as nonce with `enforce_nonce`, so that a repetition after a lost answer (or by
//! another process, or after a restart) gives back the first message instead of posting a second; an interaction takes one first
//! response, and Discord's "already acknowledged" on a repetition means that the first attempt arrived; a message after that
//! response takes no nonce, and is made again only where Discord surely did nothing (`calls::follow_up`).
//!
//! No pings: serenity's `Message::reply` would permit everyone, roles and users, and Discord's own default is to ping; so every body
//! here carries an empty `allowed_mentions`, whatever the text holds; only a reminder names roles in it (`Sender::call_roles`).

mod answering;
mod calls;
mod channels;
mod interactions;
mod promises;

use std::sync::Arc;
use std::time::Duration;

use super::pictures::Pictures;
use super::present::Screen;
use super::rest::Rest;
use calls::File;
use promises::Promises;

pub(super) use answering::{Answering, Later};
pub(super) use channels::Question;

/// Sends.
#[derive(Debug)]
pub(super) struct Sender {
    rest: Arc<Rest>,
    pictures: Pictures,
    promises: Promises,
    /// How long a picture may take before Discord is told that it takes longer.
    deferring: Duration,
}

impl Sender {
    pub(super) fn new(rest: Arc<Rest>, deferring: Duration) -> Self {
        Self { rest, pictures: Pictures::default(), promises: Promises::default(), deferring }
    }

    /// A screen and its picture; as text where it cannot be drawn.
    async fn drawn(&self, screen: Screen) -> (Screen, Option<File>) {
        let (screen, picture) = self.pictures.drawn(screen).await;
        (screen, picture.map(|(alt, bytes)| File { alt, bytes }))
    }
}
