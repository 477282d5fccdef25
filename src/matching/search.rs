//! Compares a message with every card and ranks what it may ask for.
//!
//! In: a message, read. Out: [`Findings`]. Each sentence that asks is looked at by itself, with the subjects of its neighbours as
//! context; the surest one counts.

use std::collections::HashMap;

use super::cards::{self, Card, Target};
use super::classifier::{self, Classifier, Example};
use super::content::Content;
use super::exact;
use super::features;
use super::names::Names;
use super::nearest::{Near, Nearest};
use super::patterns::{self, Pattern};
use super::reading::{Lexis, Reading, Role};
use super::resolve;
use super::signals::Signals;
use super::weights::{Vector, Weights};
use crate::knowledge::{IntentReply, KnowledgeBase, ReplyId, Scope, SubjectId};
use crate::text::{self, Message, Sentence, Token};

/// Cards that each view puts on the list of those worth a closer look.
const SHORTLIST: usize = 12;
/// Candidates that are scored in full; the right one is hardly ever further down.
const SCORED: usize = 10;
/// Confidence of a message that is an example word for word: only two entries with the same example could make it wrong.
const EXACT: f32 = 0.99;
/// Confidence of a message that a pattern fits as a whole.
const FITTED: f32 = 0.95;
/// How much a sentence of the answer teaches beside an example question: it has the words, but not the asking.
const TOLD_SHARE: f32 = 0.6;
/// Log-probabilities below this are all the same: certainly not.
const LEAST_LOG: f32 = -12.0;
/// A lead greater than this says no more.
const GREATEST_LEAD: f32 = 3.0;
/// Sentences of a message that are looked at.
const MAX_SENTENCES: usize = 12;
/// A sentence with fewer words of its own leans on the one before it.
const LEANING: usize = 2;
/// A sentence that is this sure by itself needs no other: what stands around it only distracts.
const SURE_ALONE: f32 = 0.9;
/// What a candidate loses in rank of which nothing is recorded.
const UNRECORDED_COST: f32 = 2.0;
/// A message of up to so many words is also read as one sentence.
const WHOLE_WORDS: usize = 40;
/// Which view of the message found a candidate.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum View {
    /// An example, word for word.
    Example,
    /// A pattern.
    Pattern,
    /// The scored search.
    #[default]
    Search,
}

/// Something that the message may ask for.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// What would answer it.
    pub reply: ReplyId,
    /// How sure that is, 0 to 1.
    pub confidence: f32,
    /// Which view found it.
    pub view: View,
    /// What speaks for and against it.
    pub signals: Signals,
    /// Whether the knowledge has anything to say on it: a fact may be asked for that nobody has recorded.
    pub recorded: bool,
}

/// All that was found in a message.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Findings {
    /// Best first.
    pub candidates: Vec<Candidate>,
    /// The question, folded.
    pub question: String,
    /// Whether it asks.
    pub asks: bool,
    /// Words that the best candidate accounts for.
    pub matched: Vec<String>,
    /// Words that it does not account for.
    pub unmatched: Vec<String>,
    /// Typos repaired: as written, as read.
    pub repairs: Vec<(String, String)>,
    /// Subjects named.
    pub subjects: Vec<SubjectId>,
    /// Things asked about that the knowledge does not have.
    pub strangers: Vec<String>,
    /// A phrase that means "not a question for us".
    pub not_for_us: Option<String>,
    /// Aspect or group named.
    pub scope: Option<Scope>,
}

/// The knowledge, ready to be searched.
#[derive(Debug)]
pub struct Matcher {
    lexis: Lexis,
    cards: Vec<Card>,
    content: Content,
    weights: Weights,
    classifier: Classifier,
    phrases: Nearest,
    examples: HashMap<String, usize>,
    patterns: Vec<Pattern>,
    not_for_us: Names,
    not_for_us_phrases: Vec<String>,
    silence: Option<usize>,
    /// The two subjects that are meant where none is named.
    principals: Vec<usize>,
}

