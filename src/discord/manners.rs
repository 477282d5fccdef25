//! Keeps Docent from being a nuisance: not too often to one person, not the same twice in a thread.
//!
//! In: replies about to be given to messages. Out: whether to give them. Slash commands never pass through here: who asks outright is always answered.

use std::collections::{HashMap, VecDeque};
use std::hash::Hash;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use serenity::all::ChannelId;
use tokio::time::Instant;

use super::recent::Who;
use crate::answer::ReplyId;

/// Replies that one person may get in one channel without a pause: a lively talk.
const REPLIES: usize = 12;
/// Within this time.
const WITHIN: Duration = Duration::from_secs(30);
/// People and channels remembered before old ones are swept.
const SWEEP_AT: usize = 4096;
/// Answers in threads remembered.
const ANSWERS: usize = 4096;

/// Who got a reply where, and when.
#[derive(Debug, Default)]
pub(super) struct Cooldown {
    given: Mutex<HashMap<Who, VecDeque<Instant>>>,
}

impl Cooldown {
    /// Takes one of the replies that a person may get in a channel; false where they had enough of them lately.
    pub(super) fn take(&self, who: Who) -> bool {
        self.take_at(who, Instant::now())
    }

    fn take_at(&self, who: Who, now: Instant) -> bool {
        let old = |at: &Instant| now.duration_since(*at) >= WITHIN;
        let mut given = self.given.lock().unwrap_or_else(PoisonError::into_inner);
        if given.len() >= SWEEP_AT {
            given.retain(|_, times| times.back().is_some_and(|at| !old(at)));
        }
        let times = given.entry(who).or_default();
        while times.front().is_some_and(old) {
            times.pop_front();
        }
        if times.len() >= REPLIES {
            return false;
        }
        times.push_back(now);
        true
    }
}

/// Answers given in threads and posts by this process. Those of before a restart are in the store with their questions; while a reply is being sent, it is only here.
#[derive(Debug, Default)]
pub(super) struct Said {
    answers: Mutex<Latest<(ChannelId, ReplyId)>>,
}

impl Said {
    /// Whether this, or where none is given anything, was answered in this thread before.
    pub(super) fn has(&self, thread: ChannelId, id: Option<&ReplyId>) -> bool {
        let is_it = |said: &ReplyId| id.is_none_or(|id| said == id);
        let answers = self.answers.lock().unwrap_or_else(PoisonError::into_inner);
        answers.any(|(place, said)| *place == thread && is_it(said))
    }

    /// Notes an answer.
    pub(super) fn note(&self, thread: ChannelId, id: &ReplyId) {
        self.answers.lock().unwrap_or_else(PoisonError::into_inner).push((thread, id.clone()));
    }
}

/// The latest of something.
#[derive(Debug)]
struct Latest<T>(VecDeque<T>);

impl<T> Default for Latest<T> {
    fn default() -> Self {
        Self(VecDeque::new())
    }
}

impl<T: Eq + Hash> Latest<T> {
    fn any(&self, is_it: impl Fn(&T) -> bool) -> bool {
        self.0.iter().any(is_it)
    }

    fn push(&mut self, one: T) {
        self.0.push_back(one);
        if self.0.len() > ANSWERS {
            self.0.pop_front();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serenity::all::UserId;

    #[test]
    fn a_person_gets_a_few_replies_and_then_has_to_wait() {
        let cooldown = Cooldown::default();
        let (ada, ben) = ((UserId::new(1), ChannelId::new(1)), (UserId::new(2), ChannelId::new(1)));
        let start = Instant::now();
        assert!((0..REPLIES).all(|_| cooldown.take_at(ada, start)));
        assert!(!cooldown.take_at(ada, start));
        assert!(cooldown.take_at(ben, start), "each has their own");
        assert!(cooldown.take_at(ada, start + WITHIN));
    }

    #[test]
    fn what_was_said_in_a_thread_is_known_there_only() {
        let said = Said::default();
        let (here, there) = (ChannelId::new(1), ChannelId::new(2));
        let id: ReplyId = "why-bitter".parse().unwrap();
        said.note(here, &id);
        assert!(said.has(here, Some(&id)) && said.has(here, None));
        assert!(!said.has(there, Some(&id)) && !said.has(there, None));
        assert!(!said.has(here, Some(&"other".parse().unwrap())));
    }
}
