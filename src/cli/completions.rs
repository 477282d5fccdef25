//! `docent completions`: a script that teaches a shell the commands and flags.
//!
//! In: which shell. Out: the script on standard output.

use std::io::{self, Write as _};

use clap::CommandFactory as _;
use clap_complete::Shell;

use super::args::Cli;
use super::failure::{Exit, Failure};

pub(super) fn command(shell: Shell) -> Result<Exit, Failure> {
    // Into memory first: the generator would panic on a closed pipe.
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "docent", &mut script);
    io::stdout().lock().write_all(&script)?;
    Ok(Exit::Done)
}
