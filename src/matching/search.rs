//! Finds what a message asks for, sentence by sentence.
//!
//! In: a message, read. Out: [`Findings`]. Each sentence that asks is looked at by itself, with the subjects of its neighbours as
//! context; the surest one counts.

use std::borrow::Cow;
use std::sync::Arc;

use super::cards::{self, Card};
use super::exact;
use super::extents::Extent;
use super::features;
use super::focus;
use super::keys::Keys;
use super::learnt::Learnt;
use super::lexis::{Common, Lexis};
use super::local;
use super::material::MANY_CARDS;
use super::meaning::{self, Vectors};
use super::names::Names;
use super::opposed;
use super::patterns::{self, Pattern};
use super::reading::{Reading, Role};
use super::resolve::{self, Records};
use super::scorer::Scorer;
use super::signals::Signals;
use crate::knowledge::{IntentReply, KnowledgeBase, ReplyId, Scope, SubjectId};
use crate::language::Language;
use crate::text::{Message, Sentence, Token};

/// Sentences of a message that are looked at.
pub(super) const MAX_SENTENCES: usize = 12;
/// A sentence with fewer words of its own leans on the one before it.
const LEANING: usize = 2;
/// So many sentences with fewer words are looked at: "why? how? when? …" is read as a whole.
const LEANING_SENTENCES: usize = 3;
/// Different sentences that are searched by themselves, those that ask if any does: nobody means more than the first few, and one answer is given.
const MOST_SEARCHED: usize = 6;
/// A sentence that is this sure by itself needs no second reading.
const SURE_ALONE: f32 = 0.9;
/// From this confidence on, a sentence is understood as a whole, and its end need not be read by itself.
const UNDERSTOOD: f32 = 0.5;
/// Words behind an "and" with which a question goes on to another one.
const GOING_ON: &[&str] = &["are", "can", "do", "does", "how", "is", "should", "when", "where", "why", "would"];
/// Most that the first of two questions in one is worth: its answer is of use to whoever asked Docent, and says too little for a word in between.
const HALF_ASKED: f32 = 0.8;
/// How much the message as a whole counts beside its surest sentence: what stands around a question often says what it is about.
const WHOLE_SHARE: f32 = 1.5;
/// A message of up to so many words is also read as one sentence.
const WHOLE_WORDS: usize = 70;
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
    /// Whether two of them are put side by side.
    pub opposed: bool,
    /// Things asked about that the knowledge does not have.
    pub strangers: Vec<String>,
    /// A phrase that means "not a question for us".
    pub not_for_us: Option<String>,
    /// Aspect or group named.
    pub scope: Option<Scope>,
    /// The language that the person is to be spoken to in.
    pub language: Language,
    /// Two subjects of different categories that it would put side by side.
    pub apart: Option<[SubjectId; 2]>,
}

/// How far it is looked where something is certain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// No further: that is what answers.
    Certain,
    /// For what comes next to it as well: for whoever explains or measures.
    Everything,
}

/// What a message is compared with beside what was learnt.
#[derive(Clone, Copy)]
pub(super) struct Sources<'a> {
    pub(super) knowledge: &'a KnowledgeBase,
    pub(super) reach: Reach,
    /// Vectors of its sentences; none where the view by meaning has nothing to compare.
    pub(super) vectors: Option<&'a dyn Vectors>,
}

/// What all domains of a language have in common, held once.
#[derive(Debug)]
pub(super) struct Shared {
    /// Of each intent.
    patterns: Vec<Vec<Arc<Pattern>>>,
    not_for_us: Names,
    not_for_us_phrases: Vec<String>,
    /// What their lexicon says.
    pub(super) common: Arc<Common>,
}

impl Shared {
    /// Of a knowledge, for the domains of a language; intents are written in English.
    pub(super) fn of(knowledge: &KnowledgeBase, language: Language) -> Self {
        let mut not_for_us = Names::of(language);
        let lexicon = knowledge.lexicon_in(language);
        for (at, phrase) in lexicon.not_for_us.iter().enumerate() {
            not_for_us.add(phrase, at);
        }
        let intents = if language == Language::English { knowledge.intents.as_slice() } else { &[] };
        Self {
            patterns: patterns::learn(intents),
            not_for_us,
            not_for_us_phrases: lexicon.not_for_us.clone(),
            common: Arc::new(Common::of(knowledge, language)),
        }
    }

    /// The patterns by which comparisons are asked for.
    pub(super) fn comparisons(&self) -> Vec<Arc<Pattern>> {
        self.patterns.iter().flatten().filter(|pattern| pattern.reply == IntentReply::Comparison).cloned().collect()
    }
}

