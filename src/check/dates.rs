//! Findings about dates.

use super::view::{View, page_id};
use super::{Findings, due};
use crate::knowledge::{Date, Field, Kind, Place};

/// A date that has not come yet: nobody can have read or checked anything then.
pub(super) fn future(view: &View<'_>, findings: &mut Findings) {
    for (date, name, place) in past_dates(view) {
        if date.earliest() > view.today {
            let message = format!("`{name}` is `{date}`, which is in the future");
            findings.error(&place, message, format!("today is {}: mend the slip", view.today));
        }
    }
}

/// An answer that nobody has said to be true, as an import brings it.
pub(super) fn unverified(view: &View<'_>, findings: &mut Findings) {
    for entry in view.knowledge.entries.iter().filter(|entry| entry.verified.is_none()) {
        findings.warning(
            &view.whole(Kind::Entry, entry.id.as_str()),
            "nobody has said that the answer was checked",
            format!("check it, then add `verified = \"{}\"`, with the day on which you did", view.today),
        );
    }
}

/// All dates that must have passed.
fn past_dates(view: &View<'_>) -> Vec<(Date, &'static str, Place)> {
    let base = view.knowledge;
    let mut dates = Vec::new();
    for source in &base.sources {
        let place = |key| view.place(Kind::Source, source.id.as_str(), Field::key(key));
        dates.extend(source.date.map(|date| (date, "date", place("date"))));
        dates.extend(source.read.map(|date| (date, "read", place("read"))));
    }
    for subject in &base.subjects {
        for (at, fact) in subject.facts.iter().enumerate() {
            let place = || view.place(Kind::Subject, subject.id.as_str(), Field::row(at, "as_of"));
            dates.extend(fact.as_of.map(|date| (date, "as_of", place())));
        }
    }
    let pages = base.comparisons.iter().map(|page| (Kind::Comparison, page_id(&page.subjects), page.verified));
    let entries = base.entries.iter().filter_map(|entry| Some((Kind::Entry, entry.id.to_string(), entry.verified?)));
    dates.extend(
        pages.chain(entries).map(|(kind, id, date)| (date, "verified", view.place(kind, &id, Field::key("verified")))),
    );
    dates
}

/// What should have been checked again by now.
pub(super) fn overdue(view: &View<'_>, findings: &mut Findings) {
    for due in due::due(view.knowledge, view.today) {
        let since = due.since;
        let (message, help) = match due.fact {
            None => (
                format!("to be checked again since {since}"),
                "check that every statement is still true, then set `verified` to that day and `review` to the next",
            ),
            Some(fact) => (
                format!("what `{}` says under `{}` is to be checked again since {since}", fact.source, fact.aspect),
                "read the source again and mend the fact, then set the source's `read` to that day",
            ),
        };
        findings.warning(&view.place(due.kind, &due.id, due.field), message, help);
    }
}
