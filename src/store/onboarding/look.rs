//! Looks at what is kept of newcomers: one person's tracks, or a whole server's lines for its lead.
//!
//! In: a person or a server. Out: marks and lines, from the database. Ids of tracks and steps that no longer read as ids are passed over.

use std::collections::BTreeMap;
use std::time::Duration;

use sqlx::any::AnyRow;

use super::super::Store;
use super::super::error::StoreError;
use super::super::ids::{Moment, PersonId, ServerId};
use super::super::row::Row;
use super::super::statement::Statement;
use super::keep::On;
use super::mark_of;
use crate::knowledge::{StepId, TrackId};
use crate::onboarding::{AnswerLine, GapLine, Marks, StepLine, WalkLine};

/// Lines of one list: more than any team has, and a bound on memory.
const MOST: i64 = 20_000;

/// One track of a newcomer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WalkOf {
    /// Which.
    pub track: TrackId,
    /// When they last did something on it.
    pub opened: Moment,
    /// When they were through.
    pub finished: Option<Moment>,
    /// Whether they chose to leave it.
    pub left: bool,
    /// Whether the role at the end is still owed: refused, or not given yet.
    pub role_owed: bool,
}

/// What is kept of one newcomer in one server.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Newcomer {
    /// Their tracks, the one they last did something on first.
    pub walks: Vec<WalkOf>,
    /// Whether they hide their answers to checks from their lead.
    pub hidden: bool,
    /// When the next reminder is due; none where they want none.
    pub remind: Option<Moment>,
}

/// Everything of one server's newcomers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TeamLines {
    /// Who walks what.
    pub walks: Vec<WalkLine>,
    /// Every step of theirs.
    pub steps: Vec<StepLine>,
    /// Every answer to a check.
    pub answers: Vec<AnswerLine>,
    /// What was asked in vain.
    pub gaps: Vec<GapLine>,
}

const WALKS: &str = "SELECT track, opened, finished, gone_from, role_refused FROM onboarding_walks \
     WHERE server = $1 AND person = $2 ORDER BY opened DESC, press DESC";
const CHOSEN: &str = "SELECT hidden, remind FROM onboarding_people WHERE server = $1 AND person = $2";
const MARKS: &str =
    "SELECT step, mark FROM onboarding_steps WHERE server = $1 AND person = $2 AND track = $3 AND mark IS NOT NULL";
const FIRST_TRIES: &str =
    "SELECT step, first_right FROM onboarding_answers WHERE server = $1 AND person = $2 AND track = $3";

/// Those who left the server are no longer part of the team.
const TEAM_WALKS: &str = "SELECT w.person, w.track, w.started, w.opened, w.finished, w.gone_from, w.role_refused, \
     COALESCE(p.hidden, 0) AS hidden FROM onboarding_walks w \
     LEFT JOIN onboarding_people p ON p.server = w.server AND p.person = w.person \
     WHERE w.server = $1 AND p.left_at IS NULL ORDER BY w.person, w.track LIMIT $2";
const TEAM_STEPS: &str = "SELECT t.person, t.track, t.step, t.mark, t.marked, t.spent FROM onboarding_steps t \
     LEFT JOIN onboarding_people p ON p.server = t.server AND p.person = t.person \
     WHERE t.server = $1 AND p.left_at IS NULL ORDER BY t.person, t.track, t.step LIMIT $2";
const TEAM_ANSWERS: &str = "SELECT a.person, a.track, a.step, a.first_right, a.tries FROM onboarding_answers a \
     LEFT JOIN onboarding_people p ON p.server = a.server AND p.person = a.person \
     WHERE a.server = $1 AND p.left_at IS NULL ORDER BY a.person, a.track, a.step LIMIT $2";
const TEAM_GAPS: &str =
    "SELECT track, step, text FROM onboarding_gaps WHERE server = $1 ORDER BY at DESC, question DESC LIMIT $2";

impl Store {
    /// What is kept of one newcomer in one server.
    ///
    /// # Errors
    /// Where the database cannot be read in this time.
    pub async fn newcomer(&self, server: ServerId, person: PersonId, within: Duration) -> Result<Newcomer, StoreError> {
        let read = |sql| self.inner.base.read(within, Statement::new(sql).with(server).with(person));
        let walks = known(&read(WALKS).await?, walk_of)?;
        let chosen = read(CHOSEN).await?;
        let Some(row) = chosen.first().map(Row) else { return Ok(Newcomer { walks, ..Newcomer::default() }) };
        let remind = row.maybe_number("remind")?.map(Moment);
        Ok(Newcomer { walks, hidden: row.yes("hidden")?, remind })
    }

