//! Buttons and menus under a reply: what each one carries, and what a press does.
//!
//! In: a press. Out: the reply, edited in place. A button carries all it needs in its `custom_id`, so that it works after a restart
//! and in any process; what it points to may be gone by then, and the person is told so.

use serenity::all::{ComponentInteraction, ComponentInteractionDataKind, UserId};

use super::bot::Bot;
use super::limits::CUSTOM_ID;
use super::present::{self, Screen, View};
use super::send::Answering;
use super::{compare, notes};
use crate::answer::{Answer, ReplyId};
use crate::knowledge::SubjectId;
use crate::pipeline::Docent;
use crate::render::TableForm;

/// What a button or menu does. Each names the asker, the only one who may press it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Press {
    /// Answers with one of the offered choices.
    Pick { asker: UserId, id: ReplyId },
    /// Shows another page or form of the same answer.
    Show { asker: UserId, view: View, id: ReplyId },
    /// Shows other rows of a comparison; which ones is the menu's value.
    Rows { asker: UserId, form: TableForm, subjects: Vec<SubjectId> },
}

impl Press {
    /// The `custom_id`; none where it would be longer than Discord takes.
    pub(super) fn custom_id(&self) -> Option<String> {
        let text = match self {
            Self::Pick { asker, id } => format!("pick:{:x}:{id}", asker.get()),
            Self::Show { asker, view, id } => format!("show:{:x}:{}:{id}", asker.get(), view.code()),
            Self::Rows { asker, form, subjects } => {
                let names: Vec<&str> = subjects.iter().map(SubjectId::as_str).collect();
                let view = View { form: *form, ..View::default() };
                format!("rows:{:x}:{}:{}", asker.get(), view.code(), names.join("+"))
            }
        };
        (text.chars().count() <= CUSTOM_ID).then_some(text)
    }

    /// Reads a `custom_id`; none for one of another version.
    pub(super) fn parse(custom_id: &str) -> Option<Self> {
        let (kind, rest) = custom_id.split_once(':')?;
        let (asker, rest) = rest.split_once(':')?;
        let asker = u64::from_str_radix(asker, 16).ok().filter(|id| *id != 0).map(UserId::new)?;
        if kind == "pick" {
            return Some(Self::Pick { asker, id: rest.parse().ok()? });
        }
        let (view, rest) = rest.split_once(':')?;
        let view = View::parse(view)?;
        match kind {
            "show" => Some(Self::Show { asker, view, id: rest.parse().ok()? }),
            "rows" => {
                let subjects = rest.split('+').map(SubjectId::new).collect::<Result<_, _>>().ok()?;
                Some(Self::Rows { asker, form: view.form, subjects })
            }
            _ => None,
        }
    }

    fn asker(&self) -> UserId {
        match self {
            Self::Pick { asker, .. } | Self::Show { asker, .. } | Self::Rows { asker, .. } => *asker,
        }
    }
}

/// Does what the pressed button says.
pub(super) async fn press(bot: &Bot, press: &ComponentInteraction) {
    let to = Answering::to_press(press);
    let Some(pressed) = Press::parse(&press.data.custom_id) else {
        return bot.sender.note(&to, notes::STALE).await;
    };
    if pressed.asker() != press.user.id {
        return bot.sender.note(&to, notes::NOT_YOURS).await;
    }
    match screen(&bot.docent(), &pressed, &press.data.kind) {
        Some(screen) => bot.sender.update(&to, screen).await,
        None => bot.sender.note(&to, notes::STALE).await,
    }
}

fn screen(docent: &Docent, pressed: &Press, kind: &ComponentInteractionDataKind) -> Option<Screen> {
    match pressed {
        Press::Pick { asker, id } => {
            let answer = docent.answer_for(id)?;
            Some(present::screen(docent, &answer, View::default(), *asker))
        }
        Press::Show { asker, view, id } => {
            let answer = reopen(docent, id, view.short)?;
            Some(present::screen(docent, &answer, *view, *asker))
        }
        Press::Rows { asker, form, subjects } => {
            let ComponentInteractionDataKind::StringSelect { values } = kind else { return None };
            let (answer, short) = compare::rows(docent, subjects, values.first()?)?;
            Some(present::screen(docent, &answer, View { form: *form, page: 0, short }, *asker))
        }
    }
}

/// The answer that a button belongs to, as it was: by its id alone, a comparison is the short one.
fn reopen(docent: &Docent, id: &ReplyId, short: bool) -> Option<Answer> {
    match id {
        ReplyId::Compare { subjects, scope: None } if !short => {
            compare::rows(docent, subjects, compare::WHOLE).map(|(answer, _)| answer)
        }
        _ => docent.answer_for(id),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ASKER: UserId = UserId::new(u64::MAX);

    fn subjects(names: &[&str]) -> Vec<SubjectId> {
        names.iter().map(|name| SubjectId::new(name).unwrap()).collect()
    }

    #[test]
    fn every_press_reads_back() {
        let view = View { form: TableForm::List, page: 12, short: true };
        let id: ReplyId = "compare:backend-engineer+data-engineer:pay".parse().unwrap();
        let presses = [
            Press::Pick { asker: ASKER, id: id.clone() },
            Press::Show { asker: ASKER, view, id },
            Press::Rows { asker: ASKER, form: TableForm::List, subjects: subjects(&["a", "b-c"]) },
        ];
        for press in presses {
            assert_eq!(press.custom_id().and_then(|id| Press::parse(&id)), Some(press));
        }
    }

    #[test]
    fn what_does_not_fit_gets_no_button() {
        let long = "x".repeat(60);
        let press = Press::Rows { asker: ASKER, form: TableForm::List, subjects: subjects(&[&long, &long]) };
        assert_eq!(press.custom_id(), None);
    }

    #[test]
    fn what_another_version_wrote_is_not_understood() {
        for text in ["", "pick", "pick:zz:a", "pick:0:a", "pick:1:A", "show:1:q0:a", "rows:1:c0:", "old:1:c0:a"] {
            assert_eq!(Press::parse(text), None, "{text}");
        }
    }
}
