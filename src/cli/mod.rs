//! The terminal: reads the command line, runs one command, says in one line what went wrong.
//!
//! In: arguments. Out: text on standard output, an exit code. Answers come from [`crate::pipeline`], their form from [`crate::render`];
//! each command has its file. Nothing here knows Discord but `run` and `sandbox`.

mod args;
mod ask;
mod batch;
mod chat;
mod check;
mod compare;
mod completions;
mod conversation;
mod eval;
#[cfg(feature = "sandbox")]
mod examples;
mod explain;
mod failure;
mod health;
mod load;
mod onboard;
mod problems;
mod record;
mod run;
#[cfg(feature = "sandbox")]
mod sandbox;
mod screen;

use std::process::ExitCode;

use clap::Parser as _;

use args::{Cli, Command};
use failure::{Exit, Failure};

/// Runs the command that the arguments of this process ask for.
#[must_use]
pub fn main() -> ExitCode {
    let outcome = match Cli::try_parse() {
        Ok(cli) => dispatch(&cli),
        Err(error) => args::explain(&error),
    };
    match outcome {
        Ok(exit) => exit.into(),
        Err(failure) => failure.report().into(),
    }
}

fn dispatch(cli: &Cli) -> Result<Exit, Failure> {
    let common = &cli.common;
    match &cli.command {
        None => run::or_try(common),
        Some(Command::Run) => run::command(common),
        #[cfg(feature = "sandbox")]
        Some(Command::Sandbox(flags)) => sandbox::command(common, flags),
        Some(Command::Ask(ask)) => ask::command(common, ask),
        Some(Command::Chat) => chat::command(common),
        Some(Command::Compare(compare)) => compare::command(common, compare),
        Some(Command::Onboard(onboard)) => onboard::command(common, onboard),
        Some(Command::Check) => check::command(common),
        Some(Command::Eval(eval)) => eval::command(common, eval),
        Some(Command::Completions { shell }) => completions::command(*shell),
        Some(Command::Health) => health::command(),
    }
}
