//! The slash commands: their definitions, their registration, their options.
//!
//! In: nothing. Out: what Discord shows while people type `/`. What each does is left to `ask`, `compare` and `help`.

use reqwest::Method;
use serde_json::Value;
use serenity::all::{
    ApplicationId, CommandInteraction, CommandOptionType, CommandType, CreateCommand, CreateCommandOption,
    InstallationContext, InteractionContext, Permissions,
};

use super::limits::{NAME_OPTION, QUESTION};
use super::rest::{Call, Patience, Refusal, Rest};
use super::{locales, onboard};
use crate::drawing;
use crate::store::{ChannelMode, FeedbackBy, MAX_LOG_DAYS};

/// The options of `/compare` that name subjects, in order.
pub(super) const SUBJECT_OPTIONS: [&str; 4] = ["first", "second", "third", "fourth"];
/// The value of `view` for aligned columns.
const VIEW_TABLE: &str = "table";
/// The value of `view` for a picture.
pub(super) const VIEW_PICTURE: &str = "picture";
/// The value of `view` for one line a statement.
pub(super) const VIEW_LIST: &str = "list";

/// The entry of a message's menu that answers it.
pub(super) const ANSWER: &str = locales::ANSWER.name;

/// The entry of a message's menu that teaches Docent its answer.
pub(super) const TEACH: &str = locales::TEACH.name;

/// Every command, usable in servers, in direct messages, and by a person who installed Docent for themselves.
pub(super) fn definitions() -> Vec<CreateCommand> {
    let slash = [ask(), compare(), faq(), privacy(), locales::HELP.command()];
    let slash = slash.map(|command| command.kind(CommandType::ChatInput));
    let menus = [locales::ANSWER.menu().kind(CommandType::Message)];
    let moderators = [docent().kind(CommandType::ChatInput), locales::TEACH.menu().kind(CommandType::Message)];
    let everybody = slash.into_iter().chain(menus).map(everywhere);
    everybody.chain([onboard::definition()]).chain(moderators.into_iter().map(for_moderators)).collect()
}

/// In servers only; an admin can allow it to others under Server Settings ▸ Integrations.
fn for_moderators(command: CreateCommand) -> CreateCommand {
    command
        .integration_types(vec![InstallationContext::Guild])
        .contexts(vec![InteractionContext::Guild])
        .default_member_permissions(Permissions::MANAGE_GUILD)
}

fn everywhere(command: CreateCommand) -> CreateCommand {
    command.integration_types(vec![InstallationContext::Guild, InstallationContext::User]).contexts(vec![
        InteractionContext::Guild,
        InteractionContext::BotDm,
        InteractionContext::PrivateChannel,
    ])
}

fn ask() -> CreateCommand {
    let question =
        locales::QUESTION.option(CommandOptionType::String).required(true).min_length(1).max_length(QUESTION);
    locales::ASK.command().set_options(vec![question, locales::PRIVATE.option(CommandOptionType::Boolean)])
}

fn compare() -> CreateCommand {
    let subjects = locales::COMPARED.iter().enumerate();
    let mut options: Vec<_> = subjects.map(|(at, words)| named(words).required(at < 2)).collect();
    options.push(named(&locales::ASPECT));
    let view = locales::VIEW.option(CommandOptionType::String);
    let view = locales::LIST.choice(locales::TABLE.choice(view, VIEW_TABLE), VIEW_LIST);
    options.push(if drawing::AVAILABLE { locales::PICTURE.choice(view, VIEW_PICTURE) } else { view });
    locales::COMPARE.command().set_options(options)
}

fn faq() -> CreateCommand {
    locales::FAQ.command().set_options(vec![named(&locales::ENTRY)])
}

fn privacy() -> CreateCommand {
    let actions = locales::PRIVACY_ACTIONS.iter().map(|words| words.option(CommandOptionType::SubCommand));
    locales::PRIVACY.command().set_options(actions.collect())
}

fn docent() -> CreateCommand {
    let bare = [&locales::STATUS, &locales::UNANSWERED, &locales::TAUGHT, &locales::RELOAD, &locales::EXPORT];
    let bare = bare.map(|words| words.option(CommandOptionType::SubCommand));
    let days = locales::DAYS.option(CommandOptionType::Integer).min_int_value(1).max_int_value(365);
    let stats = locales::STATS.option(CommandOptionType::SubCommand).add_sub_option(days);
    let commands = [channels(), settings(), stats].into_iter().chain(bare);
    locales::DOCENT.command().set_options(commands.collect())
}

