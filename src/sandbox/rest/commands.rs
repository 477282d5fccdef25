//! Calls that list and replace the bot's commands.

use serde_json::{Value, json};

use super::super::ids::GuildId;
use super::super::limits;
use super::super::state::World;
use super::call::Call;
use super::error::ApiError;
use super::route::Operation;
use super::{Answer, Outcome};

/// A slash command, which is also what a command without a type is.
const CHAT_INPUT: u64 = 1;

impl World {
    pub(super) fn list_commands(&self, operation: Operation, call: &Call) -> Outcome {
        let scope = self.command_scope(operation, call)?;
        Ok(Answer::Json(json!(self.commands.get(&scope).cloned().unwrap_or_default())))
    }

    /// Replaces all commands of a scope; one that was there before keeps its id.
    pub(super) fn set_commands(&mut self, operation: Operation, call: &Call) -> Outcome {
        let scope = self.command_scope(operation, call)?;
        let asked = call.json().as_array().ok_or_else(ApiError::bad_json)?;
        limits::command::check(asked)?;
        let before = self.commands.remove(&scope).unwrap_or_default();
        let mut kept = Vec::new();
        for command in asked {
            kept.push(self.command(command, scope, &before));
        }
        self.commands.insert(scope, kept.clone());
        Ok(Answer::Json(json!(kept)))
    }

    /// Global commands are under `None`.
    fn command_scope(&self, operation: Operation, call: &Call) -> Result<Option<GuildId>, ApiError> {
        if call.id::<u64>(0)? != self.bot.get() {
            return Err(ApiError::unknown_application());
        }
        let global = [Operation::ListApplicationCommands, Operation::BulkSetApplicationCommands].contains(&operation);
        if global {
            return Ok(None);
        }
        let guild: GuildId = call.id(1)?;
        self.guilds.get(&guild).map(|guild| Some(guild.id)).ok_or_else(ApiError::missing_access)
    }

    fn command(&mut self, asked: &Value, scope: Option<GuildId>, before: &[Value]) -> Value {
        let kind = asked["type"].as_u64().unwrap_or(CHAT_INPUT);
        let same = |one: &&Value| one["name"] == asked["name"] && one["type"] == kind;
        let id = before.iter().find(same).map(|one| one["id"].clone());
        let permissions = match &asked["default_member_permissions"] {
            Value::Number(number) => json!(number.to_string()),
            other => other.clone(),
        };
        let mut command = json!({
            "id": id.unwrap_or_else(|| json!(self.snowflakes.next().to_string())),
            "application_id": self.bot.to_string(),
            "version": self.snowflakes.next().to_string(),
            "type": kind,
            "name": asked["name"],
            "name_localizations": asked["name_localizations"],
            "description": asked["description"].as_str().unwrap_or_default(),
            "description_localizations": asked["description_localizations"],
            "default_member_permissions": permissions,
            "dm_permission": asked["dm_permission"].as_bool().unwrap_or(true),
            "contexts": asked["contexts"],
            "integration_types": if asked["integration_types"].is_null() { json!([0]) } else { asked["integration_types"].clone() },
            "nsfw": asked["nsfw"].as_bool().unwrap_or(false),
            "options": asked["options"].as_array().cloned().unwrap_or_default(),
        });
        if let Some(guild) = scope {
            command["guild_id"] = json!(guild.to_string());
        }
        command
    }
}
