//! Standard output: how wide it is, and an answer printed on it. Colors reach a terminal only.
//!
//! In: an answer. Out: lines, flushed. Layout is left to [`crate::render::plain`].

use std::io::{self, IsTerminal as _, Write};

use anstyle::Style;

use crate::answer::Answer;
use crate::live;
use crate::pipeline::Docent;
use crate::render::{TableForm, limits, plain};

/// Longer lines are hard to read, however wide the window is.
const WIDEST: usize = 110;

/// Narrower than this, a window shows nothing well; lines then wrap by themselves.
const NARROWEST: usize = 40;

pub(super) const BOLD: Style = Style::new().bold();
pub(super) const DIM: Style = Style::new().dimmed();

/// Standard output, which drops colors where it is no terminal.
pub(super) fn out() -> impl Write {
    anstream::stdout().lock()
}

/// Columns to write: those of the terminal, or a fixed number for files and pipes.
pub(super) fn columns() -> usize {
    let terminal = if io::stdout().is_terminal() { terminal_size::terminal_size() } else { None };
    terminal.map_or(limits::TEXT_WIDTH, |(width, _)| usize::from(width.0).clamp(NARROWEST, WIDEST))
}

/// Prints a whole answer, as it is given today.
pub(super) fn show(out: &mut impl Write, docent: &Docent, answer: &Answer, form: TableForm) -> io::Result<()> {
    let answer = &answer.clone().on(live::today(), docent.knowledge());
    let columns = columns();
    writeln!(out, "{BOLD}{}{BOLD:#}", plain::title(answer))?;
    part(out, &plain::body(answer, form, columns), Style::new())?;
    part(out, &plain::sources(answer, columns), DIM)?;
    part(out, &plain::footer(answer, columns), DIM)?;
    out.flush()
}

fn part(out: &mut impl Write, text: &str, style: Style) -> io::Result<()> {
    if text.is_empty() {
        return Ok(());
    }
    writeln!(out)?;
    text.lines()
        .try_for_each(|line| if line.is_empty() { writeln!(out) } else { writeln!(out, "{style}{line}{style:#}") })
}
