//! What a button or menu carries in its `custom_id`, so that it works after a restart and in any process.
//!
//! In: a [`Press`]. Out: at most 100 characters, and back. The word before the first colon is the version: a form that changes gets a new word, and what is not
//! understood any more is answered kindly. What a press does is left to `buttons`.

use serenity::all::UserId;

use super::limits::CUSTOM_ID;
use super::onboard::Tap;
use super::present::View;
use crate::answer::ReplyId;
use crate::decision::Decision;
use crate::knowledge::SubjectId;
use crate::render::TableForm;
use crate::store::Verdict;

/// What a button or menu does. Where it names an asker, nobody else may press it.
#[derive(Debug, Clone, PartialEq)]
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
    /// Says whether a reply helped.
    Rate { asker: UserId, helpful: bool, id: ReplyId },
    /// Says what to think of what would have been said.
    Verdict { verdict: Verdict, of: Shadowed },
    /// Opens the form for something to teach.
    Teach { what: Lesson, origin: Origin },
    /// Keeps what the card above shows; in the place of something taught before, where one is named.
    Save { instead: Option<u64>, origin: Origin },
    /// Keeps nothing.
    Discard,
    /// Shows a group of unanswered questions; which one is the menu's value.
    Group,
    /// Lists what was taught; which page.
    AllTaught { page: usize },
    /// Shows something taught; which is the menu's value.
    Taught,
    /// Opens the form to change something taught.
    Change { id: u64 },
    /// Removes something taught.
    Unteach { id: u64 },
    /// Something of onboarding.
    Onboard(Tap),
}

/// What can be taught.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lesson {
    /// A question and its answer.
    Entry,
    /// One more way of asking.
    Phrasing,
    /// A question that is never answered.
    Never,
}

impl Lesson {
    const ALL: [(Self, &'static str); 3] =
        [(Self::Entry, "entry"), (Self::Phrasing, "phrasing"), (Self::Never, "never")];

    pub(super) fn word(self) -> &'static str {
        Self::ALL.iter().find(|(lesson, _)| *lesson == self).map_or("", |(_, word)| word)
    }

    pub(super) fn of(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| *known == word).map(|(lesson, _)| *lesson)
    }
}

/// The message that something to teach comes from: channel and message; zeros where there is none.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Origin {
    pub(super) channel: u64,
    pub(super) message: u64,
}

impl std::fmt::Display for Origin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:x}.{:x}", self.channel, self.message)
    }
}

impl Origin {
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (channel, message) = text.split_once('.')?;
        Some(Self { channel: hex(channel)?, message: hex(message)? })
    }
}

/// A question that was not answered because its channel is in shadow mode.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Shadowed {
    pub(super) question: u64,
    pub(super) channel: u64,
    pub(super) person: u64,
    pub(super) confidence: f32,
    pub(super) addressed: bool,
    pub(super) decision: Decision,
}

/// The letters of decisions, which are kept short.
const DECISIONS: [(Decision, char); 4] =
    [(Decision::Answer, 'a'), (Decision::Clarify, 'c'), (Decision::Fallback, 'f'), (Decision::Silent, 's')];
/// Confidences are kept in thousandths.
const THOUSAND: f32 = 1000.0;

impl std::fmt::Display for Shadowed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let decision =
            DECISIONS.iter().find(|(decision, _)| *decision == self.decision).map_or('s', |(_, letter)| *letter);
        let meant = if self.addressed { 'm' } else { 'u' };
        let confidence = (self.confidence.clamp(0.0, 1.0) * THOUSAND).round();
        write!(f, "{:x}.{:x}.{:x}.{confidence}.{meant}{decision}", self.question, self.channel, self.person)
    }
}

impl Shadowed {
    fn parse(text: &str) -> Option<Self> {
        let parts: Vec<&str> = text.split('.').collect();
        let [question, channel, person, confidence, how] = parts.as_slice() else { return None };
        let mut how = how.chars();
        let (meant, letter) = (how.next()?, how.next()?);
        Some(Self {
            question: hex(question)?,
            channel: hex(channel)?,
            person: hex(person)?,
            confidence: confidence.parse::<f32>().ok()? / THOUSAND,
            addressed: meant == 'm',
            decision: DECISIONS.iter().find(|(_, known)| *known == letter)?.0,
        })
    }
}

