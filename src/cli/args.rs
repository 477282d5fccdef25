//! What can be written after `docent`, and the help that teaches it.
//!
//! In: arguments. Out: [`Cli`], or one line that names the slip and the mend.

use std::path::PathBuf;
use std::sync::LazyLock;

use clap::error::ErrorKind;
use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use super::failure::{Exit, Failure};

const EXAMPLES: &str = "\
Examples:
  docent                                          try it in the browser, or run on Discord where DISCORD_TOKEN is set
  docent ask \"what does a data engineer do?\"      one answer with its sources
  docent compare backend data --aspect pay        side by side
  docent check                                    everything that is wrong with the knowledge, at once
  docent eval cases.jsonl --tune                  how often it is right, and which thresholds would be better

Settings come from docent.toml, from variables (DOCENT_DISCORD__ANSWER_CHANNELS=…) and from flags; config/docent.toml
explains each. Exit codes: 0 done, 1 problems found, 2 wrong use or unreadable input, 3 `ask` had no answer.";

const ASK_EXAMPLES: &str = "\
Examples:
  docent ask \"do startups need data engineers early?\"
  docent ask --explain \"whats the diff between BE and DE\"
  docent ask --json \"average pay of a backend engineer\"
  printf '{\"id\": 1, \"message\": \"what is a data engineer?\"}\\n' | docent ask --batch

