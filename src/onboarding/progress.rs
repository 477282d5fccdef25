//! How far somebody is on a track, and what is next: reckoned anew from the track as it is now and the marks that were kept.
//!
//! In: a track, maybe edited since, and the marks by step id. Out: the current step, how much is done, what is before and after. There is no place that could be lost: a step that
//! was removed drops out with its mark, a new one has none yet and comes up, and what is done stays done.

use std::collections::BTreeMap;

use crate::knowledge::{Step, StepId, Track};

/// What somebody said of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mark {
    /// Not now.
    Later,
    /// It is behind them.
    Done,
}

/// The marks of one person on one track.
pub type Marks = BTreeMap<StepId, Mark>;

/// Squares of the bar.
const BAR: usize = 10;

/// Somebody's way along a track.
#[derive(Debug, Clone, Copy)]
pub struct Walk<'w> {
    track: &'w Track,
    marks: &'w Marks,
}

impl<'w> Walk<'w> {
    /// With the marks that were kept.
    #[must_use]
    pub fn new(track: &'w Track, marks: &'w Marks) -> Self {
        Self { track, marks }
    }

    /// What was said of a step.
    #[must_use]
    pub fn mark(&self, step: &StepId) -> Option<Mark> {
        self.marks.get(step).copied()
    }

    /// Whether a step is behind them.
    #[must_use]
    pub fn is_done(&self, step: &StepId) -> bool {
        self.mark(step) == Some(Mark::Done)
    }

    /// Steps of the track as it is now.
    #[must_use]
    pub fn total(&self) -> usize {
        self.track.steps.len()
    }

    /// Those of them that are done.
    #[must_use]
    pub fn done(&self) -> usize {
        self.track.steps.iter().filter(|step| self.is_done(&step.id)).count()
    }

    /// Whether all of them are.
    #[must_use]
    pub fn is_finished(&self) -> bool {
        self.done() == self.total()
    }

    /// Whole percents; a hundred only when everything is done.
    #[must_use]
    pub fn percent(&self) -> usize {
        if self.is_finished() { 100 } else { self.done() * 100 / self.total() }
    }

    /// "▰▰▰▱▱▱▱▱▱▱ 3 of 10 done"
    #[must_use]
    pub fn bar(&self) -> String {
        let full = if self.total() == 0 { BAR } else { self.done() * BAR / self.total() };
        let empty = BAR.saturating_sub(full);
        format!("{}{} {} of {} done", "▰".repeat(full), "▱".repeat(empty), self.done(), self.total())
    }

    /// Minutes that are left.
    #[must_use]
    pub fn minutes_left(&self) -> u32 {
        let open = self.track.steps.iter().filter(|step| !self.is_done(&step.id));
        open.map(|step| u32::from(step.minutes)).sum()
    }

