//! Questions to try first, made of what is known: each is sure to be answered, even unasked.
//!
//! In: a Docent. Out: up to three questions: an entry, a comparison, a single fact.

use std::cmp::Reverse;

use crate::decision::Decision;
use crate::knowledge::{Entry, SubjectId};
use crate::language::Language;
use crate::pipeline::{Docent, Incoming};

const COUNT: usize = 3;

pub(super) fn of(docent: &Docent) -> Vec<String> {
    let kinds: [Box<dyn Iterator<Item = String> + '_>; 3] =
        [Box::new(entries(docent)), Box::new(comparisons(docent)), Box::new(facts(docent))];
    let mut found: Vec<String> =
        kinds.into_iter().filter_map(|mut kind| kind.find(|question| is_answered(docent, question))).collect();
    // A folder of entries alone has neither comparisons nor facts.
    for question in entries(docent) {
        if found.len() < COUNT && !found.contains(&question) && is_answered(docent, &question) {
            found.push(question);
        }
    }
    found
}

fn is_answered(docent: &Docent, question: &str) -> bool {
    docent.respond(Incoming { text: question, addressed: false, context: None, locale: None }).decision
        == Decision::Answer
}

/// Titles that ask, those first that most other entries lead to.
fn entries(docent: &Docent) -> impl Iterator<Item = String> + '_ {
    let all: Vec<&Entry> = docent.knowledge().entries_in(Language::English).collect();
    let led_to = |entry: &Entry| all.iter().flat_map(|other| &other.related).filter(|id| **id == entry.id).count();
    let mut sorted: Vec<&Entry> = all.iter().copied().filter(|entry| entry.title.ends_with('?')).collect();
    sorted.sort_by_cached_key(|entry| Reverse(led_to(entry)));
    sorted.into_iter().map(|entry| entry.title.clone())
}

/// Pairs that someone has written about, then any two of a category.
fn comparisons(docent: &Docent) -> impl Iterator<Item = String> + '_ {
    let knowledge = docent.knowledge();
    let named = |id: &SubjectId| knowledge.subjects.iter().find(|subject| subject.id == *id);
    let written = knowledge.comparisons.iter().filter_map(move |page| {
        let [one, other] = &page.subjects;
        Some((named(one)?, named(other)?))
    });
    let beside = knowledge.subjects.windows(2).filter_map(|pair| match pair {
        [one, other] if one.category == other.category => Some((one, other)),
        _ => None,
    });
    // Without articles, which the names of subjects do not tell.
    written.chain(beside).map(|(one, other)| format!("{} or {}: what's the difference?", one.name, lower(&other.name)))
}

/// Each headline aspect of each subject that has a fact under it.
fn facts(docent: &Docent) -> impl Iterator<Item = String> + '_ {
    let knowledge = docent.knowledge();
    let headlines = knowledge.aspects.iter().filter(|aspect| aspect.headline);
    headlines.flat_map(move |aspect| {
        let with = knowledge.subjects.iter().filter(|one| one.facts.iter().any(|fact| fact.aspect == aspect.id));
        with.map(move |subject| format!("{}: {}?", subject.name, lower(&aspect.name)))
    })
}

/// As it stands within a sentence: "data engineer", but "ML platform engineer".
fn lower(name: &str) -> String {
    let mut chars = name.chars();
    match (chars.next(), chars.clone().next()) {
        (Some(first), Some(second)) if second.is_lowercase() => first.to_lowercase().chain(chars).collect(),
        _ => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::decision::Thresholds;
    use crate::{folder, knowledge};

    fn docent(path: &str) -> Docent {
        let files = folder::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap();
        Docent::new(knowledge::parse(&files).knowledge.unwrap(), Thresholds::default())
    }

    #[test]
    fn an_entry_a_comparison_and_a_fact_are_offered_and_all_are_answered() {
        let docent = docent("tests/data/small");
        let examples = of(&docent);
        assert_eq!(examples.len(), 3, "{examples:?}");
        assert!(examples.iter().all(|question| is_answered(&docent, question)));
        assert!(examples.iter().any(|question| question.contains(" or ")), "{examples:?}");
    }
}