With --batch, each line is {\"id\"?: any, \"message\": text, \"addressed\"?: true}, and each line gives one line: the reply, or
{\"id\"?, \"line\", \"error\"} where it cannot be read. \"addressed\": false stands for a message that nobody meant for Docent.
The exit code is 0 where every line could be read, answered or not, and 2 otherwise, when all others are answered.";

const EXPLAIN_EXAMPLES: &str = "\
Examples:
  docent explain \"do startups need data engineers early?\"
  docent explain \"who earns more\" --not why-pay-figures-disagree

Exit codes: 0 it is answered, 3 it is not, 2 wrong use or unreadable input.";

const COMPARE_EXAMPLES: &str = "\
Examples:
  docent compare backend data
  docent compare \"backend engineer\" \"data engineer\" --aspect pay --aspect on-call
  docent compare backend data --differences --format markdown > roles.md
  docent compare backend data --format png --out roles.png";

/// The version, with the commit where the build was told of one: releases are.
fn version() -> &'static str {
    static VERSION: LazyLock<String> = LazyLock::new(|| {
        let commit = option_env!("DOCENT_COMMIT").unwrap_or_default();
        let version = env!("CARGO_PKG_VERSION");
        if commit.is_empty() { version.to_owned() } else { format!("{version} ({commit})") }
    });
    &VERSION
}

const ONBOARD_EXAMPLES: &str = "\
Examples:
  docent onboard                                  which tracks there are
  docent onboard --preview new-data-engineer      walk one; a line at a time, also from a pipe";

/// Gives the one right answer from a team's own files, puts things side by side, or stays silent.
#[derive(Debug, Parser)]
#[command(name = "docent", version = version(), after_help = EXAMPLES, max_term_width = 120)]
pub(super) struct Cli {
    #[command(flatten)]
    pub(super) common: Common,
    #[command(subcommand)]
    pub(super) command: Option<Command>,
}

/// What every command takes.
#[derive(Debug, Args)]
pub(super) struct Common {
    /// Folder that holds what Docent knows [default: knowledge]
    #[arg(long, global = true, value_name = "DIR")]
    pub(super) knowledge: Option<PathBuf>,
    /// File of settings [default: docent.toml, where there is one]
    #[arg(long, global = true, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Connect to Discord and answer there, until Ctrl-C or SIGTERM
    ///
    /// The token comes from `DISCORD_TOKEN`, or from the file that `DISCORD_TOKEN_FILE` names.
    Run,
    /// Try the whole bot in the browser, against a Discord look-alike on this machine
    ///
    /// Needs no account and no token. Edit the knowledge meanwhile: it answers at once, and the page shows what is wrong with it.
    #[cfg(feature = "sandbox")]
    Sandbox(super::sandbox::Sandbox),
    /// Answer one question, or a file of them
    #[command(after_help = ASK_EXAMPLES)]
    Ask(Ask),
    /// Talk with Docent here, as in a direct message
    ///
    /// Reads a line at a time, also from a pipe. /why explains the last reply, /help lists the rest, Ctrl-D ends.
    Chat,
    /// Put two to five things side by side
    #[command(after_help = COMPARE_EXAMPLES)]
    Compare(Compare),
    /// List the onboarding tracks, or walk one here as a newcomer would
    #[command(after_help = ONBOARD_EXAMPLES)]
    Onboard(Onboard),
    /// Read all knowledge and list every problem: file, line, cause, remedy
    ///
    /// Exit code 1 where there is any, 2 where the folder cannot be read.
    Check(Check),
    /// Learn the knowledge ahead, so that the next start answers at once
    ///
    /// What was learned is kept among your caches; every command finds it there until the knowledge or the program changes.
    Learn,
    /// Measure Docent on labelled messages: what it gets right, what it answers wrongly, what it leaves unanswered
    #[command(after_help = super::eval::EXAMPLES)]
    Eval(super::eval::Eval),
    /// Tell why a question is answered as it is, and why not otherwise
    #[command(after_help = EXPLAIN_EXAMPLES)]
    Explain(Explain),
    /// Tell which questions a change of the knowledge answers otherwise, and what reads otherwise
    #[command(after_help = super::diff::EXAMPLES)]
    Diff(super::diff::Diff),
    /// Write a file for a new entry, subject or track
    #[command(subcommand, after_help = super::new::EXAMPLES)]
    New(super::new::New),
    /// Give all knowledge files one form; comments stay
    Fmt(super::fmt::Fmt),
    /// Print the JSON Schema of a kind of knowledge file, for editors
    Schema(super::schema::Schema),
    /// Bring questions and answers in from what you kept them in
    #[command(after_help = super::import::EXAMPLES)]
    Import(super::import::Import),
    /// Take the knowledge out: as pages, JSON, a table, or a Rasa project
    #[command(after_help = super::export::EXAMPLES)]
    Export(super::export::Export),
    /// Print a completion script for a shell
    ///
    /// For bash: docent completions bash > ~/.local/share/bash-completion/completions/docent
    Completions {
        /// Which shell
        shell: Shell,
    },
    /// Print the manual page, for `man`
    ///
    /// docent man > ~/.local/share/man/man1/docent.1
    Man,
    /// Tell whether `docent run` is alive on this machine (for containers)
    ///
    /// Exit code 0 where a running Docent gave a sign of life within the last half minute, 1 otherwise.
    Health,
}

#[derive(Debug, Args)]
pub(super) struct Ask {
    /// The question; quotes are only needed for characters that the shell reads
    #[arg(value_name = "QUESTION", required_unless_present = "batch", conflicts_with = "batch")]
    pub(super) question: Vec<String>,
    /// Print the reply as one JSON object
    #[arg(long, conflicts_with_all = ["batch", "explain"])]
    pub(super) json: bool,
    /// Answer JSON Lines from FILE, or from standard input
    #[arg(long, value_name = "FILE", num_args = 0..=1, default_missing_value = "-", conflicts_with = "explain")]
    pub(super) batch: Option<PathBuf>,
    /// Show how the reply was found: words, corrections, confidence, runners-up
    #[arg(long)]
    pub(super) explain: bool,
    /// The language of who asks (`de`, `es-419`), as Discord tells it of who uses a command: it counts where the question does not tell its own
    #[arg(long, value_name = "LOCALE", conflicts_with = "batch")]
    pub(super) locale: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct Explain {
    /// The question; quotes are only needed for characters that the shell reads
    #[arg(value_name = "QUESTION", required = true)]
    pub(super) question: Vec<String>,
    /// Why it was not this: an entry, or an id that `docent ask --json` prints (repeat for more) [default: the runners-up]
    #[arg(long, value_name = "ID")]
    pub(super) not: Vec<String>,
    /// Take it as a message that nobody meant for Docent
    #[arg(long)]
    pub(super) unaddressed: bool,
}

#[derive(Debug, Args)]
pub(super) struct Check {
    /// Show every problem and try every entry, however many there are
    #[arg(long)]
    pub(super) all: bool,
    /// Follow every link too: which of them lead nowhere (needs a network: where no host answers, none is judged)
    #[arg(long)]
    pub(super) links: bool,
    /// List only what is due to be checked again, the longest overdue first, then what never was checked, with who keeps it (`owners.toml`)
    #[arg(long, conflicts_with_all = ["all", "links"])]
    pub(super) overdue: bool,
}

#[derive(Debug, Args)]
pub(super) struct Onboard {
    /// Walk this track here; nothing is kept
    #[arg(long, value_name = "TRACK")]
    pub(super) preview: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct Compare {
    /// Two to five of them: names, short forms, typos allowed
    #[arg(value_name = "SUBJECT", required = true)]
    pub(super) subjects: Vec<String>,
    /// Only this row or group of rows (repeat for more) [default: all]
    #[arg(long = "aspect", value_name = "ASPECT")]
    pub(super) aspects: Vec<String>,
    /// Only rows in which they differ
    #[arg(long)]
    pub(super) differences: bool,
    /// How it is printed
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(super) format: Format,
    /// Write the picture to FILE, not to standard output
    #[arg(long, value_name = "FILE")]
    pub(super) out: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// Aligned columns; a list where they would get too narrow
    Table,
    /// One line a statement
    List,
    /// A Markdown table with footnotes
    Markdown,
    /// The table as data
    Json,
    /// A picture, in a chat's dark colours
    Png,
}

/// Prints help and version as they are; everything else becomes one line.
pub(super) fn explain(error: &clap::Error) -> Result<Exit, Failure> {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            error.print()?;
            Ok(Exit::Done)
        }
        _ => Err(Failure::Use(one_line(&error.render().to_string()))),
    }
}

/// The first paragraphs of clap's message up to the usage, on one line, with the command to ask for help.
fn one_line(message: &str) -> String {
    let lines = message.lines().map(str::trim).take_while(|line| !line.starts_with("Usage:"));
    let lines: Vec<&str> = lines.filter(|line| !line.is_empty() && !line.starts_with("For more")).collect();
    let usage = message.lines().find_map(|line| line.trim().strip_prefix("Usage: "));
    let command: Vec<&str> =
        usage.map_or_else(Vec::new, |usage| usage.split(' ').take_while(|word| is_name(word)).collect());
    let command = if command.is_empty() { "docent".to_owned() } else { command.join(" ") };
    let said = lines.join("; ").replacen("error: ", "", 1).replace(":; ", ": ");
    format!("{said}; see `{command} --help`")
}

fn is_name(word: &str) -> bool {
    !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn a_slip_gives_one_line_with_the_mend() {
        let rows: [(&[&str], &str); 5] = [
            (
                &["docent", "compar"],
                "unrecognized subcommand 'compar'; tip: a similar subcommand exists: 'compare'; see `docent --help`",
            ),
            (
                &["docent", "ask", "x", "--jsn"],
                "unexpected argument '--jsn' found; tip: a similar argument exists: '--json'; see `docent ask --help`",
            ),
            (
                &["docent", "ask"],
                "the following required arguments were not provided: <QUESTION>...; see `docent ask --help`",
            ),
            (
                &["docent", "compare"],
                "the following required arguments were not provided: <SUBJECT>...; see `docent compare --help`",
            ),
            (
                &["docent", "compare", "a", "--format", "pdf"],
                "invalid value 'pdf' for '--format <FORMAT>'; [possible values: table, list, markdown, json, png]; see `docent --help`",
            ),
        ];
        for (arguments, expected) in rows {
            let error = Cli::try_parse_from(arguments).unwrap_err();
            let Err(Failure::Use(line)) = explain(&error) else { panic!("{arguments:?}") };
            assert_eq!(line, expected);
        }
    }
}
