//! `/privacy`: what is kept of a person, and that person's say in it.
//!
//! In: see, delete, opt out, opt in. Out: always private, and told only once it is done.

use serenity::all::CommandInteraction;

use super::bot::Bot;
use super::feedback::STORING;
use super::limits::cut;
use super::notes;
use super::present::Screen;
use super::send::{Answering, Later};
use crate::render::quote;
use crate::store::{KeptOf, LOG_DAYS, PersonId};

/// Questions shown.
const SHOWN: usize = 10;

/// Answers `/privacy`.
pub(super) async fn run(bot: &Bot, command: &CommandInteraction) {
    let to = Answering::to_command(command);
    let person: PersonId = command.user.id.get().into();
    let action = command.data.options.first().map_or("", |option| option.name.as_str());
    let done = bot.sender.in_time(&to, Later::Privately, bot.pauses.deferring, act(bot, person, action)).await;
    match done {
        Ok(text) => bot.sender.respond(&to, Screen::card("What I keep of you", cut(&text, 4000)), true).await,
        Err(error) => {
            tracing::warn!(%error, "/privacy could not be carried out");
            bot.sender.note(&to, notes::NOT_STORED).await;
        }
    }
}

async fn act(bot: &Bot, person: PersonId, action: &str) -> Result<String, crate::store::StoreError> {
    let store = &bot.store;
    match action {
        "delete" => store.forget(person, STORING).await.map(|()| notes::FORGOTTEN.to_owned()),
        "opt-out" => store.opt_out(person, STORING).await.map(|()| notes::OPTED_OUT.to_owned()),
        "opt-in" => store.opt_in(person, STORING).await.map(|()| notes::OPTED_IN.to_owned()),
        _ => store.kept_of(person, STORING).await.map(|kept| told(&kept)),
    }
}

fn told(kept: &KeptOf) -> String {
    let mut lines = vec![
        format!(
            "Questions you asked me, without mentions, links, addresses and tokens, for at most the days that each server sets ({LOG_DAYS} where nothing is set): **{}**",
            kept.questions.len()
        ),
        format!(
            "Replies you called helpful or not: **{}** · choices you made: **{}** · judged questions: **{}** · replies I still follow up: **{}**",
            kept.feedback, kept.choices, kept.verdicts, kept.links
        ),
    ];
    if kept.steps + kept.checks + kept.gaps > 0 {
        lines.push(format!(
            "Onboarding: steps you did or put off: **{}** · checks you answered: **{}** · questions I couldn't answer on the way: **{}**",
            kept.steps, kept.checks, kept.gaps
        ));
    }
    if let Some(view) = kept.view {
        lines.push(format!("Comparisons you see as: **{}**", view.as_str()));
    }
    if kept.taught > 0 {
        lines.push(format!("Entries you taught, which belong to their server: **{}**", kept.taught));
    }
    if kept.opted_out {
        lines.push("You opted out: nothing new is kept. `/privacy opt-in` takes that back.".to_owned());
    } else {
        lines.push("`/privacy delete` deletes all this; `/privacy opt-out` also keeps it so.".to_owned());
    }
    lines.extend(kept.questions.iter().take(SHOWN).map(|logged| format!("- {}", quote(&logged.text))));
    lines.join("\n")
}
