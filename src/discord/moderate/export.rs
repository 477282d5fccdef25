//! `/docent export`: what was taught here, as a patch for the repository of the knowledge.
//!
//! In: nothing. Out: an attachment, for the one who asks.

use super::Asked;
use crate::discord::notes;
use crate::discord::overlays;
use crate::discord::send::Answering;
use crate::knowledge::patch;
use crate::store::ServerId;

/// The attachment's name.
const FILE: &str = "taught.patch";

pub(super) async fn run(asked: &Asked<'_>, to: &Answering) {
    let (bot, server) = (asked.bot, ServerId::new(asked.guild.get()));
    let taught = bot.store.taught(server);
    if taught.is_empty() {
        return bot.sender.note(to, notes::NOTHING_TAUGHT).await;
    }
    let (base, ids) = (bot.docent(), bot.store.entry_ids(server));
    let lessons = overlays::with_ids(&base, &overlays::lessons(&taught, &ids), &ids);
    let patch = patch(base.knowledge(), &lessons);
    bot.sender.attach(to, notes::EXPORTED, FILE, patch.into_bytes()).await;
}
