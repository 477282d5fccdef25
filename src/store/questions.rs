//! The question log: what was asked, and what Docent made of it.
//!
//! In: questions as they were asked. Out: lines whose text holds no mention, link, address or secret; lists of what went unanswered. Nobody waits for a line
//! to be written. Nothing is kept of a person who opted out.

use std::time::Duration;

use sqlx::any::AnyRow;

use super::Store;
use super::base::Base;
use super::error::StoreError;
use super::ids::{ChannelId, Moment, PersonId, QuestionId, ServerId, server_of_column};
use super::insertion::Insertion;
use super::row::Row;
use super::statement::Statement;
use super::writer::Line;
use crate::decision::Decision;
use crate::knowledge::ReplyId;
use crate::text::scrub;

/// Lines of one list: more than anybody reads, and a bound on memory.
const MOST: u16 = 2000;

/// A question and what Docent made of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Logged {
    /// The message or command.
    pub question: QuestionId,
    /// None in a direct conversation.
    pub server: Option<ServerId>,
    /// Where.
    pub channel: ChannelId,
    /// Who asked.
    pub person: PersonId,
    /// What was asked; scrubbed when it is stored.
    pub text: String,
    /// What Docent decided.
    pub decision: Decision,
    /// The best candidate, whether or not it was given.
    pub reply: Option<ReplyId>,
    /// How sure Docent was of it, 0 to 1.
    pub confidence: f32,
    /// Whether it was meant for Docent.
    pub addressed: bool,
    /// Whether the decision was carried out; false in shadow mode.
    pub said: bool,
    /// When.
    pub at: Moment,
}

/// Written only for those who did not opt out: the database decides, whatever other processes know. A question that was edited is the same question.
static LOG: Insertion = Insertion::new(
    "questions",
    &["question", "server", "channel", "person", "text", "decision", "reply", "confidence", "addressed", "said", "at"],
    "WHERE NOT EXISTS (SELECT 1 FROM people WHERE people.person = line.person AND people.opted_out = 1) \
     ON CONFLICT (question) DO UPDATE SET text = excluded.text, decision = excluded.decision, reply = excluded.reply, \
     confidence = excluded.confidence, said = excluded.said",
);

const COLUMNS_OF_PERSON: &str = "SELECT question, server, channel, person, text, decision, reply, confidence, addressed, said, at \
     FROM questions WHERE person = $1 ORDER BY at DESC, question DESC LIMIT $2";

/// Those who asked Docent and got nothing, or got choices and took none; and what it kept silent about although it was put as a question.
const UNANSWERED: &str = "SELECT question, server, channel, person, text, decision, reply, confidence, addressed, said, at \
     FROM questions WHERE server = $1 AND at >= $2 AND settled = 0 AND decision <> 'answer' \
     AND NOT EXISTS (SELECT 1 FROM choices WHERE choices.question = questions.question) \
     ORDER BY at DESC, question DESC LIMIT $3";

const RECENT: &str = "SELECT question, server, channel, person, text, decision, reply, confidence, addressed, said, at \
     FROM questions WHERE server = $1 AND at >= $2 ORDER BY at DESC, question DESC LIMIT $3";

impl Store {
    /// Keeps a question; never waits. What comes of it shows in [`health`](Self::health).
    pub fn log(&self, logged: &Logged) {
        let keeps = logged.server.is_none_or(|server| self.server(server).log_days > 0);
        if keeps && !self.has_opted_out(logged.person) {
            self.inner.queue.push(Line { person: logged.person, statement: statement(logged) });
        }
    }

    /// Questions of a server since then that got no answer and were not settled, newest first, at most 2,000.
    ///
    /// # Errors
    /// Where the database cannot be read in this time.
    pub async fn unanswered(
        &self,
        server: ServerId,
        since: Moment,
        within: Duration,
    ) -> Result<Vec<Logged>, StoreError> {
        self.list(UNANSWERED, server, since, within).await
    }

    /// All questions of a server since then, newest first, at most 2,000: to try out on them what would be taught.
    ///
    /// # Errors
    /// Where the database cannot be read in this time.
    pub async fn asked(&self, server: ServerId, since: Moment, within: Duration) -> Result<Vec<Logged>, StoreError> {
        self.list(RECENT, server, since, within).await
    }

    /// Takes questions off the list of those without an answer: something was taught for them, or they are never to be answered.
    ///
    /// # Errors
    /// Where it could not be stored in this time; then all stay on it.
    pub async fn settle(&self, server: ServerId, questions: &[QuestionId], within: Duration) -> Result<(), StoreError> {
        let settle =
            Statement::new("UPDATE questions SET settled = 1 WHERE server = $1 AND question = $2").with(server);
        let statements: Vec<Statement> = questions.iter().map(|question| settle.clone().with(*question)).collect();
        self.inner.base.commit(within, &statements).await.map(drop)
    }

    async fn list(
        &self,
        sql: &'static str,
        server: ServerId,
        since: Moment,
        within: Duration,
    ) -> Result<Vec<Logged>, StoreError> {
        self.caught_up().await;
        let statement = Statement::new(sql).with(server).with(since).with(i64::from(MOST));
        lines(&self.inner.base.read(within, statement).await?)
    }
}

fn statement(logged: &Logged) -> Statement {
    LOG.row()
        .with(logged.question)
        .with(logged.server)
        .with(logged.channel)
        .with(logged.person)
        .with(scrub(&logged.text))
        .with(logged.decision.as_str())
        .with(logged.reply.as_ref())
        .with(logged.confidence)
        .with(logged.addressed)
        .with(logged.said)
        .with(logged.at)
}

pub(super) async fn of_person(base: &Base, person: PersonId, within: Duration) -> Result<Vec<Logged>, StoreError> {
    let statement = Statement::new(COLUMNS_OF_PERSON).with(person).with(i64::from(MOST));
    lines(&base.read(within, statement).await?)
}

fn lines(rows: &[AnyRow]) -> Result<Vec<Logged>, StoreError> {
    Ok(rows.iter().map(|row| line(Row(row))).collect::<Result<_, _>>()?)
}

fn line(row: Row<'_>) -> Result<Logged, sqlx::Error> {
    Ok(Logged {
        question: QuestionId::of_column(row.number("question")?),
        server: server_of_column(row.number("server")?),
        channel: ChannelId::of_column(row.number("channel")?),
        person: PersonId::of_column(row.number("person")?),
        text: row.text("text")?,
        decision: row.decision("decision")?,
        reply: row.reply("reply")?,
        confidence: row.real("confidence")?,
        addressed: row.yes("addressed")?,
        said: row.yes("said")?,
        at: Moment(row.number("at")?),
    })
}
