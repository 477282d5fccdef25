//! `/docent channels`: how Docent behaves where.
//!
//! In: a channel and what to set, or nothing. Out: how it is now. A thread or post follows the channel that it lies under unless it has a setting of its own.

use super::{Asked, STORING, card};
use crate::discord::present::Screen;
use crate::store::{ChannelId, ChannelMode, ChannelSettings, SettingsChange, StoreError};

pub(super) async fn run(asked: &Asked<'_>) -> Result<Screen, StoreError> {
    let channel = asked.channel("channel").unwrap_or_else(|| asked.command.channel_id.get());
    for change in changes(asked, channel.into()) {
        asked.bot.store.change_settings(asked.guild.get().into(), change, STORING).await?;
    }
    Ok(card("Where I speak", &lines(asked)))
}

fn changes(asked: &Asked<'_>, channel: ChannelId) -> Vec<SettingsChange> {
    let mode = asked.text("mode").map(|word| SettingsChange::Mode(channel, ChannelMode::of(word)));
    let before = asked.bot.store.server(asked.guild.get().into()).channel(channel);
    let (addressed, unaddressed) = (asked.share("asked"), asked.share("unasked"));
    let thresholds = (addressed.is_some() || unaddressed.is_some()).then(|| SettingsChange::Thresholds {
        channel,
        addressed: addressed.or(before.addressed),
        unaddressed: unaddressed.or(before.unaddressed),
    });
    mode.into_iter().chain(thresholds).collect()
}

fn lines(asked: &Asked<'_>) -> Vec<String> {
    let server = asked.bot.store.server(asked.guild.get().into());
    let mut lines: Vec<String> = server.channels.iter().map(|(channel, settings)| line(*channel, settings)).collect();
    if lines.is_empty() {
        lines.push("Nothing is set here yet.".to_owned());
    }
    lines.push(String::new());
    lines.push("Elsewhere I speak only when addressed, and in the channels that the settings file names. Threads and posts follow their channel.".to_owned());
    lines.push("`/docent channels channel:… mode:…` changes it: **answer** what I'm sure of · **mention-only** · **shadow**: silent, moderators see what I would have said · **off**.".to_owned());
    lines
}

fn line(channel: ChannelId, settings: &ChannelSettings) -> String {
    let mode = settings.mode.map_or("as where nothing is set", ChannelMode::as_str);
    let threshold =
        |what: &str, share: Option<f32>| share.map_or_else(String::new, |share| format!(", {what} from {share:.2}"));
    let asked = threshold("when asked", settings.addressed);
    format!("<#{channel}>: **{mode}**{asked}{}", threshold("unasked", settings.unaddressed))
}
