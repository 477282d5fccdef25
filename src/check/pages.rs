//! Findings about comparison pages.

use std::collections::HashMap;

use super::Findings;
use super::view::{View, page_id};
use crate::knowledge::{Field, Kind};

/// A page about two things that have no table in common.
pub(super) fn not_comparable(view: &View<'_>, findings: &mut Findings) {
    let categories: HashMap<_, _> =
        view.knowledge.subjects.iter().map(|subject| (&subject.id, &subject.category)).collect();
    for page in &view.knowledge.comparisons {
        let [one, other] = &page.subjects;
        let (Some(first), Some(second)) = (categories.get(one), categories.get(other)) else { continue };
        if first != second {
            let place = view.place(Kind::Comparison, &page_id(&page.subjects), Field::key("subjects"));
            let message =
                format!("`{one}` is of the category `{first}` and `{other}` of `{second}`: nobody can compare them");
            findings.error(&place, message, "put them in one category, or remove the page");
        }
    }
}
