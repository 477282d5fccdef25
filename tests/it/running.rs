//! `docent run` as a process of its own, against the look-alike: signals, the door, files that go, and the process beside it that learns.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, mpsc};
use std::time::{Duration, Instant};

use docent::folder;
use docent::sandbox::{LookAlike, Options};
use reqwest::Client;
use serde_json::{Value, json};
use tempfile::TempDir;

/// Generous: on a busy machine a slow answer is no failure.
const SOON: Duration = Duration::from_secs(30);
const QUESTION: &str = "Why is my coffee so bitter?";
const ENTRY: &str = "knowledge/faq/brewing/why-bitter.md";

/// Knowledge that is learned in no time.
fn write_small(knowledge: &Path) {
    let small = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/small");
    for file in folder::read(&small).unwrap() {
        let path = knowledge.join(file.path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, file.text).unwrap();
    }
}

/// The same with so many questions that another process learns them.
fn write_much(knowledge: &Path) {
    write_small(knowledge);
    let entry = knowledge.join("faq/brewing/why-bitter.md");
    let questions: Vec<String> = (0..1200).map(|at| format!("  \"why is coffee number {at} so bitter\",")).collect();
    let much = format!("questions = [\n{}", questions.join("\n"));
    let text = fs::read_to_string(&entry).unwrap();
    fs::write(entry, text.replace("questions = [", &much)).unwrap();
}

/// A hub that never comes to the end of a model: whoever learns with it does so until somebody ends them.
struct Hub {
    address: String,
    /// Hears of each who begins to fetch.
    begun: mpsc::Receiver<()>,
    /// Hears of each who is gone.
    gone: mpsc::Receiver<()>,
}

impl Hub {
    fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let ((tell_begun, begun), (tell_gone, gone)) = (mpsc::channel(), mpsc::channel());
        std::thread::spawn(move || {
            for mut stream in listener.incoming().map_while(Result::ok) {
                let request = BufReader::new(&stream).lines().map_while(Result::ok);
                request.take_while(|line| !line.is_empty()).for_each(drop);
                // The test may have heard enough, and be over.
                let _ = tell_begun.send(());
                let mut sent = stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 1000000\r\n\r\n");
                while sent.is_ok() {
                    std::thread::sleep(Duration::from_millis(20));
                    sent = stream.write_all(b" ");
                }
                let _ = tell_gone.send(());
            }
        });
        Self { address, begun, gone }
    }
}

/// The program, over a folder of its own.
struct Program {
    child: Child,
    discord: LookAlike,
    folder: TempDir,
    door: String,
    log: Arc<Mutex<Vec<Value>>>,
}

