//! Several processes, each with its part of the shards.

use std::sync::Arc;
use std::time::{Duration, Instant};

use docent::discord::{self, Config};
use docent::sandbox::{Options, RecordedPayload};
use docent::store::Store;
use secrecy::SecretString;
use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;

use super::{ANSWER, COFFEE, Live, PAUSES, QUESTION, SOON};
use crate::store::Database;

fn identified(live: &Live) -> Vec<Value> {
    let shard = |payload: &RecordedPayload| payload.payload["d"]["shard"].clone();
    live.discord.recorded().op(2).map(shard).collect()
}

#[tokio::test]
async fn two_processes_share_the_shards_and_each_question_is_answered_once() {
    let part = |shards: &str| Config { pauses: PAUSES, shards: shards.parse().unwrap(), ..Config::default() };
    let options = Options { shards: 2, ..Options::default() };
    let store = Store::in_memory().await.unwrap();
    let live = Live::start_over(Database::memory(), store.clone(), options, Arc::clone(&COFFEE), part("0/2")).await;
    let stop = CancellationToken::new();
    let config = Config { proxy: Some(live.discord.url()), answer_channels: vec![live.answers.get()], ..part("1/2") };
    let token = SecretString::from(live.discord.token().to_owned());
    let other = tokio::spawn(discord::run(config, Arc::clone(&COFFEE), store, token, stop.clone()));
    let began = Instant::now();
    live.discord.connection(2, SOON).await.unwrap();
    assert!(began.elapsed() >= Duration::from_secs(3), "Discord's gap between sessions: {:?}", began.elapsed());
    let mut shards = identified(&live);
    shards.sort_by_key(ToString::to_string);
    assert_eq!(shards, [json!([0, 2]), json!([1, 2])], "each once, and no third");
    let question = live.discord.say(live.answers, live.ada, QUESTION);
    assert!(live.reply_to(question).await.text().contains(ANSWER));
    let direct = live.discord.say_in_dm(live.ada, QUESTION);
    assert!(live.reply_to(direct).await.text().contains(ANSWER));
    stop.cancel();
    other.await.unwrap().unwrap();
}

#[tokio::test]
async fn fewer_shards_than_discord_recommends_are_one_clear_line() {
    let discord = docent::sandbox::LookAlike::start(Options { shards: 4, ..Options::default() }).await.unwrap();
    let config =
        Config { proxy: Some(discord.url()), shards: "0-1/2".parse().unwrap(), pauses: PAUSES, ..Config::default() };
    let token = SecretString::from(discord.token().to_owned());
    let store = Store::in_memory().await.unwrap();
    let ended = discord::run(config, Arc::clone(&COFFEE), store, token, CancellationToken::new()).await;
    let told = ended.unwrap_err().to_string();
    assert!(told.contains("discord.shards") && told.contains("at least 4"), "{told}");
}