fn hex(text: &str) -> Option<u64> {
    u64::from_str_radix(text, 16).ok()
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
            Self::Rate { asker, helpful, id } => {
                format!("{}:{:x}:{id}", if *helpful { "good" } else { "bad" }, asker.get())
            }
            Self::Verdict { verdict, of } => format!("verdict:{}:{of}", verdict.as_str()),
            Self::Teach { what, origin } => format!("teach:{}:{origin}", what.word()),
            Self::Save { instead, origin } => format!("save:{:x}:{origin}", instead.unwrap_or_default()),
            Self::Discard => "discard:".to_owned(),
            Self::Group => "group:".to_owned(),
            Self::AllTaught { page } => format!("alltaught:{page}"),
            Self::Taught => "taught:".to_owned(),
            Self::Change { id } => format!("change:{id:x}"),
            Self::Unteach { id } => format!("unteach:{id:x}"),
            Self::Onboard(tap) => format!("on:{tap}"),
        };
        (text.chars().count() <= CUSTOM_ID).then_some(text)
    }

    /// Reads a `custom_id`; none for one of another version.
    pub(super) fn parse(custom_id: &str) -> Option<Self> {
        let (kind, rest) = custom_id.split_once(':')?;
        match kind {
            "pick" | "show" | "rows" | "remove" | "good" | "bad" => Self::parse_owned(kind, rest),
            "why" => Some(Self::Why { id: rest.parse().ok()? }),
            "related" => Some(Self::Related { id: rest.parse().ok()? }),
            "read" => Some(Self::Read { id: rest.parse().ok()? }),
            "topics" => Some(Self::Topics { page: rest.parse().ok()? }),
            "topic" => {
                let (page, topic) = rest.split_once(':')?;
                Some(Self::Topic { page: page.parse().ok()?, topic: topic.to_owned() })
            }
            "open" => Some(Self::Open),
            "on" => Some(Self::Onboard(Tap::parse(rest)?)),
            _ => Self::parse_moderating(kind, rest),
        }
    }

    /// Those of moderators.
    fn parse_moderating(kind: &str, rest: &str) -> Option<Self> {
        let (first, second) = rest.split_once(':').unwrap_or((rest, ""));
        match kind {
            "verdict" => Some(Self::Verdict { verdict: Verdict::of(first)?, of: Shadowed::parse(second)? }),
            "teach" => Some(Self::Teach { what: Lesson::of(first)?, origin: Origin::parse(second)? }),
            "save" => {
                Some(Self::Save { instead: Some(hex(first)?).filter(|id| *id != 0), origin: Origin::parse(second)? })
            }
            "discard" => Some(Self::Discard),
            "group" => Some(Self::Group),
            "alltaught" => Some(Self::AllTaught { page: rest.parse().ok()? }),
            "taught" => Some(Self::Taught),
            "change" => Some(Self::Change { id: hex(rest)? }),
            "unteach" => Some(Self::Unteach { id: hex(rest)? }),
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
            "good" | "bad" => return Some(Self::Rate { asker, helpful: kind == "good", id: rest.parse().ok()? }),
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
    const SHADOWED: Shadowed = Shadowed {
        question: u64::MAX,
        channel: u64::MAX,
        person: u64::MAX,
        confidence: 0.625,
        addressed: true,
        decision: Decision::Clarify,
    };

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
            Press::Rate { asker: ASKER, helpful: false, id: "why-bitter".parse().unwrap() },
            Press::Verdict { verdict: Verdict::Silent, of: SHADOWED },
            Press::Teach { what: Lesson::Phrasing, origin: Origin { channel: 5, message: u64::MAX } },
            Press::Save { instead: None, origin: Origin::default() },
            Press::Save { instead: Some(u64::MAX), origin: Origin { channel: u64::MAX, message: u64::MAX } },
            Press::Discard,
            Press::Group,
            Press::AllTaught { page: 7 },
            Press::Taught,
            Press::Change { id: u64::MAX },
            Press::Unteach { id: 1 },
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
        for text in
            ["", "pick", "pick:zz:a", "pick:0:a", "pick:1:A", "show:1:q0:a", "rows:1:c0:", "old:1:c0:a", "remove:"]
        {
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
