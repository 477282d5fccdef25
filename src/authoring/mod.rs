//! Helps those who write knowledge: one form for all files, schemas for editors, and why an entry is not found.
//!
//! In: files, or a question. Out: files in that form, also where an entry says something else now; JSON Schemas; words that an entry lacks. Judging what is written is left to [`crate::check`], the disk to `cli`.

mod layout;
mod revise;
pub mod schemas;
mod why_not;

pub use layout::layout;
pub use revise::revise;
pub(crate) use why_not::vocabulary;
pub use why_not::{WhyNot, why_not};
