//! Scores cards for a sentence: every view of it, fused, and how sure that makes Docent.
//!
//! In: the examples of all cards, learned once; then a reading. Out: the best cards with their [`Signals`] and confidence. What a card answers with is left to
//! [`super::resolve`].

use serde::{Deserialize, Serialize};

use super::best::best;
use super::calibration::{self, Calibrations};
use super::cards::{Card, Target};
use super::classifier::{self, Classifier, Example};
use super::content::Content;
use super::features;
use super::lexis::Lexis;
use super::material::{MANY_CARDS, Material};
use super::meaning::Meaning;
use super::middles::Middles;
use super::nearest::{Near, Nearest};
use super::reading::Reading;
use super::reworded;
use super::signals::{Meant, Signals};
use super::weights::{Coded, Vector, Weights};

/// How much a sentence of the answer teaches beside an example question: it has the words, but not the asking.
const TOLD_SHARE: f32 = 0.1;
/// Log-probabilities below this are all the same: certainly not.
const LEAST_LOG: f32 = -12.0;
/// Cards that each view puts on the list of those worth a closer look.
const SHORTLIST: usize = 8;

/// Cards that the nearest examples put up for a closer look where there are too many to look at all.
const LISTED: usize = 64;

/// Which examples are learned from: of each card, those for which this says so.
pub(super) struct Kept<'a> {
    material: &'a Material<'a>,
    keep: &'a (dyn Fn(usize, usize) -> bool + Sync),
}

impl Kept<'_> {
    /// Those of one card.
    pub(super) fn of(&self, card: usize) -> impl Iterator<Item = usize> {
        (0..self.material.count(card)).filter(move |example| (self.keep)(card, *example))
    }

    /// Whether a card has any.
    pub(super) fn any(&self, card: usize) -> bool {
        self.of(card).next().is_some()
    }
}

/// All views of all cards.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Scorer {
    content: Content,
    weights: Weights,
    model: Model,
    phrases: Nearest,
    silence: Option<usize>,
    /// Whether groups of letters are looked at.
    letters: bool,
    /// Only where every card is compared with every other: what it holds for each example would be most of the memory of a large knowledge.
    meaning: Option<Meaning>,
    calibrations: Calibrations,
}

/// A sentence to be scored.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked<'a> {
    pub(super) reading: &'a Reading,
    /// Subjects that it is about, from its neighbours where it names none.
    pub(super) subjects: &'a [usize],
    /// Those that are meant where none is named.
    pub(super) principals: &'a [usize],
    pub(super) asks: bool,
    /// Where its vector points; none where there is none.
    pub(super) direction: Option<&'a [f32]>,
}

/// What the view by meaning says of all cards.
struct ByMeaning<'a> {
    meaning: &'a Meaning,
    seen: Vec<f32>,
    scores: Vec<f32>,
    norm: f32,
}

impl ByMeaning<'_> {
    fn of(&self, card: usize) -> Meant {
        Meant {
            log_probability: (self.scores[card] - self.norm).max(LEAST_LOG),
            similarity: self.meaning.similarity(&self.seen, card),
        }
    }
}

/// What tells cards apart.
#[derive(Debug, Serialize, Deserialize)]
enum Model {
    /// Every card from every other: each message costs something for each of them.
    All(Classifier),
    /// What each card is like: costs something only for cards on a short list.
    Listed(Middles),
}

/// A card with what speaks for it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scored {
    pub(super) card: usize,
    /// What cards are ranked by.
    pub(super) rank: f32,
    pub(super) signals: Signals,
}

