//! What can be written after `docent new`, and the help that teaches it.
//!
//! In: arguments. Out: [`New`].

use clap::{Args, Subcommand};

/// Below the flags.
pub(in crate::cli) const EXAMPLES: &str = "\
Examples:
  docent new entry                                     asks for everything
  docent new entry --title \"When is payday?\" --topic Pay \\
    --question \"when do we get paid\" --question \"salary date\" --answer \"On the 25th.\"
  docent new subject --name \"Cold brew\" --category methods --summary \"…\" --fact grind=Coarse --source brew-guide
  docent new track --name \"New barista\" --audience \"You make the coffee.\" \\
    --step read=about:espresso --step \"try=how fine do I grind?\" --step \"do=Say hello at the bar\"

In a terminal, what no flag says is asked for; elsewhere it is an error that names
the flag. The file is written only if the knowledge is as right with it as before. In a
folder that is missing or empty, `docent new entry` begins one.";

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum New {
    /// A question with its answer, as a file in `faq/`
    Entry(Entry),
    /// A thing that can be asked about and compared, as a file in `subjects/`
    Subject(Subject),
    /// A tour for newcomers, as a file in `onboarding/`
    Track(Track),
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Entry {
    /// The question as a person would say it
    #[arg(long, value_name = "TEXT")]
    pub(super) title: Option<String>,
    /// The shelf it stands on in `/faq`
    #[arg(long, value_name = "TOPIC")]
    pub(super) topic: Option<String>,
    /// A way people ask it (repeat for more; three or more are good)
    #[arg(long = "question", value_name = "TEXT")]
    pub(super) questions: Vec<String>,
    /// A word that marks it and rarely another one (repeat for more)
    #[arg(long = "keyword", value_name = "WORD")]
    pub(super) keywords: Vec<String>,
    /// Id of a source (repeat for more) [default: none, house knowledge]
    #[arg(long = "source", value_name = "ID")]
    pub(super) sources: Vec<String>,
    /// The answer, in Markdown
    #[arg(long, value_name = "TEXT")]
    pub(super) answer: Option<String>,
    /// Day to check it again
    #[arg(long, value_name = "DATE")]
    pub(super) review: Option<String>,
    /// Name of the file [default: the words of the title]
    #[arg(long, value_name = "ID")]
    pub(super) id: Option<String>,
    /// Folder below `faq/` [default: where the topic stands]
    #[arg(long, value_name = "NAME")]
    pub(super) shelf: Option<String>,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Subject {
    /// Its full name
    #[arg(long, value_name = "NAME")]
    pub(super) name: Option<String>,
    /// Column heading in a narrow table, at most 12 characters [default: the name, where it fits]
    #[arg(long, value_name = "NAME")]
    pub(super) short: Option<String>,
    /// Id of the category whose things it can be compared with
    #[arg(long, value_name = "ID")]
    pub(super) category: Option<String>,
    /// Another name (repeat for more)
    #[arg(long = "alias", value_name = "NAME")]
    pub(super) aliases: Vec<String>,
    /// A name in capitals (repeat for more)
    #[arg(long = "abbreviation", value_name = "NAME")]
    pub(super) abbreviations: Vec<String>,
    /// What it is, in a sentence or two
    #[arg(long, value_name = "TEXT")]
    pub(super) summary: Option<String>,
    /// Id of a source of the summary (repeat for more); the first is that of the facts too
    #[arg(long = "source", value_name = "ID")]
    pub(super) sources: Vec<String>,
    /// A fact (repeat for more)
    #[arg(long = "fact", value_name = "ASPECT=TEXT")]
    pub(super) facts: Vec<String>,
    /// Name of the file [default: the words of the name]
    #[arg(long, value_name = "ID")]
    pub(super) id: Option<String>,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Track {
    /// What people call it
    #[arg(long, value_name = "NAME")]
    pub(super) name: Option<String>,
    /// For whom it is, in a sentence
    #[arg(long, value_name = "TEXT")]
    pub(super) audience: Option<String>,
    /// A step: read=REPLY, try=QUESTION or do=TEXT (repeat for more; eight to twelve are good)
    #[arg(long = "step", value_name = "TASK=TEXT")]
    pub(super) steps: Vec<String>,
    /// Said at the end, in Markdown
    #[arg(long, value_name = "TEXT")]
    pub(super) closing: Option<String>,
    /// Name of the file [default: the words of the name]
    #[arg(long, value_name = "ID")]
    pub(super) id: Option<String>,
}
