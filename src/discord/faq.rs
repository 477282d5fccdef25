//! `/faq`: look through what Docent knows, by topic, or straight to an entry.
//!
//! In: an entry as typed or chosen, or nothing. Out: the entry for all to see (where Docent is to be quiet, for who asked), or private menus: topics → entries → answer.

use serenity::all::{
    CommandInteraction, CreateActionRow, CreateButton, CreateSelectMenu, CreateSelectMenuKind, CreateSelectMenuOption,
};

use super::bot::Bot;
use super::limits::{CHOICE, MENU_OPTIONS, cut};
use super::present::{self, Screen, View, quiet};
use super::press::Press;
use super::send::Answering;
use super::{commands, modes, notes};
use crate::answer::{ReplyId, Words};
use crate::language::Language;
use crate::pipeline::Docent;

/// Answers `/faq`.
pub(super) async fn run(bot: &Bot, command: &CommandInteraction) {
    let to = Answering::to_command(command);
    let docent = bot.docent_in(command.guild_id);
    let locale = Language::of_locale(&command.locale);
    let Some(named) = commands::text(command, "entry") else {
        return bot.sender.respond(&to, topics(&docent, locale, 0), true).await;
    };
    let answer = docent.entry_named(named, locale).and_then(|id| docent.answer_for(&ReplyId::Entry(id)));
    match answer {
        Some(answer) => {
            let screen = present::screen(&docent, &answer, View::default(), command.user.id);
            bot.sender.respond(&to, screen, modes::is_quiet_for(bot, command)).await;
        }
        None => bot.sender.note(&to, notes::NO_SUCH_ENTRY).await,
    }
}

/// The words around the lists for who has chosen a language: English, where nothing is translated into it.
fn words(docent: &Docent, locale: Option<Language>) -> &'static Words {
    let spoken = locale.filter(|locale| docent.knowledge().entries.iter().any(|entry| entry.id.language() == *locale));
    Words::of(spoken.unwrap_or_default())
}

/// The topics, a menu of them.
pub(super) fn topics(docent: &Docent, locale: Option<Language>, page: usize) -> Screen {
    let (topics, words) = (docent.topics(), words(docent, locale));
    if topics.is_empty() {
        return Screen::card(words.what_i_know, notes::NOTHING_YET);
    }
    let count = |topic: &str| format!("{} {}", docent.entries_of(topic, locale).len(), words.entries);
    let fitting = topics.iter().filter(|topic| topic.chars().count() <= CHOICE);
    let options = fitting.map(|topic| CreateSelectMenuOption::new(*topic, *topic).description(count(topic))).collect();
    let to = |page| Press::Topics { page };
    let menu = Press::Topic { page: 0, topic: String::new() };
    list((words.what_i_know, words.choose_topic), words, options, page, &menu, to, Vec::new())
}

/// The entries of a topic, a menu of them; none where the topic is gone.
pub(super) fn entries(docent: &Docent, locale: Option<Language>, topic: &str, page: usize) -> Option<Screen> {
    let (entries, words) = (docent.entries_of(topic, locale), words(docent, locale));
    if entries.is_empty() {
        return None;
    }
    let fitting = entries.iter().filter(|entry| entry.id.as_str().chars().count() <= CHOICE);
    let option = |title: &str, id: &str| CreateSelectMenuOption::new(cut(title, CHOICE), id);
    let options = fitting.map(|entry| option(&entry.title, entry.id.as_str())).collect();
    let to = |page| Press::Topic { page, topic: topic.to_owned() };
    let back = quiet(&Press::Topics { page: 0 }, words.all_topics).into_iter().collect();
    Some(list((&cut(topic, 200), words.choose_question), words, options, page, &Press::Open, to, back))
}

/// The entry, for the one who looks through; none where it is gone.
pub(super) fn opened(docent: &Docent, id: &str) -> Option<Screen> {
    let id: ReplyId = id.parse().ok()?;
    let answer = docent.answer_for(&id)?;
    let topic =
        if let ReplyId::Entry(entry) = &id { docent.knowledge().entry(entry).map(|e| e.topic.clone()) } else { None };
    let back = topic.and_then(|topic| quiet(&Press::Topic { page: 0, topic: topic.clone() }, &format!("◀ {topic}")));
    Some(present::private(&answer).with_buttons(back.into_iter().collect()))
}

/// One page of a menu, with buttons to the other pages.
fn list(
    (title, text): (&str, &str),
    words: &Words,
    mut options: Vec<CreateSelectMenuOption>,
    page: usize,
    menu: &Press,
    to: impl Fn(usize) -> Press,
    mut buttons: Vec<CreateButton>,
) -> Screen {
    let last = options.len().saturating_sub(1) / MENU_OPTIONS;
    let page = page.min(last);
    let shown: Vec<_> = options.drain(..).skip(page * MENU_OPTIONS).take(MENU_OPTIONS).collect();
    buttons.extend(page.checked_sub(1).and_then(|page| quiet(&to(page), words.back)));
    buttons.extend((page < last).then(|| quiet(&to(page + 1), words.more_of_list)).flatten());
    let mut screen = Screen::card(title, text);
    let kind = CreateSelectMenuKind::String { options: shown };
    screen.rows.extend(menu.custom_id().map(|id| CreateActionRow::SelectMenu(CreateSelectMenu::new(id, kind))));
    screen.with_buttons(buttons)
}
