//! What Docent costs at work: `docent run` as a process of its own against the look-alike, and beside it, in the same run, a bot that only echoes with the
//! same serenity.
//!
//! `cargo bench --bench load` prints, for each of the two: the time from a command to its response, one at a time and at 50 a second (open loop: the next is sent
//! whether or not the last was answered), suggestions, processor seconds for a thousand responses, memory at rest and after 6,000 responses, the time from
//! SIGTERM to the end. Then a flood of messages beyond what Docent can do, and what commands take meanwhile. The look-alike shares the machine, so that only the
//! comparison within a run says something. Linux only: memory and processor time come from /proc.
#![allow(missing_docs, reason = "a program, not an interface")]
#![allow(clippy::unwrap_used, reason = "a bench that cannot go on stops")]

use std::fs;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use docent::sandbox::{ChannelId, LookAlike, Options, UserId};
use serde_json::json;
use serenity::all::{
    Client, Context, CreateAutocompleteResponse, CreateInteractionResponse, CreateInteractionResponseMessage,
    EventHandler, GatewayIntents, HttpBuilder, Interaction, Ready,
};
use serenity::async_trait;

/// Generous: what does not answer at all ends the bench.
const SOON: Duration = Duration::from_secs(30);
/// What is asked; the shipped knowledge answers it.
const QUESTION: &str = "What does a data engineer do?";
/// Responses one at a time.
const SINGLE: usize = 300;
/// A second, in the open loop.
const RATE: u32 = 50;
/// Seconds of it.
const SECONDS: u32 = 10;
/// Responses after which memory is looked at again.
const MANY: u32 = 6_000;
/// Responses under way while these are sent.
const AT_A_TIME: usize = 32;
/// Messages of the flood, from as many people.
const FLOOD: usize = 12_000;

fn main() {
    if std::env::args().any(|argument| argument == "echo") {
        return runtime().block_on(echo());
    }
    println!("{:<34}{:>12}{:>12}", "", "echo", "docent");
    let echo = runtime().block_on(measure(&mut own(&["echo"])));
    let docent = runtime().block_on(measure(&mut docent()));
    for (name, unit, get) in ROWS {
        println!("{name:<34}{:>9.2} {unit:<2}{:>9.2} {unit:<2}", get(&echo), get(&docent));
    }
    runtime().block_on(flood());
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Runtime::new().unwrap()
}

/// This program again.
fn own(arguments: &[&str]) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(arguments);
    command
}

fn docent() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_docent"));
    command.arg("run").env("DOCENT_STORE__URL", "sqlite::memory:").env("DOCENT_LOG__LEVEL", "error");
    command
}

/// What is measured of one bot.
#[derive(Default)]
struct Figures {
    single: f64,
    paced: (f64, f64),
    suggestions: f64,
    seconds: f64,
    rest: f64,
    grown: f64,
    stop: f64,
}

type Row = (&'static str, &'static str, fn(&Figures) -> f64);

const ROWS: [Row; 8] = [
    ("one at a time, p50", "ms", |f| f.single),
    ("50 a second, p50", "ms", |f| f.paced.0),
    ("50 a second, p99", "ms", |f| f.paced.1),
    ("suggestions, p99", "ms", |f| f.suggestions),
    ("processor for 1,000 responses", "s", |f| f.seconds),
    ("memory at rest", "MB", |f| f.rest),
    ("memory grown by 6,000 responses", "MB", |f| f.grown),
    ("SIGTERM to the end", "ms", |f| f.stop),
];

/// A bot at work.
struct Work {
    discord: LookAlike,
    child: Child,
    channel: ChannelId,
    people: Vec<UserId>,
}

async fn start(command: &mut Command) -> Work {
    let discord = LookAlike::start(Options::default()).await.unwrap();
    let channel = discord.add_channel("questions");
    let people = (0..64).map(|number| discord.add_member(&format!("person {number}"))).collect();
    let child = command
        .env("DISCORD_TOKEN", discord.token())
        .env("DOCENT_DISCORD__PROXY", discord.url())
        .stdin(Stdio::null())
        .spawn()
        .unwrap();
    discord.commands_registered(channel, Duration::from_mins(2)).await.unwrap();
    Work { discord, child, channel, people }
}

async fn measure(command: &mut Command) -> Figures {
    let mut work = start(command).await;
    let mut figures = Figures::default();
    // The first one loads what is used for the first time.
    work.respond(0).await;
    tokio::time::sleep(Duration::from_secs(1)).await;
    figures.rest = work.memory();
    let mut single = Vec::new();
    for number in 0..SINGLE {
        single.push(work.respond(number).await);
    }
    figures.single = share(&mut single, 50);
    let mut paced = work.paced().await;
    figures.paced = (share(&mut paced, 50), share(&mut paced, 99));
    figures.suggestions = share(&mut work.suggested().await, 99);
    let before = work.processor();
    work.many(MANY).await;
    figures.seconds = (work.processor() - before) * 1000.0 / f64::from(MANY);
    figures.grown = work.memory() - figures.rest;
    figures.stop = work.stop();
    figures
}

