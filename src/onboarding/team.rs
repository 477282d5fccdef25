//! How a team gets on: who is where, how long a step takes, where people stop, what they asked in vain.
//!
//! In: what was kept of everybody on a server's tracks, as plain lines, and what time it is. Out: a table for each track, and all lines as CSV. Answers of who hides theirs
//! are in neither, not even in a sum.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::progress::{Mark, Marks, Walk};
use crate::knowledge::{KnowledgeBase, Step, StepId, Track, TrackId};

/// Milliseconds without a step after which somebody counts as having stopped there.
const STOPPED: i64 = 7 * 24 * 60 * 60 * 1000;

/// One person on one track. Times are milliseconds since 1970, UTC.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WalkLine {
    /// Who.
    pub person: u64,
    /// On which.
    pub track: TrackId,
    /// When they began.
    pub started: i64,
    /// When they last did something on it.
    pub opened: i64,
    /// When they were through.
    pub finished: Option<i64>,
    /// Whether they chose to leave it.
    pub left: bool,
    /// Whether they hide their answers to checks.
    pub hidden: bool,
    /// Whether the role at the end could not be given.
    pub refused: bool,
}

/// One person at one step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepLine {
    /// Who.
    pub person: u64,
    /// On which track.
    pub track: TrackId,
    /// At which step.
    pub step: StepId,
    /// What they said of it.
    pub mark: Option<Mark>,
    /// When.
    pub marked: Option<i64>,
    /// From when it was last shown to when it was done, in milliseconds.
    pub spent: Option<i64>,
}

/// One person's answer to a check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerLine {
    /// Who.
    pub person: u64,
    /// On which track.
    pub track: TrackId,
    /// Which check.
    pub step: StepId,
    /// Whether the first try was right.
    pub right: bool,
    /// How many tries there were.
    pub tries: u64,
}

/// A question that was asked during a step and got no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GapLine {
    /// On which track.
    pub track: TrackId,
    /// During which step.
    pub step: StepId,
    /// What was asked.
    pub text: String,
}

/// One track and those who walk it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrackOf {
    /// Which.
    pub track: TrackId,
    /// What it is called.
    pub name: String,
    /// Who is where, the furthest first.
    pub walkers: Vec<WalkerOf>,
    /// Its steps in order.
    pub steps: Vec<StepOf>,
    /// Steps during which something was asked in vain.
    pub gaps: Vec<GapsOf>,
}

/// Where somebody is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// At this step, counted from 1.
    At(usize, String),
    /// Through.
    Finished,
    /// No longer on it; the step at which they left, counted from 1.
    Left(usize, String),
}

/// One walker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WalkerOf {
    /// Who.
    pub person: u64,
    /// Where.
    pub place: Place,
    /// How much is done.
    pub percent: usize,
    /// When they last did something.
    pub opened: i64,
    /// Checks that were right at the first try, of how many; none where they hide it.
    pub answers: Option<(usize, usize)>,
    /// Whether the role at the end could not be given.
    pub refused: bool,
}

/// One step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepOf {
    /// Which.
    pub step: StepId,
    /// What it is called.
    pub title: String,
    /// How many did it.
    pub done: usize,
    /// Milliseconds that it took half of them at most.
    pub median: Option<i64>,
    /// How many stopped here: left the track, or did nothing for a week.
    pub stopped: usize,
    /// Right at the first try, of how many who show it.
    pub right: (usize, usize),
}

/// What was asked in vain during one step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GapsOf {
    /// Which.
    pub step: StepId,
    /// What it is called; its id where it was removed.
    pub title: String,
    /// The questions.
    pub questions: Vec<String>,
}

/// Everything kept of one server's newcomers.
#[derive(Debug, Clone, Copy)]
struct Lines<'l> {
    walks: &'l [WalkLine],
    steps: &'l [StepLine],
    answers: &'l [AnswerLine],
    gaps: &'l [GapLine],
}

/// The table of every track that somebody walks or asked something on.
#[must_use]
pub fn team(
    knowledge: &KnowledgeBase,
    walks: &[WalkLine],
    steps: &[StepLine],
    answers: &[AnswerLine],
    gaps: &[GapLine],
    now: i64,
) -> Vec<TrackOf> {
    let lines = Lines { walks, steps, answers, gaps };
    let walked = |track: &&Track| walks.iter().any(|walk| walk.track == track.id) || !lines.gaps_of(track).is_empty();
    knowledge.tracks.iter().filter(walked).map(|track| lines.track(track, now)).collect()
}

