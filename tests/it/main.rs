//! All integration tests, in one binary: it links once.
#![allow(missing_docs, reason = "test functions say what they show by their names")]
#![allow(clippy::unwrap_used, reason = "a failing test is what an unexpected `None` should be; helpers included")]

mod apart;
mod at_once;
#[cfg(feature = "discord")]
mod authoring;
mod check;
mod choices;
#[cfg(feature = "discord")]
mod cli;
#[cfg(feature = "sandbox")]
mod copied;
mod courtesies;
#[cfg(feature = "discord")]
mod deploy;
#[cfg(feature = "sandbox")]
mod discord;
#[cfg(feature = "discord")]
mod eval;
#[cfg(feature = "discord")]
mod exchange;
mod growth;
mod hostile;
#[cfg(feature = "discord")]
mod image;
mod labelled;
mod languages;
mod mentions;
#[cfg(feature = "sandbox")]
mod openapi;
#[cfg(feature = "sandbox")]
mod page;
#[cfg(feature = "png")]
mod pictures;
#[cfg(feature = "discord")]
mod remote;
#[cfg(feature = "sandbox")]
mod running;
#[cfg(feature = "sandbox")]
mod sandbox;
#[cfg(feature = "sandbox")]
mod semantic;
mod short;
#[cfg(feature = "store")]
mod store;
mod support;
mod tidy;
mod tracks;
mod two_in_one;
mod unrelated;
