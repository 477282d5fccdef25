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