impl Lines<'_> {
    fn track(&self, track: &Track, now: i64) -> TrackOf {
        let walks: Vec<(&WalkLine, Marks)> = self
            .walks
            .iter()
            .filter(|walk| walk.track == track.id)
            .collect::<Vec<_>>()
            .into_iter()
            .map(|walk| (walk, self.marks(walk)))
            .collect();
        let mut walkers: Vec<WalkerOf> =
            walks.iter().map(|(walk, marks)| self.walker(walk, &Walk::new(track, marks))).collect();
        walkers.sort_by_key(|walker| (std::cmp::Reverse(walker.percent), walker.person));
        let at: Vec<(&WalkLine, Option<StepId>)> = walks
            .iter()
            .map(|(walk, marks)| (*walk, Walk::new(track, marks).current().map(|step| step.id.clone())))
            .collect();
        let steps = track.steps.iter().map(|step| self.step(track, step, &at, now)).collect();
        TrackOf { track: track.id.clone(), name: track.name.clone(), walkers, steps, gaps: self.gaps_of(track) }
    }

    fn marks(&self, walk: &WalkLine) -> Marks {
        let own = self.steps.iter().filter(|line| line.person == walk.person && line.track == walk.track);
        own.filter_map(|line| Some((line.step.clone(), line.mark?))).collect()
    }

    fn walker(&self, line: &WalkLine, walk: &Walk<'_>) -> WalkerOf {
        let current = walk.current();
        let number = current.and_then(|step| walk.place(&step.id)).map_or(0, |place| place + 1);
        let place = match current {
            None => Place::Finished,
            Some(step) if line.left => Place::Left(number, step.title.clone()),
            Some(step) => Place::At(number, step.title.clone()),
        };
        let own = self.answers.iter().filter(|one| one.person == line.person && one.track == line.track);
        let answers = (!line.hidden).then(|| counted(own));
        let (person, opened, refused) = (line.person, line.opened, line.refused);
        WalkerOf { person, place, percent: walk.percent(), opened, answers, refused }
    }

    fn step(&self, track: &Track, step: &Step, at: &[(&WalkLine, Option<StepId>)], now: i64) -> StepOf {
        let here = |line: &&StepLine| line.track == track.id && line.step == step.id && line.mark == Some(Mark::Done);
        let done: Vec<&StepLine> = self.steps.iter().filter(here).collect();
        let stopped = |(walk, current): &&(&WalkLine, Option<StepId>)| {
            current.as_ref() == Some(&step.id) && (walk.left || now - walk.opened >= STOPPED)
        };
        let shows = |person: u64| at.iter().any(|(walk, _)| walk.person == person && !walk.hidden);
        let answers = self.answers.iter().filter(|one| one.track == track.id && one.step == step.id);
        StepOf {
            step: step.id.clone(),
            title: step.title.clone(),
            done: done.len(),
            median: median(done.iter().filter_map(|line| line.spent).collect()),
            stopped: at.iter().filter(stopped).count(),
            right: counted(answers.filter(|one| shows(one.person))),
        }
    }

    fn gaps_of(&self, track: &Track) -> Vec<GapsOf> {
        let mut by_step: BTreeMap<(usize, &StepId), Vec<String>> = BTreeMap::new();
        for gap in self.gaps.iter().filter(|gap| gap.track == track.id) {
            let place = track.steps.iter().position(|step| step.id == gap.step).unwrap_or(usize::MAX);
            by_step.entry((place, &gap.step)).or_default().push(gap.text.clone());
        }
        let title = |step: &StepId| track.step(step).map_or_else(|| step.to_string(), |step| step.title.clone());
        let of = |((_, step), questions): ((usize, &StepId), Vec<String>)| GapsOf {
            step: step.clone(),
            title: title(step),
            questions,
        };
        by_step.into_iter().map(of).collect()
    }
}

fn counted<'l>(answers: impl Iterator<Item = &'l AnswerLine>) -> (usize, usize) {
    answers.fold((0, 0), |(right, all), one| (right + usize::from(one.right), all + 1))
}

/// The lower of the two in the middle where there are two: a time that somebody really took.
fn median(mut times: Vec<i64>) -> Option<i64> {
    times.sort_unstable();
    times.get(times.len().checked_sub(1)? / 2).copied()
}

/// The first line of the CSV.
pub const CSV_HEAD: &str = "person,track,step,mark,marked,seconds,right_at_first_try,tries";

/// Everything as CSV, a line for each person and step. No field can hold a comma, a quote or a formula: all are ids, times, numbers and words of our own.
#[must_use]
pub fn csv(walks: &[WalkLine], steps: &[StepLine], answers: &[AnswerLine]) -> String {
    let mut text = format!("{CSV_HEAD}\n");
    for line in steps {
        let hides = walks.iter().any(|walk| walk.person == line.person && walk.hidden);
        let answer =
            answers.iter().find(|one| (one.person, &one.track, &one.step) == (line.person, &line.track, &line.step));
        let (right, tries) = match answer {
            Some(_) if hides => ("hidden".to_owned(), String::new()),
            Some(answer) => ((if answer.right { "yes" } else { "no" }).to_owned(), answer.tries.to_string()),
            None => (String::new(), String::new()),
        };
        let mark = match line.mark {
            Some(Mark::Done) => "done",
            Some(Mark::Later) => "later",
            None => "open",
        };
        let marked = line.marked.and_then(|at| jiff::Timestamp::from_millisecond(at).ok());
        let marked = marked.map_or_else(String::new, |at| format!("{at:.0}"));
        let seconds = line.spent.filter(|_| line.mark == Some(Mark::Done)).map(|spent| spent / 1000);
        let seconds = seconds.map_or_else(String::new, |seconds| seconds.to_string());
        // Writing to a `String` cannot fail.
        let _ =
            writeln!(text, "{},{},{},{mark},{marked},{seconds},{right},{tries}", line.person, line.track, line.step);
    }
    text
}
