//! What people choose: slash commands, suggestions, buttons, menus, modals, entries of context menus.
//!
//! A deed is checked as Discord's own client would: the command is there, the options fit, the button can be pressed.
//! Then the interaction goes out, and [`Used`] awaits what the bot makes of it.

use std::time::Duration;

use serde_json::{Value, json};
use tokio::time::Instant;

use super::super::gateway::session::Audience;
use super::super::ids::{ChannelId, InteractionId, MessageId, UserId};
use super::super::json::{Asked, View};
use super::super::model::{Interaction, InteractionKind, Message};
use super::super::permissions::{USE_APPLICATION_COMMANDS, VIEW_CHANNEL};
use super::super::state::World;
use super::{DriveError, Driver};

/// The command types of Discord.
const SLASH: u64 = 1;
const MESSAGE_MENU: u64 = 3;
/// Option types.
const SUB_COMMAND: u64 = 1;
const SUB_COMMAND_GROUP: u64 = 2;
const STRING: u64 = 3;
const INTEGER: u64 = 4;
const BOOLEAN: u64 = 5;
const NUMBER: u64 = 10;
/// A link button opens a page and tells the bot nothing.
const LINK_STYLE: u64 = 5;

/// An interaction that was sent, and the way to what the bot answers.
#[derive(Clone)]
pub struct Used {
    driver: Driver,
    id: InteractionId,
}

/// What an interaction starts from.
struct Start {
    kind: InteractionKind,
    user: UserId,
    channel: ChannelId,
    name: String,
    context_menu: bool,
    source: Option<MessageId>,
}

impl Driver {
    /// Uses a slash command; sub-commands follow the name after spaces: `docent settings`.
    ///
    /// # Errors
    ///
    /// The command is not registered, its options do not fit, or the person may not use it here.
    pub fn slash(
        &self,
        user: UserId,
        channel: ChannelId,
        command: &str,
        options: &[(&str, Value)],
    ) -> Result<Used, DriveError> {
        self.use_command(user, channel, command, options, None)
    }

    /// Types into one option of a slash command and gives the choices that the bot suggests.
    ///
    /// # Errors
    ///
    /// As for [`Driver::slash`], or the bot suggested nothing in time.
    pub async fn autocomplete(
        &self,
        user: UserId,
        channel: ChannelId,
        command: &str,
        options: &[(&str, Value)],
        focused: &str,
        timeout: Duration,
    ) -> Result<Vec<(String, Value)>, DriveError> {
        self.use_command(user, channel, command, options, Some(focused))?.choices(timeout).await
    }

    fn use_command(
        &self,
        user: UserId,
        channel: ChannelId,
        command: &str,
        options: &[(&str, Value)],
        focused: Option<&str>,
    ) -> Result<Used, DriveError> {
        let kind = if focused.is_some() { InteractionKind::Autocomplete } else { InteractionKind::Command };
        self.shared
            .change(|world| {
                world.may_use_commands(user, channel)?;
                let mut words = command.split_whitespace();
                let name = words.next().unwrap_or_default();
                let registered = world.registered(channel, name, SLASH)?;
                let options = nested(command, &registered, words.collect::<Vec<_>>().as_slice(), options, focused)?;
                let data = json!({
                    "id": registered["id"], "name": registered["name"], "type": SLASH, "options": options,
                    "guild_id": registered["guild_id"],
                });
                let start = Start { kind, user, channel, name: command.to_owned(), context_menu: false, source: None };
                Ok(world.interact(start, without_nulls(data)))
            })
            .map(|id| self.used(id))
    }

    /// Chooses an entry of a message's context menu (Apps ▸ …).
    ///
    /// # Errors
    ///
    /// No such entry is registered, or the message is not there.
    pub fn on_message(&self, user: UserId, message: MessageId, entry: &str) -> Result<Used, DriveError> {
        self.shared
            .change(|world| {
                let target = world.visible(message, user)?;
                world.may_use_commands(user, target.channel)?;
                let registered = world.registered(target.channel, entry, MESSAGE_MENU)?;
                let shown = world.message_json(&target, View::rest(true));
                let data = json!({
                    "id": registered["id"], "name": entry, "type": MESSAGE_MENU, "target_id": message.to_string(),
                    "guild_id": registered["guild_id"],
                    "resolved": {"messages": {message.to_string(): shown}},
                });
                let start = Start {
                    kind: InteractionKind::Command,
                    user,
                    channel: target.channel,
                    name: entry.to_owned(),
                    context_menu: true,
                    source: None,
                };
                Ok(world.interact(start, without_nulls(data)))
            })
            .map(|id| self.used(id))
    }

