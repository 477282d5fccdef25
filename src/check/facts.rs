//! Findings about facts, and about aspects and sources that nothing uses.

use std::collections::HashSet;

use super::Findings;
use super::view::{View, folded};
use crate::knowledge::{Field, Kind};

/// Longest text of a fact, in characters: it stands in a cell.
const MOST_FACT_CHARS: usize = 200;

/// A subject of which nothing is recorded.
pub(super) fn none(view: &View<'_>, findings: &mut Findings) {
    for subject in view.knowledge.subjects.iter().filter(|subject| subject.facts.is_empty()) {
        let message = format!("the subject `{}` has no facts: its column would be empty", subject.id);
        findings.warning(&view.whole(Kind::Subject, subject.id.as_str()), message, "add `[[facts]]`");
    }
}

/// A row that is empty for every subject.
pub(super) fn unused_aspects(view: &View<'_>, findings: &mut Findings) {
    let facts = view.knowledge.subjects.iter().flat_map(|subject| &subject.facts);
    let used: HashSet<_> = facts.map(|fact| &fact.aspect).collect();
    for aspect in view.knowledge.aspects.iter().filter(|aspect| !used.contains(&aspect.id)) {
        let place = view.place(Kind::Aspect, aspect.id.as_str(), Field::key("id"));
        let message = format!("no subject has a fact under `{}`", aspect.id);
        findings.warning(&place, message, "add a fact to a subject, or remove the aspect");
    }
}

/// A source that nothing was taken from.
pub(super) fn unused_sources(view: &View<'_>, findings: &mut Findings) {
    let base = view.knowledge;
    let mut used = HashSet::new();
    used.extend(base.entries.iter().flat_map(|entry| &entry.sources));
    used.extend(base.comparisons.iter().flat_map(|page| &page.sources));
    used.extend(base.subjects.iter().flat_map(|subject| &subject.sources));
    used.extend(base.subjects.iter().flat_map(|subject| &subject.facts).map(|fact| &fact.source));
    for source in base.sources.iter().filter(|source| !used.contains(&source.id)) {
        let place = view.place(Kind::Source, source.id.as_str(), Field::key("id"));
        let message = format!("nothing refers to the source `{}`", source.id);
        findings.warning(&place, message, "name it where something was taken from it, or remove it");
    }
}

/// A fact that does not fit a cell.
pub(super) fn unfit_for_a_cell(view: &View<'_>, findings: &mut Findings) {
    for subject in &view.knowledge.subjects {
        for (at, fact) in subject.facts.iter().enumerate() {
            let place = || view.place(Kind::Subject, subject.id.as_str(), Field::row(at, "text"));
            let chars = fact.text.chars().count();
            if chars > MOST_FACT_CHARS {
                let message = format!("the fact has {chars} characters, the most is {MOST_FACT_CHARS}");
                findings.error(&place(), message, "make a phrase of it; an entry has room for the rest");
            }
            if fact.text.contains('\n') {
                findings.error(
                    &place(),
                    "the fact has a line break",
                    "write it on one line, several items with commas",
                );
            }
        }
    }
}

/// A fact that is recorded twice.
pub(super) fn repeated(view: &View<'_>, findings: &mut Findings) {
    for subject in &view.knowledge.subjects {
        let mut seen = HashSet::new();
        for (at, fact) in subject.facts.iter().enumerate() {
            if !seen.insert((&fact.aspect, &fact.source, fact.as_of, folded(&fact.text))) {
                let place = view.place(Kind::Subject, subject.id.as_str(), Field::row(at, "text"));
                findings.warning(&place, "the same fact of the same source stands above", "remove one of the two");
            }
        }
    }
}
