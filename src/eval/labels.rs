//! Labels of cases: whether the knowledge has them, which were probably meant, and which say the same.
//!
//! In: a label as text, or ids. Out: a [`ReplyId`] that can be answered with, or the nearest one.

use crate::knowledge::{KnowledgeBase, ReplyId, Subject, SubjectId};
use crate::pipeline::Docent;

/// Subjects that a comparison can have.
const COMPARABLE: std::ops::RangeInclusive<usize> = 2..=5;

/// A label that the knowledge cannot answer with.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{label}` names nothing in the knowledge{}", nearest.as_ref().map(|id| format!("; the nearest is `{id}`")).unwrap_or_default())]
pub struct UnknownLabel {
    /// As written.
    pub label: String,
    /// What was probably meant; none where the knowledge is empty.
    pub nearest: Option<String>,
}

/// The id that a label names, if the knowledge can answer with it.
#[must_use]
pub fn known(docent: &Docent, label: &str) -> Option<ReplyId> {
    let id: ReplyId = label.parse().ok()?;
    let sound = match &id {
        ReplyId::Compare { subjects, .. } => COMPARABLE.contains(&subjects.len()),
        _ => true,
    };
    (sound && docent.answer_for(&id).is_some()).then_some(id)
}

/// The error for a label that is not [`known`].
#[must_use]
pub fn unknown(knowledge: &KnowledgeBase, label: &str) -> UnknownLabel {
    let scored = all(knowledge).into_iter().map(|id| (strsim::jaro_winkler(label, &id), id));
    // Equal likeness: the alphabet decides, so that the same files give the same words.
    let nearest = scored.max_by(|(a, one), (b, other)| a.total_cmp(b).then_with(|| other.cmp(one)));
    UnknownLabel { label: label.to_owned(), nearest: nearest.map(|(_, id)| id) }
}

/// Ids that a label may have been meant for; of comparisons those of two subjects.
fn all(knowledge: &KnowledgeBase) -> Vec<String> {
    let mut ids: Vec<String> = knowledge.entries.iter().map(|entry| entry.id.to_string()).collect();
    let aspects = knowledge.aspects.iter().map(|aspect| aspect.id.as_str());
    let scopes: Vec<&str> = aspects.chain(knowledge.groups.iter().map(|group| group.id.as_str())).collect();
    for subject in &knowledge.subjects {
        ids.push(format!("about:{}", subject.id));
        ids.extend(scopes.iter().map(|scope| format!("fact:{}:{scope}", subject.id)));
        let beside = |other: &&Subject| other.id != subject.id && other.category == subject.category;
        ids.extend(
            knowledge.subjects.iter().filter(beside).map(|other| format!("compare:{}+{}", subject.id, other.id)),
        );
    }
    let moves = knowledge.comparisons.iter().flat_map(|page| &page.moves);
    ids.extend(moves.map(|advice| format!("move:{}+{}", advice.from, advice.to)));
    ids
}

/// Whether two ids give the same answer: in which order the columns of a comparison stand does not matter.
#[must_use]
pub fn same(one: &ReplyId, other: &ReplyId) -> bool {
    match (one, other) {
        (ReplyId::Compare { subjects, scope }, ReplyId::Compare { subjects: others, scope: other_scope }) => {
            scope == other_scope && sorted(subjects) == sorted(others)
        }
        _ => one == other,
    }
}

fn sorted(subjects: &[SubjectId]) -> Vec<&SubjectId> {
    let mut sorted: Vec<&SubjectId> = subjects.iter().collect();
    sorted.sort_unstable();
    sorted
}

/// What an answer is listed under: the topic of an entry, or its kind in brackets, so that no topic of a team is mistaken for it.
#[must_use]
pub fn topic(knowledge: &KnowledgeBase, id: &ReplyId) -> String {
    match id {
        ReplyId::Entry(entry) => knowledge.entry(entry).map(|entry| entry.topic.clone()).unwrap_or_default(),
        ReplyId::About(_) => "(summaries)".to_owned(),
        ReplyId::Fact { .. } => "(facts)".to_owned(),
        ReplyId::Compare { .. } => "(comparisons)".to_owned(),
        ReplyId::Move { .. } => "(moves)".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_columns_does_not_matter_and_that_of_a_move_does() {
        let same = |one: &str, other: &str| same(&one.parse().unwrap(), &other.parse().unwrap());
        for (one, other, expected) in [
            ("compare:a+b", "compare:b+a", true),
            ("compare:a+b:pay", "compare:b+a:pay", true),
            ("compare:a+b", "compare:b+a:pay", false),
            ("compare:a+b", "compare:a+b+c", false),
            ("move:a+b", "move:b+a", false),
            ("a", "a", true),
            ("a", "about:a", false),
        ] {
            assert_eq!(same(one, other), expected, "{one} {other}");
        }
    }

    #[test]
    fn an_empty_knowledge_has_no_nearest_label() {
        assert_eq!(unknown(&KnowledgeBase::default(), "x").to_string(), "`x` names nothing in the knowledge");
    }
}
