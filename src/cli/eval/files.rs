//! What a run leaves behind as files: predictions, a line a case.
//!
//! In: judged cases. Out: JSON Lines. Other tools rely on the keys.

use std::fs;
use std::path::Path;

use serde_json::json;

use super::super::failure::Failure;
use crate::decision::Decision;
use crate::eval::Judged;

/// Next best candidates that a line names.
const MAX_ALTERNATIVES: usize = 5;

/// Digits of a confidence; more would only look exact.
const DIGITS: f64 = 10_000.0;

/// Refuses to write over what is read: labels are a day's work, and a slip of the shell's history is enough to lose them.
pub(super) fn spare(cases: &Path, baseline: Option<&Path>, outs: [Option<&Path>; 2]) -> Result<(), Failure> {
    let same = |one: &Path, other: &Path| {
        fs::canonicalize(one).ok().is_some_and(|one| fs::canonicalize(other).ok() == Some(one))
    };
    let read = || std::iter::once(cases).chain(baseline);
    match outs.into_iter().flatten().find(|out| read().any(|path| same(path, out))) {
        None => Ok(()),
        Some(out) => {
            Err(Failure::Use(format!("`{}` is read here and would be lost: name another file to write", out.display())))
        }
    }
}

/// Writes a file whole.
pub(super) fn write(path: &Path, text: &str) -> Result<(), Failure> {
    fs::write(path, text).map_err(|source| Failure::File { path: path.display().to_string(), source })
}

/// A line a case, in their order.
pub(super) fn predictions(judged: &[Judged]) -> String {
    judged.iter().flat_map(|one| [line(one).to_string(), "\n".to_owned()]).collect()
}

/// Where no answer was given, the best candidate leads: it is what Docent came nearest to saying.
fn line(one: &Judged) -> serde_json::Value {
    let given = usize::from(one.outcome.decision == Decision::Answer);
    let ids = |from: usize, count: usize| one.outcome.ranked.iter().skip(from).take(count).map(ToString::to_string);
    json!({
        "label": ids(0, given).next(),
        "confidence": (f64::from(one.outcome.confidence).clamp(0.0, 1.0) * DIGITS).round() / DIGITS,
        "alternatives": ids(given, MAX_ALTERNATIVES).collect::<Vec<_>>(),
    })
}
