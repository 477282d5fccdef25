//! Discord's limits, checked on every body that comes in.
//!
//! In: the JSON of a call. Out: nothing, or a 400 that names each mistake by its path. Lengths are characters.

pub(super) mod callback;
pub(super) mod command;
mod component;
mod embed;
pub(super) mod message;

#[cfg(test)]
mod tests;
