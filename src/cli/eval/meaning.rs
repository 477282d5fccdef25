//! What the view by meaning gains: the same cases without it, in the numbers that matter.
//!
//! In: Docent and cases; a report. Out: two lines for people, one object for `--json`.

use std::io::{self, Write};

use serde::Serialize;

use super::super::screen::{BOLD, DIM};
use super::run::{self, Micros};
use crate::eval::{Case, Report, Share};
use crate::pipeline::Docent;

/// The numbers that matter most.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Gauge {
    accuracy: Share,
    top_1: Share,
    recall_at_3: Share,
    out_of_scope_recall: Share,
    false_answers: usize,
    refusals: usize,
    auroc: Option<f64>,
    micros: Option<Micros>,
}

impl Gauge {
    pub(super) fn of(report: &Report, micros: Option<Micros>) -> Self {
        Self {
            accuracy: report.accuracy,
            top_1: report.top_1,
            recall_at_3: report.recall_at_3,
            out_of_scope_recall: report.out_of_scope_recall,
            false_answers: report.false_answers.count,
            refusals: report.refusals.count,
            auroc: report.auroc,
            micros,
        }
    }

    /// Lets the same Docent read the cases without its view by meaning.
    pub(super) fn without_meaning(docent: &Docent, cases: Vec<Case>, addressed: bool) -> Self {
        let plain = docent.without_vectors();
        let (judged, micros) = run::all(&plain, |_| {}, cases, addressed);
        Self::of(&Report::of(&judged, addressed, plain.thresholds(), ToString::to_string), micros)
    }
}

/// Prints both, one below the other.
pub(super) fn print(out: &mut impl Write, without: &Gauge, with: &Gauge) -> io::Result<()> {
    writeln!(out, "\n{BOLD}What meaning gains{BOLD:#} (`[semantic]`)")?;
    writeln!(
        out,
        "{DIM}  {:<10}{:>10}{:>10}{:>12}{:>14}{:>8}{:>10}{DIM:#}",
        "", "best right", "answered", "refused", "false answers", "AUROC", "p50 µs"
    )?;
    line(out, "without", without)?;
    line(out, "with", with)
}

fn line(out: &mut impl Write, what: &str, gauge: &Gauge) -> io::Result<()> {
    let number = |value: Option<f64>, digits: usize| value.map_or_else(|| "-".to_owned(), |v| format!("{v:.digits$}"));
    let (auroc, p50) = (number(gauge.auroc, 3), number(gauge.micros.map(|micros| micros.p50), 1));
    let (best, right) = (gauge.top_1.to_string(), gauge.accuracy.to_string());
    let (refused, wrong) = (gauge.refusals, gauge.false_answers);
    writeln!(out, "  {what:<10}{best:>10}{right:>10}{refused:>12}{wrong:>14}{auroc:>8}{p50:>10}")
}
