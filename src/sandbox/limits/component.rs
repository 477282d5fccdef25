//! Limits of buttons, menus and text inputs.

use std::collections::BTreeSet;

use serde_json::Value;

use super::super::rest::error::Mistakes;

const ROWS: usize = 5;
const BUTTONS_IN_A_ROW: usize = 5;
const CUSTOM_ID: usize = 100;
const LABEL: usize = 80;
const OPTIONS: usize = 25;
const OPTION_TEXT: usize = 100;
const PLACEHOLDER: usize = 150;
const INPUT_LABEL: usize = 45;
const INPUT_PLACEHOLDER: usize = 100;
const INPUT_VALUE: usize = 4000;
const LINK: usize = 512;

const ACTION_ROW: u64 = 1;
const BUTTON: u64 = 2;
const STRING_SELECT: u64 = 3;
const TEXT_INPUT: u64 = 4;
/// Menus of users, roles, mentionables, channels.
const OTHER_SELECTS: std::ops::RangeInclusive<u64> = 5..=8;
const LINK_STYLE: u64 = 5;

/// Rows of a message.
pub(super) fn check_rows(mistakes: &mut Mistakes, path: &str, rows: &Value) {
    let mut ids = BTreeSet::new();
    for (index, row) in mistakes.list(path, rows, ROWS).iter().enumerate() {
        let path = format!("{path}.{index}");
        if row["type"] != ACTION_ROW {
            mistakes.add(format!("{path}.type"), "UNION_TYPE_CHOICES", "Value of field \"type\" must be one of (1,).");
            continue;
        }
        let inside = format!("{path}.components");
        let controls = mistakes.list(&inside, &row["components"], BUTTONS_IN_A_ROW);
        if controls.is_empty() {
            mistakes.add(inside.as_str(), "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 5 in length.");
        }
        let selects = controls.iter().filter(|control| control["type"] != BUTTON).count();
        if selects > 1 || (selects == 1 && controls.len() > 1) {
            mistakes.add(
                inside.as_str(),
                "COMPONENT_LAYOUT_WIDTH_EXCEEDED",
                "The specified component exceeds the maximum width",
            );
        }
        for (index, control) in controls.iter().enumerate() {
            check_control(mistakes, &format!("{inside}.{index}"), control);
            if let Some(id) = control["custom_id"].as_str().filter(|id| !ids.insert((*id).to_owned())) {
                let message = format!("Component custom id \"{id}\" cannot be duplicated");
                mistakes.add(format!("{inside}.{index}.custom_id"), "COMPONENT_CUSTOM_ID_DUPLICATED", message);
            }
        }
    }
}

fn check_control(mistakes: &mut Mistakes, path: &str, control: &Value) {
    match control["type"].as_u64() {
        Some(BUTTON) => check_button(mistakes, path, control),
        Some(STRING_SELECT) => check_select(mistakes, path, control),
        Some(kind) if OTHER_SELECTS.contains(&kind) => {
            mistakes.text(format!("{path}.custom_id"), &control["custom_id"], 1, CUSTOM_ID);
        }
        _ => mistakes.add(
            format!("{path}.type"),
            "UNION_TYPE_CHOICES",
            "Value of field \"type\" is not a component of a message.",
        ),
    }
}

fn check_button(mistakes: &mut Mistakes, path: &str, button: &Value) {
    mistakes.text(format!("{path}.label"), &button["label"], 0, LABEL);
    if button["label"].as_str().is_none_or(str::is_empty) && button["emoji"].is_null() {
        mistakes.add(path, "BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED", "A button needs a label or an emoji");
    }
    match button["style"].as_u64() {
        Some(LINK_STYLE) => mistakes.text(format!("{path}.url"), &button["url"], 1, LINK),
        Some(1..=4) => mistakes.text(format!("{path}.custom_id"), &button["custom_id"], 1, CUSTOM_ID),
        _ => mistakes.add(format!("{path}.style"), "BASE_TYPE_CHOICES", "Value must be one of {1, 2, 3, 4, 5, 6}."),
    }
}

fn check_select(mistakes: &mut Mistakes, path: &str, select: &Value) {
    mistakes.text(format!("{path}.custom_id"), &select["custom_id"], 1, CUSTOM_ID);
    mistakes.text(format!("{path}.placeholder"), &select["placeholder"], 0, PLACEHOLDER);
    let list = format!("{path}.options");
    let options = mistakes.list(&list, &select["options"], OPTIONS);
    if options.is_empty() {
        mistakes.add(list.as_str(), "BASE_TYPE_REQUIRED", "This field is required");
    }
    let mut values = BTreeSet::new();
    for (index, option) in options.iter().enumerate() {
        mistakes.text(format!("{list}.{index}.label"), &option["label"], 1, OPTION_TEXT);
        mistakes.text(format!("{list}.{index}.value"), &option["value"], 1, OPTION_TEXT);
        mistakes.text(format!("{list}.{index}.description"), &option["description"], 0, OPTION_TEXT);
        if option["value"].as_str().is_some_and(|value| !values.insert(value)) {
            mistakes.add(
                format!("{list}.{index}.value"),
                "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED",
                "The specified option value is already used",
            );
        }
    }
}

/// Rows of a modal: each one text input.
pub(super) fn check_inputs(mistakes: &mut Mistakes, rows: &Value) {
    let list = mistakes.list("data.components", rows, ROWS);
    if list.is_empty() {
        mistakes.add("data.components", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 5 in length.");
    }
    for (index, row) in list.iter().enumerate() {
        let path = format!("data.components.{index}.components");
        let inputs = row["components"].as_array().map_or(&[][..], Vec::as_slice);
        let [input] = inputs else {
            mistakes.add(path, "BASE_TYPE_BAD_LENGTH", "Must be 1 in length.");
            continue;
        };
        let path = format!("{path}.0");
        if input["type"] != TEXT_INPUT {
            mistakes.add(format!("{path}.type"), "UNION_TYPE_CHOICES", "Value of field \"type\" must be one of (4,).");
        }
        mistakes.text(format!("{path}.custom_id"), &input["custom_id"], 1, CUSTOM_ID);
        mistakes.text(format!("{path}.label"), &input["label"], 1, INPUT_LABEL);
        mistakes.text(format!("{path}.placeholder"), &input["placeholder"], 0, INPUT_PLACEHOLDER);
        mistakes.text(format!("{path}.value"), &input["value"], 0, INPUT_VALUE);
    }
}
