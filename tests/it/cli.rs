//! The program as a person or a script starts it: what it prints, and its exit code.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

/// A small knowledge folder of its own, so that these tests do not change with what the project knows.
struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let files = [
            ("sources.toml", SOURCES),
            ("categories.toml", CATEGORIES),
            ("aspects.toml", ASPECTS),
            ("subjects/coffee.toml", COFFEE),
            ("subjects/tea.toml", TEA),
            ("faq/how-to-brew-coffee.md", ENTRY),
        ];
        for (path, text) in files {
            let path = folder.path().join("knowledge").join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        Self(folder)
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn write(&self, path: &str, text: &str) {
        std::fs::write(self.path().join(path), text).unwrap();
    }

    fn docent(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_docent"));
        command.args(arguments).current_dir(self.path()).stdin(Stdio::null());
        for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("DOCENT_")) {
            command.env_remove(name);
        }
        command.env_remove("DISCORD_TOKEN").env_remove("DISCORD_TOKEN_FILE");
        command
    }

    fn run(&self, arguments: &[&str]) -> Ran {
        Ran::from(self.docent(arguments).output().unwrap())
    }

    fn fed(&self, arguments: &[&str], input: &[u8]) -> Ran {
        let mut command = self.docent(arguments);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(input).unwrap();
        Ran::from(child.wait_with_output().unwrap())
    }
}

struct Ran {
    code: Option<i32>,
    out: String,
    err: String,
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Self { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    }
}

impl Ran {
    /// Asserts a failure with this code and exactly this line.
    fn refused(&self, code: i32, line: &str) {
        assert_eq!((self.code, self.out.as_str(), self.err.trim_end()), (Some(code), "", line));
    }
}

