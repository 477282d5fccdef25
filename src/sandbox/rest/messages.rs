//! Calls on the messages of a channel.

use serde_json::{Value, json};

use super::super::gateway::intents;
use super::super::ids::{ChannelId, MessageId, UserId};
use super::super::json::View;
use super::super::limits;
use super::super::model::{ChannelKind, EPHEMERAL, LOADING, Message};
use super::super::permissions::{
    ATTACH_FILES, EMBED_LINKS, MANAGE_MESSAGES, READ_MESSAGE_HISTORY, SEND_MESSAGES, SEND_MESSAGES_IN_THREADS,
};
use super::super::state::World;
use super::call::Call;
use super::channels::snowflake;
use super::draft::{self, Content};
use super::error::{ApiError, Mistakes};
use super::{Answer, Outcome};

/// How many messages a page of history has unless told otherwise, and at most.
const PAGE: usize = 50;
const PAGE_LIMIT: usize = 100;

impl World {
    /// How the bot sees messages over REST: with content, if the application may read it.
    pub(super) fn rest_view(&self) -> View {
        View::rest(intents::holds(self.options.privileged_intents, intents::MESSAGE_CONTENT))
    }

    pub(super) fn answer_message(&self, id: MessageId) -> Outcome {
        let message = self.messages.get(&id).ok_or_else(ApiError::unknown_message)?;
        Ok(Answer::Json(self.message_json(message, self.rest_view())))
    }

    pub(super) fn create_message(&mut self, call: &Call) -> Outcome {
        let channel = self.channel_seen(call)?;
        let body = call.json();
        let content = draft::content(body, call)?;
        self.may_send(channel, &content)?;
        if let Some(earlier) = self.already_sent(channel, body) {
            return self.answer_message(earlier);
        }
        if content.is_empty() {
            return Err(ApiError::empty_message());
        }
        let reply_to = self.replied_message(channel, &body["message_reference"])?;
        let replied_to = reply_to.and_then(|id| self.pinged_author(id));
        let mut draft = Message::draft(channel, self.bot).replying_to(reply_to);
        self.fill(&mut draft, &content, replied_to, false);
        draft.flags = content.flags() & !EPHEMERAL;
        draft.nonce = Some(body["nonce"].clone()).filter(|nonce| !nonce.is_null());
        let id = self.post(draft);
        if let Some(nonce) = nonce(body) {
            self.nonces.insert((channel, nonce), id);
        }
        self.answer_message(id)
    }

    pub(super) fn update_message(&mut self, call: &Call) -> Outcome {
        let channel = self.channel_seen(call)?;
        let id = self.message_in(channel, call)?;
        if self.messages.get(&id).is_some_and(|message| message.author != self.bot) {
            return Err(ApiError::foreign_message());
        }
        let content = draft::content(call.json(), call)?;
        self.rewrite(id, &content, false)?;
        self.answer_message(id)
    }

    pub(super) fn delete_message(&mut self, call: &Call) -> Outcome {
        let channel = self.channel_seen(call)?;
        let id = self.message_in(channel, call)?;
        let own = self.messages.get(&id).is_some_and(|message| message.author == self.bot);
        if !own && !self.bot_may(channel, MANAGE_MESSAGES) {
            return Err(ApiError::missing_permissions());
        }
        self.remove(id);
        Ok(Answer::Done)
    }

    pub(super) fn get_message(&self, call: &Call) -> Outcome {
        let channel = self.channel_seen(call)?;
        let id = self.message_in(channel, call)?;
        if !self.bot_may(channel, READ_MESSAGE_HISTORY) {
            return Err(ApiError::missing_permissions());
        }
        self.answer_message(id)
    }

