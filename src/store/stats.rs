//! Counts over a period, for `/docent stats`.
//!
//! In: a server and a time since when. Out: [`Stats`]. Words and layout are left to the shell.

use std::collections::HashMap;
use std::time::Duration;

use super::Store;
use super::error::StoreError;
use super::feedback::Tally;
use super::ids::{Moment, ServerId};
use super::questions::Logged;
use super::row::Row;
use super::statement::Statement;
use crate::decision::Decision;
use crate::knowledge::ReplyId;

/// Entries and gaps that are listed: what fits on a screen.
const TOP: usize = 10;

/// What happened in a server.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stats {
    /// Questions in the log.
    pub asked: u64,
    /// Those answered.
    pub answered: u64,
    /// Those answered with choices.
    pub clarified: u64,
    /// Those answered with "I don't know".
    pub fallback: u64,
    /// Those that got silence.
    pub silent: u64,
    /// Of all, those that nobody saw because the channel is in shadow mode.
    pub shadowed: u64,
    /// What people pressed.
    pub feedback: Tally,
    /// What was answered with most often, with how often.
    pub top_replies: Vec<(ReplyId, u64)>,
    /// What went unanswered most often, in the words of the latest, with how often.
    pub top_gaps: Vec<(String, u64)>,
}

const DECISIONS: &str = "SELECT decision, COUNT(*) AS times, CAST(SUM(said) AS BIGINT) AS said \
     FROM questions WHERE server = $1 AND at >= $2 GROUP BY decision";
const FEEDBACK: &str = "SELECT COUNT(*) AS presses, CAST(SUM(helpful) AS BIGINT) AS helpful \
     FROM feedback WHERE server = $1 AND at >= $2";
const REPLIES: &str = "SELECT reply, COUNT(*) AS times FROM questions \
     WHERE server = $1 AND at >= $2 AND decision = 'answer' AND reply IS NOT NULL \
     GROUP BY reply ORDER BY times DESC, reply LIMIT $3";

impl Store {
    /// Counts since then.
    ///
    /// # Errors
    /// Where the database cannot be read in this time.
    pub async fn stats(&self, server: ServerId, since: Moment, within: Duration) -> Result<Stats, StoreError> {
        // First: it waits for what was noted a moment ago.
        let unanswered = self.unanswered(server, since, within).await?;
        let base = &self.inner.base;
        let ask = |sql| Statement::new(sql).with(server).with(since);
        let mut stats = Stats { top_gaps: top_gaps(&unanswered), ..Stats::default() };
        for row in base.read(within, ask(DECISIONS)).await? {
            stats.add(Row(&row))?;
        }
        if let Some(row) = base.read(within, ask(FEEDBACK)).await?.first() {
            let helpful = Row(row).count("helpful")?;
            stats.feedback = Tally { helpful, unhelpful: Row(row).count("presses")?.saturating_sub(helpful) };
        }
        for row in base.read(within, ask(REPLIES).with(i64::try_from(TOP).unwrap_or_default())).await? {
            let times = Row(&row).count("times")?;
            stats.top_replies.extend(Row(&row).reply("reply")?.map(|reply| (reply, times)));
        }
        Ok(stats)
    }
}

impl Stats {
    fn add(&mut self, row: Row<'_>) -> Result<(), sqlx::Error> {
        let times = row.count("times")?;
        self.asked += times;
        self.shadowed += times.saturating_sub(row.count("said")?);
        match row.decision("decision")? {
            Decision::Answer => self.answered += times,
            Decision::Clarify => self.clarified += times,
            Decision::Fallback => self.fallback += times,
            Decision::Silent => self.silent += times,
        }
        Ok(())
    }
}

/// Questions that read alike but for case, spaces and signs, most frequent first. Finer likeness is left to the matcher.
fn top_gaps(unanswered: &[Logged]) -> Vec<(String, u64)> {
    let gist = |text: &str| -> String {
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words.map(str::to_lowercase).collect::<Vec<_>>().join(" ")
    };
    let mut gaps: HashMap<String, (&str, u64)> = HashMap::new();
    for line in unanswered {
        // The newest comes first, and lends the words.
        gaps.entry(gist(&line.text)).or_insert((&line.text, 0)).1 += 1;
    }
    let mut gaps: Vec<(String, u64)> = gaps.into_values().map(|(text, times)| (text.to_owned(), times)).collect();
    gaps.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
    gaps.truncate(TOP);
    gaps
}
