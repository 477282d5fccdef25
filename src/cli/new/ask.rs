//! Asks a person for what no flag said.
//!
//! In: what is asked for, and the flag that says it too. Out: what was typed. Without a terminal nobody can be asked: an error then names the flag.

use std::io::{self, BufRead as _, IsTerminal as _, Write as _};

use super::super::failure::Failure;
use super::super::screen::BOLD;

/// Whether there is somebody who could be asked.
pub(super) fn is_possible() -> bool {
    io::stdin().is_terminal()
}

/// What the flag says, or what is typed on one line.
pub(super) fn line(given: Option<&String>, prompt: &str, flag: &str) -> Result<String, Failure> {
    match given.map(|text| text.trim()).filter(|text| !text.is_empty()) {
        Some(text) => Ok(text.to_owned()),
        None => typed(prompt, flag)?.ok_or_else(|| missing(flag)),
    }
}

/// What the flags say, or what is typed, a line each, until one is empty.
pub(super) fn lines(given: &[String], prompt: &str) -> Result<Vec<String>, Failure> {
    let mut all = given.to_vec();
    if !all.is_empty() || !is_possible() {
        return Ok(all);
    }
    while let Some(text) = typed(&format!("{prompt} (an empty line ends)"), "")? {
        all.push(text);
    }
    Ok(all)
}

/// What the flag says, or everything that is typed up to a line with a single dot.
pub(super) fn text(given: Option<&String>, prompt: &str, flag: &str) -> Result<String, Failure> {
    if let Some(text) = given {
        return Ok(text.clone());
    }
    if !is_possible() {
        return Err(missing(flag));
    }
    writeln!(anstream::stderr(), "{BOLD}{prompt}{BOLD:#} (a line with a single dot ends)")?;
    let mut text = String::new();
    for line in io::stdin().lock().lines() {
        let line = line?;
        if line.trim() == "." {
            break;
        }
        text.push_str(&line);
        text.push('\n');
    }
    Ok(text)
}

/// One line; none where it is empty.
fn typed(prompt: &str, flag: &str) -> Result<Option<String>, Failure> {
    if !is_possible() {
        return if flag.is_empty() { Ok(None) } else { Err(missing(flag)) };
    }
    let mut err = anstream::stderr();
    write!(err, "{BOLD}{prompt}{BOLD:#}: ")?;
    err.flush()?;
    let mut line = String::new();
    io::stdin().lock().read_line(&mut line)?;
    Ok(Some(line.trim().to_owned()).filter(|line| !line.is_empty()))
}

fn missing(flag: &str) -> Failure {
    Failure::Use(format!("`{flag}` is missing: name it, or run this in a terminal, which asks for it"))
}
