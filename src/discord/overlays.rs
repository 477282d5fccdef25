//! The knowledge of a server whose moderators taught something: what the files say, with that laid over it.
//!
//! In: a server. Out: what answers there. Learning takes seconds and happens beside the answers, once for all who wait for it; meanwhile what was learned before answers. Servers
//! that taught nothing share one. What was learned for a server goes with the last thing that it taught, and with the server. Which servers there are, the gateway tells; to a process
//! without one, the store does.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use serenity::all::GuildId;

use super::bot::Bot;
use super::shards::Shards;
use crate::knowledge::{Date, EntryId, Lesson};
use crate::pipeline::Docent;
use crate::store::{EntryIds, Moment, ServerId, Taught, TaughtId, Teaching};
use crate::text::words_left;

/// How often is looked whether another process taught something: as often as the store reads what others changed, or oftener.
const LOOK: Duration = Duration::from_secs(2);
/// For keeping the ids of new entries. Short, because who waits for what is learned waits for it too, and what is not kept now is kept when it is learned again.
const KEEPING: Duration = Duration::from_secs(5);
/// How often ids are chosen: once more where another process was faster and gave one of them away.
const CHOICES: usize = 2;

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

    fn has_seen(&self, guild: GuildId) -> bool {
        self.at_work.lock().unwrap_or_else(PoisonError::into_inner).contains_key(&guild)
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
    let lessons = with_kept_ids(bot, guild, &base, &taught).await;
    let Some(docent) = with(bot, &base, lessons).await else { return };
    tracing::info!(%guild, lessons = taught.len(), "learned what was taught");
    bot.overlays.hold(guild, Overlay { base, taught, docent });
}

/// A server that teaches something and was not seen since the start.
fn unseen(bot: &Bot) -> Option<GuildId> {
    // 0 is no id of Discord's, and serenity's type refuses it.
    let ids = bot.store.teaching_servers().into_iter().map(ServerId::get).filter(|id| *id != 0);
    ids.map(GuildId::new).find(|guild| !bot.overlays.has_seen(*guild))
}

