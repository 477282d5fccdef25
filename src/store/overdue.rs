//! Of what that is due to be checked again a server was reminded.
//!
//! In: what is due. Out: what of it is told for the first time, claimed before it is told, so that of several processes one tells it, and nobody twice; what could not be
//! told is given back.

use std::collections::HashSet;
use std::time::Duration;

use super::Store;
use super::error::StoreError;
use super::ids::{ChannelId, ServerId};
use super::row::Row;
use super::statement::Statement;

/// Things claimed at once: as many as somebody reads.
pub const AT_ONCE: usize = 20;

const TOLD: &str = "SELECT item, since FROM overdue_told WHERE server = $1";
const CLAIM: &str = "INSERT INTO overdue_told (server, item, since, at) VALUES ($1, $2, $3, $4) ON CONFLICT (server, item, since) DO NOTHING";

const GIVE_BACK: &str = "DELETE FROM overdue_told WHERE server = $1 AND item = $2 AND since = $3";

/// Something that is due, by what it is known by, and since when.
pub type DueItem = (String, String);

impl Store {
    /// Servers that have a channel for what moderators look through, with that channel; from memory.
    #[must_use]
    pub fn review_channels(&self) -> Vec<(ServerId, ChannelId)> {
        let servers = self.inner.memory.servers.all();
        servers.into_iter().filter_map(|(server, settings)| Some((server, settings.review_channel?))).collect()
    }

    /// Claims those that a server was not yet reminded of, at most [`AT_ONCE`], in their order; each is given to one caller only.
    ///
    /// # Errors
    /// Where the database cannot be used in this time.
    pub async fn claim_overdue(
        &self,
        server: ServerId,
        due: Vec<DueItem>,
        within: Duration,
    ) -> Result<Vec<DueItem>, StoreError> {
        let rows = self.inner.base.read(within, Statement::new(TOLD).with(server)).await?;
        let mut told: HashSet<DueItem> = HashSet::new();
        for row in &rows {
            let row = Row(row);
            told.insert((row.text("item")?, row.text("since")?));
        }
        let mut new: Vec<DueItem> = due.into_iter().filter(|due| told.insert(due.clone())).collect();
        new.truncate(AT_ONCE);
        if new.is_empty() {
            return Ok(new);
        }
        let claim = |(item, since): &DueItem| {
            Statement::new(CLAIM).with(server).with(item.clone()).with(since.clone()).with(self.now())
        };
        let claims: Vec<Statement> = new.iter().map(claim).collect();
        let touched = self.inner.base.commit(within, &claims).await?;
        Ok(new.into_iter().zip(touched).filter(|(_, rows)| *rows > 0).map(|(due, _)| due).collect())
    }

    /// Gives back what was claimed and could not be told: the next who claims gets it.
    ///
    /// # Errors
    /// Where it could not be stored in this time; then the server counts as reminded.
    pub async fn give_back_overdue(
        &self,
        server: ServerId,
        claimed: impl IntoIterator<Item = DueItem>,
        within: Duration,
    ) -> Result<(), StoreError> {
        let back = |(item, since): DueItem| Statement::new(GIVE_BACK).with(server).with(item).with(since);
        let statements: Vec<Statement> = claimed.into_iter().map(back).collect();
        self.inner.base.commit(within, &statements).await.map(drop)
    }
}
