//! Reminds those who keep the knowledge of what is due to be checked again: once of each thing, in the channel where moderators look things through.
//!
//! In: the knowledge and the day. Out: one message in the review channel of each server that has one. Who keeps a topic is pinged where the server has a role of that
//! name. A reminder is claimed in the store before it is said, so that of several processes one says it, and given back where it could not be said: the next look tries again.

use std::sync::Arc;

use serenity::all::{ChannelId, CreateEmbed, GuildId, RoleId};

use super::bot::Bot;
use super::feedback::STORING;
use super::limits::cut;
use super::notes;
use super::present::{COLOR, Screen};
use super::replies::fingerprint;
use super::rest::Refusal;
use crate::check::{self, Due};
use crate::live;
use crate::render::quote;
use crate::store::{DueItem, ServerId};

/// Longest title and longest owner that are shown whole: as many of both as are claimed at once fit into one card, with a day and what to do beside.
const TITLE: usize = 100;
const OWNER: usize = 50;

/// Looks again and again until the stop.
pub(super) async fn run(bot: &Arc<Bot>) {
    loop {
        tokio::select! {
            () = bot.shutdown.cancelled() => return,
            () = tokio::time::sleep(bot.reminding) => {}
        }
        let docent = bot.docent();
        let due = items(&check::due(docent.knowledge(), live::today()));
        if due.is_empty() {
            continue;
        }
        for (server, channel) in bot.store.review_channels() {
            let keys = due.iter().map(|item| item.key.clone()).collect();
            match bot.store.claim_overdue(server, keys, STORING).await {
                Ok(new) if new.is_empty() => {}
                Ok(new) => {
                    let items: Vec<&Item> = due.iter().filter(|item| new.contains(&item.key)).collect();
                    remind(bot, server, channel.get(), &items).await;
                }
                Err(error) => tracing::warn!(%error, "could not look for what is due to be checked again"),
            }
        }
    }
}

/// One thing to be reminded of.
#[derive(Debug, PartialEq, Eq)]
struct Item {
    key: DueItem,
    owner: Option<String>,
    title: String,
}

/// Entries and pages one by one; facts by their source, which is read as a whole.
fn items(due: &[Due<'_>]) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    for one in due {
        let since = one.since.to_string();
        let owner = one.owner.map(|owner| owner.name.clone());
        let (id, title) = match one.fact {
            Some(fact) => (format!("source:{}", fact.source), format!("facts from the source `{}`", fact.source)),
            None => (format!("{:?}:{}", one.kind, one.id).to_lowercase(), quote(&one.title)),
        };
        let item = Item { key: (id, since), owner, title };
        if !items.contains(&item) {
            items.push(item);
        }
    }
    items
}

async fn remind(bot: &Bot, server: ServerId, channel: u64, items: &[&Item]) {
    let Err(refusal) = say(bot, server, channel, items).await else { return };
    tracing::warn!(server = server.get(), channel, %refusal, "could not say what is due to be checked again, and will try again; `docent check --overdue` lists it");
    let keys = items.iter().map(|item| item.key.clone());
    if let Err(error) = bot.store.give_back_overdue(server, keys, STORING).await {
        tracing::warn!(server = server.get(), %error, "will not try again to say what is due to be checked again");
    }
}

async fn say(bot: &Bot, server: ServerId, channel: u64, items: &[&Item]) -> Result<(), Refusal> {
    let guild = GuildId::new(server.get().max(1));
    let roles = bot.sender.roles(guild).await.unwrap_or_default();
    let keeping: Vec<RoleId> = roles.into_iter().filter(|(name, _)| keeps(items, name)).map(|(_, role)| role).collect();
    let pings = keeping.iter().map(|role| format!("<@&{role}>")).collect::<Vec<_>>().join(" ");
    let embed = CreateEmbed::new().color(COLOR).title(notes::OVERDUE).description(told(items));
    let screen = Screen { content: Some(pings), embeds: vec![embed], ..Screen::default() };
    bot.sender.call_roles(ChannelId::new(channel.max(1)), nonce(items), screen, &keeping).await
}

/// The same for the same things: where Discord took the message and the answer was lost, saying it again posts no second one.
fn nonce(items: &[&Item]) -> String {
    let keys: Vec<String> = items.iter().map(|item| format!("{} {}", item.key.0, item.key.1)).collect();
    format!("o{:x}", fingerprint(&keys.join("\n")))
}

/// Whether somebody of this name keeps any of them.
fn keeps(items: &[&Item], name: &str) -> bool {
    let same = |owner: &String| owner.to_lowercase() == name.to_lowercase();
    items.iter().any(|item| item.owner.as_ref().is_some_and(same))
}

/// What is due, a line each, by who keeps it; nobody's come last.
fn told(items: &[&Item]) -> String {
    let mut owners: Vec<Option<&str>> = items.iter().map(|item| item.owner.as_deref()).collect();
    owners.sort_by_key(|owner| (owner.is_none(), *owner));
    owners.dedup();
    let of = |owner: Option<&str>| {
        let items = items.iter().filter(|item| item.owner.as_deref() == owner);
        let lines = items.map(|item| format!("- {}, since {}\n", cut(&item.title, TITLE), item.key.1));
        format!("**{}**\n{}", cut(&quote(owner.unwrap_or(notes::NOBODYS)), OWNER), lines.collect::<String>())
    };
    owners.into_iter().map(of).collect::<String>() + notes::HOW_TO_RENEW
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::limits::CARD_DESCRIPTION;
    use crate::store::AT_ONCE;

    fn item(id: &str, owner: Option<&str>) -> Item {
        let key = (id.to_owned(), "2026-01".to_owned());
        Item { key, owner: owner.map(str::to_owned), title: quote(&format!("What is {id}?")) }
    }

    #[test]
    fn what_is_due_is_told_by_who_keeps_it() {
        let items = [item("b", None), item("c", Some("Baristas")), item("a", None)];
        let items: Vec<&Item> = items.iter().collect();
        let lines = "**Baristas**\n- What is c?, since 2026-01\n**Kept by nobody**\n- What is b?, since 2026-01\n- What is a?, since 2026-01\n";
        assert_eq!(told(&items), format!("{lines}{}", notes::HOW_TO_RENEW));
        assert!(keeps(&items, "baristas") && !keeps(&items, "Roasters"));
    }

    #[test]
    fn however_long_titles_are_the_message_fits() {
        let long = "x".repeat(5_000);
        let owned = |at| item(&format!("{at} {long}"), Some(&format!("{at} {long}")));
        let items: Vec<Item> = (0..AT_ONCE).map(owned).collect();
        let text = told(&items.iter().collect::<Vec<_>>());
        assert!(text.chars().count() <= CARD_DESCRIPTION, "{}", text.chars().count());
        assert_eq!(text.lines().filter(|line| line.starts_with("- ")).count(), AT_ONCE, "none is left out");
    }
}
