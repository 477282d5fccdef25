//! Onboarding: newcomers walk tracks, leads see how it goes, and neither a restart, an edit nor a closed door loses anything.

mod crowd;
mod leading;
mod walking;

use std::path::Path;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use docent::decision::Thresholds;
use docent::discord::{self, Config, Error, Pauses, Reminders};
use docent::folder;
use docent::knowledge::{KnowledgeFile, TrackId, parse};
use docent::pipeline::Docent;
use docent::sandbox::{ChannelId, MessageId, Operation};
use docent::sandbox::{LookAlike, Message, Options, Used, UserId};
use docent::store::{Address, Moment, On, OnboardingChange, Store, WelcomeBy};
use secrecy::SecretString;
use serde_json::json;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use super::{PAUSES, SOON};
use crate::store::Database;

const DAY: i64 = 24 * 60 * 60 * 1000;
/// The first response that promises to change the message later.
const HEARD: u64 = 6;

const BARISTA: &str = r#"
name = "New barista"
audience = "You stand behind the bar from Monday on."
recommended_for = ["bar", "hands"]
closing = "The bar is yours."

[[steps]]
id = "the-shot"
title = "The shot"
minutes = 2
text = "Everything begins here."
read = "about:espresso"

[[steps]]
id = "stronger"
title = "What is in it?"
minutes = 1
check = "who"
question = "Which of them takes *25 to 30 seconds*?"
fact = "25 to 30 seconds"
aspect = "brew-time"
choices = ["cold-brew", "espresso"]
why = "Pressure makes it quick."

[[steps]]
id = "ask-me"
title = "Ask me"
minutes = 2
try = "how fine do i grind for espresso?"
subjects = ["espresso"]

[[steps]]
id = "see-the-bar"
title = "See the bar"
minutes = 5
do = "Look at the bar, and find the grinder."
link = "https://example.org/bar"
"#;

const ROASTER: &str = r#"
name = "New roaster"
audience = "You roast."
recommended_for = ["roastery", "nose"]

[[steps]]
id = "beans"
title = "Beans"
minutes = 2
read = "how-to-store-beans"

[[steps]]
id = "bitter"
title = "Bitterness"
minutes = 2
read = "why-bitter"
"#;

const QUIZ: &str = r#"
[[questions]]
text = "Where will you be?"
[[questions.answers]]
id = "bar"
text = "At the bar"
why = "you will be at the bar"
[[questions.answers]]
id = "roastery"
text = "In the roastery"
why = "you will be in the roastery"

[[questions]]
text = "What do you work with?"
[[questions.answers]]
id = "hands"
text = "Hands"
why = "you work with your hands"
[[questions.answers]]
id = "nose"
text = "Nose"
why = "you work with your nose"

[[questions]]
text = "And when?"
[[questions.answers]]
id = "early"
text = "Early"
why = "you rise early"
[[questions.answers]]
id = "late"
text = "Late"
why = "you rise late"
"#;

pub(super) static CAFE: LazyLock<Arc<Docent>> =
    LazyLock::new(|| coffee(&[("barista.toml", BARISTA), ("roaster.toml", ROASTER), ("quiz.toml", QUIZ)]));

/// The small knowledge with these files in its folder `onboarding`.
fn coffee(tracks: &[(&str, &str)]) -> Arc<Docent> {
    let mut files = folder::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/small")).unwrap();
    let track =
        |(name, text): &(&str, &str)| KnowledgeFile { path: format!("onboarding/{name}"), text: (*text).to_owned() };
    files.extend(tracks.iter().map(track));
    let parsed = parse(&files);
    let knowledge = parsed.knowledge.unwrap_or_else(|| panic!("{:?}", parsed.problems));
    Arc::new(Docent::new(knowledge, Thresholds::default()))
}

/// One run of the bot in a look-alike.
struct Run {
    stop: CancellationToken,
    run: JoinHandle<Result<(), Error>>,
}

impl Run {
    async fn start(discord: &LookAlike, docent: Arc<Docent>, store: Store) -> Self {
        let connections = discord.recorded().of(Operation::GetBotGateway).count();
        let stop = CancellationToken::new();
        let reminders = Reminders(Duration::from_millis(30));
        let pauses = Pauses { deferring: Duration::from_secs(1), ..PAUSES };
        let config = Config { proxy: Some(discord.url()), pauses, reminders, ..Config::default() };
        let token = SecretString::from(discord.token().to_owned());
        let run = tokio::spawn(discord::run(config, docent, store, token, stop.clone()));
        discord.connection(connections as u64 + 1, SOON).await.unwrap();
        Self { stop, run }
    }

    async fn stop(self) {
        self.stop.cancel();
        tokio::time::timeout(SOON, self.run).await.unwrap().unwrap().unwrap();
    }
}

/// A server with Docent, over a store whose clock a test moves.
struct Stage {
    discord: LookAlike,
    store: Store,
    clock: Arc<AtomicI64>,
    channel: ChannelId,
    ada: UserId,
    lead: UserId,
    run: Run,
}

