//! A message in a channel, a thread, a post or a direct conversation: answers it, asks back, or stays silent.
//!
//! In: a message that arrives, changes or goes. Out: at most one reply, which follows its question: edited when the question is edited, withdrawn
//! when it is deleted.

use serenity::all::{ChannelId, GuildId, Message, MessageCreateEvent, MessageId, MessageUpdateEvent};

use super::bot::Bot;
use super::incoming::{Heard, Me, hear, without_mention};
use super::present::Screen;
use super::replies::Asked;
use super::send::Question;
use super::{ask, help};
use crate::decision::Decision;
use crate::pipeline::{Incoming, Reply};
use crate::store::{Logged, Moment};

/// Handles a new message.
pub(super) async fn arrived(bot: &Bot, event: &MessageCreateEvent) {
    let message = &event.message;
    let Some(heard) = hear(message, message.guild_id, me(bot, message.guild_id).await) else { return };
    if !bot.seen.first_time(message.id.get()) {
        return;
    }
    let Some(text) = question(bot, message, &heard).await else { return };
    let asked = Asked {
        question: Question { channel: message.channel_id, message: message.id },
        guild: message.guild_id,
        asker: message.author.id,
        addressed: heard.addressed,
    };
    let Some(screen) = screen(bot, asked, &text).await else { return };
    let Some(mut kept) = bot.replies.hold(asked, &message.content) else { return };
    let Ok(_place) = bot.places_at_work.acquire().await else { return };
    kept.reply = bot.sender.reply(asked.question, screen).await;
}

/// Handles a changed message: the reply to it follows, where there is one.
///
/// Discord itself "edits" a message when it unfolds a link in it, without an edit time and with the same text; that changes nothing.
pub(super) async fn edited(bot: &Bot, event: &MessageUpdateEvent) {
    // Without the privileged intent the text may arrive empty; that says nothing about the question.
    let Some(content) = event.content.as_deref().filter(|content| !content.trim().is_empty()) else { return };
    if event.edited_timestamp.is_none() {
        return;
    }
    let Some(mut kept) = bot.replies.find(event.id).await else { return };
    let Some(reply) = kept.reply else { return };
    if !kept.changes_to(content) {
        return;
    }
    let bare = without_mention(content, me(bot, kept.asked.guild).await);
    let text = with_title(bot, kept.asked.question.channel, event.id, bare).await;
    let Ok(_place) = bot.places_at_work.acquire().await else { return };
    let channel = kept.asked.question.channel;
    if let Some(screen) = screen(bot, kept.asked, &text).await {
        bot.sender.edit(channel, reply, screen).await;
    } else {
        kept.reply = None;
        bot.sender.withdraw(channel, reply).await;
    }
}

/// Handles a deleted message: the reply to it goes too.
pub(super) async fn deleted(bot: &Bot, message: MessageId) {
    let Some(mut kept) = bot.replies.find(message).await else { return };
    let Some(reply) = kept.reply.take() else { return };
    let Ok(_place) = bot.places_at_work.acquire().await else { return };
    bot.sender.withdraw(kept.asked.question.channel, reply).await;
}

async fn me(bot: &Bot, guild: Option<GuildId>) -> Me {
    Me { user: bot.me().await, role: guild.and_then(|guild| bot.places.own_role(guild)) }
}

/// What is asked; nothing where Docent is neither addressed nor in a channel of its own.
async fn question(bot: &Bot, message: &Message, heard: &Heard) -> Option<String> {
    if !heard.addressed {
        if !bot.places.any() {
            return None;
        }
        let place = bot.place(message.channel_id).await;
        if !bot.places.speaks_in(message.channel_id, &place) {
            return None;
        }
    }
    Some(with_title(bot, message.channel_id, message.id, heard.text.clone()).await)
}

/// The first message of a forum post has the post's id. The question is often the title, and the text says "see title".
async fn with_title(bot: &Bot, channel: ChannelId, message: MessageId, text: String) -> String {
    if channel.get() == message.get() { format!("{}\n{text}", bot.place(channel).await.name) } else { text }
}

async fn screen(bot: &Bot, asked: Asked, text: &str) -> Option<Screen> {
    let Asked { question, guild, asker, addressed } = asked;
    let incoming = Incoming { text, addressed };
    let docent = bot.docent_for(incoming).await;
    if text.trim().is_empty() {
        let here = if guild.is_some() { help::Here::Server } else { help::Here::Direct };
        return addressed.then(|| help::screen(&docent, here));
    }
    let reply = docent.respond(incoming);
    tracing::info!(
        message = %question.message, channel = %question.channel, addressed, decision = %reply.decision,
        confidence = reply.confidence, "message"
    );
    // Unasked, only a sure answer is worth an interruption.
    let speaks = addressed || reply.decision == Decision::Answer;
    if speaks {
        bot.store.log(&logged(asked, text, &reply, bot.store.now()));
    }
    if speaks { ask::screen(&docent, &reply, asker) } else { None }
}

/// A line of the question log. What nobody asked Docent is not logged: it is people talking to each other.
fn logged(asked: Asked, text: &str, reply: &Reply, at: Moment) -> Logged {
    Logged {
        question: asked.question.message.get().into(),
        server: asked.guild.map(|guild| guild.get().into()),
        channel: asked.question.channel.get().into(),
        person: asked.asker.get().into(),
        text: text.to_owned(),
        decision: reply.decision,
        reply: reply.id.clone(),
        confidence: reply.confidence,
        addressed: asked.addressed,
        said: true,
        at,
    }
}