    /// The first step of which nothing was said; where there is none, the first that was put off. None at the end.
    #[must_use]
    pub fn current(&self) -> Option<&'w Step> {
        self.with(None).next().or_else(|| self.with(Some(Mark::Later)).next())
    }

    /// What comes when a step is put off: as [`current`](Self::current), but of those that were put off the one that follows it, so that nobody is caught in one.
    #[must_use]
    pub fn after_putting_off(&self, step: &StepId) -> Option<&'w Step> {
        let place = self.place(step).unwrap_or_default();
        let open = |steps: &'w [Step]| steps.iter().find(|step| self.mark(&step.id) == Some(Mark::Later));
        let (before, behind) = self.track.steps.split_at_checked(place + 1).unwrap_or((&self.track.steps, &[]));
        self.with(None).next().or_else(|| open(behind)).or_else(|| open(before))
    }

    /// The step that follows in the file; for who has no marks kept.
    #[must_use]
    pub fn following(&self, step: &StepId) -> Option<&'w Step> {
        self.track.steps.get(self.place(step)? + 1)
    }

    /// The step before in the file.
    #[must_use]
    pub fn before(&self, step: &StepId) -> Option<&'w Step> {
        self.track.steps.get(self.place(step)?.checked_sub(1)?)
    }

    /// Where a step stands, from 0; none where it was removed.
    #[must_use]
    pub fn place(&self, step: &StepId) -> Option<usize> {
        self.track.steps.iter().position(|one| one.id == *step)
    }

    fn with(&self, mark: Option<Mark>) -> impl Iterator<Item = &'w Step> + use<'_, 'w> {
        self.track.steps.iter().filter(move |step| self.mark(&step.id) == mark)
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::{btree_map, btree_set};
    use proptest::prelude::*;

    use super::*;
    use crate::knowledge::{Task, TrackId};

    fn id(name: &str) -> StepId {
        StepId::new(name).unwrap()
    }

    fn step(name: &str) -> Step {
        let task = Task::Try("why?".to_owned());
        Step { id: id(name), title: name.to_owned(), minutes: 2, text: None, subjects: vec![], task }
    }

    fn track(names: &[String]) -> Track {
        Track {
            id: TrackId::new("t").unwrap(),
            name: "T".to_owned(),
            audience: "all".to_owned(),
            recommended_for: vec![],
            steps: names.iter().map(|name| step(name)).collect(),
            closing: None,
        }
    }

    fn named(names: &[&str]) -> Track {
        track(&names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn a_step_that_was_put_off_comes_again_at_the_end() {
        let track = named(&["a", "b", "c"]);
        let mut marks = Marks::from([(id("a"), Mark::Later)]);
        assert_eq!(Walk::new(&track, &marks).current().unwrap().id, id("b"));
        marks.extend([(id("b"), Mark::Done), (id("c"), Mark::Later)]);
        let walk = Walk::new(&track, &marks);
        assert_eq!(walk.current().unwrap().id, id("a"));
        assert_eq!(walk.after_putting_off(&id("a")).unwrap().id, id("c"), "nobody is caught in one step");
        assert_eq!(walk.after_putting_off(&id("c")).unwrap().id, id("a"));
        assert_eq!((walk.percent(), walk.bar().as_str()), (33, "▰▰▰▱▱▱▱▱▱▱ 1 of 3 done"));
    }

    #[test]
    fn an_edited_track_keeps_what_is_done() {
        let marks = Marks::from([(id("a"), Mark::Done), (id("b"), Mark::Done)]);
        let edited = named(&["new", "b", "c"]);
        let walk = Walk::new(&edited, &marks);
        assert_eq!((walk.current().unwrap().id.as_str(), walk.done(), walk.total()), ("new", 1, 3));
        let back = named(&["a", "b", "c"]);
        assert_eq!(Walk::new(&back, &marks).done(), 2, "a step that comes back is still done");
    }

    /// Names of steps, and marks on some of them and on some that are gone.
    fn walks() -> impl Strategy<Value = (Vec<String>, BTreeMap<String, bool>)> {
        (btree_set("[a-h]", 0..8), btree_map("[a-k]", any::<bool>(), 0..11))
            .prop_map(|(names, marks)| (names.into_iter().collect(), marks))
            .prop_flat_map(|(names, marks)| (Just(names).prop_shuffle(), Just(marks)))
    }

    fn marks(marks: &BTreeMap<String, bool>) -> Marks {
        marks.iter().map(|(name, done)| (id(name), if *done { Mark::Done } else { Mark::Later })).collect()
    }

    proptest! {
        #[test]
        fn the_current_step_is_open_and_there_is_one_until_the_end((names, kept) in walks()) {
            let (track, marks) = (track(&names), marks(&kept));
            let walk = Walk::new(&track, &marks);
            prop_assert_eq!(walk.current().is_none(), walk.is_finished());
            prop_assert!(walk.current().is_none_or(|step| !walk.is_done(&step.id)));
            prop_assert_eq!(walk.percent() == 100, walk.is_finished());
            prop_assert!(walk.percent() <= 100);
        }

        #[test]
        fn doing_what_is_next_visits_every_open_step_once((names, kept) in walks()) {
            let (track, mut marks) = (track(&names), marks(&kept));
            let open = Walk::new(&track, &marks).total() - Walk::new(&track, &marks).done();
            let mut visited = Vec::new();
            while let Some(step) = Walk::new(&track, &marks).current() {
                visited.push(step.id.clone());
                prop_assert!(visited.len() <= open);
                marks.insert(step.id.clone(), Mark::Done);
            }
            visited.sort();
            visited.dedup();
            prop_assert_eq!(visited.len(), open);
        }

        #[test]
        fn putting_off_never_ends_and_reaches_every_open_step((names, kept) in walks()) {
            let (track, mut marks) = (track(&names), marks(&kept));
            let open: Vec<StepId> = {
                let walk = Walk::new(&track, &marks);
                track.steps.iter().filter(|s| !walk.is_done(&s.id)).map(|s| s.id.clone()).collect()
            };
            let mut at = Walk::new(&track, &marks).current().map(|step| step.id.clone());
            let mut reached = Vec::new();
            for _ in 0..2 * open.len() {
                let Some(step) = at else { break };
                reached.push(step.clone());
                marks.insert(step.clone(), Mark::Later);
                at = Walk::new(&track, &marks).after_putting_off(&step).map(|step| step.id.clone());
                prop_assert!(at.is_some());
            }
            prop_assert!(open.iter().all(|step| reached.contains(step)));
        }

        #[test]
        fn an_edit_loses_nothing_that_is_done((names, kept) in walks(), other in btree_set("[a-k]", 0..11)) {
            let (before, marks) = (track(&names), marks(&kept));
            let edited = track(&other.into_iter().collect::<Vec<_>>());
            let (one, two) = (Walk::new(&before, &marks), Walk::new(&edited, &marks));
            for step in &edited.steps {
                prop_assert!(one.place(&step.id).is_none() || one.is_done(&step.id) == two.is_done(&step.id));
            }
        }
    }
}
