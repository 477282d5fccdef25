//! Limits of commands: how many, how they are named, how long they are in sum.

use std::collections::BTreeSet;

use serde_json::Value;

use super::super::rest::ApiError;
use super::super::rest::error::Mistakes;

const SLASH: u64 = 1;
/// The most slash commands, and the most context-menu commands of one kind.
const SLASH_COMMANDS: usize = 100;
const MENU_COMMANDS: usize = 15;
const NAME: usize = 32;
const DESCRIPTION: usize = 100;
const OPTIONS: usize = 25;
const CHOICES: usize = 25;
const CHOICE: usize = 100;
/// Names, descriptions and choices of one command together.
const TOTAL: usize = 8000;
/// The option types, from sub-command to attachment.
const OPTION_TYPES: std::ops::RangeInclusive<u64> = 1..=11;

/// Checks all commands of one scope.
pub(crate) fn check(commands: &[Value]) -> Result<(), ApiError> {
    let mut mistakes = Mistakes::default();
    let mut seen = BTreeSet::new();
    for (index, command) in commands.iter().enumerate() {
        let kind = command["type"].as_u64().unwrap_or(SLASH);
        check_command(&mut mistakes, &index.to_string(), command, kind);
        if !seen.insert((kind, command["name"].as_str())) {
            mistakes.add(
                index.to_string(),
                "APPLICATION_COMMANDS_DUPLICATE_NAME",
                "Application command names must be unique",
            );
        }
    }
    for (kind, most) in [(SLASH, SLASH_COMMANDS), (2, MENU_COMMANDS), (3, MENU_COMMANDS)] {
        if seen.iter().filter(|(one, _)| *one == kind).count() > most {
            let message = format!("Maximum number of application commands reached ({most}).");
            mistakes.add("commands", "APPLICATION_COMMANDS_MAX", message);
        }
    }
    mistakes.refusal()
}

fn check_command(mistakes: &mut Mistakes, path: &str, command: &Value, kind: u64) {
    mistakes.text(format!("{path}.name"), &command["name"], 1, NAME);
    match kind {
        SLASH => {
            check_name(mistakes, &format!("{path}.name"), &command["name"]);
            mistakes.text(format!("{path}.description"), &command["description"], 1, DESCRIPTION);
            check_options(mistakes, path, command);
        }
        2 | 3 => {
            if command["description"].as_str().is_some_and(|text| !text.is_empty()) {
                mistakes.add(
                    format!("{path}.description"),
                    "APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION_CANNOT_BE_SET",
                    "Context menu commands cannot have description",
                );
            }
        }
        _ => mistakes.add(format!("{path}.type"), "BASE_TYPE_CHOICES", "Value must be one of {1, 2, 3, 4}."),
    }
    if characters(command) > TOTAL {
        mistakes.add(path, "APPLICATION_COMMAND_TOO_LARGE", format!("Command exceeds maximum size ({TOTAL})"));
    }
}

/// Names of slash commands and options: letters, digits, `-`, `_`, `'`; lower case where there is one.
fn check_name(mistakes: &mut Mistakes, path: &str, name: &Value) {
    let allowed = |one: char| one.is_alphanumeric() || "-_'".contains(one);
    let fits = |name: &str| name.chars().all(allowed) && name.to_lowercase() == name;
    if name.as_str().is_some_and(|name| !fits(name)) {
        mistakes.add(path, "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid");
    }
}

fn check_options(mistakes: &mut Mistakes, path: &str, holder: &Value) {
    let list = format!("{path}.options");
    let mut optional = false;
    let mut names = BTreeSet::new();
    for (index, option) in mistakes.list(&list, &holder["options"], OPTIONS).iter().enumerate() {
        let path = format!("{list}.{index}");
        mistakes.text(format!("{path}.name"), &option["name"], 1, NAME);
        check_name(mistakes, &format!("{path}.name"), &option["name"]);
        mistakes.text(format!("{path}.description"), &option["description"], 1, DESCRIPTION);
        if !option["type"].as_u64().is_some_and(|kind| OPTION_TYPES.contains(&kind)) {
            mistakes.add(
                format!("{path}.type"),
                "BASE_TYPE_CHOICES",
                "Value must be one of {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}.",
            );
        }
        if !names.insert(option["name"].as_str()) {
            mistakes.add(
                format!("{path}.name"),
                "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS",
                "Option names must be unique",
            );
        }
        if option["required"] == true && optional {
            mistakes.add(
                path.as_str(),
                "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
                "Required options must be placed before non-required options",
            );
        }
        optional |= option["required"] != true;
        check_choices(mistakes, &path, option);
        check_options(mistakes, &path, option);
    }
}

fn check_choices(mistakes: &mut Mistakes, path: &str, option: &Value) {
    let list = format!("{path}.choices");
    let choices = mistakes.list(&list, &option["choices"], CHOICES);
    if option["autocomplete"] == true && !choices.is_empty() {
        mistakes.add(
            path,
            "APPLICATION_COMMAND_OPTION_AUTOCOMPLETE_CHOICES",
            "Autocomplete and choices exclude each other",
        );
    }
    for (index, choice) in choices.iter().enumerate() {
        mistakes.text(format!("{list}.{index}.name"), &choice["name"], 1, CHOICE);
        if !choice["value"].is_number() {
            mistakes.text(format!("{list}.{index}.value"), &choice["value"], 1, CHOICE);
        }
    }
}

fn characters(holder: &Value) -> usize {
    let count = |value: &Value| value.as_str().map_or(0, |text| text.chars().count());
    let own = count(&holder["name"]) + count(&holder["description"]) + count(&holder["value"]);
    let inside = [&holder["options"], &holder["choices"]];
    let inside = inside.into_iter().filter_map(Value::as_array).flatten();
    own + inside.map(characters).sum::<usize>()
}
