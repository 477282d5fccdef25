//! Recommended thresholds as text.
//!
//! In: [`Tuning`]. Out: a table, and what it rests on.

use std::io::{self, Write};

use super::super::screen::{BOLD, DIM};
use crate::eval::{Advice, Errors, Setting, Tuning};

/// With fewer cases of either kind a threshold fits them and not the world.
const FEW: usize = 50;

pub(super) fn print(out: &mut impl Write, tuning: &Tuning) -> io::Result<()> {
    let (inside, outside) = (tuning.in_scope, tuning.out_of_scope);
    writeln!(
        out,
        "\n{BOLD}Recommended thresholds{BOLD:#}, resting on {inside} cases in scope and {outside} out of scope"
    )?;
    if inside.min(outside) < FEW {
        writeln!(out, "  {DIM}fewer than {FEW} of either kind show little: add cases before you trust this{DIM:#}")?;
    }
    if inside == 0 || outside == 0 {
        let missing = if inside == 0 { "in scope (with a label)" } else { "out of scope (label null)" };
        writeln!(out, "  none can be recommended: there are no cases {missing}")?;
    }
    advice(out, "thresholds.addressed", &tuning.addressed)?;
    advice(out, "thresholds.unaddressed", &tuning.unaddressed)
}

fn advice(out: &mut impl Write, name: &str, advice: &Advice) -> io::Result<()> {
    writeln!(
        out,
        "\n  {name:<26}{DIM}{:>9}{:>12}{:>15}{:>15}{DIM:#}",
        "right", "left alone", "false answers", "refused, knew"
    )?;
    row(out, "now", &advice.now)?;
    let choices = [("best sum", advice.best), ("90 % left alone", advice.quiet)];
    for (what, choice) in choices.into_iter().filter_map(|(what, choice)| Some((what, choice?))) {
        row(out, what, &choice.setting)?;
        if let Some(Errors { false_answers, refused_though_known }) = choice.expected {
            let what = "  expected of others";
            writeln!(out, "    {DIM}{what:<45}{false_answers:>15}{refused_though_known:>15}{DIM:#}")?;
        }
    }
    Ok(())
}

fn row(out: &mut impl Write, what: &str, setting: &Setting) -> io::Result<()> {
    let Setting { threshold, accuracy, out_of_scope_recall, errors } = setting;
    let Errors { false_answers, refused_though_known } = errors;
    writeln!(
        out,
        "    {what:<18}{threshold:>6.2}{accuracy:>9}{out_of_scope_recall:>12}{false_answers:>15}{refused_though_known:>15}"
    )
}
