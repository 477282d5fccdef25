//! What Docent costs at work: `docent run` as a process of its own against the look-alike, and beside it, in the same run, a bot that only echoes with the
//! same serenity.
//!
//! `cargo bench --bench load` prints for both of them the time from the start to READY, from a command to its response (one at a time, and at 50 a second: the
//! next is sent whether or not the last was answered), suggestions, processor seconds for a thousand responses, memory at rest and after 6,000 responses, the
//! time from SIGTERM to the end; beside each, what Docent may take. Then a flood of messages beyond what it can do, and what commands take meanwhile.
//! `cargo bench --bench load -- soak 1000000` sends as many messages and commands as a busy day and more has, and looks whether memory stays where it was.
//! The look-alike shares the machine, so that only the comparison within a run says something. Linux only: memory and processor time come from /proc.
#![allow(missing_docs, reason = "a program, not an interface")]
#![allow(clippy::unwrap_used, reason = "a bench that cannot go on stops")]

mod echo;
mod figures;
mod soak;
mod work;

use std::process::Command;

use docent::sandbox::UserId;
use tempfile::TempDir;

use figures::Figures;
use work::{QUESTION, Work, share};

/// So often both bots are measured, in turns; the middle of each figure counts.
const ROUNDS: usize = 3;
/// Messages of the flood, from as many people.
const FLOOD: usize = 12_000;
/// Messages of a soak where no number is given: a try.
const A_TRY: usize = 20_000;

fn main() {
    let words: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with("--")).collect();
    match words.first().map(String::as_str) {
        Some("echo") => runtime().block_on(echo::run()),
        Some("soak") => {
            let count = words.get(1).map_or(A_TRY, |count| count.parse().unwrap());
            runtime().block_on(soak::soak(count));
        }
        Some("flood") => runtime().block_on(flood(&tempfile::tempdir().unwrap())),
        _ => runtime().block_on(compare()),
    }
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Runtime::new().unwrap()
}

async fn compare() {
    let caches = tempfile::tempdir().unwrap();
    let first = Figures::of_start(&mut docent(&caches)).await;
    let (mut echoes, mut docents) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        echoes.push(Figures::of(&mut own(&["echo"])).await);
        docents.push(Figures::of(&mut docent(&caches)).await);
    }
    figures::print(&Figures::middle(&echoes), &Figures::middle(&docents));
    println!("\nthe first start, which learns: {:.0} ms to READY, then {:.1} MB at rest", first.ready, first.rest);
    flood(&caches).await;
}

/// This program again.
fn own(arguments: &[&str]) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(arguments);
    command
}

/// Docent with the shipped knowledge. What it learned is kept where the next one finds it, and no one else.
fn docent(caches: &TempDir) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_docent"));
    command.arg("run").env("XDG_CACHE_HOME", caches.path());
    command.env("DOCENT_STORE__URL", "sqlite::memory:").env("DOCENT_LOG__LEVEL", "error");
    command
}

/// More messages than Docent can take on, each from somebody else, and commands in between.
async fn flood(caches: &TempDir) {
    let mut work = Work::start(&mut docent(caches)).await;
    let crowd: Vec<UserId> =
        (0..FLOOD).map(|number| work.discord.add_member(&format!("one of many {number}"))).collect();
    let mut times = Vec::new();
    for (number, person) in crowd.iter().enumerate() {
        work.discord.mention(work.channel, *person, QUESTION);
        if number % 400 == 0 {
            times.push(work.respond(number).await);
        }
    }
    let worst = share(&mut times, 100);
    println!("in a flood of {FLOOD} messages: commands p50 {:.0} ms, worst {worst:.0} ms", share(&mut times, 50));
    work.stop();
}
