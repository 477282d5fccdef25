//! What the worst messages cost beside ordinary ones of the same length, on the shipped knowledge and with a hundred thousand words more.
//!
//! `cargo bench --bench hostile`. No message may take more than ten times the median of its length; the program fails where one does.
//! Times are the best of several runs, so that what else the machine does hardly counts.

use std::path::Path;
use std::time::{Duration, Instant};

use docent::decision::Thresholds;
use docent::knowledge::{self, KnowledgeFile};
use docent::pipeline::{Docent, Incoming};
use docent::{folder, text};

/// Lengths that are compared, in characters.
const LENGTHS: [usize; 5] = [16, 64, 256, 1_000, text::MAX_CHARS];
/// Most times the median of its length that a message may take.
const MOST: f64 = 10.0;
/// Runs of which the shortest counts.
const RUNS: usize = 7;
/// Below this, a ratio is noise and harm impossible.
const NEGLIGIBLE: Duration = Duration::from_micros(20);
/// Words of the large vocabulary, and how many stand in one entry.
const WORDS: usize = 100_000;
const WORDS_AN_ENTRY: usize = 500;

/// What people write: repeated up to the length that is asked for.
const ORDINARY: [&str; 12] = [
    "what does a data engineer earn in the first years? ",
    "how hard is it to move from backend to data engineering? ",
    "hey all, I have been doing Django for four years and I like the modelling part most. ",
    "We are a team of five with one product and a growing pile of events that nobody looks at. ",
    "data team please review my PR, it only touches the airflow dag. ",
    "the backend is down again, who is on call today? ",
    "is SQL enough for a junior, or do I need Python and Spark as well? ",
    "lunch at twelve? the usual place, bring your own spoon. ",
    "Should the next hire be a backend engineer or a data engineer? ",
    "which certificates are worth the money and which are not? ",
    "I read that streaming is faster than batch, but when is batch enough? ",
    "thanks, that helped a lot! I will try it tomorrow morning. ",
];

/// What somebody writes who wants it slow: repeated likewise.
const HOSTILE: [(&str, &str); 34] = [
    ("one long word", "abcdefghijklmnopqrstuvwxyz"),
    ("one letter", "a"),
    ("typos", "enginere salry backedn pipelnie warehuose streeming kubernets postgers databse analitycs "),
    ("typos of one word", "enginere engniere egnineer enginerr engimeer "),
    ("typos in one letter", "abckend bckaend backedn bakcend backnd "),
    ("unknown words", "xarbentil quolamber strindovar plemmorin cratuvelo sorbanique "),
    ("subjects", "backend engineer data engineer data scientist business analyst "),
    ("misspelled subjects", "date engineer backand engineer dada engineer "),
    ("heads", "engineer developer scientist analyst "),
    ("abbreviations", "be de "),
    ("bare be", "be "),
    ("rivalry", "vs or and "),
    ("game developers", "game developer or "),
    ("common words", "what is the of to a in how do i "),
    ("sentences", "why? "),
    ("questions", "what is it? "),
    ("one letter sentences", "a.\n"),
    ("question marks", "?"),
    ("zero width", "\u{200b}\u{200d}\u{feff}"),
    ("combining", "e\u{301}\u{302}\u{303}"),
    ("zalgo", "Z\u{334}\u{335}a\u{334}lgo "),
    ("right to left", "\u{202e}كم راتب مهندس\u{202c} "),
    ("emoji", "👩\u{200d}👩\u{200d}👧\u{200d}👦"),
    ("chinese", "数据工程师的薪水是多少"),
    ("ligatures", "ﷺﬃ"),
    ("code fences", "```a``"),
    ("inline code", "`a b c d "),
    ("braces in code", "`((("),
    ("quotes", "> > a\n"),
    ("links", "https://a.b/c?d=e "),
    ("addresses", "a.b-c+d@e-f.g "),
    ("mentions", "<@1 <@!2> <a:b:3 "),
    ("regular expressions", "(a+)+$ [^`]* "),
    ("contractions", "what's don't can't i'd've "),
];

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let shipped = folder::read(&root.join("knowledge")).expect("the shipped knowledge is there");
    let mut worst = judge("shipped knowledge", &learn(&shipped));
    let many = [shipped, vocabulary()].concat();
    worst = worst.max(judge("with 100,000 words more", &learn(&many)));
    assert!(worst <= MOST, "a message takes {worst:.1} times the median of its length");
}

