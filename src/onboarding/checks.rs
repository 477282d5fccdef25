//! The right answer of a check, computed from the facts: no file says it, so none can say it wrongly.
//!
//! In: a check and the knowledge. Out: what there is to choose from and which of it is right, or why the facts do not know. A check that they do not support is never
//! asked: [`crate::check`] names it to its writer.

use super::amounts::{Amount, amount};
use crate::answer::{self, Answer};
use crate::knowledge::{Check, Fact, KnowledgeBase, ReplyId, Rule, Subject, SubjectId};

/// Choices that fit a row of buttons, and fewer than two are none.
const CHOICES: std::ops::RangeInclusive<usize> = 2..=5;

/// A check, ready to be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// As it is asked.
    pub text: String,
    /// In the order of the file.
    pub choices: Vec<Choice>,
    /// Whose choice is right.
    pub right: SubjectId,
}

impl Question {
    /// The right choice.
    #[must_use]
    pub fn right_choice(&self) -> Option<&Choice> {
        self.choices.iter().find(|choice| choice.subject == self.right)
    }
}

/// One thing to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Whose it is; each subject has one.
    pub subject: SubjectId,
    /// What is read: the subject's name, or its fact.
    pub text: String,
}

/// Why the facts do not know the right answer: for the writer of the track.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unsupported {
    /// Too few or too many.
    #[error("a check takes 2 to 5 choices, not {0}")]
    Count(usize),
    /// A choice that stands there twice.
    #[error("`{0}` can be chosen twice")]
    Twice(SubjectId),
    /// Things that are not of one kind.
    #[error("`{0}` and `{1}` are of two categories, so their facts cannot be put side by side")]
    Categories(SubjectId, SubjectId),
    /// A choice of which nothing is recorded.
    #[error("`{subject}` has no fact under `{aspect}`")]
    Unrecorded {
        /// The choice.
        subject: SubjectId,
        /// The aspect.
        aspect: String,
    },
    /// A fact without a number.
    #[error("`{text}` (of `{subject}`) holds no amount")]
    NoAmount {
        /// Whose.
        subject: SubjectId,
        /// What it says.
        text: String,
    },
    /// Amounts of different things.
    #[error("the facts count different things (`{0}`, `{1}`)")]
    Units(String, String),
    /// Amounts that overlap or are the same.
    #[error("the facts do not say which one is {0}: no choice is so throughout")]
    Unclear(&'static str),
    /// A fact that no choice has.
    #[error("no choice has the fact `{0}`")]
    Nobody(String),
    /// A fact that several choices have.
    #[error("`{one}` and `{other}` both have the fact `{fact}`")]
    Several {
        /// The fact.
        fact: String,
        /// One of them.
        one: SubjectId,
        /// Another.
        other: SubjectId,
    },
    /// The right one cannot be chosen.
    #[error("`{0}` is not among the choices")]
    NoChoice(SubjectId),
    /// A wrong choice that would be right as well.
    #[error("`{fact}`, the choice of `{other}`, is a fact of `{subject}` too")]
    Clash {
        /// The one asked about.
        subject: SubjectId,
        /// Whose choice it is.
        other: SubjectId,
        /// What it says.
        fact: String,
    },
}

/// What there is to choose from, and what is right.
///
/// # Errors
/// Where the facts do not know it.
pub fn question(knowledge: &KnowledgeBase, check: &Check) -> Result<Question, Unsupported> {
    let subjects = chosen(knowledge, check)?;
    let facts: Vec<Vec<&Fact>> = subjects.iter().map(|subject| facts(subject, check)).collect();
    if let Some((subject, _)) = subjects.iter().zip(&facts).find(|(_, facts)| facts.is_empty()) {
        return Err(Unsupported::Unrecorded { subject: subject.id.clone(), aspect: check.aspect.to_string() });
    }
    let names = || subjects.iter().map(|subject| Choice { subject: subject.id.clone(), text: subject.name.clone() });
    let (right, choices) = match &check.rule {
        Rule::Highest => (extreme(&subjects, &facts, true)?, names().collect()),
        Rule::Lowest => (extreme(&subjects, &facts, false)?, names().collect()),
        Rule::Who { fact } => (owner(&subjects, &facts, fact)?, names().collect()),
        Rule::What { subject } => (subject.clone(), said(&subjects, &facts, subject)?),
    };
    Ok(Question { text: check.question.clone(), choices, right })
}

/// Why the right answer is right: the facts side by side, each with source and date.
#[must_use]
pub fn explained(knowledge: &KnowledgeBase, check: &Check) -> Option<Answer> {
    let scope = Some(check.aspect.as_str().to_owned());
    answer::compose(knowledge, &ReplyId::Compare { subjects: check.subjects.clone(), scope })
}

