//! A pressed button or a chosen value of a menu: hands it to the room that knows what it does.
//!
//! In: a press. Out: the reply, edited in place, or something private. What a button points to may be gone by now, and the person is told so.

use serenity::all::{ComponentInteraction, ComponentInteractionDataKind};

use super::bot::Bot;
use super::present::{self, Screen, View};
use super::press::Press;
use super::send::Answering;
use super::{compare, faq, notes, why};
use crate::answer::{Answer, ReplyId};
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
    match &pressed {
        Press::Why { id } => why::explain(bot, press, id).await,
        Press::Related { id } => why::related(bot, press, id).await,
        Press::Remove { .. } => bot.sender.remove(&to).await,
        _ => match screen(&bot.docent_in(press.guild_id), &pressed, press) {
            Some(screen) => bot.sender.update(&to, screen).await,
            None => bot.sender.note(&to, notes::STALE).await,
        },
    }
}

/// What a press shows in the place of what was there.
fn screen(docent: &Docent, pressed: &Press, press: &ComponentInteraction) -> Option<Screen> {
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
        Press::Topics { page } => Some(faq::topics(docent, *page)),
        // The menu names the topic; a button under a long list names it itself.
        Press::Topic { page, topic } => faq::entries(docent, value(press).unwrap_or(topic), *page),
        Press::Open => faq::opened(docent, value(press)?),
        Press::Why { .. } | Press::Related { .. } | Press::Remove { .. } => None,
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
