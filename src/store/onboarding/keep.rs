//! Keeps what a newcomer does: opens a track, marks a step, answers a check, restarts, leaves, finishes.
//!
//! In: the deed with its interaction. Out: an acknowledgement. Each may arrive twice, and late: the newest interaction wins, and what is done is never undone but by a restart.

use std::time::Duration;

use super::super::Store;
use super::super::error::StoreError;
use super::super::feedback::Kept;
use super::super::ids::{Moment, PersonId, PressId, QuestionId, ServerId};
use super::super::statement::Statement;
use super::super::writer::Line;
use super::word;
use crate::knowledge::{StepId, TrackId};
use crate::onboarding::Mark;
use crate::text::scrub;

/// Who is on which track.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct On {
    /// Where.
    pub server: ServerId,
    /// Who.
    pub person: PersonId,
    /// Which.
    pub track: TrackId,
}

/// One deed of theirs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doing {
    /// The interaction.
    pub press: PressId,
    /// Who is on which track.
    pub on: On,
    /// When.
    pub at: Moment,
}

const OPEN: &str = "INSERT INTO onboarding_walks (server, person, track, started, opened, press) \
     SELECT $1, $2, $3, $5, $5, $4 \
     WHERE NOT EXISTS (SELECT 1 FROM people WHERE people.person = $2 AND people.opted_out = 1) \
     ON CONFLICT (server, person, track) DO UPDATE SET opened = excluded.opened, gone_from = 0, press = excluded.press \
     WHERE excluded.press > onboarding_walks.press";

/// Who comes back to a server is a member again.
const BACK: &str = "UPDATE onboarding_people SET left_at = NULL WHERE server = $1 AND person = $2";

/// A step that is done keeps the time at which it was last shown before that.
const SHOW: &str = "INSERT INTO onboarding_steps (server, person, track, step, shown, press) \
     SELECT $1, $2, $3, $4, $5, 0 \
     WHERE NOT EXISTS (SELECT 1 FROM people WHERE people.person = $2 AND people.opted_out = 1) \
     ON CONFLICT (server, person, track, step) DO UPDATE SET shown = excluded.shown \
     WHERE onboarding_steps.mark IS NULL OR onboarding_steps.mark <> 'done'";

const MARK: &str = "INSERT INTO onboarding_steps (server, person, track, step, mark, marked, press) \
     SELECT $1, $2, $3, $6, $7, $5, $4 \
     WHERE NOT EXISTS (SELECT 1 FROM people WHERE people.person = $2 AND people.opted_out = 1) \
     ON CONFLICT (server, person, track, step) DO UPDATE SET mark = excluded.mark, marked = excluded.marked, \
     spent = excluded.marked - onboarding_steps.shown, press = excluded.press \
     WHERE excluded.press > onboarding_steps.press AND (onboarding_steps.mark IS NULL OR onboarding_steps.mark <> 'done')";

const ANSWER: &str = "INSERT INTO onboarding_answers (server, person, track, step, first_right, tries, press, at) \
     SELECT $1, $2, $3, $6, $7, 1, $4, $5 \
     WHERE NOT EXISTS (SELECT 1 FROM people WHERE people.person = $2 AND people.opted_out = 1) \
     ON CONFLICT (server, person, track, step) DO UPDATE SET tries = onboarding_answers.tries + 1, press = excluded.press, at = excluded.at \
     WHERE excluded.press > onboarding_answers.press";

/// Written only for those who did not opt out, as the question log is.
const GAP: &str = "INSERT INTO onboarding_gaps (question, server, person, track, step, text, at) \
     SELECT $1, $2, $3, $4, $5, $6, $7 \
     WHERE NOT EXISTS (SELECT 1 FROM people WHERE people.person = $3 AND people.opted_out = 1) \
     ON CONFLICT (question) DO NOTHING";

impl Store {
    /// Opens a track: begins it, or goes on with it.
    ///
    /// # Errors
    /// Where it could not be stored in this time.
    pub async fn open_track(&self, doing: &Doing, within: Duration) -> Result<Kept, StoreError> {
        let back = Statement::new(BACK).with(doing.on.server).with(doing.on.person);
        self.keep(doing, vec![deed(OPEN, doing), back], within).await
    }

    /// Notes that a step is on somebody's screen, for the time that it takes; never waits.
    pub fn show_step(&self, on: &On, step: &StepId, at: Moment) {
        if self.has_opted_out(on.person) {
            return;
        }
        let statement = Statement::new(SHOW).with(on.server).with(on.person).with(&on.track).with(step).with(at);
        self.inner.queue.push(Line { person: on.person, statement });
    }

