//! A message in a channel, a thread, a post or a direct conversation: answers it, asks back, or stays silent.
//!
//! In: a message that arrives, changes or goes. Out: at most one reply, which follows its question: edited when the question is edited, withdrawn
//! when it is deleted.

use std::time::Duration;

use serenity::all::{ChannelId, GuildId, Message, MessageCreateEvent, MessageId, MessageUpdateEvent};

use super::bot::Bot;
use super::bursts::{Burst, Part};
use super::incoming::{Heard, Me, hear, without_mention};
use super::places::Place;
use super::present::Screen;
use super::replies::Asked;
use super::send::Question;
use super::{ask, help};
use crate::decision::Decision;
<<<<<<< HEAD
use crate::pipeline::{Context, Incoming, Reply};
=======
use crate::pipeline::{Incoming, Reply};
use crate::store::{Logged, Moment};
>>>>>>> store

/// Handles a new message.
pub(super) async fn arrived(bot: &Bot, event: &MessageCreateEvent) {
    let message = &event.message;
    let me = me(bot, message.guild_id).await;
    overhear(bot, message, me);
    let Some(heard) = hear(message, message.guild_id, me) else { return };
    if !bot.seen.first_time(message.id.get()) {
        return;
    }
    let who = (message.author.id, message.channel_id);
    let Some(place) = listens(bot, message, &heard).await else { return };
    let text = with_title(bot, message.channel_id, message.id, heard.text).await;
    let pause = pause(bot, message, heard.addressed, &text);
    let part = Part { message: message.id, text };
    let Some(burst) = bot.bursts.gather(who, part, heard.addressed, pause).await else { return };
    if burst.answered && !burst.addressed {
        tracing::info!(message = %message.id, channel = %message.channel_id, "somebody else answered first");
        return;
    }
    let asked = Asked {
        question: Question { channel: message.channel_id, message: message.id },
        guild: message.guild_id,
        asker: message.author.id,
        addressed: burst.addressed,
    };
    reply(bot, asked, burst, &place).await;
}

/// Replies to what was asked, where that is worth a reply.
async fn reply(bot: &Bot, asked: Asked, burst: Burst, place: &Place) {
    let Some(screen) = screen(bot, asked, &burst.text(), Some(place)) else { return };
    if !bot.cooldown.take((asked.asker, asked.question.channel)) {
        tracing::info!(message = %asked.question.message, asker = %asked.asker, "too many questions at once; this one is left");
        return;
    }
    let Some(mut kept) = bot.replies.hold(asked, burst.parts) else { return };
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
    let bare = without_mention(content, me(bot, kept.asked.guild).await);
    let text = with_title(bot, kept.asked.question.channel, event.id, bare).await;
    if !kept.changes_to(event.id, &text) {
        return;
    }
    let Ok(_place) = bot.places_at_work.acquire().await else { return };
    let channel = kept.asked.question.channel;
    if let Some(screen) = screen(bot, kept.asked, &kept.text(), None) {
        bot.sender.edit(channel, reply, screen).await;
    } else {
        kept.reply = None;
        bot.sender.withdraw(channel, reply).await;
    }
}

/// Handles a deleted message: the reply to it goes too.
pub(super) async fn deleted(bot: &Bot, message: MessageId) {
    let Some(mut kept) = bot.replies.find(message).await else { return };
    if kept.asked.question.message != message {
        return;
    }
    let Some(reply) = kept.reply.take() else { return };
    let Ok(_place) = bot.places_at_work.acquire().await else { return };
    bot.sender.withdraw(kept.asked.question.channel, reply).await;
}

async fn me(bot: &Bot, guild: Option<GuildId>) -> Me {
    Me { user: bot.me().await, role: guild.and_then(|guild| bot.places.own_role(guild)) }
}

