//! `docent run`, and plain `docent`: Discord where there is a token, else the terminal.
//!
//! In: settings and a token. Out: a bot until Ctrl-C or SIGTERM. What it does there is left to [`crate::discord`].

use secrecy::SecretString;
use tokio_util::sync::CancellationToken;

use super::args::Common;
use super::failure::{Exit, Failure};
use super::{chat, check, health, load};
use crate::discord;
use crate::settings::{Settings, token};
use crate::telemetry;

const NO_TOKEN: &str = "no Discord token: set `DISCORD_TOKEN` or `DISCORD_TOKEN_FILE` (README, \"Go live\"), or talk here with `docent chat`";

const HOW_TO_CONNECT: &str = "To answer in Discord instead: set DISCORD_TOKEN and start again (README, \"Go live\").";

/// Runs on Discord where a token is set, else opens the chat: the first thing that a newcomer sees works.
pub(super) fn or_chat(common: &Common) -> Result<Exit, Failure> {
    let settings = load::settings(common)?;
    match token::from_environment()? {
        Some(token) => run(&settings, token),
        None => chat::talk(&load::docent(&settings)?, &[HOW_TO_CONNECT]),
    }
}

pub(super) fn command(common: &Common) -> Result<Exit, Failure> {
    let settings = load::settings(common)?;
    let token = token::from_environment()?.ok_or_else(|| Failure::Use(NO_TOKEN.to_owned()))?;
    run(&settings, token)
}

fn run(settings: &Settings, token: SecretString) -> Result<Exit, Failure> {
    telemetry::start(settings.log);
    let runtime = tokio::runtime::Runtime::new()?;
    let mind = runtime.block_on(load::mind(settings))?;
    tracing::info!(
        version = env!("CARGO_PKG_VERSION"),
        folder = %settings.knowledge.display(),
        by_meaning = mind.docent().has_vectors(),
        "knowledge learnt: {}",
        check::summary(mind.docent().knowledge())
    );
    for key in settings.without_effect() {
        tracing::warn!("`{key}` has no effect in this version");
    }
    let config = discord::Config {
        proxy: settings.discord.proxy.clone(),
        answer_channels: settings.discord.answer_channels.clone(),
    };
    runtime.block_on(async {
        let shutdown = CancellationToken::new();
        tokio::spawn(cancel_on_signal(shutdown.clone()));
        tokio::spawn(health::beat());
        discord::run(config, mind, token, shutdown).await
    })?;
    Ok(Exit::Done)
}

/// Asks for the end on Ctrl-C or SIGTERM.
async fn cancel_on_signal(shutdown: CancellationToken) {
    tokio::select! {
        () = interrupted() => {}
        () = terminated() => {}
    }
    tracing::info!("asked to stop: finishing what is being sent");
    shutdown.cancel();
}

async fn interrupted() {
    if tokio::signal::ctrl_c().await.is_err() {
        // Where the signal cannot be heard, the other one has to do.
        std::future::pending::<()>().await;
    }
}

#[cfg(unix)]
async fn terminated() {
    match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        Ok(mut signal) => {
            signal.recv().await;
        }
        Err(_) => std::future::pending().await,
    }
}

#[cfg(not(unix))]
async fn terminated() {
    std::future::pending().await
}
