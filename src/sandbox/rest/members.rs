//! Calls on members: give somebody a role, where the bot may.

use super::super::ids::{GuildId, RoleId, UserId};
use super::super::permissions::{self, MANAGE_ROLES};
use super::super::state::World;
use super::call::Call;
use super::error::ApiError;
use super::{Answer, Outcome};

impl World {
    pub(super) fn add_member_role(&mut self, call: &Call) -> Outcome {
        let (id, user, role): (GuildId, UserId, RoleId) = (call.id(0)?, call.id(1)?, call.id(2)?);
        let guild = self.guilds.get(&id).ok_or_else(ApiError::unknown_guild)?;
        guild.members.get(&user).ok_or_else(ApiError::unknown_member)?;
        let place = |role: &RoleId| guild.roles.iter().position(|one| one.id == *role);
        let wanted = place(&role).ok_or_else(ApiError::unknown_role)?;
        // A role is given by who stands above it; later roles stand above earlier ones.
        let own = guild.members.get(&self.bot).and_then(|bot| bot.roles.iter().filter_map(place).max());
        let may = permissions::in_guild(guild, self.bot) & MANAGE_ROLES != 0;
        if !may || own.is_none_or(|own| own <= wanted) {
            return Err(ApiError::missing_permissions());
        }
        self.add_member_role_to(id, user, role);
        Ok(Answer::Done)
    }

    /// Gives the role; a second time changes nothing.
    pub(in crate::sandbox) fn add_member_role_to(&mut self, guild: GuildId, user: UserId, role: RoleId) {
        let member = self.guilds.get_mut(&guild).and_then(|guild| guild.members.get_mut(&user));
        if let Some(member) = member.filter(|member| !member.roles.contains(&role)) {
            member.roles.push(role);
            self.tell_roles(guild, user);
        }
    }
}