impl Work {
    /// One command, and how long its response took, in milliseconds.
    async fn respond(&self, number: usize) -> f64 {
        // What was said before is of no use, and would make the look-alike slower the longer it runs.
        self.discord.forget_recorded();
        let began = Instant::now();
        let person = self.people[number % self.people.len()];
        let used = self.discord.slash(person, self.channel, "ask", &[("question", json!(QUESTION))]).unwrap();
        used.response(SOON).await.unwrap();
        began.elapsed().as_secs_f64() * 1000.0
    }

    async fn paced(&self) -> Vec<f64> {
        let mut ticks = tokio::time::interval(Duration::from_secs(1) / RATE);
        let mut under_way = tokio::task::JoinSet::new();
        for number in 0..RATE * SECONDS {
            ticks.tick().await;
            let (discord, channel) = (self.discord.driver(), self.channel);
            let person = self.people[number as usize % self.people.len()];
            under_way.spawn(async move {
                let began = Instant::now();
                let used = discord.slash(person, channel, "ask", &[("question", json!(QUESTION))]).unwrap();
                used.response(SOON).await.unwrap();
                began.elapsed().as_secs_f64() * 1000.0
            });
        }
        under_way.join_all().await
    }

    async fn suggested(&self) -> Vec<f64> {
        let mut times = Vec::new();
        for typed in ["d", "da", "dat", "data", "back", "eng"].into_iter().cycle().take(SINGLE) {
            let began = Instant::now();
            let typing = [("first", json!(typed))];
            let person = self.people[times.len() % self.people.len()];
            self.discord.autocomplete(person, self.channel, "compare", &typing, "first", SOON).await.unwrap();
            times.push(began.elapsed().as_secs_f64() * 1000.0);
        }
        times
    }

    /// So many commands as fast as they are answered, some at a time.
    async fn many(&self, count: u32) {
        let mut under_way = tokio::task::JoinSet::new();
        for number in 0..count as usize {
            if under_way.len() >= AT_A_TIME {
                under_way.join_next().await;
            }
            if number % 500 == 0 {
                self.discord.forget_recorded();
            }
            let (discord, channel) = (self.discord.driver(), self.channel);
            let person = self.people[number % self.people.len()];
            under_way.spawn(async move {
                let used = discord.slash(person, channel, "ask", &[("question", json!(QUESTION))]).unwrap();
                used.response(SOON).await.unwrap();
            });
        }
        under_way.join_all().await;
    }

    /// Resident memory in MB.
    fn memory(&self) -> f64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
        line.split_whitespace().next().unwrap().parse::<f64>().unwrap() / 1024.0
    }

    /// Processor seconds so far: the 14th and 15th field, in hundredths.
    fn processor(&self) -> f64 {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.child.id())).unwrap();
        let (_, after_name) = stat.rsplit_once(')').unwrap();
        let fields = after_name.split_whitespace().skip(11).take(2);
        fields.map(|ticks| ticks.parse::<f64>().unwrap() / 100.0).sum()
    }

    fn stop(&mut self) -> f64 {
        let began = Instant::now();
        Command::new("kill").args(["-s", "TERM", &self.child.id().to_string()]).status().unwrap();
        self.child.wait().unwrap();
        began.elapsed().as_secs_f64() * 1000.0
    }
}

fn share(times: &mut [f64], percent: usize) -> f64 {
    times.sort_by(f64::total_cmp);
    times[(times.len() - 1) * percent / 100]
}

/// More messages than Docent can take on, each from somebody else, and commands in between.
async fn flood() {
    let mut work = start(&mut docent()).await;
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
    println!("\nin a flood of {FLOOD} messages: commands p50 {:.0} ms, worst {worst:.0} ms", share(&mut times, 50));
    work.stop();
}

/// A bot that echoes.
struct Echo;

#[async_trait]
impl EventHandler for Echo {
    async fn ready(&self, context: Context, ready: Ready) {
        let option = |name: &str| json!({"type": 3, "name": name, "description": name, "required": true, "autocomplete": name == "first"});
        let command = |name: &str, options: &[&str]| {
            let options: Vec<_> = options.iter().map(|name| option(name)).collect();
            json!({"name": name, "description": name, "type": 1, "options": options})
        };
        let commands = json!([command("ask", &["question"]), command("compare", &["first"])]);
        context.http.create_global_commands(&commands).await.unwrap();
        drop(ready);
    }

    async fn interaction_create(&self, context: Context, interaction: Interaction) {
        match interaction {
            Interaction::Command(command) => {
                let text = command.data.options[0].value.as_str().unwrap_or_default().to_owned();
                let message = CreateInteractionResponseMessage::new().content(text);
                let response = CreateInteractionResponse::Message(message);
                command.create_response(&context.http, response).await.unwrap();
            }
            Interaction::Autocomplete(command) => {
                let choices = CreateAutocompleteResponse::new().add_string_choice("data", "data");
                let response = CreateInteractionResponse::Autocomplete(choices);
                command.create_response(&context.http, response).await.unwrap();
            }
            _ => {}
        }
    }
}

async fn echo() {
    let token = std::env::var("DISCORD_TOKEN").unwrap();
    let proxy = std::env::var("DOCENT_DISCORD__PROXY").unwrap();
    let http = HttpBuilder::new(&token).proxy(&proxy).ratelimiter_disabled(true).build();
    let client = serenity::client::ClientBuilder::new_with_http(http, GatewayIntents::GUILDS).event_handler(Echo);
    let mut client: Client = client.await.unwrap();
    client.start().await.unwrap();
}
