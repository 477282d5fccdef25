//! The door for machines: health, readiness, counts, and interactions that arrive signed over HTTP.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use docent::discord::Config;
use docent::http::{self, Door, Key, Signed, Verifier};
use docent::live;
use docent::metrics::Metrics;
use docent::pipeline::Docent;
use docent::sandbox::{Failure, Operation, Options};
use docent::store::Store;
use ed25519_dalek::{Signer as _, SigningKey};
use reqwest::{Client, StatusCode};
use serde_json::{Value, json};
use tokio::net::TcpListener;

use super::onboarding::CAFE;
use super::{ANSWER, COFFEE, Live, PAUSES, QUESTION, SOON, apologies};
use crate::store::Database;

/// Between two looks at something that changes by itself.
const AGAIN: Duration = Duration::from_millis(50);
const DASHBOARD: &str = include_str!("../../../deploy/monitoring/dashboard.json");
const ALERTS: &str = include_str!("../../../deploy/monitoring/alerts.yaml");

/// Docent with its door open.
struct House {
    live: Live,
    metrics: Metrics,
    address: String,
    client: Client,
    signer: SigningKey,
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().flat_map(|byte| format!("{byte:02x}").into_bytes()).map(char::from).collect()
}

async fn house(gateway: bool) -> House {
    let config = Config { pauses: PAUSES, ..Config::default() };
    house_over(Store::in_memory().await.unwrap(), &COFFEE, config, gateway).await
}

/// The same over a store that the test opened.
async fn house_over(store: Store, docent: &Arc<Docent>, config: Config, gateway: bool) -> House {
    let config = if gateway { config } else { Config { shards: "none".parse().unwrap(), ..config } };
    let (metrics, interactions) = (config.metrics.clone(), config.interactions.clone());
    let live =
        Live::start_over(Database::memory(), store.clone(), Options::default(), Arc::clone(docent), config).await;
    let signer = SigningKey::from_bytes(&[9; 32]);
    let key = Key::parse(&hex(signer.verifying_key().as_bytes())).unwrap();
    let inlet = Some(Signed { verifier: Verifier::new(key), interactions });
    let door =
        Door { metrics: metrics.clone(), live: live::Live::from(Arc::clone(docent)), store, gateway, signed: inlet };
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(http::serve(listener, door, live.stop.clone()));
    House { live, metrics, address, client: Client::builder().no_proxy().build().unwrap(), signer }
}

impl House {
    async fn get(&self, path: &str) -> (StatusCode, String) {
        let answer = self.client.get(format!("{}{path}", self.address)).send().await.unwrap();
        (answer.status(), answer.text().await.unwrap())
    }

    /// Waits until the page of counts has this line.
    async fn counted(&self, line: &str) {
        let page = async {
            while !self.get("/metrics").await.1.contains(line) {
                tokio::time::sleep(AGAIN).await;
            }
        };
        let counted = tokio::time::timeout(SOON, page).await;
        assert!(counted.is_ok(), "no `{line}` in\n{}", self.get("/metrics").await.1);
    }

    async fn ready(&self, status: StatusCode) -> Value {
        let answer = async {
            loop {
                let (got, text) = self.get("/readyz").await;
                if got == status {
                    return serde_json::from_str(&text).unwrap();
                }
                tokio::time::sleep(AGAIN).await;
            }
        };
        tokio::time::timeout(SOON, answer).await.unwrap()
    }

    /// Sends what Discord would send, signed at this many seconds from now.
    async fn post(&self, body: &Value, seconds: i64) -> (StatusCode, String) {
        let (time, body) = (now().saturating_add_signed(seconds).to_string(), body.to_string());
        let signature = hex(&self.signer.sign(format!("{time}{body}").as_bytes()).to_bytes());
        self.post_signed(&signature, &time, body).await
    }

    async fn post_signed(&self, signature: &str, time: &str, body: String) -> (StatusCode, String) {
        let request = self.client.post(format!("{}/interactions", self.address));
        let request = request.header("X-Signature-Ed25519", signature).header("X-Signature-Timestamp", time);
        let answer = request.body(body).send().await.unwrap();
        (answer.status(), answer.text().await.unwrap())
    }
}

fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs()
}

