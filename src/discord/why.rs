//! *Why this answer?* and *Related*: for the one who presses, and nobody else.
//!
//! In: a press under a reply. Out: in plain words what was understood, how sure Docent was, what came second, every source in full; or what to read next.
//! Nothing is remembered for this: the question is read again, from the message that the reply answers or from the line above the answer.

use serenity::all::{ComponentInteraction, CreateButton};

use super::bot::Bot;
use super::limits::{ROW_BUTTONS, cut};
use super::notes;
use super::present::{Screen, quiet};
use super::press::Press;
use super::send::{Answering, Later};
use crate::answer::{Answer, Because, Citation, ReplyId};
use crate::language::Language;
use crate::pipeline::{Docent, Incoming, Reply};
use crate::render::{quote, quoted};

/// Longest explanation: a card's description, with room to spare.
const EXPLANATION: usize = 3_900;

/// Tells why this was the answer.
pub(super) async fn explain(bot: &Bot, press: &ComponentInteraction, id: &ReplyId) {
    let to = Answering::to_press(press);
    let docent = bot.docent_in(press.guild_id);
    let Some(answer) = docent.answer_for(id) else { return bot.sender.note(&to, notes::STALE).await };
    // While the reply is being changed, its question is held.
    let question = question(bot, press);
    let question = bot.sender.in_time(&to, Later::Privately, bot.pauses.deferring, question).await;
    let asked = question.as_deref().map(|text| (text, Language::of_locale(&press.locale)));
    let text = explanation(&docent, &answer, id, asked);
    bot.sender.respond(&to, Screen::card(answer.words().why, cut(&text, EXPLANATION)), true).await;
}

/// Lists what to read next.
pub(super) async fn related(bot: &Bot, press: &ComponentInteraction, id: &ReplyId) {
    let to = Answering::to_press(press);
    let answer = bot.docent_in(press.guild_id).answer_for(id);
    let Some(answer) = answer.filter(|answer| !answer.related.is_empty()) else {
        return bot.sender.note(&to, notes::STALE).await;
    };
    let button = |(id, title): &(_, String)| quiet(&Press::Read { id: ReplyId::Entry(Clone::clone(id)) }, title);
    let buttons: Vec<CreateButton> = answer.related.iter().filter_map(button).take(ROW_BUTTONS).collect();
    bot.sender
        .respond(&to, Screen::card(answer.words().read_next, answer.words().only_you).with_buttons(buttons), true)
        .await;
}

/// What was asked: as Docent remembers it, else as the message says, else as the line above the answer quotes it.
pub(super) async fn question(bot: &Bot, press: &ComponentInteraction) -> Option<String> {
    let asked = press.message.message_reference.as_ref().and_then(|reference| reference.message_id);
    if let Some(asked) = asked
        && let Some(kept) = bot.replies.find(asked).await
    {
        return Some(kept.text());
    }
    let message = press.message.referenced_message.as_ref().map(|message| message.content.clone());
    message.filter(|text| !text.is_empty()).or_else(|| quoted(&press.message.content))
}

fn explanation(docent: &Docent, answer: &Answer, id: &ReplyId, asked: Option<(&str, Option<Language>)>) -> String {
    let because = &answer.words().because;
    let mut parts = Vec::new();
    if let Some((question, locale)) = asked {
        let reply = docent.respond(Incoming { text: question, addressed: true, context: None, locale });
        parts.push(found(docent, &reply, id, because));
    }
    parts.push(sources(&answer.sources, because));
    parts.retain(|part| !part.is_empty());
    if parts.is_empty() { because.nothing.to_owned() } else { parts.join("\n\n") }
}

/// How the answer was found, a line each.
fn found(docent: &Docent, reply: &Reply, id: &ReplyId, because: &Because) -> String {
    let evidence = &reply.evidence;
    let mut lines = vec![format!("{} *{}*", because.read, quote(&evidence.question))];
    let [before, between, behind] = because.taken;
    for (written, read) in &evidence.corrections {
        lines.push(format!("{before}{}{between}{}{behind}", quote(written), quote(read)));
    }
    for (said, words) in [(because.speaking, &evidence.matched), (because.foreign, &evidence.unmatched)] {
        if !words.is_empty() {
            lines.push(format!("{said} {}.", quote(&words.join(", "))));
        }
    }
    lines.push(if reply.id.as_ref() == Some(id) {
        let ([sure, found], reason) = (because.sure, because.reason(&evidence.reason));
        format!("{sure} {}. {found} {reason}.", percent(reply.confidence))
    } else {
        because.chosen.to_owned()
    });
    let second = reply.alternatives.iter().find(|choice| choice.id != *id && docent.answer_for(&choice.id).is_some());
    if let Some(second) = second {
        let [before, behind] = because.second;
        lines.push(format!("{before}{}{behind} ({}).", quote(&second.title), percent(second.confidence)));
    }
    lines.join("\n")
}

fn percent(confidence: f32) -> String {
    format!("{:.0} %", confidence.clamp(0.0, 1.0) * 100.0)
}

fn sources(sources: &[Citation], because: &Because) -> String {
    let line = |(at, source): (usize, &Citation)| {
        let link = source.link.as_deref().map_or_else(String::new, |link| format!(" · <{link}>"));
        format!("[{}] {} · {}{link}", at + 1, quote(&source.title), quote(&source.date))
    };
    let lines: Vec<String> = sources.iter().enumerate().map(line).collect();
    if lines.is_empty() { String::new() } else { format!("**{}**\n{}", because.sources, lines.join("\n")) }
}
