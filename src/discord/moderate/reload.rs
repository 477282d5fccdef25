//! `/docent reload`: reads the knowledge folder again.
//!
//! In: nothing. Out: what is known now. A folder with mistakes leaves the old knowledge answering.

use super::{Asked, STORING, card};
use crate::discord::notes;
use crate::discord::present::Screen;

pub(super) async fn run(asked: &Asked<'_>) -> Screen {
    let Some(reload) = asked.bot.reload.clone() else { return Screen::card("Reload", notes::NO_RELOAD) };
    let read = tokio::task::spawn_blocking(move || (reload.0)()).await;
    let read = read.unwrap_or_else(|error| Err(error.to_string()));
    let docent = match read {
        Ok(docent) => docent,
        Err(error) => {
            tracing::warn!(error, "the knowledge could not be read again");
            return Screen::card("Reload", notes::RELOAD_FAILED);
        }
    };
    let known = docent.knowledge();
    let line = format!("Read again: {} entries and {} subjects answer now.", known.entries.len(), known.subjects.len());
    asked.bot.answer_with(docent);
    if let Err(error) = asked.bot.store.tell_knowledge(STORING).await {
        tracing::warn!(%error, "other processes could not be told that the knowledge was read again");
    }
    crate::discord::overlays::learn(asked.bot, asked.guild).await;
    card("Reload", &[line])
}
