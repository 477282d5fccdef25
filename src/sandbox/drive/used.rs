//! What the bot makes of an interaction, awaited.

use std::time::Duration;

use serde_json::{Value, json};

use super::super::ids::InteractionId;
use super::super::model::{Interaction, InteractionKind, Message};
use super::super::state::World;
use super::choose::Start;
use super::form::filled;
use super::{DriveError, Driver};

/// An interaction that was sent, and the way to what the bot answers.
#[derive(Clone)]
pub struct Used {
    pub(super) driver: Driver,
    pub(super) id: InteractionId,
}

impl Used {
    /// The interaction's id.
    #[must_use]
    pub fn id(&self) -> InteractionId {
        self.id
    }

    /// What Discord tells the bot of it: over the gateway, or as the body of a signed request.
    #[must_use]
    pub fn event(&self) -> Value {
        let told = |world: &World| world.interactions.get(&self.id).map(|interaction| interaction.event.clone());
        self.driver.shared.look(told).unwrap_or_default()
    }

    /// Waits for the first response and gives its type: 4 message, 5 and 6 deferred, 7 update, 8 choices, 9 modal.
    ///
    /// # Errors
    ///
    /// None came in time.
    pub async fn acknowledged(&self, timeout: Duration) -> Result<u64, DriveError> {
        self.wait("a first response", timeout, |_, interaction| interaction.answered).await
    }

    /// Waits for the message that answers the interaction: new, completed after "thinking", or updated in place.
    ///
    /// # Errors
    ///
    /// None came in time.
    pub async fn response(&self, timeout: Duration) -> Result<Message, DriveError> {
        self.wait("a response", timeout, |world, interaction| {
            interaction.answered?;
            world.messages.get(&interaction.original?).filter(|message| !message.is_loading()).cloned()
        })
        .await
    }

    /// Waits for at least `count` follow-ups.
    ///
    /// # Errors
    ///
    /// Fewer came in time.
    pub async fn followups(&self, count: usize, timeout: Duration) -> Result<Vec<Message>, DriveError> {
        self.wait("follow-ups", timeout, |world, interaction| {
            let all: Vec<Message> =
                interaction.followups.iter().filter_map(|id| world.messages.get(id)).cloned().collect();
            (all.len() >= count).then_some(all)
        })
        .await
    }

    /// Waits for suggestions: what each shows, and its value.
    ///
    /// # Errors
    ///
    /// None came in time.
    pub async fn choices(&self, timeout: Duration) -> Result<Vec<(String, Value)>, DriveError> {
        let choices = self.wait("choices", timeout, |_, interaction| interaction.choices.clone()).await?;
        let name = |choice: &Value| choice["name"].as_str().unwrap_or_default().to_owned();
        Ok(choices.iter().map(|choice| (name(choice), choice["value"].clone())).collect())
    }

    /// Waits for the modal that the bot opens, in Discord's JSON.
    ///
    /// # Errors
    ///
    /// None came in time.
    pub async fn modal(&self, timeout: Duration) -> Result<Value, DriveError> {
        self.wait("a modal", timeout, |_, interaction| interaction.modal.clone()).await
    }

    /// Fills in the modal that this interaction opened, and sends it; inputs left out keep their prefilled value.
    ///
    /// # Errors
    ///
    /// It opened none, an input of that name does not exist, or a value has not the length that it asks for.
    pub fn submit(&self, values: &[(&str, &str)]) -> Result<Used, DriveError> {
        let id = self.id;
        self.driver
            .shared
            .change(|world| {
                let opener = world.interactions.get(&id).cloned().ok_or(DriveError::NoModal(id))?;
                let modal = opener.modal.clone().ok_or(DriveError::NoModal(id))?;
                let data = json!({"custom_id": modal["custom_id"], "components": filled(&modal, values)?});
                let start = Start {
                    kind: InteractionKind::Modal,
                    user: opener.user,
                    channel: opener.channel,
                    name: opener.name,
                    context_menu: false,
                    source: opener.source,
                };
                Ok(world.interact(start, data))
            })
            .map(|id| self.driver.used(id))
    }

    async fn wait<T>(
        &self,
        what: &str,
        timeout: Duration,
        find: impl Fn(&World, &Interaction) -> Option<T>,
    ) -> Result<T, DriveError> {
        let what = format!("{what} to interaction {}", self.id);
        self.driver.wait(&what, timeout, |world| find(world, world.interactions.get(&self.id)?)).await
    }
}
