//! Findings about the topics of entries.

use std::collections::{BTreeMap, HashMap};

use super::Findings;
use super::view::View;
use crate::knowledge::{Entry, Field, Kind};

/// Two topics that differ in case or blanks alone: they are two shelves, and a reader of one does not see what stands on the other.
pub(super) fn alike(view: &View<'_>, findings: &mut Findings) {
    // In the order of the alphabet, so that the same files give the same words.
    let mut shelves: BTreeMap<&str, Vec<&Entry>> = BTreeMap::new();
    // The topic of a translation is that of its original.
    for entry in view.knowledge.entries.iter().filter(|entry| entry.id.original().is_none()) {
        shelves.entry(&entry.topic).or_default().push(entry);
    }
    let mut spellings: HashMap<String, Vec<&str>> = HashMap::new();
    for topic in shelves.keys() {
        spellings.entry(plain(topic)).or_default().push(topic);
    }
    let count = |topic: &str| shelves.get(topic).map_or(0, Vec::len);
    for topics in spellings.into_values().filter(|topics| topics.len() > 1) {
        // Of those that as many entries have, the first.
        let Some(usual) = topics.iter().rev().max_by_key(|topic| count(topic)) else { continue };
        for topic in topics.iter().filter(|topic| *topic != usual) {
            let Some(entry) = shelves.get(topic).and_then(|entries| entries.first()) else { continue };
            let place = view.place(Kind::Entry, entry.id.as_str(), Field::key("topic"));
            let message =
                format!("the topics `{topic}` and `{usual}` differ in case or blanks alone, and are two shelves");
            findings.warning(&place, message, format!("write `{usual}` in each entry, or tell the two apart by words"));
        }
    }
}

/// A topic without what people do not see at a glance.
fn plain(topic: &str) -> String {
    topic.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
