//! A message in a channel, a thread, a post or a direct conversation: answers it, asks back, or stays silent.
//!
//! In: a message that arrives, changes or goes. Out: at most one reply, which follows its question: edited when the question is edited, withdrawn
//! when it is deleted, after a restart too.

use std::sync::Arc;
use std::time::Duration;

use serenity::all::{ChannelId, GuildId, Message, MessageCreateEvent, MessageId, MessageUpdateEvent};
use tokio::time::Instant;
use tracing::Instrument as _;

use super::bot::Bot;
use super::bursts::{Burst, Part};
use super::incoming::{Heard, Me, hear, without_mention};
use super::places::Place;
use super::present::Screen;
use super::replies::{Asked, fingerprint};
use super::send::Question;
use super::{ask, help, modes, onboard, review};
use crate::answer::ReplyId;
use crate::decision::Decision;
use crate::language::Language;
use crate::metrics::{Stage, Surface};
use crate::pipeline::{Docent, Incoming, Reply};
use crate::store::{ChannelMode, Link, Logged};

/// Handles a new message.
pub(super) async fn arrived(bot: &Bot, event: &MessageCreateEvent) {
    let (message, began) = (&event.message, Instant::now());
    let me = me(bot, message.guild_id).await;
    overhear(bot, message, me);
    let Some(heard) = hear(message, message.guild_id, me) else { return };
    if !bot.seen.first_time(message.id.get()) {
        return;
    }
    let who = (message.author.id, message.channel_id);
    let Some(place) = listens(bot, message, &heard).await else { return };
    let text = with_title(bot, message.channel_id, message.id, heard.text).await;
    let pause = pause(bot, message, heard.addressed, &text).await;
    let part = Part { message: message.id, text };
    let gathering = bot.bursts.gather(who, part, heard.addressed, pause).instrument(tracing::debug_span!("gather"));
    let Some(burst) = gathering.await else { return };
    if burst.is_answered() && !burst.addressed {
        tracing::info!(question = %message.id, channel = %message.channel_id, "somebody else answered first");
        return;
    }
    let Some(question) = burst.question() else { return };
    let asked = Asked {
        question: Question { channel: message.channel_id, message: question },
        guild: message.guild_id,
        asker: message.author.id,
        addressed: burst.addressed,
    };
    answer(bot, asked, burst, &place).await;
    bot.metrics.took(Surface::Message, Stage::Whole, began.elapsed());
}

