//! Findings about translations of entries.

use super::Findings;
use super::view::View;
use crate::knowledge::{Field, Kind};

/// A translation that was last held against an earlier state of its original.
pub(super) fn outdated(view: &View<'_>, findings: &mut Findings) {
    for entry in &view.knowledge.entries {
        let Some(original) = entry.id.original().and_then(|id| view.knowledge.entry(&id)) else { continue };
        let (Some(translated), Some(checked)) = (entry.verified, original.verified) else { continue };
        if translated.earliest() >= checked.earliest() {
            continue;
        }
        let place = view.place(Kind::Entry, entry.id.as_str(), Field::key("verified"));
        let message =
            format!("the original `{}` was checked on {checked}, after its translation ({translated})", original.id);
        findings.warning(&place, message, "see whether both still say the same, then set `verified` to that day");
    }
}
