//! What moderators set for their server: how Docent behaves in each channel, who may press, how long the question log is kept.
//!
//! In: changes. Out: [`ServerSettings`], from memory. Which channel a thread belongs to, and what applies where nothing is set, is left to the shell.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::time::Duration;

use super::base::Base;
use super::error::StoreError;
use super::ids::{ChannelId, ServerId};
use super::memory::CHANGED;
use super::row::Row;
use super::statement::Statement;
use super::{Store, words};

/// Days that the question log is kept where nothing is set: long enough to see what people miss, short enough to be forgotten.
pub const LOG_DAYS: u16 = 30;
/// The most days that can be set.
pub const MAX_LOG_DAYS: u16 = 365;

words! {
    /// How Docent behaves in a channel.
    ChannelMode {
        /// Answers what it is sure of, asked or not.
        Answer = "answer",
        /// Speaks only when addressed.
        MentionOnly = "mention-only",
        /// Says nothing, and shows moderators what it would have said.
        Shadow = "shadow",
        /// Says nothing at all.
        Off = "off",
    }
}

words! {
    /// Who may press "helpful" and "not helpful".
    FeedbackBy {
        /// Whoever asked.
        Asker = "asker",
        /// Everybody.
        All = "all",
    }
}

/// What is set for one channel; what is not set is inherited.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct ChannelSettings {
    /// How Docent behaves.
    pub mode: Option<ChannelMode>,
    /// Least confidence to answer who addressed it, 0 to 1.
    pub addressed: Option<f32>,
    /// Least confidence to answer unasked, 0 to 1.
    pub unaddressed: Option<f32>,
}

/// What is set for one server.
#[derive(Debug, Clone, PartialEq)]
pub struct ServerSettings {
    /// Channels, threads and posts for which something is set.
    pub channels: BTreeMap<ChannelId, ChannelSettings>,
    /// Where shadow mode shows its replies to moderators.
    pub review_channel: Option<ChannelId>,
    /// Who may press.
    pub feedback_by: FeedbackBy,
    /// Days that the question log is kept; 0 keeps none.
    pub log_days: u16,
}

impl Default for ServerSettings {
    fn default() -> Self {
        Self { channels: BTreeMap::new(), review_channel: None, feedback_by: FeedbackBy::Asker, log_days: LOG_DAYS }
    }
}

impl ServerSettings {
    /// What is set for a channel.
    #[must_use]
    pub fn channel(&self, channel: ChannelId) -> ChannelSettings {
        self.channels.get(&channel).copied().unwrap_or_default()
    }

    fn apply(&mut self, change: SettingsChange) {
        match change {
            SettingsChange::Mode(channel, mode) => self.channels.entry(channel).or_default().mode = mode,
            SettingsChange::Thresholds { channel, addressed, unaddressed } => {
                let settings = self.channels.entry(channel).or_default();
                (settings.addressed, settings.unaddressed) = (addressed, unaddressed);
            }
            SettingsChange::ReviewChannel(channel) => self.review_channel = channel,
            SettingsChange::FeedbackBy(who) => self.feedback_by = who,
            SettingsChange::LogDays(days) => self.log_days = days.min(MAX_LOG_DAYS),
        }
    }
}

/// One change; None goes back to what applies where nothing is set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum SettingsChange {
    /// How Docent behaves in a channel.
    Mode(ChannelId, Option<ChannelMode>),
    /// From which confidence on it speaks in a channel.
    Thresholds {
        /// Where.
        channel: ChannelId,
        /// When addressed.
        addressed: Option<f32>,
        /// Unasked.
        unaddressed: Option<f32>,
    },
    /// Where shadow mode shows its replies.
    ReviewChannel(Option<ChannelId>),
    /// Who may press.
    FeedbackBy(FeedbackBy),
    /// Days that the question log is kept, at most [`MAX_LOG_DAYS`].
    LogDays(u16),
}