#[tokio::test]
async fn it_tells_that_docent_is_alive_and_ready() {
    let house = house(true).await;
    assert_eq!(house.get("/healthz").await, (StatusCode::OK, "alive\n".to_owned()));
    let ready = house.ready(StatusCode::OK).await;
    assert_eq!((&ready["ready"], &ready["gateway"]["says"]), (&json!(true), &json!("1 of 1 shards connected")));
    assert_eq!(ready["store"]["says"], "store: ok");
    assert_eq!(house.get("/elsewhere").await.0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn it_tells_which_part_is_not_ready() {
    let house = house(true).await;
    house.ready(StatusCode::OK).await;
    house.live.discord.close_gateway(4000);
    house.live.discord.fail(Operation::GetGateway, 1000, Failure::Status(503));
    house.live.discord.stop_token().cancel();
    let ready = house.ready(StatusCode::SERVICE_UNAVAILABLE).await;
    assert_eq!((&ready["ready"], &ready["gateway"]["ready"]), (&json!(false), &json!(false)));
    assert_eq!((&ready["knowledge"]["ready"], &ready["store"]["ready"]), (&json!(true), &json!(true)));
    assert_eq!(house.get("/healthz").await.0, StatusCode::OK, "alive all the same");
}

#[tokio::test]
async fn it_counts_what_happens() {
    let house = house(true).await;
    let live = &house.live;
    live.discord.fail(Operation::CreateMessage, 1, Failure::Status(502));
    live.discord.fail(
        Operation::CreateInteractionResponse,
        1,
        Failure::RateLimited { retry_after: Duration::from_millis(50), global: false },
    );
    live.reply_to(live.discord.say(live.answers, live.ada, QUESTION)).await;
    live.slash("ask", &[("question", json!("Which tyres fit my bicycle?"))]).await;
    live.discord.tell("MESSAGE_CREATE", &json!({"id": "no number"}));
    live.discord.tell("A_PARTY", &json!({"cake": true}));
    for line in [
        "docent_decisions_total{surface=\"message\",decision=\"answer\"} 1",
        "docent_decisions_total{surface=\"command\",decision=\"fallback\"} 1",
        "docent_stage_seconds_count{surface=\"message\",stage=\"think\"} 1",
        "docent_stage_seconds_count{surface=\"message\",stage=\"render\"} 1",
        "docent_stage_seconds_count{surface=\"message\",stage=\"send\"} 1",
        "docent_stage_seconds_count{surface=\"command\",stage=\"whole\"} 1",
        "docent_gateway_events_total{event=\"message\"} ",
        "docent_gateway_events_total{event=\"interaction\"} 1",
        "docent_unparsable_events_total{kind=\"MESSAGE_CREATE\"} 1",
        "docent_unparsable_events_total{kind=\"other\"} 1",
        "docent_rest_requests_total{method=\"POST\",result=\"502\"} 1",
        "docent_rest_requests_total{method=\"POST\",result=\"429\"} 1",
        "docent_rest_retries_total{reason=\"failed\"} 1",
        "docent_rest_retries_total{reason=\"rate_limited\"} 1",
        "docent_shards{state=\"connected\"} 1",
        "docent_knowledge_version 0",
        "docent_knowledge_current 1",
        "docent_store_up 1",
        "docent_queue_depth{queue=\"store\"} ",
        "docent_queue_depth{queue=\"events\"} ",
    ] {
        house.counted(line).await;
    }
    let page = house.get("/metrics").await.1;
    assert!(page.ends_with("# EOF\n") && !page.contains("bitter") && !page.contains("tyres"), "{page}");
}

/// The names of counts in a text.
fn names(text: &str) -> BTreeSet<&str> {
    let name = regex::Regex::new(r"\bdocent_[a-z_]+").unwrap();
    name.find_iter(text).map(|found| found.as_str()).collect()
}

/// The counts, each with something to count.
async fn counts(house: &House) -> String {
    let live = &house.live;
    live.discord.fail(Operation::CreateMessage, 1, Failure::Status(502));
    live.reply_to(live.discord.say(live.answers, live.ada, QUESTION)).await;
    live.slash("ask", &[("question", json!(QUESTION))]).await;
    live.discord.tell("A_PARTY", &json!({"cake": true}));
    house.counted("docent_unparsable_events_total{").await;
    house.counted("docent_stage_seconds_count{surface=\"command\",stage=\"whole\"}").await;
    house.metrics.shed("message");
    let page = house.get("/metrics").await.1;
    page.lines().filter(|line| !line.starts_with('#')).collect::<Vec<_>>().join("\n")
}

#[tokio::test]
async fn the_dashboard_and_the_alerts_name_counts_that_exist_and_leave_out_none() {
    let samples = counts(&house(true).await).await;
    let counted = names(&samples);
    for text in [DASHBOARD, ALERTS] {
        let unknown: Vec<_> = names(text).difference(&counted).copied().collect();
        assert!(unknown.is_empty(), "{unknown:?} are not counted");
    }
    // Of a histogram, the buckets say all.
    let derived = |name: &&str| name.ends_with("_sum") || name.ends_with("_count");
    let shown = names(DASHBOARD);
    let unseen: Vec<_> = counted.difference(&shown).filter(|name| !derived(name)).collect();
    assert!(unseen.is_empty(), "{unseen:?} are counted and shown nowhere");
}

/// What the dashboard and the alerts ask Prometheus, each with the name that its lines get.
fn queries() -> Vec<(String, String)> {
    let dashboard: Value = serde_json::from_str(DASHBOARD).unwrap();
    let alerts: Value = serde_saphyr::from_str(ALERTS).unwrap();
    let panels = dashboard["panels"].as_array().unwrap().iter().flat_map(|panel| panel["targets"].as_array().unwrap());
    let rules = alerts["groups"].as_array().unwrap().iter().flat_map(|group| group["rules"].as_array().unwrap());
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    panels.chain(rules).map(|query| (text(&query["expr"]), text(&query["legendFormat"]))).collect()
}

/// Its name, how it is compared, and with what.
type Label<'a> = (&'a str, &'a str, &'a str);

/// The counts in a text that have labels: `docent_shards{state="wanted"}`.
fn labelled(text: &str) -> Vec<(&str, Vec<Label<'_>>)> {
    let count = regex::Regex::new(r"\b(docent_[a-z_]+)\{([^}]*)\}").unwrap();
    let label = regex::Regex::new(r#"([a-z_]+)(=~|!~|!=|=)"([^"]*)""#).unwrap();
    let all = count.captures_iter(text).map(|found| found.extract::<2>().1);
    all.map(|[name, labels]| (name, label.captures_iter(labels).map(|found| found.extract::<3>().1.into()).collect()))
        .collect()
}

#[tokio::test]
async fn the_dashboard_and_the_alerts_ask_for_labels_that_the_counts_have() {
    let samples = counts(&house(true).await).await;
    let mut labels: BTreeMap<&str, BTreeSet<(&str, &str)>> = BTreeMap::new();
    for (name, found) in labelled(&samples) {
        labels.entry(name).or_default().extend(found.into_iter().map(|(label, _, value)| (label, value)));
    }
    let has = |name: &str, label: &str| labels.get(name).is_some_and(|all| all.iter().any(|(one, _)| *one == label));
    let by = regex::Regex::new(r"\b(?:by|ignoring) ?\(([^)]*)\)").unwrap();
    let legend = regex::Regex::new(r"\{\{([a-z_]+)\}\}").unwrap();
    for (query, lines) in queries() {
        for (name, asked) in labelled(&query) {
            for (label, is, value) in asked {
                // Only a plain value has to be there: a pattern may be meant for what is yet to happen.
                let there = labels.get(name).is_some_and(|all| all.contains(&(label, value)));
                assert!(has(name, label) && (is.ends_with('~') || there), "no {name} has {label}=\"{value}\": {query}");
            }
        }
        let grouped: BTreeSet<&str> =
            by.captures_iter(&query).flat_map(|found| found.extract::<1>().1[0].split(", ")).collect();
        for (name, label) in names(&query).into_iter().flat_map(|name| grouped.iter().map(move |label| (name, *label)))
        {
            assert!(has(name, label), "no {name} has {label}: {query}");
        }
        for shown in legend.captures_iter(&lines).map(|found| found.extract::<1>().1[0]) {
            assert!(grouped.contains(shown), "{query} has lost {shown}");
        }
    }
}

/// What probes and a way in ask for; a folder that is mounted is no `path`.
#[tokio::test]
async fn the_manifests_ask_for_paths_that_are_served() {
    let house = house(false).await;
    let asked = regex::Regex::new(r"(?m)^[\s-]*path: (/\S+)$").unwrap();
    for manifest in
        [include_str!("../../../deploy/kubernetes/gateway.yaml"), include_str!("../../../deploy/kubernetes/door.yaml")]
    {
        let paths: BTreeSet<&str> = asked.captures_iter(manifest).map(|found| found.extract::<1>().1[0]).collect();
        assert!(paths.contains("/healthz"), "{paths:?}");
        for path in paths {
            assert_ne!(house.get(path).await.0, StatusCode::NOT_FOUND, "{path}");
        }
    }
}

#[tokio::test]
async fn a_signed_command_gets_the_answer_that_one_from_the_gateway_gets() {
    let house = house(false).await;
    let live = &house.live;
    let used = live.discord.slash(live.ada, live.answers, "ask", &[("question", json!(QUESTION))]).unwrap();
    assert_eq!(house.post(&used.event(), 0).await, (StatusCode::ACCEPTED, String::new()));
    let reply = used.response(SOON).await.unwrap();
    assert!(reply.text().contains(ANSWER), "{}", reply.text());
    let why = live.discord.press(live.ada, reply.id, &reply.button("Why this answer?").unwrap()).unwrap();
    assert_eq!(house.post(&why.event(), 0).await.0, StatusCode::ACCEPTED);
    assert!(why.response(SOON).await.unwrap().is_ephemeral());
    assert_eq!(live.discord.recorded().op(2).count(), 0, "no gateway");
    let ready = house.ready(StatusCode::OK).await;
    assert!(ready["gateway"]["says"].as_str().unwrap().contains("not wanted"), "{ready}");
    live.assert_good_manners();
}

#[tokio::test]
async fn a_signed_command_that_breaks_after_it_was_announced_ends_in_an_apology() {
    let (store, broken) = apologies::breakable().await;
    let config = Config { pauses: apologies::ANNOUNCING, ..Config::default() };
    let house = house_over(store, &CAFE, config, false).await;
    let live = &house.live;
    broken.store(true, Ordering::SeqCst);
    let used = live.discord.slash(live.ada, live.answers, "onboard start", &[("track", json!("barista"))]).unwrap();
    assert_eq!(house.post(&used.event(), 0).await.0, StatusCode::ACCEPTED);
    assert_eq!(used.acknowledged(SOON).await.unwrap(), apologies::THINKING);
    let told = used.response(SOON).await.unwrap();
    assert!(told.is_ephemeral() && told.text().contains(apologies::APOLOGY), "{}", told.text());
    live.assert_good_manners();
}

#[tokio::test]
async fn only_discord_is_let_in_and_each_request_once() {
    let house = house(false).await;
    let ping = json!({"type": 1, "id": "1", "application_id": "2", "token": "t", "version": 1});
    assert_eq!(house.post(&ping, 0).await, (StatusCode::OK, "{\"type\":1}".to_owned()));
    for seconds in [-60, 60] {
        assert_eq!(house.post(&ping, seconds).await.0, StatusCode::UNAUTHORIZED, "{seconds}");
    }
    let live = &house.live;
    let used = live.discord.slash(live.ada, live.answers, "ask", &[("question", json!(QUESTION))]).unwrap();
    let (time, body) = (now().to_string(), used.event().to_string());
    let signature = hex(&house.signer.sign(format!("{time}{body}").as_bytes()).to_bytes());
    let forged = hex(&SigningKey::from_bytes(&[1; 32]).sign(format!("{time}{body}").as_bytes()).to_bytes());
    assert_eq!(house.post_signed(&forged, &time, body.clone()).await.0, StatusCode::UNAUTHORIZED);
    assert_eq!(house.post_signed(&signature, &time, format!("{body} ")).await.0, StatusCode::UNAUTHORIZED);
    assert_eq!(house.post_signed("", "", body.clone()).await.0, StatusCode::UNAUTHORIZED);
    assert_eq!(house.post_signed(&signature, &time, body.clone()).await.0, StatusCode::ACCEPTED);
    assert_eq!(house.post_signed(&signature, &time, body).await.0, StatusCode::UNAUTHORIZED, "once");
    used.response(SOON).await.unwrap();
    assert_eq!(live.discord.recorded().of(Operation::CreateInteractionResponse).count(), 1);
    assert_eq!(house.get("/interactions").await.0, StatusCode::METHOD_NOT_ALLOWED);
}

#[tokio::test]
async fn what_cannot_be_read_is_refused_or_told_to_the_person() {
    let house = house(false).await;
    let live = &house.live;
    assert_eq!(house.post(&json!([]), 0).await.0, StatusCode::ACCEPTED, "an event that nobody can read");
    let used = live.discord.slash(live.ada, live.answers, "ask", &[("question", json!(QUESTION))]).unwrap();
    let mut event = used.event();
    event["data"] = json!("gibberish");
    assert_eq!(house.post(&event, 0).await.0, StatusCode::ACCEPTED);
    let told = used.response(SOON).await.unwrap();
    assert!(told.is_ephemeral() && !told.text().is_empty(), "{}", told.text());
    let large = json!({"type": 2, "data": "x".repeat(600 * 1024)});
    assert_eq!(house.post(&large, 0).await.0, StatusCode::PAYLOAD_TOO_LARGE);
}