/// Notices people who answer each other. Other bots' words are no answer.
fn overhear(bot: &Bot, message: &Message, me: Me) {
    if message.author.bot || message.author.id == me.user {
        return;
    }
    let to: Vec<_> = message.mentions.iter().map(|user| user.id).collect();
    let replied = message.message_reference.as_ref().and_then(|reference| reference.message_id);
    bot.bursts.answered(message.author.id, message.channel_id, &to, replied);
}

/// Where a message was said, if Docent listens there: it was addressed, its author is in the middle of a question, or the channel is one of its own and
/// not closed.
async fn listens(bot: &Bot, message: &Message, heard: &Heard) -> Option<Place> {
    if message.guild_id.is_none() {
        return Some(Place::default());
    }
    let who = (message.author.id, message.channel_id);
    let place = bot.place(message.channel_id).await;
    let unasked = bot.places.speaks_in(message.channel_id, &place) && !bot.places.is_closed(&place);
    (heard.addressed || unasked || bot.bursts.is_open(who)).then_some(place)
}

/// How long to wait for the author to go on: not at all where they asked Docent outright and the answer is clear.
fn pause(bot: &Bot, message: &Message, addressed: bool, text: &str) -> Duration {
    let who = (message.author.id, message.channel_id);
    let complete = addressed && !bot.bursts.is_open(who) && {
        let context = bot.recent.context(who);
        let incoming = Incoming { text, addressed, context: context.as_ref() };
        bot.docent_in(message.guild_id).respond(incoming).decision == Decision::Answer
    };
    if complete { Duration::ZERO } else { bot.pauses.writing }
}

/// The first message of a forum post has the post's id. The question is often the title, and the text says "see title".
async fn with_title(bot: &Bot, channel: ChannelId, message: MessageId, text: String) -> String {
    if channel.get() == message.get() { format!("{}\n{text}", bot.place(channel).await.name) } else { text }
}

/// What is said to a message; nothing where Docent stays silent. `place` is given for a new message, and not for one that was edited.
fn screen(bot: &Bot, asked: Asked, text: &str, place: Option<&Place>) -> Option<Screen> {
    let docent = bot.docent_in(asked.guild);
    let Asked { question, guild, asker, addressed } = asked;
    if text.trim().is_empty() {
        let here = if guild.is_some() { help::Here::Server } else { help::Here::Direct };
        return addressed.then(|| help::screen(&docent, here, false));
    }
    let who = (asker, question.channel);
    let context: Option<Context> = bot.recent.context(who);
    let reply = docent.respond(Incoming { text, addressed, context: context.as_ref() });
    tracing::info!(
        message = %question.message, channel = %question.channel, addressed, decision = %reply.decision,
        confidence = reply.confidence, "message"
    );
<<<<<<< HEAD
    if !speaks(bot, &asked, &reply, place) {
        return None;
    }
    if let Some(id) = reply.id.as_ref().filter(|_| reply.decision == Decision::Answer) {
        bot.recent.answered(who, id, &reply.evidence.subjects);
        if place.is_some_and(|place| place.thread) {
            bot.said.note(question.channel, id);
        }
    }
    ask::screen(&docent, &reply, asker)
}

/// Unasked, only a sure answer is worth an interruption, once in a thread, and a post gets one.
fn speaks(bot: &Bot, asked: &Asked, reply: &Reply, place: Option<&Place>) -> bool {
    if asked.addressed {
        return true;
    }
    let thread = asked.question.channel;
    let repeats = |place: &Place| {
        let same = reply.id.as_ref().is_some_and(|id| bot.said.has(thread, id));
        place.thread && (same || (bot.places.is_post(place) && bot.said.any(thread)))
    };
    reply.decision == Decision::Answer && !place.is_some_and(repeats)
=======
    // Unasked, only a sure answer is worth an interruption.
    let speaks = addressed || reply.decision == Decision::Answer;
    if speaks {
        bot.store.log(&logged(asked, text, &reply, bot.store.now()));
    }
    if speaks { ask::screen(&docent, &reply, asker) } else { None }
>>>>>>> store
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
