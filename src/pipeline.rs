//! The whole core in one value: a message goes in, a reply (or silence) comes out.
//!
//! In: knowledge and thresholds, then messages. Out: [`Reply`]. It alone composes the stages; none of them knows another's successor.

mod alike;
mod browse;
mod compare;
mod complete;
mod evidence;
mod follow;
mod rulings;

use std::sync::Arc;

use crate::answer::{self, Answer, ReplyId};
use crate::decision::{self, Decision, Thresholds};
use crate::knowledge::{KnowledgeBase, Lesson};
use crate::language::Language;
use crate::matching::shelf::Unasked;
use crate::matching::{Aids, Candidate, Findings, Matcher, Reach, Sent, Shelf, Vectors, View};
use crate::text::{self, Courtesy};

pub use alike::{Effect, alike};
pub use compare::{CompareError, CompareRequest};
pub use evidence::Evidence;
pub use follow::Context;

use complete::Spelled;
use evidence::evidence;
use rulings::Rulings;

/// Choices offered where Docent is unsure: more than three is a menu, not a question.
const MAX_CHOICES: usize = 3;

/// What is named beside the best candidate: further down, the right one hardly ever stands.
const MAX_ALTERNATIVES: usize = 5;

/// A message as the core sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Incoming<'a> {
    /// What the person wrote.
    pub text: &'a str,
    /// Whether it was meant for Docent: a slash command, mention, direct message or reply to it.
    pub addressed: bool,
    /// What the person's last exchange here was about, where there was one a short while ago.
    pub context: Option<&'a Context>,
    /// The language that the person has chosen, where that is known. It counts where the message does not tell in which it is.
    pub locale: Option<Language>,
}

/// One thing offered where Docent is unsure.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    /// What choosing it answers with.
    pub id: ReplyId,
    /// What it is called.
    pub title: String,
    /// How sure Docent is of it, 0 to 1.
    pub confidence: f32,
}

/// What Docent does with one message.
#[derive(Debug, Clone, PartialEq)]
pub struct Reply {
    /// Answer, clarify, fallback or silent.
    pub decision: Decision,
    /// The best candidate, whether or not it is given.
    pub id: Option<ReplyId>,
    /// How sure Docent is of it, 0 to 1.
    pub confidence: f32,
    /// The next best, best first, at most five; where the decision is to clarify, the first is the best candidate.
    pub alternatives: Vec<Choice>,
    /// What is said; none where Docent is silent.
    pub answer: Option<Answer>,
    /// Why.
    pub evidence: Evidence,
    /// What was said where that was a courtesy and no question: nothing that somebody should have known.
    pub courtesy: Option<Courtesy>,
}

/// A value to offer while a person types.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completion {
    /// What is shown, at most 100 characters.
    pub label: String,
    /// What is sent, at most 100 characters.
    pub value: String,
}

/// Knowledge, matcher and thresholds: one immutable snapshot that answers.
#[derive(Debug)]
pub struct Docent {
    knowledge: KnowledgeBase,
    matcher: Arc<Matcher>,
    thresholds: Thresholds,
    /// What moderators said of whole questions.
    rulings: Rulings,
    /// What it compares by meaning with, and learns again with.
    aids: Aids,
    /// What can be completed, once somebody types.
    spelled: Spelled,
}

impl Docent {
    /// Learns from the knowledge. Deterministic: the same files give the same answers.
    #[must_use]
    pub fn new(knowledge: KnowledgeBase, thresholds: Thresholds) -> Self {
        Self::learn(knowledge, thresholds, Aids::default())
    }

    /// The same with what helps to learn: a view by meaning, where the vectors, in memory, have everything that [`Docent::wordings`] lists; a shelf, from which
    /// what was learned before is taken. What it learns later ([`Docent::again`], [`Docent::taught`]), it learns with them as well.
    #[must_use]
    pub fn learn(knowledge: KnowledgeBase, thresholds: Thresholds, aids: Aids) -> Self {
        let matcher = Arc::new(Matcher::learn(&knowledge, aids.vectors.as_deref(), aids.shelf.as_deref()));
        Self { knowledge, matcher, thresholds, rulings: Rulings::default(), aids, spelled: Spelled::default() }
    }

    /// The same, where vectors to learn from and those of messages come from two places. A message is compared by meaning where `asked` has vectors of its
    /// [`Docent::wordings_of`] when it is read.
    #[must_use]
    pub fn with_vectors(
        knowledge: KnowledgeBase,
        thresholds: Thresholds,
        learned: &dyn Vectors,
        asked: Arc<dyn Vectors>,
    ) -> Self {
        let matcher = Arc::new(Matcher::learn(&knowledge, Some(learned), None));
        Self {
            knowledge,
            matcher,
            thresholds,
            rulings: Rulings::default(),
            aids: Some(asked).into(),
            spelled: Spelled::default(),
        }
    }