impl Matcher {
    /// Learns from the knowledge alone. The same knowledge gives the same matcher.
    #[must_use]
    pub fn learn(knowledge: &KnowledgeBase) -> Self {
        let lexis = Lexis::learn(knowledge);
        let cards = cards::lay_out(knowledge, &lexis);
        let of_card = |card: &Card| card.examples.iter().map(features::of).collect::<Vec<_>>();
        let features: Vec<Vec<_>> = cards.iter().map(of_card).collect();
        let weights = Weights::count(features.iter().flatten());
        let mut learned: Vec<Example> = Vec::new();
        let mut phrases: Vec<(Vector, usize)> = Vec::new();
        for (card, examples) in features.iter().enumerate() {
            for example in examples {
                let weighed = weights.weigh(example);
                learned.push(Example { vector: weighed.marks, card, share: 1.0 });
                phrases.push((weighed.phrase, card));
            }
        }
        for (card, sentence) in cards.iter().enumerate().flat_map(|(at, card)| card.told.iter().map(move |s| (at, s))) {
            let vector = weights.weigh(&features::of(sentence)).marks;
            learned.push(Example { vector, card, share: TOLD_SHARE });
        }
        let classifier = Classifier::learn(&learned, weights.len(), cards.len());
        let index = |of: &[(Vector, usize)]| Nearest::index(of.iter().map(|(v, c)| (v, *c)), weights.idf());
        let mut not_for_us = Names::default();
        for (at, phrase) in knowledge.lexicon.not_for_us.iter().enumerate() {
            not_for_us.add(phrase, at);
        }
        Self {
            content: Content::learn(&cards),
            examples: exact::examples(&cards),
            patterns: patterns::learn(knowledge),
            not_for_us,
            not_for_us_phrases: knowledge.lexicon.not_for_us.clone(),
            silence: cards.iter().position(|c| c.target == Target::Nothing),
            principals: resolve::principals(knowledge),
            lexis,
            cards,
            phrases: index(&phrases),
            weights,
            classifier,
        }
    }

    /// What a message may ask for.
    #[must_use]
    pub fn find(&self, knowledge: &KnowledgeBase, message: &Message) -> Findings {
        let sentences: Vec<&Sentence> = message.sentences.iter().take(MAX_SENTENCES).collect();
        let readings: Vec<Reading> = sentences.iter().map(|s| self.lexis.read(&s.tokens)).collect();
        let asking = sentences.iter().any(|s| s.shape.asks());
        let mut best = Findings::default();
        for (at, (sentence, reading)) in sentences.iter().zip(&readings).enumerate() {
            let asks = sentence.shape.asks();
            if asking && !asks {
                continue;
            }
            let context = context(&readings, at);
            let alone = self.find_in(knowledge, &sentence.tokens, reading, &context, asks);
            let words = content_words(reading);
            let certain = alone.candidates.first().is_some_and(|c| c.view != View::Search) && !exact::is_bare(reading);
            // "I want users to see my work. BE or DE?" asks nothing without what stands before it.
            let before = at.checked_sub(1).and_then(|before| sentences.get(before));
            let before = before.filter(|_| words < LEANING && !certain);
            if words > 0 || before.is_none() {
                keep_surer(&mut best, alone);
            }
            if let Some(before) = before {
                let both: Vec<Token> = before.tokens.iter().chain(&sentence.tokens).cloned().collect();
                keep_surer(&mut best, self.find_in(knowledge, &both, &self.lexis.read(&both), &context, asks));
            }
        }
        let all: Vec<Token> = sentences.iter().flat_map(|s| s.tokens.iter().cloned()).collect();
        let unsure = best.candidates.first().is_none_or(|c| c.confidence < SURE_ALONE);
        if sentences.len() > 1 && all.len() <= WHOLE_WORDS && unsure {
            let whole = self.lexis.read(&all);
            keep_surer(&mut best, self.find_in(knowledge, &all, &whole, &[], asking));
        }
        best.asks = asking;
        best.not_for_us = best.not_for_us.or_else(|| self.not_for_us(&all));
        best
    }

    fn not_for_us(&self, tokens: &[Token]) -> Option<String> {
        let found = self.not_for_us.find(tokens).into_iter().find(|f| !f.repaired)?;
        self.not_for_us_phrases.get(found.owner).cloned()
    }

    fn find_in(
        &self,
        knowledge: &KnowledgeBase,
        tokens: &[Token],
        reading: &Reading,
        context: &[usize],
        asks: bool,
    ) -> Findings {
        let mut findings = Findings {
            question: tokens.iter().map(|t| t.text.as_str()).collect::<Vec<_>>().join(" "),
            asks,
            repairs: reading.repairs.clone(),
            strangers: reading.strangers.clone(),
            scope: reading.scopes.first().and_then(|at| self.lexis.scopes.get(*at)).cloned(),
            ..Findings::default()
        };
        let subjects = if reading.subjects.is_empty() { context } else { &reading.subjects };
        findings.subjects =
            subjects.iter().filter_map(|at| knowledge.subjects.get(*at)).map(|s| s.id.clone()).collect();
        let (certain, card) = self.certain(knowledge, reading, subjects).unzip();
        let (scored, best) = self.scored(knowledge, reading, subjects, asks);
        findings.candidates.extend(certain);
        for candidate in scored {
            if !findings.candidates.iter().any(|c| c.reply == candidate.reply) {
                findings.candidates.push(candidate);
            }
        }
        let card = card.flatten().or(best);
        // "cloud dev experience in that job post": what the card itself speaks of is no stranger to it.
        let known = |name: &String| {
            text::phrase(name).iter().all(|t| card.is_some_and(|at| self.content.accounts_for(at, &t.stem)))
        };
        findings.strangers.retain(|name| !known(name));
        for unit in reading.units.iter().filter(|u| features::is_content(u)) {
            let subject = matches!(unit.role, Role::Subject(_));
            let accounted = subject || card.is_some_and(|at| self.content.accounts_for(at, &unit.stem));
            let list = if accounted { &mut findings.matched } else { &mut findings.unmatched };
            list.push(unit.text.clone());
        }
        findings
    }

