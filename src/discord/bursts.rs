//! Reads several quick messages of one person as one question, and notices when somebody else answers it first.
//!
//! In: messages as they arrive. Out: a [`Burst`] once its author has paused, given to the handler of its last message alone.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use serenity::all::{MessageId, UserId};

use super::recent::Who;

/// Messages read as one; who writes more tells a story.
const PARTS: usize = 6;

/// Messages further apart than this are two questions, in milliseconds: those that were missed arrive all at once, however long their author thought between
/// them. Far more than the pause that ends a question, for what was said at once may also arrive late.
const TOGETHER: u64 = 15_000;

/// One message of a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) message: MessageId,
    pub(super) text: String,
}

/// Messages that are read as one question.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Burst {
    /// In the order in which they were written.
    pub(super) parts: Vec<Part>,
    /// Whether one of them was meant for Docent.
    pub(super) addressed: bool,
    /// The message by which somebody else answered meanwhile.
    answered_by: Option<MessageId>,
    /// Messages that their author took back meanwhile.
    retracted: Vec<MessageId>,
}

impl Burst {
    /// Whether somebody else has answered meanwhile. Who goes on after that still waits for an answer.
    pub(super) fn is_answered(&self) -> bool {
        let last = self.parts.last().map(|part| part.message);
        self.answered_by.is_some_and(|by| Some(by) > last)
    }

    /// The message that a reply is to: the last one that is still there; none where all were taken back.
    pub(super) fn question(&self) -> Option<MessageId> {
        self.parts.iter().map(|part| part.message).rfind(|message| !self.retracted.contains(message))
    }

    /// Whether a message was written while this was.
    fn takes(&self, message: MessageId) -> bool {
        // Above its lowest 22 bits, an id is the time in milliseconds.
        let at = |id: MessageId| id.get() >> 22;
        self.parts.iter().any(|part| at(part.message).abs_diff(at(message)) <= TOGETHER)
    }

    fn say(&mut self, message: MessageId, text: String) {
        if let Some(part) = self.parts.iter_mut().find(|part| part.message == message) {
            part.text = text;
        }
    }

    /// All of it, one line a message.
    pub(super) fn text(&self) -> String {
        joined(&self.parts)
    }
}

/// The text of several parts.
pub(super) fn joined(parts: &[Part]) -> String {
    let texts: Vec<&str> = parts.iter().map(|part| part.text.as_str()).filter(|text| !text.is_empty()).collect();
    texts.join("\n")
}

/// The questions that are being written.
#[derive(Debug, Default)]
pub(super) struct Bursts {
    open: Mutex<HashMap<Who, Vec<Burst>>>,
}

impl Bursts {
    /// Whether this person is in the middle of a question here.
    pub(super) fn is_open(&self, who: Who) -> bool {
        self.open.lock().unwrap_or_else(PoisonError::into_inner).contains_key(&who)
    }

    /// Adds a message and waits for its author to pause. Gives the whole to the handler of the last message, nothing to those before.
    pub(super) async fn gather(&self, who: Who, part: Part, addressed: bool, pause: Duration) -> Option<Burst> {
        let message = part.message;
        let full = self.add(who, part, addressed);
        if !full && !pause.is_zero() {
            tokio::time::sleep(pause).await;
        }
        self.end(who, message)
    }

    /// Adds a message; true where that is enough.
    fn add(&self, who: Who, part: Part, addressed: bool) -> bool {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let bursts = open.entry(who).or_default();
        let at = bursts.iter().position(|burst| burst.takes(part.message)).unwrap_or_else(|| {
            bursts.push(Burst::default());
            bursts.len() - 1
        });
        let Some(burst) = bursts.get_mut(at) else { return true };
        burst.addressed |= addressed;
        burst.parts.push(part);
        // Events are handled side by side: ids know the order.
        burst.parts.sort_by_key(|part| part.message);
        burst.parts.len() >= PARTS
    }