impl Scorer {
    /// Learns from those examples (card, example) that are kept; a card without any is never found.
    pub(super) fn learn(material: &Material<'_>, keep: &(dyn Fn(usize, usize) -> bool + Sync)) -> Self {
        let kept = Kept { material, keep };
        let cards = || 0..material.cards.len();
        let examples = || cards().flat_map(|card| kept.of(card).map(move |at| (card, material.example(card, at))));
        let weights = Weights::count(&material.numbers, &material.traits, examples().map(|(_, example)| example));
        let weigh = |features: &[Coded]| weights.weigh_coded(features, &material.traits);
        let letters = material.cards.len() <= MANY_CARDS;
        let model = if letters {
            let prints = cards().flat_map(|card| kept.of(card).map(move |at| material.lot(card, at)));
            let asked = examples().zip(prints).map(|(example, print)| (example, print, 1.0));
            let answering = || cards().filter(|card| kept.any(*card));
            let told = answering().flat_map(|card| material.told(card).map(move |sentence| (card, sentence)));
            let prints = answering().flat_map(|card| material.told_prints(card));
            let told = told.zip(prints).map(|(sentence, print)| (sentence, print, TOLD_SHARE));
            let weighed = |((card, of), print, share)| Example { vector: weigh(of).marks, card, share, print };
            let learned: Vec<Example> = asked.chain(told).map(weighed).collect();
            Model::All(Classifier::learn(&learned, weights.len(), material.cards.len()))
        } else {
            let mut middles = Middles::default();
            for card in cards() {
                let asked = kept.of(card).flat_map(|at| weigh(material.example(card, at)).marks);
                let told = material.told(card).filter(|_| kept.any(card)).flat_map(|sentence| weigh(sentence).marks);
                middles.push(asked.chain(told.map(|(feature, value)| (feature, TOLD_SHARE * value))).collect());
            }
            middles.shrink();
            Model::Listed(middles)
        };
        Self {
            content: Content::learn(material, &kept),
            model,
            phrases: Nearest::index(examples().map(|(card, of)| (weigh(of).phrase, card)), weights.of_phrase()),
            silence: material.cards.iter().position(|c| c.target == Target::Nothing),
            letters,
            weights,
            meaning: material.meaning(&kept),
            calibrations: Calibrations::default(),
        }
    }

