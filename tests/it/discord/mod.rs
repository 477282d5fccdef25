//! Docent in Discord: the real client against the look-alike, over a small knowledge about coffee.
//!
//! Every test that keeps anything runs twice: over a SQLite file, and over PostgreSQL where `DOCENT_TEST_POSTGRES` holds the address of a server.

mod apologies;
mod asking;
mod buttons;
mod connecting;
mod delivery;
mod door;
mod faults;
mod following;
mod keeping;
mod killed;
mod languages;
mod manners;
mod messages;
mod moderating;
mod onboarding;
mod overdue;
#[cfg(feature = "png")]
mod pictures;
mod program;
mod restarted;
mod shards;
mod slowness;
mod talking;
mod teaching;
mod walking;

use std::path::Path;
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use docent::decision::Thresholds;
use docent::discord::{self, Config, Error, Pauses};
use docent::folder;
use docent::knowledge::parse;
use docent::pipeline::Docent;
use docent::sandbox::{ChannelId, LookAlike, Message, Options, UserId};
use docent::store::{Moment, Store};
use secrecy::SecretString;
use serde_json::Value;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::openapi;
use crate::store::Database;

/// Generous: on a busy machine a slow answer is no failure.
const SOON: Duration = Duration::from_secs(20);
/// Short, so that tests do not sit and wait; the tests of waiting itself set their own.
const PAUSES: Pauses = Pauses { writing: Duration::from_millis(40), deferring: Duration::from_secs(10) };
/// An example question of the small knowledge, answered even unasked, and a word of its answer.
const QUESTION: &str = "Why is my coffee so bitter?";
const ANSWER: &str = "over-extracted";

/// Learned once: nothing in it changes.
static COFFEE: LazyLock<Arc<Docent>> = LazyLock::new(|| learn("tests/data/small"));

fn learn(folder: &str) -> Arc<Docent> {
    let files = folder::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).unwrap();
    let parsed = parse(&files);
    let knowledge = parsed.knowledge.unwrap_or_else(|| panic!("{folder} does not load: {:?}", parsed.problems));
    Arc::new(Docent::new(knowledge, Thresholds::default()))
}

/// The database under a test.
#[derive(Debug, Clone, Copy)]
enum Base {
    Sqlite,
    Postgres,
}

impl Base {
    /// One for this test alone; none where no such server is named.
    async fn database(self) -> Option<Database> {
        match self {
            Self::Sqlite => Some(Database::file()),
            Self::Postgres => Database::postgres().await,
        }
    }
}

/// The store of a database, by this machine's clock.
async fn open(database: &Database) -> Store {
    Store::open(database.address(), Arc::new(Moment::by_system_clock)).await.unwrap()
}

/// Docent at work in a look-alike, with one answer channel, one other channel and two people.
struct Live {
    discord: LookAlike,
    /// What Docent keeps.
    store: Store,
    database: Database,
    /// Docent answers unasked here.
    answers: ChannelId,
    /// Docent answers here only when addressed.
    other: ChannelId,
    /// Docent answers unasked in its posts.
    forum: ChannelId,
    ada: UserId,
    ben: UserId,
    stop: CancellationToken,
    run: JoinHandle<Result<(), Error>>,
}

impl Live {
    /// None where there is no such database here.
    async fn start(base: Base) -> Option<Self> {
        Self::start_with(base, Options::default(), Arc::clone(&COFFEE)).await
    }

    async fn start_with(base: Base, options: Options, docent: Arc<Docent>) -> Option<Self> {
        Self::start_pausing(base, options, docent, PAUSES).await
    }

    async fn start_pausing(base: Base, options: Options, docent: Arc<Docent>, pauses: Pauses) -> Option<Self> {
        Self::start_configured(base, options, docent, Config { pauses, ..Config::default() }).await
    }

    async fn start_configured(
        base: Base,
        options: Options,
        knowledge: impl Into<docent::live::Live>,
        config: Config,
    ) -> Option<Self> {
        let database = base.database().await?;
        let store = open(&database).await;
        Some(Self::start_over(database, store, options, knowledge, config).await)
    }

