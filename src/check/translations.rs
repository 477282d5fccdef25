//! Findings about translations of entries.

use super::Findings;
use super::view::View;
use crate::knowledge::{Field, Kind};

/// A translation that was last held against an earlier state of its original.
pub(super) fn outdated(view: &View<'_>, findings: &mut Findings) {
    for entry in &view.knowledge.entries {
        let original = entry.id.original().and_then(|id| view.knowledge.entry(&id));
        let Some(original) = original.filter(|original| entry.verified.earliest() < original.verified.earliest())
        else {
            continue;
        };
        let place = view.place(Kind::Entry, entry.id.as_str(), Field::key("verified"));
        let message = format!(
            "the original `{}` was checked on {}, after its translation ({})",
            original.id, original.verified, entry.verified
        );
        findings.warning(&place, message, "see whether both still say the same, then set `verified` to that day");
    }
}
