//! What becomes otherwise of an entry, in words, so that a person can tell whether that is meant.
//!
//! In: an entry before and after. Out: a phrase for each part that differs.

use crate::knowledge::{Date, Entry};

pub(super) fn changes(before: &Entry, after: &Entry) -> Vec<String> {
    let day = |date: Option<Date>| date.map(|date| date.to_string());
    let parts = [
        text("title", Some(&before.title), Some(&after.title)),
        text("topic", Some(&before.topic), Some(&after.topic)),
        list("questions", &before.questions, &after.questions),
        list("keywords", &before.keywords, &after.keywords),
        list("subjects", &before.subjects, &after.subjects),
        list("sources", &before.sources, &after.sources),
        list("related", &before.related, &after.related),
        text("verified", day(before.verified).as_ref(), day(after.verified).as_ref()),
        text("review", day(before.review).as_ref(), day(after.review).as_ref()),
        (before.answer != after.answer).then(|| "another answer".to_owned()),
    ];
    parts.into_iter().flatten().collect()
}

fn text(key: &str, before: Option<&String>, after: Option<&String>) -> Option<String> {
    match after {
        _ if before == after => None,
        Some(after) => Some(format!("`{key}` to `{after}`")),
        None => Some(format!("no `{key}`")),
    }
}

fn list<T: PartialEq>(key: &str, before: &[T], after: &[T]) -> Option<String> {
    if before == after {
        return None;
    }
    let beside = |items: &[T], others: &[T]| items.iter().filter(|item| !others.contains(item)).count();
    Some(match (beside(after, before), beside(before, after)) {
        (0, 0) => format!("`{key}` in another order"),
        (more, 0) => format!("`{key}` ({more} more)"),
        (0, fewer) => format!("`{key}` ({fewer} fewer)"),
        (more, fewer) => format!("`{key}` ({more} more, {fewer} fewer)"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::EntryId;

    #[test]
    fn each_part_that_differs_is_named() {
        let list = |items: &[&str]| items.iter().map(|item| (*item).to_owned()).collect::<Vec<_>>();
        let before = Entry {
            id: EntryId::new("a").unwrap(),
            title: "A".to_owned(),
            topic: "T".to_owned(),
            questions: list(&["one", "two", "three"]),
            keywords: list(&["b", "c"]),
            subjects: Vec::new(),
            sources: Vec::new(),
            related: Vec::new(),
            verified: "2026-11-20".parse().ok(),
            review: "2027-05".parse().ok(),
            answer: "Yes.".to_owned(),
        };
        assert_eq!(changes(&before, &before), Vec::<String>::new());
        let after = Entry {
            title: "B".to_owned(),
            questions: list(&["one", "four"]),
            keywords: list(&["c", "b"]),
            verified: "2026-12-01".parse().ok(),
            review: None,
            answer: "No.".to_owned(),
            ..before.clone()
        };
        assert_eq!(
            changes(&before, &after),
            [
                "`title` to `B`",
                "`questions` (1 more, 2 fewer)",
                "`keywords` in another order",
                "`verified` to `2026-12-01`",
                "no `review`",
                "another answer",
            ]
        );
    }
}
