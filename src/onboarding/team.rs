//! How a team gets on: who is where, how long a step takes, where people stop, what they asked in vain.
//!
//! In: what was kept of everybody on a server's tracks, as plain lines, and what time it is. Out: a table for each track, and all lines as CSV. Answers of who hides theirs
//! are in neither, not even in a sum.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
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
    /// Who is where: first those under way, then those who are through, then those who left; of each the furthest first.
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

impl Place {
    /// Where it stands in a list: those under way may need somebody, and a team has more and more who are through.
    fn rank(&self) -> u8 {
        match self {
            Self::At(..) => 0,
            Self::Finished => 1,
            Self::Left(..) => 2,
        }
    }
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

/// Lines by what they are looked up by, made once: there are thousands of each kind, and each would otherwise be looked through for every person.
type By<'l, K, L> = BTreeMap<K, Vec<&'l L>>;

fn by<'l, K: Ord, L>(lines: &'l [L], key: impl Fn(&'l L) -> K) -> By<'l, K, L> {
    let mut all = By::new();
    for line in lines {
        all.entry(key(line)).or_default().push(line);
    }
    all
}

fn of<'b, 'l, K: Ord, L>(all: &'b By<'l, K, L>, key: &K) -> impl Iterator<Item = &'l L> + use<'b, 'l, K, L> {
    all.get(key).into_iter().flatten().copied()
}

/// Everything kept of one server's newcomers.
#[derive(Debug)]
struct Lines<'l> {
    walks: By<'l, &'l TrackId, WalkLine>,
    steps_of: By<'l, (u64, &'l TrackId), StepLine>,
    steps_at: By<'l, (&'l TrackId, &'l StepId), StepLine>,
    answers_of: By<'l, (u64, &'l TrackId), AnswerLine>,
    answers_at: By<'l, (&'l TrackId, &'l StepId), AnswerLine>,
    gaps: By<'l, &'l TrackId, GapLine>,
}

/// Who is on a track, and at which step.
type Standing<'l> = BTreeMap<u64, (&'l WalkLine, Option<StepId>)>;

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
    let lines = Lines {
        walks: by(walks, |line| &line.track),
        steps_of: by(steps, |line| (line.person, &line.track)),
        steps_at: by(steps, |line| (&line.track, &line.step)),
        answers_of: by(answers, |line| (line.person, &line.track)),
        answers_at: by(answers, |line| (&line.track, &line.step)),
        gaps: by(gaps, |line| &line.track),
    };
    let walked = |track: &&Track| lines.walks.contains_key(&track.id) || lines.gaps.contains_key(&track.id);
    knowledge.tracks.iter().filter(walked).map(|track| lines.track(track, now)).collect()
}

