//! Keeps what somebody chose where Docent asked back: a label for measuring, worth more than a guess.
//!
//! In: a chosen answer, already shown. Out: a line in the store. A choice that cannot be kept costs the person nothing.

use serenity::all::{ComponentInteraction, MessageInteractionMetadata};

use super::bot::Bot;
use super::feedback::STORING;
use super::why;
use crate::answer::ReplyId;
use crate::store::Choice;

/// Keeps a choice.
pub(super) async fn keep(bot: &Bot, press: &ComponentInteraction, chosen: &ReplyId) {
    let (Some(question), Some(text)) = (question(press), why::question(bot, press).await) else { return };
    let choice = Choice {
        press: press.id.get().into(),
        question: question.into(),
        person: press.user.id.get().into(),
        server: press.guild_id.map(|guild| guild.get().into()),
        channel: press.channel_id.get().into(),
        text,
        chosen: chosen.clone(),
        at: bot.store.now(),
    };
    if let Err(error) = bot.store.choice(&choice, STORING).await {
        tracing::warn!(%error, "a choice could not be stored");
    }
}

/// What asked: the message that is replied to, or the command that is responded to.
fn question(press: &ComponentInteraction) -> Option<u64> {
    let replied = press.message.message_reference.as_ref().and_then(|reference| reference.message_id);
    let command = || match press.message.interaction_metadata.as_deref()? {
        MessageInteractionMetadata::Command(command) => Some(command.id.get()),
        _ => None,
    };
    replied.map(serenity::all::MessageId::get).or_else(command)
}
