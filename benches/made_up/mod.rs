//! Makes up knowledge of any size, the same every time: entries of about ten examples, over a vocabulary that grows with their number as that of a language does.
//!
//! Words are drawn as in a text: the n-th most usual one n times as rarely as the first (Zipf), and so many of them that a text of ten times the
//! length has four times the words (Heaps). An entry is about a few rarer words; each of its examples has most of them, with small words and others between.

use docent::knowledge::{Date, Entry, EntryId, KnowledgeBase};

/// Examples of an entry, its title among them.
const EXAMPLES: usize = 10;
/// Words that an entry is about.
const TOPIC_WORDS: usize = 5;
/// One message in so many is about nothing that anybody wrote down.
const OFF_TOPIC: usize = 5;
/// Small words between the others.
const SMALL: [&str; 24] = [
    "how", "do", "i", "what", "is", "the", "a", "can", "my", "to", "for", "of", "when", "does", "with", "in", "on",
    "it", "why", "which", "should", "are", "we", "please",
];
const CONSONANTS: &[u8] = b"bcdfghklmnprstvz";
const VOWELS: &[u8] = b"aeiou";

/// Knowledge that nobody wrote.
pub(crate) struct MadeUp {
    entries: usize,
    vocabulary: f64,
}

impl MadeUp {
    /// About so many examples.
    pub(crate) fn new(examples: usize) -> Self {
        let vocabulary = 40.0 * (examples.max(10) as f64).powf(0.6);
        Self { entries: examples / EXAMPLES, vocabulary }
    }

    /// All entries.
    pub(crate) fn knowledge(&self) -> KnowledgeBase {
        let entries = (0..self.entries).map(|at| self.entry(at)).collect();
        KnowledgeBase { entries, ..KnowledgeBase::default() }
    }

    fn entry(&self, at: usize) -> Entry {
        let mut lots = Lots::new(at as u64);
        let topic = self.topic(at);
        Entry {
            id: EntryId::new(&id(at)).expect("letters, digits and hyphens"),
            title: self.question(&topic, &mut lots),
            topic: "made up".to_owned(),
            questions: (1..EXAMPLES).map(|_| self.question(&topic, &mut lots)).collect(),
            keywords: Vec::new(),
            subjects: Vec::new(),
            sources: Vec::new(),
            related: Vec::new(),
            verified: Some(date()),
            review: None,
            answer: format!("This is the answer on {}.", topic.join(" ")),
        }
    }

    /// A message and the entry that it asks for; none where nobody wrote of it.
    pub(crate) fn message(&self, number: usize) -> (String, Option<usize>) {
        let mut lots = Lots::new(number as u64 ^ 0x5eed_0000_0000);
        let known = !number.is_multiple_of(OFF_TOPIC) && self.entries > 0;
        let entry = if known { lots.below(self.entries) } else { self.entries + number };
        (self.question(&self.topic(entry), &mut lots), known.then_some(entry))
    }

    /// Words that an entry is about: rarer ones.
    fn topic(&self, entry: usize) -> Vec<String> {
        let mut lots = Lots::new(entry as u64 ^ 0x70_71c0_0000_0000);
        (0..TOPIC_WORDS).map(|_| word(self.vocabulary.powf(0.4 + 0.6 * lots.share()) as u64)).collect()
    }

    fn question(&self, topic: &[String], lots: &mut Lots) -> String {
        let mut words: Vec<String> = Vec::new();
        for word in topic.iter().filter(|_| lots.share() < 0.7).collect::<Vec<_>>() {
            for _ in 0..lots.below(3) {
                words.push(SMALL[lots.below(SMALL.len())].to_owned());
            }
            words.push(word.clone());
        }
        for _ in 0..=lots.below(2) {
            words.push(word(self.vocabulary.powf(lots.share()) as u64));
        }
        words.join(" ")
    }
}

/// Id of an entry: all of the same length, so that their order is that of their numbers.
pub(crate) fn id(entry: usize) -> String {
    format!("entry-{entry:07}")
}

fn date() -> Date {
    "2026-01-01".parse().expect("a date")
}

/// The n-th most usual word: syllables, shorter for usual ones, no two alike.
fn word(rank: u64) -> String {
    let mut word = String::new();
    // Neighbours in rank shall not look alike.
    let mut left = ((rank + 80).wrapping_mul(0x9e37_79b1) % 0x1_0000_0000) ^ (rank + 80);
    let syllables = if rank < 80 { 2 } else { 3 + usize::from(rank > 5_000) };
    for _ in 0..syllables {
        let base = CONSONANTS.len() as u64 * VOWELS.len() as u64;
        let syllable = (left % base) as usize;
        left /= base;
        word.push(char::from(CONSONANTS[syllable / VOWELS.len()]));
        word.push(char::from(VOWELS[syllable % VOWELS.len()]));
    }
    word.push(char::from(CONSONANTS[(left % CONSONANTS.len() as u64) as usize]));
    word
}

/// Lots that are the same every time (splitmix64, Steele, Lea, Flood 2014).
struct Lots(u64);

impl Lots {
    fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }

    fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// From 0 up to 1.
    fn share(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn below(&mut self, most: usize) -> usize {
        (self.share() * most as f64) as usize
    }
}
