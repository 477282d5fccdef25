//! Helps those who write knowledge: one form for all files, schemas for editors, and why an entry is not found.
//!
//! In: files, or a question. Out: files in that form; JSON Schemas; words that an entry lacks. Judging what is written is left to [`crate::check`], the disk to `cli`.

mod layout;
pub mod schemas;
mod why_not;

pub use layout::layout;
pub(crate) use why_not::vocabulary;
pub use why_not::{WhyNot, why_not};
