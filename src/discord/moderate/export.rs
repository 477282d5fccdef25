//! `/docent export`: what was taught here, as a patch for the repository of the knowledge.
//!
//! In: nothing. Out: an attachment, for the one who asks.

use super::Asked;
use crate::discord::notes;
use crate::discord::overlays;
use crate::discord::send::Answering;
use crate::knowledge::patch;

/// The attachment's name.
const FILE: &str = "taught.patch";

pub(super) async fn run(asked: &Asked<'_>, to: &Answering) {
    let taught = asked.bot.store.taught(asked.guild.get().into());
    if taught.is_empty() {
        return asked.bot.sender.note(to, notes::NOTHING_TAUGHT).await;
    }
    let patch = patch(&overlays::lessons(&taught));
    asked.bot.sender.attach(to, notes::EXPORTED, FILE, patch.into_bytes()).await;
}
