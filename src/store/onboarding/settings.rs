//! What moderators set for onboarding: how newcomers are welcomed, which role a finished track gives, who is to walk which track, how long it is kept of who left.
//!
//! In: changes. Out: what is set, from the database: none of it is needed for an answer.

use std::collections::BTreeMap;
use std::time::Duration;

use super::super::error::StoreError;
use super::super::feedback::Kept;
use super::super::ids::{ChannelId, Moment, PersonId, ServerId};
use super::super::row::Row;
use super::super::statement::Statement;
use super::super::{Store, words};
use crate::knowledge::TrackId;

/// Days for which it is kept how far somebody was who left the server: people come back, and until then it is nobody's business.
pub const FORGET_DAYS: u16 = 30;
/// The most days that can be set.
pub const MAX_FORGET_DAYS: u16 = 365;

words! {
    /// How newcomers are welcomed.
    WelcomeBy {
        /// Not at all.
        Off = "off",
        /// In a channel.
        Channel = "channel",
        /// Directly; in the channel where that is closed.
        Direct = "dm",
    }
}

/// What stands in the database for one person, and for everybody with a role.
const PERSON: &str = "person";
const ROLE: &str = "role";

/// To whom a track is assigned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum To {
    /// One person.
    Person(PersonId),
    /// Everybody with a role, by its id.
    Role(u64),
}

impl To {
    fn columns(self) -> (&'static str, i64) {
        match self {
            Self::Person(person) => (PERSON, person.get().cast_signed()),
            Self::Role(role) => (ROLE, role.cast_signed()),
        }
    }
}

/// A track for somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assigned {
    /// For whom.
    pub to: To,
    /// Which.
    pub track: TrackId,
    /// Who said so.
    pub by: PersonId,
    /// When.
    pub at: Moment,
}

/// What is set for one server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OnboardingSettings {
    /// How newcomers are welcomed.
    pub welcome: WelcomeBy,
    /// Where, and where a direct message is refused.
    pub channel: Option<ChannelId>,
    /// Days for which it is kept how far somebody was who left.
    pub forget_days: u16,
    /// The roles that finished tracks give, by their ids.
    pub roles: BTreeMap<TrackId, u64>,
}

impl Default for OnboardingSettings {
    fn default() -> Self {
        Self { welcome: WelcomeBy::Off, channel: None, forget_days: FORGET_DAYS, roles: BTreeMap::new() }
    }
}

/// One change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OnboardingChange {
    /// How newcomers are welcomed.
    Welcome(WelcomeBy),
    /// Where.
    Channel(ChannelId),
    /// Days for which it is kept how far somebody was who left, at most [`MAX_FORGET_DAYS`].
    ForgetDays(u16),
    /// The role that a finished track gives; none gives none.
    Role(TrackId, Option<u64>),
}

impl OnboardingChange {
    fn statement(self, server: ServerId) -> Statement {
        match self {
            Self::Welcome(welcome) => Statement::new(
                "INSERT INTO onboarding_servers (server, welcome) VALUES ($1, $2) \
                 ON CONFLICT (server) DO UPDATE SET welcome = excluded.welcome",
            )
            .with(server)
            .with(welcome.as_str()),
            Self::Channel(channel) => Statement::new(
                "INSERT INTO onboarding_servers (server, channel) VALUES ($1, $2) \
                 ON CONFLICT (server) DO UPDATE SET channel = excluded.channel",
            )
            .with(server)
            .with(channel),
            Self::ForgetDays(days) => Statement::new(
                "INSERT INTO onboarding_servers (server, forget_days) VALUES ($1, $2) \
                 ON CONFLICT (server) DO UPDATE SET forget_days = excluded.forget_days",
            )
            .with(server)
            .with(i64::from(days.min(MAX_FORGET_DAYS))),
            Self::Role(track, Some(role)) => Statement::new(
                "INSERT INTO onboarding_roles (server, track, role) VALUES ($1, $2, $3) \
                 ON CONFLICT (server, track) DO UPDATE SET role = excluded.role",
            )
            .with(server)
            .with(&track)
            .with(role.cast_signed()),
            Self::Role(track, None) => Statement::new("DELETE FROM onboarding_roles WHERE server = $1 AND track = $2")
                .with(server)
                .with(&track),
        }
    }
}

