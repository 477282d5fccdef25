//! `/ask`: one question, one answer.
//!
//! In: the question. Out: the answer with its sources, choices where Docent is unsure, an honest private note where it does not know.

use serenity::all::{CommandInteraction, UserId};

use super::bot::Bot;
use super::present::{self, Screen, View};
use super::send::Answering;
use super::{commands, notes};
use crate::decision::Decision;
use crate::pipeline::{Docent, Incoming, Reply};

/// Answers `/ask`.
pub(super) async fn run(bot: &Bot, command: &CommandInteraction) {
    let to = Answering::to_command(command);
    let text = commands::text(command, "question").unwrap_or_default();
    let incoming = Incoming { text, addressed: true };
    let docent = bot.docent_for(incoming).await;
    let reply = docent.respond(incoming);
    tracing::info!(interaction = %command.id, decision = %reply.decision, confidence = reply.confidence, "/ask");
    // "I don't know" helps the one who asked and nobody else.
    let private = commands::flag(command, "private") || reply.decision == Decision::Fallback;
    match screen(&docent, &reply, command.user.id) {
        Some(screen) => bot.sender.respond(&to, screen, private).await,
        None => bot.sender.note(&to, notes::NOTHING).await,
    }
}

/// What a reply looks like; nothing where Docent is silent.
pub(super) fn screen(docent: &Docent, reply: &Reply, asker: UserId) -> Option<Screen> {
    let answer = reply.answer.as_ref()?;
    match reply.decision {
        Decision::Silent => None,
        Decision::Clarify => Some(present::choices(answer, &reply.alternatives, asker)),
        Decision::Answer | Decision::Fallback => Some(present::screen(docent, answer, View::default(), asker)),
    }
}