    /// Presses a button.
    ///
    /// # Errors
    ///
    /// The person does not see the message, or it has no such button.
    pub fn press(&self, user: UserId, message: MessageId, custom_id: &str) -> Result<Used, DriveError> {
        self.operate(user, message, custom_id, None)
    }

    /// Chooses values in a select menu.
    ///
    /// # Errors
    ///
    /// The person does not see the message, or it has no such menu or no such value in it.
    pub fn select(
        &self,
        user: UserId,
        message: MessageId,
        custom_id: &str,
        values: &[&str],
    ) -> Result<Used, DriveError> {
        self.operate(user, message, custom_id, Some(values))
    }

    fn operate(
        &self,
        user: UserId,
        message: MessageId,
        custom_id: &str,
        values: Option<&[&str]>,
    ) -> Result<Used, DriveError> {
        self.shared
            .change(|world| {
                let target = world.visible(message, user)?;
                let control = operable(&target, custom_id, values)?;
                let mut data = json!({"custom_id": custom_id, "component_type": control["type"]});
                if let Some(values) = values {
                    data["values"] = json!(values);
                }
                let start = Start {
                    kind: InteractionKind::Component,
                    user,
                    channel: target.channel,
                    name: custom_id.to_owned(),
                    context_menu: false,
                    source: Some(message),
                };
                Ok(world.interact(start, data))
            })
            .map(|id| self.used(id))
    }

    fn used(&self, id: InteractionId) -> Used {
        Used { driver: self.clone(), id }
    }
}