impl SettingsChange {
    fn statement(self, server: ServerId) -> Statement {
        match self {
            Self::Mode(channel, mode) => Statement::new(
                "INSERT INTO channels (channel, server, mode) VALUES ($1, $2, $3) \
                 ON CONFLICT (channel) DO UPDATE SET mode = excluded.mode",
            )
            .with(channel)
            .with(server)
            .with(mode.map(|mode| mode.as_str().to_owned())),
            Self::Thresholds { channel, addressed, unaddressed } => Statement::new(
                "INSERT INTO channels (channel, server, addressed, unaddressed) VALUES ($1, $2, $3, $4) \
                 ON CONFLICT (channel) DO UPDATE SET addressed = excluded.addressed, unaddressed = excluded.unaddressed",
            )
            .with(channel)
            .with(server)
            .with(addressed)
            .with(unaddressed),
            Self::ReviewChannel(channel) => Statement::new(
                "INSERT INTO servers (server, review_channel) VALUES ($1, $2) \
                 ON CONFLICT (server) DO UPDATE SET review_channel = excluded.review_channel",
            )
            .with(server)
            .with(channel),
            Self::FeedbackBy(who) => Statement::new(
                "INSERT INTO servers (server, feedback_by) VALUES ($1, $2) \
                 ON CONFLICT (server) DO UPDATE SET feedback_by = excluded.feedback_by",
            )
            .with(server)
            .with(who.as_str()),
            Self::LogDays(days) => Statement::new(
                "INSERT INTO servers (server, log_days) VALUES ($1, $2) \
                 ON CONFLICT (server) DO UPDATE SET log_days = excluded.log_days",
            )
            .with(server)
            .with(i64::from(days.min(MAX_LOG_DAYS))),
        }
    }
}

impl Store {
    /// What is set for a server, from memory.
    #[must_use]
    pub fn server(&self, server: ServerId) -> Arc<ServerSettings> {
        self.inner.memory.servers.get(&server).unwrap_or_default()
    }

    /// Changes a setting; in force as soon as it is stored.
    ///
    /// # Errors
    /// Where it could not be stored in this time; then nothing is changed.
    pub async fn change_settings(
        &self,
        server: ServerId,
        change: SettingsChange,
        within: Duration,
    ) -> Result<(), StoreError> {
        let statements = [change.statement(server), Statement::new(CHANGED)];
        self.change(within, &statements, || {
            self.inner.memory.servers.change(server, |settings| Arc::make_mut(settings).apply(change));
        })
        .await
    }
}

/// All of all servers.
pub(super) async fn load(base: &Base, within: Duration) -> Result<HashMap<ServerId, Arc<ServerSettings>>, StoreError> {
    let mut all: HashMap<ServerId, ServerSettings> = HashMap::new();
    let servers = Statement::new("SELECT server, review_channel, feedback_by, log_days FROM servers");
    for row in base.read(within, servers).await? {
        let row = Row(&row);
        let settings = all.entry(ServerId::of_column(row.number("server")?)).or_default();
        settings.review_channel = row.maybe_number("review_channel")?.map(ChannelId::of_column);
        let who = row.maybe_text("feedback_by")?.and_then(|who| FeedbackBy::of(&who));
        settings.feedback_by = who.unwrap_or(settings.feedback_by);
        let days = row.maybe_number("log_days")?.and_then(|days| days.try_into().ok());
        settings.log_days = days.unwrap_or(settings.log_days);
    }
    let channels = Statement::new("SELECT server, channel, mode, addressed, unaddressed FROM channels");
    for row in base.read(within, channels).await? {
        let row = Row(&row);
        let settings = ChannelSettings {
            mode: row.maybe_text("mode")?.and_then(|mode| ChannelMode::of(&mode)),
            addressed: row.maybe_real("addressed")?,
            unaddressed: row.maybe_real("unaddressed")?,
        };
        let server = all.entry(ServerId::of_column(row.number("server")?)).or_default();
        server.channels.insert(ChannelId::of_column(row.number("channel")?), settings);
    }
    Ok(all.into_iter().map(|(server, settings)| (server, Arc::new(settings))).collect())
}
