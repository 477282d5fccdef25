//! Limits of a message body: content, embeds, components, nonce, files.

use serde_json::Value;

use super::super::rest::ApiError;
use super::super::rest::error::Mistakes;
use super::{component, embed};

const CONTENT: usize = 2000;
const EMBEDS: usize = 10;
/// Characters over all embeds of a message.
const EMBED_TOTAL: usize = 6000;
const NONCE: usize = 25;
const ATTACHMENTS: usize = 10;
/// The alternative text of a file.
const DESCRIPTION: usize = 1024;
/// The flag that turns a body into Components V2, which have other rules.
const IS_COMPONENTS_V2: u64 = 1 << 15;

/// Checks the body of a message, a response or an edit.
pub(crate) fn check(body: &Value) -> Result<(), ApiError> {
    let mut mistakes = Mistakes::default();
    if body["flags"].as_u64().unwrap_or_default() & IS_COMPONENTS_V2 != 0 {
        mistakes.add("flags", "BASE_TYPE_CHOICES", "The look-alike does not serve Components V2.");
    }
    mistakes.text("content", &body["content"], 0, CONTENT);
    if body["nonce"].is_string() {
        mistakes.text("nonce", &body["nonce"], 0, NONCE);
    }
    for (index, one) in mistakes.list("embeds", &body["embeds"], EMBEDS).iter().enumerate() {
        embed::check(&mut mistakes, &format!("embeds.{index}"), one);
    }
    for (index, one) in mistakes.list("attachments", &body["attachments"], ATTACHMENTS).iter().enumerate() {
        mistakes.text(format!("attachments.{index}.description"), &one["description"], 0, DESCRIPTION);
    }
    component::check_rows(&mut mistakes, "components", &body["components"]);
    mistakes.refusal()?;
    check_total(body["embeds"].as_array().map_or(&[], Vec::as_slice))
}

/// Checks the characters of all embeds together.
pub(crate) fn check_total(embeds: &[Value]) -> Result<(), ApiError> {
    let total: usize = embeds.iter().map(embed::characters).sum();
    if total <= EMBED_TOTAL {
        return Ok(());
    }
    Err(Mistakes::only("embeds", "MAX_EMBED_SIZE_EXCEEDED", "Embed size exceeds maximum size of 6000"))
}