    /// What somebody said of the steps of a track.
    ///
    /// # Errors
    /// Where the database cannot be read in this time.
    pub async fn marks(&self, on: &On, within: Duration) -> Result<Marks, StoreError> {
        let mark = |row: Row<'_>| Ok(step(row)?.zip(mark_of(&row.text("mark")?)));
        Ok(known(&self.of(MARKS, on, within).await?, mark)?.into_iter().collect())
    }

    /// Whether the first answer to each check of a track was right.
    ///
    /// # Errors
    /// Where the database cannot be read in this time.
    pub async fn first_tries(&self, on: &On, within: Duration) -> Result<BTreeMap<StepId, bool>, StoreError> {
        let right = |row: Row<'_>| Ok(step(row)?.zip(Some(row.yes("first_right")?)));
        Ok(known(&self.of(FIRST_TRIES, on, within).await?, right)?.into_iter().collect())
    }

    /// Everything of one server's newcomers who are still there.
    ///
    /// # Errors
    /// Where the database cannot be read in this time.
    pub async fn team_lines(&self, server: ServerId, within: Duration) -> Result<TeamLines, StoreError> {
        let read = |sql| self.inner.base.read(within, Statement::new(sql).with(server).with(MOST));
        Ok(TeamLines {
            walks: known(&read(TEAM_WALKS).await?, walk_line)?,
            steps: known(&read(TEAM_STEPS).await?, step_line)?,
            answers: known(&read(TEAM_ANSWERS).await?, answer_line)?,
            gaps: known(&read(TEAM_GAPS).await?, gap_line)?,
        })
    }

    async fn of(&self, sql: &'static str, on: &On, within: Duration) -> Result<Vec<AnyRow>, StoreError> {
        let statement = Statement::new(sql).with(on.server).with(on.person).with(&on.track);
        self.inner.base.read(within, statement).await
    }
}

/// The rows that read; a row that names things in another version's way is passed over.
fn known<T>(rows: &[AnyRow], read: impl Fn(Row<'_>) -> Result<Option<T>, sqlx::Error>) -> Result<Vec<T>, StoreError> {
    let all: Vec<Option<T>> = rows.iter().map(|row| read(Row(row))).collect::<Result<_, _>>()?;
    Ok(all.into_iter().flatten().collect())
}

fn step(row: Row<'_>) -> Result<Option<StepId>, sqlx::Error> {
    Ok(StepId::new(&row.text("step")?).ok())
}

fn track(row: Row<'_>) -> Result<Option<TrackId>, sqlx::Error> {
    Ok(TrackId::new(&row.text("track")?).ok())
}

fn person(row: Row<'_>) -> Result<u64, sqlx::Error> {
    Ok(PersonId::of_column(row.number("person")?).get())
}

fn walk_of(row: Row<'_>) -> Result<Option<WalkOf>, sqlx::Error> {
    let Some(track) = track(row)? else { return Ok(None) };
    Ok(Some(WalkOf {
        track,
        opened: Moment(row.number("opened")?),
        finished: row.maybe_number("finished")?.map(Moment),
        left: row.yes("gone_from")?,
        role_owed: row.yes("role_refused")?,
    }))
}

fn walk_line(row: Row<'_>) -> Result<Option<WalkLine>, sqlx::Error> {
    let Some(track) = track(row)? else { return Ok(None) };
    Ok(Some(WalkLine {
        person: person(row)?,
        track,
        started: row.number("started")?,
        opened: row.number("opened")?,
        finished: row.maybe_number("finished")?,
        left: row.yes("gone_from")?,
        hidden: row.yes("hidden")?,
        refused: row.yes("role_refused")?,
    }))
}

fn step_line(row: Row<'_>) -> Result<Option<StepLine>, sqlx::Error> {
    let (Some(track), Some(step)) = (track(row)?, step(row)?) else { return Ok(None) };
    Ok(Some(StepLine {
        person: person(row)?,
        track,
        step,
        mark: row.maybe_text("mark")?.and_then(|word| mark_of(&word)),
        marked: row.maybe_number("marked")?,
        spent: row.maybe_number("spent")?,
    }))
}

fn answer_line(row: Row<'_>) -> Result<Option<AnswerLine>, sqlx::Error> {
    let (Some(track), Some(step)) = (track(row)?, step(row)?) else { return Ok(None) };
    let (right, tries) = (row.yes("first_right")?, row.count("tries")?);
    Ok(Some(AnswerLine { person: person(row)?, track, step, right, tries }))
}

fn gap_line(row: Row<'_>) -> Result<Option<GapLine>, sqlx::Error> {
    let (Some(track), Some(step)) = (track(row)?, step(row)?) else { return Ok(None) };
    Ok(Some(GapLine { track, step, text: row.text("text")? }))
}