fn learn(files: &[KnowledgeFile]) -> Docent {
    Docent::new(knowledge::parse(files).knowledge.expect("it has no errors"), Thresholds::default())
}

/// Entries full of words that look like words, each word once.
fn vocabulary() -> Vec<KnowledgeFile> {
    let parts = [
        "an", "ber", "cor", "del", "en", "fis", "gra", "hol", "in", "jor", "kel", "lum", "mo", "nes", "ost", "pri",
        "qua", "ros", "sta", "tev",
    ];
    let word = |mut n: usize| {
        let mut word = String::new();
        for _ in 0..4 {
            word.push_str(parts[n % parts.len()]);
            n /= parts.len();
        }
        word
    };
    let entry = |at: usize| {
        let words: Vec<String> = (at * WORDS_AN_ENTRY..(at + 1) * WORDS_AN_ENTRY).map(word).collect();
        let questions: Vec<String> = words.chunks(10).map(|words| format!("\"{}\"", words.join(" "))).collect();
        let text = format!(
            "+++\ntitle = \"What is {}?\"\ntopic = \"Words\"\nquestions = [{}]\nsources = [\"interview-guide\"]\nverified = \"2026-01-01\"\n+++\nA word for a data engineer.\n",
            words[0],
            questions.join(", ")
        );
        KnowledgeFile { path: format!("faq/words/word-{at}.md"), text }
    };
    (0..WORDS / WORDS_AN_ENTRY).map(entry).collect()
}

/// Prints what takes longest at each length; gives the worst ratio.
fn judge(name: &str, docent: &Docent) -> f64 {
    println!("{name}\n{:>6} {:>10} {:>10} {:>6}  slowest", "chars", "median", "slowest", "ratio");
    LENGTHS.map(|length| at_length(docent, length)).into_iter().fold(0.0, f64::max)
}

fn at_length(docent: &Docent, length: usize) -> f64 {
    let filled = |part: &str| part.chars().cycle().take(length).collect::<String>();
    // Each ordinary message begins with another sentence.
    let turned = |at: usize| [&ORDINARY[at..], &ORDINARY[..at]].concat().concat();
    let ordinary = (0..ORDINARY.len()).map(|at| (ORDINARY[at].trim_end(), filled(&turned(at))));
    let hostile = HOSTILE.iter().map(|(name, part)| (*name, filled(part)));
    let mut all: Vec<(Duration, &str)> =
        ordinary.chain(hostile).map(|(name, text)| (time(docent, &text), name)).collect();
    all.sort_unstable_by(|a, b| b.cmp(a));
    let (median, slowest) = (all[all.len() / 2].0, all[0].0);
    let ratio = slowest.max(NEGLIGIBLE).as_secs_f64() / median.max(NEGLIGIBLE).as_secs_f64();
    let times = |(time, name): &(Duration, &str)| format!("{name} {time:.0?}");
    let slow: Vec<String> = all.iter().take(4).map(times).collect();
    println!("{length:>6} {median:>10.1?} {slowest:>10.1?} {ratio:>6.1}  {}", slow.join(", "));
    ratio
}

fn time(docent: &Docent, text: &str) -> Duration {
    let once = |addressed| {
        let start = Instant::now();
        std::hint::black_box(docent.respond(Incoming { text, addressed, context: None, locale: None }));
        start.elapsed()
    };
    (0..RUNS).map(|run| once(run % 2 == 0)).min().unwrap_or_default()
}
