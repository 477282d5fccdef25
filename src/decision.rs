//! Decides whether to speak: candidates and thresholds become answer, clarify, fallback or silent.
//!
//! In: ranked candidates with their confidence, and whether Docent was addressed. Out: a [`Decision`]. Composing the words is left to [`crate::answer`].

use std::fmt;

/// What Docent does with a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Decision {
    /// Gives one answer.
    Answer,
    /// Was addressed, and asks which of two or three is meant.
    Clarify,
    /// Was addressed, and says honestly that it does not know.
    Fallback,
    /// Says nothing.
    Silent,
}

impl Decision {
    /// The word used in JSON and logs.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Answer => "answer",
            Self::Clarify => "clarify",
            Self::Fallback => "fallback",
            Self::Silent => "silent",
        }
    }
}

impl fmt::Display for Decision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// From which confidence on Docent speaks. Each is between 0 and 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Thresholds {
    /// Least confidence to answer a message that was addressed to Docent.
    pub addressed: f32,
    /// Least confidence to answer a message that was not.
    pub unaddressed: f32,
    /// Least lead over the runner-up; below it an addressed message is clarified.
    pub margin: f32,
    /// Least confidence for a candidate to be offered as a choice.
    pub offer: f32,
}

impl Default for Thresholds {
    fn default() -> Self {
        Self { addressed: 0.5, unaddressed: 0.7, margin: 0.1, offer: 0.15 }
    }
}
