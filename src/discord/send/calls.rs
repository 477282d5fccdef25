//! The calls of Discord's REST API that say something, with their bodies and files.
//!
//! In: what to say, and where. Out: a [`Call`]. Paths hold the tokens of interactions: they stay out of logs.

use std::sync::Arc;

use reqwest::Method;
use serde::Serialize;
use serde_json::Value;
use serenity::all::{
    ChannelId, CreateAllowedMentions, CreateInteractionResponseMessage, EditInteractionResponse, MessageId,
};

use super::answering::Answering;
use crate::discord::present::Screen;
use crate::discord::rest::{Call, Patience};

/// The name of an attached picture.
const PICTURE: &str = "table.png";

/// A picture with the words for who cannot see it.
#[derive(Debug, Clone)]
pub(super) struct File {
    pub(super) alt: String,
    pub(super) bytes: Arc<[u8]>,
}

/// A call with its body and the picture that goes with it; `replaces` takes away what was attached before.
pub(super) fn attaching(call: Call, body: &impl Serialize, at: &str, file: Option<File>, replaces: bool) -> Call {
    if file.is_none() && !replaces {
        return call.body(body);
    }
    let described = file.iter().map(|file| serde_json::json!({"id": 0, "filename": PICTURE, "description": file.alt}));
    let described: Vec<Value> = described.collect();
    // serenity's builders always serialise; were one not to, Discord would refuse the empty body and the log would say so.
    let mut body = serde_json::to_value(body).unwrap_or_default();
    if let Some(message) = body.pointer_mut(at) {
        message["attachments"] = Value::Array(described);
    }
    let call = call.body(&body);
    match file {
        Some(file) => call.file(PICTURE, file.bytes.to_vec()),
        None => call,
    }
}

/// A call on a message that exists; all of a channel share one limit.
pub(super) fn reply_call(method: Method, channel: ChannelId, reply: MessageId) -> Call {
    let route = format!("{method} replies in {channel}");
    Call::new(method, format!("/channels/{channel}/messages/{reply}"), Patience::MESSAGE).route(route)
}

/// The first response to an interaction. The path holds its token, which stays out of logs; each interaction has a limit of its own.
pub(super) fn callback(to: &Answering) -> Call {
    let path = format!("/interactions/{}/{}/callback", to.id, to.token);
    Call::new(Method::POST, path, Patience::INTERACTION).route(format!("interaction {}", to.id)).uncounted()
}

/// The message that responds to an interaction, or whose button was pressed. The path holds the interaction's token: it stays out of logs.
pub(super) fn original(method: Method, to: &Answering) -> Call {
    let path = format!("/webhooks/{}/{}/messages/@original", to.application, to.token);
    Call::new(method, path, Patience::MESSAGE).route(format!("response to {}", to.id)).uncounted()
}

/// One more message after the response. Discord takes no nonce for it and lists no private one, so nobody can tell whether a first attempt posted it: it is made once. What it says
/// is a word on a press that came to nothing; pressing again tells it again. The path holds the interaction's token: it stays out of logs.
pub(super) fn follow_up(to: &Answering) -> Call {
    let path = format!("/webhooks/{}/{}", to.application, to.token);
    Call::new(Method::POST, path, Patience::MESSAGE).route(format!("note to {}", to.id)).uncounted().once()
}

/// The message body of an interaction response. Embeds and rows are set even where empty: an update keeps what is left out.
pub(super) fn body(screen: Screen) -> CreateInteractionResponseMessage {
    let message = CreateInteractionResponseMessage::new()
        .embeds(screen.embeds)
        .components(screen.rows)
        .allowed_mentions(CreateAllowedMentions::new());
    if let Some(content) = screen.content { message.content(content) } else { message }
}

/// The message body of a response that was announced. It sets the same as [`body`].
pub(super) fn edit(screen: Screen) -> EditInteractionResponse {
    let message = EditInteractionResponse::new()
        .embeds(screen.embeds)
        .components(screen.rows)
        .allowed_mentions(CreateAllowedMentions::new());
    if let Some(content) = screen.content { message.content(content) } else { message }
}
