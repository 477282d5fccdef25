//! What a newcomer chose, and when they came and went: welcome said, answers hidden, reminders, left the server.
//!
//! In: deeds and times. Out: whether something was the first time; whom to remind now. A welcome and a reminder are claimed before they are sent, so that of several
//! processes one sends, and nobody gets either twice; a reminder that could not be sent is due again.

use std::time::Duration;

use super::super::Store;
use super::super::error::StoreError;
use super::super::feedback::Kept;
use super::super::ids::{DAY, Moment, PersonId, ServerId};
use super::super::row::Row;
use super::super::statement::Statement;

/// Between two reminders: at most one a week.
const WEEK: i64 = 7 * DAY;

/// Until somebody who could not be told is due again. A weekly reminder that comes a day late still comes, and whom Discord refuses for good costs one try a day.
const AGAIN: i64 = DAY;

/// People reminded in one go.
const AT_A_TIME: i64 = 50;

/// Somebody to remind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    /// Where.
    pub server: ServerId,
    /// Whom.
    pub person: PersonId,
    /// When they are due next, as it was claimed.
    pub next: Moment,
}

/// When a reminder may come next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WeekLater {
    /// A week from now.
    Week,
    /// Four weeks from now: somebody asked for rest.
    Snoozed,
    /// Never.
    Never,
}

impl WeekLater {
    fn after(self, now: Moment) -> Option<i64> {
        match self {
            Self::Week => Some(now.0.saturating_add(WEEK)),
            Self::Snoozed => Some(now.0.saturating_add(4 * WEEK)),
            Self::Never => None,
        }
    }
}

const WELCOME: &str = "INSERT INTO onboarding_people (server, person, welcomed) SELECT $1, $2, $3 \
     WHERE NOT EXISTS (SELECT 1 FROM people WHERE people.person = $2 AND people.opted_out = 1) \
     ON CONFLICT (server, person) DO UPDATE SET welcomed = excluded.welcomed WHERE onboarding_people.welcomed IS NULL";
const BACK: &str = "UPDATE onboarding_people SET left_at = NULL WHERE server = $1 AND person = $2";
const LEFT: &str = "INSERT INTO onboarding_people (server, person, left_at) SELECT $1, $2, $3 \
     WHERE EXISTS (SELECT 1 FROM onboarding_walks w WHERE w.server = $1 AND w.person = $2) \
     OR EXISTS (SELECT 1 FROM onboarding_people p WHERE p.server = $1 AND p.person = $2) \
     OR EXISTS (SELECT 1 FROM onboarding_assignments a WHERE a.server = $1 AND a.kind = 'person' AND a.target = $2) \
     ON CONFLICT (server, person) DO UPDATE SET left_at = excluded.left_at, remind = NULL";
const HIDE: &str = "INSERT INTO onboarding_people (server, person, hidden) SELECT $1, $2, $3 \
     WHERE NOT EXISTS (SELECT 1 FROM people WHERE people.person = $2 AND people.opted_out = 1) \
     ON CONFLICT (server, person) DO UPDATE SET hidden = excluded.hidden";
const REMIND: &str = "INSERT INTO onboarding_people (server, person, remind) SELECT $1, $2, $3 \
     WHERE NOT EXISTS (SELECT 1 FROM people WHERE people.person = $2 AND people.opted_out = 1) \
     ON CONFLICT (server, person) DO UPDATE SET remind = excluded.remind";
/// Whoever has nothing left to do is not reminded.
const DUE: &str = "SELECT server, person, remind FROM onboarding_people WHERE remind <= $1 AND left_at IS NULL \
     AND EXISTS (SELECT 1 FROM onboarding_walks w WHERE w.server = onboarding_people.server AND w.person = onboarding_people.person \
     AND w.finished IS NULL AND w.gone_from = 0) ORDER BY remind LIMIT $2";
const PUT_OFF: &str = "UPDATE onboarding_people SET remind = $4 WHERE server = $1 AND person = $2 AND remind = $3";

impl Store {
    /// Claims the welcome of somebody who joined a server; false where it was said before, or they want nothing kept of them.
    ///
    /// # Errors
    /// Where it could not be stored in this time; then nothing may be said.
    pub async fn claim_welcome(
        &self,
        server: ServerId,
        person: PersonId,
        within: Duration,
    ) -> Result<bool, StoreError> {
        if self.has_opted_out(person) {
            return Ok(false);
        }
        let claim = Statement::new(WELCOME).with(server).with(person).with(self.now());
        let touched = self.inner.base.commit(within, &[claim]).await?;
        Ok(touched.first().is_some_and(|rows| *rows > 0))
    }

