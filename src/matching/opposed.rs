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
    let said: Vec<&Unit> = units.iter().filter(|unit| subject(unit).is_some() || !is_before_a_name(unit)).collect();
    let in_a_run = |unit: &&Unit| subject(unit).is_some() || joins(unit);
    let runs =
        said.chunk_by(|one, next| in_a_run(one) == in_a_run(next)).filter(|run| run.first().is_some_and(in_a_run));
    runs.map(opposed).find(|subjects| subjects.len() > 1).unwrap_or_default()
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

/// A name may be such a word: Go.
fn is_before_a_name(unit: &Unit) -> bool {
    BEFORE_A_NAME.contains(&unit.text.as_str())
}

fn subject(unit: &Unit) -> Option<usize> {
    if let Role::Subject(place) = unit.role { Some(place) } else { None }
}

fn joins(unit: &Unit) -> bool {
    JOINERS.contains(&unit.text.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit(word: &str) -> Unit {
        // A capital stands for a subject.
        let role = match word.as_bytes() {
            [letter @ b'A'..=b'Z'] => Role::Subject(usize::from(letter - b'A')),
            _ => Role::Stranger,
        };
        Unit { text: word.into(), stem: word.into(), role, added: 0 }
    }

    #[test]
    fn names_with_a_joiner_between_them_are_put_side_by_side() {
        let rows: [(&str, &[usize]); 10] = [
            ("A vs B for small teams", &[0, 1]),
            ("keep arguing about C or the B for orders", &[2, 1]),
            ("A B or C if starting from zero", &[0, 1, 2]),
            ("stick with A or go with B", &[0, 1]),
            ("A or A", &[]),
            ("A and B", &[]),
            ("A is slow or B is", &[]),
            ("A or something else", &[]),
            ("we have A so B or C", &[1, 2]),
            ("", &[]),
        ];
        for (text, expected) in rows {
            let units: Vec<Unit> = text.split_whitespace().map(unit).collect();
            assert_eq!(in_units(&units), expected, "{text}");
        }
    }
}
