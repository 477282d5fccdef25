//! A bot at work in a process of its own, asked by people in the look-alike, and watched from outside.

use std::fs;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use docent::sandbox::{ChannelId, LookAlike, Options, UserId};
use serde_json::json;

/// Generous: what does not answer at all ends the bench.
pub(crate) const SOON: Duration = Duration::from_secs(30);
/// What is asked; the shipped knowledge answers it.
pub(crate) const QUESTION: &str = "What does a data engineer do?";
/// Responses one at a time.
pub(crate) const SINGLE: usize = 300;
/// A second, in the open loop.
const RATE: u32 = 50;
/// Seconds of it.
const SECONDS: u32 = 10;
/// Responses after which memory is looked at again.
pub(crate) const MANY: u32 = 6_000;
/// Responses under way while these are sent.
const AT_A_TIME: usize = 32;

/// A bot at work.
pub(crate) struct Work {
    pub(crate) discord: LookAlike,
    pub(crate) child: Child,
    pub(crate) channel: ChannelId,
    pub(crate) people: Vec<UserId>,
    /// Milliseconds from the start to READY.
    pub(crate) ready: f64,
}

impl Work {
    /// Starts it, and waits until it has registered its commands.
    pub(crate) async fn start(command: &mut Command) -> Self {
        Self::start_among(64, command).await
    }

    /// The same among so many people. They are there before it comes: to hear of each joining is work of another kind.
    pub(crate) async fn start_among(people: usize, command: &mut Command) -> Self {
        let discord = LookAlike::start(Options::default()).await.unwrap();
        let channel = discord.add_channel("questions");
        let people = (0..people).map(|number| discord.add_member(&format!("person {number}"))).collect();
        let began = Instant::now();
        let child = command
            .env("DISCORD_TOKEN", discord.token())
            .env("DOCENT_DISCORD__PROXY", discord.url())
            .env("DOCENT_DISCORD__ANSWER_CHANNELS", channel.get().to_string())
            .stdin(Stdio::null())
            .spawn()
            .unwrap();
        discord.connected(Duration::from_mins(2)).await.unwrap();
        let ready = milliseconds(began);
        discord.commands_registered(channel, SOON).await.unwrap();
        Self { discord, child, channel, people, ready }
    }

    /// One command, and how long its response took, in milliseconds.
    pub(crate) async fn respond(&self, number: usize) -> f64 {
        // What was said before is of no use, and would make the look-alike slower the longer it runs.
        self.discord.forget_recorded();
        let began = Instant::now();
        let person = self.people[number % self.people.len()];
        let used = self.discord.slash(person, self.channel, "ask", &[("question", json!(QUESTION))]).unwrap();
        used.response(SOON).await.unwrap();
        milliseconds(began)
    }

    /// So many a second, each sent whether or not the last was answered.
    pub(crate) async fn paced(&self) -> Vec<f64> {
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
                milliseconds(began)
            });
        }
        under_way.join_all().await
    }

    /// Suggestions one at a time.
    pub(crate) async fn suggested(&self) -> Vec<f64> {
        let mut times = Vec::new();
        for typed in ["d", "da", "dat", "data", "back", "eng"].into_iter().cycle().take(SINGLE) {
            let began = Instant::now();
            let typing = [("first", json!(typed))];
            let person = self.people[times.len() % self.people.len()];
            self.discord.autocomplete(person, self.channel, "compare", &typing, "first", SOON).await.unwrap();
            times.push(milliseconds(began));
        }
        times
    }

    /// So many commands as fast as they are answered, some at a time.
    pub(crate) async fn many(&self, count: u32) {
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
    pub(crate) fn memory(&self) -> f64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
        line.split_whitespace().next().unwrap().parse::<f64>().unwrap() / 1024.0
    }

    /// Processor seconds so far: the 14th and 15th field, in hundredths.
    pub(crate) fn processor(&self) -> f64 {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.child.id())).unwrap();
        let (_, after_name) = stat.rsplit_once(')').unwrap();
        let fields = after_name.split_whitespace().skip(11).take(2);
        fields.map(|ticks| ticks.parse::<f64>().unwrap() / 100.0).sum()
    }

    /// Waits until it has taken next to no processor time for a second.
    pub(crate) async fn at_rest(&self) {
        let mut before = f64::NEG_INFINITY;
        while self.processor() > before + 0.02 {
            before = self.processor();
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
    }

    /// Milliseconds from SIGTERM to the end. Where it follows the signal, its exit code is 0; where it does not, there is none.
    pub(crate) fn stop(&mut self) -> f64 {
        let began = Instant::now();
        Command::new("kill").args(["-s", "TERM", &self.child.id().to_string()]).status().unwrap();
        let code = self.child.wait().unwrap().code();
        assert!(matches!(code, None | Some(0)), "it ended with {code:?}");
        milliseconds(began)
    }
}

fn milliseconds(since: Instant) -> f64 {
    since.elapsed().as_secs_f64() * 1000.0
}

pub(crate) fn share(times: &mut [f64], percent: usize) -> f64 {
    times.sort_by(f64::total_cmp);
    times[(times.len() - 1) * percent / 100]
}