impl Drop for Program {
    fn drop(&mut self) {
        // Already gone where the test stopped it.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Program {
    async fn start() -> Self {
        Self::start_with(&[]).await
    }

    async fn start_with(settings: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        write_small(&folder.path().join("knowledge"));
        let (mut program, opened) = Self::begin(folder, &[], settings).await;
        program.door = format!("http://{}", opened.recv_timeout(SOON).unwrap());
        program
    }

    /// Starts it, and gives what tells where its door is once that is open.
    async fn begin(folder: TempDir, arguments: &[&str], settings: &[(&str, &str)]) -> (Self, mpsc::Receiver<String>) {
        let discord = LookAlike::start(Options::default()).await.unwrap();
        let mut child = Command::new(env!("CARGO_BIN_EXE_docent"))
            .arg("run")
            .args(arguments)
            .current_dir(folder.path())
            .env("DISCORD_TOKEN", discord.token())
            .env("DOCENT_DISCORD__PROXY", discord.url())
            .env("DOCENT_HTTP__LISTEN", "127.0.0.1:0")
            .env("DOCENT_LOG__FORMAT", "json")
            .envs(settings.iter().copied())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let log = Arc::new(Mutex::new(Vec::new()));
        let (written, lines) = (Arc::clone(&log), BufReader::new(child.stderr.take().unwrap()).lines());
        let (opened, address) = mpsc::channel();
        std::thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                let line: Value = serde_json::from_str(&line).unwrap_or_else(|error| panic!("{error}: {line}"));
                if let Some(address) = line["address"].as_str() {
                    // Nobody waits for a second one.
                    let _ = opened.send(address.to_owned());
                }
                written.lock().unwrap().push(line);
            }
        });
        (Self { child, discord, folder, door: String::new(), log }, address)
    }

    /// Starts it with this knowledge, so that whoever learns for it never comes to an end: that process reads `docent.toml`, and is to learn with a model of this hub.
    async fn begin_beside(hub: &Hub, folder: TempDir, knowledge: &str) -> Self {
        let model = format!("[semantic]\nmodel = \"some/model\"\nhub = \"{}\"\n", hub.address);
        fs::write(folder.path().join("docent.toml"), model).unwrap();
        fs::write(folder.path().join("own.toml"), "").unwrap();
        let caches = folder.path().join("caches");
        let arguments = ["--config", "own.toml", "--knowledge", knowledge];
        Self::begin(folder, &arguments, &[("XDG_CACHE_HOME", caches.to_str().unwrap())]).await.0
    }

    fn signal(&self, name: &str) {
        let sent = Command::new("kill").args(["-s", name, &self.child.id().to_string()]).status().unwrap();
        assert!(sent.success());
    }

    /// Waits for its end, and gives its exit code.
    async fn ended(&mut self) -> Option<i32> {
        let began = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.code();
            }
            assert!(began.elapsed() < SOON, "it goes on");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    async fn readiness(&self) -> Value {
        let client = Client::builder().no_proxy().build().unwrap();
        client.get(format!("{}/readyz", self.door)).send().await.unwrap().json().await.unwrap()
    }

    /// Waits until readiness says this of the knowledge.
    async fn says(&self, part: &str) -> Value {
        let began = Instant::now();
        loop {
            let readiness = self.readiness().await;
            if readiness["knowledge"]["says"].as_str().unwrap().contains(part) {
                return readiness;
            }
            assert!(began.elapsed() < SOON, "{readiness}");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Waits until it answers with this.
    async fn answers(&self, part: &str) {
        let began = Instant::now();
        while !self.answer().await.contains(part) {
            assert!(began.elapsed() < SOON, "no `{part}`");
        }
    }

    async fn answer(&self) -> String {
        let ada = self.discord.add_member("Ada");
        let question = self.discord.say_in_dm(ada, QUESTION);
        self.discord.wait_for_reply(question, SOON).await.unwrap().text()
    }
}

#[tokio::test]
async fn a_hang_up_reads_the_knowledge_again_and_a_mistake_keeps_the_old() {
    let program = Program::start().await;
    program.discord.connected(SOON).await.unwrap();
    assert!(program.answer().await.contains("over-extracted"));
    let entry = program.folder.path().join(ENTRY);
    let text = fs::read_to_string(&entry).unwrap();
    fs::write(&entry, text.replace("\"brew-guide\"", "\"brew-gide\"")).unwrap();
    program.signal("HUP");
    let readiness = program.says("why-bitter.md").await;
    assert_eq!(readiness["knowledge"]["ready"], true, "what answered before goes on: {readiness}");
    assert!(program.answer().await.contains("over-extracted"));
    fs::write(&entry, text.replace("over-extracted", "over-brewed")).unwrap();
    program.signal("HUP");
    program.answers("over-brewed").await;
    program.signal("USR1");
    program.answers("over-extracted").await;
    program.signal("USR1");
    program.answers("over-brewed").await;
}

#[tokio::test]
async fn knowledge_that_is_deleted_goes_on_answering_and_a_stop_is_quick_and_clean() {
    let mut program = Program::start().await;
    program.discord.connected(SOON).await.unwrap();
    fs::remove_dir_all(program.folder.path().join("knowledge")).unwrap();
    program.signal("HUP");
    program.says("of before").await;
    assert!(program.answer().await.contains("over-extracted"));
    let began = Instant::now();
    program.signal("TERM");
    let ended = program.child.wait().unwrap();
    assert_eq!(ended.code(), Some(0));
    assert!(began.elapsed() < Duration::from_secs(5), "{:?}", began.elapsed());
}

#[tokio::test]
async fn whatever_ends_it_while_it_first_learns_ends_it_at_once_and_who_learns_for_it_too() {
    let hub = Hub::open();
    for (signal, code) in [("TERM", Some(0)), ("INT", Some(0)), ("KILL", None)] {
        let folder = tempfile::tempdir().unwrap();
        write_much(&folder.path().join("knowledge"));
        let mut program = Program::begin_beside(&hub, folder, "knowledge").await;
        hub.begun.recv_timeout(SOON).unwrap();
        program.signal(signal);
        assert_eq!(program.ended().await, code, "{signal}");
        hub.gone.recv_timeout(SOON).unwrap();
    }
}

#[cfg(unix)]
#[tokio::test]
async fn a_stop_does_not_wait_for_knowledge_that_is_read_again_and_ends_who_learns_it() {
    use std::os::unix::fs::symlink;
    let (hub, folder) = (Hub::open(), tempfile::tempdir().unwrap());
    write_small(&folder.path().join("small"));
    write_much(&folder.path().join("much"));
    let knowledge = folder.path().join("knowledge");
    symlink("small", &knowledge).unwrap();
    let mut program = Program::begin_beside(&hub, folder, "knowledge").await;
    program.discord.connected(SOON).await.unwrap();
    // No file changes: it is the signal that has it read again.
    fs::remove_file(&knowledge).unwrap();
    symlink("much", &knowledge).unwrap();
    program.signal("HUP");
    hub.begun.recv_timeout(SOON).unwrap();
    program.signal("TERM");
    assert_eq!(program.ended().await, Some(0));
    hub.gone.recv_timeout(SOON).unwrap();
}

#[tokio::test]
async fn one_id_leads_through_all_that_is_logged_of_a_question_and_its_words_are_nowhere() {
    let mut program = Program::start().await;
    let (channel, ada) = (program.discord.add_channel("general"), program.discord.add_member("Ada"));
    program.discord.commands_registered(channel, SOON).await.unwrap();
    let question = program.discord.mention(channel, ada, QUESTION);
    program.discord.wait_for_reply(question, SOON).await.unwrap();
    let used = program.discord.slash(ada, channel, "ask", &[("question", json!(QUESTION))]).unwrap();
    used.response(SOON).await.unwrap();
    program.signal("TERM");
    program.child.wait().unwrap();
    let began = Instant::now();
    while !program.log.lock().unwrap().iter().any(|line| line["message"] == "disconnected from Discord") {
        assert!(began.elapsed() < SOON);
    }
    let log = program.log.lock().unwrap();
    for (id, expected) in [(question.get(), ["message", "replied"].as_slice()), (used.id().get(), &["/ask"])] {
        let lines = log.iter().filter(|line| line["span"]["id"] == id);
        let said: Vec<&str> = lines.filter_map(|line| line["message"].as_str()).collect();
        assert_eq!(said, expected, "{log:#?}");
    }
    let text = format!("{log:?}");
    assert!(!text.contains("bitter") && !text.contains(program.discord.token()), "{text}");
}

/// What a process was started with in its environment.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
fn started_with(program: &Program, variable: &str) -> Option<String> {
    let environment = fs::read(format!("/proc/{}/environ", program.child.id())).unwrap();
    let mut all = environment.split(|byte| *byte == 0).map(String::from_utf8_lossy);
    all.find_map(|line| Some(line.strip_prefix(variable)?.strip_prefix('=')?.to_owned()))
}

#[cfg(all(target_os = "linux", target_env = "gnu"))]
#[tokio::test]
async fn a_bot_takes_its_memory_from_few_arenas_unless_it_is_told_otherwise() {
    for (set, expected) in [(&[][..], "2"), (&[("MALLOC_ARENA_MAX", "3")], "3")] {
        let program = Program::start_with(set).await;
        program.discord.connected(SOON).await.unwrap();
        assert_eq!(started_with(&program, "MALLOC_ARENA_MAX").as_deref(), Some(expected));
        assert!(program.answer().await.contains("over-extracted"));
    }
}

/// Requests with their bodies.
type Sent = Arc<Mutex<Vec<(String, Vec<u8>)>>>;

/// A collector that keeps what it is sent; says where it listens.
fn collector() -> (String, Sent) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let sent = Sent::default();
    let kept = Arc::clone(&sent);
    std::thread::spawn(move || {
        for mut stream in listener.incoming().map_while(Result::ok) {
            let mut reader = BufReader::new(stream.try_clone().unwrap());
            let (mut request, mut length) = (String::new(), 0);
            reader.read_line(&mut request).unwrap();
            for header in reader.by_ref().lines().map_while(Result::ok).take_while(|line| !line.is_empty()) {
                let (name, value) = header.split_once(": ").unwrap();
                if name.eq_ignore_ascii_case("content-length") {
                    length = value.parse().unwrap();
                }
            }
            let mut body = vec![0; length];
            reader.read_exact(&mut body).unwrap();
            kept.lock().unwrap().push((request, body));
            write!(stream, "HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n").unwrap();
        }
    });
    (address, sent)
}

