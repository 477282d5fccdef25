//! The report for people: the numbers that matter first, then what to mend.
//!
//! In: a [`Report`] and the times. Out: text. Tables that can get long are cut; `--json` has them whole.

use std::io::{self, Write};

use super::super::screen::{BOLD, DIM};
use super::run::Micros;
use super::{lists, plot};
use crate::eval::{Report, Share};

/// Prints all of it.
pub(super) fn print(out: &mut impl Write, report: &Report, micros: Option<Micros>) -> io::Result<()> {
    let Report { cases, in_scope, out_of_scope, threshold, .. } = report;
    let how = if report.addressed { "meant for Docent" } else { "that nobody meant for Docent" };
    writeln!(out, "{BOLD}{cases} messages{BOLD:#}: {in_scope} in scope, {out_of_scope} out of scope")?;
    writeln!(out, "{DIM}each as a message {how}, answered from confidence {threshold} on{DIM:#}")?;
    numbers(out, report)?;
    confidence(out, report)?;
    if let Some(Micros { p50, p99 }) = micros {
        let (half, most) = (readable(p50), readable(p99));
        writeln!(out, "\n{BOLD}Time{BOLD:#} a message: half within {half}, 99 of 100 within {most}")?;
    }
    plot::print(out, report)?;
    lists::print(out, report)
}

/// Microseconds as a person reads them.
fn readable(micros: f64) -> String {
    if micros < 10_000.0 { format!("{micros} µs") } else { format!("{:.1} ms", micros / 1_000.0) }
}

fn numbers(out: &mut impl Write, report: &Report) -> io::Result<()> {
    let (answered, wrong, refused) = (report.answered, report.false_answers, report.refusals);
    let asked = report.clarified;
    writeln!(out, "\n{BOLD}In scope{BOLD:#}")?;
    line(out, "answered rightly", report.accuracy, "")?;
    line(out, "best candidate right", report.top_1, "given or not")?;
    line(out, "among the first three", report.recall_at_3, "")?;
    line(out, "not answered", refused.share, &format!("{} though it knew", refused.though_known))?;
    if asked.count > 0 {
        line(out, "asked back, right offered", asked.with_right, "")?;
    }
    writeln!(out, "{BOLD}Out of scope{BOLD:#}")?;
    line(out, "not answered", report.out_of_scope_recall, "")?;
    writeln!(out, "{BOLD}Answers{BOLD:#}")?;
    line(out, "given", answered.coverage, "")?;
    line(out, "right", answered.accuracy, "")?;
    let kinds = format!("{} in scope, {} out of it", wrong.in_scope, wrong.out_of_scope);
    line(out, "false answers", wrong.share, &kinds)
}

fn line(out: &mut impl Write, what: &str, share: Share, note: &str) -> io::Result<()> {
    let counts = format!("{} of {}", share.part, share.whole);
    let note = if note.is_empty() { String::new() } else { format!("   {DIM}{note}{DIM:#}") };
    writeln!(out, "  {what:<26}{counts:>14}{share:>9}{note}")
}

fn confidence(out: &mut impl Write, report: &Report) -> io::Result<()> {
    let calibration = &report.calibration;
    writeln!(out, "{BOLD}Confidence{BOLD:#}")?;
    line(out, "right of those at 0.9 up", calibration.sure.share, "")?;
    if let Some(auroc) = report.auroc {
        writeln!(out, "  {:<26}{auroc:>23.3}", "AUROC, in against out")?;
    }
    for bin in &calibration.bins {
        let span = format!("answers at {:.1} to {:.1}", bin.from, bin.to);
        let note = bin.confidence.map_or_else(String::new, |mean| format!("should be {:.1} %", mean * 100.0));
        line(out, &span, bin.share, &note)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::readable;

    #[test]
    fn times_are_read_at_a_glance() {
        assert_eq!([54.3, 9_999.9, 60_427.1].map(readable), ["54.3 µs", "9999.9 µs", "60.4 ms"]);
    }
}