    /// Learns from everything, and from leaving parts out how far to trust itself.
    pub(super) fn learn_calibrated(material: &Material<'_>) -> Self {
        let (mut scorer, calibrations) = std::thread::scope(|threads| {
            // Where the system refuses a second thread, one after the other.
            let rehearsal = std::thread::Builder::new().spawn_scoped(threads, || calibration::rehearse(material));
            let scorer = Self::learn(material, &|_, _| true);
            let calibrations = match rehearsal {
                Ok(thread) => thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)),
                Err(_) => calibration::rehearse(material),
            };
            (scorer, calibrations)
        });
        scorer.calibrations = calibrations;
        scorer
    }

    /// The same, surer or less sure by so much.
    #[cfg(test)]
    pub(super) fn shift(&mut self, by: f32) {
        self.calibrations = self.calibrations.shifted(by);
    }

    /// How sure a candidate is, 0 to 1.
    pub(super) fn confidence(&self, signals: &Signals) -> f32 {
        self.calibrations.of(signals).confidence(signals.log_odds())
    }

    /// Whether there is a view by meaning.
    pub(super) fn has_meaning(&self) -> bool {
        self.meaning.is_some()
    }

    /// The cards worth considering, best first. Without a direction the view by meaning is silent.
    pub(super) fn score(&self, lexis: &Lexis, cards: &[Card], asked: &Asked<'_>) -> Vec<Scored> {
        let Asked { reading, subjects, principals, asks, direction } = *asked;
        let mut features = features::of(reading, self.letters);
        let reworded = reworded::of(reading, &self.weights, cards.len());
        reworded::add(&reworded, reading, &self.weights, &mut features);
        let weighed = self.weights.weigh(&features);
        let near = self.phrases.find(&weighed.phrase, self.weights.of_phrase());
        let meant = direction.and_then(|direction| self.meant(direction, cards.len()));
        let (listed, odds) = self.listed(&weighed.marks, &near, meant.as_ref());
        let said = self.content.said(lexis, &self.weights.numbers, reading, &reworded);
        let general = Signals {
            length: said.length,
            unknown: said.unknown,
            silence: self.silence.map_or(0.0, |silence| near.of(silence)),
            log_silence: odds.silence.max(LEAST_LOG),
            evidence: odds.evidence,
            asks: f32::from(u8::from(asks)),
            ..Signals::default()
        };
        let (votes, similarities) = (near.votes(&listed), near.of_all(&listed));
        let of_card = |(((card, score), vote), similarity): (((usize, f32), f32), f32)| {
            let share = self.content.share(&said, card);
            let signals = Signals {
                log_probability: (score - odds.norm).max(LEAST_LOG),
                similarity,
                vote,
                rival: near.rival_of(card),
                asked: share.asked,
                told: share.told,
                here: share.here,
                local: share.local,
                negation: share.negation,
                undefined: share.undefined,
                unchosen: share.unchosen,
                meaning: meant.as_ref().map(|meant| meant.of(card)),
                mismatch: cards.get(card).map_or(1.0, |c| c.mismatch(subjects, principals)),
                ..general
            };
            Scored { card, rank: signals.rank(), signals }
        };
        let mut ranked: Vec<Scored> = listed.into_iter().zip(votes).zip(similarities).map(of_card).collect();
        ranked.sort_by(|a, b| b.rank.total_cmp(&a.rank).then(a.card.cmp(&b.card)));
        ranked
    }

    /// What meaning says of all cards; nothing without that view.
    fn meant(&self, direction: &[f32], cards: usize) -> Option<ByMeaning<'_>> {
        let meaning = self.meaning.as_ref()?;
        let seen = meaning.seen(direction)?;
        let mut scores = meaning.scores(&seen, cards);
        let norm = classifier::log_sum_exp(&scores);
        if let Some(silence) = self.silence {
            scores[silence] = f32::NEG_INFINITY;
        }
        Some(ByMeaning { meaning, seen, scores, norm })
    }

    /// The cards that are worth a closer look, by number, each with its score; and what the scores of all say together.
    fn listed(&self, marks: &Vector, near: &Near, meant: Option<&ByMeaning<'_>>) -> (Vec<(usize, f32)>, Odds) {
        let numbered = |(card, score): (usize, &f32)| (card as u32, *score);
        match &self.model {
            Model::All(classifier) => {
                let mut scores = classifier.scores(marks);
                let odds = Odds::of(&mut scores, self.silence, None);
                let mut cards = best(SHORTLIST, scores.iter().enumerate().map(numbered));
                cards.extend(meant.iter().flat_map(|of| best(SHORTLIST, of.scores.iter().enumerate().map(numbered))));
                cards.extend(best(SHORTLIST, near.cards().iter().copied()));
                (self.in_order(cards, |card| scores[card]), odds)
            }
            Model::Listed(middles) => {
                let listed = best(LISTED, near.cards().iter().copied().filter(|(card, _)| !self.is_silence(*card)));
                let quiet = self.silence.map(|silence| silence as u32);
                let scored = |card: u32| (card, middles.score(card as usize, marks));
                let scored: Vec<(u32, f32)> = listed.iter().copied().chain(quiet).map(scored).collect();
                let mut all: Vec<f32> = scored.iter().map(|(_, score)| *score).collect();
                let odds = Odds::of(&mut all, quiet.map(|_| listed.len()), Some(self.content.cards()));
                let mut cards = best(SHORTLIST, scored.iter().copied());
                cards.extend(listed.iter().take(SHORTLIST));
                let score = |card: usize| scored.iter().find(|(c, _)| *c as usize == card).map_or(0.0, |(_, s)| *s);
                (self.in_order(cards, score), odds)
            }
        }
    }

    fn is_silence(&self, card: u32) -> bool {
        self.silence == Some(card as usize)
    }

    /// Cards by number, each once, without silence.
    fn in_order(&self, mut cards: Vec<u32>, score: impl Fn(usize) -> f32) -> Vec<(usize, f32)> {
        cards.sort_unstable();
        cards.dedup();
        let cards = cards.into_iter().filter(|card| !self.is_silence(*card)).map(|card| card as usize);
        cards.map(|card| (card, score(card))).collect()
    }

    /// Whether a card uses a word at all.
    pub(super) fn accounts_for(&self, card: usize, stem: &str) -> bool {
        self.content.accounts_for(card, self.weights.word(stem))
    }
}

