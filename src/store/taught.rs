//! What moderators taught in their server: new entries, further ways of asking, questions that are never answered.
//!
//! In: changes, each with its author. Out: what is taught now, from memory. Every change stays for ever, so that nothing that was taught is lost and
//! everybody sees who taught it. Questions are mostly those of members, who did not ask to be kept for ever: they are scrubbed, as in the question log. How it answers is left to
//! the core.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::Store;
use super::base::Base;
use super::error::StoreError;
use super::ids::{Moment, PersonId, PressId, ServerId, TaughtId};
use super::memory::CHANGED;
use super::row::Row;
use super::statement::Statement;
use crate::text::scrub;

/// What is taught.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "teaching", rename_all = "snake_case")]
pub enum Teaching {
    /// A question and its answer, which the knowledge does not have.
    Entry {
        /// As a person would ask it.
        title: String,
        /// Further ways of asking.
        questions: Vec<String>,
        /// Markdown.
        answer: String,
    },
    /// One more way of asking for something that the knowledge has.
    Phrasing {
        /// What answers it, as a `ReplyId` prints.
        reply: String,
        /// How it was asked.
        question: String,
    },
    /// Something that is never answered.
    Never {
        /// How it was asked.
        question: String,
    },
}

impl Teaching {
    /// The same as it is kept: nobody's name, address or secret in a question. An answer is what a moderator wrote, and stays as it is.
    #[must_use]
    pub fn scrubbed(self) -> Self {
        match self {
            Self::Entry { title, questions, answer } => {
                let questions = questions.iter().map(|question| scrub(question)).collect();
                Self::Entry { title: scrub(&title), questions, answer }
            }
            Self::Phrasing { reply, question } => Self::Phrasing { reply, question: scrub(&question) },
            Self::Never { question } => Self::Never { question: scrub(&question) },
        }
    }
}

/// Something taught, as it is now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taught {
    /// Its name for ever.
    pub id: TaughtId,
    /// What.
    pub teaching: Teaching,
    /// Who taught it first.
    pub author: PersonId,
    /// When.
    pub at: Moment,
    /// Link to the message that it came from.
    pub origin: Option<String>,
    /// Who changed it last.
    pub changed_by: PersonId,
    /// When.
    pub changed_at: Moment,
}

/// One change, as its row keeps it.
#[derive(Debug)]
struct Change {
    press: PressId,
    id: TaughtId,
    /// What it is since then; none where it was removed.
    teaching: Option<Teaching>,
    author: PersonId,
    origin: Option<String>,
    at: Moment,
}

/// Who changes what is taught, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct By {
    /// The interaction: the same one changes once, however often it arrives.
    pub press: PressId,
    /// Whose server.
    pub server: ServerId,
    /// Who.
    pub author: PersonId,
    /// When.
    pub at: Moment,
}

const CHANGE: &str = "INSERT INTO teachings (change_id, taught, server, kind, body, author, origin, at) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (change_id) DO NOTHING";
const KEPT: &str = "kept";
const REMOVED: &str = "removed";

impl Store {
    /// What is taught in a server, oldest first, from memory.
    #[must_use]
    pub fn taught(&self, server: ServerId) -> Arc<Vec<Taught>> {
        self.inner.memory.taught.get(&server).unwrap_or_default()
    }

    /// Servers in which something is taught, from memory, always in the same order.
    #[must_use]
    pub fn teaching_servers(&self) -> Vec<ServerId> {
        let all = self.inner.memory.taught.all();
        let teaching = all.into_iter().filter(|(_, taught)| !taught.is_empty());
        let mut servers: Vec<ServerId> = teaching.map(|(server, _)| server).collect();
        servers.sort_unstable();
        servers
    }

    /// Teaches something new. `Ok` means that it is stored, and answers from now on. The same press again gives the same.
    ///
    /// # Errors
    /// Where it could not be stored in this time.
    pub async fn teach(
        &self,
        by: &By,
        teaching: Teaching,
        origin: Option<String>,
        within: Duration,
    ) -> Result<TaughtId, StoreError> {
        let id = TaughtId::new(by.press.get());
        self.change_taught(by, id, Some(teaching), origin, within).await?;
        Ok(id)
    }

