//! The importers, one file a format.
//!
//! In: the text of files. Out: what they [`Brought`], or why they are not of that format. Each reads all that it understands and notes the rest; none decides what loads.

mod botpress;
mod csv;
mod headings;
mod json;
mod names;
mod rasa;
mod tags;
mod toml_tags;

use super::draft::{Brought, Input, Unreadable};

/// What questions and answers can be kept in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A table with a column for questions and one for answers.
    Csv,
    /// JSON Lines, or what `docent export json` writes.
    Json,
    /// Markdown whose headings are questions.
    Markdown,
    /// Rasa's training data and responses.
    Rasa,
    /// What Botpress 12 exports.
    Botpress,
    /// TOML tables of tags, as in discord-utils-bot.
    TomlTags,
    /// A Markdown file a tag, as in python-discord's bot.
    MarkdownTags,
}

/// What a person says about the files.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// Which language is taken where there are several.
    pub language: Option<String>,
}

impl Format {
    /// Endings of the files that are read where a folder is named.
    #[must_use]
    pub fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Csv => &["csv", "tsv"],
            Self::Json => &["jsonl", "ndjson", "json"],
            Self::Markdown | Self::MarkdownTags => &["md", "markdown"],
            Self::Rasa => &["yml", "yaml"],
            Self::Botpress => &["json"],
            Self::TomlTags => &["toml"],
        }
    }

    /// Reads all files.
    ///
    /// # Errors
    /// Where a file is not of this format; its line and the mend are named.
    pub fn read(self, files: &[Input], options: &Options) -> Result<Brought, Unreadable> {
        match self {
            Self::Csv => each(files, csv::read),
            Self::Json => each(files, json::read),
            Self::Botpress => each(files, |file| botpress::read(file, options.language.as_deref())),
            Self::TomlTags => each(files, toml_tags::read),
            Self::MarkdownTags => each(files, |file| Ok(tags::read(file))),
            // An export is a folder of pages, of which some hold no entries.
            Self::Markdown => Ok(headings::read(files)),
            // Questions and answers stand in different files.
            Self::Rasa => rasa::read(files),
        }
    }
}

/// Reads files of which each stands alone.
fn each(files: &[Input], read: impl Fn(&Input) -> Result<Brought, Unreadable>) -> Result<Brought, Unreadable> {
    let mut all = Brought::default();
    for file in files {
        let one = read(file)?;
        all.drafts.extend(one.drafts);
        all.sources.extend(one.sources);
        all.notes.extend(one.notes);
    }
    Ok(all)
}

/// A name of a tag or intent as words: `ask_name` and `ask-name` are "ask name".
fn words(name: &str) -> String {
    name.split(['_', '-', '/']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Words with a capital in front, as a title has it.
fn capitalized(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
