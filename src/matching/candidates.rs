//! Finds what one sentence may ask for: an example word for word, a pattern, or the best cards of the scored search.
//!
//! In: a sentence, read, with the subjects of its neighbours. Out: its [`Findings`]. Which sentence of a message counts is left to [`super::search`].

use super::cards::Target;
use super::exact;
use super::features;
use super::local;
use super::meaning;
use super::opposed;
use super::patterns;
use super::reading::{Reading, Role};
use super::resolve;
use super::scorer::{Asked, Scored};
use super::search::{Candidate, Domain, Findings, Reach, Sources, View};
use super::signals::{self, Signals};
use crate::knowledge::{IntentReply, KnowledgeBase, ReplyId};
use crate::language::Language;
use crate::text::{self, Token};

/// Candidates that are kept; the right one is hardly ever further down.
const SCORED: usize = 10;
/// Confidence of a message that is an example word for word: only two entries with the same example could make it wrong.
const EXACT: f32 = 0.99;
/// Confidence of a message that a pattern fits as a whole.
const FITTED: f32 = 0.95;
/// Confidence of what is told in English to who asks in another language. Below it, an entry in that language was more often the wrong one: "was ist ein Data Engineer?" found at 0.61
/// one on whether they code. Unasked, nobody is answered in English.
const TOLD_IN_ENGLISH: f32 = 0.65;
/// The same where several subjects are named: an entry that is found then is mostly one on just these.
const COMPARED_ELSEWHERE: f32 = 0.2;
/// Mismatch of an entry that is written of some subjects beside a message about another one: no likeness makes it the answer. Of 939 new messages twelve more are
/// rightly not answered so, two that an entry answered by the way are not any more, and none of 2,854 labelled questions. "Is PHP dead?" found with 0.7 whether Java is.
const ABOUT_ANOTHER: f32 = 1.0;
/// What a candidate loses in rank of which nothing is recorded.
const UNRECORDED_COST: f32 = 2.0;

