//! Which id each taught entry has. Phrasings and the log refer to it, so that it stays the entry's own, whatever becomes of its title and of the others.
//!
//! In: ids, for entries that are learned for the first time. Out: those of all entries that were ever taught in a server, from memory; also of removed ones, for nobody gets an id again.
//! How an id is chosen is left to the core.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use super::Store;
use super::base::Base;
use super::error::StoreError;
use super::ids::{ServerId, TaughtId};
use super::memory::CHANGED;
use super::row::Row;
use super::statement::Statement;
use crate::knowledge::EntryId;

/// The ids of entries that were taught in one server.
pub type EntryIds = HashMap<TaughtId, EntryId>;

/// The first who gives an entry its id, or takes an id, is right. No column is named for the conflict: it may be either.
const KEEP: &str = "INSERT INTO entry_ids (taught, server, entry) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";

impl Store {
    /// The ids of all entries that were taught in a server, from memory.
    #[must_use]
    pub fn entry_ids(&self, server: ServerId) -> Arc<EntryIds> {
        self.inner.memory.entry_ids.get(&server).unwrap_or_default()
    }

    /// Keeps ids of entries for ever. Where another process was faster, its ids stay: [`Store::entry_ids`] tells which there are now, and an entry may still have none.
    ///
    /// # Errors
    /// Where they could not be stored in this time, or not be read afterwards.
    pub async fn keep_entry_ids(
        &self,
        server: ServerId,
        ids: &[(TaughtId, EntryId)],
        within: Duration,
    ) -> Result<(), StoreError> {
        let keep = |(taught, entry): &(TaughtId, EntryId)| {
            Statement::new(KEEP).with(*taught).with(server).with(entry.as_str())
        };
        let statements: Vec<Statement> = ids.iter().map(keep).chain([Statement::new(CHANGED)]).collect();
        let changing = self.inner.memory.changing(within).await?;
        self.inner.base.commit(within, &statements).await?;
        drop(changing);
        // Read back, not taken from what was asked for: another process may have been faster.
        self.refresh().await
    }
}

fn read(row: Row<'_>) -> Result<(ServerId, TaughtId, EntryId), sqlx::Error> {
    let entry = EntryId::new(&row.text("entry")?).map_err(|error| sqlx::Error::Decode(error.into()))?;
    Ok((ServerId::of_column(row.number("server")?), TaughtId::of_column(row.number("taught")?), entry))
}

/// All ids of all servers.
pub(super) async fn load(base: &Base, within: Duration) -> Result<HashMap<ServerId, Arc<EntryIds>>, StoreError> {
    let statement = Statement::new("SELECT taught, server, entry FROM entry_ids");
    let mut all: HashMap<ServerId, EntryIds> = HashMap::new();
    for row in base.read(within, statement).await? {
        match read(Row(&row)) {
            Ok((server, taught, entry)) => drop(all.entry(server).or_default().insert(taught, entry)),
            // Written by a later version: it stays where it is.
            Err(error) => tracing::warn!(%error, "the id of a taught entry cannot be read and is passed over"),
        }
    }
    Ok(all.into_iter().map(|(server, ids)| (server, Arc::new(ids))).collect())
}
