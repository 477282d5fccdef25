//! What can be written after `docent eval`, and the help that teaches it.
//!
//! In: arguments. Out: [`Eval`].

use std::path::PathBuf;

use clap::Args;

/// Below the flags.
pub(in crate::cli) const EXAMPLES: &str = "\
Examples:
  docent eval cases.jsonl                        the report and a curve
  docent eval cases.jsonl --tune                 which thresholds to set
  docent eval cases.jsonl --json > base.json     keep what was measured, and …
  docent eval cases.jsonl --baseline base.json   … fail where it got worse

Each line of CASES is {\"text\": \"…\", \"label\": id}: the entry (or `fact:…`,
`compare:…`, `about:…`, `move:…`) that answers it, or null for a message that
Docent should not answer. Other keys are passed over.

A case is taken as a message that is meant for Docent, as in /ask, a mention
or a direct message: labelled sets hold statements as well, and there
whether a message asks must not decide. It counts as answered where Docent
gives one answer, from the threshold `thresholds.addressed` on; asking back
which of several things is meant, and saying that it does not know, count as
not answered. With --unaddressed each case is a message in an answer channel:
only what asks is answered, and only where all that it asks about is known,
from `thresholds.unaddressed` on.

--predictions writes a line a case, {\"label\": id or null, \"confidence\": 0 to 1,
\"alternatives\": [ids]}: null where Docent would not answer; then the best
candidate leads the alternatives.

Exit codes: 0 measured, 1 worse than the baseline, 2 wrong use or unreadable
input.";

#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "flags of a command line are what they are")]
pub(in crate::cli) struct Eval {
    /// Labelled messages as JSON Lines; - is standard input
    #[arg(value_name = "CASES")]
    pub(super) cases: PathBuf,
    /// Write what Docent predicts, a line a case
    #[arg(long, value_name = "OUT")]
    pub(super) predictions: Option<PathBuf>,
    /// Recommend thresholds, with the error to expect both ways
    #[arg(long)]
    pub(super) tune: bool,
    /// Compare with what --json printed earlier: more false answers or more refusals end with exit code 1
    #[arg(long, value_name = "FILE")]
    pub(super) baseline: Option<PathBuf>,
    /// Draw coverage against error
    #[arg(long, value_name = "OUT")]
    pub(super) svg: Option<PathBuf>,
    /// Print everything as one JSON object
    #[arg(long)]
    pub(super) json: bool,
    /// Take each case as a message that is meant for Docent [default]
    #[arg(long, conflicts_with = "unaddressed")]
    pub(super) addressed: bool,
    /// Take each case as a message in an answer channel that nobody meant for Docent
    #[arg(long)]
    pub(super) unaddressed: bool,
}