    /// An example word for word, or a pattern that fits as a whole.
    fn certain(
        &self,
        knowledge: &KnowledgeBase,
        reading: &Reading,
        subjects: &[usize],
    ) -> Option<(Candidate, Option<usize>)> {
        let candidate = |reply, confidence, view| Candidate {
            recorded: resolve::is_recorded(knowledge, &reply),
            reply,
            confidence,
            view,
            signals: Signals::default(),
        };
        let typed =
            self.examples.get(&exact::key(reading, false)).or_else(|| self.examples.get(&exact::key(reading, true)));
        let typed =
            typed.and_then(|at| Some((self.reply(knowledge, self.cards.get(*at)?.target, reading, subjects)?, *at)));
        if let Some((reply, at)) = typed {
            return Some((candidate(reply, EXACT, View::Example), Some(at)));
        }
        if exact::is_bare(reading) {
            let reply = self.reply(knowledge, Target::About, reading, &reading.subjects)?;
            return Some((candidate(reply, FITTED, View::Pattern), None));
        }
        let fit = patterns::fit(&self.patterns, reading)?;
        let named = fit.aspect.as_deref().map(|words| self.lexis.scope_named(words));
        let scope = match named {
            Some(None) => return None,
            Some(Some(scope)) => Some(scope.clone()),
            None => fit.scope,
        };
        let scope_at = scope.and_then(|scope| self.lexis.scopes.iter().position(|s| *s == scope));
        let target = match (scope_at, fit.reply) {
            (Some(at), IntentReply::Fact | IntentReply::Comparison) => Target::Scope(at),
            (_, IntentReply::Summary) => Target::About,
            (_, IntentReply::Move) => Target::Move,
            _ => Target::Compare,
        };
        let reply = self.reply(knowledge, target, reading, subjects)?;
        Some((candidate(reply, FITTED, View::Pattern), None))
    }

    /// The best cards with their confidence, and the best card.
    fn scored(
        &self,
        knowledge: &KnowledgeBase,
        reading: &Reading,
        subjects: &[usize],
        asks: bool,
    ) -> (Vec<Candidate>, Option<usize>) {
        let weighed = self.weights.weigh(&features::of(reading));
        let scores = self.classifier.scores(&weighed.marks);
        let norm = classifier::log_sum_exp(&scores);
        let mut speaking = scores.clone();
        if let Some(score) = self.silence.and_then(|at| speaking.get_mut(at)) { *score = f32::NEG_INFINITY; }
        let evidence = classifier::log_sum_exp(&speaking) - (speaking.len() as f32).ln();
        let near = self.phrases.find(&weighed.phrase, self.weights.idf());
        let said = self.content.said(&self.lexis, reading);
        let (log_silence, silence) = self.silence.map_or((-20.0, 0.0), |at| (at_or(&scores, at) - norm, near.of(at)));
        let general = Signals {
            length: said.length,
            unknown: said.unknown,
            silence,
            evidence,
            log_silence: log_silence.max(LEAST_LOG),
            asks: f32::from(u8::from(asks)),
            ..Signals::default()
        };
        let of_card = |at: usize| {
            let card = self.cards.get(at)?;
            let share = self.content.share(&said, at);
            let signals = Signals {
                log_probability: (at_or(&scores, at) - norm).max(LEAST_LOG),
                rival: near.rival_of(at),
                similarity: near.of(at),
                asked: share.asked,
                told: share.told,
                here: share.here,
                negation: share.negation,
                mismatch: fit_of(card, subjects),
                ..general
            };
            Some((signals.rank(), at, signals))
        };
        let mut ranked: Vec<(f32, usize, Signals)> = self.shortlist(&scores, &near).into_iter().filter_map(of_card).collect();
        ranked.sort_by(|(a, x, _), (b, y, _)| b.total_cmp(a).then(x.cmp(y)));
        ranked.truncate(2 * SCORED);
        let replies = ranked.into_iter().filter_map(|(rank, at, signals)| {
            let reply = self.reply(knowledge, self.cards.get(at)?.target, reading, subjects)?;
            let recorded = resolve::is_recorded(knowledge, &reply);
            Some((if recorded { rank } else { rank - UNRECORDED_COST }, at, signals, reply, recorded))
        });
        let mut replies: Vec<(f32, usize, Signals, ReplyId, bool)> = replies.collect();
        replies.sort_by(|(a, x, ..), (b, y, ..)| b.total_cmp(a).then(x.cmp(y)));
        let best = replies.first().map(|(_, at, ..)| *at);
        let ranks: Vec<f32> = replies.iter().map(|(rank, ..)| *rank).collect();
        let candidate =
            |(place, (rank, _, signals, reply, recorded)): (usize, (f32, usize, Signals, ReplyId, bool))| {
                let rival = ranks.get(usize::from(place == 0)).map_or(0.0, |other| rank - other);
                let signals = Signals { lead: rival.clamp(-GREATEST_LEAD, GREATEST_LEAD), ..signals };
                Candidate { reply, confidence: signals.confidence(), view: View::Search, signals, recorded }
            };
        (replies.into_iter().take(SCORED).enumerate().map(candidate).collect(), best)
    }

