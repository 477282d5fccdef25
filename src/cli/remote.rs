//! Knowledge from an address, for `docent run`: fetched before it is read, and looked at again every few minutes.
//!
//! In: settings. Out: settings whose knowledge folder is the last good copy; later, a Docent that answers with a new one.

use std::time::Duration;

use super::failure::Failure;
use super::run::read_again;
use crate::live::Live;
use crate::remote::{News, Source};
use crate::settings::{RemoteSettings, Settings};

/// Fetches once; where nothing comes, the copy that is there has to do.
pub(super) fn first(settings: &Settings) -> Result<Settings, Failure> {
    let Some(RemoteSettings { source, .. }) = &settings.remote else { return Ok(settings.clone()) };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    match runtime.block_on(source.update()) {
        Ok(_) => {}
        Err(error) if source.has_copy() => tracing::warn!(%error, "answering with the last good copy"),
        Err(error) => return Err(error.into()),
    }
    Ok(Settings { knowledge: source.current(), ..settings.clone() })
}

/// Looks again, for ever.
pub(super) async fn again(live: Live, settings: Settings) {
    let Some(RemoteSettings { source, every }) = settings.remote.clone() else { return };
    loop {
        tokio::time::sleep(every).await;
        look(&live, &settings, &source, every).await;
    }
}

async fn look(live: &Live, settings: &Settings, source: &Source, every: Duration) {
    match source.update().await {
        Ok(News::Same) => tracing::debug!("the source of the knowledge has nothing new"),
        Ok(News::Changed) => read_again(live, settings).await,
        Err(error) => {
            tracing::warn!(%error, again_in = every.as_secs(), "the knowledge could not be fetched; what answered before goes on answering");
        }
    }
}
