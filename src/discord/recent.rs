//! Remembers for five minutes what a person's last exchange in a channel was about, so that "and the salary?" is understood.
//!
//! In: answers given. Out: the [`Context`] of the next question. How a follow-up is read is left to the core.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use serenity::all::{ChannelId, UserId};
use tokio::time::Instant;

use crate::answer::ReplyId;
use crate::knowledge::SubjectId;
use crate::pipeline::Context;

/// How long a follow-up may take: after that, people begin anew.
const FOLLOW_UP: Duration = Duration::from_mins(5);
/// Exchanges remembered before old ones are swept.
const SWEEP_AT: usize = 4096;

/// Who talks where.
pub(super) type Who = (UserId, ChannelId);

/// The last exchange of everybody, everywhere.
#[derive(Debug, Default)]
pub(super) struct Recent {
    exchanges: Mutex<HashMap<Who, (Context, Instant)>>,
}

impl Recent {
    /// Notes what an answer was about.
    pub(super) fn answered(&self, who: Who, id: &ReplyId, named: &[SubjectId]) {
        self.answered_at(who, id, named, Instant::now());
    }

    fn answered_at(&self, who: Who, id: &ReplyId, named: &[SubjectId], now: Instant) {
        self.noted(who, Context::of(id, named), now);
    }

    fn noted(&self, who: Who, context: Context, now: Instant) {
        let mut exchanges = self.exchanges.lock().unwrap_or_else(PoisonError::into_inner);
        if exchanges.len() >= SWEEP_AT {
            exchanges.retain(|_, (_, at)| now.duration_since(*at) < FOLLOW_UP);
        }
        exchanges.insert(who, (context, now));
    }

    /// Notes what the next question may be about, without an answer: a step of a track is on the screen.
    pub(super) fn about(&self, who: Who, context: Context) {
        self.noted(who, context, Instant::now());
    }

    /// What the last exchange was about, where it was a short while ago.
    pub(super) fn context(&self, who: Who) -> Option<Context> {
        self.context_at(who, Instant::now())
    }

    fn context_at(&self, who: Who, now: Instant) -> Option<Context> {
        let exchanges = self.exchanges.lock().unwrap_or_else(PoisonError::into_inner);
        let (context, at) = exchanges.get(&who)?;
        (now.duration_since(*at) < FOLLOW_UP && !context.is_empty()).then(|| context.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_exchange_is_remembered_for_five_minutes_for_one_person_in_one_channel() {
        let recent = Recent::default();
        let (ada, ben, here) = (UserId::new(1), UserId::new(2), ChannelId::new(3));
        let start = Instant::now();
        recent.answered_at((ada, here), &"fact:espresso:caffeine".parse().unwrap(), &[], start);
        let soon = start + FOLLOW_UP - Duration::from_secs(1);
        let context = recent.context_at((ada, here), soon).unwrap();
        assert_eq!((context.subjects.len(), context.scope.as_deref()), (1, Some("caffeine")));
        assert_eq!(recent.context_at((ben, here), soon), None);
        assert_eq!(recent.context_at((ada, ChannelId::new(4)), soon), None);
        assert_eq!(recent.context_at((ada, here), start + FOLLOW_UP), None);
    }
}
