//! A message in a channel, a thread, a post or a direct conversation: answers it, asks back, or stays silent.
//!
//! In: a `MESSAGE_CREATE`. Out: at most one reply. Edits are not answered here: Discord itself "edits" a message when it unfolds a
//! link in it, and a second answer would follow.

use serenity::all::{Message, MessageCreateEvent};

use super::bot::Bot;
use super::incoming::{Heard, Me, hear};
use super::present::Screen;
use super::send::Question;
use super::{ask, help};
use crate::decision::Decision;
use crate::pipeline::Incoming;

/// Handles a new message.
pub(super) async fn arrived(bot: &Bot, event: &MessageCreateEvent) {
    let message = &event.message;
    let user = bot.me().await;
    let me = Me { user, role: message.guild_id.and_then(|guild| bot.places.own_role(guild)) };
    let Some(heard) = hear(message, message.guild_id, me) else { return };
    if !bot.seen.first_time(message.id.get()) {
        return;
    }
    let Some(text) = question(bot, message, &heard).await else { return };
    let Some(screen) = screen(bot, message, heard.addressed, &text) else { return };
    let Ok(_place) = bot.places_at_work.acquire().await else { return };
    bot.sender.reply(Question { channel: message.channel_id, message: message.id }, screen).await;
}

/// What is asked; nothing where Docent is neither addressed nor in a channel of its own.
async fn question(bot: &Bot, message: &Message, heard: &Heard) -> Option<String> {
    let starts_a_post = message.id.get() == message.channel_id.get();
    if heard.addressed && !starts_a_post {
        return Some(heard.text.clone());
    }
    if !heard.addressed && !bot.places.any() {
        return None;
    }
    let place = bot.place(message.channel_id).await;
    if !heard.addressed && !bot.places.speaks_in(message.channel_id, &place) {
        return None;
    }
    // In a forum the question is often the title, and the text says "see title".
    Some(if starts_a_post { format!("{}\n{}", place.name, heard.text) } else { heard.text.clone() })
}

fn screen(bot: &Bot, message: &Message, addressed: bool, text: &str) -> Option<Screen> {
    let docent = bot.docent();
    if text.trim().is_empty() {
        let here = if message.guild_id.is_some() { help::Here::Server } else { help::Here::Direct };
        return addressed.then(|| help::screen(&docent, here));
    }
    let reply = docent.respond(Incoming { text, addressed });
    tracing::info!(
        message = %message.id, channel = %message.channel_id, addressed, decision = %reply.decision, confidence = reply.confidence,
        "message"
    );
    // Unasked, only a sure answer is worth an interruption.
    let speaks = addressed || reply.decision == Decision::Answer;
    if speaks { ask::screen(&docent, &reply, message.author.id) } else { None }
}
