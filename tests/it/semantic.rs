//! Meaning: a tiny model that the tests make, an embeddings address on loopback, and everything that can go wrong with either.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use docent::decision::Thresholds;
use docent::knowledge::{self, KnowledgeBase, Lesson};
use docent::live::{self, Live};
use docent::matching::{Aids, Vectors};
use docent::pipeline::{Docent, Incoming};
use docent::semantic::{self, Mind};
use docent::settings::{SemanticSettings, SemanticSource};
use secrecy::SecretString;
use serde_json::{Value, json};
use tokio::net::TcpListener;

/// Words of three fields, each with the direction of its field. `espresso`, `kennel` and `mortgage` stand in no example.
const WORDS: [(&str, [f32; 4]); 16] = [
    ("[UNK]", [0.0, 0.0, 0.0, 0.0]),
    ("coffee", [1.0, 0.1, 0.0, 0.0]),
    ("brew", [0.9, 0.0, 0.1, 0.0]),
    ("beans", [0.8, 0.1, 0.1, 0.1]),
    ("espresso", [1.0, 0.0, 0.0, 0.1]),
    ("dog", [0.0, 1.0, 0.1, 0.0]),
    ("puppy", [0.1, 0.9, 0.0, 0.0]),
    ("walk", [0.0, 0.8, 0.1, 0.1]),
    ("kennel", [0.0, 1.0, 0.0, 0.1]),
    ("money", [0.0, 0.1, 1.0, 0.0]),
    ("bank", [0.1, 0.0, 0.9, 0.0]),
    ("loan", [0.0, 0.1, 0.8, 0.1]),
    ("mortgage", [0.0, 0.0, 1.0, 0.1]),
    ("how", [0.0, 0.0, 0.0, 0.2]),
    ("the", [0.0, 0.0, 0.0, 0.1]),
    ("my", [0.0, 0.0, 0.0, 0.1]),
];

/// A model in the model2vec format: a word piece tokenizer, a table, a configuration.
fn write_model(folder: &Path) {
    std::fs::create_dir_all(folder).unwrap();
    for (file, bytes) in model_files() {
        std::fs::write(folder.join(file), bytes).unwrap();
    }
}

