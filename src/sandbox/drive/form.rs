//! Whether a person could do it in Discord's own client: options that fit, buttons that can be pressed, inputs filled in.
//!
//! In: what is registered or shown, and what the person gives. Out: the JSON that the client would send, or the error.

use serde_json::{Value, json};

use super::super::model::Message;
use super::DriveError;

/// Option types.
const SUB_COMMAND: u64 = 1;
const SUB_COMMAND_GROUP: u64 = 2;
const STRING: u64 = 3;
const INTEGER: u64 = 4;
const BOOLEAN: u64 = 5;
const NUMBER: u64 = 10;
/// A link button opens a page and tells the bot nothing.
const LINK_STYLE: u64 = 5;

/// The options as Discord nests them under groups and sub-commands, checked against what is registered.
pub(super) fn nested(
    command: &str,
    holder: &Value,
    path: &[&str],
    given: &[(&str, Value)],
    focused: Option<&str>,
) -> Result<Value, DriveError> {
    let known = holder["options"].as_array().map_or(&[][..], Vec::as_slice);
    if let [step, rest @ ..] = path {
        let group = known.iter().find(|one| one["name"] == *step && is_branch(one));
        let group = group.ok_or_else(|| DriveError::NoCommand(command.to_owned()))?;
        let inside = nested(command, group, rest, given, focused)?;
        return Ok(json!([{"name": step, "type": group["type"], "options": inside}]));
    }
    if known.iter().any(is_branch) {
        return Err(DriveError::NoCommand(command.to_owned()));
    }
    let sent = |name: &str| given.iter().any(|(option, _)| *option == name);
    let missing = known.iter().find(|one| one["required"] == true && !sent(one["name"].as_str().unwrap_or_default()));
    if let (Some(missing), None) = (missing, focused) {
        let option = missing["name"].as_str().unwrap_or_default().to_owned();
        return Err(DriveError::OptionMissing { command: command.to_owned(), option });
    }
    let all: Result<Vec<Value>, DriveError> =
        given.iter().map(|(name, value)| option(command, known, name, value, focused == Some(*name))).collect();
    all.map(Value::from)
}

fn is_branch(option: &Value) -> bool {
    [SUB_COMMAND, SUB_COMMAND_GROUP].iter().any(|kind| option["type"] == *kind)
}

fn option(command: &str, known: &[Value], name: &str, value: &Value, focused: bool) -> Result<Value, DriveError> {
    let registered = known.iter().find(|one| one["name"] == name);
    let registered =
        registered.ok_or_else(|| DriveError::NoOption { command: command.to_owned(), option: name.to_owned() })?;
    let kind = registered["type"].as_u64().unwrap_or(STRING);
    if focused {
        return Ok(json!({"name": name, "type": kind, "value": value, "focused": true}));
    }
    let typed = match kind {
        INTEGER => value.is_i64(),
        BOOLEAN => value.is_boolean(),
        NUMBER => value.is_number(),
        // Text, and the ids of users, channels, roles and files.
        _ => value.is_string(),
    };
    let choices = registered["choices"].as_array().filter(|choices| !choices.is_empty());
    let offered = choices.is_none_or(|choices| choices.iter().any(|choice| choice["value"] == *value));
    if typed && offered {
        return Ok(json!({"name": name, "type": kind, "value": value}));
    }
    Err(DriveError::BadValue { option: name.to_owned(), value: value.to_string() })
}

/// The button or menu with this id, if a person can use it so.
pub(super) fn operable(message: &Message, custom_id: &str, values: Option<&[&str]>) -> Result<Value, DriveError> {
    let usable = |control: &&Value| {
        let button = control["options"].is_null();
        control["custom_id"] == custom_id
            && control["disabled"] != true
            && button == values.is_none()
            && (!button || control["style"] != LINK_STYLE)
    };
    let control = message.controls().find(usable);
    let control =
        control.ok_or_else(|| DriveError::NoComponent { message: message.id, custom_id: custom_id.to_owned() })?;
    let offered = |value: &&str| {
        control["options"].as_array().is_some_and(|options| options.iter().any(|one| one["value"] == **value))
    };
    match values.unwrap_or_default().iter().find(|value| !offered(value)) {
        Some(value) => Err(DriveError::BadValue { option: custom_id.to_owned(), value: (*value).to_owned() }),
        None => Ok(control.clone()),
    }
}

/// The rows of a submitted modal.
pub(super) fn filled(modal: &Value, values: &[(&str, &str)]) -> Result<Value, DriveError> {
    let inputs = modal["components"].as_array().into_iter().flatten().filter_map(|row| row["components"].get(0));
    let mut rows = Vec::new();
    let mut used = 0;
    for input in inputs {
        let name = input["custom_id"].as_str().unwrap_or_default();
        let given = values.iter().find(|(id, _)| *id == name).map(|(_, value)| *value);
        used += usize::from(given.is_some());
        let value = given.or_else(|| input["value"].as_str()).unwrap_or_default();
        let length = value.chars().count() as u64;
        let least = input["min_length"].as_u64().unwrap_or_else(|| u64::from(input["required"] != false));
        let most = input["max_length"].as_u64().unwrap_or(4000);
        let optional = input["required"] == false && length == 0;
        if !optional && !(least..=most).contains(&length) {
            return Err(DriveError::BadValue { option: name.to_owned(), value: value.to_owned() });
        }
        rows.push(json!({"type": 1, "components": [{"type": 4, "custom_id": name, "value": value}]}));
    }
    if used < values.len() {
        let unknown = values.first().map_or("", |(id, _)| *id);
        return Err(DriveError::NoOption { command: "modal".to_owned(), option: unknown.to_owned() });
    }
    Ok(Value::from(rows))
}

pub(super) fn without_nulls(mut value: Value) -> Value {
    if let Some(fields) = value.as_object_mut() {
        fields.retain(|_, field| !field.is_null());
    }
    value
}
