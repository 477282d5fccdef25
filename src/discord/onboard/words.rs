//! `/onboard` as Discord shows it while people type: names and descriptions in every language.
//!
//! In: nothing. Out: the definition of the command. What each sub-command does is left to its room.

use serenity::all::{
    CommandOptionType, CommandType, CreateCommand, CreateCommandOption, InstallationContext, InteractionContext,
};

use super::super::limits::NAME_OPTION;
use super::super::locales::{self, Words};
use crate::store::{MAX_FORGET_DAYS, WelcomeBy};

/// The command, for servers: whose team somebody belongs to is a question of the server.
pub(in crate::discord) fn definition() -> CreateCommand {
    let track = || TRACK.option(CommandOptionType::String).set_autocomplete(true).min_length(1).max_length(NAME_OPTION);
    let assign = ASSIGN
        .option(CommandOptionType::SubCommand)
        .add_sub_option(track().required(true))
        .add_sub_option(PERSON.option(CommandOptionType::User))
        .add_sub_option(ROLE.option(CommandOptionType::Role));
    let options = vec![
        START.option(CommandOptionType::SubCommand).add_sub_option(track()),
        TEAM.option(CommandOptionType::SubCommand),
        EXPORT.option(CommandOptionType::SubCommand),
        assign,
        settings(track()),
        POST.option(CommandOptionType::SubCommand),
    ];
    ONBOARD
        .command()
        .kind(CommandType::ChatInput)
        .integration_types(vec![InstallationContext::Guild])
        .contexts(vec![InteractionContext::Guild])
        .set_options(options)
}

fn settings(track: CreateCommandOption) -> CreateCommandOption {
    let welcome = WELCOME.option(CommandOptionType::String);
    let ways = WELCOMES.iter().zip(WelcomeBy::ALL);
    let welcome = ways.fold(welcome, |option, (words, way)| words.choice(option, way.as_str()));
    let days =
        FORGET_DAYS.option(CommandOptionType::Integer).min_int_value(0).max_int_value(u64::from(MAX_FORGET_DAYS));
    locales::SETTINGS
        .option(CommandOptionType::SubCommand)
        .add_sub_option(welcome)
        .add_sub_option(locales::CHANNEL.option(CommandOptionType::Channel))
        .add_sub_option(track)
        .add_sub_option(ROLE.option(CommandOptionType::Role))
        .add_sub_option(days)
}

const ONBOARD: Words =
    Words { at: "onboard", name: "onboard", description: "A short tour for newcomers, at your own pace" };

const START: Words =
    Words { at: "onboard.start", name: "start", description: "Begin a track, or go on where you were" };

const TEAM: Words = Words {
    at: "onboard.team",
    name: "team",
    description: "For leads: who is where, how long steps take, what is missing",
};

const EXPORT: Words = Words { at: "onboard.export", name: "export", description: "For leads: the same as a CSV file" };

const ASSIGN: Words =
    Words { at: "onboard.assign", name: "assign", description: "For leads: choose the track of a person or a role" };

const POST: Words =
    Words { at: "onboard.post", name: "post", description: "For leads: show a button here that begins the tour" };

const TRACK: Words = Words { at: "onboard.track", name: "track", description: "Which tour" };

const PERSON: Words = Words { at: "onboard.person", name: "person", description: "For whom" };

const ROLE: Words = Words { at: "onboard.role", name: "role", description: "Which role" };

const WELCOME: Words = Words { at: "onboard.welcome", name: "welcome", description: "How I greet who joins" };

/// In the order of [`WelcomeBy::ALL`].
const WELCOMES: [Words; 3] = [
    Words { at: "onboard.welcome.never", name: "Not at all", description: "" },
    Words { at: "onboard.welcome.channel", name: "In a channel", description: "" },
    Words { at: "onboard.welcome.direct", name: "By direct message", description: "" },
];

const FORGET_DAYS: Words = Words {
    at: "onboard.forget-days",
    name: "forget_days",
    description: "Days that I keep the progress of who left the server",
};
