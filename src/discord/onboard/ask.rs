//! Questions during a step: answered with its subjects in mind, and noted as a gap of the step where there is no answer.
//!
//! In: the form of *Ask about this*, the question that a step proposes, and questions asked elsewhere while a step is on the screen. Out: a private answer; a line for the lead.

use serenity::all::{
    ActionRowComponent, CreateActionRow, CreateInputText, CreateModal, GuildId, InputTextStyle, ModalInteraction,
};

use super::super::bot::Bot;
use super::super::limits::QUESTION;
use super::super::present::Screen;
use super::super::recent::Who as Asker;
use super::super::send::Answering;
use super::super::{ask, notes as common};
use super::notes;
use super::tap::{At, Tap};
use crate::decision::Decision;
use crate::knowledge::{Step, Task};
use crate::onboarding::context;
use crate::pipeline::{Context, Docent, Incoming, Reply};
use crate::render::quote_line;
use crate::store::{Logged, On, QuestionId};

/// What the `custom_id` of the form begins with.
const FORM: &str = "onask:";

/// Who asks, where, by which interaction.
struct Asking {
    server: GuildId,
    user: serenity::all::UserId,
    channel: serenity::all::ChannelId,
    question: QuestionId,
}

/// Whether a form is one of these.
pub(in crate::discord) fn is_form(form: &ModalInteraction) -> bool {
    form.data.custom_id.starts_with(FORM)
}

/// The form for a question about a step.
pub(super) fn form(tap: &Tap, at: &At) -> CreateModal {
    let input = CreateInputText::new(InputTextStyle::Paragraph, notes::QUESTION, "question").max_length(QUESTION);
    let id = format!("{FORM}{:x}:{}:{}", tap.server.get(), at.track, at.step);
    CreateModal::new(id, "Ask about this").components(vec![CreateActionRow::InputText(input)])
}

/// Answers what was typed into the form.
pub(in crate::discord) async fn submitted(bot: &Bot, form: &ModalInteraction) {
    let to = Answering::to_form(form);
    let read = form.data.custom_id.strip_prefix(FORM).and_then(|rest| rest.split_once(':'));
    let read = read.and_then(|(server, at)| {
        let server = u64::from_str_radix(server, 16).ok().filter(|id| *id != 0).map(GuildId::new)?;
        Some((server, At::parse(at)?))
    });
    let Some((server, at)) = read else { return bot.sender.note(&to, common::OLD_FORM).await };
    let inputs = form.data.components.iter().flat_map(|row| &row.components);
    let text = inputs.filter_map(|input| match input {
        ActionRowComponent::InputText(input) => input.value.clone(),
        _ => None,
    });
    let text = text.collect::<Vec<_>>().join(" ");
    let asking = Asking { server, user: form.user.id, channel: form.channel_id, question: form.id.get().into() };
    answer(bot, &to, asking, &at, text.trim()).await;
}

/// Asks what a step proposes.
pub(super) async fn proposed(bot: &Bot, press: &serenity::all::ComponentInteraction, tap: &Tap, at: &At) {
    let to = Answering::to_press(press);
    let docent = bot.docent_in(Some(tap.server));
    let step = docent.knowledge().track(&at.track).and_then(|track| track.step(&at.step));
    let Some(Step { task: Task::Try(text), .. }) = step else { return bot.sender.note(&to, common::STALE).await };
    let asking =
        Asking { server: tap.server, user: press.user.id, channel: press.channel_id, question: press.id.get().into() };
    answer(bot, &to, asking, at, text).await;
}

async fn answer(bot: &Bot, to: &Answering, asking: Asking, at: &At, text: &str) {
    let docent = bot.docent_in(Some(asking.server));
    let step = docent.knowledge().track(&at.track).and_then(|track| track.step(&at.step));
    let subjects = step.map(|step| context(docent.knowledge(), step)).unwrap_or_default();
    let reply = respond(&docent, text, &subjects);
    let on = On { server: asking.server.get().into(), person: asking.user.get().into(), track: at.track.clone() };
    if reply.courtesy.is_none() {
        bot.store.log(&logged(bot, &asking, text, &reply));
    }
    if reply.decision == Decision::Fallback && reply.courtesy.is_none() {
        bot.store.gap(asking.question, &on, &at.step, text);
    }
    let who = (asking.user, asking.channel);
    match reply.id.as_ref().filter(|_| reply.decision == Decision::Answer) {
        Some(id) => bot.recent.answered(who, id, &reply.evidence.subjects),
        None => bot.recent.about(who, subjects),
    }
    bot.during.shows(who, on, at.step.clone());
    match ask::screen(bot, &docent, &reply, asking.user) {
        Some(screen) => {
            bot.sender.respond(to, Screen { content: Some(quote_line(text)), ..screen }, true).await;
        }
        None => bot.sender.note(to, common::NOTHING).await,
    }
}

/// With the step's subjects in mind: where the question leans on them, and where it names none and finds nothing by itself.
fn respond(docent: &Docent, text: &str, subjects: &Context) -> Reply {
    docent.respond(Incoming { text, addressed: true, context: Some(subjects), locale: None })
}

fn logged(bot: &Bot, asking: &Asking, text: &str, reply: &Reply) -> Logged {
    Logged {
        question: asking.question,
        server: Some(asking.server.get().into()),
        channel: asking.channel.get().into(),
        person: asking.user.get().into(),
        text: text.to_owned(),
        decision: reply.decision,
        reply: reply.id.clone(),
        confidence: reply.confidence,
        addressed: true,
        said: true,
        at: bot.store.now(),
    }
}

/// A question was asked elsewhere: where a step is on that person's screen there and I don't know, it is a gap of the step.
pub(in crate::discord) fn asked(bot: &Bot, who: Asker, question: u64, text: &str, reply: &Reply) {
    if reply.decision != Decision::Fallback {
        return;
    }
    if let Some((on, step)) = bot.during.step(who) {
        bot.store.gap(question.into(), &on, &step, text);
    }
}
