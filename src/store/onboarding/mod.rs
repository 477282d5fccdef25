//! How far newcomers are on their tracks, and what moderators set for that.
//!
//! In: what somebody did, keyed by its interaction. Out: an acknowledgement once it is stored; marks, answers and lines, from the database. What is next, and what the lines
//! add up to, is left to [`crate::onboarding`]. Nothing is kept of a person who opted out.

mod keep;
mod look;
mod people;
mod settings;

pub use keep::{Doing, On};
pub use look::{Newcomer, TeamLines, WalkOf};
pub use people::{Due, WeekLater};
pub use settings::{Assigned, FORGET_DAYS, MAX_FORGET_DAYS, OnboardingChange, OnboardingSettings, To, WelcomeBy};

use super::statement::Statement;
use crate::knowledge::{StepId, TrackId};
use crate::onboarding::Mark;

const DONE: &str = "done";
const LATER: &str = "later";

fn word(mark: Mark) -> &'static str {
    match mark {
        Mark::Done => DONE,
        Mark::Later => LATER,
    }
}

fn mark_of(word: &str) -> Option<Mark> {
    match word {
        DONE => Some(Mark::Done),
        LATER => Some(Mark::Later),
        _ => None,
    }
}

/// Everything that tells of one person, in the order in which it is deleted.
pub(super) const FORGET: [&str; 7] = [
    "DELETE FROM onboarding_walks WHERE person = $1",
    "DELETE FROM onboarding_steps WHERE person = $1",
    "DELETE FROM onboarding_answers WHERE person = $1",
    "DELETE FROM onboarding_gaps WHERE person = $1",
    "DELETE FROM onboarding_people WHERE person = $1",
    "DELETE FROM onboarding_assignments WHERE kind = 'person' AND target = $1",
    // A track that they assigned to others stays assigned.
    "UPDATE onboarding_assignments SET author = 0 WHERE author = $1",
];

/// Days after which a track that nobody touched goes, where Docent cannot know who left a server: that takes the members intent.
const IDLE_DAYS: i64 = 365;

/// Everything of who left the server more than its days ago, and what nobody touched for a year. `$1` is now, `$2` a day, `$3` the days where none are set.
const GONE: [&str; 5] = [
    "DELETE FROM onboarding_walks WHERE EXISTS (SELECT 1 FROM onboarding_people p WHERE p.server = onboarding_walks.server \
     AND p.person = onboarding_walks.person AND p.left_at < $1 - $2 * COALESCE((SELECT s.forget_days FROM onboarding_servers s \
     WHERE s.server = p.server), $3))",
    "DELETE FROM onboarding_steps WHERE EXISTS (SELECT 1 FROM onboarding_people p WHERE p.server = onboarding_steps.server \
     AND p.person = onboarding_steps.person AND p.left_at < $1 - $2 * COALESCE((SELECT s.forget_days FROM onboarding_servers s \
     WHERE s.server = p.server), $3))",
    "DELETE FROM onboarding_answers WHERE EXISTS (SELECT 1 FROM onboarding_people p WHERE p.server = onboarding_answers.server \
     AND p.person = onboarding_answers.person AND p.left_at < $1 - $2 * COALESCE((SELECT s.forget_days FROM onboarding_servers s \
     WHERE s.server = p.server), $3))",
    "DELETE FROM onboarding_gaps WHERE EXISTS (SELECT 1 FROM onboarding_people p WHERE p.server = onboarding_gaps.server \
     AND p.person = onboarding_gaps.person AND p.left_at < $1 - $2 * COALESCE((SELECT s.forget_days FROM onboarding_servers s \
     WHERE s.server = p.server), $3))",
    "DELETE FROM onboarding_assignments WHERE kind = 'person' AND EXISTS (SELECT 1 FROM onboarding_people p \
     WHERE p.server = onboarding_assignments.server AND p.person = onboarding_assignments.target \
     AND p.left_at < $1 - $2 * COALESCE((SELECT s.forget_days FROM onboarding_servers s WHERE s.server = p.server), $3))",
];

/// The row that says so goes last.
const GONE_PEOPLE: &str = "DELETE FROM onboarding_people WHERE left_at < $1 - $2 * COALESCE((SELECT s.forget_days \
     FROM onboarding_servers s WHERE s.server = onboarding_people.server), $3)";

/// Untouched for so long that nobody comes back to it.
const IDLE: [&str; 4] = [
    "DELETE FROM onboarding_walks WHERE opened < $1",
    "DELETE FROM onboarding_steps WHERE NOT EXISTS (SELECT 1 FROM onboarding_walks w WHERE w.server = onboarding_steps.server \
     AND w.person = onboarding_steps.person AND w.track = onboarding_steps.track) AND COALESCE(marked, shown, 0) < $1",
    "DELETE FROM onboarding_answers WHERE at < $1",
    "DELETE FROM onboarding_gaps WHERE at < $1",
];

/// Written in the moment in which somebody opted out, by another process.
const OPTED_OUT: [&str; 5] = [
    "DELETE FROM onboarding_walks WHERE person IN (SELECT person FROM people WHERE opted_out = 1)",
    "DELETE FROM onboarding_steps WHERE person IN (SELECT person FROM people WHERE opted_out = 1)",
    "DELETE FROM onboarding_answers WHERE person IN (SELECT person FROM people WHERE opted_out = 1)",
    "DELETE FROM onboarding_gaps WHERE person IN (SELECT person FROM people WHERE opted_out = 1)",
    "DELETE FROM onboarding_people WHERE person IN (SELECT person FROM people WHERE opted_out = 1)",
];

/// What is over at this moment.
pub(super) fn clearing(now: super::ids::Moment) -> Vec<Statement> {
    let by_days = |sql| Statement::new(sql).with(now).with(super::ids::DAY).with(i64::from(FORGET_DAYS));
    let idle = super::ids::Moment(now.0.saturating_sub(IDLE_DAYS * super::ids::DAY));
    let gone = GONE.into_iter().chain([GONE_PEOPLE]).map(by_days);
    let idle = IDLE.into_iter().map(|sql| Statement::new(sql).with(idle));
    gone.chain(idle).chain(OPTED_OUT.map(Statement::new)).collect()
}

impl From<&TrackId> for super::statement::Value {
    fn from(track: &TrackId) -> Self {
        Self::Text(track.to_string())
    }
}

impl From<&StepId> for super::statement::Value {
    fn from(step: &StepId) -> Self {
        Self::Text(step.to_string())
    }
}
