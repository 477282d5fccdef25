//! Takes events from the gateway and hands each to its room.
//!
//! In: serenity's events, all of them, readable or not. Out: nothing; rooms send for themselves. An event that goes wrong ends alone:
//! each runs as a task of its own, and a panic in it is logged with ids, never with text.

use std::sync::Arc;

use serenity::all::{Context, Event, Interaction, RawEventHandler, Ready, UnknownEvent};
use serenity::async_trait;

use super::bot::Bot;
use super::send::Answering;
use super::{
    ask, buttons, commands, compare, complete, faq, help, message, moderate, notes, onboard, overlays, privacy,
};

/// The handler that all shards share.
pub(super) struct Events(pub(super) Arc<Bot>);

#[async_trait]
impl RawEventHandler for Events {
    async fn raw_event(&self, _: Context, event: Event) {
        // A stop takes no new work; a flood beyond all measure is dropped rather than hoarded.
        if !self.0.has_room() {
            return;
        }
        let waiting = interaction_of(&event);
        let bot = Arc::clone(&self.0);
        let task = self.0.work.spawn(async move { Box::pin(handle(&bot, event)).await });
        if let Err(error) = task.await
            && error.is_panic()
        {
            tracing::error!(interaction = ?waiting.as_ref().map(Answering::id), "an event ended in a panic");
            if let Some(waiting) = waiting {
                self.0.sender.note(&waiting, notes::BROKEN).await;
            }
        }
    }
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

async fn handle(bot: &Bot, event: Event) {
    match event {
        Event::Ready(event) => ready(bot, &event.ready).await,
        Event::Resumed(_) => tracing::info!("session resumed"),
        Event::MessageCreate(event) => message::arrived(bot, &event).await,
        Event::MessageUpdate(event) => message::edited(bot, &event).await,
        Event::MessageDelete(event) => message::deleted(bot, event.message_id).await,
        Event::MessageDeleteBulk(event) => {
            for message in event.ids {
                message::deleted(bot, message).await;
            }
        }
        Event::InteractionCreate(event) => interaction(bot, event.interaction).await,
        Event::GuildCreate(event) => {
            bot.places.learn_guild(&event.guild, bot.me().await);
            overlays::learn(bot, event.guild.id).await;
        }
        Event::GuildMemberAdd(event) => onboard::joined(bot, event.member.guild_id, &event.member.user).await,
        Event::GuildMemberRemove(event) => onboard::left(bot, event.guild_id, &event.user).await,
        Event::ChannelCreate(event) => bot.places.learn_channel(&event.channel),
        Event::ChannelUpdate(event) => bot.places.learn_channel(&event.channel),
        Event::ChannelDelete(event) => bot.places.forget(event.channel.id),
        Event::ThreadCreate(event) => bot.places.learn_channel(&event.thread),
        Event::ThreadUpdate(event) => bot.places.learn_channel(&event.thread),
        Event::ThreadListSync(event) => event.threads.iter().for_each(|thread| bot.places.learn_channel(thread)),
        Event::ThreadDelete(event) => bot.places.forget(event.thread.id),
        Event::Unknown(event) => unread(bot, &event).await,
        _ => {}
    }
}

async fn ready(bot: &Bot, ready: &Ready) {
    bot.is(ready.user.id);
    let shard = ready.shard.map_or(0, |shard| shard.id.get());
    tracing::info!(name = %ready.user.name, servers = ready.guilds.len(), shard, "connected to Discord");
    let mut registered = bot.registered.lock().await;
    if *registered {
        // A READY after the first is a session that could not be resumed: Discord does not repeat what was said meanwhile.
        tracing::info!(shard, "this is a new session; messages since the connection broke did not arrive");
        return;
    }
    match commands::register(&bot.rest, ready.application.id).await {
        Ok(changed) => {
            *registered = true;
            tracing::info!(changed, "slash commands are registered");
        }
        Err(refusal) => {
            tracing::error!(%refusal, "could not register slash commands; tried again with the next session");
        }
    }
}

async fn interaction(bot: &Bot, interaction: Interaction) {
    match interaction {
        Interaction::Command(command) => match command.data.name.as_str() {
            "ask" => ask::run(bot, &command).await,
            "compare" => compare::run(bot, &command).await,
            "faq" => faq::run(bot, &command).await,
            "help" => help::run(bot, &command).await,
            "privacy" => privacy::run(bot, &command).await,
            "docent" => moderate::run(bot, &command).await,
            onboard::COMMAND => onboard::run(bot, &command).await,
            commands::ANSWER => ask::on_message(bot, &command).await,
            commands::TEACH => moderate::on_message(bot, &command).await,
            _ => bot.sender.note(&Answering::to_command(&command), notes::UNKNOWN_COMMAND).await,
        },
        Interaction::Autocomplete(command) => complete::run(bot, &command).await,
        Interaction::Component(press) => buttons::press(bot, &press).await,
        Interaction::Modal(form) if onboard::is_form(&form) => onboard::submitted(bot, &form).await,
        Interaction::Modal(form) => moderate::submitted(bot, &form).await,
        _ => {}
    }
}

/// An interaction that cannot be read still has a person waiting for it.
async fn unread(bot: &Bot, event: &UnknownEvent) {
    bot.unread.note(&event.kind);
    if event.kind != "INTERACTION_CREATE" {
        return;
    }
    if let Some(waiting) = Answering::unread(&event.value) {
        bot.sender.note(&waiting, notes::BROKEN).await;
    }
}
