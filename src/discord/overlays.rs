//! The knowledge of a server whose moderators taught something: what the files say, with that laid over it.
//!
//! In: a server. Out: what answers there. Learning takes seconds and happens beside the answers, once for all who wait for it; meanwhile what was learned before answers. Servers
//! that taught nothing share one. What was learned for a server goes with the last thing that it taught, and with the server.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use serenity::all::GuildId;

use super::bot::Bot;
use crate::knowledge::{Date, Lesson};
use crate::pipeline::Docent;
use crate::store::{Moment, Taught, Teaching};
use crate::text::words_left;

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

    /// Holds what was learned, unless the server left meanwhile.
    fn hold(&self, guild: GuildId, overlay: Overlay) {
        let at_work = self.at_work.lock().unwrap_or_else(PoisonError::into_inner);
        if at_work.contains_key(&guild) {
            self.learned.lock().unwrap_or_else(PoisonError::into_inner).insert(guild, overlay);
        }
    }

    /// Drops what was learned for a server that teaches nothing any more.
    fn drop_learned(&self, guild: GuildId) {
        self.learned.lock().unwrap_or_else(PoisonError::into_inner).remove(&guild);
    }

    /// Drops all that is held of a server that Docent is in no longer.
    pub(super) fn left(&self, guild: GuildId) {
        let mut at_work = self.at_work.lock().unwrap_or_else(PoisonError::into_inner);
        at_work.remove(&guild);
        self.drop_learned(guild);
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

/// Whether all that was taught in a server is learned, and nothing is held that was removed.
fn is_up_to_date(bot: &Bot, guild: GuildId) -> bool {
    let teaches = || !bot.store.taught(guild.get().into()).is_empty();
    answering(bot, guild).1 && (bot.overlays.get(guild).is_none() || teaches())
}

/// Learns what was taught in a server, where that is not done yet; drops what was learned where nothing is taught any more.
pub(super) async fn learn(bot: &Bot, guild: GuildId) {
    let turn = bot.overlays.turn(guild);
    let _turn = turn.lock().await;
    let (base, taught) = (bot.docent(), bot.store.taught(guild.get().into()));
    if taught.is_empty() {
        return bot.overlays.drop_learned(guild);
    }
    if answering(bot, guild).1 {
        return;
    }
    let Some(docent) = with(bot, &base, lessons(&taught)).await else { return };
    tracing::info!(%guild, lessons = taught.len(), "learned what was taught");
    bot.overlays.hold(guild, Overlay { base, taught, docent });
}

/// Learns again what a server taught whenever the files change, or somebody taught or removed something through another process.
pub(super) async fn keep_up(bot: &Bot) {
    let mut files = bot.knowledge.watch();
    loop {
        for guild in bot.overlays.known() {
            if !is_up_to_date(bot, guild) {
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

/// One thing taught, as the core takes it: without the marks of what was taken out of a question. None where no word of a question is left, or where a later version named what answers.
pub(super) fn lesson(teaching: &Teaching, at: Moment) -> Option<Lesson> {
    let asked = |question: &String| Some(words_left(question)).filter(|left| !left.is_empty());
    match teaching {
        Teaching::Entry { title, questions, answer } => Some(Lesson::Entry {
            title: asked(title)?,
            questions: questions.iter().filter_map(asked).collect(),
            answer: answer.clone(),
            day: day(at),
        }),
        Teaching::Phrasing { reply, question } => {
            Some(Lesson::Phrasing { reply: reply.parse().ok()?, question: asked(question)? })
        }
        Teaching::Never { question } => Some(Lesson::Never { question: asked(question)? }),
    }
}

fn day(at: Moment) -> Date {
    let time = jiff::Timestamp::from_millisecond(at.0).unwrap_or_default();
    Date::day(time.to_zoned(jiff::tz::TimeZone::UTC).date())
}

#[cfg(test)]
mod tests {
    use secrecy::SecretString;
    use serenity::all::ChannelId;
    use tokio_util::sync::CancellationToken;

    use super::*;
    use crate::decision::Thresholds;
    use crate::discord::Config;
    use crate::discord::places::Places;
    use crate::discord::rest::{DISCORD, Rest};
    use crate::knowledge::KnowledgeBase;
    use crate::live::Live;
    use crate::metrics::Metrics;
    use crate::store::{By, Store};

    const SERVER: u64 = 7;

    async fn bot() -> Bot {
        let docent = Docent::new(KnowledgeBase::default(), Thresholds::default());
        let token = SecretString::from("none".to_owned());
        let rest = Rest::new(reqwest::Client::new(), DISCORD, token, Metrics::default());
        let places = Places::new([ChannelId::new(1)]);
        let store = Store::in_memory().await.unwrap();
        let stop = CancellationToken::new();
        Bot::new(Live::from(Arc::new(docent)), store, Arc::new(rest), places, &Config::default(), stop)
    }

    fn by(press: u64) -> By {
        By { press: press.into(), server: SERVER.into(), author: 1.into(), at: Moment(0) }
    }

    async fn taught(bot: &Bot) {
        let teaching = Teaching::Never { question: "where is lunch?".to_owned() };
        bot.store.teach(&by(1), teaching, None, LOOK).await.unwrap();
        learn(bot, GuildId::new(SERVER)).await;
        assert!(bot.overlays.get(GuildId::new(SERVER)).is_some());
    }

    #[tokio::test]
    async fn what_was_learned_goes_with_the_last_thing_taught() {
        let (bot, guild) = (bot().await, GuildId::new(SERVER));
        taught(&bot).await;
        // As another process does it: nothing here has heard of it.
        bot.store.remove_taught(&by(2), 1.into(), LOOK).await.unwrap();
        assert!(!is_up_to_date(&bot, guild));
        learn(&bot, guild).await;
        assert!(bot.overlays.get(guild).is_none() && is_up_to_date(&bot, guild));
        assert_eq!(bot.overlays.known(), [guild], "what is taught there again is learned again");
    }

    #[tokio::test]
    async fn what_was_learned_goes_with_the_server_also_while_it_is_being_learned() {
        let (bot, guild) = (bot().await, GuildId::new(SERVER));
        taught(&bot).await;
        let learned = bot.overlays.get(guild).unwrap();
        bot.overlays.left(guild);
        assert!(bot.overlays.get(guild).is_none() && bot.overlays.known().is_empty());
        bot.overlays.hold(guild, learned);
        assert!(bot.overlays.get(guild).is_none(), "it left while that was learned");
    }
}
