//! What a message costs on the shipped knowledge, beside a plain scan of all example questions with a fuzzy-string crate.
//!
//! `cargo bench --bench matching`. Read the ratio of the two in one run, not the bare times: machines differ.
#![allow(missing_docs, reason = "`criterion_group!` makes a public function without one")]

use std::hint::black_box;
use std::path::Path;

use criterion::{Criterion, criterion_group, criterion_main};
use docent::decision::Thresholds;
use docent::knowledge::KnowledgeBase;
use docent::pipeline::{Docent, Incoming};
use docent::{folder, knowledge};

/// Messages of each kind; the mean over a kind is what is measured.
const SHORT: &[&str] =
    &["de salary?", "be vs de", "what is a data engineer", "L5 comp for backend", "do startups need a DE early?"];
const LONG: &[&str] = &[
    "hey all, I have been doing Django for four years and I like the modelling part most. how hard is it to move to data engineering, and how long does it usually take?",
    "We are a team of five with one product and a growing pile of events that nobody looks at. Should the next hire be a backend engineer or a data engineer?",
];
const TALK: &[&str] = &[
    "the backend is down again",
    "data team please review my PR, it only touches the airflow dag",
    "lunch at twelve? the usual place",
];

fn shipped() -> KnowledgeBase {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("knowledge");
    let files = folder::read(&folder).expect("the shipped knowledge is there");
    knowledge::parse(&files).knowledge.expect("the shipped knowledge has no errors")
}

/// What a bot with a fuzzy-string crate does: the likeness of the message to every example, and the best of them.
fn scan(examples: &[String], message: &str) -> f64 {
    let message = message.to_lowercase();
    let scorer = rapidfuzz::fuzz::RatioBatchComparator::new(message.chars());
    examples.iter().map(|example| scorer.similarity(example.chars())).fold(0.0, f64::max)
}

fn messages(c: &mut Criterion) {
    let knowledge = shipped();
    let examples: Vec<String> = knowledge.entries.iter().flat_map(|e| &e.questions).map(|q| q.to_lowercase()).collect();
    let docent = Docent::new(knowledge, Thresholds::default());
    let hostile = "be de vs or (a+)+ \u{202e}".repeat(200);
    let kinds: [(&str, Vec<&str>); 4] =
        [("short", SHORT.to_vec()), ("long", LONG.to_vec()), ("talk", TALK.to_vec()), ("hostile", vec![&hostile])];
    for (kind, messages) in kinds {
        let mut group = c.benchmark_group(kind);
        group.throughput(criterion::Throughput::Elements(messages.len() as u64));
        group.bench_function("docent", |b| {
            b.iter(|| {
                for text in &messages {
                    black_box(docent.respond(Incoming { text, addressed: true, context: None, locale: None }));
                }
            });
        });
        group.bench_function("fuzzy scan", |b| {
            b.iter(|| {
                for text in &messages {
                    black_box(scan(&examples, text));
                }
            });
        });
        group.finish();
    }
}

fn learning(c: &mut Criterion) {
    let knowledge = shipped();
    let mut group = c.benchmark_group("learn");
    group.sample_size(10);
    group.bench_function("shipped knowledge", |b| {
        b.iter(|| {
            black_box(Docent::new(knowledge.clone(), Thresholds::default()));
        });
    });
    group.finish();
}

criterion_group!(benches, messages, learning);
criterion_main!(benches);
