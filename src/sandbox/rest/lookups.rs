//! Calls that only look: the bot, the application, people, servers.

use serde_json::{Value, json};

use super::super::ids::{GuildId, UserId};
use super::super::state::World;
use super::call::Call;
use super::error::ApiError;
use super::route::Operation;
use super::{Answer, Outcome};

/// Discord's allowance of new sessions a day.
const SESSIONS_A_DAY: u32 = 1000;
/// Milliseconds until the allowance starts anew.
const DAY_MILLIS: u32 = 86_400_000;

impl World {
    pub(super) fn look_up(&self, operation: Operation, call: &Call) -> Outcome {
        let found = match operation {
            Operation::GetGateway => json!({"url": self.gateway_url()}),
            Operation::GetBotGateway => self.bot_gateway(),
            Operation::GetMyUser => self.me(),
            Operation::ListMyGuilds => self.my_guilds(),
            _ => self.person_found(call)?,
        };
        Ok(Answer::Json(found))
    }

    pub(super) fn look_up_guild(&self, operation: Operation, call: &Call) -> Outcome {
        let id: GuildId = call.id(0)?;
        let guild = self.guilds.get(&id).ok_or_else(ApiError::unknown_guild)?;
        if !guild.members.contains_key(&self.bot) {
            return Err(ApiError::missing_access());
        }
        Ok(Answer::Json(match operation {
            Operation::ListGuildChannels => self.visible_channels(id, false),
            Operation::ListGuildRoles => Self::roles_json(guild),
            Operation::GetActiveGuildThreads => {
                json!({"threads": self.visible_channels(id, true), "members": []})
            }
            Operation::GetGuildMember => {
                let user: UserId = call.id(1)?;
                guild.members.get(&user).ok_or_else(ApiError::unknown_member)?;
                self.member_json(id, user)
            }
            _ => self.guild_json(id),
        }))
    }

    fn bot_gateway(&self) -> Value {
        json!({
            "url": self.gateway_url(),
            "shards": self.options.shards,
            "session_start_limit": {
                "total": SESSIONS_A_DAY, "remaining": SESSIONS_A_DAY, "reset_after": DAY_MILLIS, "max_concurrency": 1,
            },
        })
    }

    fn me(&self) -> Value {
        let mut me = self.user_json(self.bot);
        for (field, value) in [("verified", json!(true)), ("mfa_enabled", json!(false)), ("email", Value::Null)] {
            me[field] = value;
        }
        me["locale"] = json!("en-US");
        me
    }

    fn my_guilds(&self) -> Value {
        let own = self.guilds.values().filter(|guild| guild.members.contains_key(&self.bot));
        let shown = own.map(|guild| {
            json!({
                "id": guild.id.to_string(), "name": guild.name, "icon": null, "owner": false,
                "permissions": super::super::permissions::in_guild(guild, self.bot).to_string(), "features": [],
            })
        });
        json!(shown.collect::<Vec<_>>())
    }

    fn person_found(&self, call: &Call) -> Result<Value, ApiError> {
        let user: UserId = call.id(0)?;
        self.people.get(&user).ok_or_else(ApiError::unknown_user)?;
        Ok(self.user_json(user))
    }
}