    /// Over a store that the test opened: by a clock of its own, or in memory where nothing that is kept matters.
    async fn start_over(
        database: Database,
        store: Store,
        options: Options,
        knowledge: impl Into<docent::live::Live>,
        config: Config,
    ) -> Self {
        let discord = LookAlike::start(options).await.unwrap();
        let (answers, other) = (discord.add_channel("questions"), discord.add_channel("general"));
        let forum = discord.add_forum("help");
        let (ada, ben) = (discord.add_member("Ada"), discord.add_member("Ben"));
        let stop = CancellationToken::new();
        let answer_channels = vec![answers.get(), forum.get()];
        let config = Config { proxy: Some(discord.url()), answer_channels, ..config };
        let token = SecretString::from(discord.token().to_owned());
        let run = tokio::spawn(discord::run(config, knowledge.into(), store.clone(), token, stop.clone()));
        let live = Self { discord, store, database, answers, other, forum, ada, ben, stop, run };
        live.discord.commands_registered(answers, SOON).await.unwrap();
        live
    }

    /// What Docent replies to a message that somebody has said.
    async fn reply_to(&self, message: docent::sandbox::MessageId) -> Message {
        self.discord.wait_for_reply(message, SOON).await.unwrap()
    }

    /// What Docent responds to a command of Ada's in the answer channel.
    async fn slash(&self, command: &str, options: &[(&str, Value)]) -> Message {
        self.discord.slash(self.ada, self.answers, command, options).unwrap().response(SOON).await.unwrap()
    }

    /// Somebody who may manage the server.
    fn moderator(&self) -> UserId {
        let manage = docent::sandbox::permissions::MANAGE_GUILD;
        self.discord.add_member_with(self.discord.guild(), "Mod", manage)
    }

    /// What Docent responds to somebody's command in a channel.
    async fn command(&self, user: UserId, channel: ChannelId, command: &str, options: &[(&str, Value)]) -> Message {
        self.discord.slash(user, channel, command, options).unwrap().response(SOON).await.unwrap()
    }

    /// What comes of pressing the button with this label.
    async fn press(&self, user: UserId, message: &Message, label: &str) -> Message {
        let now = self.discord.message(message.id).unwrap();
        let id = now.button(label).unwrap_or_else(|| panic!("no button `{label}` under {}", now.text()));
        self.discord.press(user, message.id, &id).unwrap().response(SOON).await.unwrap()
    }

    /// What comes of choosing a value in the only menu.
    async fn choose(&self, user: UserId, message: &Message, value: &str) -> Message {
        let menu = message.controls().find(|control| control["type"] == 3).unwrap()["custom_id"].as_str().unwrap();
        self.discord.select(user, message.id, menu, &[value]).unwrap().response(SOON).await.unwrap()
    }

    /// Nothing that was sent may ping, nothing may break Discord's own description of its API.
    fn assert_good_manners(&self) {
        let recorded = self.discord.recorded();
        for request in &recorded.requests {
            openapi::validate(request)
                .unwrap_or_else(|told| panic!("{told}\n{:#}", request.body.clone().unwrap_or_default()));
            let Some(body) = &request.body else { continue };
            let message = if request.path.ends_with("/callback") { &body["data"] } else { body };
            let speaks = message.get("content").is_some() || message.get("embeds").is_some();
            if !speaks {
                continue;
            }
            let allowed = &message["allowed_mentions"];
            assert_eq!(allowed["parse"], serde_json::json!([]), "{body:#}");
            for sort in ["users", "roles"] {
                assert!(allowed[sort].as_array().is_none_or(Vec::is_empty), "{body:#}");
            }
            assert_ne!(allowed["replied_user"], true, "{body:#}");
        }
        let spoken = self.discord.bot_messages_since(0.into());
        assert!(spoken.iter().all(|message| !message.pings()), "{spoken:?}");
    }

    /// Stops as a signal does, and gives what `run` gave.
    async fn stop(&mut self) -> Result<(), Error> {
        self.stop.cancel();
        tokio::time::timeout(SOON, &mut self.run).await.unwrap().unwrap()
    }
}
