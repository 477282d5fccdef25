//! `/docent rollback`: goes back to the knowledge of before the last change, for when a change was a mistake and mending it takes time.
//!
//! In: nothing. Out: what is known now. A second time goes forward again. It holds in this process, until the folder changes or is read again.

use super::{Asked, card};
use crate::discord::notes;
use crate::discord::present::Screen;

pub(super) async fn run(asked: &Asked<'_>) -> Screen {
    if !asked.bot.roll_back() {
        return Screen::card("Rollback", notes::NO_ROLLBACK);
    }
    let docent = asked.bot.docent();
    let known = docent.knowledge();
    tracing::warn!(entries = known.entries.len(), "a moderator went back to the knowledge of before");
    let line = format!(
        "{} entries and {} subjects of before the last change answer now. The next change of a file, or `/docent reload`, brings the new ones.",
        known.entries.len(),
        known.subjects.len()
    );
    crate::discord::overlays::learn(asked.bot, asked.guild).await;
    card("Rollback", &[line])
}