#[test]
fn ask_prints_the_answer_with_its_source_and_no_colors() {
    let ran = Folder::new().run(&["ask", "how", "do I brew coffee?"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(ran.out.starts_with("How do I brew coffee?\n\nPour hot water"), "{}", ran.out);
    assert!(
        ran.out.contains("[1] Example Press: The Hot Drinks Guide, 2022-09-21\n    https://example.org/guide"),
        "{}",
        ran.out
    );
    assert!(!ran.out.contains('\u{1b}'));
}

#[test]
fn ask_without_an_answer_says_so_and_exits_with_3() {
    let ran = Folder::new().run(&["ask", "who won the cup final yesterday?"]);
    assert_eq!(ran.code, Some(3));
    assert!(!ran.out.is_empty());
}

#[test]
fn ask_json_is_one_object_with_the_agreed_keys() {
    let ran = Folder::new().run(&["ask", "--json", "how do I brew coffee?"]);
    let object: Value = serde_json::from_str(&ran.out).unwrap();
    let keys: Vec<&str> = object.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(keys, ["id", "decision", "entry", "confidence", "alternatives", "title", "text", "sources", "micros"]);
    assert_eq!(object["decision"], "answer");
    assert_eq!(object["entry"], "how-to-brew-coffee");
    assert_eq!(
        object["sources"],
        serde_json::json!([{"id": "guide", "title": "Example Press: The Hot Drinks Guide", "date": "2022-09-21"}])
    );
}

#[test]
fn explain_shows_the_evidence() {
    let ran = Folder::new().run(&["ask", "--explain", "how do I brew coffee?"]);
    for name in ["Why", "decision", "confidence", "matched"] {
        assert!(ran.out.contains(name), "{name}: {}", ran.out);
    }
}

#[test]
fn batch_answers_line_by_line_and_survives_bad_ones() {
    let input = b"{\"id\": 1, \"message\": \"how do I brew coffee?\"}\n\xff\n\n{\"id\": \"x\"}\n{\"message\": \"lol\", \"addressed\": false}\n";
    let ran = Folder::new().fed(&["ask", "--batch"], input);
    let told = "error: cannot read 2 lines of `standard input`, the first is line 2: what is wrong is written in the place of each answer";
    assert_eq!((ran.code, ran.err.lines().last()), (Some(2), Some(told)));
    let lines: Vec<Value> = ran.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let told: Vec<String> =
        lines.iter().map(|line| format!("{} {} {}", line["id"], line["line"], line["decision"])).collect();
    assert_eq!(told, ["1 null \"answer\"", "null 2 null", "\"x\" 4 null", "null null \"silent\""]);
    assert!(lines[1..3].iter().all(|line| line["error"].is_string()));
}

#[test]
fn a_batch_whose_lines_can_all_be_read_is_done_whatever_it_is_answered() {
    let folder = Folder::new();
    folder.write("questions.jsonl", "{\"message\": \"who won the cup final yesterday?\"}\n\n");
    let ran = folder.run(&["ask", "--batch", "questions.jsonl"]);
    assert_eq!((ran.code, ran.out.lines().count()), (Some(0), 1), "{}", ran.err);
}

#[test]
fn an_id_of_a_batch_comes_back_as_it_was_written() {
    let input = b"{\"id\": 123456789012345678901234567890, \"message\": \"how do I brew coffee?\"}\n{\"id\": 1.10}\n";
    let ran = Folder::new().fed(&["ask", "--batch"], input);
    let lines: Vec<&str> = ran.out.lines().collect();
    assert!(lines[0].starts_with("{\"id\":123456789012345678901234567890,\"decision\":\"answer\""), "{}", ran.out);
    assert!(lines[1].starts_with("{\"id\":1.10,\"line\":2,\"error\":"), "{}", ran.out);
}

#[test]
fn a_locale_that_discord_does_not_have_is_refused() {
    let folder = Folder::new();
    let ask = |locale: &str| folder.run(&["ask", "--locale", locale, "how do I brew coffee?"]);
    for locale in ["de", "es-419", "fr", "pt-BR", "en"] {
        assert_eq!(ask(locale).code, Some(0), "{locale}");
    }
    let ran = ask("klingon");
    assert_eq!((ran.code, ran.out.as_str(), ran.err.lines().count()), (Some(2), "", 1), "{}", ran.err);
    assert!(ran.err.contains("`klingon` is no locale of Discord: write the code of a language"), "{}", ran.err);
}

#[test]
fn what_was_learned_ahead_lies_there_for_the_next() {
    let folder = Folder::new();
    let caches = folder.path().join("caches");
    let learn = || Ran::from(folder.docent(&["learn"]).env("XDG_CACHE_HOME", &caches).output().unwrap());
    let lying = || {
        let files = std::fs::read_dir(caches.join("docent").join("learned")).unwrap().map(|file| file.unwrap().path());
        let mut files: Vec<_> = files.collect();
        files.sort();
        files
    };
    let ran = learn();
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(ran.out.starts_with("learned: 1 entry, ") && ran.out.contains("; kept in `"), "{}", ran.out);
    let first = lying();
    assert_eq!(first.len(), 2, "what the files say, and what is learned of it");
    assert_eq!((learn().code, lying()), (Some(0), first.clone()), "it is learned once");
    folder.write("knowledge/faq/how-to-brew-coffee.md", &ENTRY.replace("brew", "boil"));
    assert_eq!((learn().code, lying().len()), (Some(0), 4), "what changed is learned anew");
}

#[test]
fn where_nothing_can_be_kept_learning_ahead_says_so() {
    let folder = Folder::new();
    folder.write("caches", "a file where a folder should be");
    let mut learn = folder.docent(&["learn"]);
    let ran = Ran::from(learn.env("XDG_CACHE_HOME", folder.path().join("caches")).output().unwrap());
    assert_eq!(ran.code, Some(2), "{}", ran.out);
    assert!(ran.err.contains("cannot write `") && ran.err.contains("learned"), "{}", ran.err);
}

#[test]
fn what_runs_on_has_another_process_learn_where_there_is_much() {
    let folder = Folder::new();
    let questions: Vec<String> = (0..1200).map(|at| format!("  \"how do I brew coffee number {at}?\",")).collect();
    let much = ENTRY.replace("questions = [", &format!("questions = [\n{}\n", questions.join("\n")));
    let beside = |caches: &Path| {
        let mut run = folder.docent(&["run"]);
        // Nobody listens there: it gives up once it has learned.
        let nowhere = [("DISCORD_TOKEN", "no-token"), ("DOCENT_DISCORD__PROXY", "http://127.0.0.1:9")];
        let ran = Ran::from(run.env("XDG_CACHE_HOME", caches).envs(nowhere).output().unwrap());
        assert!(ran.err.contains("cannot reach the proxy"), "{}", ran.err);
        ran.err.contains("learned in a process of its own")
    };
    let caches = folder.path().join("caches");
    assert!(!beside(&caches), "an entry is learned in no time");
    folder.write("knowledge/faq/how-to-brew-coffee.md", &much);
    folder.write("file", "where nothing can be kept");
    assert!(!beside(&folder.path().join("file")), "nothing can be handed over");
    assert!(beside(&caches));
    assert!(!beside(&caches), "it lies there");
}

#[test]
fn a_reader_that_leaves_ends_the_program_quietly() {
    let folder = Folder::new();
    let mut command = folder.docent(&["completions", "bash"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let ran = Ran::from(child.wait_with_output().unwrap());
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
}

#[test]
fn compare_prints_each_form() {
    let folder = Folder::new();
    for (format, expected) in [
        ("table", "├─ Price "),
        ("list", "- Coffee: 3.20 a cup [1]"),
        ("markdown", "| **Price** | 3.20 a cup[^1] | not recorded |"),
        ("json", "\"name\": \"Price\""),
    ] {
        let ran = folder.run(&["compare", "coffee", "tea", "--format", format]);
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        assert!(ran.out.contains(expected), "{format}: {}", ran.out);
    }
}

#[cfg(feature = "png")]
#[test]
fn compare_draws_into_a_file() {
    let folder = Folder::new();
    let drawn = tempfile::tempdir().unwrap();
    let path = drawn.path().join("table.png");
    let ran = folder.run(&["compare", "coffee", "tea", "--format", "png", "--out", path.to_str().unwrap()]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(0), ""), "{}", ran.err);
    assert!(std::fs::read(path).unwrap().starts_with(b"\x89PNG\r\n\x1a\n"));
}

#[test]
fn wrong_use_gives_one_line_that_names_the_mend() {
    let folder = Folder::new();
    for (arguments, line) in [
        (
            &["compar"][..],
            "error: unrecognized subcommand 'compar'; tip: a similar subcommand exists: 'compare'; see `docent --help`",
        ),
        (&["ask"], "error: the following required arguments were not provided: <QUESTION>...; see `docent ask --help`"),
        (&["ask", " "], "error: the question is empty: write one, as in `docent ask \"what is a data engineer?\"`"),
        (&["compare", "coffee"], "error: a comparison takes two to five subjects, not 1"),
        (
            &["compare", "coffee", "tea", "--out", "table.png"],
            "error: `--out` goes with `--format png`: redirect the other formats with `> FILE`",
        ),
        (
            &["--knowledge", "nowhere", "check"],
            "error: there is no folder `nowhere`: name the knowledge folder with `--knowledge`",
        ),
        (
            &["run"],
            "error: no Discord token: set `DISCORD_TOKEN` or `DISCORD_TOKEN_FILE` (README, \"Go live\"), or try it here with `docent sandbox`",
        ),
    ] {
        folder.run(arguments).refused(2, line);
    }
}

#[test]
fn an_unknown_setting_is_refused_with_its_place() {
    let folder = Folder::new();
    folder.write("docent.toml", "knowlege = \"x\"\n");
    folder
        .run(&["check"])
        .refused(2, "error: `docent.toml` line 1: no setting is called `knowlege`; the nearest is `knowledge`");
}

#[test]
fn check_lists_problems_with_their_place_and_exits_with_1() {
    let folder = Folder::new();
    folder.write("knowledge/faq/how-to-brew-coffee.md", &ENTRY.replace("\"guide\"", "\"gide\""));
    let ran = folder.run(&["check"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.out.contains("gide") && ran.out.contains("knowledge/faq/how-to-brew-coffee.md:"), "{}", ran.out);
    let refused = folder.run(&["ask", "how do I brew coffee?"]);
    assert_eq!(refused.code, Some(2));
    assert!(refused.err.contains("gide") && refused.err.contains("cannot be loaded"), "{}", refused.err);
}

#[test]
fn check_goes_on_where_a_file_cannot_be_read_and_where_another_is_broken() {
    let folder = Folder::new();
    std::fs::write(folder.path().join("knowledge/subjects/cocoa.toml"), b"name = \"Coc\xf6a\"\n").unwrap();
    folder.write("knowledge/subjects/tea.toml", &TEA.replace("\"guide\"", "\"gide\""));
    folder.write("knowledge/faq/how-to-brew-coffee.md", &ENTRY.replace("Pour hot water", "# Pour\n\nhot water"));
    let ran = folder.run(&["check"]);
    assert_eq!(ran.code, Some(1), "{}", ran.err);
    for said in ["is not UTF-8", "no source `gide`", "a heading in a text", "is tried once the errors are mended"] {
        assert!(ran.out.contains(said), "{said}:\n{}", ran.out);
    }
    // Of what cannot be read nothing is claimed, and nobody who refers to it is blamed.
    assert_eq!(ran.out.matches("cocoa").count(), 1, "{}", ran.out);
}

#[cfg(unix)]
#[test]
fn check_that_nobody_reads_to_the_end_still_tells_how_it_ended() {
    let folder = Folder::new();
    folder.write("knowledge/faq/how-to-brew-coffee.md", &ENTRY.replace("\"guide\"", "\"gide\""));
    let mut child = folder.docent(&["check"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    assert_eq!(child.wait().unwrap().code(), Some(1));
}

/// Where nobody answers: nothing listens on the first ports of a machine.
const SILENT: [&str; 2] = ["127.0.0.1:1", "127.0.0.1:2"];

/// A site with one page, one that moved to where nobody answers, one that is gone, one that wants to know who asks, and one that is asked too much.
fn site() -> std::net::SocketAddr {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut line = String::new();
            let mut reader = BufReader::new(stream.try_clone().unwrap());
            reader.read_line(&mut line).unwrap();
            let mut header = String::new();
            while reader.read_line(&mut header).unwrap() > 2 {
                header.clear();
            }
            let status = match line.split(' ').take(2).collect::<Vec<_>>()[..] {
                // Some sites know pages only by GET.
                ["HEAD", "/guide"] => "405 Method Not Allowed",
                ["GET", "/guide"] => "200 OK",
                [_, "/moved"] => "302 Found\r\nlocation: http://127.0.0.1:1/",
                [_, "/members"] => "403 Forbidden",
                [_, "/busy"] => "429 Too Many Requests",
                _ => "404 Not Found",
            };
            write!(stream, "HTTP/1.1 {status}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n").unwrap();
        }
    });
    address
}

#[test]
fn check_follows_links_where_it_is_asked_to() {
    let folder = Folder::new();
    let site = site();
    folder.write("knowledge/sources.toml", &SOURCES.replace("https://example.org", &format!("http://{site}")));
    let check = |arguments: &[&str]| Ran::from(folder.docent(arguments).env("NO_PROXY", "127.0.0.1").output().unwrap());
    let before = check(&["check"]);
    let good = check(&["check", "--links"]);
    assert_eq!(good.code, before.code, "{}", good.out);
    assert!(good.out.contains("links followed: 1"), "{}", good.out);

    let silent = SILENT[1];
    let more = format!(
        "See http://{silent}/, http://{site}/moved, [this](http://{site}/gone), http://{site}/members, http://{site}/busy and `http://{site}/example`.\n"
    );
    folder.write("knowledge/faq/how-to-brew-coffee.md", &format!("{ENTRY}\n{more}"));
    let ran = check(&["check", "--links"]);
    assert_eq!(ran.code, Some(1), "{}", ran.out);
    for said in [
        format!("`http://{site}/gone` leads nowhere: {site} answers 404 Not Found"),
        // That a page leads on to where nobody answers says nothing of the others.
        format!("`http://{site}/moved` leads nowhere: {site} leads on to where nothing answers: "),
        format!("`http://{silent}/` leads nowhere: no answer from {silent}: "),
        format!("look at this one yourself: http://{site}/members answers 403"),
        format!("look at this one yourself: http://{site}/busy answers 429"),
        "knowledge/faq/how-to-brew-coffee.md:".to_owned(),
        "links followed: 6".to_owned(),
    ] {
        assert!(ran.out.contains(&said), "{said}:\n{}", ran.out);
    }
    assert_eq!(ran.out.matches("leads nowhere").count(), 3, "{}", ran.out);
    assert!(!check(&["check"]).out.contains("leads nowhere"));
}

#[test]
fn where_no_host_answers_check_judges_no_link_and_says_so_once() {
    let folder = Folder::new();
    let sources = SOURCES.replace("https://example.org", &format!("http://{}", SILENT[0]));
    let long = "Pour hot water over ground beans and wait four minutes. Stir once, press the plunger down slowly, and pour all of it at once, for what stays in the pot \
        goes on brewing and turns bitter. With a scale, take sixty grams of coffee for each litre.";
    let entry = ENTRY.replace("Pour hot water over ground beans and wait four minutes.", long);
    let faq = "sound/faq/how-to-brew-coffee.md";
    std::fs::create_dir_all(folder.path().join("sound/faq")).unwrap();
    // As if written long ago, whatever day it is where this runs.
    folder.write("sound/sources.toml", &sources.replace("2026", "2024"));
    let write =
        |address: &str| folder.write(faq, &format!("{entry}\nSee http://{address}/.\n").replace("2026", "2024"));
    let check = |arguments: &[&str]| {
        let arguments = [&["check", "--knowledge", "sound"][..], arguments].concat();
        Ran::from(folder.docent(&arguments).env("NO_PROXY", "127.0.0.1").output().unwrap())
    };
    let told =
        format!("no link was judged: nothing could be reached from this machine (no answer from {}: ", SILENT[0]);

    write(SILENT[1]);
    let before = check(&[]);
    assert_eq!(before.code, Some(0), "{}", before.out);
    let ran = check(&["--links"]);
    assert_eq!(ran.code, Some(2), "{}{}", ran.out, ran.err);
    assert_eq!(ran.out.matches(&told).count(), 1, "{}", ran.out);
    assert!(!ran.out.contains("leads nowhere") && !ran.out.contains("links followed"), "{}", ran.out);

    // What is no address leads nowhere from any machine.
    write("127.0.0.1:no");
    let ran = check(&["--links"]);
    assert_eq!(ran.code, Some(1), "{}", ran.out);
    assert!(ran.out.contains("`http://127.0.0.1:no/` leads nowhere: "), "{}", ran.out);
    assert!(ran.out.contains(&told) && ran.out.matches("leads nowhere").count() == 1, "{}", ran.out);
}

#[cfg(feature = "sandbox")]
#[test]
fn without_a_token_docent_opens_the_sandbox_and_says_how_to_connect() {
    let folder = Folder::new();
    let mut command = folder.docent(&[]);
    command.env("DOCENT_SANDBOX__LISTEN", "127.0.0.1:0").stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    child.kill().unwrap();
    let ran = Ran::from(child.wait_with_output().unwrap());
    assert!(line.starts_with("http://127.0.0.1:") && line.ends_with("/\n"), "{line}\n{}", ran.err);
    assert!(ran.err.contains("DISCORD_TOKEN"), "{}", ran.err);
}

#[cfg(feature = "sandbox")]
#[test]
fn an_address_that_is_taken_is_refused_where_it_was_asked_for() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let folder = Folder::new();
    let ran = Ran::from(folder.docent(&["sandbox"]).env("DOCENT_SANDBOX__LISTEN", &address).output().unwrap());
    assert_eq!(ran.code, Some(2));
    assert!(
        ran.err.contains(&format!("cannot listen on `{address}`")) && ran.err.contains("sandbox.listen"),
        "{}",
        ran.err
    );
}

#[test]
fn a_chat_answers_explains_and_ends() {
    let ran = Folder::new().fed(&["chat"], b"how do I brew coffee?\n/why\n/nonsense\n/quit\nnot read\n");
    assert_eq!(ran.code, Some(0));
    assert!(ran.out.contains("Pour hot water") && ran.out.contains("confidence"), "{}", ran.out);
    assert!(ran.out.contains("there is no `/nonsense` here"), "{}", ran.out);
}

#[test]
fn the_token_is_in_no_error() {
    let folder = Folder::new();
    let mut command = folder.docent(&["run"]);
    let ran = Ran::from(command.env("DISCORD_TOKEN", "very secret").output().unwrap());
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("DISCORD_TOKEN") && !ran.err.contains("secret"), "{}", ran.err);
}

/// `docent run` that finds no Discord, so that it ends by itself.
fn run_without_discord(folder: &Folder, store: &str) -> Ran {
    let mut command = folder.docent(&["run"]);
    command.env("DISCORD_TOKEN", "abc.def.ghi").env("DOCENT_DISCORD__PROXY", "http://127.0.0.1:1");
    command.env("TMPDIR", folder.path()).env("DOCENT_STORE__URL", store);
    Ran::from(command.output().unwrap())
}

#[test]
fn a_store_that_was_chosen_and_cannot_be_written_stops_the_start() {
    let ran = run_without_discord(&Folder::new(), "sqlite:missing/docent.db");
    let line =
        "error: `store.url` names a file in `missing`, and there is no such folder: create it, or name another file";
    assert_eq!((ran.code, ran.err.trim_end().lines().last()), (Some(2), Some(line)));
}

#[test]
fn the_store_is_made_in_the_working_directory_or_in_memory() {
    let folder = Folder::new();
    let ran = run_without_discord(&folder, "");
    assert!(ran.err.contains("store open") && ran.err.contains("docent.db"), "{}", ran.err);
    assert!(folder.path().join("docent.db").is_file());
    let folder = Folder::new();
    std::fs::create_dir(folder.path().join("docent.db")).unwrap();
    let ran = run_without_discord(&folder, "");
    assert!(ran.err.contains("lost with the end of this program"), "{}", ran.err);
    assert!(ran.err.trim_end().ends_with("or correct `discord.proxy`"), "{}", ran.err);
}

#[test]
fn nothing_running_is_not_healthy() {
    let folder = Folder::new();
    let mut command = folder.docent(&["health"]);
    let ran = Ran::from(command.env("TMPDIR", folder.path()).output().unwrap());
    assert_eq!(ran.code, Some(1));
}

const SOURCES: &str = r#"
[[sources]]
id = "guide"
title = "The Hot Drinks Guide"
publisher = "Example Press"
date = "2022-09-21"
read = "2026-11-20"
link = "https://example.org/guide"
"#;

const CATEGORIES: &str = r#"
[[categories]]
id = "drinks"
name = "Drinks"
noun = "drink"
"#;

const ASPECTS: &str = r#"
[[groups]]
id = "buying"
name = "Buying"
aliases = []

[[aspects]]
id = "price"
name = "Price"
group = "buying"
aliases = ["cost"]
questions = ["what does {subject} cost"]
headline = true

[[aspects]]
id = "taste"
name = "Taste"
group = "buying"
aliases = ["flavor"]
questions = ["how does {subject} taste"]
headline = true
"#;

const COFFEE: &str = r#"
name = "Coffee"
short = "Coffee"
category = "drinks"
aliases = ["filter coffee"]
summary = "Coffee is brewed from roasted beans."
sources = ["guide"]

[[facts]]
aspect = "price"
text = "3.20 a cup"
source = "guide"

[[facts]]
aspect = "taste"
text = "Bitter"
source = "guide"
"#;

const TEA: &str = r#"
name = "Tea"
short = "Tea"
category = "drinks"
aliases = ["green tea"]
summary = "Tea is brewed from leaves."
sources = ["guide"]

[[facts]]
aspect = "taste"
text = "Mild"
source = "guide"
"#;

const ENTRY: &str = r#"+++
title = "How do I brew coffee?"
topic = "Brewing"
questions = ["how do i brew coffee", "how to make a pot of coffee", "brewing instructions for coffee"]
keywords = ["brew"]
sources = ["guide"]
verified = "2026-11-20"
+++
Pour hot water over ground beans and wait four minutes.
"#;

#[test]
fn a_chat_reads_a_line_with_what_was_asked_before() {
    let small = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/small");
    let said = |lines: &str| Folder::new().fed(&["chat", "--knowledge", small], lines.as_bytes()).out;
    let (alone, after) = (said("and the caffeine?\n"), said("what is espresso?\nand the caffeine?\n"));
    assert!(!alone.contains("Espresso: Caffeine"), "{alone}");
    assert!(after.contains("Espresso: Caffeine"), "{after}");
    let compared = said("/compare espresso, cold brew\nand the caffeine?\n");
    assert!(compared.contains("Espresso vs Cold brew: Caffeine"), "{compared}");
}