/// Replies to what was asked, where that is worth a reply; in shadow mode, only moderators see it.
async fn answer(bot: &Bot, asked: Asked, burst: Burst, place: &Place) {
    let text = burst.text();
    let shadow = modes::mode(bot, asked.guild, asked.question.channel, place) == ChannelMode::Shadow;
    let thought = think(bot, asked, &text, place).await;
    if !thought.as_ref().map_or(asked.addressed && !shadow, |thought| speaks(bot, &asked, &thought.reply, place)) {
        return;
    }
    // What is left as one question too many was not answered, and is not counted as that.
    let left = !shadow && !bot.cooldown.take((asked.asker, asked.question.channel));
    if let Some(thought) = thought.as_ref().filter(|thought| thought.reply.courtesy.is_none()) {
        bot.store.log(&logged(bot, asked, &text, &thought.reply, !shadow && !left));
        let who = (asked.asker, asked.question.channel);
        onboard::asked(bot, who, asked.question.message.get(), &text, &thought.reply);
        if shadow {
            return review::show(bot, asked, &text, &thought.reply, place).await;
        }
    }
    if shadow {
        return;
    }
    if left {
        tracing::info!(question = %asked.question.message, asker = %asked.asker, "too many questions at once; this one is left");
        return;
    }
    let rendering = Instant::now();
    let drawn = tracing::debug_span!("render").in_scope(|| screen(bot, asked, thought.as_ref()));
    let Some(screen) = drawn else { return };
    bot.metrics.took(Surface::Message, Stage::Render, rendering.elapsed());
    if asked.addressed {
        bot.missed.talked(asked.question.channel, asked.guild);
    }
    if let Some(thought) = &thought {
        remember(bot, asked, &thought.reply, place);
    }
    let Some(mut kept) = bot.replies.hold(asked, burst.parts) else { return };
    let sending = Instant::now();
    let Ok(_place) = bot.places_at_work.acquire().await else { return };
    kept.reply = bot.sender.reply(asked.question, screen).instrument(tracing::debug_span!("send")).await;
    bot.metrics.took(Surface::Message, Stage::Send, sending.elapsed());
    if let Some(reply) = kept.reply {
        tracing::info!(%reply, "replied");
        link(bot, asked, reply, &text, thought.as_ref());
    }
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
    if bot.bursts.holds(event.id) {
        let bare = without_mention(content, me(bot, event.guild_id).await);
        let text = with_title(bot, event.channel_id, event.id, bare).await;
        if bot.bursts.revise(event.id, text) {
            return;
        }
    }
    let Some(mut kept) = bot.replies.find_or_recall(&bot.store, event.id).await else { return };
    let Some(reply) = kept.reply else { return };
    let bare = without_mention(content, me(bot, kept.asked.guild).await);
    let text = with_title(bot, kept.asked.question.channel, event.id, bare).await;
    if !kept.changes_to(event.id, &text) {
        return;
    }
    let Ok(_place) = bot.places_at_work.acquire().await else { return };
    let (asked, text) = (kept.asked, kept.text());
    let place = bot.place(asked.question.channel).await;
    let thought = think(bot, asked, &text, &place).await;
    let wanted = thought.as_ref().is_none_or(|thought| asked.addressed || thought.reply.decision == Decision::Answer);
    if let Some(screen) = screen(bot, asked, thought.as_ref()).filter(|_| wanted) {
        if let Some(thought) = &thought {
            bot.store.log(&logged(bot, asked, &text, &thought.reply, true));
        }
        bot.sender.edit(asked.question.channel, reply, screen).await;
        link(bot, asked, reply, &text, thought.as_ref());
    } else {
        kept.reply = None;
        bot.store.unlink(asked.question.message.get().into());
        bot.sender.withdraw(asked.question.channel, reply).await;
    }
}

/// Handles a deleted message: the reply to it goes too.
pub(super) async fn deleted(bot: &Bot, message: MessageId) {
    if bot.bursts.retract(message) {
        return;
    }
    let Some(mut kept) = bot.replies.find_or_recall(&bot.store, message).await else { return };
    if kept.asked.question.message != message {
        return;
    }
    let Some(reply) = kept.reply.take() else { return };
    bot.store.unlink(message.get().into());
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
    bot.bursts.overheard(message.id, (message.author.id, message.channel_id), &to, replied);
}

/// Where a message was said, if Docent listens there: it was addressed, its author is in the middle of a question, or the channel is one of its own and
/// not closed.
async fn listens(bot: &Bot, message: &Message, heard: &Heard) -> Option<Place> {
    if message.guild_id.is_none() {
        return Some(Place::default());
    }
    let channel = message.channel_id;
    let open = bot.bursts.is_open((message.author.id, channel));
    // Where Docent never speaks unasked, it need not know where a message stands.
    if !heard.addressed && !open && !modes::any(bot, message.guild_id) {
        return None;
    }
    let place = bot.place(channel).await;
    let unasked = match modes::mode(bot, message.guild_id, channel, &place) {
        ChannelMode::Off => return None,
        ChannelMode::MentionOnly => false,
        ChannelMode::Answer | ChannelMode::Shadow => !bot.places.is_closed(&place),
    };
    (heard.addressed || unasked || open).then_some(place)
}

/// How long to wait for the author to go on: not at all where they asked Docent outright and the answer is clear.
async fn pause(bot: &Bot, message: &Message, addressed: bool, text: &str) -> Duration {
    let who = (message.author.id, message.channel_id);
    let complete = addressed && !bot.bursts.is_open(who) && {
        let _turn = bot.thinking.acquire().await;
        let context = bot.recent.context(who);
        let incoming = Incoming { text, addressed, context: context.as_ref(), locale: locale(bot, message.guild_id) };
        bot.docent_in(message.guild_id).respond(incoming).decision == Decision::Answer
    };
    if complete { Duration::ZERO } else { bot.pauses.writing }
}

