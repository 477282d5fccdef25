//! An earlier run to compare with.
//!
//! In: what `--json` printed then. Out: its counts; later a table of then and now. Judging is left to [`crate::eval`].

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use anstyle::{AnsiColor, Style};

use super::super::failure::Failure;
use super::super::screen::{BOLD, DIM};
use crate::eval::{Before, Comparison, ComparisonRow};

const WORSE: Style = AnsiColor::Red.on_default().bold();

/// An earlier run and where it came from.
pub(super) struct Baseline {
    path: String,
    pub(super) counts: Before,
}

pub(super) fn read(path: &Path, addressed: bool) -> Result<Baseline, Failure> {
    let name = path.display().to_string();
    let bytes = fs::read(path).map_err(|source| Failure::Input { path: name.clone(), source })?;
    let counts: Before = serde_json::from_slice(&bytes).map_err(|error| {
        Failure::Use(format!("`{name}` is not what `docent eval --json` prints ({error}): make it anew with `--json`"))
    })?;
    if counts.addressed == addressed {
        return Ok(Baseline { path: name, counts });
    }
    let how = if counts.addressed { "without" } else { "with" };
    Err(Failure::Use(format!("`{name}` was measured {how} `--unaddressed`: measure alike, or make it anew")))
}

/// A table of then and now, with what got worse named.
pub(super) fn print(out: &mut impl Write, baseline: &Baseline, comparison: &Comparison) -> io::Result<()> {
    writeln!(out, "\n{BOLD}Against `{}`{BOLD:#}", baseline.path)?;
    writeln!(out, "  {DIM}{:<15}{:>16}{:>18}{DIM:#}", "", "before", "now")?;
    for row in &comparison.rows {
        let (before, now) = (cell(row.before, row.before_share), cell(row.now, row.now_share));
        let verdict = if row.worse { format!("  {WORSE}more than before{WORSE:#}") } else { String::new() };
        writeln!(out, "  {:<15}{before:>16}{now:>18}{verdict}", row.name)?;
    }
    if !comparison.same_cases {
        writeln!(out, "  {DIM}the cases are not the same number as before: shares are compared{DIM:#}")?;
    }
    writeln!(out, "  {}", verdict(&comparison.rows))?;
    out.flush()
}

fn cell(count: usize, share: crate::eval::Share) -> String {
    format!("{count} ({share})")
}

fn verdict(rows: &[ComparisonRow]) -> String {
    let worse: Vec<&str> = rows.iter().filter(|row| row.worse).map(|row| row.name).collect();
    if worse.is_empty() { "not worse".to_owned() } else { format!("worse: more {}", worse.join(" and more ")) }
}
