//! `/docent taught`: what moderators taught in this server: see it, change it, remove it.
//!
//! In: the store. Out: a list with a menu; one thing with its buttons. What it changes is in force at once.

use serenity::all::{
    ButtonStyle, ComponentInteraction, CreateActionRow, CreateButton, CreateSelectMenu, CreateSelectMenuKind,
    CreateSelectMenuOption, GuildId,
};

use super::teach::{self, card_of};
use super::{Asked, STORING, card};
use crate::discord::bot::Bot;
use crate::discord::limits::{CHOICE, MENU_OPTIONS, cut};
use crate::discord::present::{Screen, quiet};
use crate::discord::press::{Origin, Press};
use crate::discord::send::{Answering, Later};
use crate::discord::{notes, overlays};
use crate::render::quote;
use crate::store::{By, Taught, Teaching};

pub(super) fn run(asked: &Asked<'_>) -> Screen {
    list(asked.bot, asked.guild, 0)
}

/// Shows another page of the list.
pub(in crate::discord) async fn turn(bot: &Bot, press: &ComponentInteraction, page: usize) {
    let to = Answering::to_press(press);
    match press.guild_id {
        Some(guild) => bot.sender.update(&to, list(bot, guild, page)).await,
        None => bot.sender.note(&to, notes::ONLY_IN_SERVERS).await,
    }
}

/// One page of what is taught, the latest first.
fn list(bot: &Bot, guild: GuildId, page: usize) -> Screen {
    let taught = bot.store.taught(guild.get().into());
    if taught.is_empty() {
        return Screen::card("Taught here", notes::NOTHING_TAUGHT);
    }
    let line = |one: &Taught| format!("- {} · by <@{}>", quote(&cut(&name(&one.teaching), 110)), one.author);
    let last = (taught.len() - 1) / MENU_OPTIONS;
    // What is removed meanwhile makes the list shorter.
    let page = page.min(last);
    let shown: Vec<&Taught> = taught.iter().rev().skip(page * MENU_OPTIONS).take(MENU_OPTIONS).collect();
    let mut lines: Vec<String> = shown.iter().copied().map(line).collect();
    lines.push("\nChoose one to change or remove it. `/docent export` gives all of it as a patch.".to_owned());
    let option = |one: &Taught| CreateSelectMenuOption::new(cut(&name(&one.teaching), CHOICE), one.id.to_string());
    let kind = CreateSelectMenuKind::String { options: shown.into_iter().map(option).collect() };
    let mut screen = card("Taught here", &lines);
    screen
        .rows
        .extend(Press::Taught.custom_id().map(|id| CreateActionRow::SelectMenu(CreateSelectMenu::new(id, kind))));
    let newer = page.checked_sub(1).and_then(|page| quiet(&Press::AllTaught { page }, "◀ Newer"));
    let older = (page < last).then(|| quiet(&Press::AllTaught { page: page + 1 }, "Older ▶")).flatten();
    screen.with_buttons(newer.into_iter().chain(older).collect())
}

/// What a thing taught is called in a list.
fn name(teaching: &Teaching) -> String {
    match teaching {
        Teaching::Entry { title, .. } => title.clone(),
        Teaching::Phrasing { reply, question } => format!("{question} → {reply}"),
        Teaching::Never { question } => format!("never: {question}"),
    }
}

fn find(bot: &Bot, guild: GuildId, id: u64) -> Option<Taught> {
    bot.store.taught(guild.get().into()).iter().find(|one| one.id.get() == id).cloned()
}

/// Shows one thing taught.
pub(in crate::discord) async fn show(bot: &Bot, press: &ComponentInteraction, id: &str) {
    let to = Answering::to_press(press);
    let found = press.guild_id.zip(id.parse().ok()).and_then(|(guild, id)| find(bot, guild, id));
    let Some(taught) = found else { return bot.sender.note(&to, notes::NOT_TAUGHT).await };
    let id = taught.id.get();
    let button =
        |press: Press, label: &str, style| Some(CreateButton::new(press.custom_id()?).label(label).style(style));
    let change = button(Press::Change { id }, "Change", ButtonStyle::Secondary);
    let remove = button(Press::Unteach { id }, "Remove", ButtonStyle::Danger);
    let mut screen = card_of(&taught.teaching);
    let origin = taught.origin.as_deref().map_or_else(String::new, |link| format!(" · from {link}"));
    screen.content = Some(format!("Taught by <@{}>, changed last by <@{}>{origin}", taught.author, taught.changed_by));
    bot.sender.update(&to, screen.with_buttons(change.into_iter().chain(remove).collect())).await;
}

/// Opens the form to change something taught.
pub(in crate::discord) async fn change(bot: &Bot, press: &ComponentInteraction, id: u64) {
    let to = Answering::to_press(press);
    match press.guild_id.and_then(|guild| find(bot, guild, id)) {
        Some(taught) => bot.sender.open(&to, teach::form_of(&taught.teaching, Some(id), Origin::default())).await,
        None => bot.sender.note(&to, notes::NOT_TAUGHT).await,
    }
}

/// Removes something taught.
pub(in crate::discord) async fn remove(bot: &Bot, press: &ComponentInteraction, id: u64) {
    let to = Answering::to_press(press);
    let Some(guild) = press.guild_id else { return bot.sender.note(&to, notes::NOT_TAUGHT).await };
    let by = By {
        press: press.id.get().into(),
        server: guild.get().into(),
        author: press.user.id.get().into(),
        at: bot.store.now(),
    };
    let work = async {
        let removed = bot.store.remove_taught(&by, id.into(), STORING).await;
        if removed.is_ok() {
            tracing::info!(%guild, author = %press.user.id, taught = id, "something taught was removed");
            overlays::learn(bot, guild).await;
        }
        removed
    };
    match bot.sender.in_time(&to, Later::InPlace, bot.pauses.deferring, work).await {
        Ok(()) => bot.sender.update(&to, Screen { content: Some("Removed.".to_owned()), ..list(bot, guild, 0) }).await,
        Err(crate::store::StoreError::Unknown) => bot.sender.note(&to, notes::NOT_TAUGHT).await,
        Err(error) => {
            tracing::warn!(%error, "something taught could not be removed");
            bot.sender.note(&to, notes::NOT_STORED).await;
        }
    }
}
