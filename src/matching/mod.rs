//! 2 · Finds what a message asks for.
//!
//! In: the knowledge, learned once; then messages. Out: [`Findings`]: candidates with their confidence and evidence, best first. Whether to speak is
//! left to [`crate::decision`].
//!
//! Certain and cheap first: an example typed word for word → an intent's pattern → the scored search, in which several views of the message
//! are compared with every card (see `cards`, `features`, `classifier`, `nearest`, `meaning`, `signals`).

#![expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    reason = "counts of words, examples and cards are far below 2^23, where `f32` and `u32` still hold every whole number"
)]

mod apart;
mod best;
mod calibration;
mod candidates;
mod cards;
mod classifier;
mod content;
mod domains;
mod exact;
mod extents;
mod features;
mod focus;
mod glance;
mod keys;
mod languages;
mod learnt;
mod letters;
mod lexis;
mod lists;
mod local;
mod material;
mod meaning;
mod mentions;
mod middles;
mod names;
mod nearest;
mod opposed;
mod packed;
pub(crate) mod patterns;
mod reading;
mod resolve;
mod reworded;
mod rows;
mod scorer;
mod search;
pub(crate) mod shelf;
mod signals;
#[cfg(test)]
pub(crate) mod testing;
mod vocabulary;
mod weights;

pub use domains::Matcher;
pub use languages::Sent;
pub use meaning::Vectors;
pub use search::{Candidate, Findings, Reach, View};
pub use shelf::{Aids, Shelf};
pub use signals::{Meant, Signals};
