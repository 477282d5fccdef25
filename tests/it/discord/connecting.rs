//! Connecting, staying connected, stopping.

use std::sync::Arc;
use std::time::{Duration, Instant};

use docent::discord::{self, Config, Error};
use docent::pipeline::Docent;
use docent::sandbox::{Failure, LookAlike, Operation, Options};
use docent::store::Store;
use secrecy::SecretString;
use serde_json::json;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use super::Base::{self, Postgres, Sqlite};
use super::{ANSWER, COFFEE, Live, QUESTION, SOON};
use rstest::rstest;

/// Longest that a stop may take.
const STOP: Duration = Duration::from_secs(5);

/// One more process of the same bot.
pub(super) struct Another {
    stop: CancellationToken,
    run: JoinHandle<Result<(), Error>>,
}

impl Another {
    pub(super) async fn stop(self) -> Result<(), Error> {
        self.stop.cancel();
        self.run.await.unwrap()
    }
}

pub(super) fn another(live: &Live) -> Another {
    another_with(live, Arc::clone(&COFFEE))
}

pub(super) fn another_with(live: &Live, docent: Arc<Docent>) -> Another {
    another_configured(live, docent, Config { pauses: super::PAUSES, ..Config::default() })
}

fn another_configured(live: &Live, docent: Arc<Docent>, config: Config) -> Another {
    let stop = CancellationToken::new();
    let answer_channels = vec![live.answers.get(), live.forum.get()];
    let config = Config { proxy: Some(live.discord.url()), answer_channels, ..config };
    let token = SecretString::from(live.discord.token().to_owned());
    let store = live.store.clone();
    let run = tokio::spawn(discord::run(config, docent, store, token, stop.clone()));
    Another { stop, run }
}

/// The bot stopped and started again: what it knows of before stands in its database.
pub(super) async fn restarted(live: &mut Live, docent: Arc<Docent>) -> Another {
    restarted_configured(live, docent, Config { pauses: super::PAUSES, ..Config::default() }).await
}

/// The same with other settings than before.
pub(super) async fn restarted_configured(live: &mut Live, docent: Arc<Docent>, config: Config) -> Another {
    live.stop().await.unwrap();
    assert_eq!(live.store.flush(SOON).await, 0);
    live.store = super::open(&live.database).await;
    another_configured(live, docent, config)
}

async fn try_to_run(config: Config, token: &str) -> String {
    let (store, token) = (Store::in_memory().await.unwrap(), SecretString::from(token.to_owned()));
    let run = discord::run(config, Arc::clone(&COFFEE), store, token, CancellationToken::new());
    tokio::time::timeout(SOON, run).await.unwrap().unwrap_err().to_string()
}

fn through(proxy: &str) -> Config {
    Config { proxy: Some(proxy.to_owned()), answer_channels: Vec::new(), pauses: super::PAUSES, ..Config::default() }
}

#[rstest]
#[tokio::test]
async fn a_cut_line_is_resumed_and_nothing_is_lost_or_doubled(#[values(Sqlite, Postgres)] base: Base) {
    let Some(live) = Live::start(base).await else { return };
    let before = live.discord.say(live.answers, live.ada, QUESTION);
    let first = live.reply_to(before).await;
    live.discord.cut_gateway();
    let meanwhile = live.discord.say(live.answers, live.ben, QUESTION);
    let second = live.reply_to(meanwhile).await;
    live.discord.connection(2, SOON).await.unwrap();
    assert_eq!(live.discord.recorded().op(6).count(), 1, "one RESUME");
    live.discord.expect_silence(second.id, live.answers, live.ada, QUESTION, SOON).await.unwrap();
    let replies = live.discord.messages(live.answers).into_iter().filter(|one| one.reply_to == Some(before)).count();
    assert_eq!((first.reply_to, replies), (Some(before), 1));
}

#[rstest]
#[tokio::test]
async fn a_request_to_reconnect_is_followed(#[values(Sqlite, Postgres)] base: Base) {
    let Some(live) = Live::start(base).await else { return };
    live.discord.ask_to_reconnect();
    live.discord.connection(2, SOON).await.unwrap();
    let question = live.discord.say(live.answers, live.ada, QUESTION);
    assert!(live.reply_to(question).await.text().contains(ANSWER));
}

