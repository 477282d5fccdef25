//! Onboarding tours as values: a track and its steps, and the quiz that helps to choose one.
//!
//! In: nothing; [`super::parse`] fills these from `onboarding/`. Out: look-ups. What a check's right answer is, is in none of these: [`crate::onboarding`] computes it
//! from the facts. How far somebody is, is left to the same room.

use serde::{Deserialize, Serialize};

use super::id::{AnswerId, AspectId, StepId, SubjectId, TrackId};
use super::reply_id::ReplyId;

/// A tour for newcomers.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Track {
    /// Its id: the file's name.
    pub id: TrackId,
    /// What people call it.
    pub name: String,
    /// For whom it is, in a sentence.
    pub audience: String,
    /// Answers of the quiz that speak for it.
    pub recommended_for: Vec<AnswerId>,
    /// In their order.
    pub steps: Vec<Step>,
    /// Said at the end, as Markdown.
    pub closing: Option<String>,
}

impl Track {
    /// The step with this id.
    #[must_use]
    pub fn step(&self, id: &StepId) -> Option<&Step> {
        self.steps.iter().find(|step| step.id == *id)
    }

    /// Minutes that it takes as a whole.
    #[must_use]
    pub fn minutes(&self) -> u32 {
        self.steps.iter().map(|step| u32::from(step.minutes)).sum()
    }
}

/// One step of a track.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Step {
    /// Its id, which never changes: by it, what people did is kept.
    pub id: StepId,
    /// What it is about.
    pub title: String,
    /// How long it takes.
    pub minutes: u16,
    /// What is said above what is to be done, as Markdown.
    pub text: Option<String>,
    /// What questions that are asked during it are about, beyond what the task itself names.
    pub subjects: Vec<SubjectId>,
    /// What is to be done.
    pub task: Task,
}

/// What is to be done in a step.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Task {
    /// Read an entry, a summary, facts, a comparison.
    Read(ReplyId),
    /// Ask Docent something: a question that it can answer.
    Try(String),
    /// Do something elsewhere.
    Do {
        /// What.
        what: String,
        /// Where.
        link: Option<String>,
    },
    /// Answer a question.
    Check(Check),
}

impl Task {
    /// The word by which files name it.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Read(_) => "read",
            Self::Try(_) => "try",
            Self::Do { .. } => "do",
            Self::Check(_) => "check",
        }
    }
}

/// A question whose right answer the facts know.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Check {
    /// As it is asked.
    pub question: String,
    /// How the right answer is found.
    pub rule: Rule,
    /// The aspect whose facts know it.
    pub aspect: AspectId,
    /// What there is to choose from.
    pub subjects: Vec<SubjectId>,
    /// Said with the explanation, as Markdown.
    pub why: Option<String>,
}

/// How the right answer of a check is found among the facts.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Rule {
    /// The subject with the highest amount.
    Highest,
    /// The subject with the lowest amount.
    Lowest,
    /// The subject of which this is a fact.
    Who {
        /// The fact, word for word.
        fact: String,
    },
    /// The fact of this subject; the others are those of the other subjects.
    What {
        /// Whose.
        subject: SubjectId,
    },
}

impl Rule {
    /// The words by which files name them.
    pub const WORDS: [&'static str; 4] = ["highest", "lowest", "who", "what"];

    /// The word by which files name it.
    #[must_use]
    pub fn word(&self) -> &'static str {
        let [highest, lowest, who, what] = Self::WORDS;
        match self {
            Self::Highest => highest,
            Self::Lowest => lowest,
            Self::Who { .. } => who,
            Self::What { .. } => what,
        }
    }
}

/// A few taps that lead to a track.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Quiz {
    /// In their order; empty where there is no quiz.
    pub questions: Vec<QuizQuestion>,
}

impl Quiz {
    /// The answer with this id.
    #[must_use]
    pub fn answer(&self, id: &AnswerId) -> Option<&QuizAnswer> {
        self.questions.iter().flat_map(|question| &question.answers).find(|answer| answer.id == *id)
    }
}

/// One tap.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct QuizQuestion {
    /// As it is asked.
    pub text: String,
    /// What can be tapped.
    pub answers: Vec<QuizAnswer>,
}

/// What can be tapped.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct QuizAnswer {
    /// Its id; tracks name it.
    pub id: AnswerId,
    /// On the button.
    pub text: String,
    /// Why it speaks for a track, to follow "because".
    pub why: String,
}
