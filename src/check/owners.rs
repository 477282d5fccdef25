//! Findings about who keeps which topics.

use std::collections::{HashMap, HashSet};

use super::Findings;
use super::view::View;
use crate::knowledge::{Field, Kind};

/// A topic that no entry has: a slip of the pen, or nobody would be told of what is overdue.
pub(super) fn of_no_topic(view: &View<'_>, findings: &mut Findings) {
    let topics: HashSet<&str> = view.knowledge.entries.iter().map(|entry| entry.topic.as_str()).collect();
    for owner in &view.knowledge.owners {
        for (at, topic) in owner.topics.iter().enumerate().filter(|(_, topic)| !topics.contains(topic.as_str())) {
            let place = view.place(Kind::Owner, &owner.name, Field::item("topics", at));
            let message = format!("no entry has the topic `{topic}`");
            findings.warning(&place, message, "write it as the entries do, or remove it");
        }
    }
}

/// A topic that two keep: each would leave it to the other.
pub(super) fn shared(view: &View<'_>, findings: &mut Findings) {
    let mut keepers: HashMap<&str, &str> = HashMap::new();
    for owner in &view.knowledge.owners {
        for (at, topic) in owner.topics.iter().enumerate() {
            let first = *keepers.entry(topic).or_insert(&owner.name);
            if first != owner.name {
                let place = view.place(Kind::Owner, &owner.name, Field::item("topics", at));
                findings.warning(&place, format!("`{topic}` is kept by `{first}` too"), "leave it with one of them");
            }
        }
    }
}
