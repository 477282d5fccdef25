//! *Helpful* and *Not helpful* under a reply.
//!
//! In: a press. Out: a private thank-you, once it is stored. The buttons show no count: one opinion shall not make the next.

use std::time::Duration;

use serenity::all::{ComponentInteraction, UserId};

use super::bot::Bot;
use super::notes;
use super::send::{Answering, Later};
use crate::answer::{ReplyId, Words};
use crate::language::Language;
use crate::store::{FeedbackBy, Kept, Press, StoreError};

/// How long a press may take to be stored. Discord is told meanwhile that it was heard.
pub(super) const STORING: Duration = Duration::from_secs(20);

/// Keeps what somebody thinks of a reply.
pub(super) async fn rate(bot: &Bot, press: &ComponentInteraction, asker: UserId, helpful: bool, reply: &ReplyId) {
    let to = Answering::to_press(press);
    if !may(bot, press, asker) {
        return bot.sender.note(&to, words(reply).asker_rates).await;
    }
    let pressed = Press {
        press: press.id.get().into(),
        message: press.message.id.get().into(),
        person: press.user.id.get().into(),
        server: press.guild_id.map(|guild| guild.get().into()),
        channel: press.channel_id.get().into(),
        reply: Some(reply.clone()),
        helpful,
        at: bot.store.now(),
    };
    let stored =
        bot.sender.in_time(&to, Later::Privately, bot.pauses.deferring, bot.store.feedback(&pressed, STORING)).await;
    bot.sender.note(&to, thanks(words(reply), stored, helpful)).await;
}

fn may(bot: &Bot, press: &ComponentInteraction, asker: UserId) -> bool {
    let by = press.guild_id.map(|guild| bot.store.server(guild.get().into()).feedback_by);
    press.user.id == asker || by == Some(FeedbackBy::All)
}

/// In the language of the reply; only entries are translated.
fn words(reply: &ReplyId) -> &'static Words {
    Words::of(if let ReplyId::Entry(entry) = reply { entry.language() } else { Language::English })
}

fn thanks(words: &Words, stored: Result<Kept, StoreError>, helpful: bool) -> &'static str {
    let [helped, did_not] = words.thanks;
    match stored {
        Ok(Kept::Stored) if helpful => helped,
        Ok(Kept::Stored) => did_not,
        Ok(Kept::OptedOut) => words.not_kept,
        Err(error) => {
            tracing::warn!(%error, "feedback could not be stored");
            notes::NOT_STORED
        }
    }
}