    /// Somebody is a member again: what is kept of them stays.
    ///
    /// # Errors
    /// Where it could not be stored in this time.
    pub async fn came_back(&self, server: ServerId, person: PersonId, within: Duration) -> Result<(), StoreError> {
        let back = Statement::new(BACK).with(server).with(person);
        self.inner.base.commit(within, &[back]).await.map(drop)
    }

    /// Somebody left the server: what is kept of them goes after the days that are set, and reminders end now.
    ///
    /// # Errors
    /// Where it could not be stored in this time.
    pub async fn left_server(&self, server: ServerId, person: PersonId, within: Duration) -> Result<(), StoreError> {
        let left = Statement::new(LEFT).with(server).with(person).with(self.now());
        self.inner.base.commit(within, &[left]).await.map(drop)
    }

    /// Hides somebody's answers to checks from their lead, or shows them again.
    ///
    /// # Errors
    /// Where it could not be stored in this time.
    pub async fn hide_answers(
        &self,
        server: ServerId,
        person: PersonId,
        hidden: bool,
        within: Duration,
    ) -> Result<Kept, StoreError> {
        self.choose(person, Statement::new(HIDE).with(server).with(person).with(hidden), within).await
    }

    /// Reminds somebody after this time, or no more.
    ///
    /// # Errors
    /// Where it could not be stored in this time.
    pub async fn remind(
        &self,
        server: ServerId,
        person: PersonId,
        when: WeekLater,
        within: Duration,
    ) -> Result<Kept, StoreError> {
        let statement = Statement::new(REMIND).with(server).with(person).with(when.after(self.now()));
        self.choose(person, statement, within).await
    }

    /// Claims the reminders that are due; each is given to one caller only, and the next is a week away.
    ///
    /// # Errors
    /// Where the database cannot be used in this time; then none is claimed.
    pub async fn claim_reminders(&self, within: Duration) -> Result<Vec<Due>, StoreError> {
        let now = self.now();
        let rows = self.inner.base.read(within, Statement::new(DUE).with(now).with(AT_A_TIME)).await?;
        let mut claimed = Vec::new();
        for row in &rows {
            match self.claim(Row(row), now, within).await {
                Ok(due) => claimed.extend(due),
                Err(error) if claimed.is_empty() => return Err(error),
                // What is claimed is nobody else's any more: those are told, and the rest stays due.
                Err(error) => {
                    tracing::warn!(%error, claimed = claimed.len(), "could not claim all reminders that are due; the rest is left for the next time");
                    break;
                }
            }
        }
        Ok(claimed)
    }

    async fn claim(&self, row: Row<'_>, now: Moment, within: Duration) -> Result<Option<Due>, StoreError> {
        let server = ServerId::of_column(row.number("server")?);
        let person = PersonId::of_column(row.number("person")?);
        let next = Moment(now.0.saturating_add(WEEK));
        let moved = self.put_off(server, person, Moment(row.number("remind")?), next, within).await?;
        Ok(moved.then_some(Due { server, person, next }))
    }

    /// Somebody whose reminder was claimed could not be told: they are due again in a day, unless they chose otherwise meanwhile.
    ///
    /// # Errors
    /// Where it could not be stored in this time; then they are due in a week.
    pub async fn remind_again(&self, due: Due, within: Duration) -> Result<(), StoreError> {
        let soon = Moment(self.now().0.saturating_add(AGAIN));
        self.put_off(due.server, due.person, due.next, soon, within).await.map(drop)
    }

    /// Moves a reminder to another time; false where it is no longer due when it was.
    async fn put_off(
        &self,
        server: ServerId,
        person: PersonId,
        from: Moment,
        to: Moment,
        within: Duration,
    ) -> Result<bool, StoreError> {
        let moved = Statement::new(PUT_OFF).with(server).with(person).with(from).with(to);
        let touched = self.inner.base.commit(within, &[moved]).await?;
        Ok(touched.first().is_some_and(|rows| *rows > 0))
    }

    async fn choose(&self, person: PersonId, statement: Statement, within: Duration) -> Result<Kept, StoreError> {
        if self.has_opted_out(person) {
            return Ok(Kept::OptedOut);
        }
        self.inner.base.commit(within, &[statement]).await?;
        Ok(Kept::Stored)
    }
}