impl Lines<'_> {
    fn track(&self, track: &Track, now: i64) -> TrackOf {
        let (mut walkers, mut standing) = (Vec::new(), BTreeMap::new());
        for line in of(&self.walks, &&track.id) {
            let marks = self.marks(line);
            let walk = Walk::new(track, &marks);
            walkers.push(self.walker(line, &walk));
            standing.insert(line.person, (line, walk.current().map(|step| step.id.clone())));
        }
        walkers.sort_by_key(|walker| (walker.place.rank(), Reverse(walker.percent), walker.person));
        let steps = track.steps.iter().map(|step| self.step(track, step, &standing, now)).collect();
        TrackOf { track: track.id.clone(), name: track.name.clone(), walkers, steps, gaps: self.gaps_of(track) }
    }

    fn marks(&self, walk: &WalkLine) -> Marks {
        let own = of(&self.steps_of, &(walk.person, &walk.track));
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
        let answers = (!line.hidden).then(|| counted(of(&self.answers_of, &(line.person, &line.track))));
        let (person, opened, refused) = (line.person, line.opened, line.refused);
        WalkerOf { person, place, percent: walk.percent(), opened, answers, refused }
    }

    fn step(&self, track: &Track, step: &Step, standing: &Standing<'_>, now: i64) -> StepOf {
        let here = (&track.id, &step.id);
        let done: Vec<&StepLine> = of(&self.steps_at, &here).filter(|line| line.mark == Some(Mark::Done)).collect();
        let stopped = |(walk, current): &&(&WalkLine, Option<StepId>)| {
            current.as_ref() == Some(&step.id) && (walk.left || now - walk.opened >= STOPPED)
        };
        let shows = |one: &&AnswerLine| standing.get(&one.person).is_some_and(|(walk, _)| !walk.hidden);
        StepOf {
            step: step.id.clone(),
            title: step.title.clone(),
            done: done.len(),
            median: median(done.iter().filter_map(|line| line.spent).collect()),
            stopped: standing.values().filter(stopped).count(),
            right: counted(of(&self.answers_at, &here).filter(shows)),
        }
    }

    fn gaps_of(&self, track: &Track) -> Vec<GapsOf> {
        let mut by_step: BTreeMap<(usize, &StepId), Vec<String>> = BTreeMap::new();
        for gap in of(&self.gaps, &&track.id) {
            let place = track.steps.iter().position(|step| step.id == gap.step).unwrap_or(usize::MAX);
            by_step.entry((place, &gap.step)).or_default().push(gap.text.clone());
        }
        let title = |step: &StepId| track.step(step).map_or_else(|| step.to_string(), |step| step.title.clone());
        let told = |((_, step), questions): ((usize, &StepId), Vec<String>)| GapsOf {
            step: step.clone(),
            title: title(step),
            questions,
        };
        by_step.into_iter().map(told).collect()
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
    let hide: BTreeSet<u64> = walks.iter().filter(|walk| walk.hidden).map(|walk| walk.person).collect();
    let answers: BTreeMap<_, _> = answers.iter().map(|one| ((one.person, &one.track, &one.step), one)).collect();
    let mut text = format!("{CSV_HEAD}\n");
    for line in steps {
        let (right, tries) = match answers.get(&(line.person, &line.track, &line.step)) {
            Some(_) if hide.contains(&line.person) => ("hidden".to_owned(), String::new()),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::Task;

    const ADA: u64 = 1;
    const BEN: u64 = 2;
    const DAY: i64 = 24 * 60 * 60 * 1000;

    fn track(id: &str) -> TrackId {
        TrackId::new(id).unwrap()
    }

    fn step(id: &str) -> StepId {
        StepId::new(id).unwrap()
    }

    /// Two tracks with steps of the same names.
    fn knowledge() -> KnowledgeBase {
        let step = |id: &str| {
            let task = Task::Try("why?".to_owned());
            Step { id: step(id), title: id.to_uppercase(), minutes: 2, text: None, subjects: vec![], task }
        };
        let track = |id: &str| Track {
            id: track(id),
            name: id.to_uppercase(),
            audience: "all".to_owned(),
            recommended_for: vec![],
            steps: vec![step("a"), step("b")],
            closing: None,
        };
        KnowledgeBase { tracks: vec![track("bar"), track("roast")], ..KnowledgeBase::default() }
    }

    fn walk(person: u64, on: &str, hidden: bool) -> WalkLine {
        let (started, opened) = (0, if hidden { 0 } else { 7 * DAY });
        WalkLine { person, track: track(on), started, opened, finished: None, left: false, hidden, refused: false }
    }

    fn done(person: u64, on: &str, at: &str, spent: i64) -> StepLine {
        let mark = Some(Mark::Done);
        StepLine { person, track: track(on), step: step(at), mark, marked: Some(spent), spent: Some(spent) }
    }

    fn answer(person: u64, on: &str, right: bool) -> AnswerLine {
        AnswerLine { person, track: track(on), step: step("a"), right, tries: 1 }
    }

    #[test]
    fn each_line_counts_for_its_person_its_track_and_its_step() {
        type Counts = (usize, Option<i64>, usize, (usize, usize));
        let walks = [walk(ADA, "bar", false), walk(ADA, "roast", false), walk(BEN, "bar", true)];
        let steps = [done(ADA, "bar", "a", 3_000), done(ADA, "roast", "a", 5_000), done(BEN, "bar", "a", 1_000)];
        let answers = [answer(ADA, "bar", true), answer(ADA, "roast", false), answer(BEN, "bar", false)];
        let gaps = [GapLine { track: track("roast"), step: step("b"), text: "when?".to_owned() }];
        let tracks = team(&knowledge(), &walks, &steps, &answers, &gaps, 7 * DAY);
        let walkers = |at: usize| -> Vec<(u64, Option<(usize, usize)>)> {
            tracks[at].walkers.iter().map(|one| (one.person, one.answers)).collect()
        };
        assert_eq!(walkers(0), [(ADA, Some((1, 1))), (BEN, None)], "who hides their answers hides them");
        assert_eq!(walkers(1), [(ADA, Some((0, 1)))]);
        let counts = |at: usize| -> Vec<Counts> {
            tracks[at].steps.iter().map(|one| (one.done, one.median, one.stopped, one.right)).collect()
        };
        assert_eq!(counts(0), [(2, Some(1_000), 0, (1, 1)), (0, None, 1, (0, 0))], "and stopped a week ago");
        assert_eq!(counts(1), [(1, Some(5_000), 0, (0, 1)), (0, None, 0, (0, 0))]);
        assert_eq!((tracks[0].gaps.len(), tracks[1].gaps[0].title.as_str()), (0, "B"));
        let lines = csv(&walks, &steps, &answers);
        let rows: Vec<&str> = lines.lines().skip(1).collect();
        assert_eq!(
            rows,
            [
                "1,bar,a,done,1970-01-01T00:00:03Z,3,yes,1",
                "1,roast,a,done,1970-01-01T00:00:05Z,5,no,1",
                "2,bar,a,done,1970-01-01T00:00:01Z,1,hidden,"
            ]
        );
    }

    #[test]
    fn who_is_under_way_comes_before_who_is_through_and_who_left() {
        let begun = (1..=4).map(|person| WalkLine { left: person == 2, ..walk(person, "bar", false) });
        let walks: Vec<WalkLine> = begun.collect();
        let steps = [done(1, "bar", "a", 0), done(1, "bar", "b", 0), done(2, "bar", "a", 0), done(4, "bar", "a", 0)];
        let tracks = team(&knowledge(), &walks, &steps, &[], &[], 7 * DAY);
        let walkers: Vec<u64> = tracks[0].walkers.iter().map(|one| one.person).collect();
        assert_eq!(walkers, [4, 3, 1, 2]);
    }
}