    /// Another one, which learns from other knowledge with the aids of this one.
    #[must_use]
    pub fn again(&self, knowledge: KnowledgeBase, thresholds: Thresholds) -> Self {
        Self::learn(knowledge, thresholds, self.aids.clone())
    }

    /// Another one, which knows in addition what moderators of a server taught. Takes as long as learning everything.
    #[must_use]
    pub fn taught(&self, lessons: &[Lesson]) -> Self {
        let unasked = self.aids.shelf.clone().map(|shelf| Arc::new(Unasked(shelf)) as Arc<dyn Shelf>);
        let aids = Aids { shelf: unasked, ..self.aids.clone() };
        let docent = Self::learn(self.knowledge.with_lessons(lessons), self.thresholds, aids);
        let rulings = Rulings::of(lessons, &docent.knowledge);
        Self { rulings, ..docent }
    }

    /// The same Docent without its view by meaning: it answers as if there had never been one.
    #[must_use]
    pub fn without_vectors(&self) -> Self {
        let (knowledge, matcher) = (self.knowledge.clone(), Arc::clone(&self.matcher));
        Self {
            knowledge,
            matcher,
            thresholds: self.thresholds,
            rulings: self.rulings.clone(),
            aids: Aids { vectors: None, ..self.aids.clone() },
            spelled: Spelled::default(),
        }
    }

    /// Where what was found before lies, if it depends on nothing but knowledge and program: with a view by meaning it depends on its vectors as well.
    pub(crate) fn shelf(&self) -> Option<&dyn Shelf> {
        self.aids.shelf.as_deref().filter(|_| !self.has_vectors())
    }

    /// Whether it compares by meaning.
    #[must_use]
    pub fn has_vectors(&self) -> bool {
        self.aids.vectors.is_some() && self.matcher.has_meaning()
    }

    /// Texts whose vectors are learnt from.
    #[must_use]
    pub fn wordings(knowledge: &KnowledgeBase) -> Vec<String> {
        Matcher::wordings(knowledge)
    }

    /// Texts of a message whose vectors would help to understand it; none where it asks nothing and nobody addressed Docent.
    #[must_use]
    pub fn wordings_of(&self, incoming: Incoming<'_>) -> Vec<String> {
        let message = text::read(incoming.text);
        let asks = message.sentences.iter().any(|sentence| sentence.shape.asks());
        if asks || incoming.addressed { self.matcher.wordings_of(&message) } else { Vec::new() }
    }

    /// What it knows.
    #[must_use]
    pub fn knowledge(&self) -> &KnowledgeBase {
        &self.knowledge
    }

    /// From which confidence on it speaks.
    #[must_use]
    pub fn thresholds(&self) -> Thresholds {
        self.thresholds
    }

    /// Everything that was found in a message, before any decision: for `--explain` and for measuring.
    #[must_use]
    pub fn findings(&self, text: &str) -> Findings {
        self.findings_for(text, None, Reach::Everything)
    }

    /// The same for a person who has chosen a language, looked for as far as that.
    #[must_use]
    pub fn findings_for(&self, text: &str, locale: Option<Language>, reach: Reach) -> Findings {
        self.findings_in(Sent { text, read: &text::read(text) }, locale, reach)
    }

    fn findings_in(&self, sent: Sent<'_>, locale: Option<Language>, reach: Reach) -> Findings {
        self.matcher.find(&self.knowledge, sent, locale, self.aids.vectors.as_deref(), reach)
    }

    /// Reads one message and decides what to say. Never fails, whatever the text.
    #[must_use]
    pub fn respond(&self, incoming: Incoming<'_>) -> Reply {
        self.respond_as(incoming, &self.thresholds, Reach::Everything)
    }

    /// The same reply with thresholds of a place's own, at once where something is certain: what comes next to that is not looked for.
    #[must_use]
    pub fn respond_at_once(&self, incoming: Incoming<'_>, thresholds: &Thresholds) -> Reply {
        self.respond_as(incoming, thresholds, Reach::Certain)
    }