    /// Changes something taught.
    ///
    /// # Errors
    /// Where there is no such thing, or it could not be stored in this time.
    pub async fn edit_taught(
        &self,
        by: &By,
        id: TaughtId,
        teaching: Teaching,
        within: Duration,
    ) -> Result<(), StoreError> {
        let origin = self.known(by.server, id)?.origin;
        self.change_taught(by, id, Some(teaching), origin, within).await
    }

    /// Removes something taught; its history stays.
    ///
    /// # Errors
    /// Where there is no such thing, or it could not be stored in this time.
    pub async fn remove_taught(&self, by: &By, id: TaughtId, within: Duration) -> Result<(), StoreError> {
        self.known(by.server, id)?;
        self.change_taught(by, id, None, None, within).await
    }

    fn known(&self, server: ServerId, id: TaughtId) -> Result<Taught, StoreError> {
        self.taught(server).iter().find(|taught| taught.id == id).cloned().ok_or(StoreError::Unknown)
    }

    async fn change_taught(
        &self,
        by: &By,
        id: TaughtId,
        teaching: Option<Teaching>,
        origin: Option<String>,
        within: Duration,
    ) -> Result<(), StoreError> {
        let teaching = teaching.map(Teaching::scrubbed);
        let change = Change { press: by.press, id, teaching, author: by.author, origin, at: by.at };
        let statements = [statement(by.server, &change)?, Statement::new(CHANGED)];
        self.change(within, &statements, || {
            self.inner.memory.taught.change(by.server, |all| apply(Arc::make_mut(all), change));
        })
        .await
    }
}

fn statement(server: ServerId, change: &Change) -> Result<Statement, StoreError> {
    let body = change.teaching.as_ref().map_or_else(|| Ok(String::new()), serde_json::to_string);
    let body = body.map_err(|error| StoreError::Refused { why: error.to_string() })?;
    Ok(Statement::new(CHANGE)
        .with(change.press)
        .with(change.id)
        .with(server)
        .with(if change.teaching.is_some() { KEPT } else { REMOVED })
        .with(body)
        .with(change.author)
        .with(change.origin.clone())
        .with(change.at))
}

/// The latest change is what it is now. A change that comes again changes nothing, because it says the same.
fn apply(all: &mut Vec<Taught>, change: Change) {
    let at = all.iter().position(|taught| taught.id == change.id);
    match (at, change.teaching) {
        (Some(at), Some(teaching)) => {
            let taught = &mut all[at];
            (taught.teaching, taught.changed_by, taught.changed_at) = (teaching, change.author, change.at);
        }
        (None, Some(teaching)) => all.push(Taught {
            id: change.id,
            teaching,
            author: change.author,
            at: change.at,
            origin: change.origin,
            changed_by: change.author,
            changed_at: change.at,
        }),
        (Some(at), None) => drop(all.remove(at)),
        (None, None) => {}
    }
}

fn read(row: Row<'_>) -> Result<(ServerId, Change), sqlx::Error> {
    let body = row.text("body")?;
    let teaching = if row.text("kind")? == KEPT {
        Some(serde_json::from_str(&body).map_err(|error| sqlx::Error::Decode(error.into()))?)
    } else {
        None
    };
    let change = Change {
        press: PressId::of_column(row.number("change_id")?),
        id: TaughtId::of_column(row.number("taught")?),
        teaching,
        author: PersonId::of_column(row.number("author")?),
        origin: row.maybe_text("origin")?,
        at: Moment(row.number("at")?),
    };
    Ok((ServerId::of_column(row.number("server")?), change))
}

/// All that is taught in all servers.
pub(super) async fn load(base: &Base, within: Duration) -> Result<HashMap<ServerId, Arc<Vec<Taught>>>, StoreError> {
    let statement = Statement::new(
        "SELECT change_id, taught, server, kind, body, author, origin, at FROM teachings ORDER BY change_id",
    );
    let mut all: BTreeMap<ServerId, Vec<Taught>> = BTreeMap::new();
    for row in base.read(within, statement).await? {
        match read(Row(&row)) {
            Ok((server, change)) => apply(all.entry(server).or_default(), change),
            // Written by a later version: it stays where it is, and the rest answers.
            Err(error) => tracing::warn!(%error, "a taught entry cannot be read and is passed over"),
        }
    }
    Ok(all.into_iter().map(|(server, taught)| (server, Arc::new(taught))).collect())
}
