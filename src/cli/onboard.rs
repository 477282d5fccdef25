//! `docent onboard`: lists the tracks, or walks one here, as a newcomer would.
//!
//! In: the id of a track, then lines from a terminal or a pipe. Out: one step after the other. Nothing is kept; what is next, and what is right, is left to
//! [`crate::onboarding`].

use std::collections::BTreeMap;
use std::io::{self, BufRead, IsTerminal as _, Write};

use super::args::{Common, Onboard};
use super::failure::{Exit, Failure};
use super::load::Ready;
use super::screen::{BOLD, DIM};
use super::{load, screen};
use crate::knowledge::{Check, Step, StepId, Task, Track, TrackId};
use crate::onboarding::{Mark, Marks, Question, Walk, context, explained, question, summary};
use crate::pipeline::Incoming;
use crate::render::{TableForm, prose};

/// What can be written at a step.
const KEYS: &str =
    "Enter: done · l: later · b: back · a number answers a check · anything else is a question to me · q: quit";

pub(super) fn command(common: &Common, onboard: &Onboard) -> Result<Exit, Failure> {
    let docent = load::all(common)?;
    let Some(named) = &onboard.preview else { return list(&docent) };
    let track = TrackId::new(named).ok().and_then(|id| docent.knowledge().track(&id));
    let Some(track) = track else {
        let known: Vec<String> = docent.knowledge().tracks.iter().map(|track| format!("`{}`", track.id)).collect();
        let known =
            if known.is_empty() { "there are none yet".to_owned() } else { format!("known: {}", known.join(", ")) };
        return Err(Failure::Use(format!("there is no track `{named}`: {known}")));
    };
    let mut tour = Tour { docent: &docent, track, marks: Marks::new(), first_tries: BTreeMap::new(), at: None };
    let mut input = io::stdin().lock();
    tour.walk(&mut input)
}

fn list(docent: &Ready) -> Result<Exit, Failure> {
    let mut out = screen::out();
    for track in &docent.knowledge().tracks {
        writeln!(out, "{BOLD}{}{BOLD:#}  {}", track.id, track.name)?;
        writeln!(out, "  {} steps, {} minutes. {}", track.steps.len(), track.minutes(), track.audience)?;
    }
    if docent.knowledge().tracks.is_empty() {
        writeln!(out, "There are no tracks yet: the files of `onboarding/` in the knowledge folder are tracks.")?;
    } else {
        writeln!(out, "\n{DIM}docent onboard --preview TRACK walks one here.{DIM:#}")?;
    }
    out.flush()?;
    Ok(Exit::Done)
}

/// A walk along a track in the terminal.
struct Tour<'t> {
    docent: &'t Ready,
    track: &'t Track,
    marks: Marks,
    first_tries: BTreeMap<StepId, bool>,
    /// The step on the screen, where it is not the current one.
    at: Option<StepId>,
}

impl<'t> Tour<'t> {
    fn walk(&mut self, input: &mut impl BufRead) -> Result<Exit, Failure> {
        let prompts = io::stdin().is_terminal() && io::stdout().is_terminal();
        let mut out = screen::out();
        writeln!(out, "{BOLD}{}{BOLD:#} · {} minutes", self.track.name, self.track.minutes())?;
        writeln!(out, "{}\n{DIM}{KEYS}{DIM:#}", self.track.audience)?;
        let mut shown: Option<StepId> = None;
        while let Some(step) = self.step() {
            if shown.as_ref() != Some(&step.id) {
                self.show(&mut out, step)?;
                shown = Some(step.id.clone());
            }
            if prompts {
                write!(out, "▸ ")?;
            }
            out.flush()?;
            let Some(line) = line(input)? else {
                writeln!(out, "\n{}", Walk::new(self.track, &self.marks).bar())?;
                return Ok(Exit::Done);
            };
            match line.trim() {
                "q" => return Ok(Exit::Done),
                "b" => self.at = Walk::new(self.track, &self.marks).before(&step.id).map(|step| step.id.clone()),
                "l" => self.put_off(step),
                "" => self.done(&mut out, step)?,
                said => self.said(&mut out, step, said)?,
            }
        }
        self.close(&mut out)
    }

