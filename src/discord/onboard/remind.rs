//! Reminds those who asked for it, at most once a week, by direct message.
//!
//! In: the time. Out: one message for each who is due. A reminder is claimed in the store before it is sent, so that of several processes one sends;
//! one that could not be sent comes again, unless the person takes no direct messages.

use std::sync::Arc;

use serenity::all::{GuildId, UserId};

use super::super::bot::Bot;
use super::super::feedback::STORING;
use super::super::present::quiet;
use super::super::press::Press;
use super::super::rest::Refusal;
use super::notes;
use super::screen::invitation;
use super::tap::{Tap, What};
use super::welcome::CLOSED;
use crate::store::{Due, WeekLater};

/// Looks again and again until the stop.
pub(in crate::discord) async fn run(bot: &Arc<Bot>) {
    loop {
        tokio::select! {
            () = bot.shutdown.cancelled() => return,
            () = tokio::time::sleep(bot.reminding) => {}
        }
        match bot.store.claim_reminders(STORING).await {
            Ok(due) => {
                for one in due {
                    remind(bot, one).await;
                }
            }
            Err(error) => tracing::warn!(%error, "could not look for reminders"),
        }
    }
}

async fn remind(bot: &Bot, due: Due) {
    let (Some(server), Some(person)) = (nonzero(due.server.get()), nonzero(due.person.get())) else { return };
    let (server, person) = (GuildId::new(server), UserId::new(person));
    let button = |what, label| quiet(&Press::Onboard(Tap { server, what }), label);
    let others = [button(What::Snooze, "In four weeks"), button(What::Stop, "No more reminders")];
    let others = others.into_iter().flatten().collect();
    let screen = invitation(server, "Shall we go on?", notes::REMINDER, others);
    let nonce = format!("r{}", bot.store.now().0);
    if let Err(refusal) = bot.sender.say_directly(person, nonce, screen).await {
        refused(bot, due, &refusal).await;
    }
}

/// Nobody who closed their door asked to be called from the street: no channel, and no more tries. Anything else says nothing of what they want.
async fn refused(bot: &Bot, due: Due, refusal: &Refusal) {
    let server = due.server.get();
    let kept = if refusal.code() == Some(CLOSED) {
        tracing::info!(server, %refusal, "a reminder was refused; there will be no more for that person");
        bot.store.remind(due.server, due.person, WeekLater::Never, STORING).await.map(drop)
    } else {
        tracing::warn!(server, %refusal, "a reminder could not be sent; it is tried again in a day");
        bot.store.remind_again(due, STORING).await
    };
    if let Err(error) = kept {
        tracing::warn!(server, %error, "could not note that a reminder was not sent; the next is due in a week");
    }
}

fn nonzero(id: u64) -> Option<u64> {
    Some(id).filter(|id| *id != 0)
}