#[cfg(feature = "traces")]
#[tokio::test]
async fn a_collector_is_told_of_each_stage_and_of_no_word() {
    let (collector, sent) = collector();
    let mut program = Program::start_with(&[("DOCENT_TRACES__URL", &collector)]).await;
    program.discord.connected(SOON).await.unwrap();
    assert!(program.answer().await.contains("over-extracted"));
    program.signal("TERM");
    assert_eq!(program.child.wait().unwrap().code(), Some(0), "what waits is sent before the end");
    let sent = sent.lock().unwrap();
    assert!(sent.iter().all(|(request, _)| request.starts_with("POST /v1/traces ")), "{sent:?}");
    let all: Vec<u8> = sent.iter().flat_map(|(_, body)| body.clone()).collect();
    let told = |text: &str| all.windows(text.len()).any(|window| window == text.as_bytes());
    for stage in ["question", "gather", "think", "render", "send", "request", "docent"] {
        assert!(told(stage), "no `{stage}` in {}", String::from_utf8_lossy(&all));
    }
    assert!(!told("bitter") && !told("extracted") && !told(program.discord.token()));
}

#[cfg(feature = "traces")]
#[tokio::test]
async fn a_collector_that_is_down_is_told_of_once_and_keeps_nobody_waiting() {
    let mut program = Program::start_with(&[("DOCENT_TRACES__URL", "http://127.0.0.1:1")]).await;
    program.discord.connected(SOON).await.unwrap();
    assert!(program.answer().await.contains("over-extracted"));
    program.signal("TERM");
    assert_eq!(program.child.wait().unwrap().code(), Some(0));
    let began = Instant::now();
    let told = || {
        program
            .log
            .lock()
            .unwrap()
            .iter()
            .filter(|line| line["message"].as_str().unwrap_or_default().contains("takes no traces"))
            .count()
    };
    while told() == 0 {
        assert!(began.elapsed() < SOON);
    }
    assert_eq!(told(), 1);
}