fn model_files() -> [(&'static str, Vec<u8>); 3] {
    let vocabulary: HashMap<&str, usize> = WORDS.iter().enumerate().map(|(at, (word, _))| (*word, at)).collect();
    let tokenizer = json!({
        "version": "1.0", "truncation": null, "padding": null, "added_tokens": [], "post_processor": null, "decoder": null,
        "normalizer": {"type": "BertNormalizer", "clean_text": true, "handle_chinese_chars": true, "strip_accents": null, "lowercase": true},
        "pre_tokenizer": {"type": "BertPreTokenizer"},
        "model": {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##", "max_input_chars_per_word": 100, "vocab": vocabulary},
    });
    let table: Vec<u8> = WORDS.iter().flat_map(|(_, vector)| vector).flat_map(|value| value.to_le_bytes()).collect();
    let header = json!({"embeddings": {"dtype": "F32", "shape": [WORDS.len(), 4], "data_offsets": [0, table.len()]}});
    let mut header = header.to_string().into_bytes();
    header.resize(header.len().next_multiple_of(8), b' ');
    let length = u64::try_from(header.len()).unwrap().to_le_bytes();
    [
        ("model.safetensors", [length.as_slice(), &header, &table].concat()),
        ("tokenizer.json", tokenizer.to_string().into_bytes()),
        ("config.json", json!({"normalize": true}).to_string().into_bytes()),
    ]
}

/// The mean of the words' directions, as the model has it.
fn vector(text: &str) -> Vec<f32> {
    let mut sum = [0.0; 4];
    for (_, vector) in text.split(' ').filter_map(|word| WORDS.iter().find(|(known, _)| *known == word)) {
        sum.iter_mut().zip(vector).for_each(|(sum, value)| *sum += value);
    }
    sum.to_vec()
}

const ENTRIES: [(&str, &str, [&str; 3]); 3] = [
    ("coffee", "Coffee", ["how to brew coffee", "coffee beans", "brew the beans"]),
    ("dog", "Dog", ["how to walk the dog", "my puppy", "walk the puppy"]),
    ("money", "Money", ["how to loan money", "money from the bank", "the bank loan"]),
];

fn write_knowledge(folder: &Path) {
    std::fs::create_dir_all(folder.join("faq")).unwrap();
    let source = "[[sources]]\nid = \"book\"\ntitle = \"The book\"\npublisher = \"A publisher\"\ndate = \"2026-01-01\"\nread = \"2026-01-01\"\n";
    std::fs::write(folder.join("sources.toml"), source).unwrap();
    for (id, title, questions) in ENTRIES {
        let text = format!(
            "+++\ntitle = \"{title}\"\ntopic = \"things\"\nquestions = {questions:?}\nsources = [\"book\"]\nverified = \"2026-01-01\"\n+++\n\n{title} is what this is about.\n"
        );
        std::fs::write(folder.join("faq").join(format!("{id}.md")), text).unwrap();
    }
}

fn small() -> KnowledgeBase {
    let folder = tempfile::tempdir().unwrap();
    write_knowledge(folder.path());
    let parsed = knowledge::parse(&docent::folder::read(folder.path()).unwrap());
    parsed.knowledge.unwrap_or_else(|| panic!("{:?}", parsed.problems))
}

fn asked(text: &str) -> Incoming<'_> {
    Incoming { text, addressed: true, context: None, locale: None }
}

/// The best candidate.
fn best(docent: &Docent, text: &str) -> Option<String> {
    docent.respond(asked(text)).id.map(|id| id.to_string())
}

/// What words alone cannot find: none of these words stands in an example or an answer.
const BY_MEANING: [(&str, &str); 3] = [("espresso?", "coffee"), ("kennel?", "dog"), ("mortgage?", "money")];

fn settings(source: SemanticSource, cache: &Path) -> SemanticSettings {
    SemanticSettings {
        source,
        timeout: Duration::from_secs(2),
        pause: Duration::from_hours(1),
        cache: Some(cache.to_owned()),
    }
}

async fn learn(settings: &SemanticSettings, key: Option<&str>) -> Result<Mind, docent::semantic::Error> {
    let key = key.map(|key| SecretString::from(key.to_owned()));
    Mind::learn(small(), Thresholds::default(), settings, key, None).await
}

fn table() -> Aids {
    Aids { vectors: Some(Arc::new(Table)), shelf: None }
}

async fn respond(mind: &Mind, text: &str) -> Option<String> {
    mind.prepare(asked(text)).await;
    best(mind.docent(), text)
}

#[derive(Debug)]
struct Table;

impl Vectors for Table {
    fn vector(&self, text: &str) -> Option<Vec<f32>> {
        Some(vector(text))
    }
}

#[test]
fn a_word_that_no_example_has_is_understood_by_its_meaning() {
    let docent = Docent::with_vectors(small(), Thresholds::default(), &Table, Arc::new(Table));
    let plain = Docent::new(small(), Thresholds::default());
    for (text, entry) in BY_MEANING {
        assert_eq!(best(&docent, text).as_deref(), Some(entry), "{text}");
        assert_eq!(docent.without_vectors().findings(text), plain.findings(text), "without it nothing changes");
        let meant = docent.findings(text).candidates[0].signals.meaning.unwrap();
        assert!(meant.similarity > 0.9, "{meant:?}");
    }
    // Only words without meaning: the view is silent.
    assert_eq!(docent.findings("zzz qqq?"), plain.findings("zzz qqq?"));
}

/// Knowledge that is edited or taught while Docent runs is learnt with the vectors of the start.
#[test]
fn what_is_edited_or_taught_later_is_understood_by_meaning_as_well() {
    let folder = tempfile::tempdir().unwrap();
    write_knowledge(folder.path());
    let live = Live::from(Arc::new(Docent::learn(small(), Thresholds::default(), table())));
    std::fs::remove_file(folder.path().join("faq").join("dog.md")).unwrap();
    assert!(live.reload(folder.path(), Thresholds::default()).is_some());
    let docent = live.docent();
    assert!(docent.has_vectors());
    assert_eq!(best(&docent, "mortgage?").as_deref(), Some("money"));
    let dog = Lesson::Entry {
        id: None,
        title: "How do I walk the dog?".to_owned(),
        questions: vec!["my puppy".to_owned(), "walk the puppy".to_owned()],
        answer: "On a lead.".to_owned(),
        day: "2026-01-01".parse().unwrap(),
    };
    let taught = docent.taught(&[dog, Lesson::Never { question: "Espresso?".to_owned() }]);
    assert!(taught.has_vectors());
    assert!(taught.findings("kennel?").candidates[0].signals.meaning.unwrap().similarity > 0.9);
    assert!(best(&taught, "kennel?").is_some_and(|id| id != "coffee" && id != "money"));
    assert_eq!(best(&taught, "espresso?"), None, "never answered");
    let files = docent::folder::look(folder.path()).unwrap();
    let judged = live::judge(&files, Thresholds::default(), table(), false).docent;
    assert!(judged.unwrap().has_vectors());
}

#[tokio::test]
async fn what_runs_for_long_takes_a_model_and_leaves_an_address_alone() {
    let (embeddings, url) = Embeddings::start().await;
    let folder = tempfile::tempdir().unwrap();
    write_model(folder.path());
    let model = SemanticSource::Model { model: folder.path().display().to_string(), hub: String::new() };
    let vectors = semantic::lasting(&settings(model, folder.path())).await.unwrap();
    assert!(semantic::learn(small(), Thresholds::default(), vectors.into()).has_vectors());
    assert!(semantic::lasting(&settings(address(&url), folder.path())).await.unwrap().is_none());
    assert!(semantic::lasting(&settings(SemanticSource::Off, folder.path())).await.unwrap().is_none());
    assert_eq!(embeddings.times(), 0);
}

#[test]
fn vectors_that_are_missing_or_do_not_fit_leave_docent_as_it_was() {
    type Choose = fn(&str) -> Option<Vec<f32>>;
    #[derive(Debug)]
    struct Chosen(Choose);
    impl Vectors for Chosen {
        fn vector(&self, text: &str) -> Option<Vec<f32>> {
            (self.0)(text)
        }
    }
    let plain = Docent::new(small(), Thresholds::default());
    let learned: [Choose; 3] =
        [|_| None, |text| (text != "my puppy").then(|| vector(text)), |text| Some(vec![1.0; 1 + text.len() % 2])];
    for learned in learned {
        let docent = Docent::with_vectors(small(), Thresholds::default(), &Chosen(learned), Arc::new(Table));
        assert!(!docent.has_vectors());
        assert_eq!(docent.findings("how do I brew coffee?"), plain.findings("how do I brew coffee?"));
    }
    let asked: [Choose; 4] = [|_| None, |_| Some(vec![1.0; 3]), |_| Some(vec![f32::NAN; 4]), |_| Some(Vec::new())];
    for asked in asked {
        let docent = Docent::with_vectors(small(), Thresholds::default(), &Table, Arc::new(Chosen(asked)));
        assert!(docent.has_vectors());
        assert_eq!(docent.findings("how do I brew coffee?"), plain.findings("how do I brew coffee?"));
    }
}

#[tokio::test]
async fn a_model_in_a_folder_is_loaded_and_used() {
    let folder = tempfile::tempdir().unwrap();
    let model = folder.path().join("model");
    write_model(&model);
    let source =
        |path: &Path| SemanticSource::Model { model: path.display().to_string(), hub: "http://127.0.0.1:9".to_owned() };
    let mind = learn(&settings(source(&model), folder.path()), None).await.unwrap();
    assert!(mind.docent().has_vectors());
    for (text, entry) in BY_MEANING {
        assert_eq!(respond(&mind, text).await.as_deref(), Some(entry), "{text}");
    }
    for file in ["model.safetensors", "tokenizer.json", "config.json"] {
        let whole = std::fs::read(model.join(file)).unwrap();
        std::fs::write(model.join(file), "{").unwrap();
        let error = learn(&settings(source(&model), folder.path()), None).await.unwrap_err().to_string();
        assert!(error.contains("cannot load the model in") && error.contains("config.json"), "{file}: {error}");
        std::fs::write(model.join(file), whole).unwrap();
    }
    let error = learn(&settings(source(Path::new("./nowhere")), folder.path()), None).await.unwrap_err().to_string();
    assert!(error.contains("`./nowhere`") && error.contains("minishlab/potion-base-8M"), "{error}");
}

#[tokio::test]
async fn a_model_is_fetched_from_the_hub_once() {
    let fetched = Arc::new(Mutex::new(Vec::<String>::new()));
    let seen = Arc::clone(&fetched);
    let serve = move |axum::extract::Path(file): axum::extract::Path<String>| {
        seen.lock().unwrap().push(file.clone());
        let bytes = model_files().into_iter().find(|(name, _)| *name == file).map(|(_, bytes)| bytes);
        async move { bytes.ok_or(StatusCode::NOT_FOUND) }
    };
    let app = Router::new().route("/tiny/model/resolve/main/{file}", get(serve));
    let hub = serve_on_loopback(app).await;
    let cache = tempfile::tempdir().unwrap();
    let source = |model: &str| SemanticSource::Model { model: model.to_owned(), hub: hub.clone() };
    for _ in 0..2 {
        let mind = learn(&settings(source("tiny/model"), cache.path()), None).await.unwrap();
        assert_eq!(respond(&mind, "espresso?").await.as_deref(), Some("coffee"));
    }
    assert_eq!(*fetched.lock().unwrap(), ["config.json", "tokenizer.json", "model.safetensors"]);
    let mind = learn(&settings(source("tiny/other"), cache.path()), None).await.unwrap();
    assert!(!mind.docent().has_vectors(), "the hub does not have it: Docent answers without");
    assert_eq!(respond(&mind, "how do I brew coffee?").await.as_deref(), Some("coffee"));
}

async fn serve_on_loopback(app: Router) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });
    address
}

