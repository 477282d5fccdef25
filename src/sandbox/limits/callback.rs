//! Limits of the answers that are no messages: autocomplete choices and modals.

use serde_json::Value;

use super::super::rest::ApiError;
use super::super::rest::error::Mistakes;
use super::component;

const CHOICES: usize = 25;
const CHOICE_NAME: usize = 100;
const CHOICE_VALUE: usize = 100;
const MODAL_TITLE: usize = 45;
const CUSTOM_ID: usize = 100;

/// The choices of an autocomplete answer, checked.
pub(crate) fn choices(data: &Value) -> Result<Vec<Value>, ApiError> {
    let mut mistakes = Mistakes::default();
    let list = mistakes.list("data.choices", &data["choices"], CHOICES);
    for (index, choice) in list.iter().enumerate() {
        mistakes.text(format!("data.choices.{index}.name"), &choice["name"], 1, CHOICE_NAME);
        if !choice["value"].is_number() {
            mistakes.text(format!("data.choices.{index}.value"), &choice["value"], 1, CHOICE_VALUE);
        }
    }
    mistakes.refusal()?;
    Ok(list.to_vec())
}

/// Checks a modal.
pub(crate) fn modal(data: &Value) -> Result<(), ApiError> {
    let mut mistakes = Mistakes::default();
    mistakes.text("data.title", &data["title"], 1, MODAL_TITLE);
    mistakes.text("data.custom_id", &data["custom_id"], 1, CUSTOM_ID);
    component::check_inputs(&mut mistakes, &data["components"]);
    mistakes.refusal()
}
