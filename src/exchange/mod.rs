//! Brings questions and answers in from what others keep them in, and takes knowledge out again.
//!
//! In: the text of files in a [`Format`]; or a knowledge base. Out: knowledge files with a [`Note`] on everything that was changed or left out; or files of another
//! format. No disk and no clock: reading, writing and today's date are left to `cli`.

mod draft;
mod ids;
mod page;
mod read;
mod settle;
mod split;
mod tidy;
mod write;

pub use draft::{Brought, Draft, Input, Note, Part, Unreadable};
pub use read::{Format, Options};
pub use settle::{Revised, Settled, Target, settle};
pub use write::{Export, Out, TakenOut};
