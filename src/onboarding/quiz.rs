//! The quiz: a few taps, then the track that most of them speak for, and why.
//!
//! In: the answers tapped so far, by id. Out: the next question, or an [`Advice`]. The answers are all that is needed: a button carries them.

use crate::knowledge::{AnswerId, KnowledgeBase, QuizQuestion, Track};

/// Which track to take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Advice<'k> {
    /// The one that most answers speak for; the first of several.
    pub track: &'k Track,
    /// What speaks for it, in the words of the quiz; empty where nothing speaks for one track more than for another.
    pub because: Vec<&'k str>,
}

/// The question that none of the answers belongs to yet, and which it is; none at the end.
#[must_use]
pub fn next<'k>(knowledge: &'k KnowledgeBase, tapped: &[AnswerId]) -> Option<(usize, &'k QuizQuestion)> {
    let open = |question: &QuizQuestion| !question.answers.iter().any(|answer| tapped.contains(&answer.id));
    knowledge.quiz.questions.iter().enumerate().find(|(_, question)| open(question))
}

/// The track that most answers speak for; none where there are no tracks.
#[must_use]
pub fn advise<'k>(knowledge: &'k KnowledgeBase, tapped: &[AnswerId]) -> Option<Advice<'k>> {
    let speaks = |track: &Track| tapped.iter().filter(|id| track.recommended_for.contains(id)).count();
    let most = knowledge.tracks.iter().map(speaks).max()?;
    let track = knowledge.tracks.iter().find(|track| speaks(track) == most)?;
    let own = tapped.iter().filter(|id| track.recommended_for.contains(id));
    let because = own.filter_map(|id| knowledge.quiz.answer(id)).map(|answer| answer.why.as_str()).collect();
    Some(Advice { track, because })
}
