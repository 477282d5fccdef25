//! What people choose: slash commands, suggestions, buttons, menus, modals, entries of context menus.
//!
//! A deed is checked as Discord's own client would: the command is there, the options fit, the button can be pressed.
//! Then the interaction goes out, and [`Used`] awaits what the bot makes of it.

use std::time::Duration;

use serde_json::{Value, json};
use tokio::time::Instant;

use super::super::gateway::session::Audience;
use super::super::ids::{ChannelId, GuildId, InteractionId, MessageId, UserId};
use super::super::json::{Asked, View};
use super::super::model::{Interaction, InteractionKind, Message};
use super::super::permissions::{USE_APPLICATION_COMMANDS, VIEW_CHANNEL};
use super::super::state::World;
use super::form::{nested, operable, without_nulls};
use super::{DriveError, Driver, Used};

/// The command types of Discord.
const SLASH: u64 = 1;
const MESSAGE_MENU: u64 = 3;

/// What an interaction starts from.
pub(super) struct Start {
    pub(super) kind: InteractionKind,
    pub(super) user: UserId,
    pub(super) channel: ChannelId,
    pub(super) name: String,
    pub(super) context_menu: bool,
    pub(super) source: Option<MessageId>,
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
                let registered = world.registered(user, channel, name, SLASH)?;
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
                let registered = world.registered(user, target.channel, entry, MESSAGE_MENU)?;
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

    pub(in crate::sandbox) fn used(&self, id: InteractionId) -> Used {
        Used { driver: self.clone(), id }
    }
}

impl World {
    pub(super) fn interact(&mut self, start: Start, data: Value) -> InteractionId {
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
            event: Value::Null,
        };
        let event = self.interaction_json(&interaction, &Asked { data });
        let interaction = Interaction { event: event.clone(), ..interaction };
        self.interactions.insert(id, interaction);
        self.dispatch(Audience { guild, intent: 0 }, "INTERACTION_CREATE", &|_, _| event.clone());
        id
    }

    fn may_use_commands(&self, user: UserId, channel: ChannelId) -> Result<(), DriveError> {
        let needed = VIEW_CHANNEL | USE_APPLICATION_COMMANDS;
        let held = self.permissions(channel, user);
        if held & needed == needed { Ok(()) } else { Err(DriveError::NotAllowed { user, channel }) }
    }

    /// The command of that name, if Discord's client would offer it to this person here.
    fn registered(&self, user: UserId, channel: ChannelId, name: &str, kind: u64) -> Result<Value, DriveError> {
        let guild = self.channels.get(&channel).and_then(|channel| channel.guild);
        let mut all = self.commands_for(guild);
        let found =
            all.find(|command| command["name"] == name && command["type"] == kind && fits_place(command, guild));
        let found = found.ok_or_else(|| DriveError::NoCommand(name.to_owned()))?;
        if Self::may_be_offered(found, guild, self.permissions(channel, user)) {
            Ok(found.clone())
        } else {
            Err(DriveError::NotAllowed { user, channel })
        }
    }

    /// Whether Discord's client offers a command in a server, or in direct messages, to someone who holds these permissions there.
    pub(in crate::sandbox) fn may_be_offered(command: &Value, guild: Option<GuildId>, held: u64) -> bool {
        let asked = command["default_member_permissions"].as_str().and_then(|bits| bits.parse().ok());
        let needed: u64 = asked.filter(|_| guild.is_some()).unwrap_or_default();
        fits_place(command, guild) && held & needed == needed
    }

    pub(in crate::sandbox) fn visible(&self, message: MessageId, user: UserId) -> Result<Message, DriveError> {
        let seen = |one: &&Message| {
            one.visible_to.is_none_or(|only| only == user) && self.permissions(one.channel, user) & VIEW_CHANNEL != 0
        };
        self.messages.get(&message).filter(seen).cloned().ok_or(DriveError::NoMessage(message))
    }
}

/// Whether a command is for servers, or for direct messages, as the place asks; without contexts it is for both.
fn fits_place(command: &Value, guild: Option<GuildId>) -> bool {
    let here = u64::from(guild.is_none());
    command["contexts"].as_array().is_none_or(|contexts| contexts.iter().any(|one| *one == here))
}
