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
use crate::render::quote_line;

/// Answers `/ask`.
pub(super) async fn run(bot: &Bot, command: &CommandInteraction) {
    let text = commands::text(command, "question").unwrap_or_default();
    answer(bot, command, text, commands::flag(command, "private")).await;
}

/// *Answer with Docent* on a message: as if its author had asked.
pub(super) async fn on_message(bot: &Bot, command: &CommandInteraction) {
    let to = Answering::to_command(command);
    match command.data.resolved.messages.values().next().map(|message| message.content.trim()) {
        Some(text) if !text.is_empty() => answer(bot, command, text, false).await,
        _ => bot.sender.note(&to, notes::NOTHING_WRITTEN).await,
    }
}

async fn answer(bot: &Bot, command: &CommandInteraction, text: &str, private: bool) {
    let to = Answering::to_command(command);
    let docent = bot.docent_in(command.guild_id);
    let who = (command.user.id, command.channel_id);
    let context = bot.recent.context(who);
    let reply = docent.respond(Incoming { text, addressed: true, context: context.as_ref() });
    tracing::info!(interaction = %command.id, decision = %reply.decision, confidence = reply.confidence, "/ask");
    if let Some(id) = reply.id.as_ref().filter(|_| reply.decision == Decision::Answer) {
        bot.recent.answered(who, id, &reply.evidence.subjects);
    }
    // "I don't know" helps the one who asked and nobody else.
    let private = private || reply.decision == Decision::Fallback;
    match screen(&docent, &reply, command.user.id) {
        // Discord shows others only that a command was used: without the question, the answer hangs in the air.
        Some(screen) => bot.sender.respond(&to, Screen { content: Some(quote_line(text)), ..screen }, private).await,
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