impl Store {
    /// What is set for a server.
    ///
    /// # Errors
    /// Where the database cannot be read in this time.
    pub async fn onboarding_settings(
        &self,
        server: ServerId,
        within: Duration,
    ) -> Result<OnboardingSettings, StoreError> {
        let read = |sql| self.inner.base.read(within, Statement::new(sql).with(server));
        let mut settings = OnboardingSettings::default();
        let rows = read("SELECT welcome, channel, forget_days FROM onboarding_servers WHERE server = $1").await?;
        if let Some(row) = rows.first().map(Row) {
            let welcome = row.maybe_text("welcome")?.and_then(|word| WelcomeBy::of(&word));
            settings.welcome = welcome.unwrap_or(settings.welcome);
            settings.channel = row.maybe_number("channel")?.map(ChannelId::of_column);
            let days = row.maybe_number("forget_days")?.and_then(|days| days.try_into().ok());
            settings.forget_days = days.unwrap_or(settings.forget_days);
        }
        for row in read("SELECT track, role FROM onboarding_roles WHERE server = $1").await? {
            let row = Row(&row);
            if let Ok(track) = TrackId::new(&row.text("track")?) {
                settings.roles.insert(track, row.number("role")?.cast_unsigned());
            }
        }
        Ok(settings)
    }

    /// Changes a setting of onboarding.
    ///
    /// # Errors
    /// Where it could not be stored in this time; then nothing is changed.
    pub async fn change_onboarding(
        &self,
        server: ServerId,
        change: OnboardingChange,
        within: Duration,
    ) -> Result<(), StoreError> {
        self.inner.base.commit(within, &[change.statement(server)]).await.map(drop)
    }

    /// Assigns a track to a person or a role, in the place of what was assigned before. Of a person who opted out nothing is kept, this neither.
    ///
    /// # Errors
    /// Where it could not be stored in this time.
    pub async fn assign_track(
        &self,
        server: ServerId,
        assigned: &Assigned,
        within: Duration,
    ) -> Result<Kept, StoreError> {
        if let To::Person(person) = assigned.to
            && self.has_opted_out(person)
        {
            return Ok(Kept::OptedOut);
        }
        let (kind, target) = assigned.to.columns();
        let statement = Statement::new(
            "INSERT INTO onboarding_assignments (server, kind, target, track, author, at) VALUES ($1, $2, $3, $4, $5, $6) \
             ON CONFLICT (server, kind, target) DO UPDATE SET track = excluded.track, author = excluded.author, at = excluded.at",
        );
        let statement = statement.with(server).with(kind).with(target).with(&assigned.track);
        self.inner.base.commit(within, &[statement.with(assigned.by).with(assigned.at)]).await?;
        Ok(Kept::Stored)
    }

    /// Everything that is assigned in a server, the latest first.
    ///
    /// # Errors
    /// Where the database cannot be read in this time.
    pub async fn assigned_tracks(&self, server: ServerId, within: Duration) -> Result<Vec<Assigned>, StoreError> {
        let statement = Statement::new(
            "SELECT kind, target, track, author, at FROM onboarding_assignments WHERE server = $1 ORDER BY at DESC, target",
        );
        let rows = self.inner.base.read(within, statement.with(server)).await?;
        let all: Vec<Option<Assigned>> = rows.iter().map(|row| assigned(Row(row))).collect::<Result<_, _>>()?;
        Ok(all.into_iter().flatten().collect())
    }
}

fn assigned(row: Row<'_>) -> Result<Option<Assigned>, sqlx::Error> {
    let Ok(track) = TrackId::new(&row.text("track")?) else { return Ok(None) };
    let target = row.number("target")?;
    let to = match row.text("kind")?.as_str() {
        PERSON => To::Person(PersonId::of_column(target)),
        ROLE => To::Role(target.cast_unsigned()),
        _ => return Ok(None),
    };
    Ok(Some(Assigned { to, track, by: PersonId::of_column(row.number("author")?), at: Moment(row.number("at")?) }))
}
