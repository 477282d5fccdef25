//! Compares a message with every card and ranks what it may ask for.
//!
//! In: a message, read. Out: [`Findings`]. Each sentence that asks is looked at by itself, with the subjects of its neighbours as
//! context; the surest one counts.

use std::collections::HashMap;

use super::cards::{self, Card, Target};
use super::exact;
use super::features;
use super::names::Names;
use super::patterns::{self, Pattern};
use super::reading::{Lexis, Reading, Role};
use super::resolve;
use super::scorer::{Scored, Scorer};
use super::signals::{self, Signals};
use crate::knowledge::{IntentReply, KnowledgeBase, ReplyId, Scope, SubjectId};
use crate::text::{self, Message, Sentence, Token};

/// Candidates that are scored in full; the right one is hardly ever further down.
const SCORED: usize = 10;
/// Confidence of a message that is an example word for word: only two entries with the same example could make it wrong.
const EXACT: f32 = 0.99;
/// Confidence of a message that a pattern fits as a whole.
const FITTED: f32 = 0.95;
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
    scorer: Scorer,
    examples: HashMap<String, usize>,
    patterns: Vec<Pattern>,
    not_for_us: Names,
    not_for_us_phrases: Vec<String>,
    /// The two subjects that are meant where none is named.
    principals: Vec<usize>,
}

impl Matcher {
    /// Learns from the knowledge alone. The same knowledge gives the same matcher.
    #[must_use]
    pub fn learn(knowledge: &KnowledgeBase) -> Self {
        let lexis = Lexis::learn(knowledge);
        let cards = cards::lay_out(knowledge, &lexis);
        let mut not_for_us = Names::default();
        for (at, phrase) in knowledge.lexicon.not_for_us.iter().enumerate() {
            not_for_us.add(phrase, at);
        }
        Self {
            scorer: Scorer::learn_calibrated(&lexis, &cards),
            examples: exact::examples(&cards),
            patterns: patterns::learn(knowledge),
            not_for_us,
            not_for_us_phrases: knowledge.lexicon.not_for_us.clone(),
            principals: resolve::principals(knowledge),
            lexis,
            cards,
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
            text::phrase(name).iter().all(|t| card.is_some_and(|at| self.scorer.accounts_for(at, &t.stem)))
        };
        findings.strangers.retain(|name| !known(name));
        for unit in reading.units.iter().filter(|u| features::is_content(u)) {
            let subject = matches!(unit.role, Role::Subject(_));
            let accounted = subject || card.is_some_and(|at| self.scorer.accounts_for(at, &unit.stem));
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
        let ranked = self.scorer.score(&self.lexis, &self.cards, reading, subjects, asks).into_iter().take(2 * SCORED);
        let resolved = |scored: Scored| {
            let reply = self.reply(knowledge, self.cards.get(scored.card)?.target, reading, subjects)?;
            let recorded = resolve::is_recorded(knowledge, &reply);
            let rank = if recorded { scored.rank } else { scored.rank - UNRECORDED_COST };
            Some((Scored { rank, ..scored }, reply, recorded))
        };
        let mut replies: Vec<(Scored, ReplyId, bool)> = ranked.filter_map(resolved).collect();
        replies.sort_by(|(a, ..), (b, ..)| b.rank.total_cmp(&a.rank).then(a.card.cmp(&b.card)));
        let best = replies.first().map(|(scored, ..)| scored.card);
        let ranks: Vec<f32> = replies.iter().map(|(scored, ..)| scored.rank).collect();
        let candidate = |(place, (scored, reply, recorded)): (usize, (Scored, ReplyId, bool))| {
            let signals = scored.signals.with_lead(signals::lead(&ranks, place));
            let confidence = self.scorer.calibration.confidence(signals.log_odds());
            Candidate { reply, confidence, view: View::Search, signals, recorded }
        };
        (replies.into_iter().take(SCORED).enumerate().map(candidate).collect(), best)
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
