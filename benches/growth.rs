//! How many decisions change when a team adds entries about something else.
//!
//! `cargo bench --bench growth` adds a thousand made-up entries to the shipped knowledge; `cargo bench --bench growth -- FOLDER…` adds the entries of other
//! knowledge folders instead. Every line of `tests/data` is asked with and without them, addressed and not. The test that holds the result is
//! `tests/it/growth.rs`.

use std::path::Path;

use docent::decision::{Decision, Thresholds};
use docent::knowledge::KnowledgeFile;
use docent::pipeline::{Docent, Incoming, Reply};
use docent::{folder, knowledge};
use serde_json::Value;

#[path = "../tests/it/unrelated.rs"]
mod unrelated;

/// Entries that are added where no folders are named.
const ADDED: usize = 1_000;

const SETS: [&str; 4] = ["questions", "questions-kept-aside", "silence", "silence-kept-aside"];

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders: Vec<String> = std::env::args().skip(1).filter(|arg| !arg.starts_with("--")).collect();
    let added: Vec<KnowledgeFile> = match folders.as_slice() {
        [] => unrelated::entries(ADDED),
        folders => folders.iter().enumerate().flat_map(|(at, path)| entries(at, Path::new(path))).collect(),
    };
    let shipped = folder::read(&root.join("knowledge")).expect("the shipped knowledge is there");
    println!("{} entries added", added.len());
    let grown = learn(&[shipped.clone(), added].concat());
    let before = learn(&shipped);
    for set in SETS {
        let cases = std::fs::read_to_string(root.join(format!("tests/data/{set}.jsonl"))).expect("the set is there");
        let texts: Vec<String> = cases.lines().filter_map(text).collect();
        for addressed in [true, false] {
            let moved = texts.iter().filter(|text| moves(&before, &grown, text, addressed, set)).count();
            let mode = if addressed { "addressed" } else { "unaddressed" };
            println!("{set:22} {mode:12} {moved:4} of {:5}  {:.2} %", texts.len(), share(moved, texts.len()));
        }
    }
}

/// The entries of another knowledge folder, under names and with a source that the shipped one has.
fn entries(at: usize, folder: &Path) -> Vec<KnowledgeFile> {
    let files = folder::read(folder).expect("the folder can be read");
    let named = |file: KnowledgeFile| {
        let (head, name) = file.path.rsplit_once('/')?;
        let (front, back) = file.text.split_once("sources = [")?;
        let (_, back) = back.split_once(']')?;
        let text = format!("{front}sources = [\"interview-guide\"]{back}");
        head.starts_with("faq").then(|| KnowledgeFile { path: format!("{head}/added-{at}-{name}"), text })
    };
    files.into_iter().filter_map(named).collect()
}

fn learn(files: &[KnowledgeFile]) -> Docent {
    let parsed = knowledge::parse(files);
    let knowledge = parsed.knowledge.unwrap_or_else(|| panic!("{:?}", parsed.problems.first()));
    Docent::new(knowledge, Thresholds::default())
}

fn text(line: &str) -> Option<String> {
    serde_json::from_str::<Value>(line).ok()?.get("text")?.as_str().map(str::to_owned)
}

fn moves(before: &Docent, grown: &Docent, text: &str, addressed: bool, set: &str) -> bool {
    let of = |docent: &Docent| docent.respond(Incoming { text, addressed, context: None, locale: None });
    let (one, other) = (of(before), of(grown));
    let moved = decided(&one) != decided(&other);
    // Which lines move may be seen of those that may be looked at.
    if moved && !set.ends_with("kept-aside") && std::env::var_os("DOCENT_SHOW").is_some() {
        let said = |reply: &Reply| {
            format!(
                "{} {} {:.3}",
                reply.decision,
                reply.id.as_ref().map_or(String::new(), ToString::to_string),
                reply.confidence
            )
        };
        println!("  {text}\n    {}\n    {}", said(&one), said(&other));
    }
    moved
}

/// What a person sees of a decision: what was decided, and with which answer.
fn decided(reply: &Reply) -> (Decision, Option<String>) {
    let shown = matches!(reply.decision, Decision::Answer | Decision::Clarify);
    (reply.decision, reply.id.as_ref().filter(|_| shown).map(ToString::to_string))
}

#[expect(clippy::cast_precision_loss, reason = "lines of a set are few")]
fn share(part: usize, whole: usize) -> f64 {
    100.0 * part as f64 / whole as f64
}
