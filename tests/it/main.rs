//! Integration tests, in one binary.
#![allow(missing_docs, reason = "test functions say what they show by their names")]
#![allow(clippy::unwrap_used, reason = "a failing test is what an unexpected `None` should be; helpers included")]

#[cfg(feature = "sandbox")]
mod openapi;
#[cfg(feature = "sandbox")]
mod sandbox;
