//! A conversation in the terminal: what one typed line means and gives.
//!
//! In: a line. Out: an answer, a text, or the end. Reading lines and printing is left to [`super::chat`].

use super::load::Ready;
use crate::answer::Answer;
use crate::knowledge::SubjectId;
use crate::pipeline::{Choice, CompareRequest, Context, Docent, Incoming, Reply};

pub(super) const HELP: &str = "\
Ask in your own words. Where several answers are likely, type the number of the one you mean.
  /compare backend, data    put two to five things side by side
  /why                      how the last reply was found
  /quit                     end (so does Ctrl-D)";

/// What a line gives.
#[derive(Debug)]
pub(super) enum Turn {
    /// Something Docent says.
    Answer(Box<Answer>),
    /// How the last reply was found.
    Why(Box<Reply>),
    /// A word about the chat itself.
    Note(String),
    /// A blank line.
    Nothing,
    /// The end.
    Quit,
}

/// Keeps what a next line can refer to: the last reply, the choices it offered, and what it was about.
#[derive(Debug)]
pub(super) struct Conversation<'a> {
    docent: &'a Ready,
    last: Option<Reply>,
    offered: Vec<Choice>,
    about: Option<Context>,
}

impl<'a> Conversation<'a> {
    pub(super) fn new(docent: &'a Ready) -> Self {
        Self { docent, last: None, offered: Vec::new(), about: None }
    }

    /// Takes one line.
    pub(super) fn turn(&mut self, line: &str) -> Turn {
        let line = line.trim();
        let (command, rest) = line.split_once(' ').unwrap_or((line, ""));
        match command {
            "" => Turn::Nothing,
            "/quit" | "/exit" => Turn::Quit,
            "/help" => Turn::Note(HELP.to_owned()),
            "/why" => self.why(),
            "/compare" => self.compare(rest),
            _ if command.starts_with('/') => {
                Turn::Note(format!("there is no `{command}` here: /help lists what there is"))
            }
            _ => self.chosen(line).unwrap_or_else(|| self.ask(line)),
        }
    }

    /// What answers.
    pub(super) fn docent(&self) -> &Docent {
        self.docent
    }

    /// The confidence that an answer takes here, where every line is meant for Docent.
    pub(super) fn needed(&self) -> f32 {
        self.docent.thresholds().addressed
    }

    fn why(&self) -> Turn {
        let nothing = || Turn::Note("nothing to explain yet: ask something first".to_owned());
        self.last.clone().map_or_else(nothing, |reply| Turn::Why(Box::new(reply)))
    }

    fn compare(&mut self, rest: &str) -> Turn {
        let names = rest.split(',').flat_map(|part| part.split(" vs "));
        let subjects = names.map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).collect();
        match self.docent.compare(&CompareRequest { subjects, headline: true, ..CompareRequest::default() }) {
            Ok(answer) => self.answered(answer, &[]),
            Err(error) => Turn::Note(error.to_string()),
        }
    }

    /// The answer behind a number, where numbers were offered.
    fn chosen(&mut self, line: &str) -> Option<Turn> {
        let number: usize = line.parse().ok()?;
        let choice = self.offered.get(number.checked_sub(1)?)?;
        let answer = self.docent.answer_for(&choice.id)?;
        self.offered.clear();
        Some(self.answered(answer, &[]))
    }

    fn ask(&mut self, line: &str) -> Turn {
        let context = self.about.as_ref().filter(|about| !about.is_empty());
        let mut reply = self.docent.respond(Incoming { text: line, addressed: true, context, locale: None });
        self.offered.clear();
        if reply.decision == crate::decision::Decision::Clarify {
            self.offered.clone_from(&reply.alternatives);
        }
        let (answer, named) = (reply.answer.take(), reply.evidence.subjects.clone());
        self.last = Some(reply);
        answer.map_or(Turn::Nothing, |answer| self.answered(answer, &named))
    }

    /// An answer, which the next line may lean on: "and the salary?".
    fn answered(&mut self, answer: Answer, named: &[SubjectId]) -> Turn {
        self.about = answer.id.as_ref().map(|id| Context::of(id, named)).or(self.about.take());
        Turn::Answer(Box::new(answer))
    }
}
