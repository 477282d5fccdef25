//! What somebody knows well and what deserves another look, by their checks.
//!
//! In: a track and whether each check was right at the first try. Out: topics, each once, for nobody's eyes but theirs.

use std::collections::BTreeMap;

use crate::knowledge::{KnowledgeBase, StepId, Task, Track};

/// Strong and weak topics.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Summary {
    /// Topics of which every check was right at the first try.
    pub strong: Vec<String>,
    /// The others.
    pub weak: Vec<String>,
}

impl Summary {
    /// Whether nothing was asked.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.strong.is_empty() && self.weak.is_empty()
    }
}

/// Sorts the topics of a track's checks. The topic of a check is the group of rows that its aspect stands in.
#[must_use]
pub fn summary(knowledge: &KnowledgeBase, track: &Track, first_tries: &BTreeMap<StepId, bool>) -> Summary {
    let mut topics: Vec<(String, bool)> = Vec::new();
    for step in &track.steps {
        let (Task::Check(check), Some(right)) = (&step.task, first_tries.get(&step.id)) else { continue };
        let group = knowledge.aspect(&check.aspect).and_then(|aspect| knowledge.group(&aspect.group));
        let Some(group) = group else { continue };
        match topics.iter_mut().find(|(name, _)| *name == group.name) {
            Some((_, all)) => *all &= *right,
            None => topics.push((group.name.clone(), *right)),
        }
    }
    let (strong, weak): (Vec<_>, Vec<_>) = topics.into_iter().partition(|(_, right)| *right);
    let names = |topics: Vec<(String, bool)>| topics.into_iter().map(|(name, _)| name).collect();
    Summary { strong: names(strong), weak: names(weak) }
}
