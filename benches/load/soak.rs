//! A long time at work, as fast as it goes: talk that needs no answer, questions, commands and suggestions, from thousands of people. Memory is looked at all the
//! while.

use std::path::Path;
use std::time::{Duration, Instant};

use docent::sandbox::{Driver, UserId};
use docent::{folder, knowledge};
use serde_json::json;
use tokio::task::JoinSet;

use super::work::{SOON, Work};

/// Whoever says something is silent then for longer than Docent waits for the rest of a question.
const PEOPLE: usize = 8_000;
/// Messages and commands between two times that the look-alike forgets what was said.
const AT_ONCE: usize = 1_000;
/// So many wait for an answer at most: a slow machine takes longer, and answers all the same.
const WAITING: usize = 16;
/// So long at least, so that never more are under way than Docent takes on.
const LEAST: Duration = Duration::from_millis(500);
/// Of so many, one is a question to Docent by name: their replies count against Discord's 50 a second.
const MENTIONS: usize = 50;
/// One is a command, one is typing.
const COMMANDS: usize = 10;
const TYPING: usize = 40;
/// Looks at memory, evenly spread.
const LOOKS: usize = 20;
/// After so many of them everything has its size.
const WARM: usize = 2;
/// How far memory may stray from then on.
const FLAT: f64 = 0.05;

/// Talk that Docent reads where it answers unasked, and leaves alone.
const TALK: [&str; 8] = [
    "lol same here",
    "nice, thanks for the link",
    "see you all tomorrow at ten",
    "my laptop is still updating",
    "that meeting could have been a message",
    "lunch was great today",
    "haha yes, exactly that",
    "I pushed the branch an hour ago",
];

/// Says and asks so many things, and prints how memory went.
pub(crate) async fn soak(count: usize) {
    let (caches, data) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    // On a disk: in memory, the question log itself would grow.
    let url = format!("sqlite:{}/docent.db", data.path().display());
    let mut work = Work::start_among(PEOPLE, super::docent(&caches).env("DOCENT_STORE__URL", url)).await;
    let questions = questions();
    let (began, mut looks) = (Instant::now(), Vec::new());
    println!("{:>10}{:>12}{:>12}", "messages", "seconds", "memory");
    for batch in 0..count.div_ceil(AT_ONCE) {
        say(&work, batch * AT_ONCE, &questions).await;
        let said = (batch + 1) * AT_ONCE;
        if said * LOOKS / count > looks.len() {
            looks.push(work.memory());
            println!("{said:>10}{:>10.0} s{:>9.2} MB", began.elapsed().as_secs_f64(), work.memory());
        }
    }
    let settled = &looks[WARM.min(looks.len() - 1)..];
    let (least, most) =
        settled.iter().fold((f64::MAX, f64::MIN), |(least, most), look| (look.min(least), look.max(most)));
    let strays = most / least - 1.0;
    let verdict = if strays <= FLAT { "flat" } else { "not flat" };
    println!("from {least:.2} to {most:.2} MB once it was warm: {:.1} %, {verdict}", strays * 100.0);
    work.stop();
}

/// Every way of asking that the shipped knowledge has.
fn questions() -> Vec<String> {
    let files = folder::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("knowledge")).unwrap();
    let entries = knowledge::parse(&files).knowledge.unwrap().entries;
    entries.into_iter().flat_map(|entry| std::iter::once(entry.title).chain(entry.questions)).collect()
}

/// A part of it. Whoever asked has the answer at the end.
async fn say(work: &Work, from: usize, questions: &[String]) {
    let least = tokio::time::sleep(LEAST);
    let mut asked: JoinSet<()> = JoinSet::new();
    for number in from..from + AT_ONCE {
        while asked.len() >= WAITING {
            asked.join_next().await;
        }
        let (person, question) = (work.people[number % PEOPLE], questions[number % questions.len()].as_str());
        if number % MENTIONS == 0 {
            let said = work.discord.mention(work.channel, person, question);
            let discord = work.discord.driver();
            asked.spawn(async move { drop(discord.wait_for_reply(said, SOON).await.unwrap()) });
        } else if number % COMMANDS == 0 {
            let used = work.discord.slash(person, work.channel, "ask", &[("question", json!(question))]).unwrap();
            asked.spawn(async move { drop(used.response(SOON).await.unwrap()) });
        } else if number % TYPING == 1 {
            let (discord, channel) = (work.discord.driver(), work.channel);
            asked.spawn(async move { typing(&discord, person, channel).await });
        } else {
            work.discord.say(work.channel, person, TALK[number % TALK.len()]);
        }
    }
    asked.join_all().await;
    least.await;
    work.discord.forget_said();
}

async fn typing(discord: &Driver, person: UserId, channel: docent::sandbox::ChannelId) {
    let typed = [("first", json!("dat"))];
    discord.autocomplete(person, channel, "compare", &typed, "first", SOON).await.unwrap();
}
