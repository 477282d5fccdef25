//! `/onboard`: newcomers walk a track, a step at a time; leads see how it goes.
//!
//! In: commands, taps and forms; members who come and go. Out: private screens. What is next and what is right is left to [`crate::onboarding`], what is kept to [`crate::store`].

mod ask;
mod during;
mod finish;
mod lead;
mod notes;
mod remind;
mod rights;
mod screen;
mod tap;
mod walk;
mod welcome;
mod words;

use serenity::all::{AutocompleteChoice, CommandDataOptionValue, CommandInteraction, ComponentInteraction};

use super::bot::Bot;
use super::limits::{CHOICE, CHOICES, cut};
use super::notes as common;
use super::send::{Answering, Later};
use crate::knowledge::TrackId;
use crate::pipeline::Docent;
use crate::text;
use lead::Lead;
use tap::{Deed, What};
use walk::Who;

pub(super) use ask::{asked, is_form, submitted};
pub(super) use during::During;
pub(super) use remind::run as remind;
pub(super) use tap::Tap;
pub(super) use welcome::{joined, left};
pub(super) use words::definition;

/// The name of the command.
pub(super) const COMMAND: &str = "onboard";

/// Answers `/onboard`.
pub(super) async fn run(bot: &Bot, command: &CommandInteraction) {
    let to = Answering::to_command(command);
    let (Some(guild), Some(option)) = (command.guild_id, command.data.options.first()) else {
        return bot.sender.note(&to, common::ONLY_IN_SERVERS).await;
    };
    let CommandDataOptionValue::SubCommand(options) = &option.value else {
        return bot.sender.note(&to, common::UNKNOWN_COMMAND).await;
    };
    if option.name != "start" {
        return Lead { bot, command, guild, options }.run(&option.name).await;
    }
    let docent = bot.docent_in(Some(guild));
    let given = options.iter().find(|option| option.name == "track").and_then(|option| option.value.as_str());
    let wanted = given.map(|given| named(&docent, given));
    if wanted == Some(None) {
        return bot.sender.note(&to, notes::NO_SUCH_TRACK).await;
    }
    let who = Who::of_command(bot, command, guild);
    who.show(Later::Privately, who.start(&docent, wanted.flatten())).await;
}

/// Does what a tap says.
pub(super) async fn tapped(bot: &Bot, press: &ComponentInteraction, tap: &Tap, chosen: Option<&str>) {
    let to = Answering::to_press(press);
    let docent = bot.docent_in(Some(tap.server));
    let who = Who::of_press(bot, press, tap.server);
    match &tap.what {
        What::Start(track) => who.show(Later::Privately, who.start(&docent, track.clone())).await,
        What::Step(at, Deed::Ask) => bot.sender.open(&to, ask::form(tap, at)).await,
        What::Step(at, Deed::Try) => ask::proposed(bot, press, tap, at).await,
        What::Step(at, Deed::Whole) => match who.whole(&docent, at) {
            Some(screen) => bot.sender.respond(&to, screen, true).await,
            None => bot.sender.note(&to, common::STALE).await,
        },
        What::Step(at, deed) => who.show(Later::InPlace, who.step(&docent, at, *deed)).await,
        What::Open(None) => match chosen.and_then(|id| TrackId::new(id).ok()) {
            Some(track) => who.show(Later::InPlace, who.open(&docent, &track)).await,
            None => bot.sender.note(&to, common::STALE).await,
        },
        What::Roles => {
            let held = press.member.as_ref().and_then(|member| member.permissions);
            if !lead::may(held) {
                return bot.sender.note(&to, notes::NOT_A_LEAD).await;
            }
            who.show(Later::InPlace, lead::roles_again(bot, tap.server)).await;
        }
        what => who.show(Later::InPlace, who.other(&docent, what)).await,
    }
}

/// The track that somebody means by an id or a name.
fn named(docent: &Docent, given: &str) -> Option<TrackId> {
    let folded = text::fold(given.trim());
    let is = |id: &TrackId, name: &str| id.as_str() == given.trim() || text::fold(name) == folded;
    docent.knowledge().tracks.iter().find(|track| is(&track.id, &track.name)).map(|track| track.id.clone())
}

/// Tracks that what is typed may become.
pub(super) fn complete(docent: &Docent, typed: &str) -> Vec<AutocompleteChoice> {
    let folded = text::fold(typed.trim());
    let fits = |name: &str| text::fold(name).contains(&folded);
    let tracks = docent.knowledge().tracks.iter().filter(|track| fits(&track.name) || fits(track.id.as_str()));
    tracks.take(CHOICES).map(|track| AutocompleteChoice::new(cut(&track.name, CHOICE), track.id.as_str())).collect()
}