    /// The whole, where this message is still the last one.
    fn end(&self, who: Who, message: MessageId) -> Option<Burst> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let bursts = open.get_mut(&who)?;
        let ends = |burst: &Burst| burst.parts.last().is_some_and(|part| part.message == message);
        let ended = bursts.iter().position(ends).map(|at| bursts.swap_remove(at));
        if bursts.is_empty() {
            open.remove(&who);
        }
        ended
    }

    /// Whether a message is part of a question that is being written.
    pub(super) fn holds(&self, message: MessageId) -> bool {
        self.change(message, |_| {})
    }

    /// Takes what a message says now; no where it is part of no question that is being written.
    pub(super) fn revise(&self, message: MessageId, text: String) -> bool {
        self.change(message, |burst| burst.say(message, text))
    }

    /// Leaves out a message that its author has deleted; no where it is part of no question that is being written. Its place stays: by the last one the end is known.
    pub(super) fn retract(&self, message: MessageId) -> bool {
        self.change(message, |burst| {
            burst.say(message, String::new());
            burst.retracted.push(message);
        })
    }

    fn change(&self, message: MessageId, change: impl FnOnce(&mut Burst)) -> bool {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let burst = open.values_mut().flatten().find(|burst| burst.parts.iter().any(|part| part.message == message));
        burst.map(change).is_some()
    }

    /// Somebody's message replies to another one, or speaks to people: whose question that is needs no answer of Docent's.
    pub(super) fn overheard(&self, said: MessageId, by: Who, to: &[UserId], reply_to: Option<MessageId>) {
        let (author, channel) = by;
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let meant = |(asker, place): &Who, burst: &Burst| {
            let replied = reply_to.is_some_and(|id| burst.parts.iter().any(|part| part.message == id));
            *place == channel && *asker != author && (replied || to.contains(asker))
        };
        let open = open.iter_mut().flat_map(|(who, bursts)| bursts.iter_mut().map(move |burst| (who, burst)));
        let meant = open.filter(|(who, burst)| meant(who, burst));
        meant.for_each(|(_, burst)| burst.answered_by = burst.answered_by.max(Some(said)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serenity::all::ChannelId;

    const ADA: Who = (UserId::new(1), ChannelId::new(9));

    /// Who says what to whom, as a reply to what, and whether that answers Ada.
    type Row = (u64, Who, &'static [UserId], Option<u64>, bool);

    fn part(id: u64, text: &str) -> Part {
        Part { message: MessageId::new(id), text: text.to_owned() }
    }

    #[test]
    fn messages_without_a_pause_are_one_question() {
        let bursts = Bursts::default();
        bursts.add(ADA, part(2, "bitter?"), true);
        bursts.add(ADA, part(1, "why is my coffee"), false);
        assert_eq!(bursts.end(ADA, MessageId::new(1)), None, "its author went on");
        let burst = bursts.end(ADA, MessageId::new(2)).unwrap();
        assert_eq!((burst.text().as_str(), burst.addressed), ("why is my coffee\nbitter?", true));
        bursts.add(ADA, part(3, "thanks"), false);
        assert_eq!(bursts.end(ADA, MessageId::new(3)).unwrap().text(), "thanks");
        assert!(!bursts.is_open(ADA));
    }

    #[test]
    fn what_is_changed_or_deleted_while_one_writes_counts_as_it_is_now() {
        let bursts = Bursts::default();
        bursts.add(ADA, part(1, "why is my coffe"), false);
        bursts.add(ADA, part(2, "cold?"), false);
        assert!(bursts.holds(MessageId::new(1)) && bursts.revise(MessageId::new(1), "why is my coffee".to_owned()));
        assert!(bursts.retract(MessageId::new(2)) && !bursts.retract(MessageId::new(3)));
        let burst = bursts.end(ADA, MessageId::new(2)).unwrap();
        assert_eq!((burst.text().as_str(), burst.question()), ("why is my coffee", Some(MessageId::new(1))));
        assert!(!bursts.holds(MessageId::new(1)), "it is written to its end");
        bursts.add(ADA, part(4, "bitter?"), true);
        assert!(bursts.retract(MessageId::new(4)));
        assert_eq!(bursts.end(ADA, MessageId::new(4)).unwrap().question(), None);
    }

    #[test]
    fn a_person_who_answers_first_is_noticed() {
        const ASKER: UserId = ADA.0;
        let (ben, here, there) = (UserId::new(2), ADA.1, ChannelId::new(8));
        let rows: [Row; 6] = [
            (11, (ben, here), &[], Some(10), true),
            (11, (ben, here), &[ASKER], None, true),
            (11, (ben, here), &[], None, false),
            (11, (ben, there), &[ASKER], Some(10), false),
            (11, (ASKER, here), &[], Some(10), false),
            // Said before the question, and only heard after it.
            (9, (ben, here), &[ASKER], None, false),
        ];
        for (said, by, to, reply_to, expected) in rows {
            let bursts = Bursts::default();
            bursts.add(ADA, part(10, "why?"), false);
            bursts.overheard(MessageId::new(said), by, to, reply_to.map(MessageId::new));
            assert_eq!(bursts.end(ADA, MessageId::new(10)).unwrap().is_answered(), expected, "{said} by {by:?}");
        }
    }

    #[test]
    fn what_was_written_minutes_apart_and_arrives_at_once_is_two_questions() {
        let at = |seconds: u64| ((seconds + 1) * 1000) << 22;
        let bursts = Bursts::default();
        for (seconds, text) in [(0, "why is my coffee"), (240, "and what is espresso?"), (4, "bitter?")] {
            bursts.add(ADA, part(at(seconds), text), false);
        }
        assert_eq!(bursts.end(ADA, MessageId::new(at(240))).unwrap().text(), "and what is espresso?");
        assert!(bursts.is_open(ADA));
        assert_eq!(bursts.end(ADA, MessageId::new(at(4))).unwrap().text(), "why is my coffee\nbitter?");
        assert!(!bursts.is_open(ADA));
    }

    #[test]
    fn who_never_pauses_is_read_all_the_same() {
        let bursts = Bursts::default();
        let full: Vec<bool> = (1..=PARTS as u64).map(|id| bursts.add(ADA, part(id, "word"), false)).collect();
        assert_eq!(full.iter().filter(|full| **full).count(), 1, "the last is enough");
    }
}
