//! The quiz that helps to choose a track.
//!
//! In: `onboarding/quiz.toml`. Out: its questions with their answers; the ids of answers are then known to the tracks.

use super::known::Known;
use super::table::Table;
use crate::knowledge::id::AnswerId;
use crate::knowledge::places::{Kind, Places};
use crate::knowledge::track::{Quiz, QuizAnswer, QuizQuestion};

/// Reads the quiz from the top table of its file.
pub(super) fn quiz(mut top: Table<'_>, known: &mut Known, places: &mut Places) -> Quiz {
    let rows = top.rows("questions", "a question of the quiz");
    let mut questions = Vec::with_capacity(rows.len());
    for (at, row) in rows.into_iter().enumerate() {
        questions.extend(question(row.numbered(at), known, places));
    }
    places.note(Kind::Quiz, "", top.finish());
    Quiz { questions }
}

fn question(mut row: Table<'_>, known: &mut Known, places: &mut Places) -> Option<QuizQuestion> {
    let text = row.text("text");
    let answers = row.rows("answers", "an answer of the quiz");
    row.finish();
    let answers = answers.into_iter().filter_map(|row| answer(row, known, places)).collect();
    Some(QuizQuestion { text: text?.value, answers })
}

fn answer(mut row: Table<'_>, known: &mut Known, places: &mut Places) -> Option<QuizAnswer> {
    let id = row.new_id(AnswerId::new, &mut known.answers);
    let text = row.text("text");
    let why = row.text("why");
    let written = row.finish();
    let (id, _) = id?;
    places.note(Kind::Answer, id.as_str(), written);
    Some(QuizAnswer { id, text: text?.value, why: why?.value })
}