fn channels() -> CreateCommandOption {
    let mode = locales::MODE.option(CommandOptionType::String);
    let modes = locales::MODES.iter().zip(ChannelMode::ALL);
    let mode = modes.fold(mode, |option, (words, mode)| words.choice(option, mode.as_str()));
    let share =
        |words: &locales::Words| words.option(CommandOptionType::Number).min_number_value(0.0).max_number_value(1.0);
    locales::CHANNELS
        .option(CommandOptionType::SubCommand)
        .add_sub_option(locales::CHANNEL.option(CommandOptionType::Channel))
        .add_sub_option(mode)
        .add_sub_option(share(&locales::ASKED))
        .add_sub_option(share(&locales::UNASKED))
}

fn settings() -> CreateCommandOption {
    let raters = locales::RATERS.iter().zip(FeedbackBy::ALL);
    let feedback = locales::FEEDBACK.option(CommandOptionType::String);
    let feedback = raters.fold(feedback, |option, (words, who)| words.choice(option, who.as_str()));
    let days = locales::LOG_DAYS.option(CommandOptionType::Integer).min_int_value(0).max_int_value(MAX_LOG_DAYS.into());
    locales::SETTINGS
        .option(CommandOptionType::SubCommand)
        .add_sub_option(locales::REVIEW.option(CommandOptionType::Channel))
        .add_sub_option(locales::NO_REVIEW.option(CommandOptionType::Boolean))
        .add_sub_option(feedback)
        .add_sub_option(days)
}

/// A name that is completed while one types it.
fn named(words: &locales::Words) -> CreateCommandOption {
    words.option(CommandOptionType::String).set_autocomplete(true).min_length(1).max_length(NAME_OPTION)
}

/// A text option, as typed.
pub(super) fn text<'a>(command: &'a CommandInteraction, name: &str) -> Option<&'a str> {
    let option = command.data.options.iter().find(|option| option.name == name)?;
    let typed = match &option.value {
        // While one option is being typed, Discord sends it under another kind.
        serenity::all::CommandDataOptionValue::Autocomplete { value, .. } => value,
        value => value.as_str()?,
    };
    Some(typed).filter(|typed| !typed.trim().is_empty())
}

/// A yes-or-no option; no where it is not given.
pub(super) fn flag(command: &CommandInteraction, name: &str) -> bool {
    let option = command.data.options.iter().find(|option| option.name == name);
    option.and_then(|option| option.value.as_bool()).unwrap_or(false)
}

/// Makes Discord's commands these, with one overwrite of all, and only where they differ: Discord limits creations a day, and an
/// overwrite makes every client load the list again.
pub(super) async fn register(rest: &Rest, application: ApplicationId) -> Result<bool, Refusal> {
    let path = format!("/applications/{application}/commands");
    let ours = serde_json::to_value(definitions()).unwrap_or_default();
    // Without this, Discord leaves other languages out, and they would look changed each time.
    let listed = format!("{path}?with_localizations=true");
    let theirs = rest.call(&Call::new(Method::GET, listed, Patience::MESSAGE)).await?;
    if same_commands(&ours, &theirs) {
        return Ok(false);
    }
    rest.call(&Call::new(Method::PUT, path, Patience::MESSAGE).body(&ours)).await?;
    Ok(true)
}

fn same_commands(ours: &Value, theirs: &Value) -> bool {
    let sorted = |list: &Value| {
        let mut list = list.as_array().cloned().unwrap_or_default();
        list.sort_by_key(|command| command["name"].as_str().map(str::to_owned));
        list
    };
    let (ours, theirs) = (sorted(ours), sorted(theirs));
    ours.len() == theirs.len() && ours.iter().zip(&theirs).all(|(ours, theirs)| same(ours, theirs))
}

/// What of a command people notice. Discord's copy has more (ids, version) and leaves out or fills in defaults.
const COMPARED: [&str; 17] = [
    "name",
    "name_localizations",
    "type",
    "description",
    "description_localizations",
    "options",
    "required",
    "autocomplete",
    "choices",
    "value",
    "min_length",
    "max_length",
    "contexts",
    "integration_types",
    "default_member_permissions",
    "nsfw",
    "channel_types",
];

