//! `/docent reload`: reads the knowledge folder again.
//!
//! In: nothing. Out: what is known now, and what is wrong with the files. A folder with mistakes leaves the old knowledge answering.

use super::{Asked, STORING, card, status};
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
            let now = asked.bot.knowledge.now();
            // Where nobody looked at the files, there is nothing to list.
            let why = if now.is_current() { Vec::new() } else { status::problems(&now) };
            let lines = if why.is_empty() { vec![notes::RELOAD_FAILED.to_owned()] } else { why };
            return card("Reload", &lines);
        }
    };
    let known = docent.knowledge();
    let line = format!("Read again: {} entries and {} subjects answer now.", known.entries.len(), known.subjects.len());
    asked.bot.answer_with(docent);
    if let Err(error) = asked.bot.store.tell_knowledge(STORING).await {
        tracing::warn!(%error, "other processes could not be told that the knowledge was read again");
    }
    crate::discord::overlays::learn(asked.bot, asked.guild).await;
    let problems = status::problems(&asked.bot.knowledge.now());
    card("Reload", &[vec![line], problems].concat())
}
