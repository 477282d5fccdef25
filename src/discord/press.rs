//! What a button or menu carries in its `custom_id`, so that it works after a restart and in any process.
//!
//! In: a [`Press`]. Out: at most 100 characters, and back. The word before the first colon is the version: a form that changes gets a new word, and what is not
//! understood any more is answered kindly. What a press does is left to `buttons`.

use serenity::all::UserId;

use super::limits::CUSTOM_ID;
use super::present::View;
use crate::answer::ReplyId;
use crate::knowledge::SubjectId;
use crate::render::TableForm;

/// What a button or menu does. Where it names an asker, nobody else may press it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Press {
    /// Answers with one of the offered choices.
    Pick { asker: UserId, id: ReplyId },
    /// Shows another page or form of the same answer.
    Show { asker: UserId, view: View, id: ReplyId },
    /// Shows other rows of a comparison; which ones is the menu's value.
    Rows { asker: UserId, form: TableForm, subjects: Vec<SubjectId> },
    /// Tells, privately, why this was the answer.
    Why { id: ReplyId },
    /// Lists, privately, what to read next.
    Related { id: ReplyId },
    /// Opens an entry in the place of a private list.
    Read { id: ReplyId },
    /// Takes the reply back.
    Remove { asker: UserId },
    /// Lists topics; which page.
    Topics { page: usize },
    /// Lists the entries of a topic; which one is the menu's value, or stands here with a page.
    Topic { page: usize, topic: String },
    /// Opens the entry that is the menu's value.
    Open,
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
            Self::Why { id } => format!("why:{id}"),
            Self::Related { id } => format!("related:{id}"),
            Self::Read { id } => format!("read:{id}"),
            Self::Remove { asker } => format!("remove:{:x}", asker.get()),
            Self::Topics { page } => format!("topics:{page}"),
            Self::Topic { page, topic } => format!("topic:{page}:{topic}"),
            Self::Open => "open:".to_owned(),
        };
        (text.chars().count() <= CUSTOM_ID).then_some(text)
    }

    /// Reads a `custom_id`; none for one of another version.
    pub(super) fn parse(custom_id: &str) -> Option<Self> {
        let (kind, rest) = custom_id.split_once(':')?;
        match kind {
            "pick" | "show" | "rows" | "remove" => Self::parse_owned(kind, rest),
            "why" => Some(Self::Why { id: rest.parse().ok()? }),
            "related" => Some(Self::Related { id: rest.parse().ok()? }),
            "read" => Some(Self::Read { id: rest.parse().ok()? }),
            "topics" => Some(Self::Topics { page: rest.parse().ok()? }),
            "topic" => {
                let (page, topic) = rest.split_once(':')?;
                Some(Self::Topic { page: page.parse().ok()?, topic: topic.to_owned() })
            }
            "open" => Some(Self::Open),
            _ => None,
        }
    }

    /// Those that belong to one person.
    fn parse_owned(kind: &str, rest: &str) -> Option<Self> {
        let (asker, rest) = rest.split_once(':').unwrap_or((rest, ""));
        let asker = u64::from_str_radix(asker, 16).ok().filter(|id| *id != 0).map(UserId::new)?;
        match kind {
            "remove" => return Some(Self::Remove { asker }),
            "pick" => return Some(Self::Pick { asker, id: rest.parse().ok()? }),
            _ => {}
        }
        let (view, rest) = rest.split_once(':')?;
        let view = View::parse(view)?;
        if kind == "show" {
            return Some(Self::Show { asker, view, id: rest.parse().ok()? });
        }
        let subjects = rest.split('+').map(SubjectId::new).collect::<Result<_, _>>().ok()?;
        Some(Self::Rows { asker, form: view.form, subjects })
    }

    /// The only one who may press it, where there is one.
    pub(super) fn asker(&self) -> Option<UserId> {
        match self {
            Self::Pick { asker, .. } | Self::Show { asker, .. } | Self::Rows { asker, .. } | Self::Remove { asker } => {
                Some(*asker)
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::present::Rows;
    use super::*;

    const ASKER: UserId = UserId::new(u64::MAX);

    fn subjects(names: &[&str]) -> Vec<SubjectId> {
        names.iter().map(|name| SubjectId::new(name).unwrap()).collect()
    }

    #[test]
    fn every_press_reads_back() {
        let view = View { form: TableForm::List, page: 12, rows: Rows::Short, differences: true };
        let id: ReplyId = "compare:backend-engineer+data-engineer:pay".parse().unwrap();
        let presses = [
            Press::Pick { asker: ASKER, id: id.clone() },
            Press::Show { asker: ASKER, view, id: id.clone() },
            Press::Rows { asker: ASKER, form: TableForm::List, subjects: subjects(&["a", "b-c"]) },
            Press::Why { id: id.clone() },
            Press::Related { id: id.clone() },
            Press::Read { id },
            Press::Remove { asker: ASKER },
            Press::Topics { page: 3 },
            Press::Topic { page: 0, topic: "Tools: the old ones".to_owned() },
            Press::Open,
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
        for text in ["", "pick", "pick:zz:a", "pick:0:a", "pick:1:A", "show:1:q0:a", "rows:1:c0:", "old:1:c0:a", "remove:"] {
            assert_eq!(Press::parse(text), None, "{text}");
        }
    }

    #[test]
    fn buttons_of_the_first_version_still_work() {
        for text in ["pick:ff:why-bitter", "show:ff:cs0:compare:a+b", "rows:ff:lw2:a+b"] {
            assert!(Press::parse(text).is_some(), "{text}");
        }
    }
}