/// How the address on loopback behaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
enum Mood {
    Well,
    Silent,
    Broken,
    Wide,
    Garbled,
}

const KEY: &str = "sk-not-to-be-seen";

/// An embeddings address that counts what it is asked.
#[derive(Debug)]
struct Embeddings {
    mood: AtomicU8,
    asked: Mutex<Vec<Vec<String>>>,
    keys: Mutex<Vec<String>>,
}

impl Embeddings {
    async fn start() -> (Arc<Self>, String) {
        let this = Arc::new(Self { mood: AtomicU8::new(0), asked: Mutex::default(), keys: Mutex::default() });
        let app = Router::new().route("/v1/embeddings", post(embed)).with_state(Arc::clone(&this));
        let url = format!("{}/v1/embeddings", serve_on_loopback(app).await);
        (this, url)
    }

    fn set(&self, mood: Mood) {
        self.mood.store(mood as u8, Ordering::SeqCst);
    }

    fn times(&self) -> usize {
        self.asked.lock().unwrap().len()
    }
}

async fn embed(State(this): State<Arc<Embeddings>>, headers: HeaderMap, Json(body): Json<Value>) -> Response {
    let key = headers.get("authorization").and_then(|value| value.to_str().ok()).unwrap_or_default();
    this.keys.lock().unwrap().push(key.to_owned());
    let texts: Vec<String> = serde_json::from_value(body["input"].clone()).unwrap();
    assert_eq!(body["model"], "tiny");
    this.asked.lock().unwrap().push(texts.clone());
    let mood = this.mood.load(Ordering::SeqCst);
    if mood == Mood::Silent as u8 {
        std::future::pending::<()>().await;
    }
    if mood == Mood::Broken as u8 {
        return (StatusCode::INTERNAL_SERVER_ERROR, format!("your key {key} is fine, I am not")).into_response();
    }
    if mood == Mood::Garbled as u8 {
        return format!("<html>{key}</html>").into_response();
    }
    let wide = mood == Mood::Wide as u8;
    let one = |(index, text): (usize, &String)| {
        let mut values = vector(text);
        values.resize(if wide { 5 } else { 4 }, 0.0);
        json!({"object": "embedding", "index": index, "embedding": values})
    };
    let data: Vec<Value> = texts.iter().enumerate().map(one).collect();
    Json(json!({"object": "list", "data": data, "model": "tiny"})).into_response()
}

