//! Takes events from the gateway and hands each to its room.
//!
//! In: serenity's events, all of them, readable or not. Out: nothing; rooms send for themselves. An event that goes wrong ends alone:
//! each runs as a task of its own, and a panic in it is logged with ids, never with text.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use futures_util::FutureExt as _;
use serenity::all::{Context, Event, Interaction, RawEventHandler, Ready, ShardId, UnknownEvent};
use serenity::async_trait;
use tokio::time::Instant;
use tracing::{Instrument as _, Span};

use super::bot::Bot;
use super::send::Answering;
use super::{
    ask, buttons, commands, compare, complete, faq, help, message, missed, moderate, notes, onboard, overlays, privacy,
    unread,
};
use crate::metrics::{Stage, Surface};

/// The handler that all shards share.
pub(super) struct Events(pub(super) Arc<Bot>);

#[async_trait]
impl RawEventHandler for Events {
    async fn raw_event(&self, context: Context, event: Event) {
        let kind = kind(&event);
        self.0.metrics.event(kind);
        if self.0.has_room_for(&event) {
            take(Arc::clone(&self.0), Some(context.shard_id), event).await;
        } else if !self.0.shutdown.is_cancelled() {
            self.0.metrics.shed(kind);
        }
    }
}

/// Handles one event, in the task of its own that whoever brings it has made; `shard` where it came over the gateway.
pub(super) async fn take(bot: Arc<Bot>, shard: Option<ShardId>, event: Event) {
    let (waiting, span, began) = (interaction_of(&event), span(&event), Instant::now());
    let surface = surface_of(&event);
    // What a panic leaves half done is one event's own; what all share is locked, and read again where a lock was poisoned.
    let handled = AssertUnwindSafe(handle(&bot, shard, &event)).catch_unwind();
    let ended = bot.work.track_future(handled.instrument(span.clone())).await;
    bot.metrics.queued("events", bot.work.len());
    if let Some(surface) = surface {
        bot.metrics.took(surface, Stage::Whole, began.elapsed());
    }
    if ended.is_err() {
        tracing::error!(parent: &span, "an event ended in a panic");
    }
    if let Some(waiting) = waiting {
        if ended.is_err() {
            bot.sender.note(&waiting, notes::BROKEN).instrument(span).await;
        }
        bot.sender.give_up(&waiting);
    }
}

/// A word for the kind of an event, from a handful.
fn kind(event: &Event) -> &'static str {
    match event {
        Event::Ready(_) => "ready",
        Event::Resumed(_) => "resumed",
        Event::MessageCreate(_) => "message",
        Event::MessageUpdate(_) | Event::MessageDelete(_) | Event::MessageDeleteBulk(_) => "message_change",
        Event::InteractionCreate(_) => "interaction",
        Event::GuildCreate(_) | Event::GuildUpdate(_) | Event::GuildDelete(_) => "server",
        Event::ChannelCreate(_) | Event::ChannelUpdate(_) | Event::ChannelDelete(_) => "channel",
        Event::ThreadCreate(_) | Event::ThreadUpdate(_) | Event::ThreadDelete(_) | Event::ThreadListSync(_) => "thread",
        Event::Unknown(_) => "unparsable",
        _ => "other",
    }
}

fn surface_of(event: &Event) -> Option<Surface> {
    let Event::InteractionCreate(event) = event else { return None };
    match &event.interaction {
        Interaction::Command(_) => Some(Surface::Command),
        Interaction::Autocomplete(_) => Some(Surface::Autocomplete),
        Interaction::Component(_) => Some(Surface::Press),
        Interaction::Modal(_) => Some(Surface::Form),
        _ => None,
    }
}

/// One id for everything that the log says of one question: that of the message or the interaction.
fn span(event: &Event) -> Span {
    let id = match event {
        Event::MessageCreate(event) => event.message.id.get(),
        Event::MessageUpdate(event) => event.id.get(),
        Event::MessageDelete(event) => event.message_id.get(),
        Event::InteractionCreate(event) => event.interaction.id().get(),
        _ => return Span::none(),
    };
    tracing::info_span!("question", id)
}

/// What a person waits for.
fn interaction_of(event: &Event) -> Option<Answering> {
    let Event::InteractionCreate(event) = event else { return None };
    match &event.interaction {
        Interaction::Command(command) => Some(Answering::to_command(command)),
        Interaction::Component(press) => Some(Answering::to_press(press)),
        Interaction::Modal(form) => Some(Answering::to_form(form)),
        _ => None,
    }
}

