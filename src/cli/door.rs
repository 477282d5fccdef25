//! Opens the door for machines beside the bot.
//!
//! In: settings and what the door tells of. Out: a task that serves until the shutdown, where an address is set.

use std::time::Duration;

use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use super::failure::Failure;
use crate::discord::{self, Shards};
use crate::http::{self, Door, Signed, Verifier};
use crate::live::Live;
use crate::settings::Settings;
use crate::store::Store;

/// For requests under way at the end: each is answered from memory.
const CLOSING: Duration = Duration::from_millis(200);

const NO_WAY_IN: &str = "`discord.shards` is `none`, so that questions can only come over HTTP: set `http.listen` and `http.public_key` too";

/// Opens it; a port that is taken is an error at the start, not a surprise later.
pub(super) async fn open(
    settings: &Settings,
    config: &discord::Config,
    live: &Live,
    store: &Store,
    shutdown: &CancellationToken,
) -> Result<Option<JoinHandle<()>>, Failure> {
    let gateway = settings.discord.shards != Shards::None;
    if !gateway && (settings.http.listen.is_none() || settings.http.public_key.is_none()) {
        return Err(Failure::Use(NO_WAY_IN.to_owned()));
    }
    let Some(address) = settings.http.listen else { return Ok(None) };
    let listener = TcpListener::bind(address).await.map_err(|source| Failure::Door { address, source })?;
    let signed = settings
        .http
        .public_key
        .map(|key| Signed { verifier: Verifier::new(key), interactions: config.interactions.clone() });
    tracing::info!(address = %listener.local_addr()?, interactions = signed.is_some(), "health and metrics are served");
    let door = Door { metrics: config.metrics.clone(), live: live.clone(), store: store.clone(), gateway, signed };
    let serving = http::serve(listener, door, shutdown.clone());
    Ok(Some(tokio::spawn(async move {
        if let Err(error) = serving.await {
            tracing::error!(%error, "health and metrics are served no longer");
        }
    })))
}

/// Waits until it is closed.
pub(super) async fn closed(door: Option<JoinHandle<()>>) {
    if let Some(door) = door {
        drop(tokio::time::timeout(CLOSING, door).await);
    }
}
