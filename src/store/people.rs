//! What is kept of a person, and that person's say in it: see it, delete it, opt out.
//!
//! In: a person. Out: everything that is kept of them, from all rooms. What a person chose for themselves (view, opt-out) is in memory too.

use std::collections::HashMap;
use std::time::Duration;

use super::base::Base;
use super::error::StoreError;
use super::ids::PersonId;
use super::memory::CHANGED;
use super::questions::{self, Logged};
use super::row::Row;
use super::statement::Statement;
use super::writer::Line;
use super::{Store, onboarding, words};

words! {
    /// How a person wants to see comparisons.
    View {
        /// In columns.
        Table = "table",
        /// One thing after the other; reads well aloud.
        List = "list",
        /// As a picture.
        Picture = "picture",
    }
}

/// What a person chose.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Person {
    pub(super) view: Option<View>,
    opted_out: bool,
}

/// What is kept of a person.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct KeptOf {
    /// Lines of the question log, newest first.
    pub questions: Vec<Logged>,
    /// Replies that they called helpful or not.
    pub feedback: u64,
    /// Choices that they made where Docent asked back.
    pub choices: u64,
    /// Questions of theirs that moderators judged in shadow mode.
    pub verdicts: u64,
    /// Replies that Docent still follows up when their question is edited.
    pub links: u64,
    /// Entries that they taught: those belong to the server, and stay when the rest is deleted.
    pub taught: u64,
    /// Steps of onboarding tracks that they did or put off.
    pub steps: u64,
    /// Checks of onboarding tracks that they answered.
    pub checks: u64,
    /// Questions that they asked in vain during a step.
    pub gaps: u64,
    /// How they want to see comparisons.
    pub view: Option<View>,
    /// Whether they opted out.
    pub opted_out: bool,
}

/// Everything that carries a person's id, except what they taught. Order matters to nobody: it is one transaction.
const FORGET: [&str; 6] = [
    "DELETE FROM questions WHERE person = $1",
    "DELETE FROM feedback WHERE person = $1",
    "DELETE FROM choices WHERE person = $1",
    "DELETE FROM links WHERE person = $1",
    // What a moderator found stays as a count; whose words it was about goes, and the words too.
    "UPDATE verdicts SET person = 0, text = '' WHERE person = $1",
    "UPDATE verdicts SET judge = 0 WHERE judge = $1",
];

const COUNTS: &str = "SELECT \
     (SELECT COUNT(*) FROM feedback WHERE person = $1) AS feedback, \
     (SELECT COUNT(*) FROM choices WHERE person = $1) AS choices, \
     (SELECT COUNT(*) FROM verdicts WHERE person = $1) AS verdicts, \
     (SELECT COUNT(*) FROM links WHERE person = $1) AS links, \
     (SELECT COUNT(*) FROM onboarding_steps WHERE person = $1 AND mark IS NOT NULL) AS steps, \
     (SELECT COUNT(*) FROM onboarding_answers WHERE person = $1) AS checks, \
     (SELECT COUNT(*) FROM onboarding_gaps WHERE person = $1) AS gaps, \
     (SELECT COUNT(DISTINCT taught) FROM teachings WHERE author = $1) AS taught";

impl Store {
    /// How a person wants to see comparisons, from memory.
    #[must_use]
    pub fn view(&self, person: PersonId) -> Option<View> {
        self.inner.memory.people.get(&person).and_then(|person| person.view)
    }

    /// Remembers how a person wants to see comparisons. In force at once; written when the database can. Of who opted out nothing is kept, this neither.
    pub fn set_view(&self, person: PersonId, view: View) {
        if self.has_opted_out(person) {
            return;
        }
        self.inner.memory.choose_view(person, view);
        let statement = Statement::new(
            "INSERT INTO people (person, view) VALUES ($1, $2) ON CONFLICT (person) DO UPDATE SET view = excluded.view",
        );
        self.inner.queue.push(Line { person, statement: statement.with(person).with(view.as_str()) });
    }

    /// Whether a person opted out, from memory.
    #[must_use]
    pub fn has_opted_out(&self, person: PersonId) -> bool {
        self.inner.memory.people.get(&person).is_some_and(|person| person.opted_out)
    }