    fn step(&self) -> Option<&'t Step> {
        let current = || Walk::new(self.track, &self.marks).current().map(|step| step.id.clone());
        let track = self.track;
        self.at.as_ref().and_then(|id| track.step(id)).or_else(|| track.step(&current()?))
    }

    fn put_off(&mut self, step: &Step) {
        if !Walk::new(self.track, &self.marks).is_done(&step.id) {
            self.marks.insert(step.id.clone(), Mark::Later);
        }
        self.at = Walk::new(self.track, &self.marks).after_putting_off(&step.id).map(|step| step.id.clone());
    }

    /// Enter on a check is no answer: it is put off.
    fn done(&mut self, out: &mut impl Write, step: &Step) -> Result<(), Failure> {
        let walk = Walk::new(self.track, &self.marks);
        if matches!(step.task, Task::Check(_)) && !walk.is_done(&step.id) {
            writeln!(out, "A check is done by answering it: write the number of your choice, or `l` for later.")?;
            return Ok(());
        }
        self.marks.insert(step.id.clone(), Mark::Done);
        self.at = None;
        Ok(())
    }

    fn said(&mut self, out: &mut impl Write, step: &Step, said: &str) -> Result<(), Failure> {
        if let (Task::Check(check), Ok(number)) = (&step.task, said.parse::<usize>()) {
            return self.answer(out, step, check, number);
        }
        let context = context(self.docent.knowledge(), step);
        let reply =
            self.docent.respond(Incoming { text: said, addressed: true, context: Some(&context), locale: None });
        if let Some(answer) = reply.answer {
            screen::show(out, self.docent, &answer, TableForm::Columns)?;
        }
        writeln!(out)?;
        Ok(())
    }

    fn answer(&mut self, out: &mut impl Write, step: &Step, check: &Check, number: usize) -> Result<(), Failure> {
        let Ok(asked) = question(self.docent.knowledge(), check) else {
            self.marks.insert(step.id.clone(), Mark::Done);
            return Ok(());
        };
        let Some(chosen) = number.checked_sub(1).and_then(|at| asked.choices.get(at)) else {
            writeln!(out, "There are {} choices.", asked.choices.len())?;
            return Ok(());
        };
        let right = chosen.subject == asked.right;
        writeln!(out, "\n{}", verdict(&asked, right))?;
        if let Some(why) = &check.why {
            writeln!(out, "{}", prose::plain(why, screen::columns()))?;
        }
        if let Some(answer) = explained(self.docent.knowledge(), check) {
            writeln!(out)?;
            screen::show(out, self.docent, &answer, TableForm::Columns)?;
        }
        self.first_tries.entry(step.id.clone()).or_insert(right);
        self.marks.insert(step.id.clone(), Mark::Done);
        self.at = None;
        Ok(())
    }

    fn show(&self, out: &mut impl Write, step: &Step) -> Result<(), Failure> {
        let walk = Walk::new(self.track, &self.marks);
        let number = walk.place(&step.id).map_or(0, |place| place + 1);
        writeln!(out, "\n{DIM}{} · about {} min{DIM:#}", walk.bar(), step.minutes)?;
        writeln!(out, "{BOLD}{number}/{} {}{BOLD:#}", walk.total(), step.title)?;
        if let Some(text) = &step.text {
            writeln!(out, "{}", prose::plain(text, screen::columns()))?;
        }
        match &step.task {
            Task::Read(reply) => match self.docent.answer_for(reply) {
                Some(answer) => {
                    writeln!(out)?;
                    screen::show(out, self.docent, &answer, TableForm::Columns)?;
                }
                None => writeln!(out, "What was to be read here is gone from the knowledge.")?,
            },
            Task::Try(question) => writeln!(out, "Ask me something, for example: {question}")?,
            Task::Do { what, link } => {
                writeln!(out, "To do: {}", prose::plain(what, screen::columns()))?;
                if let Some(link) = link {
                    writeln!(out, "{link}")?;
                }
            }
            Task::Check(check) => self.ask(out, check)?,
        }
        Ok(())
    }

    fn ask(&self, out: &mut impl Write, check: &Check) -> Result<(), Failure> {
        match question(self.docent.knowledge(), check) {
            Ok(asked) => {
                writeln!(out, "{}", prose::plain(&asked.text, screen::columns()))?;
                for (at, choice) in asked.choices.iter().enumerate() {
                    writeln!(out, "  {}. {}", at + 1, choice.text)?;
                }
            }
            Err(why) => writeln!(out, "The facts do not support this check ({why}): any number goes on.")?,
        }
        Ok(())
    }

    fn close(&self, out: &mut impl Write) -> Result<Exit, Failure> {
        writeln!(out, "\n{}", Walk::new(self.track, &self.marks).bar())?;
        if let Some(closing) = &self.track.closing {
            writeln!(out, "{}", prose::plain(closing, screen::columns()))?;
        }
        let topics = summary(self.docent.knowledge(), self.track, &self.first_tries);
        if !topics.strong.is_empty() {
            writeln!(out, "Strong: {}", topics.strong.join(", "))?;
        }
        if !topics.weak.is_empty() {
            writeln!(out, "Worth another look: {}", topics.weak.join(", "))?;
        }
        out.flush()?;
        Ok(Exit::Done)
    }
}

fn verdict(asked: &Question, right: bool) -> String {
    if right {
        return "Right!".to_owned();
    }
    let answer = asked.right_choice().map_or("", |choice| choice.text.as_str());
    format!("Not quite. The facts say: {answer}")
}

fn line(input: &mut impl BufRead) -> Result<Option<String>, Failure> {
    let mut bytes = Vec::new();
    let read = input.read_until(b'\n', &mut bytes);
    let read = read.map_err(|source| Failure::Input { path: "standard input".to_owned(), source })?;
    Ok((read > 0).then(|| String::from_utf8_lossy(&bytes).into_owned()))
}
