//! What follows the first response: edits of it, follow-ups, and their deletion, by the interaction's token.

use super::super::ids::MessageId;
use super::super::model::{Interaction, LOADING};
use super::super::state::World;
use super::call::Call;
use super::draft;
use super::error::ApiError;
use super::{Answer, Outcome};

impl World {
    /// POST: a new message, or the content that a deferred response was waiting for.
    pub(super) fn follow_up(&mut self, call: &Call) -> Outcome {
        let interaction = self.interaction_of(call)?;
        let content = draft::content(call.json(), call)?;
        if content.is_empty() {
            return Err(ApiError::empty_message());
        }
        let loading =
            interaction.original.filter(|id| self.messages.get(id).is_some_and(|one| one.flags & LOADING != 0));
        if let Some(original) = loading {
            // Whether it is ephemeral was settled when it was deferred.
            self.rewrite(original, &content, true)?;
            return self.answer_message(original);
        }
        let mut draft = self.response_draft(&interaction, &content, 0);
        draft.reply_to = interaction.original.filter(|id| self.messages.contains_key(id));
        let id = self.post(draft);
        self.edit_interaction(interaction.id, |kept| kept.followups.push(id));
        self.answer_message(id)
    }

    pub(super) fn get_response(&self, call: &Call) -> Outcome {
        let interaction = self.interaction_of(call)?;
        self.answer_message(self.response_message(&interaction, call)?)
    }

    pub(super) fn update_response(&mut self, call: &Call) -> Outcome {
        let interaction = self.interaction_of(call)?;
        let id = self.response_message(&interaction, call)?;
        let content = draft::content(call.json(), call)?;
        self.rewrite(id, &content, true)?;
        self.answer_message(id)
    }

    pub(super) fn delete_response(&mut self, call: &Call) -> Outcome {
        let interaction = self.interaction_of(call)?;
        let id = self.response_message(&interaction, call)?;
        self.remove(id);
        Ok(Answer::Done)
    }

    /// The answered interaction that the path's token belongs to.
    fn interaction_of(&self, call: &Call) -> Result<Interaction, ApiError> {
        if call.id::<u64>(0)? != self.bot.get() {
            return Err(ApiError::unknown_webhook());
        }
        let interaction = self.interactions.values().find(|one| one.token == call.word(1));
        let interaction = interaction.filter(|one| one.answered.is_some()).ok_or_else(ApiError::unknown_webhook)?;
        if interaction.made.elapsed() > self.options.token_life {
            return Err(ApiError::stale_token());
        }
        Ok(interaction.clone())
    }

    /// `@original`, or one of the follow-ups.
    fn response_message(&self, interaction: &Interaction, call: &Call) -> Result<MessageId, ApiError> {
        let id = match call.word(2) {
            "" => interaction.original,
            _ => Some(call.id::<MessageId>(2)?),
        };
        let own = id.filter(|id| interaction.original == Some(*id) || interaction.followups.contains(id));
        own.filter(|id| self.messages.contains_key(id)).ok_or_else(ApiError::unknown_message)
    }
}