fn address(url: &str) -> SemanticSource {
    SemanticSource::Address { url: url.to_owned(), name: "tiny".to_owned() }
}

#[tokio::test]
async fn an_address_gives_vectors_and_what_it_said_is_kept() {
    let (embeddings, url) = Embeddings::start().await;
    let cache = tempfile::tempdir().unwrap();
    let mind = learn(&settings(address(&url), cache.path()), Some(KEY)).await.unwrap();
    assert!(mind.docent().has_vectors());
    let learnt = embeddings.times();
    assert!(learnt > 0);
    for (text, entry) in BY_MEANING {
        assert_eq!(respond(&mind, text).await.as_deref(), Some(entry), "{text}");
        assert_eq!(respond(&mind, text).await.as_deref(), Some(entry), "{text}");
    }
    assert_eq!(embeddings.times(), learnt + 3, "each message once");
    let chatter = Incoming { text: "nice coffee we had.", addressed: false, context: None, locale: None };
    mind.prepare(chatter).await;
    assert_eq!(embeddings.times(), learnt + 3, "what asks nothing is sent nowhere");
    assert!(embeddings.keys.lock().unwrap().iter().all(|key| key == &format!("Bearer {KEY}")));
    // A restart fetches nothing that it has learnt before, even where the address is down.
    embeddings.set(Mood::Broken);
    let again = learn(&settings(address(&url), cache.path()), Some(KEY)).await.unwrap();
    assert!(again.docent().has_vectors());
    assert_eq!(embeddings.times(), learnt + 3);
    let kept: Vec<u8> = std::fs::read_dir(cache.path())
        .unwrap()
        .flat_map(|file| std::fs::read(file.unwrap().path()).unwrap())
        .collect();
    assert!(!String::from_utf8_lossy(&kept).contains(KEY));
    assert!(!format!("{mind:?}").contains(KEY));
}