    /// A page of history, newest first, as Discord gives it; without the right to read history, an empty one.
    pub(super) fn list_messages(&self, call: &Call) -> Outcome {
        let channel = self.channel_seen(call)?;
        if !self.bot_may(channel, READ_MESSAGE_HISTORY) {
            return Ok(Answer::Json(json!([])));
        }
        let limit = call.query("limit").map_or(Some(PAGE), |limit| limit.parse().ok()).unwrap_or_default();
        if !(1..=PAGE_LIMIT).contains(&limit) {
            return Err(Mistakes::only("limit", "NUMBER_TYPE_RANGE", "int value should be between 1 and 100."));
        }
        let bound = |name: &str| call.query(name).and_then(|id| id.parse::<u64>().ok());
        let (before, after) = (bound("before"), bound("after"));
        let around = bound("around");
        let public = |message: &&Message| message.channel == channel && message.flags & EPHEMERAL == 0;
        let all: Vec<&Message> = self.messages.values().filter(public).collect();
        let page: Vec<&Message> = match (before, after, around) {
            (Some(before), ..) => all.into_iter().rev().filter(|one| one.id.get() < before).take(limit).collect(),
            (_, Some(after), _) => {
                let mut next: Vec<&Message> = all.into_iter().filter(|one| one.id.get() > after).take(limit).collect();
                next.reverse();
                next
            }
            (.., Some(around)) => {
                let at = all.partition_point(|one| one.id.get() < around);
                let start = at.saturating_sub(limit / 2);
                let mut near: Vec<&Message> = all.into_iter().skip(start).take(limit).collect();
                near.reverse();
                near
            }
            _ => all.into_iter().rev().take(limit).collect(),
        };
        let shown: Vec<Value> = page.into_iter().map(|one| self.message_json(one, self.rest_view())).collect();
        Ok(Answer::Json(json!(shown)))
    }

    /// Replaces what the content names, in a message of the bot's own.
    pub(super) fn rewrite(&mut self, id: MessageId, content: &Content, interaction: bool) -> Result<(), ApiError> {
        let mut message = self.messages.get(&id).cloned().ok_or_else(ApiError::unknown_message)?;
        self.fill(&mut message, content, None, interaction);
        let seen = |message: &Message| {
            !message.content.is_empty()
                || !message.embeds.is_empty()
                || !message.components.is_empty()
                || !message.attachments.is_empty()
        };
        if !seen(&message) {
            return Err(ApiError::empty_message());
        }
        limits::message::check_total(&message.embeds)?;
        message.flags &= !LOADING;
        self.revise(id, true, |kept| *kept = message);
        Ok(())
    }

    fn message_in(&self, channel: ChannelId, call: &Call) -> Result<MessageId, ApiError> {
        let id: MessageId = call.id(1)?;
        let there = |message: &&Message| message.channel == channel && message.flags & EPHEMERAL == 0;
        self.messages.get(&id).filter(there).map(|message| message.id).ok_or_else(ApiError::unknown_message)
    }

    fn may_send(&self, channel: ChannelId, content: &Content) -> Result<(), ApiError> {
        let place = self.channels.get(&channel).ok_or_else(ApiError::unknown_channel)?;
        let closed = place.recipient.and_then(|user| self.people.get(&user)).is_some_and(|one| one.direct_closed);
        if closed {
            return Err(ApiError::closed_to_bot());
        }
        let mut needed = match place.kind {
            ChannelKind::Forum => return Err(ApiError::not_textual()),
            ChannelKind::PublicThread => SEND_MESSAGES_IN_THREADS,
            ChannelKind::Text | ChannelKind::Direct => SEND_MESSAGES,
        };
        if content.has_embeds() {
            needed |= EMBED_LINKS;
        }
        if content.has_files() {
            needed |= ATTACH_FILES;
        }
        if self.bot_may(channel, needed) { Ok(()) } else { Err(ApiError::missing_permissions()) }
    }

    /// The message that this nonce already made, where the sender enforces it.
    fn already_sent(&self, channel: ChannelId, body: &Value) -> Option<MessageId> {
        let id = self.nonces.get(&(channel, nonce(body)?)).copied()?;
        Some(id).filter(|id| body["enforce_nonce"] == true && self.messages.contains_key(id))
    }

    fn replied_message(&self, channel: ChannelId, reference: &Value) -> Result<Option<MessageId>, ApiError> {
        if reference.is_null() {
            return Ok(None);
        }
        let id = snowflake(&reference["message_id"]).map(MessageId::from);
        let there = id.filter(|id| self.messages.get(id).is_some_and(|message| message.channel == channel));
        if there.is_some() && !self.bot_may(channel, READ_MESSAGE_HISTORY) {
            return Err(ApiError::no_history());
        }
        if there.is_none() && reference["fail_if_not_exists"] != false {
            return Err(Mistakes::only("message_reference", "REPLIES_UNKNOWN_MESSAGE", "Unknown message"));
        }
        Ok(there)
    }

    /// Whom a reply to this message may ping: its author, unless a webhook posted it.
    pub(crate) fn pinged_author(&self, id: MessageId) -> Option<UserId> {
        self.messages.get(&id).filter(|message| !message.webhook).map(|message| message.author)
    }
}

/// The nonce as text; a number and its digits are the same.
fn nonce(body: &Value) -> Option<String> {
    match &body["nonce"] {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
