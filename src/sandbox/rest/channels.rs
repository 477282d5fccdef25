//! Calls on channels: look at one, open direct messages, threads and forum posts, show that the bot is typing.

use serde_json::Value;

use super::super::ids::{ChannelId, MessageId, UserId};
use super::super::model::ChannelKind;
use super::super::permissions::{CREATE_PUBLIC_THREADS, SEND_MESSAGES, VIEW_CHANNEL};
use super::super::state::World;
use super::call::Call;
use super::error::{ApiError, Mistakes};
use super::{Answer, Outcome};

/// The longest name of a thread.
const THREAD_NAME: usize = 100;
/// The most tags on a forum post.
const APPLIED_TAGS: usize = 5;

impl World {
    /// The channel in the path, if the bot may see it.
    pub(super) fn channel_seen(&self, call: &Call) -> Result<ChannelId, ApiError> {
        let id: ChannelId = call.id(0)?;
        self.channels.get(&id).ok_or_else(ApiError::unknown_channel)?;
        if self.bot_may(id, VIEW_CHANNEL) { Ok(id) } else { Err(ApiError::missing_access()) }
    }

    pub(super) fn get_channel(&self, call: &Call) -> Outcome {
        let id = self.channel_seen(call)?;
        Ok(Answer::Json(self.channel_json(id)))
    }

    pub(super) fn trigger_typing(&mut self, call: &Call) -> Outcome {
        let id = self.channel_seen(call)?;
        if !self.bot_may(id, SEND_MESSAGES) {
            return Err(ApiError::missing_permissions());
        }
        self.typing.push(id);
        Ok(Answer::Done)
    }

    pub(super) fn create_dm(&mut self, call: &Call) -> Outcome {
        let recipient = snowflake(&call.json()["recipient_id"]).map(UserId::from);
        let person = recipient.and_then(|id| self.people.get(&id)).ok_or_else(ApiError::unknown_user)?;
        if person.bot {
            return Err(ApiError::closed_to_bot());
        }
        let id = self.direct_channel(person.id);
        Ok(Answer::Json(self.channel_json(id)))
    }

    pub(super) fn create_thread(&mut self, call: &Call) -> Outcome {
        let parent = self.thread_parent(call)?;
        let body = call.json();
        let name = body["name"].as_str().unwrap_or_default();
        let forum = self.channels.get(&parent).is_some_and(|channel| channel.kind == ChannelKind::Forum);
        let mut mistakes = Mistakes::default();
        let tags = mistakes.list("applied_tags", &body["applied_tags"], APPLIED_TAGS);
        mistakes.refusal()?;
        let tags: Vec<u64> = tags.iter().filter_map(snowflake).collect();
        if !forum {
            let id = self.open_thread(parent, name, self.bot, tags);
            return Ok(Answer::Created(self.channel_json(id)));
        }
        let starter = super::draft::content(&body["message"], call)?;
        let id = self.open_thread(parent, name, self.bot, tags);
        let draft = self.draft(id, &starter, false);
        self.post_with_id(id.get().into(), draft);
        Ok(Answer::Created(self.channel_json(id)))
    }

    pub(super) fn create_thread_from_message(&mut self, call: &Call) -> Outcome {
        self.thread_parent(call)?;
        let message: MessageId = call.id(1)?;
        if self.channels.contains_key(&ChannelId::from(message.get())) {
            return Err(ApiError::thread_exists());
        }
        let name = call.json()["name"].as_str().unwrap_or_default();
        let id = self.open_thread_on(message, name, self.bot).ok_or_else(ApiError::unknown_message)?;
        Ok(Answer::Created(self.channel_json(id)))
    }

    /// The channel in the path, if the bot may open a thread of that name there.
    fn thread_parent(&self, call: &Call) -> Result<ChannelId, ApiError> {
        let parent = self.channel_seen(call)?;
        if !self.bot_may(parent, CREATE_PUBLIC_THREADS) {
            return Err(ApiError::missing_permissions());
        }
        let mut mistakes = Mistakes::default();
        mistakes.text("name", &call.json()["name"], 1, THREAD_NAME);
        mistakes.refusal()?;
        Ok(parent)
    }
}

/// A snowflake in JSON: a string of digits, or a number.
pub(super) fn snowflake(value: &Value) -> Option<u64> {
    value.as_u64().or_else(|| value.as_str()?.parse().ok())
}
