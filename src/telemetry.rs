//! Sets up the log: what Docent does goes to standard error, for people or as JSON; and, where somebody collects them, traces.
//!
//! In: the log settings. Out: nothing; from here on `tracing` writes. Standard output is left to answers.

use std::io::IsTerminal as _;

use tracing::Subscriber;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::registry::LookupSpan;
use tracing_subscriber::util::SubscriberInitExt as _;
use tracing_subscriber::{EnvFilter, Layer, fmt};

use crate::settings::{LogFormat, LogLevel, LogSettings};

/// Least importance for libraries: further down, the network libraries write whole frames, and with them the token.
const LIBRARIES: &str = "warn";

/// Starts the log of this process. Has no effect the second time.
pub fn start(settings: LogSettings) {
    // A second start happens in tests only, where the first log does.
    let _ = tracing_subscriber::registry().with(lines(settings)).try_init();
}

/// Starts the log and sends traces beside it.
#[cfg(feature = "traces")]
pub fn start_traced(settings: LogSettings, traces: &crate::traces::Traces) {
    let _ = tracing_subscriber::registry().with(lines(settings)).with(traces.layer()).try_init();
}

fn lines<S: Subscriber + for<'a> LookupSpan<'a>>(settings: LogSettings) -> Box<dyn Layer<S> + Send + Sync> {
    let filter = EnvFilter::new(format!("{LIBRARIES},docent={}", name(settings.level)));
    let lines = fmt::layer().with_writer(std::io::stderr);
    match settings.format {
        LogFormat::Text => {
            lines.with_ansi(std::io::stderr().is_terminal()).with_target(false).with_filter(filter).boxed()
        }
        LogFormat::Json => lines.json().flatten_event(true).with_filter(filter).boxed(),
    }
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
