//! Coverage against error as a small picture in the terminal, or as heights for one.
//!
//! In: the curve of a [`Report`]. Out: lines of block characters. The same as a file is left to [`super::svg`].

use std::io::{self, Write};

use super::super::screen::{BOLD, DIM};
use crate::eval::{Point, Report};

/// Columns of the picture, each 2 % of the messages.
const WIDTH: u16 = 50;

/// Lines of the picture.
const HEIGHT: u16 = 8;

/// Parts of a line that block characters can show.
const PARTS: f64 = 8.0;

/// From an eighth to the whole of a line.
const BLOCKS: [char; 9] = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// Heights that a scale may have.
const SCALES: [f64; 6] = [0.05, 0.1, 0.2, 0.3, 0.5, 1.0];

/// Below this coverage a single answer moves the curve too far to set the scale by it.
const NOISY: f64 = 0.05;

/// Error at the top of the picture.
pub(super) fn scale(curve: &[Point]) -> f64 {
    let steady = |point: &&Point| point.coverage.value().is_some_and(|coverage| coverage >= NOISY);
    let worst = curve.iter().filter(steady).filter_map(|point| point.error.value()).fold(0.0, f64::max);
    SCALES.into_iter().find(|scale| *scale >= worst).unwrap_or(1.0)
}

pub(super) fn print(out: &mut impl Write, report: &Report) -> io::Result<()> {
    if report.curve.is_empty() {
        return Ok(());
    }
    let top = scale(&report.curve);
    let errors: Vec<Option<f64>> = (1..=WIDTH).map(|column| error_at(&report.curve, column)).collect();
    writeln!(
        out,
        "\n{BOLD}Coverage against error{BOLD:#}: {DIM}how many are answered, how many of these falsely{DIM:#}"
    )?;
    for line in (0..HEIGHT).rev() {
        let label = if line == HEIGHT - 1 { format!("{:.0} %", top * 100.0) } else { String::new() };
        let row: String = errors.iter().map(|error| block(*error, top, line)).collect();
        writeln!(out, "  {label:>5} │{}", row.trim_end())?;
    }
    writeln!(out, "  {:>5} └{}", "0 %", "─".repeat(usize::from(WIDTH)))?;
    let now = report.answered.coverage.value().unwrap_or_default();
    let before: String =
        (1..=WIDTH).take_while(|column| f64::from(*column) / f64::from(WIDTH) < now).map(|_| ' ').collect();
    writeln!(out, "  {:>5}  {before}▲ {} at the threshold in force", "", report.answered.coverage)
}

/// The error where this column's coverage is reached; none where it never is.
fn error_at(curve: &[Point], column: u16) -> Option<f64> {
    let coverage = f64::from(column - 1) / f64::from(WIDTH);
    curve.iter().find(|point| point.coverage.value().is_some_and(|reached| reached > coverage))?.error.value()
}

/// What one column shows on one line, counted from below.
fn block(error: Option<f64>, top: f64, line: u16) -> char {
    let Some(error) = error else { return ' ' };
    let filled = (error / top * f64::from(HEIGHT) - f64::from(line)).clamp(0.0, 1.0) * PARTS;
    let reached = BLOCKS.iter().zip(0_u8..).take_while(|(_, part)| f64::from(*part) <= filled + 0.5);
    reached.last().map_or(' ', |(block, _)| *block)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::eval::Share;

    fn point(coverage: usize, wrong: usize) -> Point {
        let share = Share::of(coverage, 100);
        Point {
            confidence: 0.5,
            coverage: share,
            error: Share::of(wrong, coverage),
            accuracy: share,
            out_of_scope_recall: share,
        }
    }

    #[test]
    fn the_scale_is_the_least_that_holds_the_curve_beyond_its_noisy_start() {
        for (curve, expected) in [
            (vec![], 0.05),
            (vec![point(1, 1), point(50, 2)], 0.05),
            (vec![point(50, 3)], 0.1),
            (vec![point(5, 5)], 1.0),
        ] {
            assert!((scale(&curve) - expected).abs() < 1e-9, "{curve:?}");
        }
    }

    #[test]
    fn a_column_is_filled_up_to_its_error() {
        let shown = |error| (0..HEIGHT).map(|line| block(error, 1.0, line)).collect::<String>();
        assert_eq!(shown(None), "        ");
        assert_eq!(shown(Some(0.0)), "        ");
        assert_eq!(shown(Some(0.1875)), "█▄      ");
        assert_eq!(shown(Some(1.0)), "████████");
    }

    #[test]
    fn a_coverage_that_is_never_reached_has_no_error() {
        let curve = [point(10, 0), point(50, 25)];
        assert_eq!(
            [1, 5, 6, 25, 26].map(|column| error_at(&curve, column)),
            [Some(0.0), Some(0.0), Some(0.5), Some(0.5), None]
        );
    }
}
