//! `/docent stats`: what was asked, and what became of it.
//!
//! In: how many days. Out: counts, the most frequent entries, the greatest gaps.

use super::{Asked, DAYS, STORING, card, percent};
use crate::answer::ReplyId;
use crate::discord::limits::cut;
use crate::discord::present::Screen;
use crate::render::quote;
use crate::store::{Stats, StoreError};

/// Longest title or question in a list.
const LINE: usize = 120;

pub(super) async fn run(asked: &Asked<'_>) -> Result<Screen, StoreError> {
    let days = asked.number("days").and_then(|days| u16::try_from(days).ok()).unwrap_or(DAYS).max(1);
    let stats = asked.bot.store.stats(asked.guild.get().into(), asked.since(days), STORING).await?;
    Ok(card(&format!("The last {days} days"), &lines(asked, &stats)))
}

fn lines(asked: &Asked<'_>, stats: &Stats) -> Vec<String> {
    let feedback = stats.feedback.helpful + stats.feedback.unhelpful;
    let rate =
        if feedback == 0 { "nobody said yet".to_owned() } else { percent(ratio(stats.feedback.helpful, feedback)) };
    let mut lines = vec![
        format!(
            "Asked: **{}** · answered: **{}** · asked back: **{}** · “I don't know”: **{}** · silent: **{}** · in shadow mode: **{}**",
            stats.asked, stats.answered, stats.clarified, stats.fallback, stats.silent, stats.shadowed
        ),
        format!("Helpful: **{rate}** of {feedback}"),
    ];
    let docent = asked.bot.docent_in(Some(asked.guild));
    let title = |id: &ReplyId| docent.answer_for(id).map_or_else(|| id.to_string(), |answer| answer.title);
    if !stats.top_replies.is_empty() {
        lines.push("\n**Most asked**".to_owned());
        lines.extend(
            stats.top_replies.iter().map(|(id, times)| format!("- {} ({times})", quote(&cut(&title(id), LINE)))),
        );
    }
    if !stats.top_gaps.is_empty() {
        lines.push("\n**Greatest gaps** (`/docent unanswered` to teach them)".to_owned());
        lines.extend(stats.top_gaps.iter().map(|(text, times)| format!("- {} ({times})", quote(&cut(text, LINE)))));
    }
    lines
}

#[expect(clippy::cast_precision_loss, reason = "counts of presses are far below 2^52")]
fn ratio(part: u64, whole: u64) -> f64 {
    part as f64 / whole as f64
}
