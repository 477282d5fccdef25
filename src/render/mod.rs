//! Turns an answer into one form: Discord cards, plain text, Markdown, a list, JSON.
//!
//! In: an [`crate::answer::Answer`]. Out: text within the limits of where it goes. Sending is left to the shell.

pub mod card;
mod grid;
pub mod json;
pub mod limits;
pub mod list;
pub mod markdown;
mod pages;
pub mod picture;
pub mod plain;
pub mod prose;
mod quote;
mod safe;
mod sections;
mod split;
mod statement;
#[cfg(test)]
mod tests;
mod wrap;

pub use quote::{quote, quote_line, quoted};

/// How a table is shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum TableForm {
    /// Aligned columns, for the eye; a list where columns do not fit.
    #[default]
    Columns,
    /// One line a statement, reads well aloud.
    List,
    /// Drawn, in a chat's dark colours; as [`Self::Columns`] where only text can be shown.
    Picture,
}