/// What the scores of all cards say together.
struct Odds {
    /// What makes a log-probability of a score when it is taken off.
    norm: f32,
    /// Log-probability of silence.
    silence: f32,
    /// Log of the mean exponential score of all cards but silence.
    evidence: f32,
}

impl Odds {
    /// Of the scores of all cards, or of those listed `among` so many. That of silence is taken out of them: what speaks for silence is no evidence for
    /// an answer.
    fn of(scores: &mut [f32], silence: Option<usize>, among: Option<usize>) -> Self {
        let quiet = silence.and_then(|at| scores.get_mut(at)).map(|score| std::mem::replace(score, f32::NEG_INFINITY));
        let others = classifier::log_sum_exp(scores);
        let mut norm = quiet.map_or(others, |quiet| classifier::log_sum_exp(&[others, quiet]));
        let mut evidence = others - (scores.len() as f32).ln();
        if let Some(all) = among {
            // Cards that are not listed have nothing in common with the message: a score of zero. Against a listed card they stand as so many more of the
            // worst of the list.
            let all = (all as f32).max(1.0).ln();
            evidence = classifier::log_sum_exp(&[others, all]) - all;
            let worst = scores.iter().copied().filter(|score| score.is_finite()).fold(f32::INFINITY, f32::min);
            if worst.is_finite() {
                norm = classifier::log_sum_exp(&[norm, worst + (scores.len() as f32).ln()]);
            }
        }
        Self { norm, silence: quiet.map_or(f32::NEG_INFINITY, |quiet| quiet - norm), evidence }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::{Entry, KnowledgeBase};
    use crate::matching::{Matcher, Reach, Sent, testing};
    use crate::text;

    fn entry(at: usize) -> Entry {
        // Digits in letters: numbers themselves are no words.
        let word = |salt: usize| {
            (0..6).map(|place| char::from(b'a' + ((at * salt) >> (3 * place) & 7) as u8)).collect::<String>()
        };
        let (one, other) = (word(1), word(7_919));
        let title = format!("how does {one} work with {other}");
        Entry {
            topic: String::new(),
            questions: vec![format!("can i use {other} for {one}")],
            ..testing::entry(&format!("entry-{at:05}"), &title, &format!("{one} goes with {other}."))
        }
    }

    #[test]
    fn among_more_cards_than_are_all_compared_the_right_one_is_found() {
        let entries: Vec<Entry> = (0..MANY_CARDS + 100).map(entry).collect();
        let knowledge = KnowledgeBase { entries, ..KnowledgeBase::default() };
        let matcher = Matcher::learn(&knowledge, None, None);
        assert!(matches!(matcher.home().scorer.model, Model::Listed(_)));
        for at in [7, 1_234, MANY_CARDS + 50] {
            let wanted = &knowledge.entries[at];
            let message = format!("tell me, {}?", wanted.title.replace("how does", "does").replace("work", "go"));
            let sent = Sent { text: &message, read: &text::read(&message) };
            let found = matcher.find(&knowledge, sent, None, None, Reach::Everything);
            let best = found.candidates.first().map(|candidate| candidate.reply.to_string());
            assert_eq!(best.as_deref(), Some(wanted.id.as_str()), "{message}");
        }
    }
}
