//! `/docent settings`: what holds for the whole server.
//!
//! In: what to set, or nothing. Out: how it is now.

use super::{Asked, STORING, card};
use crate::discord::present::Screen;
use crate::store::{FeedbackBy, SettingsChange, StoreError};

pub(super) async fn run(asked: &Asked<'_>) -> Result<Screen, StoreError> {
    let server = asked.guild.get().into();
    for change in changes(asked) {
        asked.bot.store.change_settings(server, change, STORING).await?;
    }
    let now = asked.bot.store.server(server);
    let review = now.review_channel.map_or_else(
        || "none: shadow mode shows nothing, and nobody is told what is due to be checked again".to_owned(),
        |id| format!("<#{id}>"),
    );
    let who = match now.feedback_by {
        FeedbackBy::Asker => "only the person who asked",
        FeedbackBy::All => "everybody",
    };
    let lines = [
        format!("**Review channel** for shadow mode (`review`, `no_review`): {review}"),
        format!("**Who may press “helpful”** (`feedback`): {who}"),
        format!("**Question log** (`log_days`): kept for {} days", now.log_days),
    ];
    Ok(card("Settings of this server", &lines))
}

fn changes(asked: &Asked<'_>) -> Vec<SettingsChange> {
    // Discord cannot say "no channel" in an option that takes one. Where both are given, the channel is what somebody chose.
    let review = asked.channel("review").map(|id| Some(id.into())).or_else(|| asked.flag("no_review").then_some(None));
    let review = review.map(SettingsChange::ReviewChannel);
    let feedback = asked.text("feedback").and_then(FeedbackBy::of).map(SettingsChange::FeedbackBy);
    let days = asked.number("log_days").and_then(|days| days.try_into().ok()).map(SettingsChange::LogDays);
    review.into_iter().chain(feedback).chain(days).collect()
}
