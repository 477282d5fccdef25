//! `/ask`: one question, one answer.
//!
//! In: the question. Out: the answer with its sources, choices where Docent is unsure, an honest private note where it does not know.

use serenity::all::{CommandInteraction, UserId};
use tokio::time::Instant;

use super::bot::Bot;
use super::present::{self, Screen, View};
use super::send::Answering;
use super::{commands, compare, modes, notes, onboard};
use crate::decision::Decision;
use crate::language::Language;
use crate::metrics::{Stage, Surface};
use crate::pipeline::{Docent, Incoming, Reply};
use crate::render::quote_line;
use crate::store::Logged;

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
    // From memory alone: an interaction does not wait for another request.
    let place = bot.places.place(command.channel_id).unwrap_or_default();
    let thresholds = modes::thresholds(bot, command.guild_id, command.channel_id, &place);
    let began = Instant::now();
    let locale = Language::of_locale(&command.locale);
    let incoming = Incoming { text, addressed: true, context: context.as_ref(), locale };
    let reply = tracing::debug_span!("think").in_scope(|| docent.respond_at_once(incoming, &thresholds));
    bot.metrics.took(Surface::Command, Stage::Think, began.elapsed());
    bot.metrics.decided(Surface::Command, reply.decision);
    tracing::info!(interaction = %command.id, decision = %reply.decision, confidence = reply.confidence, "/ask");
    if let Some(id) = reply.id.as_ref().filter(|_| reply.decision == Decision::Answer) {
        bot.recent.answered(who, id, &reply.evidence.subjects);
    }
    // Where Docent is to be quiet, it still answers the one who asks. "I don't know" helps that person and nobody else.
    let quiet = modes::is_quiet(bot, command.guild_id, command.channel_id, &place);
    let private = private || quiet || reply.decision == Decision::Fallback;
    let answering = async {
        match screen(bot, &docent, &reply, command.user.id) {
            // Discord shows others only that a command was used: without the question, the answer hangs in the air.
            Some(screen) => {
                bot.sender.respond(&to, Screen { content: Some(quote_line(text)), ..screen }, private).await;
            }
            None => bot.sender.note(&to, notes::NOTHING).await,
        }
    };
    let noting = async {
        // What nobody waits for comes once the answer is on its way.
        tokio::task::yield_now().await;
        if reply.courtesy.is_none() {
            bot.store.log(&logged(bot, command, text, &reply));
            onboard::asked(bot, who, command.id.get(), text, &reply);
        }
    };
    tokio::join!(answering, noting);
}

/// A line of the question log.
fn logged(bot: &Bot, command: &CommandInteraction, text: &str, reply: &Reply) -> Logged {
    Logged {
        question: command.id.get().into(),
        server: command.guild_id.map(|guild| guild.get().into()),
        channel: command.channel_id.get().into(),
        person: command.user.id.get().into(),
        text: text.to_owned(),
        decision: reply.decision,
        reply: reply.id.clone(),
        confidence: reply.confidence,
        addressed: true,
        said: true,
        at: bot.store.now(),
    }
}

/// What a reply looks like; nothing where Docent is silent.
pub(super) fn screen(bot: &Bot, docent: &Docent, reply: &Reply, asker: UserId) -> Option<Screen> {
    let answer = reply.answer.as_ref()?;
    let view = View { form: compare::preferred(bot, asker), ..View::default() };
    match reply.decision {
        Decision::Silent => None,
        Decision::Clarify => Some(present::choices(answer, &reply.alternatives, asker)),
        Decision::Answer | Decision::Fallback => Some(present::screen(docent, answer, view, asker)),
    }
}
