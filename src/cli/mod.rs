//! The terminal: reads the command line, runs one command, says in one line what went wrong.
//!
//! In: arguments. Out: text on standard output, an exit code. Answers come from [`crate::pipeline`], their form from [`crate::render`];
//! each command has its file. Nothing here knows Discord but `run` and `sandbox`.

mod arenas;
mod args;
mod ask;
mod batch;
mod chat;
mod check;
mod compare;
mod completions;
mod conversation;
mod diff;
mod door;
mod eval;
#[cfg(feature = "sandbox")]
mod examples;
mod explain;
mod export;
mod failure;
mod fmt;
mod follow;
mod health;
mod import;
mod inputs;
mod learn;
mod load;
mod man;
mod new;
mod onboard;
mod place;
mod problems;
mod progress;
mod record;
mod remote;
mod run;
#[cfg(feature = "sandbox")]
mod sandbox;
mod schema;
mod screen;
mod stop;

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
        Some(Command::Check(flags)) => check::command(common, flags),
        Some(Command::Learn) => learn::command(common),
        Some(Command::Eval(eval)) => eval::command(common, eval),
        Some(Command::Explain(flags)) => explain::command(common, flags),
        Some(Command::Diff(diff)) => diff::command(common, diff),
        Some(Command::New(new)) => new::command(common, new),
        Some(Command::Fmt(flags)) => fmt::command(common, flags),
        Some(Command::Schema(flags)) => schema::command(flags),
        Some(Command::Import(import)) => import::command(common, import),
        Some(Command::Export(export)) => export::command(common, export),
        Some(Command::Completions { shell }) => completions::command(*shell),
        Some(Command::Man) => man::command(),
        Some(Command::Health) => health::command(),
    }
}
