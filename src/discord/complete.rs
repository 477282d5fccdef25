//! Suggestions while a person types an option of `/compare` or `/faq`.
//!
//! In: what is typed so far. Out: at most 25 choices, from memory alone: Discord waits 3 s, people do not.

use serenity::all::{AutocompleteChoice, CommandInteraction};

use super::bot::Bot;
use super::limits::{CHOICE, CHOICES, cut};
use super::send::Answering;
use super::{commands, onboard};
use crate::language::Language;
use crate::pipeline::{Completion, Docent};

/// Suggests values for the option being typed.
pub(super) async fn run(bot: &Bot, command: &CommandInteraction) {
    let choices = command.data.autocomplete().map(|typing| {
        let taken: Vec<String> = commands::SUBJECT_OPTIONS
            .iter()
            .filter(|name| **name != typing.name)
            .filter_map(|name| commands::text(command, name))
            .map(str::to_owned)
            .collect();
        let docent = bot.docent_in(command.guild_id);
        if command.data.name == onboard::COMMAND {
            return onboard::complete(&docent, typing.value);
        }
        suggest(&docent, Language::of_locale(&command.locale), typing.name, typing.value, &taken)
    });
    let to = Answering::to_command(command);
    bot.sender.suggest(&to, choices.unwrap_or_default()).await;
}

fn suggest(
    docent: &Docent,
    locale: Option<Language>,
    option: &str,
    typed: &str,
    taken: &[String],
) -> Vec<AutocompleteChoice> {
    let found = match option {
        "aspect" => docent.complete_aspect(typed),
        "entry" => docent.complete_entry(typed, locale),
        _ => docent.complete_subject(typed, taken),
    };
    found.into_iter().filter(fits).take(CHOICES).map(choice).collect()
}

/// A label may be cut, a value may not: it would name something else.
fn fits(found: &Completion) -> bool {
    let length = found.value.chars().count();
    (1..=CHOICE).contains(&length) && !found.label.is_empty()
}

fn choice(found: Completion) -> AutocompleteChoice {
    AutocompleteChoice::new(cut(&found.label, CHOICE), found.value)
}
