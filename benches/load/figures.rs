//! What is measured of a bot, and what Docent may take.

use std::process::Command;
use std::time::Duration;

use super::work::{MANY, SINGLE, Work, share};

/// What is measured of one bot: milliseconds, seconds, megabytes.
#[derive(Default, Clone, Copy)]
pub(crate) struct Figures {
    pub(crate) ready: f64,
    single: f64,
    paced: (f64, f64),
    suggestions: f64,
    seconds: f64,
    pub(crate) rest: f64,
    grown: f64,
    stop: f64,
}

/// What Docent may take.
enum Limit {
    /// So many times what the echo takes.
    Times(f64),
    /// So much.
    Most(f64),
    None,
}

struct Row {
    name: &'static str,
    unit: &'static str,
    get: fn(&Figures) -> f64,
    set: fn(&mut Figures) -> &mut f64,
    limit: Limit,
}

macro_rules! row {
    ($name:literal, $unit:literal, $($field:tt).+, $limit:expr) => {
        Row { name: $name, unit: $unit, get: |f| f.$($field).+, set: |f| &mut f.$($field).+, limit: $limit }
    };
}

const ROWS: [Row; 9] = [
    row!("start to READY", "ms", ready, Limit::Most(100.0)),
    row!("one at a time, p50", "ms", single, Limit::Times(2.0)),
    row!("50 a second, p50", "ms", paced.0, Limit::None),
    row!("50 a second, p99", "ms", paced.1, Limit::Times(1.5)),
    row!("suggestions, p99", "ms", suggestions, Limit::Times(2.0)),
    row!("processor for 1,000 responses", "s", seconds, Limit::Times(2.0)),
    row!("memory at rest", "MB", rest, Limit::Most(30.0)),
    row!("memory grown by 6,000 responses", "MB", grown, Limit::Most(8.0)),
    row!("SIGTERM to the end", "ms", stop, Limit::Most(1000.0)),
];

impl Figures {
    /// From the first start to READY, and memory once it is at rest: when it has also checked what it learned, which the next start finds on the shelf.
    pub(crate) async fn of_start(command: &mut Command) -> Self {
        let mut work = Work::start(command).await;
        let mut figures = Self { ready: work.ready, ..Self::default() };
        // The first one loads what is used for the first time.
        work.respond(0).await;
        work.at_rest().await;
        figures.rest = work.memory();
        figures.stop = work.stop();
        figures
    }

    /// Everything.
    pub(crate) async fn of(command: &mut Command) -> Self {
        let mut work = Work::start(command).await;
        let mut figures = Self { ready: work.ready, ..Self::default() };
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

    /// The middle of each figure.
    pub(crate) fn middle(all: &[Self]) -> Self {
        let mut middle = Self::default();
        for row in &ROWS {
            *(row.set)(&mut middle) = share(&mut all.iter().map(row.get).collect::<Vec<_>>(), 50);
        }
        middle
    }
}

/// Both side by side, with what Docent may take.
pub(crate) fn print(echo: &Figures, docent: &Figures) {
    println!("{:<34}{:>12}{:>12}{:>8}  limit", "", "echo", "docent", "times");
    for Row { name, unit, get, limit, .. } in &ROWS {
        let (echo, docent) = (get(echo), get(docent));
        let times = docent / echo;
        let (limit, kept) = match limit {
            Limit::Times(most) => (format!("{most} times"), times <= *most),
            Limit::Most(most) => (format!("{most} {unit}"), docent <= *most),
            Limit::None => (String::new(), true),
        };
        let verdict = if kept { "" } else { ": exceeded" };
        println!("{name:<34}{echo:>9.2} {unit:<2}{docent:>9.2} {unit:<2}{times:>8.2}  {limit}{verdict}");
    }
}
