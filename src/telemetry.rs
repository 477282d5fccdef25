//! Sets up the log: what Docent does goes to standard error, for people or as JSON.
//!
//! In: the log settings. Out: nothing; from here on `tracing` writes. Standard output is left to answers.

use std::io::IsTerminal as _;

use tracing_subscriber::EnvFilter;

use crate::settings::{LogFormat, LogLevel, LogSettings};

/// Least importance for libraries: further down, the network libraries write whole frames, and with them the token.
const LIBRARIES: &str = "warn";

/// Starts the log of this process. Has no effect the second time.
pub fn start(settings: LogSettings) {
    let filter = EnvFilter::new(format!("{LIBRARIES},docent={}", name(settings.level)));
    let lines = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    // A second start happens in tests only, where the first log does.
    let _ = match settings.format {
        LogFormat::Text => lines.with_ansi(std::io::stderr().is_terminal()).with_target(false).try_init(),
        LogFormat::Json => lines.json().flatten_event(true).try_init(),
    };
}

fn name(level: LogLevel) -> &'static str {
    match level {
        LogLevel::Error => "error",
        LogLevel::Warn => "warn",
        LogLevel::Info => "info",
        LogLevel::Debug => "debug",
        LogLevel::Trace => "trace",
    }
}
