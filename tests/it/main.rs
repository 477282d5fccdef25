//! All integration tests, in one binary: it links once.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot be set up must fail; clippy.toml allows it in test functions only"
)]

mod check;