/// What a room needs while it is at work is set aside for that room alone: thousands of messages may wait at a time, and with all of them in one, each would take what the largest
/// takes.
async fn handle(bot: &Arc<Bot>, shard: Option<ShardId>, event: &Event) {
    match event {
        Event::Ready(event) => Box::pin(ready(bot, &event.ready)).await,
        Event::Resumed(_) => tracing::info!("session resumed"),
        Event::MessageCreate(event) => {
            bot.missed.heard(shard, &event.message);
            Box::pin(message::arrived(bot, event)).await;
        }
        Event::MessageUpdate(event) => Box::pin(message::edited(bot, event)).await,
        Event::MessageDelete(event) => Box::pin(message::deleted(bot, event.message_id)).await,
        Event::MessageDeleteBulk(event) => {
            for message in &event.ids {
                Box::pin(message::deleted(bot, *message)).await;
            }
        }
        Event::InteractionCreate(event) => interaction(bot, &event.interaction).await,
        Event::GuildCreate(event) => {
            bot.places.learn_guild(&event.guild, bot.me().await);
            Box::pin(overlays::learn(bot, event.guild.id)).await;
        }
        // Unavailable, it is out of order and comes back.
        Event::GuildDelete(event) if !event.guild.unavailable => bot.overlays.left(event.guild.id),
        Event::GuildMemberAdd(event) => {
            Box::pin(onboard::joined(bot, event.member.guild_id, &event.member.user)).await;
        }
        Event::GuildMemberRemove(event) => Box::pin(onboard::left(bot, event.guild_id, &event.user)).await,
        Event::ChannelCreate(event) => bot.places.learn_channel(&event.channel),
        Event::ChannelUpdate(event) => bot.places.learn_channel(&event.channel),
        Event::ChannelDelete(event) => bot.places.forget(event.channel.id),
        Event::ThreadCreate(event) => bot.places.learn_channel(&event.thread),
        Event::ThreadUpdate(event) => bot.places.learn_channel(&event.thread),
        Event::ThreadListSync(event) => event.threads.iter().for_each(|thread| bot.places.learn_channel(thread)),
        Event::ThreadDelete(event) => bot.places.forget(event.thread.id),
        Event::Unknown(event) => Box::pin(unreadable(bot, event)).await,
        _ => {}
    }
}

async fn ready(bot: &Arc<Bot>, ready: &Ready) {
    bot.is(ready.user.id);
    let shard = ready.shard.map_or(0, |shard| shard.id.get());
    tracing::info!(name = %ready.user.name, servers = ready.guilds.len(), shard, "connected to Discord");
    // A READY after a shard's first is a session that could not be resumed: Discord does not repeat what was said meanwhile.
    if let Some(since) = bot.missed.begins(shard, bot.store.now()) {
        missed::read(bot, shard, since).await;
    }
    bot.register(ready.application.id).await;
}

async fn interaction(bot: &Bot, interaction: &Interaction) {
    match interaction {
        Interaction::Command(command) => match command.data.name.as_str() {
            "ask" => Box::pin(ask::run(bot, command)).await,
            "compare" => Box::pin(compare::run(bot, command)).await,
            "faq" => Box::pin(faq::run(bot, command)).await,
            "help" => Box::pin(help::run(bot, command)).await,
            "privacy" => Box::pin(privacy::run(bot, command)).await,
            "docent" => Box::pin(moderate::run(bot, command)).await,
            onboard::COMMAND => Box::pin(onboard::run(bot, command)).await,
            commands::ANSWER => Box::pin(ask::on_message(bot, command)).await,
            commands::TEACH => Box::pin(moderate::on_message(bot, command)).await,
            _ => Box::pin(bot.sender.note(&Answering::to_command(command), notes::UNKNOWN_COMMAND)).await,
        },
        Interaction::Autocomplete(command) => Box::pin(complete::run(bot, command)).await,
        Interaction::Component(press) => Box::pin(buttons::press(bot, press)).await,
        Interaction::Modal(form) if onboard::is_form(form) => Box::pin(onboard::submitted(bot, form)).await,
        Interaction::Modal(form) => Box::pin(moderate::submitted(bot, form)).await,
        _ => {}
    }
}

/// An interaction that cannot be read still has a person waiting for it.
async fn unreadable(bot: &Bot, event: &UnknownEvent) {
    bot.metrics.unparsable(unread::label(&event.kind));
    bot.unread.note(&event.kind);
    if event.kind != unread::INTERACTION {
        return;
    }
    if let Some(waiting) = Answering::unread(&event.value) {
        bot.sender.note(&waiting, notes::BROKEN).await;
    }
}
