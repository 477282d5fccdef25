//! Which reply belongs to which question, so that a reply follows its question after a restart too.
//!
//! In: replies as they are posted. Out: the reply of a question, from memory. Ids only, no text; kept for a week, and on the disk not
//! at all of a person who opted out.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use super::Store;
use super::base::Base;
use super::error::StoreError;
use super::ids::{ChannelId, Moment, PersonId, QuestionId, ReplyMessageId, ServerId, server_of_column};
use super::insertion::Insertion;
use super::row::Row;
use super::statement::Statement;
use super::writer::Line;
use crate::knowledge::ReplyId;

/// Days that a reply follows its question. People correct themselves within minutes, and tidy up within days.
pub const LINK_DAYS: u16 = 7;
/// Links held in memory, some 2 MB: those of the latest questions are those that matter.
const REMEMBERED: usize = 8_000;

/// A question and its reply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The message that asked.
    pub question: QuestionId,
    /// The message that answers.
    pub message: ReplyMessageId,
    /// None in a direct conversation.
    pub server: Option<ServerId>,
    /// Where both are.
    pub channel: ChannelId,
    /// Who asked.
    pub person: PersonId,
    /// Whether the question was meant for Docent.
    pub addressed: bool,
    /// What is answered with.
    pub reply: Option<ReplyId>,
    /// Shows whether the question's text changed; the text itself is not kept.
    pub fingerprint: u64,
    /// When.
    pub at: Moment,
}

static LINK: Insertion = Insertion::new(
    "links",
    &["question", "reply_message", "server", "channel", "person", "addressed", "reply", "fingerprint", "at"],
    "WHERE NOT EXISTS (SELECT 1 FROM people WHERE people.person = line.person AND people.opted_out = 1) \
     ON CONFLICT (question) DO UPDATE SET reply_message = excluded.reply_message, reply = excluded.reply, \
     fingerprint = excluded.fingerprint",
);

/// The links in memory.
#[derive(Debug, Default)]
pub(super) struct Links(Mutex<Latest>);

/// By question, the oldest first: ids grow with time. A hash table would double once it is full, however many of them had gone.
type Latest = BTreeMap<QuestionId, Link>;

fn insert(latest: &mut Latest, link: Link) {
    latest.insert(link.question, link);
    if latest.len() > REMEMBERED {
        latest.pop_first();
    }
}

impl Links {
    fn with<T>(&self, work: impl FnOnce(&mut Latest) -> T) -> T {
        work(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    pub(super) fn forget(&self, person: PersonId) {
        self.with(|latest| latest.retain(|_, link| link.person != person));
    }

    pub(super) fn expire(&self, before: Moment) {
        self.with(|latest| latest.retain(|_, link| link.at >= before));
    }

    /// Reads the latest of the database beside what is already there.
    pub(super) async fn load(&self, base: &Base, within: Duration) -> Result<(), StoreError> {
        let statement = Statement::new(
            "SELECT question, reply_message, server, channel, person, addressed, reply, fingerprint, at \
             FROM links ORDER BY at DESC LIMIT $1",
        );
        let rows = base.read(within, statement.with(i64::try_from(REMEMBERED).unwrap_or(i64::MAX))).await?;
        let links: Vec<Link> = rows.iter().rev().map(|row| link(Row(row))).collect::<Result<_, _>>()?;
        self.with(|latest| {
            let before = std::mem::take(latest);
            // What came while the database was away is newer.
            links.into_iter().chain(before.into_values()).for_each(|link| insert(latest, link));
        });
        Ok(())
    }
}

impl Store {
    /// Remembers which reply belongs to a question; never waits. A question that has one already gets this one instead.
    pub fn link(&self, link: Link) {
        let statement = LINK
            .row()
            .with(link.question)
            .with(link.message)
            .with(link.server)
            .with(link.channel)
            .with(link.person)
            .with(link.addressed)
            .with(link.reply.as_ref())
            .with(link.fingerprint.cast_signed())
            .with(link.at);
        if !self.has_opted_out(link.person) {
            self.inner.queue.push(Line { person: link.person, statement });
        }
        self.inner.memory.links.with(|latest| insert(latest, link));
    }

    /// The reply of a question is gone; never waits.
    pub fn unlink(&self, question: QuestionId) {
        let Some(link) = self.linked(question) else { return };
        self.inner.memory.links.with(|latest| latest.remove(&question));
        let statement = Statement::new("DELETE FROM links WHERE question = $1").with(question);
        self.inner.queue.push(Line { person: link.person, statement });
    }

    /// The reply of a question, from memory.
    #[must_use]
    pub fn linked(&self, question: QuestionId) -> Option<Link> {
        self.inner.memory.links.with(|latest| latest.get(&question).cloned())
    }

    /// Whether something was answered in a channel, with this or, where none is given, with anything; from memory.
    #[must_use]
    pub fn was_answered(&self, channel: ChannelId, with: Option<&ReplyId>) -> bool {
        let is_it = |said: &ReplyId| with.is_none_or(|with| said == with);
        let answered = |link: &Link| link.channel == channel && link.reply.as_ref().is_some_and(is_it);
        self.inner.memory.links.with(|latest| latest.values().any(answered))
    }
}

fn link(row: Row<'_>) -> Result<Link, sqlx::Error> {
    Ok(Link {
        question: QuestionId::of_column(row.number("question")?),
        message: ReplyMessageId::of_column(row.number("reply_message")?),
        server: server_of_column(row.number("server")?),
        channel: ChannelId::of_column(row.number("channel")?),
        person: PersonId::of_column(row.number("person")?),
        addressed: row.yes("addressed")?,
        reply: row.reply("reply")?,
        fingerprint: row.number("fingerprint")?.cast_unsigned(),
        at: Moment(row.number("at")?),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_more_links_than_are_held_the_oldest_goes_in_whatever_order_they_come() {
        let link = |question: u64| Link {
            question: QuestionId::new(question),
            message: ReplyMessageId::new(1),
            server: None,
            channel: ChannelId::new(1),
            person: PersonId::new(1),
            addressed: true,
            reply: None,
            fingerprint: question,
            at: Moment(0),
        };
        let mut latest = Latest::new();
        let last = REMEMBERED as u64;
        for question in [2, 1].into_iter().chain(3..=last) {
            insert(&mut latest, link(question));
        }
        assert_eq!(latest.len(), REMEMBERED);
        insert(&mut latest, link(last + 1));
        assert_eq!(latest.len(), REMEMBERED);
        assert!(!latest.contains_key(&QuestionId::new(1)) && latest.contains_key(&QuestionId::new(2)));
        insert(&mut latest, Link { fingerprint: 0, ..link(2) });
        assert_eq!(
            (latest.len(), latest[&QuestionId::new(2)].fingerprint),
            (REMEMBERED, 0),
            "one that is there is replaced"
        );
    }
}