    /// Marks a step; one that is done stays done.
    ///
    /// # Errors
    /// Where it could not be stored in this time.
    pub async fn mark_step(
        &self,
        doing: &Doing,
        step: &StepId,
        mark: Mark,
        within: Duration,
    ) -> Result<Kept, StoreError> {
        let marked = deed(MARK, doing).with(step).with(word(mark));
        self.keep(doing, vec![marked, deed(OPEN, doing)], within).await
    }

    /// Keeps an answer to a check, which is done with it, right or wrong.
    ///
    /// # Errors
    /// Where it could not be stored in this time.
    pub async fn answer_check(
        &self,
        doing: &Doing,
        step: &StepId,
        right: bool,
        within: Duration,
    ) -> Result<Kept, StoreError> {
        let answered = deed(ANSWER, doing).with(step).with(right);
        let marked = deed(MARK, doing).with(step).with(word(Mark::Done));
        self.keep(doing, vec![answered, marked, deed(OPEN, doing)], within).await
    }

    /// Begins a track anew: everything of it goes that came before this interaction.
    ///
    /// # Errors
    /// Where it could not be stored in this time; then nothing went.
    pub async fn restart_track(&self, doing: &Doing, within: Duration) -> Result<Kept, StoreError> {
        let older = |sql| {
            Statement::new(sql).with(doing.on.server).with(doing.on.person).with(&doing.on.track).with(doing.press)
        };
        let statements = vec![
            older("DELETE FROM onboarding_steps WHERE server = $1 AND person = $2 AND track = $3 AND press < $4"),
            older("DELETE FROM onboarding_answers WHERE server = $1 AND person = $2 AND track = $3 AND press < $4"),
            older("DELETE FROM onboarding_walks WHERE server = $1 AND person = $2 AND track = $3 AND press < $4"),
            deed(OPEN, doing),
        ];
        self.keep(doing, statements, within).await
    }

    /// Leaves a track; what is done on it stays, for who comes back to it.
    ///
    /// # Errors
    /// Where it could not be stored in this time.
    pub async fn leave_track(&self, doing: &Doing, within: Duration) -> Result<Kept, StoreError> {
        let left = Statement::new(
            "UPDATE onboarding_walks SET gone_from = 1, press = $4 WHERE server = $1 AND person = $2 AND track = $3 AND press < $4",
        );
        let left = left.with(doing.on.server).with(doing.on.person).with(&doing.on.track).with(doing.press);
        self.keep(doing, vec![left], within).await
    }

    /// Notes that a track is finished, the first time, and in the same breath whether a role is owed for it: until it is noted as given, nothing that goes wrong makes it forgotten.
    ///
    /// # Errors
    /// Where it could not be stored in this time.
    pub async fn finish_track(&self, on: &On, owed: bool, at: Moment, within: Duration) -> Result<(), StoreError> {
        let finished = Statement::new(
            "UPDATE onboarding_walks SET finished = $4, role_refused = $5 \
             WHERE server = $1 AND person = $2 AND track = $3 AND finished IS NULL",
        );
        let finished = finished.with(on.server).with(on.person).with(&on.track).with(at).with(owed);
        self.inner.base.commit(within, &[finished]).await.map(drop)
    }

    /// Notes whether the role at the end is still owed: it is where it was refused to Docent.
    ///
    /// # Errors
    /// Where it could not be stored in this time.
    pub async fn note_role(&self, on: &On, owed: bool, within: Duration) -> Result<(), StoreError> {
        let noted = Statement::new(
            "UPDATE onboarding_walks SET role_refused = $4 WHERE server = $1 AND person = $2 AND track = $3",
        );
        let noted = noted.with(on.server).with(on.person).with(&on.track).with(owed);
        self.inner.base.commit(within, &[noted]).await.map(drop)
    }

    /// Keeps a question that was asked during a step and got no answer; never waits.
    pub fn gap(&self, question: QuestionId, on: &On, step: &StepId, text: &str) {
        if self.has_opted_out(on.person) || self.server(on.server).log_days == 0 {
            return;
        }
        let statement = Statement::new(GAP)
            .with(question)
            .with(on.server)
            .with(on.person)
            .with(&on.track)
            .with(step)
            .with(scrub(text))
            .with(self.now());
        self.inner.queue.push(Line { person: on.person, statement });
    }

    async fn keep(&self, doing: &Doing, statements: Vec<Statement>, within: Duration) -> Result<Kept, StoreError> {
        if self.has_opted_out(doing.on.person) {
            return Ok(Kept::OptedOut);
        }
        self.inner.base.commit(within, &statements).await?;
        Ok(Kept::Stored)
    }
}

/// A statement whose first five values are server, person, track, press and time.
fn deed(sql: &'static str, doing: &Doing) -> Statement {
    let On { server, person, track } = &doing.on;
    Statement::new(sql).with(*server).with(*person).with(track).with(doing.press).with(doing.at)
}
