//! From a message body to a draft: the same for channel messages, interaction responses and follow-ups.
//!
//! In: the JSON and the files of a call. Out: checked content, then a draft with its pings and its files.

use std::sync::Arc;

use serde_json::{Value, json};

use super::super::ids::{ChannelId, UserId};
use super::super::limits;
use super::super::mentions;
use super::super::model::{Attachment, EPHEMERAL, Message, SUPPRESS_EMBEDS};
use super::super::state::World;
use super::call::Call;
use super::channels::snowflake;
use super::error::ApiError;
use super::multipart::Part;

/// The flags that a sender may set: suppress embeds, ephemeral, suppress notifications.
const SETTABLE_FLAGS: u64 = SUPPRESS_EMBEDS | EPHEMERAL | 1 << 12;
/// The largest file: 10 MiB.
const FILE_LIMIT: usize = 10 * 1024 * 1024;
/// How an embed names a file of its own message.
const ATTACHED: &str = "attachment://";

/// A file of the call with what the body says of it.
#[derive(Debug)]
struct Upload {
    part: Part,
    description: Option<String>,
    filename: String,
}

/// What a message shall hold, checked against the limits.
#[derive(Debug)]
pub(crate) struct Content {
    body: Value,
    uploads: Vec<Upload>,
}

impl Content {
    /// Whether the body names this field at all, null included.
    pub(crate) fn names(&self, field: &str) -> bool {
        self.body.get(field).is_some()
    }

    pub(crate) fn flags(&self) -> u64 {
        self.body["flags"].as_u64().unwrap_or_default() & SETTABLE_FLAGS
    }

    pub(crate) fn has_embeds(&self) -> bool {
        self.body["embeds"].as_array().is_some_and(|embeds| !embeds.is_empty())
    }

    pub(crate) fn has_files(&self) -> bool {
        !self.uploads.is_empty()
    }

    /// Whether there is nothing to be seen in it.
    pub(crate) fn is_empty(&self) -> bool {
        let listed = |field: &str| self.body[field].as_array().is_some_and(|list| !list.is_empty());
        text(&self.body).is_empty() && !listed("embeds") && !listed("components") && !self.has_files()
    }
}

/// The content, without the white space around it, as Discord stores it.
fn text(body: &Value) -> &str {
    body["content"].as_str().unwrap_or_default().trim()
}

/// Checks a body and its files.
pub(crate) fn content(body: &Value, call: &Call) -> Result<Content, ApiError> {
    limits::message::check(body)?;
    let mut uploads = Vec::new();
    for part in &call.files {
        if part.bytes.len() > FILE_LIMIT {
            return Err(ApiError::too_large());
        }
        uploads.push(upload(part, &body["attachments"]));
    }
    Ok(Content { body: body.clone(), uploads })
}

/// `files[2]` belongs to the entry of `attachments` with the id 2.
fn upload(part: &Part, described: &Value) -> Upload {
    let number = part.name.trim_start_matches("files[").trim_end_matches(']').parse::<u64>().ok();
    let entry = described.as_array().into_iter().flatten().find(|one| snowflake(&one["id"]) == number);
    let field = |name: &str| entry.and_then(|entry| entry[name].as_str()).map(str::to_owned);
    let filename = field("filename").or_else(|| part.filename.clone()).unwrap_or_default();
    Upload { part: part.clone(), description: field("description"), filename }
}

impl World {
    /// A draft by the bot with this content.
    pub(crate) fn draft(&mut self, channel: ChannelId, content: &Content, interaction: bool) -> Message {
        let mut draft = Message::draft(channel, self.bot);
        self.fill(&mut draft, content, None, interaction);
        draft
    }

    /// Writes what `content` names into a message and leaves the rest as it is.
    pub(crate) fn fill(
        &mut self,
        message: &mut Message,
        content: &Content,
        replied_to: Option<UserId>,
        interaction: bool,
    ) {
        let body = &content.body;
        if content.names("content") {
            text(body).clone_into(&mut message.content);
        }
        for (field, place) in [("embeds", &mut message.embeds), ("components", &mut message.components)] {
            if content.names(field) {
                *place = body[field].as_array().cloned().unwrap_or_default();
            }
        }
        let pings = mentions::pinged(&message.content, &body["allowed_mentions"], replied_to, interaction);
        message.mentions = pings.users;
        message.mention_roles = pings.roles;
        message.mention_everyone = pings.everyone;
        self.attach_files(message, content);
        self.finish_embeds(message);
    }

    /// An edit that lists attachments keeps only these; new files come after them.
    fn attach_files(&mut self, message: &mut Message, content: &Content) {
        if let Some(kept) = content.body["attachments"].as_array() {
            message.attachments.retain(|one| kept.iter().any(|entry| snowflake(&entry["id"]) == Some(one.id)));
        }
        for upload in &content.uploads {
            message.attachments.push(Attachment {
                id: self.snowflakes.next(),
                filename: upload.filename.clone(),
                description: upload.description.clone(),
                content_type: upload.part.content_type.clone(),
                bytes: Arc::from(upload.part.bytes.as_slice()),
                shown_in_embed: false,
            });
        }
    }

    /// Gives embeds their type, and the address of the files that they show.
    fn finish_embeds(&self, message: &mut Message) {
        let mut embeds = std::mem::take(&mut message.embeds);
        for embed in &mut embeds {
            if embed["type"].is_null() {
                embed["type"] = json!("rich");
            }
            for picture in ["image", "thumbnail"] {
                let Some(name) = embed[picture]["url"].as_str().and_then(|url| url.strip_prefix(ATTACHED)) else {
                    continue;
                };
                let Some(index) = message.attachments.iter().position(|one| one.filename == name) else {
                    continue;
                };
                let url = message.attachments.get(index).map(|one| self.attachment_url(message, one));
                embed[picture]["url"] = json!(url);
                if let Some(attachment) = message.attachments.get_mut(index) {
                    attachment.shown_in_embed = true;
                }
            }
            // Discord does not send back what was null.
            if let Some(fields) = embed.as_object_mut() {
                fields.retain(|_, value| !value.is_null());
            }
        }
        message.embeds = embeds;
    }
}
