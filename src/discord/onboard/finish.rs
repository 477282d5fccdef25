//! The end of a track: what went well, and the role that comes with it.
//!
//! In: a walk with nothing left to do. Out: a private screen. Where Docent may not give the role, the person is told kindly, and the lead clearly, in `/onboard team`.

use reqwest::Method;
use serenity::all::{GuildId, RoleId, UserId};

use super::super::bot::Bot;
use super::super::feedback::STORING;
use super::super::present::Screen;
use super::super::rest::{Call, Patience};
use super::notes;
use super::screen::View;
use super::walk::Who;
use crate::onboarding::{Summary, summary};
use crate::store::{On, StoreError};

/// The end, with the role where one is set.
pub(super) async fn screen(who: &Who<'_>, view: View<'_>) -> Result<Screen, StoreError> {
    let store = &who.bot.store;
    let on = who.on(&view.track.id);
    if store.has_opted_out(on.person) {
        return Ok(view.end(&Summary::default(), notes::NOT_KEPT));
    }
    let role = store.onboarding_settings(on.server, STORING).await?.roles.get(&view.track.id).copied();
    let role = role.filter(|id| *id != 0).map(RoleId::new);
    store.finish_track(&on, role.is_some(), store.now(), STORING).await?;
    let topics = summary(view.docent.knowledge(), view.track, &store.first_tries(&on, STORING).await?);
    let said = match role {
        Some(role) => given(who, &on, role).await?,
        None => "",
    };
    Ok(view.end(&topics, said))
}

/// Gives the role as long as it is owed: the first time, after it was refused, and where Docent stopped before it knew.
async fn given(who: &Who<'_>, on: &On, role: RoleId) -> Result<&'static str, StoreError> {
    let newcomer = who.bot.store.newcomer(on.server, on.person, STORING).await?;
    if !newcomer.walks.iter().any(|walk| walk.track == on.track && walk.role_owed) {
        return Ok("");
    }
    let done = give(who.bot, who.server, who.user, role).await;
    who.bot.store.note_role(on, !done, STORING).await?;
    Ok(if done { notes::ROLE_GIVEN } else { notes::ROLE_REFUSED })
}

/// Gives somebody a role; doing it again does no harm. False where Docent may not.
pub(super) async fn give(bot: &Bot, guild: GuildId, user: UserId, role: RoleId) -> bool {
    let path = format!("/guilds/{guild}/members/{user}/roles/{role}");
    let call = Call::new(Method::PUT, path, Patience::MESSAGE).route(format!("PUT roles in {guild}"));
    match bot.rest.call(&call).await {
        Ok(_) => true,
        Err(refusal) => {
            tracing::warn!(%guild, %role, %refusal, "could not give the role of a finished track: Docent needs Manage Roles, and its own role above that one");
            false
        }
    }
}