impl Used {
    /// The interaction's id.
    #[must_use]
    pub fn id(&self) -> InteractionId {
        self.id
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

impl World {
    fn interact(&mut self, start: Start, data: Value) -> InteractionId {
        let id = InteractionId::from(self.snowflakes.next());
        let guild = self.channels.get(&start.channel).and_then(|channel| channel.guild);
        let interaction = Interaction {
            id,
            token: format!("interaction-{id}"),
            kind: start.kind,
            user: start.user,
            channel: start.channel,
            guild,
            made: Instant::now(),
            name: start.name,
            context_menu: start.context_menu,
            source: start.source,
            answered: None,
            original: None,
            followups: Vec::new(),
            choices: None,
            modal: None,
        };
        let event = self.interaction_json(&interaction, &Asked { data });
        self.interactions.insert(id, interaction);
        self.dispatch(Audience { guild, intent: 0 }, "INTERACTION_CREATE", &|_, _| event.clone());
        id
    }

    fn may_use_commands(&self, user: UserId, channel: ChannelId) -> Result<(), DriveError> {
        let needed = VIEW_CHANNEL | USE_APPLICATION_COMMANDS;
        let held = self.permissions(channel, user);
        if held & needed == needed { Ok(()) } else { Err(DriveError::NotAllowed { user, channel }) }
    }

    fn registered(&self, channel: ChannelId, name: &str, kind: u64) -> Result<Value, DriveError> {
        let guild = self.channels.get(&channel).and_then(|channel| channel.guild);
        let mut all = self.commands_for(guild);
        let found = all.find(|command| command["name"] == name && command["type"] == kind);
        found.cloned().ok_or_else(|| DriveError::NoCommand(name.to_owned()))
    }

    fn visible(&self, message: MessageId, user: UserId) -> Result<Message, DriveError> {
        let seen = |one: &&Message| {
            one.visible_to.is_none_or(|only| only == user) && self.permissions(one.channel, user) & VIEW_CHANNEL != 0
        };
        self.messages.get(&message).filter(seen).cloned().ok_or(DriveError::NoMessage(message))
    }
}

/// The options as Discord nests them under groups and sub-commands, checked against what is registered.
fn nested(
    command: &str,
    holder: &Value,
    path: &[&str],
    given: &[(&str, Value)],
    focused: Option<&str>,
) -> Result<Value, DriveError> {
    let known = holder["options"].as_array().map_or(&[][..], Vec::as_slice);
    if let [step, rest @ ..] = path {
        let group = known.iter().find(|one| one["name"] == *step && is_branch(one));
        let group = group.ok_or_else(|| DriveError::NoCommand(command.to_owned()))?;
        let inside = nested(command, group, rest, given, focused)?;
        return Ok(json!([{"name": step, "type": group["type"], "options": inside}]));
    }
    if known.iter().any(is_branch) {
        return Err(DriveError::NoCommand(command.to_owned()));
    }
    let sent = |name: &str| given.iter().any(|(option, _)| *option == name);
    let missing = known.iter().find(|one| one["required"] == true && !sent(one["name"].as_str().unwrap_or_default()));
    if let (Some(missing), None) = (missing, focused) {
        let option = missing["name"].as_str().unwrap_or_default().to_owned();
        return Err(DriveError::OptionMissing { command: command.to_owned(), option });
    }
    let all: Result<Vec<Value>, DriveError> =
        given.iter().map(|(name, value)| option(command, known, name, value, focused == Some(*name))).collect();
    all.map(Value::from)
}

fn is_branch(option: &Value) -> bool {
    [SUB_COMMAND, SUB_COMMAND_GROUP].iter().any(|kind| option["type"] == *kind)
}

fn option(command: &str, known: &[Value], name: &str, value: &Value, focused: bool) -> Result<Value, DriveError> {
    let registered = known.iter().find(|one| one["name"] == name);
    let registered =
        registered.ok_or_else(|| DriveError::NoOption { command: command.to_owned(), option: name.to_owned() })?;
    let kind = registered["type"].as_u64().unwrap_or(STRING);
    if focused {
        return Ok(json!({"name": name, "type": kind, "value": value, "focused": true}));
    }
    let typed = match kind {
        INTEGER => value.is_i64(),
        BOOLEAN => value.is_boolean(),
        NUMBER => value.is_number(),
        // Text, and the ids of users, channels, roles and files.
        _ => value.is_string(),
    };
    let choices = registered["choices"].as_array().filter(|choices| !choices.is_empty());
    let offered = choices.is_none_or(|choices| choices.iter().any(|choice| choice["value"] == *value));
    if typed && offered {
        return Ok(json!({"name": name, "type": kind, "value": value}));
    }
    Err(DriveError::BadValue { option: name.to_owned(), value: value.to_string() })
}

/// The button or menu with this id, if a person can use it so.
fn operable(message: &Message, custom_id: &str, values: Option<&[&str]>) -> Result<Value, DriveError> {
    let usable = |control: &&Value| {
        let button = control["options"].is_null();
        control["custom_id"] == custom_id
            && control["disabled"] != true
            && button == values.is_none()
            && (!button || control["style"] != LINK_STYLE)
    };
    let control = message.controls().find(usable);
    let control =
        control.ok_or_else(|| DriveError::NoComponent { message: message.id, custom_id: custom_id.to_owned() })?;
    let offered = |value: &&str| {
        control["options"].as_array().is_some_and(|options| options.iter().any(|one| one["value"] == **value))
    };
    match values.unwrap_or_default().iter().find(|value| !offered(value)) {
        Some(value) => Err(DriveError::BadValue { option: custom_id.to_owned(), value: (*value).to_owned() }),
        None => Ok(control.clone()),
    }
}

/// The rows of a submitted modal.
fn filled(modal: &Value, values: &[(&str, &str)]) -> Result<Value, DriveError> {
    let inputs = modal["components"].as_array().into_iter().flatten().filter_map(|row| row["components"].get(0));
    let mut rows = Vec::new();
    let mut used = 0;
    for input in inputs {
        let name = input["custom_id"].as_str().unwrap_or_default();
        let given = values.iter().find(|(id, _)| *id == name).map(|(_, value)| *value);
        used += usize::from(given.is_some());
        let value = given.or_else(|| input["value"].as_str()).unwrap_or_default();
        let length = value.chars().count() as u64;
        let least = input["min_length"].as_u64().unwrap_or_else(|| u64::from(input["required"] != false));
        let most = input["max_length"].as_u64().unwrap_or(4000);
        let optional = input["required"] == false && length == 0;
        if !optional && !(least..=most).contains(&length) {
            return Err(DriveError::BadValue { option: name.to_owned(), value: value.to_owned() });
        }
        rows.push(json!({"type": 1, "components": [{"type": 4, "custom_id": name, "value": value}]}));
    }
    if used < values.len() {
        let unknown = values.first().map_or("", |(id, _)| *id);
        return Err(DriveError::NoOption { command: "modal".to_owned(), option: unknown.to_owned() });
    }
    Ok(Value::from(rows))
}

fn without_nulls(mut value: Value) -> Value {
    if let Some(fields) = value.as_object_mut() {
        fields.retain(|_, field| !field.is_null());
    }
    value
}