/// What one domain of the knowledge can be asked for, ready to be searched.
#[derive(Debug)]
pub(super) struct Domain {
    pub(super) lexis: Lexis,
    pub(super) cards: Vec<Card>,
    pub(super) scorer: Scorer,
    pub(super) examples: Keys,
    pub(super) patterns: Vec<Arc<Pattern>>,
    shared: Arc<Shared>,
    /// The two subjects that are meant where none is named.
    pub(super) principals: Vec<usize>,
    pub(super) records: Records,
}

impl Domain {
    /// What was learned of the domain, with the patterns that can be meant in it.
    pub(super) fn of(knowledge: &KnowledgeBase, learnt: Learnt, shared: &Arc<Shared>) -> Self {
        let Learnt { extent, mut lexis, cards, scorer, examples } = learnt;
        lexis.common = Arc::clone(&shared.common);
        let asking = knowledge.intents.iter().zip(&shared.patterns).filter(|(intent, _)| extent.asks(intent));
        Self {
            scorer,
            examples,
            patterns: asking.flat_map(|(_, patterns)| patterns).cloned().collect(),
            shared: Arc::clone(shared),
            principals: resolve::principals(knowledge, &lexis),
            records: Records::of(knowledge, &lexis),
            lexis,
            cards,
        }
    }

    /// Texts of the examples whose vectors are learnt from; none where there are too many cards to compare by meaning.
    pub(super) fn wordings(knowledge: &KnowledgeBase, extent: &Extent) -> Vec<String> {
        let lexis = Lexis::learn(knowledge, extent, &Arc::new(Common::of(knowledge, extent.language)));
        let plans = cards::plan(knowledge, &lexis, extent);
        if plans.len() > MANY_CARDS {
            return Vec::new();
        }
        let examples = plans.iter().flat_map(|plan| cards::draft(knowledge, &lexis, plan).examples);
        examples.map(|example| meaning::text_of(&example)).collect()
    }

    /// Texts whose vectors [`Domain::find`] may look up: of every sentence, of every two, of the whole. None where nothing is compared by meaning.
    pub(super) fn wordings_of(&self, message: &Message) -> Vec<String> {
        if !self.scorer.has_meaning() {
            return Vec::new();
        }
        let tokens: Vec<&[Token]> = message.sentences.iter().take(MAX_SENTENCES).map(|s| s.tokens.as_slice()).collect();
        let asking = |at: &usize| message.sentences.get(*at).is_some_and(|s| s.shape.asks());
        let any = (0..tokens.len()).any(|at| asking(&at));
        let asked = || (0..tokens.len()).filter(|at| !any || asking(at));
        let pairs = asked().filter(|at| *at > 0).map(|at| tokens[at - 1..=at].concat());
        let mut read: Vec<Vec<Token>> = asked().map(|at| tokens[at].to_vec()).chain(pairs).collect();
        if tokens.len() > 1 && tokens.iter().map(|of| of.len()).sum::<usize>() <= WHOLE_WORDS {
            read.push(tokens.concat());
        }
        read.iter().map(|tokens| meaning::text_of(&self.lexis.read(tokens))).collect()
    }

