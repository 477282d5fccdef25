//! Findings about what subjects, aspects and groups are called.

use std::collections::HashMap;

use super::Findings;
use super::view::{View, folded};
use crate::knowledge::{Field, Kind, Place, Subject};

/// Longest row heading, in characters: beside two columns, a phone shows no more.
const MOST_ASPECT_CHARS: usize = 24;

/// Longest column heading, in characters: of two of them and their row headings, a phone shows no more.
pub const MOST_SHORT_CHARS: usize = 12;

/// A name by which two subjects go: whoever says it could mean either.
pub(super) fn shared_by_subjects(view: &View<'_>, findings: &mut Findings) {
    let mut owners = Owners::default();
    for subject in &view.knowledge.subjects {
        let id = subject.id.as_str();
        for (field, name) in names_of(subject) {
            owners.claim(name, id, &format!("the subject `{id}`"), || view.place(Kind::Subject, id, field), findings);
        }
    }
}

fn names_of(subject: &Subject) -> impl Iterator<Item = (Field, &str)> {
    name_of(&subject.name)
        .chain(items("aliases", &subject.aliases))
        .chain(items("abbreviations", &subject.abbreviations))
}

fn name_of(name: &str) -> impl Iterator<Item = (Field, &str)> {
    std::iter::once((Field::key("name"), name))
}

fn items<'a>(key: &'static str, names: &'a [String]) -> impl Iterator<Item = (Field, &'a str)> {
    names.iter().enumerate().map(move |(at, name)| (Field::item(key, at), name.as_str()))
}

/// A name by which two aspects or groups go.
pub(super) fn shared_by_aspects(view: &View<'_>, findings: &mut Findings) {
    let mut owners = Owners::default();
    for group in &view.knowledge.groups {
        let id = group.id.as_str();
        for (field, name) in name_of(&group.name).chain(items("aliases", &group.aliases)) {
            owners.claim(name, id, &format!("the group `{id}`"), || view.place(Kind::Group, id, field), findings);
        }
    }
    for aspect in &view.knowledge.aspects {
        let id = aspect.id.as_str();
        for (field, name) in name_of(&aspect.name).chain(items("aliases", &aspect.aliases)) {
            owners.claim(name, id, &format!("the aspect `{id}`"), || view.place(Kind::Aspect, id, field), findings);
        }
    }
}

/// Who bears which name.
#[derive(Default)]
struct Owners {
    by_name: HashMap<String, (String, String)>,
}

impl Owners {
    fn claim(&mut self, name: &str, id: &str, owner: &str, place: impl FnOnce() -> Place, findings: &mut Findings) {
        let bearer = self.by_name.entry(folded(name)).or_insert_with(|| (id.to_owned(), owner.to_owned()));
        if bearer.0 != id {
            let message = format!("`{name}` is a name of {} too", bearer.1);
            findings.error(&place(), message, "leave it with the one that people mean by it");
        }
    }
}

/// A heading that breaks the table on a phone.
pub(super) fn too_long(view: &View<'_>, findings: &mut Findings) {
    for aspect in &view.knowledge.aspects {
        let chars = aspect.name.chars().count();
        if chars > MOST_ASPECT_CHARS {
            let place = view.place(Kind::Aspect, aspect.id.as_str(), Field::key("name"));
            let message =
                format!("`{}` has {chars} characters, the most for a row heading is {MOST_ASPECT_CHARS}", aspect.name);
            findings.error(&place, message, "shorten it, and add the long form to `aliases`");
        }
    }
    for subject in &view.knowledge.subjects {
        let chars = subject.short.chars().count();
        if chars > MOST_SHORT_CHARS {
            let key = if subject.short == subject.name { "name" } else { "short" };
            let place = view.place(Kind::Subject, subject.id.as_str(), Field::key(key));
            let message = format!(
                "`{}` has {chars} characters, the most for a column heading is {MOST_SHORT_CHARS}",
                subject.short
            );
            findings.error(&place, message, "give it a shorter `short`");
        }
    }
}

/// Two subjects of a category under the same column heading.
pub(super) fn same_column(view: &View<'_>, findings: &mut Findings) {
    let mut owners = HashMap::new();
    for subject in &view.knowledge.subjects {
        let first = *owners.entry((&subject.category, folded(&subject.short))).or_insert(&subject.id);
        if first != &subject.id {
            let place = view.place(Kind::Subject, subject.id.as_str(), Field::key("short"));
            let message = format!("`{}` is the column heading of `{first}` too", subject.short);
            findings.error(&place, message, "give one of them another `short`");
        }
    }
}