    /// Everything that is kept of a person.
    ///
    /// # Errors
    /// Where the database cannot be read in this time.
    pub async fn kept_of(&self, person: PersonId, within: Duration) -> Result<KeptOf, StoreError> {
        self.caught_up().await;
        let base = &self.inner.base;
        let questions = questions::of_person(base, person, within).await?;
        let rows = base.read(within, Statement::new(COUNTS).with(person)).await?;
        let row = Row(rows.first().ok_or(StoreError::Unknown)?);
        let chosen = self.inner.memory.people.get(&person).unwrap_or_default();
        Ok(KeptOf {
            questions,
            feedback: row.count("feedback")?,
            choices: row.count("choices")?,
            verdicts: row.count("verdicts")?,
            links: row.count("links")?,
            taught: row.count("taught")?,
            steps: row.count("steps")?,
            checks: row.count("checks")?,
            gaps: row.count("gaps")?,
            view: chosen.view,
            opted_out: chosen.opted_out,
        })
    }

    /// Deletes what is kept of a person: log, feedback, choices, links, onboarding and chosen view. An opt-out stays in force, and so do entries that they
    /// taught: those belong to the server.
    ///
    /// # Errors
    /// Where it could not be done in this time; then nothing is deleted.
    pub async fn forget(&self, person: PersonId, within: Duration) -> Result<(), StoreError> {
        let view = Statement::new("UPDATE people SET view = NULL WHERE person = $1").with(person);
        self.forget_and(person, vec![view], within, |person| person.view = None).await
    }

    /// Deletes what is kept of a person, and keeps nothing from now on.
    ///
    /// # Errors
    /// Where it could not be done in this time; then nothing is changed.
    pub async fn opt_out(&self, person: PersonId, within: Duration) -> Result<(), StoreError> {
        let statement = Statement::new(
            "INSERT INTO people (person, opted_out) VALUES ($1, 1) \
             ON CONFLICT (person) DO UPDATE SET opted_out = 1, view = NULL",
        );
        let nothing_else = |person: &mut Person| *person = Person { opted_out: true, ..Person::default() };
        self.forget_and(person, vec![statement.with(person)], within, nothing_else).await
    }

    /// Takes an opt-out back.
    ///
    /// # Errors
    /// Where it could not be done in this time; then nothing is changed.
    pub async fn opt_in(&self, person: PersonId, within: Duration) -> Result<(), StoreError> {
        let back = Statement::new("UPDATE people SET opted_out = 0 WHERE person = $1").with(person);
        self.change(within, &[back, Statement::new(CHANGED)], || {
            self.inner.memory.people.change(person, |person| person.opted_out = false);
        })
        .await
    }

    async fn forget_and(
        &self,
        person: PersonId,
        mut statements: Vec<Statement>,
        within: Duration,
        chosen: impl FnOnce(&mut Person),
    ) -> Result<(), StoreError> {
        let all = FORGET.into_iter().chain(onboarding::FORGET);
        statements.extend(all.map(|sql| Statement::new(sql).with(person)));
        statements.push(Statement::new(CHANGED));
        let memory = &self.inner.memory;
        let _changing = memory.changing(within).await?;
        let take_back = || self.inner.queue.forget(person);
        self.inner.base.commit_alone(within, &statements, take_back).await?;
        memory.links.forget(person);
        memory.settle(person, chosen);
        Ok(())
    }
}

/// What everybody chose.
pub(super) async fn load(base: &Base, within: Duration) -> Result<HashMap<PersonId, Person>, StoreError> {
    let rows = base.read(within, Statement::new("SELECT person, view, opted_out FROM people")).await?;
    let person = |row: &_| -> Result<_, sqlx::Error> {
        let row = Row(row);
        let view = row.maybe_text("view")?.and_then(|view| View::of(&view));
        let person = Person { view, opted_out: row.yes("opted_out")? };
        Ok((PersonId::of_column(row.number("person")?), person))
    };
    Ok(rows.iter().map(person).collect::<Result<_, _>>()?)
}
