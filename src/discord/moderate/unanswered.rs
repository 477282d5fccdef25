//! `/docent unanswered`: what people asked in vain, grouped by likeness, with a way to teach each group.
//!
//! In: the question log. Out: a list and a menu; for a chosen group its questions and the buttons to teach. Grouping is left to the core.

use serenity::all::{
    ComponentInteraction, CreateActionRow, CreateSelectMenu, CreateSelectMenuKind, CreateSelectMenuOption,
};

use super::teach;
use super::{Asked, DAYS, STORING, card};
use crate::discord::bot::Bot;
use crate::discord::limits::{CHOICE, MENU_OPTIONS, cut};
use crate::discord::notes;
use crate::discord::present::Screen;
use crate::discord::press::{Origin, Press};
use crate::discord::send::{Answering, Later};
use crate::pipeline::alike;
use crate::render::quote;
use crate::store::{Logged, StoreError};

/// Groups listed.
const LISTED: usize = 15;
/// Questions of a group that are shown.
const SHOWN: usize = 8;

pub(super) async fn run(asked: &Asked<'_>) -> Result<Screen, StoreError> {
    let logged = asked.bot.store.unanswered(asked.guild.get().into(), asked.since(DAYS), STORING).await?;
    let groups = groups(logged).await;
    if groups.is_empty() {
        return Ok(Screen::card("Unanswered", notes::NOTHING_UNANSWERED));
    }
    let line = |group: &Vec<Logged>| format!("- {} ({})", first(group), group.len());
    let mut lines: Vec<String> = groups.iter().take(LISTED).map(line).collect();
    lines.push("\nChoose one to teach me.".to_owned());
    let option = |group: &Vec<Logged>| {
        let question = group.first()?;
        let label = cut(&format!("{} · {}", group.len(), question.text.replace('\n', " ")), CHOICE);
        Some(CreateSelectMenuOption::new(label, question.question.to_string()))
    };
    let options = groups.iter().filter_map(option).take(MENU_OPTIONS).collect();
    let mut screen = card("Unanswered", &lines);
    let kind = CreateSelectMenuKind::String { options };
    screen.rows.extend(Press::Group.custom_id().map(|id| CreateActionRow::SelectMenu(CreateSelectMenu::new(id, kind))));
    Ok(screen)
}

/// Questions that are alike, the largest group first. Reading thousands takes a while, which answers need.
async fn groups(logged: Vec<Logged>) -> Vec<Vec<Logged>> {
    let grouping = tokio::task::spawn_blocking(move || {
        let texts: Vec<&str> = logged.iter().map(|one| one.text.as_str()).collect();
        let of = |group: Vec<usize>| group.into_iter().filter_map(|at| logged.get(at).cloned()).collect();
        alike(&texts).into_iter().map(of).collect()
    });
    grouping.await.unwrap_or_else(|ended| std::panic::resume_unwind(ended.into_panic()))
}

fn first(group: &[Logged]) -> String {
    group.first().map_or_else(String::new, |one| quote(&one.text))
}

/// Shows the chosen group.
pub(in crate::discord) async fn group(bot: &Bot, press: &ComponentInteraction, question: &str) {
    let to = Answering::to_press(press);
    let Some(guild) = press.guild_id else { return bot.sender.note(&to, notes::STALE).await };
    let since = bot.store.now().days_before(DAYS);
    let listed = bot.store.unanswered(guild.get().into(), since, STORING);
    let listed = bot.sender.in_time(&to, Later::InPlace, bot.pauses.deferring, listed).await;
    let Ok(logged) = listed else { return bot.sender.note(&to, notes::NOT_STORED).await };
    let groups = groups(logged).await;
    let chosen = groups.iter().find(|group| group.first().is_some_and(|one| one.question.to_string() == question));
    let Some((group, first)) = chosen.and_then(|group| Some((group, group.first()?))) else {
        return bot.sender.note(&to, notes::STALE).await;
    };
    let origin = Origin { channel: first.channel.get(), message: first.question.get() };
    let asked: Vec<String> = group.iter().take(SHOWN).map(|one| format!("- {}", quote(&one.text))).collect();
    bot.sender.update(&to, teach::offer(&first.text, origin, &asked.join("\n"))).await;
}