    /// The cards that are worth a closer look, by number.
    fn shortlist(&self, scores: &[f32], near: &Near) -> Vec<usize> {
        let likely = scores.iter().enumerate().map(|(at, score)| (at as u32, *score));
        let mut cards = best(likely.collect());
        cards.extend(best(near.cards().to_vec()));
        cards.sort_unstable();
        cards.dedup();
        cards.into_iter().map(|at| at as usize).filter(|at| Some(*at) != self.silence).collect()
    }

    fn reply(
        &self,
        knowledge: &KnowledgeBase,
        target: Target,
        reading: &Reading,
        subjects: &[usize],
    ) -> Option<ReplyId> {
        resolve::reply(knowledge, &self.lexis, &self.principals, target, reading, subjects)
    }

    /// The subject that a phrase names as a whole.
    pub(crate) fn subject_named(&self, phrase: &str) -> Option<usize> {
        self.lexis.subject_named(phrase)
    }

    /// The aspect or group that a phrase names as a whole.
    pub(crate) fn scope_named(&self, phrase: &str) -> Option<&Scope> {
        self.lexis.scope_named(phrase)
    }
}

fn at_or(values: &[f32], at: usize) -> f32 {
    values.get(at).copied().unwrap_or_default()
}

/// The cards with the greatest values.
fn best(mut values: Vec<(u32, f32)>) -> Vec<u32> {
    if values.len() > SHORTLIST {
        values.select_nth_unstable_by(SHORTLIST, |(x, a), (y, b)| b.total_cmp(a).then(x.cmp(y)));
        values.truncate(SHORTLIST);
    }
    values.into_iter().map(|(card, _)| card).collect()
}

/// How badly the subjects of a message fit a card: 0 they do, ½ one that it needs is missing, 1 it is about another.
fn fit_of(card: &Card, subjects: &[usize]) -> f32 {
    if !matches!(card.target, Target::Entry(_)) || subjects.is_empty() {
        return 0.0;
    }
    let foreign = subjects.iter().any(|s| !card.subjects.contains(s));
    let missing = card.needed.iter().any(|s| !subjects.contains(s));
    match (foreign, missing) {
        (true, true) => 1.0,
        (true, false) if card.subjects.is_empty() => 0.25,
        (true, false) | (false, true) => 0.5,
        (false, false) => 0.0,
    }
}

/// Words of a sentence that say something, subjects apart.
fn content_words(reading: &Reading) -> usize {
    reading.units.iter().filter(|u| matches!(u.role, Role::Word(_)) && features::is_content(u)).count()
}

/// The subjects of the other sentences, nearest first.
fn context(readings: &[Reading], at: usize) -> Vec<usize> {
    let before = readings.iter().take(at).rev();
    let behind = readings.iter().skip(at + 1);
    let mut subjects = Vec::new();
    for subject in before.chain(behind).flat_map(|r| &r.subjects) {
        if !subjects.contains(subject) {
            subjects.push(*subject);
        }
    }
    subjects
}

fn keep_surer(best: &mut Findings, found: Findings) {
    let confidence = |findings: &Findings| findings.candidates.first().map_or(-1.0, |c| c.confidence);
    if confidence(&found) > confidence(best) || best.question.is_empty() {
        *best = found;
    }
}