/// The first message of a forum post has the post's id. The question is often the title, and the text says "see title".
async fn with_title(bot: &Bot, channel: ChannelId, message: MessageId, text: String) -> String {
    if channel.get() == message.get() { format!("{}\n{text}", bot.place(channel).await.name) } else { text }
}

/// A message does not tell what its author has chosen; the server's language is the next best.
fn locale(bot: &Bot, guild: Option<GuildId>) -> Option<Language> {
    guild.and_then(|guild| bot.places.language(guild))
}

/// What Docent thinks of a question, and the knowledge it thinks with.
struct Thought {
    docent: Arc<Docent>,
    reply: Reply,
}

/// Reads a question; nothing where nothing is said, as in a bare mention.
async fn think(bot: &Bot, asked: Asked, text: &str, place: &Place) -> Option<Thought> {
    if text.trim().is_empty() {
        return None;
    }
    let Asked { question, guild, asker, addressed } = asked;
    let _turn = bot.thinking.acquire().await;
    let began = Instant::now();
    let docent = bot.docent_in(guild);
    let context = bot.recent.context((asker, question.channel));
    let incoming = Incoming { text, addressed, context: context.as_ref(), locale: locale(bot, guild) };
    let thresholds = modes::thresholds(bot, guild, question.channel, place);
    let reply = tracing::debug_span!("think").in_scope(|| docent.respond_at_once(incoming, &thresholds));
    bot.metrics.took(Surface::Message, Stage::Think, began.elapsed());
    bot.metrics.decided(Surface::Message, reply.decision);
    tracing::info!(
        question = %question.message, channel = %question.channel, addressed, decision = %reply.decision,
        confidence = reply.confidence, "message"
    );
    Some(Thought { docent, reply })
}

/// Unasked, only a sure answer is worth an interruption, once in a thread, and a post gets one.
fn speaks(bot: &Bot, asked: &Asked, reply: &Reply, place: &Place) -> bool {
    if asked.addressed {
        return true;
    }
    let thread = asked.question.channel;
    let said = |id: Option<&ReplyId>| bot.said.has(thread, id) || bot.store.was_answered(thread.get().into(), id);
    let repeated = || place.thread && (said(reply.id.as_ref()) || (bot.places.is_post(place) && said(None)));
    reply.decision == Decision::Answer && !repeated()
}

/// What the reply looks like; help for who only called.
fn screen(bot: &Bot, asked: Asked, thought: Option<&Thought>) -> Option<Screen> {
    let Some(Thought { docent, reply }) = thought else {
        let here = if asked.guild.is_some() { help::Here::Server } else { help::Here::Direct };
        return asked.addressed.then(|| help::screen(&bot.docent_in(asked.guild), here, false));
    };
    ask::screen(bot, docent, reply, asked.asker)
}

/// What later messages may refer to, and what is not said again.
fn remember(bot: &Bot, asked: Asked, reply: &Reply, place: &Place) {
    let Some(id) = reply.id.as_ref().filter(|_| reply.decision == Decision::Answer) else { return };
    bot.recent.answered((asked.asker, asked.question.channel), id, &reply.evidence.subjects);
    if place.thread {
        bot.said.note(asked.question.channel, id);
    }
}

/// Notes which reply belongs to which question.
fn link(bot: &Bot, asked: Asked, reply: MessageId, text: &str, thought: Option<&Thought>) {
    bot.store.link(Link {
        question: asked.question.message.get().into(),
        message: reply.get().into(),
        server: asked.guild.map(|guild| guild.get().into()),
        channel: asked.question.channel.get().into(),
        person: asked.asker.get().into(),
        addressed: asked.addressed,
        reply: thought
            .and_then(|thought| thought.reply.id.clone().filter(|_| thought.reply.decision == Decision::Answer)),
        fingerprint: fingerprint(text),
        at: bot.store.now(),
    });
}

/// A line of the question log. What nobody asked Docent is not logged: it is people talking to each other.
fn logged(bot: &Bot, asked: Asked, text: &str, reply: &Reply, said: bool) -> Logged {
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
        said,
        at: bot.store.now(),
    }
}
