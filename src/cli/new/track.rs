//! `docent new track`: a tour with its first steps.
//!
//! In: flags, and what is typed. Out: the file. Checks are written by hand, since the facts must support them; whether all of it loads is left to [`super`].

use super::super::failure::Failure;
use super::args::Track;
use super::ask;
use crate::answer;
use crate::knowledge::{self, KnowledgeBase, KnowledgeFile, ReplyId, Step, StepId, Task, TrackId, id_of, track_file};

/// Words of a title that become a step's id.
const ID_WORDS: usize = 6;
/// Longest title that is taken from what is to be done, in characters: it stands on one line of a phone.
const TITLE: usize = 60;
/// Minutes of a step: what is read or tried is short, what is done takes a walk through the house.
const READING: u16 = 2;
const DOING: u16 = 5;

pub(super) fn file(flags: &Track, knowledge: &KnowledgeBase) -> Result<KnowledgeFile, Failure> {
    let name = ask::line(flags.name.as_ref(), "Name", "--name")?;
    let audience = ask::line(flags.audience.as_ref(), "For whom it is, in a sentence", "--audience")?;
    let written = ask::lines(&flags.steps, "A step, as read=REPLY, try=QUESTION or do=TEXT")?;
    let id = flags.id.clone().unwrap_or_else(|| id_of(&name, usize::MAX));
    let mut steps = Vec::new();
    for text in &written {
        let step = step(text, knowledge, &steps)?;
        steps.push(step);
    }
    if steps.is_empty() {
        return Err(Failure::Use("a track needs a step: name one with `--step read=REPLY`".to_owned()));
    }
    let track = knowledge::Track {
        id: TrackId::new(&id).map_err(|error| Failure::Use(error.to_string()))?,
        name,
        audience,
        recommended_for: Vec::new(),
        steps,
        closing: flags.closing.clone(),
    };
    Ok(KnowledgeFile { path: format!("onboarding/{}.toml", track.id), text: track_file(&track) })
}

fn step(written: &str, knowledge: &KnowledgeBase, before: &[Step]) -> Result<Step, Failure> {
    let wrong = || Failure::Use(format!("`{written}` is no step: write it as read=REPLY, try=QUESTION or do=TEXT"));
    let (task, text) = written.split_once('=').ok_or_else(wrong)?;
    let text = text.trim();
    let (task, title, minutes) = match task.trim() {
        "read" => {
            let reply: ReplyId = text.parse().map_err(|_| wrong())?;
            let title = answer::title(knowledge, &reply).unwrap_or_else(|| text.to_owned());
            (Task::Read(reply), title, READING)
        }
        "try" => (Task::Try(text.to_owned()), text.to_owned(), READING),
        "do" => (Task::Do { what: text.to_owned(), link: None }, text.to_owned(), DOING),
        _ => return Err(wrong()),
    };
    let title: String = title.chars().take(TITLE).collect();
    let id = StepId::new(&id_of(&title, ID_WORDS)).map_err(|_| wrong())?;
    if before.iter().any(|step| step.id == id) {
        return Err(Failure::Use(format!("two steps would be called `{id}`: word one of them otherwise")));
    }
    Ok(Step { id, title, minutes, text: None, subjects: Vec::new(), task })
}
