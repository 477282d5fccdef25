//! What can be written after `docent import`, and the help that teaches it.
//!
//! In: arguments. Out: [`Import`].

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::exchange;

/// Below the flags.
pub(in crate::cli) const EXAMPLES: &str = "\
Examples:
  docent import csv faq.csv                          columns `question` and `answer`, more are understood
  docent import rasa data/nlu.yml domain.yml         intents with the responses that answer them
  docent import markdown-tags bot/resources/tags     a folder of tags
  docent import botpress qna.json --language de      one of several languages
  docent import csv faq.csv --dry-run                what would become of it
  docent import csv faq.csv --update                 an export that was edited: its changes too
  docent import json faq.jsonl --knowledge new       a knowledge folder of its own

The entries come into a folder of their own below `faq/`, and either all of them
come or none does. An entry that is there already, by its id, does not come again.
Where the file says something else of it, that is listed, and written over what is
there only with `--update`. What does not fit is made
to fit, and every change is listed: headings become bold, HTML becomes Markdown, an
answer that no message holds becomes several entries that propose one another, a
question that another entry asks stays with that one. Wordings are never invented:
an entry with one question loads and answers it, and `docent check` lists it until
it has three.

Exit codes: 0 all came or was there, 1 something was left out, 2 wrong use or unreadable input.";

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Format {
    /// A table with columns such as question, answer, category, tags
    Csv,
    /// JSON Lines with "question" and "answer", or what `docent export json` writes
    #[value(alias = "jsonl")]
    Json,
    /// Pages whose headings are the questions
    Markdown,
    /// Rasa's nlu, domain, responses and rules, all files together
    Rasa,
    /// What Botpress 12 exports: Q&A as JSON
    Botpress,
    /// Tags as TOML tables with `keywords` and `content`, as in discord-utils-bot
    TomlTags,
    /// Tags as Markdown files, as in python-discord's bot
    MarkdownTags,
}

impl From<Format> for exchange::Format {
    fn from(format: Format) -> Self {
        match format {
            Format::Csv => Self::Csv,
            Format::Json => Self::Json,
            Format::Markdown => Self::Markdown,
            Format::Rasa => Self::Rasa,
            Format::Botpress => Self::Botpress,
            Format::TomlTags => Self::TomlTags,
            Format::MarkdownTags => Self::MarkdownTags,
        }
    }
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Import {
    /// What the files are
    #[arg(value_name = "FORMAT")]
    pub(super) format: Format,
    /// Files, or folders of them
    #[arg(value_name = "FILE", required = true)]
    pub(super) files: Vec<PathBuf>,
    /// Folder below `faq/` for the entries [default: the name of the file]
    #[arg(long, value_name = "NAME")]
    pub(super) shelf: Option<String>,
    /// Topic of entries that name none [default: the shelf]
    #[arg(long, value_name = "TOPIC")]
    pub(super) topic: Option<String>,
    /// Source of entries that name none, as an id of `sources.toml` [default: none]
    #[arg(long, value_name = "ID")]
    pub(super) source: Option<String>,
    /// Day on which somebody checked the answers, where the files do not say [default: none: `docent check` lists them until somebody has]
    #[arg(long, value_name = "DATE")]
    pub(super) verified: Option<String>,
    /// Language to take, where there are several [default: that of most questions]
    #[arg(long, value_name = "LANGUAGE")]
    pub(super) language: Option<String>,
    /// Change entries that are there where the files say something else of them; without it such an entry is listed and left as it is
    #[arg(long)]
    pub(super) update: bool,
    /// Tell what would come, and write nothing
    #[arg(long)]
    pub(super) dry_run: bool,
    /// Write every change and everything that was left out to FILE
    #[arg(long, value_name = "FILE")]
    pub(super) report: Option<PathBuf>,
}