#[tokio::test]
async fn whatever_an_address_does_docent_answers_without_it() {
    let (embeddings, url) = Embeddings::start().await;
    let cache = tempfile::tempdir().unwrap();
    let mut settings = settings(address(&url), cache.path());
    settings.timeout = Duration::from_millis(100);
    let plain = Docent::new(small(), Thresholds::default());
    for mood in [Mood::Silent, Mood::Broken, Mood::Wide, Mood::Garbled] {
        embeddings.set(Mood::Well);
        settings.timeout = Duration::from_millis(if mood == Mood::Silent { 100 } else { 2_000 });
        let mind = learn(&settings, Some(KEY)).await.unwrap();
        embeddings.set(mood);
        let text = "how do I brew coffee?";
        mind.prepare(asked(text)).await;
        assert_eq!(mind.docent().findings(text), plain.findings(text), "{mood:?}");
        assert_eq!(mind.docent().respond(asked(text)).decision, plain.respond(asked(text)).decision, "{mood:?}");
    }
}

#[tokio::test]
async fn an_address_that_fails_is_left_alone_for_a_while_and_then_tried_again() {
    let (embeddings, url) = Embeddings::start().await;
    let cache = tempfile::tempdir().unwrap();
    let mut settings = settings(address(&url), cache.path());
    let patient = learn(&settings, None).await.unwrap();
    embeddings.set(Mood::Broken);
    let before = embeddings.times();
    for text in ["espresso one?", "espresso two?", "espresso three?", "espresso four?", "espresso five?"] {
        patient.prepare(asked(text)).await;
    }
    assert_eq!(embeddings.times(), before + 3, "three failures in a row are enough");
    embeddings.set(Mood::Well);
    patient.prepare(asked("espresso?")).await;
    assert_eq!(embeddings.times(), before + 3, "not yet");
    // The same with a pause that is over at once.
    settings.pause = Duration::ZERO;
    let eager = learn(&settings, None).await.unwrap();
    embeddings.set(Mood::Broken);
    for text in ["kennel one?", "kennel two?", "kennel three?"] {
        eager.prepare(asked(text)).await;
    }
    embeddings.set(Mood::Well);
    assert_eq!(respond(&eager, "espresso?").await.as_deref(), Some("coffee"), "it is back");
    assert_eq!(respond(&eager, "kennel?").await.as_deref(), Some("dog"));
}