fn chosen<'k>(knowledge: &'k KnowledgeBase, check: &Check) -> Result<Vec<&'k Subject>, Unsupported> {
    let subjects: Vec<&Subject> = check.subjects.iter().filter_map(|id| knowledge.subject(id)).collect();
    if !CHOICES.contains(&subjects.len()) {
        return Err(Unsupported::Count(subjects.len()));
    }
    for (at, subject) in subjects.iter().enumerate() {
        if subjects.iter().take(at).any(|earlier| earlier.id == subject.id) {
            return Err(Unsupported::Twice(subject.id.clone()));
        }
    }
    let first = subjects.first().ok_or(Unsupported::Count(0))?;
    match subjects.iter().find(|subject| subject.category != first.category) {
        Some(odd) => Err(Unsupported::Categories(first.id.clone(), odd.id.clone())),
        None => Ok(subjects),
    }
}

fn facts<'k>(subject: &'k Subject, check: &Check) -> Vec<&'k Fact> {
    subject.facts.iter().filter(|fact| fact.aspect == check.aspect).collect()
}

/// The subject whose amount is above (or below) all others, throughout.
fn extreme(subjects: &[&Subject], facts: &[Vec<&Fact>], highest: bool) -> Result<SubjectId, Unsupported> {
    let amounts: Vec<Amount> =
        subjects.iter().zip(facts).map(|(subject, facts)| whole(subject, facts)).collect::<Result<_, _>>()?;
    let first = amounts.first().map_or("", |amount| amount.unit.as_str());
    if let Some(odd) = amounts.iter().find(|amount| amount.unit != first) {
        return Err(Unsupported::Units(first.to_owned(), odd.unit.clone()));
    }
    let wins = |at: usize, one: &Amount| {
        let others = amounts.iter().enumerate().filter(|(place, _)| *place != at).map(|(_, other)| other);
        others.into_iter().all(|other| if highest { one.is_above(other) } else { other.is_above(one) })
    };
    let won = amounts.iter().enumerate().find(|(at, one)| wins(*at, one)).and_then(|(at, _)| subjects.get(at));
    let word = if highest { "the highest" } else { "the lowest" };
    won.map(|subject| subject.id.clone()).ok_or(Unsupported::Unclear(word))
}

/// Everything that sources say of one subject, from the lowest to the highest: two that disagree make the range wider.
fn whole(subject: &Subject, facts: &[&Fact]) -> Result<Amount, Unsupported> {
    let mut all: Option<Amount> = None;
    for fact in facts {
        let missing = || Unsupported::NoAmount { subject: subject.id.clone(), text: fact.text.clone() };
        let one = amount(&fact.text).ok_or_else(missing)?;
        all = Some(match all {
            Some(before) if before.unit != one.unit => return Err(Unsupported::Units(before.unit, one.unit)),
            Some(before) => before.and(&one),
            None => one,
        });
    }
    all.ok_or_else(|| Unsupported::NoAmount { subject: subject.id.clone(), text: String::new() })
}

fn owner(subjects: &[&Subject], facts: &[Vec<&Fact>], fact: &str) -> Result<SubjectId, Unsupported> {
    let has = |facts: &[&Fact]| facts.iter().any(|one| same(&one.text, fact));
    let owners: Vec<&SubjectId> =
        subjects.iter().zip(facts).filter(|(_, facts)| has(facts)).map(|(subject, _)| &subject.id).collect();
    match owners.as_slice() {
        [] => Err(Unsupported::Nobody(fact.to_owned())),
        [only] => Ok((*only).clone()),
        [one, other, ..] => {
            Err(Unsupported::Several { fact: fact.to_owned(), one: (*one).clone(), other: (*other).clone() })
        }
    }
}

/// The first fact of each, none of which may be a fact of the one asked about.
fn said(subjects: &[&Subject], facts: &[Vec<&Fact>], asked: &SubjectId) -> Result<Vec<Choice>, Unsupported> {
    let own = subjects.iter().zip(facts).find(|(subject, _)| subject.id == *asked).map(|(_, facts)| facts);
    let own = own.ok_or_else(|| Unsupported::NoChoice(asked.clone()))?;
    let mut choices: Vec<Choice> = Vec::new();
    for (subject, facts) in subjects.iter().zip(facts) {
        let Some(fact) = facts.first() else { continue };
        let also = subject.id != *asked && own.iter().any(|one| same(&one.text, &fact.text));
        if also {
            let (subject, other) = (asked.clone(), subject.id.clone());
            return Err(Unsupported::Clash { subject, other, fact: fact.text.clone() });
        }
        if let Some(twin) = choices.iter().find(|choice| same(&choice.text, &fact.text)) {
            let (one, other) = (twin.subject.clone(), subject.id.clone());
            return Err(Unsupported::Several { fact: fact.text.clone(), one, other });
        }
        choices.push(Choice { subject: subject.id.clone(), text: fact.text.clone() });
    }
    Ok(choices)
}

/// Whether two facts say the same, letter case apart.
fn same(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}
