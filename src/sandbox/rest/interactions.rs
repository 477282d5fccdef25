//! The first response to an interaction.

use serde_json::{Value, json};

use super::super::ids::{InteractionId, MessageId};
use super::super::limits;
use super::super::model::{EPHEMERAL, Interaction, InteractionKind, LOADING};
use super::super::state::World;
use super::call::Call;
use super::draft::{self, Content};
use super::error::{ApiError, Mistakes};
use super::{Answer, Outcome};

const MESSAGE: u64 = 4;
const DEFERRED_MESSAGE: u64 = 5;
const DEFERRED_UPDATE: u64 = 6;
const UPDATE: u64 = 7;
const CHOICES: u64 = 8;
const MODAL: u64 = 9;
/// The kinds of a message that responds to a slash command, or to an entry of a context menu.
const COMMAND_RESPONSE: u8 = 20;
const CONTEXT_MENU_RESPONSE: u8 = 23;

impl World {
    pub(super) fn respond(&mut self, call: &Call) -> Outcome {
        let id: InteractionId = call.id(0)?;
        let token = call.word(1);
        let known = self.interactions.get(&id).filter(|interaction| interaction.token == token);
        let interaction = known.cloned().ok_or_else(ApiError::unknown_interaction)?;
        if interaction.answered.is_some() {
            return Err(ApiError::already_acknowledged());
        }
        if interaction.made.elapsed() > self.options.first_response {
            return Err(ApiError::unknown_interaction());
        }
        let body = call.json();
        let kind = body["type"].as_u64().unwrap_or_default();
        if !fits(&interaction, kind) {
            let message = format!("Value must be one of {{{}}}.", "4, 5, 6, 7, 8, 9");
            return Err(Mistakes::only("type", "BASE_TYPE_CHOICES", &message));
        }
        self.accept(&interaction, kind, &body["data"], call)?;
        if let Some(kept) = self.interactions.get_mut(&id) {
            kept.answered = Some(kind);
        }
        Ok(self.callback_answer(id, kind, call))
    }

    fn accept(&mut self, interaction: &Interaction, kind: u64, data: &Value, call: &Call) -> Result<(), ApiError> {
        match kind {
            MESSAGE => {
                let content = draft::content(data, call)?;
                if content.is_empty() {
                    return Err(ApiError::empty_message());
                }
                self.post_original(interaction, &content, 0);
            }
            DEFERRED_MESSAGE => {
                let flags = json!({"flags": data["flags"]});
                self.post_original(interaction, &draft::content(&flags, call)?, LOADING);
            }
            DEFERRED_UPDATE => self.set_original(interaction.id, interaction.source),
            UPDATE => {
                let source = interaction.source.ok_or_else(ApiError::unknown_message)?;
                self.rewrite(source, &draft::content(data, call)?, true)?;
                self.set_original(interaction.id, Some(source));
            }
            CHOICES => {
                let choices = limits::callback::choices(data)?;
                self.edit_interaction(interaction.id, |kept| kept.choices = Some(choices));
            }
            _ => {
                limits::callback::modal(data)?;
                self.edit_interaction(interaction.id, |kept| kept.modal = Some(data.clone()));
            }
        }
        Ok(())
    }

    /// A message that responds to an interaction: seen by all, or by the one who asked.
    pub(super) fn response_draft(
        &mut self,
        interaction: &Interaction,
        content: &Content,
        extra_flags: u64,
    ) -> super::super::model::Message {
        let mut draft = self.draft(interaction.channel, content, true);
        draft.flags = content.flags() | extra_flags;
        draft.visible_to = (draft.flags & EPHEMERAL != 0).then_some(interaction.user);
        draft.interaction = Some(interaction.id);
        draft.webhook = true;
        draft
    }

    fn post_original(&mut self, interaction: &Interaction, content: &Content, extra_flags: u64) {
        let mut draft = self.response_draft(interaction, content, extra_flags);
        if interaction.kind == InteractionKind::Command {
            draft.kind = if interaction.context_menu { CONTEXT_MENU_RESPONSE } else { COMMAND_RESPONSE };
        }
        let id = self.post(draft);
        self.set_original(interaction.id, Some(id));
    }

    fn set_original(&mut self, id: InteractionId, message: Option<MessageId>) {
        self.edit_interaction(id, |kept| kept.original = message);
    }

    pub(super) fn edit_interaction(&mut self, id: InteractionId, change: impl FnOnce(&mut Interaction)) {
        if let Some(interaction) = self.interactions.get_mut(&id) {
            change(interaction);
        }
    }

    fn callback_answer(&self, id: InteractionId, kind: u64, call: &Call) -> Answer {
        if call.query("with_response") != Some("true") {
            return Answer::Done;
        }
        let Some(interaction) = self.interactions.get(&id) else {
            return Answer::Done;
        };
        let message = interaction.original.and_then(|original| self.messages.get(&original));
        let shown = message.map(|message| self.message_json(message, self.rest_view()));
        Answer::Json(json!({
            "interaction": {
                "id": id.to_string(), "type": interaction.kind as u8,
                "response_message_id": interaction.original.map(|original| original.to_string()),
                "response_message_loading": kind == DEFERRED_MESSAGE,
                "response_message_ephemeral": message.is_some_and(super::super::model::Message::is_ephemeral),
            },
            "resource": {"type": kind, "message": shown},
        }))
    }
}

/// Which first responses an interaction takes.
fn fits(interaction: &Interaction, response: u64) -> bool {
    match interaction.kind {
        InteractionKind::Command => [MESSAGE, DEFERRED_MESSAGE, MODAL].contains(&response),
        InteractionKind::Component => [MESSAGE, DEFERRED_MESSAGE, DEFERRED_UPDATE, UPDATE, MODAL].contains(&response),
        InteractionKind::Autocomplete => response == CHOICES,
        InteractionKind::Modal if interaction.source.is_some() => {
            [MESSAGE, DEFERRED_MESSAGE, DEFERRED_UPDATE, UPDATE].contains(&response)
        }
        InteractionKind::Modal => [MESSAGE, DEFERRED_MESSAGE].contains(&response),
    }
}