#[tokio::test]
async fn docent_learns_without_an_address_that_cannot_be_reached() {
    let cache = tempfile::tempdir().unwrap();
    // A port that was free a moment ago.
    let free = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let mind = learn(&settings(address(&format!("http://{free}/v1/embeddings")), cache.path()), None).await.unwrap();
    assert!(!mind.docent().has_vectors());
    assert_eq!(respond(&mind, "how do I brew coffee?").await.as_deref(), Some("coffee"));
}

/// The program in a folder with this knowledge and these settings.
fn program(folder: &Path, settings: &str, arguments: &[&str]) -> Output {
    write_knowledge(&folder.join("knowledge"));
    std::fs::write(folder.join("docent.toml"), settings).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_docent"));
    command.args(arguments).current_dir(folder).stdin(Stdio::null());
    for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("DOCENT_")) {
        command.env_remove(name);
    }
    command.env("DOCENT_SEMANTIC_KEY", KEY).output().unwrap()
}

#[test]
fn eval_shows_what_meaning_gains() {
    let folder = tempfile::tempdir().unwrap();
    write_model(&folder.path().join("model"));
    let mut cases = String::new();
    for (text, entry) in BY_MEANING {
        writeln!(cases, "{}", json!({"text": text, "label": entry})).unwrap();
    }
    std::fs::write(folder.path().join("cases.jsonl"), cases).unwrap();
    let settings = "[semantic]\nmodel = \"model\"\n";
    let told = program(folder.path(), settings, &["eval", "cases.jsonl", "--json"]);
    let report: Value = serde_json::from_slice(&told.stdout).unwrap();
    assert_eq!(report["top_1"], 1.0, "{report:#}");
    assert!(report["without_meaning"]["top_1"].as_f64().is_some_and(|share| share < 1.0), "{report:#}");
    let told = program(folder.path(), settings, &["eval", "cases.jsonl"]);
    let text = String::from_utf8(told.stdout).unwrap();
    assert!(
        text.contains("What meaning gains") && text.contains("\n  without ") && text.contains("\n  with "),
        "{text}"
    );
    let off = program(folder.path(), "", &["eval", "cases.jsonl", "--json"]);
    let report: Value = serde_json::from_slice(&off.stdout).unwrap();
    assert!(report.get("without_meaning").is_none());
}

/// `check` judges what answers on Discord, which an address has no part in.
#[tokio::test(flavor = "multi_thread")]
async fn check_says_that_an_address_is_for_the_terminal_only() {
    let (embeddings, url) = Embeddings::start().await;
    let folder = tempfile::tempdir().unwrap();
    let told = program(folder.path(), &format!("[semantic]\nurl = \"{url}\"\nname = \"tiny\"\n"), &["check"]);
    let err = String::from_utf8(told.stderr).unwrap();
    assert!(err.contains("`semantic.url` is used by `ask`, `chat` and `eval` only in this version"), "{err}");
    assert_eq!(embeddings.times(), 0);
    write_model(&folder.path().join("model"));
    let told = program(folder.path(), "[semantic]\nmodel = \"model\"\n", &["check"]);
    assert_eq!(String::from_utf8(told.stderr).unwrap(), "");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_program_says_that_it_learnt_without_and_never_shows_the_key() {
    let (embeddings, url) = Embeddings::start().await;
    let folder = tempfile::tempdir().unwrap();
    for mood in [Mood::Broken, Mood::Garbled, Mood::Well] {
        embeddings.set(mood);
        let settings =
            format!("[semantic]\nurl = \"{url}\"\nname = \"tiny\"\ncache = \"cache\"\n[log]\nlevel = \"trace\"\n");
        let told = program(folder.path(), &settings, &["ask", "--explain", "how do I brew coffee?"]);
        let (out, err) = (String::from_utf8(told.stdout).unwrap(), String::from_utf8(told.stderr).unwrap());
        assert!(out.contains("Coffee is what this is about."), "{mood:?}: {out}\n{err}");
        assert!(!out.contains(KEY) && !err.contains(KEY), "{mood:?}: {err}");
        assert_eq!(err.contains("answering without meaning"), mood != Mood::Well, "{mood:?}: {err}");
    }
    assert!(embeddings.keys.lock().unwrap().iter().all(|key| key == &format!("Bearer {KEY}")));
}