    /// What a message may ask for; its sentences are compared by meaning where there are vectors of them.
    pub(super) fn find(&self, sources: Sources<'_>, message: &Message) -> Findings {
        let sources = Sources { vectors: sources.vectors.filter(|_| self.scorer.has_meaning()), ..sources };
        let sentences: Vec<&Sentence> = message.sentences.iter().take(MAX_SENTENCES).collect();
        let readings: Vec<Reading> = sentences.iter().map(|s| self.lexis.read(&s.tokens)).collect();
        let asking = sentences.iter().any(|s| s.shape.asks());
        let (mut best, mut named) = (Findings::default(), Findings::default());
        let mut leaning = 0;
        let mut searched: Vec<&[Token]> = Vec::new();
        for (at, (sentence, reading)) in sentences.iter().zip(&readings).enumerate() {
            let asks = sentence.shape.asks();
            let again = searched.iter().any(|earlier| says_the_same(earlier, &sentence.tokens));
            if (asking && !asks) || again || searched.len() >= MOST_SEARCHED {
                continue;
            }
            searched.push(&sentence.tokens);
            let names_alone = exact::is_names_alone(reading);
            let words = if names_alone { 0 } else { content_words(reading) };
            leaning += usize::from(words < LEANING);
            if words < LEANING && leaning > LEANING_SENTENCES {
                continue;
            }
            let context = context(&readings, at);
            let alone = self.find_in(sources, &sentence.tokens, reading, &context, asks);
            if let Some(tail) = self.tail(sources, sentence, &alone) {
                // "I take what opens first, backend or data. How do the interviews differ?" asks with its second sentence.
                let goes_on = sentences.iter().skip(at + 1).any(|later| later.shape.asks());
                keep_surer(if goes_on { &mut named } else { &mut best }, tail);
            }
            if let Some(head) = self.head(sources, sentence, &alone) {
                keep_surer(&mut best, head);
            }
            let certain = alone.candidates.first().is_some_and(|c| c.view != View::Search) && !names_alone;
            // "I want users to see my work. BE or DE?" asks nothing without what stands before it.
            let before = at.checked_sub(1).and_then(|before| sentences.get(before));
            let before = before.filter(|_| words < LEANING && !certain);
            let both = before.map(|before| {
                let both: Vec<Token> = before.tokens.iter().chain(&sentence.tokens).cloned().collect();
                self.find_in(sources, &both, &self.lexis.read(&both), &context, asks)
            });
            if names_alone {
                keep_surer(&mut named, alone);
            } else if words > 0 || both.is_none() {
                keep_surer(&mut best, alone);
            }
            if let Some(both) = both {
                keep_surer(&mut best, both);
            }
        }
        // Where nothing else tells, names alone are what is asked: "one engineer and a lot of fear. kafka or kinesis?"
        if best.candidates.first().is_none_or(|c| c.confidence < UNDERSTOOD) {
            keep_surer(&mut best, named);
        }
        let all: Cow<'_, [Token]> = match sentences.as_slice() {
            [only] => Cow::Borrowed(only.tokens.as_slice()),
            several => several.iter().flat_map(|s| s.tokens.iter().cloned()).collect(),
        };
        let unsure = best.candidates.first().is_none_or(|c| c.confidence < SURE_ALONE);
        if sentences.len() > 1 && all.len() <= WHOLE_WORDS && unsure {
            let whole = self.lexis.read(&all);
            keep_agreed(&mut best, self.find_in(sources, &all, &whole, &[], asking));
        }
        best.asks = asking;
        best.not_for_us = best.not_for_us.or_else(|| self.not_for_us(&all));
        best
    }

    /// What a sentence asks that names several subjects behind its last comma: "our payloads change every week, mongo or postgres?"; none where all of it is understood as
    /// a whole, and as something else.
    fn tail(&self, sources: Sources<'_>, sentence: &Sentence, whole: &Findings) -> Option<Findings> {
        // What choosing words ask for is told in English.
        let tells = sentence.tail > 0 && self.lexis.language == Language::English;
        let tail = sentence.tokens.get(sentence.tail..).filter(|_| tells)?;
        let reading = self.lexis.read(tail);
        if reading.subjects.len() < 2 {
            return None;
        }
        let found = self.find_in(sources, tail, &reading, &[], sentence.shape.asks());
        let best = |findings: &'_ Findings| findings.candidates.first().map(|c| c.reply.clone());
        let understood = whole.candidates.first().is_some_and(|c| c.confidence >= UNDERSTOOD);
        (!understood || best(&found) == best(whole)).then_some(found)
    }

    /// What a sentence asks the meaning of before it goes on to ask something else: "what is idempotency and why does everybody bring it up"; none where all of it is
    /// understood as a whole, and as something else.
    fn head(&self, sources: Sources<'_>, sentence: &Sentence, whole: &Findings) -> Option<Findings> {
        let goes_on =
            |pair: &[Token]| matches!(pair, [and, next] if and.text == "and" && GOING_ON.contains(&next.text.as_str()));
        let head = sentence.tokens.get(..sentence.tokens.windows(2).position(goes_on)?)?;
        let reading = self.lexis.read(head);
        if focus::defined(&reading).is_empty() {
            return None;
        }
        let mut found = self.find_in(sources, head, &reading, &[], sentence.shape.asks());
        let best = |findings: &'_ Findings| findings.candidates.first().map(|c| c.reply.clone());
        let understood = whole.candidates.first().is_some_and(|c| c.confidence >= UNDERSTOOD);
        if understood && best(&found) != best(whole) {
            return None;
        }
        for candidate in &mut found.candidates {
            candidate.confidence = candidate.confidence.min(HALF_ASKED);
        }
        Some(found)
    }

    /// The table of the subjects that a sentence of the message puts side by side, whatever it adds.
    pub(super) fn side_by_side(&self, knowledge: &KnowledgeBase, message: &Message) -> Option<ReplyId> {
        if !self.has_subjects() {
            return None;
        }
        let opposed = |sentence: &Sentence| {
            let reading = self.lexis.read(&sentence.tokens);
            let places = if local::asks(&reading) { Vec::new() } else { opposed::in_units(&reading.units) };
            let id = |place: usize| self.lexis.subject(knowledge, place).map(|subject| subject.id.clone());
            let subjects: Vec<SubjectId> = places.into_iter().take(resolve::SIDE_BY_SIDE).filter_map(id).collect();
            (subjects.len() > 1).then_some(ReplyId::Compare { subjects, scope: None })
        };
        message.sentences.iter().take(MAX_SENTENCES).find_map(opposed)
    }

    /// Whether there is any subject in it.
    pub(super) fn has_subjects(&self) -> bool {
        !self.lexis.members.is_empty()
    }

    /// Whether a sentence of a message, or the message as a whole, may be one of the examples word for word: if not, it certainly is none.
    pub(super) fn may_be_written(&self, message: &Message) -> bool {
        let is_example = |tokens: &[Token]| {
            let reading = self.lexis.read(tokens);
            [false, true].iter().any(|any| self.examples.get(exact::key(&reading, *any)).is_some())
        };
        let tokens: Vec<&[Token]> = message.sentences.iter().take(MAX_SENTENCES).map(|s| s.tokens.as_slice()).collect();
        let several = tokens.len() > 1;
        tokens.iter().any(|of| is_example(of))
            || tokens.windows(2).any(|both| is_example(&both.concat()))
            || (several && is_example(&tokens.concat()))
    }

    fn not_for_us(&self, tokens: &[Token]) -> Option<String> {
        let found = self.shared.not_for_us.find(tokens).into_iter().find(|f| !f.repaired)?;
        self.shared.not_for_us_phrases.get(found.owner).cloned()
    }
}