    fn respond_as(&self, incoming: Incoming<'_>, thresholds: &Thresholds, reach: Reach) -> Reply {
        let read = text::read(incoming.text);
        let mut findings = self.findings_in(Sent { text: incoming.text, read: &read }, incoming.locale, reach);
        if self.rulings.apply(incoming.text, &mut findings) {
            // Neither as a courtesy nor read with what was said before.
            return self.decided(findings, incoming.addressed, thresholds);
        }
        // A team's own entry on it, "who are you?", answers better.
        let told = |c: &Candidate| c.view == View::Example || c.confidence >= thresholds.addressed;
        if incoming.addressed
            && !findings.candidates.first().is_some_and(told)
            && let Some(courtesy) = text::courtesy(&read)
        {
            return self.courteous(findings, courtesy);
        }
        let followed = incoming.context.and_then(|context| self.follow(&incoming, &findings, context, thresholds));
        followed.unwrap_or_else(|| self.decided(findings, incoming.addressed, thresholds))
    }

    /// The reply to a courtesy: a kind word back, which answers nothing.
    fn courteous(&self, findings: Findings, courtesy: Courtesy) -> Reply {
        let answer = answer::courteous(&self.knowledge, courtesy, findings.language);
        Reply {
            decision: Decision::Fallback,
            id: None,
            confidence: 0.0,
            alternatives: Vec::new(),
            answer: Some(answer),
            evidence: Evidence { reason: "it asks nothing".to_owned(), ..evidence(findings, Decision::Fallback) },
            courtesy: Some(courtesy),
        }
    }

    /// The reply to a follow-up, read with what it leaves out; none where that gives no answer.
    fn follow(
        &self,
        incoming: &Incoming<'_>,
        findings: &Findings,
        context: &Context,
        thresholds: &Thresholds,
    ) -> Option<Reply> {
        let text = follow::spelled_out(self, incoming.text, findings, context)?;
        let reply =
            self.decided(self.findings_for(&text, incoming.locale, Reach::Everything), incoming.addressed, thresholds);
        (reply.decision == Decision::Answer).then_some(reply)
    }

    /// Decides what to say once everything in a message is found: the second half of [`Docent::respond`], for what looks at the findings as well.
    #[must_use]
    pub fn reply(&self, findings: Findings, addressed: bool) -> Reply {
        self.decided(findings, addressed, &self.thresholds)
    }

    fn decided(&self, findings: Findings, addressed: bool, thresholds: &Thresholds) -> Reply {
        let decision = decision::decide(&findings, addressed, thresholds);
        let choices = self.choices(&findings);
        let offered = || choices.iter().filter(|c| c.confidence >= thresholds.offer / 2.0).take(MAX_CHOICES);
        let titles = || offered().map(|c| c.title.clone()).collect::<Vec<_>>();
        let best = findings.candidates.first();
        let answer = match decision {
            Decision::Answer => best.and_then(|c| {
                let answer = self.answer_for(&c.reply)?;
                Some(if decision::is_guess(c) { answer::guessed(answer) } else { answer })
            }),
            Decision::Clarify => Some(answer::which(&titles(), findings.language)),
            Decision::Fallback if findings.apart.is_some() => {
                findings.apart.as_ref().and_then(|apart| answer::apart(&self.knowledge, apart))
            }
            Decision::Fallback => {
                // Where it is clear what was asked, the answer says that nothing is recorded.
                let asked = best.filter(|c| !c.recorded && c.confidence >= thresholds.addressed);
                let nothing = asked.and_then(|asked| self.answer_for(&asked.reply));
                let says_so = || answer::fallback(&self.knowledge, &findings.strangers, &titles(), findings.language);
                nothing.or_else(|| Some(says_so()))
            }
            Decision::Silent => None,
        };
        let alternatives = match decision {
            Decision::Clarify => offered().cloned().collect(),
            _ => choices.into_iter().skip(1).collect(),
        };
        Reply {
            decision,
            id: best.map(|c| c.reply.clone()),
            confidence: best.map_or(0.0, |c| c.confidence),
            alternatives,
            answer,
            evidence: evidence(findings, decision),
            courtesy: None,
        }
    }

    fn choices(&self, findings: &Findings) -> Vec<Choice> {
        let choice = |c: &Candidate| {
            let title = answer::title(&self.knowledge, &c.reply)?;
            Some(Choice { id: c.reply.clone(), title, confidence: c.confidence })
        };
        findings.candidates.iter().take(1 + MAX_ALTERNATIVES).filter_map(choice).collect()
    }

    /// The answer behind an id, as a button or a link asks for it; none where the knowledge no longer has it.
    #[must_use]
    pub fn answer_for(&self, id: &ReplyId) -> Option<Answer> {
        answer::compose(&self.knowledge, id)
    }

    /// Puts subjects side by side.
    ///
    /// # Errors
    /// Where a name is unknown, the number is wrong, or the subjects have no rows in common; the words are for the person who asked.
    pub fn compare(&self, request: &CompareRequest) -> Result<Answer, CompareError> {
        compare::compare(&self.knowledge, &self.matcher, request)
    }
}