impl Domain {
    /// What a sentence may ask for.
    pub(super) fn find_in(
        &self,
        sources: Sources<'_>,
        tokens: &[Token],
        reading: &Reading,
        context: &[usize],
        asks: bool,
    ) -> Findings {
        let knowledge = sources.knowledge;
        let mut findings = Findings {
            question: tokens.iter().map(|t| t.text.as_str()).collect::<Vec<_>>().join(" "),
            asks,
            repairs: reading.repairs.clone(),
            strangers: reading.strangers.clone(),
            opposed: opposed::in_units(&reading.units).len() > 1,
            scope: reading.scopes.first().and_then(|at| self.lexis.scopes.get(*at)).cloned(),
            ..Findings::default()
        };
        let subjects = if reading.subjects.is_empty() { context } else { &reading.subjects };
        findings.subjects =
            subjects.iter().filter_map(|at| self.lexis.subject(knowledge, *at)).map(|s| s.id.clone()).collect();
        let (certain, card) = self.certain(knowledge, reading, subjects).unzip();
        findings.candidates.extend(certain);
        let direction = sources.vectors.and_then(|vectors| meaning::direction(vectors, reading).ok().flatten());
        let asked = Asked { reading, subjects, principals: &self.principals, asks, direction: direction.as_deref() };
        let enough = !findings.candidates.is_empty() && sources.reach == Reach::Certain;
        let (scored, best) = if enough { (Vec::new(), None) } else { self.scored(knowledge, &asked) };
        for candidate in scored {
            if !findings.candidates.iter().any(|c| c.reply == candidate.reply) {
                findings.candidates.push(candidate);
            }
        }
        if let Some(candidate) = self.told_in_english(knowledge, reading, &findings) {
            findings.candidates.insert(0, candidate);
        }
        let card = card.flatten().or(best);
        // "cloud dev experience in that job post": what the card itself speaks of is no stranger to it.
        let known = |name: &String| {
            let acquainted = card.and_then(|at| self.cards.get(at)).is_some_and(|card| card.speaks_of(name));
            acquainted
                || text::phrase_in(self.lexis.language, name)
                    .iter()
                    .all(|t| card.is_some_and(|at| self.scorer.accounts_for(at, &t.stem)))
        };
        findings.strangers.retain(|name| !known(name));
        for unit in reading.units.iter().filter(|u| features::is_content(u)) {
            let subject = matches!(unit.role, Role::Subject(_));
            let accounted = subject || card.is_some_and(|at| self.scorer.accounts_for(at, &unit.stem));
            let list = if accounted { &mut findings.matched } else { &mut findings.unmatched };
            list.push(unit.text.to_string());
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
        let candidate = |(reply, recorded), confidence, view| Candidate {
            reply,
            confidence,
            view,
            signals: Signals::default(),
            recorded,
        };
        let typed =
            self.examples.get(exact::key(reading, false)).or_else(|| self.examples.get(exact::key(reading, true)));
        let typed = typed.and_then(|at| {
            let at = at as usize;
            Some((self.reply(knowledge, self.cards.get(at)?.target, reading, subjects)?, at))
        });
        if let Some((reply, at)) = typed {
            return Some((candidate(reply, EXACT, View::Example), Some(at)));
        }
        // What a subject is by its bare name, and what is asked where there is only to choose, is told in English.
        if reading.language == Language::English && exact::is_names_alone(reading) {
            let reply = self.reply(knowledge, Target::About, reading, &reading.subjects)?;
            return Some((candidate(reply, FITTED, View::Pattern), None));
        }
        // "Do we use Kafka or RabbitMQ" is shaped like a question about their use.
        if local::asks(reading) {
            return None;
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

    /// The summary or the table of what a sentence in another language names and does nothing else with, unless an entry in that language is surely meant.
    fn told_in_english(&self, knowledge: &KnowledgeBase, reading: &Reading, found: &Findings) -> Option<Candidate> {
        let enough = if reading.subjects.len() > 1 { COMPARED_ELSEWHERE } else { TOLD_IN_ENGLISH };
        let sure = found.candidates.first().is_some_and(|best| best.confidence >= enough);
        if sure || reading.language == Language::English || !exact::is_names_alone(reading) {
            return None;
        }
        let (reply, recorded) = self.reply(knowledge, Target::About, reading, &reading.subjects)?;
        let known = recorded && !found.candidates.iter().any(|candidate| candidate.reply == reply);
        known.then(|| Candidate {
            reply,
            confidence: TOLD_IN_ENGLISH,
            view: View::Pattern,
            signals: Signals::default(),
            recorded,
        })
    }

    /// The best cards with their confidence, and the best card.
    fn scored(&self, knowledge: &KnowledgeBase, asked: &Asked<'_>) -> (Vec<Candidate>, Option<usize>) {
        let ranked = self.scorer.score(&self.lexis, &self.cards, asked).into_iter().take(2 * SCORED);
        let resolved = |scored: Scored| {
            let target = self.cards.get(scored.card)?.target;
            // "Who earns more, data scientist or data engineer?" is asked in just the words of an entry on two other roles.
            if scored.signals.mismatch >= ABOUT_ANOTHER {
                return None;
            }
            let (reply, recorded) = self.reply(knowledge, target, asked.reading, asked.subjects)?;
            let rank = if recorded { scored.rank } else { scored.rank - UNRECORDED_COST };
            Some((Scored { rank, ..scored }, reply, recorded))
        };
        let mut replies: Vec<(Scored, ReplyId, bool)> = ranked.filter_map(resolved).collect();
        replies.sort_by(|(a, ..), (b, ..)| b.rank.total_cmp(&a.rank).then(a.card.cmp(&b.card)));
        let best = replies.first().map(|(scored, ..)| scored.card);
        let ranks: Vec<f32> = replies.iter().map(|(scored, ..)| scored.rank).collect();
        let candidate = |(place, (scored, reply, recorded)): (usize, (Scored, ReplyId, bool))| {
            let signals = scored.signals.with_lead(signals::lead(&ranks, place));
            let confidence = self.scorer.confidence(&signals);
            Candidate { reply, confidence, view: View::Search, signals, recorded }
        };
        (replies.into_iter().take(SCORED).enumerate().map(candidate).collect(), best)
    }

    /// What a card answers with, and whether there is anything recorded behind it.
    fn reply(
        &self,
        knowledge: &KnowledgeBase,
        target: Target,
        reading: &Reading,
        subjects: &[usize],
    ) -> Option<(ReplyId, bool)> {
        let reply = resolve::reply(knowledge, &self.lexis, &self.principals, target, reading, subjects)?;
        let meant = if subjects.is_empty() { &self.principals } else { subjects };
        let scope = match target {
            Target::Scope(at) => Some(at),
            _ => reading.scopes.first().copied(),
        };
        let recorded = self.records.has_any(knowledge, meant, &reply, scope);
        Some((reply, recorded))
    }
}
