//! Notices that a sentence puts subjects side by side, whatever else it says: "kafka vs rabbitmq for 2k messages a second".
//!
//! In: the units of a sentence. Out: the subjects that are put side by side, in order. What is told of them is left to [`super::resolve`].

use super::reading::{Role, Unit};

/// Words that may stand before a name, and say nothing of how it stands to the one before: "with Prefect or with Airflow".
const BEFORE_A_NAME: &[&str] =
    &["a", "an", "the", "for", "with", "to", "use", "using", "in", "on", "just", "plain", "go", "stay", "stick"];

/// Words that put what stands right before them and right behind them side by side.
const JOINERS: &[&str] = &["or", "vs", "against", "over"];

/// The subjects of the first run of names with a joiner among them, each once, in order: all three of "airflow, dagster or prefect".
pub(super) fn in_units(units: &[Unit]) -> Vec<usize> {
    let said: Vec<&Unit> = units.iter().filter(|unit| !BEFORE_A_NAME.contains(&unit.text.as_str())).collect();
    let in_a_run = |unit: &&Unit| subject(unit).is_some() || joins(unit);
    let runs =
        said.chunk_by(|one, next| in_a_run(one) == in_a_run(next)).filter(|run| run.first().is_some_and(in_a_run));
    runs.map(|run| opposed(run)).find(|subjects| subjects.len() > 1).unwrap_or_default()
}

/// The subjects of a run, where one of its joiners has a subject on either side.
fn opposed(run: &[&Unit]) -> Vec<usize> {
    let joined = run.windows(3).any(
        |of| matches!(of, [one, joiner, other] if subject(one).is_some() && joins(joiner) && subject(other).is_some()),
    );
    let mut subjects: Vec<usize> = Vec::new();
    for place in run.iter().filter_map(|unit| subject(unit)) {
        if joined && !subjects.contains(&place) {
            subjects.push(place);
        }
    }
    subjects
}

fn subject(unit: &Unit) -> Option<usize> {
    if let Role::Subject(place) = unit.role { Some(place) } else { None }
}

fn joins(unit: &Unit) -> bool {
    JOINERS.contains(&unit.text.as_str())
}