impl Stage {
    async fn open_with(options: Options, address: Address) -> Self {
        let clock = Arc::new(AtomicI64::new(1_800_000_000_000));
        let shown = Arc::clone(&clock);
        let store = Store::open(address, Arc::new(move || Moment(shown.load(Ordering::SeqCst)))).await.unwrap();
        let discord = LookAlike::start(options).await.unwrap();
        let channel = discord.add_channel("hall");
        let ada = discord.add_member("Ada");
        let manage = docent::sandbox::permissions::MANAGE_GUILD;
        let lead = discord.add_member_with(discord.guild(), "Lead", manage);
        let run = Run::start(&discord, Arc::clone(&CAFE), store.clone()).await;
        discord.commands_registered(channel, SOON).await.unwrap();
        Self { discord, store, clock, channel, ada, lead, run }
    }

    async fn restart(&mut self, docent: Arc<Docent>) {
        let next = CancellationToken::new();
        let old = std::mem::replace(&mut self.run, Run { stop: next, run: tokio::spawn(async { Ok(()) }) });
        old.stop().await;
        self.run = Run::start(&self.discord, docent, self.store.clone()).await;
    }

    async fn command(&self, user: UserId, command: &str, options: &[(&str, serde_json::Value)]) -> Message {
        self.discord.slash(user, self.channel, command, options).unwrap().response(SOON).await.unwrap()
    }

    async fn press(&self, user: UserId, message: &Message, label: &str) -> Message {
        press(&self.discord, user, message.id, label).await
    }

    async fn choose(&self, user: UserId, message: &Message, value: &str) -> Message {
        let menu = message.controls().find(|control| control["type"] == 3).unwrap()["custom_id"].as_str().unwrap();
        let now = self.discord.message(message.id).unwrap();
        came_of(&self.discord, &now, self.discord.select(user, message.id, menu, &[value]).unwrap()).await
    }

    fn server(&self) -> docent::store::ServerId {
        self.discord.guild().get().into()
    }

    fn on(&self, user: UserId, track: &str) -> On {
        On { server: self.server(), person: user.get().into(), track: TrackId::new(track).unwrap() }
    }

    async fn welcome(&self, by: WelcomeBy) {
        let channel = OnboardingChange::Channel(self.channel.get().into());
        for change in [OnboardingChange::Welcome(by), channel] {
            self.store.change_onboarding(self.server(), change, SOON).await.unwrap();
        }
    }

    /// Walks the barista's track to its end; the last screen.
    async fn through(&self, user: UserId) -> Message {
        let mut message = self.command(user, "onboard start", &[("track", json!("barista"))]).await;
        while !message.text().contains("You are through") {
            // That a step was shown is noted behind the answer; how long the step took is known once it is.
            assert_eq!(self.store.flush(SOON).await, 0);
            let way = ["✅ Done", "Next ▶", "B"].into_iter().find(|label| message.button(label).is_some());
            message = self.press(user, &message, way.unwrap_or_else(|| panic!("{}", message.text()))).await;
        }
        message
    }

    /// Nothing may ping, nothing may break Discord's description of its API.
    fn assert_good_manners(&self) {
        for request in &self.discord.recorded().requests {
            crate::openapi::validate(request).unwrap_or_else(|told| panic!("{told}"));
        }
        let spoken = self.discord.bot_messages_since(0.into());
        assert!(spoken.iter().all(|message| !message.pings()), "{spoken:?}");
    }
}

async fn press(discord: &LookAlike, user: UserId, message: MessageId, label: &str) -> Message {
    let now = discord.message(message).unwrap();
    let id = now.button(label).unwrap_or_else(|| panic!("no button `{label}` under {}", now.text()));
    came_of(discord, &now, discord.press(user, message, &id).unwrap()).await
}

/// What comes of a press, on a busy machine too: there Discord is first told that it takes longer.
async fn came_of(discord: &LookAlike, before: &Message, used: Used) -> Message {
    match used.acknowledged(SOON).await.unwrap() {
        HEARD => discord.wait_for_edit(before.id, before.changes, SOON).await.unwrap(),
        _ => used.response(SOON).await.unwrap(),
    }
}

/// Runs a test over SQLite and, where there is one, over PostgreSQL.
async fn everywhere(options: Options, test: impl AsyncFn(&mut Stage)) {
    for database in Database::lasting().await {
        let mut stage = Stage::open_with(options.clone(), database.address()).await;
        test(&mut stage).await;
        stage.run.stop().await;
        drop(stage.store);
        database.done().await;
    }
}

/// Waits until something holds.
async fn eventually<F: Future<Output = bool>>(what: &str, holds: impl Fn() -> F) {
    let wait = async {
        while !holds().await {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    assert!(tokio::time::timeout(SOON, wait).await.is_ok(), "{what}");
}