fn same(ours: &Value, theirs: &Value) -> bool {
    match (ours, theirs) {
        // Languages: Discord keeps all that it was told.
        (Value::Object(one), Value::Object(other)) if is_languages(one) || is_languages(other) => {
            one.len() == other.len() && one.iter().all(|(locale, text)| other.get(locale) == Some(text))
        }
        (Value::Object(_), Value::Object(_)) => COMPARED.iter().all(|key| same(&ours[*key], &theirs[*key])),
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other))
        }
        _ => ours == theirs || (is_blank(ours) && is_blank(theirs)),
    }
}

fn is_languages(object: &serde_json::Map<String, Value>) -> bool {
    object.keys().any(|key| locales::languages().any(|code| code == key))
}

/// A default that one side writes out and the other leaves away.
fn is_blank(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::Array(items) => items.is_empty(),
        Value::Object(fields) => fields.is_empty(),
        Value::String(text) => text.is_empty(),
        Value::Number(_) | Value::Bool(true) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn ours() -> Value {
        serde_json::to_value(definitions()).unwrap()
    }

    /// As Discord stores them: with ids, without defaults.
    fn stored() -> Value {
        let mut commands = ours();
        for command in commands.as_array_mut().unwrap() {
            command["id"] = json!("1");
            command["version"] = json!("2");
            command["default_member_permissions"] = command["default_member_permissions"].take();
            for option in command["options"].as_array_mut().into_iter().flatten() {
                for default in ["required", "autocomplete"] {
                    if option[default] == false {
                        option.as_object_mut().unwrap().remove(default);
                    }
                }
            }
        }
        commands
    }

    #[test]
    fn commands_as_discord_stores_them_are_the_same() {
        assert!(same_commands(&ours(), &stored()));
    }

    #[test]
    fn any_visible_change_is_a_difference() {
        let changes: [fn(&mut Value); 5] = [
            |c| c[0]["description"] = json!("Other"),
            |c| c[0]["options"][0]["max_length"] = json!(5),
            |c| c[1]["options"][0]["required"] = json!(false),
            |c| c[1]["contexts"] = json!([0]),
            |c| drop(c.as_array_mut().unwrap().pop()),
        ];
        for change in changes {
            let mut theirs = stored();
            change(&mut theirs);
            assert!(!same_commands(&ours(), &theirs));
        }
    }

    /// A command, its options, theirs, and their choices.
    fn all_within(thing: &Value) -> Vec<&Value> {
        let inside = ["options", "choices"].into_iter().filter_map(|key| thing[key].as_array()).flatten();
        std::iter::once(thing).chain(inside.flat_map(all_within)).collect()
    }

    #[test]
    fn names_and_descriptions_are_within_limits_in_every_language() {
        for command in ours().as_array().unwrap() {
            let is_menu = command["type"] == 3;
            for thing in all_within(command) {
                let is_choice = !thing["value"].is_null();
                let languages = |key: &str| thing[key].as_object().into_iter().flat_map(|all| all.values());
                for name in languages("name_localizations").chain([&thing["name"]]).map(|name| name.as_str().unwrap()) {
                    assert!((1..=if is_choice { 100 } else { 32 }).contains(&name.chars().count()), "{name}");
                    let plain =
                        name.chars().all(|c| c.is_alphanumeric() || "-_'ー".contains(c)) && name.to_lowercase() == name;
                    assert!(plain || is_menu || is_choice, "{name} is no name for a command or option");
                }
                let said = thing["description"].as_str().into_iter();
                for text in said.chain(languages("description_localizations").map(|text| text.as_str().unwrap())) {
                    assert!(is_menu || is_choice || (1..=100).contains(&text.chars().count()), "{text}");
                }
            }
        }
    }

    #[test]
    fn every_command_and_option_speaks_every_language() {
        for command in ours().as_array().unwrap() {
            for thing in all_within(command) {
                let locales = |key: &str| thing[key].as_object().map(|all| all.keys().cloned().collect::<Vec<_>>());
                assert_eq!(
                    locales("name_localizations").as_deref().map(<[_]>::len),
                    Some(locales::languages().count()),
                    "{thing}"
                );
                let described = locales("description_localizations").map_or(0, |all| all.len());
                let is_described = thing["description"].as_str().is_some_and(|text| !text.is_empty());
                assert_eq!(described, if is_described { locales::languages().count() } else { 0 }, "{thing}");
            }
        }
    }

    #[test]
    fn a_changed_translation_is_a_difference() {
        let mut theirs = stored();
        theirs[0]["name_localizations"]["de"] = json!("anders");
        assert!(!same_commands(&ours(), &theirs));
    }
}
