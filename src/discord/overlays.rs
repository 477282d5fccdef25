//! The knowledge of a server whose moderators taught something: what the files say, with that laid over it.
//!
//! In: a server. Out: what answers there. Learning takes seconds and happens beside the answers, once for all who wait for it; meanwhile what was learned before answers. Servers
//! that taught nothing share one.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use serenity::all::GuildId;

use super::bot::Bot;
use crate::knowledge::{Date, Lesson};
use crate::pipeline::Docent;
use crate::store::{Moment, Taught, Teaching};

/// How often is looked whether another process taught something: as often as the store reads what others changed, or oftener.
const LOOK: Duration = Duration::from_secs(2);

/// What was learned for one server, and from what.
#[derive(Debug, Clone)]
struct Overlay {
    base: Arc<Docent>,
    taught: Arc<Vec<Taught>>,
    docent: Arc<Docent>,
}

impl Overlay {
    fn is_of(&self, base: &Arc<Docent>, taught: &Arc<Vec<Taught>>) -> bool {
        Arc::ptr_eq(&self.base, base) && self.taught == *taught
    }
}

/// What was learned for each server.
#[derive(Debug, Default)]
pub(super) struct Overlays {
    learned: Mutex<HashMap<GuildId, Overlay>>,
    /// One at work for each server; the others wait and find it done.
    at_work: Mutex<HashMap<GuildId, Arc<tokio::sync::Mutex<()>>>>,
    /// One at work for all of them: learning takes all cores and four times the memory of answering, and at a start every server that taught something wants it.
    learning: tokio::sync::Mutex<()>,
}

impl Overlays {
    fn get(&self, guild: GuildId) -> Option<Overlay> {
        self.learned.lock().unwrap_or_else(PoisonError::into_inner).get(&guild).cloned()
    }

    /// Servers that were seen since the start.
    fn known(&self) -> Vec<GuildId> {
        self.at_work.lock().unwrap_or_else(PoisonError::into_inner).keys().copied().collect()
    }

    fn turn(&self, guild: GuildId) -> Arc<tokio::sync::Mutex<()>> {
        Arc::clone(self.at_work.lock().unwrap_or_else(PoisonError::into_inner).entry(guild).or_default())
    }
}

/// What answers in a server right now; and whether all that was taught is in it.
pub(super) fn answering(bot: &Bot, guild: GuildId) -> (Arc<Docent>, bool) {
    let (base, taught) = (bot.docent(), bot.store.taught(guild.get().into()));
    if taught.is_empty() {
        return (base, true);
    }
    match bot.overlays.get(guild) {
        Some(overlay) if overlay.is_of(&base, &taught) => (overlay.docent, true),
        Some(older) => (older.docent, false),
        None => (base, false),
    }
}

/// Learns what was taught in a server, where that is not done yet.
pub(super) async fn learn(bot: &Bot, guild: GuildId) {
    let turn = bot.overlays.turn(guild);
    let _turn = turn.lock().await;
    let (base, taught) = (bot.docent(), bot.store.taught(guild.get().into()));
    if answering(bot, guild).1 {
        return;
    }
    let Some(docent) = with(bot, &base, lessons(&taught)).await else { return };
    tracing::info!(%guild, lessons = taught.len(), "learned what was taught");
    let overlay = Overlay { base, taught, docent };
    bot.overlays.learned.lock().unwrap_or_else(PoisonError::into_inner).insert(guild, overlay);
}

/// Learns again what a server taught whenever the files change, or somebody taught something through another process.
pub(super) async fn keep_up(bot: &Bot) {
    let mut files = bot.knowledge.watch();
    loop {
        for guild in bot.overlays.known() {
            if !answering(bot, guild).1 {
                learn(bot, guild).await;
            }
        }
        // The bot holds the sender, so that this cannot end before it does.
        drop(tokio::time::timeout(LOOK, files.changed()).await);
    }
}

/// A Docent with these lessons, learned where it holds nobody up.
pub(super) async fn with(bot: &Bot, base: &Arc<Docent>, lessons: Vec<Lesson>) -> Option<Arc<Docent>> {
    let _learning = bot.overlays.learning.lock().await;
    let base = Arc::clone(base);
    let learned = tokio::task::spawn_blocking(move || Arc::new(base.taught(&lessons))).await;
    learned.inspect_err(|error| tracing::error!(%error, "learning what was taught failed")).ok()
}

/// What was taught, as the core takes it.
pub(super) fn lessons(taught: &[Taught]) -> Vec<Lesson> {
    taught.iter().filter_map(|taught| lesson(&taught.teaching, taught.changed_at)).collect()
}

/// One thing taught, as the core takes it; none for one more way of asking for something that a later version named.
pub(super) fn lesson(teaching: &Teaching, at: Moment) -> Option<Lesson> {
    match teaching {
        Teaching::Entry { title, questions, answer } => Some(Lesson::Entry {
            title: title.clone(),
            questions: questions.clone(),
            answer: answer.clone(),
            day: day(at),
        }),
        Teaching::Phrasing { reply, question } => {
            Some(Lesson::Phrasing { reply: reply.parse().ok()?, question: question.clone() })
        }
        Teaching::Never { question } => Some(Lesson::Never { question: question.clone() }),
    }
}

fn day(at: Moment) -> Date {
    let time = jiff::Timestamp::from_millisecond(at.0).unwrap_or_default();
    Date::day(time.to_zoned(jiff::tz::TimeZone::UTC).date())
}
