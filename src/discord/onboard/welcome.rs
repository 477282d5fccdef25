//! Greets who joins a server, once, and notes who leaves.
//!
//! In: members who come and go, where Discord tells of them (the members intent). Out: one kind message, as moderators set it; where direct messages are closed, in the channel.

use serenity::all::{ChannelId, GuildId, User};

use super::super::bot::Bot;
use super::super::feedback::STORING;
use super::super::limits::cut;
use super::super::rest::Refusal;
use super::screen::invitation;
use crate::store::{StoreError, WelcomeBy};

/// Discord refuses a direct message to who does not take them.
pub(super) const CLOSED: i64 = 50007;

/// Somebody joined.
pub(in crate::discord) async fn joined(bot: &Bot, guild: GuildId, user: &User) {
    if user.bot {
        return;
    }
    if let Err(error) = greet(bot, guild, user).await {
        tracing::warn!(%guild, %error, "a newcomer could not be greeted: whether that was done before is not known");
    }
}

/// Somebody left: what is kept of them goes after the days that are set.
pub(in crate::discord) async fn left(bot: &Bot, guild: GuildId, user: &User) {
    if let Err(error) = bot.store.left_server(guild.get().into(), user.id.get().into(), STORING).await {
        tracing::warn!(%guild, %error, "could not note that somebody left");
    }
}

async fn greet(bot: &Bot, guild: GuildId, user: &User) -> Result<(), StoreError> {
    let (server, person) = (guild.get().into(), user.id.get().into());
    bot.store.came_back(server, person, STORING).await?;
    let settings = bot.store.onboarding_settings(server, STORING).await?;
    if settings.welcome == WelcomeBy::Off || bot.docent_in(Some(guild)).knowledge().tracks.is_empty() {
        return Ok(());
    }
    // Claimed before it is said: rather no welcome than two.
    if !bot.store.claim_welcome(server, person, STORING).await? {
        return Ok(());
    }
    let nonce = format!("w{}", user.id);
    if settings.welcome == WelcomeBy::Direct {
        let said = bot.sender.say_directly(user.id, nonce.clone(), card(guild, user)).await;
        match said {
            Err(refusal) if refusal.code() == Some(CLOSED) => {}
            said => return report(guild, said),
        }
    }
    match settings.channel.filter(|channel| channel.get() != 0) {
        Some(channel) => report(guild, bot.sender.say(ChannelId::new(channel.get()), nonce, card(guild, user)).await),
        None => Ok(()),
    }
}

fn card(guild: GuildId, user: &User) -> super::super::present::Screen {
    let name = user.global_name.as_deref().unwrap_or(&user.name);
    let text = format!("<@{}>, good to have you here. {}", user.id, super::notes::POSTED);
    let title = format!("Welcome, {}!", cut(&name.replace(['*', '_', '`', '~', '|', '\\'], ""), 60));
    invitation(guild, &title, &text, Vec::new())
}

#[expect(clippy::unnecessary_wraps, reason = "what was said is said; only the log needs to know")]
fn report(guild: GuildId, said: Result<(), Refusal>) -> Result<(), StoreError> {
    if let Err(refusal) = said {
        tracing::warn!(%guild, %refusal, "a welcome could not be sent");
    }
    Ok(())
}
