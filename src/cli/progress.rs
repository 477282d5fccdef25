//! A bar that shows how far long work is.
//!
//! In: how much there is to do. Out: a bar on standard error, where that is a terminal and there is much to do.

use indicatif::{ProgressBar, ProgressStyle};

/// Less is done before anybody could read a bar.
const MANY: usize = 500;

/// A bar for so many of these. Indicatif hides it by itself where standard error is no terminal.
pub(super) fn bar(count: usize, what: &str) -> ProgressBar {
    if count < MANY {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(u64::try_from(count).unwrap_or(u64::MAX));
    let style =
        ProgressStyle::with_template(&format!("{{bar:40}} {{human_pos}} of {{human_len}} {what}, {{eta}} left"));
    bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}
