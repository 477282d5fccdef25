//! The slash commands: their definitions, their registration, their options.
//!
//! In: nothing. Out: what Discord shows while people type `/`. What each does is left to `ask`, `compare` and `help`.

use reqwest::Method;
use serde_json::Value;
use serenity::all::{
    ApplicationId, CommandInteraction, CommandOptionType, CommandType, CreateCommand, CreateCommandOption,
    InstallationContext, InteractionContext,
};

use super::limits::{NAME_OPTION, QUESTION};
use super::rest::{Call, Patience, Refusal, Rest};

/// The options of `/compare` that name subjects, in order.
pub(super) const SUBJECT_OPTIONS: [&str; 4] = ["first", "second", "third", "fourth"];
/// The value of `view` for aligned columns.
const VIEW_TABLE: &str = "table";
/// The value of `view` for one line a statement.
pub(super) const VIEW_LIST: &str = "list";

/// Every command, usable in servers, in direct messages, and by a person who installed Docent for themselves.
pub(super) fn definitions() -> Vec<CreateCommand> {
    [ask(), compare(), help()]
        .into_iter()
        .map(|command| {
            command
                .kind(CommandType::ChatInput)
                .integration_types(vec![InstallationContext::Guild, InstallationContext::User])
                .contexts(vec![
                    InteractionContext::Guild,
                    InteractionContext::BotDm,
                    InteractionContext::PrivateChannel,
                ])
        })
        .collect()
}

fn ask() -> CreateCommand {
    let question =
        CreateCommandOption::new(CommandOptionType::String, "question", "What you want to know, in your words")
            .required(true)
            .min_length(1)
            .max_length(QUESTION);
    let private = CreateCommandOption::new(CommandOptionType::Boolean, "private", "Show the answer only to me");
    CreateCommand::new("ask")
        .description("Ask a question and get the answer with its sources")
        .set_options(vec![question, private])
}

fn compare() -> CreateCommand {
    let what = ["What to compare", "With what", "And what", "And what else"];
    let named = |name: &str, description: &str| {
        CreateCommandOption::new(CommandOptionType::String, name, description)
            .set_autocomplete(true)
            .min_length(1)
            .max_length(NAME_OPTION)
    };
    let subjects = SUBJECT_OPTIONS.iter().zip(what).enumerate();
    let mut options: Vec<_> =
        subjects.map(|(at, (name, description))| named(name, description).required(at < 2)).collect();
    options.push(named("aspect", "Only this: pay, skills, tools …"));
    options.push(
        CreateCommandOption::new(CommandOptionType::String, "view", "How the table looks")
            .add_string_choice("Table", VIEW_TABLE)
            .add_string_choice("List (reads well aloud)", VIEW_LIST),
    );
    CreateCommand::new("compare").description("Put two or more things side by side").set_options(options)
}

fn help() -> CreateCommand {
    CreateCommand::new("help").description("What Docent can do here, for you")
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
    let theirs = rest.call(&Call::new(Method::GET, path.clone(), Patience::MESSAGE)).await?;
    if same_commands(&ours, &theirs) {
        return Ok(false);
    }
    rest.call(&Call::new(Method::PUT, path, Patience::MESSAGE).body(ours)).await?;
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
const COMPARED: [&str; 15] = [
    "name",
    "type",
    "description",
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
        (Value::Object(_), Value::Object(_)) => COMPARED.iter().all(|key| same(&ours[*key], &theirs[*key])),
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other))
        }
        _ => ours == theirs || (is_blank(ours) && is_blank(theirs)),
    }
}

/// A default that one side writes out and the other leaves away.
fn is_blank(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::Array(items) => items.is_empty(),
        _ => false,
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
            command["default_member_permissions"] = Value::Null;
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

    #[test]
    fn names_and_descriptions_are_within_limits() {
        for command in ours().as_array().unwrap() {
            let named = std::iter::once(command).chain(command["options"].as_array().into_iter().flatten());
            for thing in named {
                assert!((1..=32).contains(&thing["name"].as_str().unwrap().chars().count()));
                assert!((1..=100).contains(&thing["description"].as_str().unwrap().chars().count()));
            }
        }
    }
}
