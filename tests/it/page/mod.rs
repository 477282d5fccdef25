//! The sandbox in a real browser: `docent sandbox` as a person starts it, headless Chromium as a person uses it.
//!
//! These run only where `DOCENT_TEST_BROWSER` is set, and need `chromedriver` and `chromium` in the path; `cargo test` alone needs neither.
//! With `DOCENT_SCREENSHOTS` set too, the pictures of the README are written; with the path of a folder in `DOCENT_TEST_PICTURES`, what `using` sees, to be looked at.

mod access;
mod asking;
mod browser;
mod commands;
mod knowledge;
mod looks;
mod messages;
mod onboarding;
mod places;
mod server;
mod stage;
mod using;

use std::time::Duration;

/// Generous: on a busy machine a slow page is no failure.
const SOON: Duration = Duration::from_mins(1);
