//! What an answer needs, held in memory: settings, taught entries, people's choices, the latest replies.
//!
//! In: what was read at the start, and every change after it. Out: values without waiting. The database has the same, and is asked only at the start and
//! when another process changed something.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::{Duration, Instant};

use tokio::sync::watch;

use super::base::Base;
use super::entry_ids::{self, EntryIds};
use super::error::StoreError;
use super::ids::{PersonId, ServerId};
use super::links::Links;
use super::people::{self, Person, View};
use super::row::Row;
use super::server::{self, ServerSettings};
use super::statement::Statement;
use super::taught::{self, Taught};

/// For reading one of the tables whole.
const PATIENCE: Duration = Duration::from_secs(20);

/// A view that was chosen is in the database by then, or the database cannot be read either.
const ON_THE_WAY: Duration = Duration::from_secs(30);

/// Told with every change of what is in memory.
pub(super) const CHANGED: &str = "INSERT INTO revision (name, number) VALUES ('memory', 1) \
     ON CONFLICT (name) DO UPDATE SET number = revision.number + 1";

/// Told when the knowledge was read again in one process.
pub(super) const KNOWLEDGE: &str = "INSERT INTO revision (name, number) VALUES ('knowledge', 1) \
     ON CONFLICT (name) DO UPDATE SET number = revision.number + 1";

/// A map that is replaced and changed as one.
#[derive(Debug)]
pub(super) struct Kept<K, V>(RwLock<HashMap<K, V>>);

impl<K, V> Default for Kept<K, V> {
    fn default() -> Self {
        Self(RwLock::default())
    }
}

impl<K: std::hash::Hash + Eq, V: Clone + Default> Kept<K, V> {
    pub(super) fn get(&self, key: &K) -> Option<V> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).get(key).cloned()
    }

    pub(super) fn all(&self) -> Vec<(K, V)>
    where
        K: Clone,
    {
        let kept = self.0.read().unwrap_or_else(PoisonError::into_inner);
        kept.iter().map(|(key, value)| (key.clone(), value.clone())).collect()
    }

    pub(super) fn change(&self, key: K, change: impl FnOnce(&mut V)) {
        change(self.0.write().unwrap_or_else(PoisonError::into_inner).entry(key).or_default());
    }

    fn replace(&self, all: HashMap<K, V>) {
        self.replace_with(|| all);
    }

    /// The same with what is made while nobody changes anything.
    fn replace_with(&self, all: impl FnOnce() -> HashMap<K, V>) {
        let mut kept = self.0.write().unwrap_or_else(PoisonError::into_inner);
        *kept = all();
    }
}

/// All of it.
#[derive(Debug, Default)]
pub(super) struct Memory {
    pub(super) servers: Kept<ServerId, Arc<ServerSettings>>,
    pub(super) taught: Kept<ServerId, Arc<Vec<Taught>>>,
    pub(super) entry_ids: Kept<ServerId, Arc<EntryIds>>,
    pub(super) people: Kept<PersonId, Person>,
    pub(super) links: Links,
    /// Views that were chosen lately: they are written behind the answer, and what is read meanwhile does not have them.
    views: Mutex<HashMap<PersonId, (View, Instant)>>,
    /// One change at a time, so that memory and database change in the same order.
    changing: tokio::sync::Mutex<()>,
    loaded: AtomicBool,
    revision: AtomicI64,
    /// How often some process was told to read the knowledge again, as far as this one knows.
    pub(super) knowledge: watch::Sender<i64>,
}

impl Memory {
    /// Whether the database was read at least once.
    pub(super) fn is_loaded(&self) -> bool {
        self.loaded.load(Ordering::Acquire)
    }

    /// The right to change something.
    pub(super) async fn changing(&self, within: Duration) -> Result<tokio::sync::MutexGuard<'_, ()>, StoreError> {
        let late = |_| StoreError::Unavailable { why: "other changes are still waiting".to_owned() };
        tokio::time::timeout(within, self.changing.lock()).await.map_err(late)
    }

    /// Keeps the view that a person chose.
    pub(super) fn choose_view(&self, person: PersonId, view: View) {
        let mut views = self.views.lock().unwrap_or_else(PoisonError::into_inner);
        views.insert(person, (view, Instant::now()));
        drop(views);
        self.people.change(person, |person| person.view = Some(view));
    }

    /// Changes what is kept of a person to what the database has by now, whatever was on its way there.
    pub(super) fn settle(&self, person: PersonId, change: impl FnOnce(&mut Person)) {
        self.views.lock().unwrap_or_else(PoisonError::into_inner).remove(&person);
        self.people.change(person, change);
    }

    /// What was read of people, with the views that are still on their way.
    fn replace_people(&self, read: HashMap<PersonId, Person>) {
        self.people.replace_with(|| {
            let mut people = read;
            let mut views = self.views.lock().unwrap_or_else(PoisonError::into_inner);
            views.retain(|_, (_, chosen)| chosen.elapsed() < ON_THE_WAY);
            views.iter().for_each(|(person, (view, _))| people.entry(*person).or_default().view = Some(*view));
            people
        });
    }

    /// Reads everything again where some process changed something.
    pub(super) async fn refresh(&self, base: &Base) -> Result<(), StoreError> {
        let _changing = self.changing.lock().await;
        let Revisions { memory: revision, knowledge } = revisions(base).await?;
        self.knowledge.send_if_modified(|known| std::mem::replace(known, knowledge) != knowledge);
        if self.is_loaded() && self.revision.load(Ordering::Acquire) == revision {
            return Ok(());
        }
        self.servers.replace(server::load(base, PATIENCE).await?);
        // Before what is taught: who reads that first finds the ids of all of it.
        self.entry_ids.replace(entry_ids::load(base, PATIENCE).await?);
        self.taught.replace(taught::load(base, PATIENCE).await?);
        self.replace_people(people::load(base, PATIENCE).await?);
        if !self.is_loaded() {
            self.links.load(base, PATIENCE).await?;
        }
        self.revision.store(revision, Ordering::Release);
        self.loaded.store(true, Ordering::Release);
        Ok(())
    }
}

struct Revisions {
    memory: i64,
    knowledge: i64,
}

async fn revisions(base: &Base) -> Result<Revisions, StoreError> {
    let statement = Statement::new("SELECT name, number FROM revision WHERE name IN ('memory', 'knowledge')");
    let mut revisions = Revisions { memory: 0, knowledge: 0 };
    for row in base.read(PATIENCE, statement).await? {
        let row = Row(&row);
        let number = row.number("number")?;
        if row.text("name")? == "knowledge" { revisions.knowledge = number } else { revisions.memory = number }
    }
    Ok(revisions)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_view_on_its_way_to_the_database_outlives_what_was_read_before_it() {
        let memory = Memory::default();
        let (ada, ben) = (PersonId::from(1), PersonId::from(2));
        let view = |person: PersonId| memory.people.get(&person).and_then(|person| person.view);
        memory.choose_view(ada, View::List);
        let mut read = HashMap::from([(ben, Person::default())]);
        read.entry(ben).or_default().view = Some(View::Picture);
        memory.replace_people(read);
        assert_eq!((view(ada), view(ben)), (Some(View::List), Some(View::Picture)));
        memory.settle(ada, |person| person.view = None);
        memory.replace_people(HashMap::new());
        assert_eq!((view(ada), view(ben)), (None, None), "what was forgotten stays so");
    }
}