/// Learns again what a server taught whenever the files change, or somebody taught or removed something through another process. Without a gateway nobody tells which servers there
/// are, and a question may come from each of them: then it also learns for those that the store knows.
pub(super) async fn keep_up(bot: &Bot, shards: Shards) {
    let mut files = bot.knowledge.watch();
    loop {
        for guild in bot.overlays.known() {
            if !is_up_to_date(bot, guild) {
                learn(bot, guild).await;
            }
        }
        // One at a time: what changes in a server that was seen does not wait until all the others are learned for.
        if shards == Shards::None
            && let Some(guild) = unseen(bot)
        {
            learn(bot, guild).await;
            continue;
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

/// What a server taught, as the core takes it. Entries that are learned for the first time get an id, which is kept before anybody can refer to it.
async fn with_kept_ids(bot: &Bot, guild: GuildId, base: &Docent, taught: &[Taught]) -> Vec<Lesson> {
    let server = ServerId::new(guild.get());
    for _ in 0..CHOICES {
        let new = new_ids(base, taught, &bot.store.entry_ids(server));
        if new.is_empty() {
            break;
        }
        if let Err(error) = bot.store.keep_entry_ids(server, &new, KEEPING).await {
            tracing::warn!(%guild, %error, "ids of taught entries could not be kept; the next learning tries again");
            break;
        }
    }
    let ids = bot.store.entry_ids(server);
    with_ids(base, &lessons(taught, &ids), &ids)
}

/// Ids for the entries that have none yet.
fn new_ids(base: &Docent, taught: &[Taught], ids: &EntryIds) -> Vec<(TaughtId, EntryId)> {
    let each = taught.iter().filter_map(|one| Some((one.id, lesson_of(one, ids)?)));
    let (names, lessons): (Vec<TaughtId>, Vec<Lesson>) = each.unzip();
    let all = names.into_iter().zip(with_ids(base, &lessons, ids));
    let new = all.filter(|(name, _)| !ids.contains_key(name));
    new.filter_map(|(name, lesson)| Some((name, lesson.id()?.clone()))).collect()
}

/// The same lessons, each entry with an id. No new one gets the id of one that was removed: what still refers to that would lead to another answer.
pub(super) fn with_ids(base: &Docent, lessons: &[Lesson], ids: &EntryIds) -> Vec<Lesson> {
    base.knowledge().with_ids(lessons, ids.values().cloned())
}

/// What was taught, as the core takes it: each entry with the id that it keeps, if it has one yet.
pub(super) fn lessons(taught: &[Taught], ids: &EntryIds) -> Vec<Lesson> {
    taught.iter().filter_map(|one| lesson_of(one, ids)).collect()
}

fn lesson_of(taught: &Taught, ids: &EntryIds) -> Option<Lesson> {
    lesson(&taught.teaching, taught.changed_at, ids.get(&taught.id))
}

/// One thing taught, as the core takes it: without the marks of what was taken out of a question. None where no word of a question is left, or where a later version named what answers.
pub(super) fn lesson(teaching: &Teaching, at: Moment, id: Option<&EntryId>) -> Option<Lesson> {
    let asked = |question: &String| Some(words_left(question)).filter(|left| !left.is_empty());
    match teaching {
        Teaching::Entry { title, questions, answer } => Some(Lesson::Entry {
            id: id.cloned(),
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
    use crate::knowledge::{Entry, KnowledgeBase};
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
    async fn a_server_of_which_only_the_store_tells_is_unseen_until_it_is_learned_for() {
        let (bot, guild) = (bot().await, GuildId::new(SERVER));
        let never = || Teaching::Never { question: "where is lunch?".to_owned() };
        for (press, server) in [(1_u64, 0), (2, SERVER)] {
            let by = By { server: server.into(), ..by(press) };
            bot.store.teach(&by, never(), None, LOOK).await.unwrap();
        }
        assert_eq!(unseen(&bot), Some(guild));
        learn(&bot, guild).await;
        assert_eq!((unseen(&bot), answering(&bot, guild).1), (None, true));
        let other = By { server: 8.into(), ..by(3) };
        bot.store.teach(&other, never(), None, LOOK).await.unwrap();
        assert_eq!(unseen(&bot), Some(GuildId::new(8)));
        bot.store.remove_taught(&By { press: 4.into(), ..other }, 3.into(), LOOK).await.unwrap();
        assert_eq!(unseen(&bot), None, "nothing is taught there any more");
    }

    /// What the ids of all rooms begin with: the name of the town is the ninth word.
    const ROOM: &str = "how-do-i-book-a-meeting-room-in";

    fn room(town: &str) -> Teaching {
        let title = format!("How do I book a meeting room in {town}?");
        Teaching::Entry { title, questions: Vec::new(), answer: format!("Ask {town}.") }
    }

    fn phrasing(end: &str, question: &str) -> Teaching {
        Teaching::Phrasing { reply: format!("{ROOM}{end}"), question: question.to_owned() }
    }

    async fn teach_and_learn(bot: &Bot, press: u64, teaching: Teaching) {
        bot.store.teach(&by(press), teaching, None, LOOK).await.unwrap();
        learn(bot, GuildId::new(SERVER)).await;
    }

    /// What answers in the server: the end of each id, the answer, and the last way to ask for it.
    fn rooms(bot: &Bot) -> Vec<[String; 3]> {
        let docent = answering(bot, GuildId::new(SERVER)).0;
        let told = |entry: &Entry| {
            let end = entry.id.as_str().strip_prefix(ROOM).unwrap().to_owned();
            [end, entry.answer.clone(), entry.questions.last().cloned().unwrap()]
        };
        docent.knowledge().entries.iter().map(told).collect()
    }

    #[tokio::test]
    async fn an_entry_keeps_its_id_and_nobody_gets_that_of_one_that_was_removed() {
        let (bot, guild) = (bot().await, GuildId::new(SERVER));
        teach_and_learn(&bot, 1, room("Berlin")).await;
        teach_and_learn(&bot, 2, room("Munich")).await;
        teach_and_learn(&bot, 3, phrasing("", "room by the river Spree?")).await;
        teach_and_learn(&bot, 4, phrasing("-2", "room by the river Isar?")).await;
        let berlin = ["", "Ask Berlin.", "room by the river Spree?"];
        let munich = ["-2", "Ask Munich.", "room by the river Isar?"];
        assert_eq!(rooms(&bot), [berlin, munich]);
        bot.store.remove_taught(&by(5), 1.into(), LOOK).await.unwrap();
        learn(&bot, guild).await;
        assert_eq!(rooms(&bot), [munich]);
        teach_and_learn(&bot, 6, room("Hamburg")).await;
        let hamburg = ["-3", "Ask Hamburg.", "How do I book a meeting room in Hamburg?"];
        assert_eq!(rooms(&bot), [munich, hamburg]);
        let other = Teaching::Entry { title: "Rooms?".to_owned(), questions: Vec::new(), answer: "Ask.".to_owned() };
        bot.store.edit_taught(&by(7), 2.into(), other, LOOK).await.unwrap();
        learn(&bot, guild).await;
        assert_eq!(rooms(&bot), [["-2", "Ask.", "room by the river Isar?"], hamburg], "it is put otherwise");
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