/// Whether two sentences are word for word the same, wherever they stand.
fn says_the_same(one: &[Token], other: &[Token]) -> bool {
    let said = |token: &'_ Token| (token.text.clone(), token.capitals);
    one.len() == other.len() && one.iter().map(said).eq(other.iter().map(said))
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

/// The surest sentence and the message as a whole: what both speak for wins over what one of them is surer of.
fn keep_agreed(best: &mut Findings, found: Findings) {
    let of = |findings: &Findings, reply: &ReplyId| {
        findings.candidates.iter().find(|c| c.reply == *reply).map_or(0.0, |c| c.confidence)
    };
    let agreed = |c: &Candidate| of(best, &c.reply) + WHOLE_SHARE * of(&found, &c.reply);
    let all = best.candidates.iter().chain(&found.candidates);
    let Some(winner) = all.max_by(|a, b| agreed(a).total_cmp(&agreed(b))).map(|c| c.reply.clone()) else { return };
    if of(&found, &winner) > of(best, &winner) || best.question.is_empty() {
        *best = found;
    }
    if let Some(at) = best.candidates.iter().position(|c| c.reply == winner) {
        let winner = best.candidates.remove(at);
        best.candidates.insert(0, winner);
    }
}

fn keep_surer(best: &mut Findings, found: Findings) {
    let confidence = |findings: &Findings| findings.candidates.first().map_or(-1.0, |c| c.confidence);
    if confidence(&found) > confidence(best) || best.question.is_empty() {
        *best = found;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn findings(candidates: &[(&str, f32)]) -> Findings {
        let candidate = |(id, confidence): &(&str, f32)| Candidate {
            reply: id.parse().unwrap(),
            confidence: *confidence,
            view: View::Search,
            signals: Signals::default(),
            recorded: true,
        };
        Findings {
            candidates: candidates.iter().map(candidate).collect(),
            question: "q".to_owned(),
            ..Findings::default()
        }
    }

    fn agreed(sentence: &[(&str, f32)], whole: &[(&str, f32)]) -> Vec<String> {
        let mut best = findings(sentence);
        keep_agreed(&mut best, findings(whole));
        best.candidates.iter().map(|c| c.reply.to_string()).collect()
    }

    #[test]
    fn what_both_readings_speak_for_wins() {
        assert_eq!(agreed(&[("a", 0.6), ("b", 0.5)], &[("c", 0.5), ("b", 0.4)]), ["b", "a"], "b: 0.5 + 1.5 · 0.4");
        assert_eq!(agreed(&[("a", 0.6), ("b", 0.1)], &[("b", 0.7), ("c", 0.1)]), ["b", "c"], "surer as a whole");
        assert_eq!(agreed(&[("a", 0.6)], &[]), ["a"]);
        assert_eq!(agreed(&[], &[("a", 0.6)]), ["a"]);
        assert!(agreed(&[], &[]).is_empty());
    }
}
