//! Docent gives the one right answer from a team's own files, puts any two things side by side, or stays silent.
//!
//! The modules are listed in the order in which a message passes through them:
//! event → text → matching → decision → answer → render → send. A stage knows only the earlier ones.
//! Everything up to [`render`] is the **core**: plain synchronous Rust that cannot fail, without network, clock or
//! randomness. The **shell** (behind the features `discord` and `store`) does the I/O.

// The core, in reading order.
pub mod answer;
mod cores;
pub mod decision;
pub mod knowledge;
pub mod language;
pub mod matching;
pub mod onboarding;
pub mod pipeline;
pub mod render;
pub mod text;

// What reads and judges the files behind it, and what measures the whole.
pub mod check;
pub mod eval;
pub mod folder;
pub mod recall;

// The shell.
#[cfg(feature = "discord")]
pub mod authoring;
#[cfg(feature = "discord")]
pub mod cli;
#[cfg(feature = "discord")]
pub mod discord;
#[cfg(any(feature = "discord", feature = "png"))]
pub mod drawing;
#[cfg(feature = "discord")]
pub mod exchange;
#[cfg(feature = "discord")]
pub mod http;
#[cfg(feature = "discord")]
pub mod live;
#[cfg(feature = "discord")]
pub mod metrics;
#[cfg(feature = "discord")]
pub mod remote;
#[cfg(feature = "sandbox")]
pub mod sandbox;
#[cfg(feature = "discord")]
pub mod semantic;
#[cfg(feature = "discord")]
pub mod settings;
#[cfg(feature = "discord")]
pub mod shelf;
#[cfg(feature = "store")]
pub mod store;
#[cfg(feature = "discord")]
pub mod telemetry;
#[cfg(feature = "traces")]
pub mod traces;
