//! What can be written after `docent diff`, and the help that teaches it.
//!
//! In: arguments. Out: [`Diff`].

use std::path::PathBuf;

use clap::Args;

/// Below the flags.
pub(in crate::cli) const EXAMPLES: &str = "\
Examples:
  git worktree add /tmp/before main
  docent diff /tmp/before/knowledge knowledge                      with the example questions of both
  docent diff /tmp/before/knowledge knowledge --cases cases.jsonl  with labelled messages, as for `docent eval`
  docent diff old knowledge --logged 81384788765712384             with what was asked in a server
  docent diff old knowledge --markdown > comment.md                for a pull request

Each line of CASES is {\"text\": \"…\", \"label\"?: id or null, \"addressed\"?: true}.
For each question that another entry takes, the words are named that are new in it.
Below them stands each title, text, fact and source that reads otherwise, old → new,
whatever is asked.

Exit codes: 0 nothing got worse, 1 a right answer became a wrong one (without
labels: a question lost its answer), 2 wrong use or unreadable input.";

#[derive(Debug, Args)]
pub(in crate::cli) struct Diff {
    /// Knowledge folder as it was
    #[arg(value_name = "OLD")]
    pub(super) old: PathBuf,
    /// Knowledge folder as it is to be
    #[arg(value_name = "NEW")]
    pub(super) new: PathBuf,
    /// Ask these messages (repeat for more) [default: the example questions of both]
    #[arg(long, value_name = "CASES")]
    pub(super) cases: Vec<PathBuf>,
    /// Ask what people asked in this server, as far as the question log has it
    #[arg(long, value_name = "SERVER")]
    pub(super) logged: Option<u64>,
    /// Print Markdown, for a pull request
    #[arg(long)]
    pub(super) markdown: bool,
}
