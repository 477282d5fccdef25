//! `docent eval`: reads labelled messages, lets Docent answer them, says how good that was.
//!
//! In: a file of cases. Out: a report for people or as JSON; predictions and a picture as files; exit code 1 where it is worse than a baseline.
//! Counting is left to [`crate::eval`].

mod args;
mod baseline;
mod cases;
mod files;
mod lists;
mod meaning;
mod plot;
mod run;
mod svg;
mod text;
mod tuning;

use std::io::Write as _;

use serde_json::{Value, json};

pub(super) use args::{EXAMPLES, Eval};

use super::args::Common;
use super::failure::{Exit, Failure};
use super::{load, screen};
use crate::eval::{self, Comparison, Report, Tuning, labels};
use crate::pipeline::Incoming;
use baseline::Baseline;
use meaning::Gauge;
use run::Micros;

/// Everything that is told about a run.
struct Told<'a> {
    report: &'a Report,
    micros: Option<Micros>,
    /// What the same cases give without the view by meaning, where there is one.
    without: Option<Gauge>,
    tuning: Option<Tuning>,
    comparison: Option<(&'a Baseline, Comparison)>,
}

pub(super) fn command(common: &Common, eval: &Eval) -> Result<Exit, Failure> {
    let addressed = !eval.unaddressed;
    files::spare(&eval.cases, eval.baseline.as_deref(), [eval.predictions.as_deref(), eval.svg.as_deref()])?;
    // Files first: a wrong path should not have to wait for the knowledge.
    let lines = cases::read(&eval.cases)?;
    let baseline = eval.baseline.as_deref().map(|path| baseline::read(path, addressed)).transpose()?;
    let docent = load::all(common)?;
    let cases = cases::resolve(&docent, &eval.cases, lines)?;
    let without = docent.has_vectors().then(|| Gauge::without_meaning(&docent, cases.clone(), addressed));
    let (judged, micros) = run::all(
        &docent,
        |text| docent.prepare(Incoming { text, addressed, context: None, locale: None }),
        cases,
        addressed,
    );
    if let Some(path) = &eval.predictions {
        files::write(path, &files::predictions(&judged))?;
    }
    let topic = |id: &_| labels::topic(docent.knowledge(), id);
    let report = Report::of(&judged, addressed, docent.thresholds(), topic);
    if let Some(path) = &eval.svg {
        files::write(path, &svg::draw(&report))?;
    }
    let told = Told {
        report: &report,
        micros,
        without,
        tuning: eval.tune.then(|| eval::tune(&judged, docent.thresholds())),
        comparison: baseline.as_ref().map(|before| (before, Comparison::of(&before.counts, &report))),
    };
    if eval.json {
        print_json(&told)?;
    } else {
        print_text(&told)?;
    }
    let worse = told.comparison.is_some_and(|(_, comparison)| comparison.worse);
    Ok(if worse { Exit::Problems } else { Exit::Done })
}

fn print_text(told: &Told<'_>) -> Result<(), Failure> {
    let mut out = screen::out();
    text::print(&mut out, told.report, told.micros)?;
    if let Some(without) = &told.without {
        meaning::print(&mut out, without, &Gauge::of(told.report, told.micros))?;
    }
    if let Some(tuning) = &told.tuning {
        tuning::print(&mut out, tuning)?;
    }
    if let Some((baseline, comparison)) = &told.comparison {
        baseline::print(&mut out, baseline, comparison)?;
    }
    Ok(out.flush()?)
}

/// One object on standard output; the judgement also in words on standard error, where the log of a pull request is read.
fn print_json(told: &Told<'_>) -> Result<(), Failure> {
    let mut object = serde_json::to_value(told.report).unwrap_or_default();
    let mut add = |name: &str, value: Value| {
        if let Some(fields) = object.as_object_mut() {
            fields.insert(name.to_owned(), value);
        }
    };
    add("micros", json!(told.micros));
    if let Some(without) = &told.without {
        add("without_meaning", json!(without));
    }
    if let Some(tuning) = &told.tuning {
        add("tune", json!(tuning));
    }
    if let Some((baseline, comparison)) = &told.comparison {
        add("baseline", json!(comparison));
        baseline::print(&mut anstream::stderr(), baseline, comparison)?;
    }
    let mut out = screen::out();
    writeln!(out, "{object}")?;
    Ok(out.flush()?)
}
