//! A pressed button or a chosen value of a menu: hands it to the room that knows what it does.
//!
//! In: a press. Out: the reply, edited in place, or something private. What a button points to may be gone by now, and the person is told so.

use serenity::all::{ComponentInteraction, ComponentInteractionDataKind};

use super::bot::Bot;
use super::present::{self, Screen, View};
use super::press::Press;
use super::send::Answering;
use super::{choice, compare, faq, feedback, moderate, notes, onboard, review, why};
use crate::answer::{Answer, ReplyId};
use crate::language::Language;
use crate::pipeline::Docent;

/// Does what the pressed button says.
pub(super) async fn press(bot: &Bot, press: &ComponentInteraction) {
    let to = Answering::to_press(press);
    let Some(pressed) = Press::parse(&press.data.custom_id) else {
        return bot.sender.note(&to, notes::STALE).await;
    };
    if pressed.asker().is_some_and(|asker| asker != press.user.id) {
        return bot.sender.note(&to, notes::NOT_YOURS).await;
    }
    if is_moderating(&pressed) {
        return moderate(bot, press, &pressed).await;
    }
    match &pressed {
        Press::Why { id } => why::explain(bot, press, id).await,
        Press::Related { id } => why::related(bot, press, id).await,
        Press::Remove { .. } => bot.sender.remove(&to).await,
        Press::Onboard(tap) => onboard::tapped(bot, press, tap, value(press)).await,
        Press::Rate { asker, helpful, id } => feedback::rate(bot, press, *asker, *helpful, id).await,
        _ => show(bot, &to, press, &pressed).await,
    }
}

/// Changes what is shown, and keeps what that says of the person's wishes.
async fn show(bot: &Bot, to: &Answering, press: &ComponentInteraction, pressed: &Press) {
    let Some(screen) = screen(&bot.docent_in(press.guild_id), pressed, press) else {
        return bot.sender.note(to, notes::STALE).await;
    };
    bot.sender.update(to, screen).await;
    match pressed {
        Press::Show { view, .. } => compare::prefer(bot, press.user.id, view.form),
        Press::Pick { id, .. } => choice::keep(bot, press, id).await,
        _ => {}
    }
}

fn is_moderating(pressed: &Press) -> bool {
    use Press::{AllTaught, Change, Discard, Group, Save, Taught, Teach, Unteach, Verdict};
    matches!(
        pressed,
        Verdict { .. }
            | Teach { .. }
            | Save { .. }
            | Discard
            | Group
            | AllTaught { .. }
            | Taught
            | Change { .. }
            | Unteach { .. }
    )
}

/// Presses of moderators; they are only on messages that nobody else sees, or in the review channel.
async fn moderate(bot: &Bot, press: &ComponentInteraction, pressed: &Press) {
    let to = Answering::to_press(press);
    match pressed {
        Press::Verdict { verdict, of } => review::judge(bot, press, *verdict, of).await,
        Press::Teach { what, origin } => moderate::open_form(bot, press, *what, *origin).await,
        Press::Save { instead, origin } => moderate::save(bot, press, *instead, *origin).await,
        Press::Group => moderate::group(bot, press, value(press).unwrap_or_default()).await,
        Press::AllTaught { page } => moderate::list_taught(bot, press, *page).await,
        Press::Taught => moderate::show_taught(bot, press, value(press).unwrap_or_default()).await,
        Press::Change { id } => moderate::change(bot, press, *id).await,
        Press::Unteach { id } => moderate::remove(bot, press, *id).await,
        _ => {
            let screen = Screen { content: Some(notes::DISCARDED.to_owned()), ..Screen::default() };
            bot.sender.update(&to, screen).await;
        }
    }
}

/// What a press shows in the place of what was there.
fn screen(docent: &Docent, pressed: &Press, press: &ComponentInteraction) -> Option<Screen> {
    let locale = Language::of_locale(&press.locale);
    match pressed {
        Press::Pick { asker, id } => {
            let answer = docent.answer_for(id)?;
            Some(present::screen(docent, &answer, View::default(), *asker))
        }
        Press::Show { asker, view, id } => {
            let answer = reopen(docent, id, *view)?;
            Some(present::screen(docent, &answer, *view, *asker))
        }
        Press::Rows { asker, form, subjects } => {
            let (answer, view) = compare::chosen(docent, subjects, value(press)?, *form)?;
            Some(present::screen(docent, &answer, view, *asker))
        }
        Press::Read { id } => {
            let answer = docent.answer_for(id)?;
            Some(present::private(&answer))
        }
        Press::Topics { page } => Some(faq::topics(docent, locale, *page)),
        // The menu names the topic; a button under a long list names it itself.
        Press::Topic { page, topic } => faq::entries(docent, locale, value(press).unwrap_or(topic), *page),
        Press::Open => faq::opened(docent, value(press)?),
        _ => None,
    }
}

/// What was chosen in a menu.
fn value(press: &ComponentInteraction) -> Option<&str> {
    match &press.data.kind {
        ComponentInteractionDataKind::StringSelect { values } => values.first().map(String::as_str),
        _ => None,
    }
}

/// The answer that a button belongs to, as it was: by its id alone, a comparison is the short one.
fn reopen(docent: &Docent, id: &ReplyId, view: View) -> Option<Answer> {
    match id {
        ReplyId::Compare { subjects, scope } if view.differences || scope.is_none() => {
            compare::rows(docent, subjects, scope.as_deref(), view)
        }
        _ => docent.answer_for(id),
    }
}
