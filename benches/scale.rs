//! How learning, memory and the cost of a message grow from a hundred examples to a million.
//!
//! `cargo bench --bench scale [-- EXAMPLES …]`. It makes up knowledge (see `made_up`), learns it, asks, and prints a row for each size: time of learning,
//! memory an example (the most the process ever held), time a message at the median and at the hundredth slowest, and the growth against the row before. Each
//! size runs in a process of its own, so that no row pays for another. Read the ratios; bare times differ from machine to machine.
#![allow(missing_docs, reason = "a bench exports nothing")]
#![allow(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "sizes and times of a bench are far below where a number loses digits"
)]

mod made_up;

use std::hint::black_box;
use std::process::Command;
use std::time::Instant;

use docent::decision::Thresholds;
use docent::pipeline::{Docent, Incoming};
use docent::render::plain;
use made_up::MadeUp;

/// Sizes that are measured unless others are named.
const SIZES: [usize; 4] = [100, 10_000, 100_000, 1_000_000];
/// Messages that are asked of each.
const MESSAGES: usize = 4_000;
/// Times that each message is asked: the median counts, so that what other programs take from the processor does not.
const TIMES: usize = 5;
/// Says that this process measures one size.
const ONE: &str = "--one";

/// What is seen of one size.
struct Row {
    learn: f64,
    bytes: f64,
    learning_bytes: f64,
    p50: f64,
    p99: f64,
    right: f64,
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    if let [one, size] = arguments.as_slice()
        && one == ONE
    {
        let row = measure(size.parse().expect("a number of examples"));
        println!("{} {} {} {} {} {}", row.learn, row.bytes, row.learning_bytes, row.p50, row.p99, row.right);
        return;
    }
    let sizes: Vec<usize> = arguments.iter().filter_map(|argument| argument.parse().ok()).collect();
    let sizes = if sizes.is_empty() { SIZES.to_vec() } else { sizes };
    println!(
        "|  examples | learning | bytes an example, answering | … at most while learning |      p50 |      p99 | p50 to the row before | right |"
    );
    println!("|---|---:|---:|---:|---:|---:|---:|---:|");
    let mut before: Option<f64> = None;
    for size in sizes {
        let row = in_its_own_process(size);
        let growth = before.map_or_else(|| "–".to_owned(), |before| format!("{:.2} ×", row.p50 / before));
        println!(
            "| {size:>9} | {:.2} s | {:.0} | {:.0} | {:.1} µs | {:.1} µs | {growth} | {:.1} % |",
            row.learn,
            row.bytes,
            row.learning_bytes,
            row.p50,
            row.p99,
            row.right * 100.0
        );
        before = Some(row.p50);
    }
}

fn in_its_own_process(size: usize) -> Row {
    let program = std::env::current_exe().expect("the program knows where it is");
    let run = Command::new(program).args([ONE, &size.to_string()]).output().expect("it can run itself");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let text = String::from_utf8_lossy(&run.stdout);
    let numbers: Vec<f64> = text.split_whitespace().filter_map(|number| number.parse().ok()).collect();
    let &[learn, bytes, learning_bytes, p50, p99, right] = numbers.as_slice() else { panic!("{text}") };
    Row { learn, bytes, learning_bytes, p50, p99, right }
}

fn measure(examples: usize) -> Row {
    let made_up = MadeUp::new(examples);
    // Empty knowledge first: what the program needs for itself is nobody's example.
    let nothing = Docent::new(MadeUp::new(0).knowledge(), Thresholds::default());
    black_box(nothing.respond(Incoming { text: "warm up", addressed: true, context: None, locale: None }));
    let program = resident("VmRSS");
    let knowledge = made_up.knowledge();
    let start = Instant::now();
    let docent = Docent::new(knowledge, Thresholds::default());
    let learn = start.elapsed().as_secs_f64();
    let learning = resident("VmHWM");
    let asked: Vec<(String, Option<usize>)> = (0..MESSAGES).map(|at| made_up.message(at)).collect();
    let mut times: Vec<Vec<f64>> = vec![Vec::new(); MESSAGES];
    let mut right = 0;
    for time in 0..TIMES {
        for ((text, entry), micros) in asked.iter().zip(&mut times) {
            let start = Instant::now();
            let reply = docent.respond(Incoming { text, addressed: true, context: None, locale: None });
            let said = reply.answer.as_ref().map(plain::text);
            micros.push(start.elapsed().as_secs_f64() * 1e6);
            black_box(said);
            let found = reply.id.map(|id| id.to_string());
            right += usize::from(time == 0 && entry.is_some() && found == entry.map(made_up::id));
        }
    }
    let answering = resident("VmRSS");
    let median = |mut micros: Vec<f64>| {
        micros.sort_by(f64::total_cmp);
        micros[TIMES / 2]
    };
    let mut micros: Vec<f64> = times.into_iter().map(median).collect();
    micros.sort_by(f64::total_cmp);
    let asked = asked.iter().filter(|(_, entry)| entry.is_some()).count();
    let per_example = |bytes: f64| (bytes - program).max(0.0) / examples.max(1) as f64;
    Row {
        learn,
        bytes: per_example(answering),
        learning_bytes: per_example(learning),
        p50: micros[MESSAGES / 2],
        p99: micros[MESSAGES * 99 / 100],
        right: right as f64 / asked.max(1) as f64,
    }
}

/// Memory of this process in bytes: now (`VmRSS`) or at most ever (`VmHWM`). Zero where the system does not tell.
fn resident(what: &str) -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with(what)).unwrap_or_default();
    let kilobytes = line.split_whitespace().nth(1).and_then(|number| number.parse::<f64>().ok());
    kilobytes.unwrap_or_default() * 1024.0
}
