//! Any interaction, changed in any way, gets one response, and nothing that Docent sends is refused: no panic, nobody who waits in vain.
//!
//! The first byte chooses what somebody does in the look-alike. The rest changes what Discord tells of it: a JSON object is laid over it, anything else takes the
//! place of each text that people can write. The way is the whole one: inlet, handling, REST.
#![no_main]

use std::path::Path;
use std::sync::LazyLock;
use std::time::Duration;

use docent::decision::Thresholds;
use docent::discord::{self, Config, Interactions};
use docent::pipeline::Docent;
use docent::sandbox::{ChannelId, LookAlike, Message, Options, Used, UserId, permissions};
use docent::store::Store;
use docent::{folder, knowledge};
use libfuzzer_sys::fuzz_target;
use secrecy::SecretString;
use serde_json::{Value, json};
use tokio::runtime::{Builder, Runtime};
use tokio_util::sync::CancellationToken;

/// Discord's patience.
const SOON: Duration = Duration::from_secs(3);
const QUESTION: &str = "Why is my coffee so bitter?";
/// What makes an interaction that one, and not another; what it is a response to.
const FIXED: [&str; 4] = ["id", "token", "application_id", "type"];
/// For what Docent said it takes longer.
const LATER: Duration = Duration::from_secs(30);
/// First responses that say so.
const DEFERRED: u64 = 5;
const DEFERRED_UPDATE: u64 = 6;
/// Type of a request for suggestions.
const TYPING: u64 = 4;

static STAGE: LazyLock<Stage> = LazyLock::new(Stage::set);

fuzz_target!(|data: &[u8]| {
    let Some((choice, rest)) = data.split_first() else { return };
    STAGE.runtime.block_on(STAGE.play(*choice, rest));
});

/// Docent at work, without a gateway.
struct Stage {
    runtime: Runtime,
    discord: LookAlike,
    interactions: Interactions,
    channel: ChannelId,
    ada: UserId,
    moderator: UserId,
}

impl Stage {
    fn set() -> Self {
        let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
        let files = folder::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/data/small")).expect("a folder");
        let docent = Docent::new(knowledge::parse(&files).knowledge.expect("no errors"), Thresholds::default());
        let (discord, interactions) = runtime.block_on(async {
            let discord = LookAlike::start(Options::default()).await.expect("a look-alike");
            let config =
                Config { proxy: Some(discord.url()), shards: "none".parse().expect("no shards"), ..Config::default() };
            let interactions = config.interactions.clone();
            let store = Store::in_memory().await.expect("a store");
            let token = SecretString::from(discord.token().to_owned());
            tokio::spawn(discord::run(config, std::sync::Arc::new(docent), store, token, CancellationToken::new()));
            (discord, interactions)
        });
        let channel = discord.add_channel("questions");
        let ada = discord.add_member("Ada");
        let moderator = discord.add_member_with(discord.guild(), "Mod", permissions::MANAGE_GUILD);
        runtime.block_on(discord.commands_registered(channel, SOON)).expect("commands");
        Self { runtime, discord, interactions, channel, ada, moderator }
    }

    async fn play(&self, choice: u8, rest: &[u8]) {
        self.discord.forget_said();
        let Some(used) = self.begin(choice).await else { return };
        self.discord.forget_recorded();
        let mut event = used.event();
        match serde_json::from_slice(rest) {
            Ok(Value::Object(changes)) => {
                let changes = changes.into_iter().filter(|(key, _)| !FIXED.contains(&key.as_str()));
                lay_over(&mut event, Value::Object(changes.collect()));
            }
            _ => retell(&mut event["data"], &String::from_utf8_lossy(rest)),
        }
        let typing = choice >= 128;
        if typing {
            event["type"] = json!(TYPING);
        }
        self.interactions.take(&event).expect("room for one");
        let own = used.id().to_string();
        let answered = self.discord.wait_for_requests(1, SOON, |request| request.path.contains(&own)).await;
        // Suggestions for what cannot be read are nothing that somebody waits for; to the look-alike they answer a command.
        if typing {
            return;
        }
        assert!(answered.is_ok(), "nobody answered {event:#}");
        // A first word that more is to come is no answer yet.
        if matches!(used.acknowledged(SOON).await, Ok(DEFERRED | DEFERRED_UPDATE)) {
            assert!(used.response(LATER).await.is_ok(), "told to wait in vain: {event:#}");
        }
        for request in self.discord.recorded().requests.into_iter().filter(|request| request.path.contains(&own)) {
            assert!(
                request.status < 400,
                "{} {} got {}: {:#}\nafter {event:#}",
                request.method,
                request.path,
                request.status,
                request.body.unwrap_or_default()
            );
        }
    }

    /// What somebody does, before Discord tells of it.
    async fn begin(&self, choice: u8) -> Option<Used> {
        let slash = |user, command: &str, options: &[(&str, Value)]| {
            self.discord.slash(user, self.channel, command, options).ok()
        };
        let asked = [("question", json!(QUESTION))];
        match choice % 16 {
            0..3 => slash(self.ada, "ask", &asked),
            3 | 4 => slash(self.ada, "compare", &[("first", json!("espresso")), ("second", json!("cold brew"))]),
            5 => slash(self.ada, "faq", &[("entry", json!("why-bitter"))]),
            6 => slash(self.ada, "privacy see", &[]),
            7 => slash(self.moderator, "docent settings", &[("feedback", json!("all"))]),
            8 => slash(self.moderator, "docent channels", &[("mode", json!("answer"))]),
            9 => slash(self.moderator, "docent unanswered", &[]),
            10..13 => {
                let reply = self.told(&slash(self.ada, "ask", &asked)?).await?;
                let buttons: Vec<String> =
                    reply.controls().filter_map(|one| Some(one["custom_id"].as_str()?.to_owned())).collect();
                self.discord
                    .press(self.ada, reply.id, buttons.get(usize::from(choice / 16) % buttons.len().max(1))?)
                    .ok()
            }
            13 => self.discord.on_message(self.moderator, self.said(), "Teach Docent").ok(),
            _ => {
                let offer =
                    self.told(&self.discord.on_message(self.moderator, self.said(), "Teach Docent").ok()?).await?;
                let opener = self.discord.press(self.moderator, offer.id, &offer.button("Write an answer")?).ok()?;
                self.interactions.take(&opener.event()).ok()?;
                opener.modal(SOON).await.ok()?;
                opener.submit(&[("Answer", "On the second floor.")]).ok()
            }
        }
    }

    fn said(&self) -> docent::sandbox::MessageId {
        self.discord.say(self.channel, self.ada, "Where is the cupping room?")
    }

    async fn told(&self, used: &Used) -> Option<Message> {
        self.interactions.take(&used.event()).ok()?;
        used.response(SOON).await.ok()
    }
}

/// Lays a value over another: objects key by key, anything else whole.
fn lay_over(whole: &mut Value, changes: Value) {
    match (whole, changes) {
        (Value::Object(whole), Value::Object(changes)) => {
            for (key, change) in changes {
                lay_over(whole.entry(key).or_insert(Value::Null), change);
            }
        }
        (whole, change) => *whole = change,
    }
}

/// Puts a text where people can write one.
fn retell(data: &mut Value, text: &str) {
    match data {
        Value::Object(fields) => {
            for (key, value) in fields {
                match key.as_str() {
                    "value" | "custom_id" if value.is_string() => *value = json!(text),
                    _ => retell(value, text),
                }
            }
        }
        Value::Array(all) => all.iter_mut().for_each(|one| retell(one, text)),
        _ => {}
    }
}
