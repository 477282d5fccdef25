//! Clears away what is over: log lines after their server's days, links after a week, names on old labels, onboarding of who left.
//!
//! In: what time it is. Out: how much went. It runs by itself once an hour.

use std::time::Duration;

use super::error::StoreError;
use super::ids::{DAY, Moment};
use super::links::LINK_DAYS;
use super::server::LOG_DAYS;
use super::statement::Statement;
use super::{Inner, Store, onboarding};

/// For clearing by the clock.
const PATIENCE: Duration = Duration::from_mins(1);

/// How much went.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Purged {
    /// Lines of the question log.
    pub questions: u64,
    /// Links between questions and replies.
    pub links: u64,
}

/// Each table whose lines are kept as long as the question log; `$1` is now, `$2` the days where none are set, `$3` a day.
const QUESTIONS: &str = "DELETE FROM questions WHERE at < $1 - $3 * \
     COALESCE((SELECT servers.log_days FROM servers WHERE servers.server = questions.server), $2)";
/// A label stays; after these days nobody can tell whose it was.
/// The press stands in for the person, because each row needs a key of its own.
const CHOICES: &str = "UPDATE choices SET person = -press WHERE person > 0 AND at < $1 - $3 * \
     COALESCE((SELECT servers.log_days FROM servers WHERE servers.server = choices.server), $2)";
const VERDICTS: &str = "UPDATE verdicts SET person = 0 WHERE person > 0 AND at < $1 - $3 * \
     COALESCE((SELECT servers.log_days FROM servers WHERE servers.server = verdicts.server), $2)";
const LINKS: &str = "DELETE FROM links WHERE at < $1";
/// Written in the moment in which somebody opted out, by another process.
const OPTED_OUT: [&str; 4] = [
    "DELETE FROM questions WHERE person IN (SELECT person FROM people WHERE opted_out = 1)",
    "DELETE FROM feedback WHERE person IN (SELECT person FROM people WHERE opted_out = 1)",
    "DELETE FROM choices WHERE person IN (SELECT person FROM people WHERE opted_out = 1)",
    "DELETE FROM links WHERE person IN (SELECT person FROM people WHERE opted_out = 1)",
];

impl Store {
    /// Clears away what is over at this moment.
    ///
    /// # Errors
    /// Where it could not be done in this time; then nothing went.
    pub async fn purge(&self, now: Moment, within: Duration) -> Result<Purged, StoreError> {
        purge(&self.inner, now, within).await
    }
}

pub(super) async fn by_clock(inner: &Inner) {
    match purge(inner, (inner.base.clock)(), PATIENCE).await {
        Ok(Purged { questions: 0, links: 0 }) => {}
        Ok(gone) => tracing::info!(questions = gone.questions, links = gone.links, "cleared away what was over"),
        Err(error) => tracing::warn!(%error, "could not clear away what is over"),
    }
}

async fn purge(inner: &Inner, now: Moment, within: Duration) -> Result<Purged, StoreError> {
    let by_days = |sql| Statement::new(sql).with(now).with(i64::from(LOG_DAYS)).with(DAY);
    let oldest_link = now.days_before(LINK_DAYS);
    let mut statements =
        vec![by_days(QUESTIONS), Statement::new(LINKS).with(oldest_link), by_days(CHOICES), by_days(VERDICTS)];
    statements.extend(OPTED_OUT.map(Statement::new));
    statements.extend(onboarding::clearing(now));
    let touched = inner.base.commit(within, &statements).await?;
    inner.memory.links.expire(oldest_link);
    let count = |at: usize| touched.get(at).copied().unwrap_or_default();
    Ok(Purged { questions: count(0), links: count(1) })
}