#[rstest]
#[tokio::test]
async fn without_the_message_content_intent_everything_but_unasked_answers_works(
    #[values(Sqlite, Postgres)] base: Base,
) {
    let Some(live) = Live::start_with(base, Options::default().without_privileged_intents(), Arc::clone(&COFFEE)).await
    else {
        return;
    };
    let identified: Vec<_> =
        live.discord.recorded().op(2).map(|payload| payload.payload["d"]["intents"].as_u64().unwrap()).collect();
    assert_eq!(identified.len(), 2, "asked with it, then without");
    assert_eq!(identified[1] & (1 << 15), 0);
    let question = live.discord.mention(live.other, live.ada, QUESTION);
    assert!(live.reply_to(question).await.text().contains(ANSWER));
    let direct = live.discord.say_in_dm(live.ada, QUESTION);
    assert!(live.reply_to(direct).await.text().contains(ANSWER));
    let help = live.slash("help", &[]).await;
    assert!(help.text().contains("Mention me with your question"), "{}", help.text());
    live.slash("ask", &[("question", json!(QUESTION))]).await;
    live.assert_good_manners();
}

#[tokio::test]
async fn a_wrong_token_is_one_clear_line() {
    let discord = LookAlike::start(Options::default()).await.unwrap();
    let told = try_to_run(through(&discord.url()), "not-the-token").await;
    assert!(told.contains("DISCORD_TOKEN") && !told.contains('\n'), "{told}");
    assert!(!told.contains("not-the-token"), "the token is never printed");
}

#[tokio::test]
async fn no_way_to_the_proxy_is_one_clear_line() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let told = try_to_run(through(&address), "token").await;
    assert!(told.contains("discord.proxy") && told.contains("refused") && !told.contains('\n'), "{told}");
}

#[tokio::test]
async fn a_proxy_that_refuses_is_one_clear_line() {
    let discord = LookAlike::start(Options::default()).await.unwrap();
    discord.fail(Operation::GetBotGateway, 9, Failure::Status(407));
    let told = try_to_run(through(&discord.url()), discord.token()).await;
    assert!(told.contains("407") && told.contains("discord.proxy") && !told.contains('\n'), "{told}");
}

#[tokio::test]
async fn a_proxy_setting_that_is_no_address_is_named() {
    let told = try_to_run(through("127.0.0.1:80:80"), "token").await;
    assert!(told.contains("127.0.0.1:80:80"), "{told}");
}

#[rstest]
#[tokio::test]
async fn a_stop_ends_within_five_seconds_and_finishes_what_is_being_sent(#[values(Sqlite, Postgres)] base: Base) {
    let Some(live) = Live::start(base).await else { return };
    live.discord.fail(Operation::CreateMessage, 1, Failure::Delay(Duration::from_millis(500)));
    let question = live.discord.say(live.answers, live.ada, QUESTION);
    while live.discord.recorded().of(Operation::CreateMessage).next().is_none() {
        tokio::task::yield_now().await;
    }
    let started = Instant::now();
    live.stop.cancel();
    let discord = live.discord.driver();
    tokio::time::timeout(SOON, live.run).await.unwrap().unwrap().unwrap();
    assert!(started.elapsed() < STOP, "{:?}", started.elapsed());
    discord.wait_for_reply(question, Duration::from_millis(1)).await.unwrap();
}

#[tokio::test]
async fn a_stop_while_connecting_ends_at_once() {
    let discord = LookAlike::start(Options::default()).await.unwrap();
    discord.fail(Operation::GetBotGateway, 1, Failure::Delay(Duration::from_secs(8)));
    let stop = CancellationToken::new();
    stop.cancel();
    let token = SecretString::from(discord.token().to_owned());
    let store = Store::in_memory().await.unwrap();
    let run = discord::run(through(&discord.url()), Arc::clone(&COFFEE), store, token, stop);
    tokio::time::timeout(STOP, run).await.unwrap().unwrap();
}
