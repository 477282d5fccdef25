//! Whether somebody may have Docent give a role: only one that they could give with their own hands.
//!
//! In: who sets the role of a track, and Discord's list of the server's roles. Out: yes, or why not. Whether Docent itself may give it is left to Discord, which says so when it is given.
//!
//! Docent gives roles with its own rights. Without this, whoever manages the server but not its roles could set any role below Docent's, finish the track, and have it.

use std::cmp::Reverse;

use reqwest::Method;
use serde::Deserialize;
use serenity::all::{CommandInteraction, GuildId, Member, Permissions, RoleId, UserId};

use super::super::bot::Bot;
use super::super::rest::{Call, Patience};
use super::notes;

/// With either of them somebody may give roles; how high these may stand is another question.
const GIVES_ROLES: Permissions = Permissions::MANAGE_ROLES.union(Permissions::ADMINISTRATOR);

/// A server, as far as it says who stands above whom.
#[derive(Debug, Deserialize)]
struct Server {
    owner_id: UserId,
    roles: Vec<Role>,
}

#[derive(Debug, Deserialize)]
struct Role {
    id: RoleId,
    position: i64,
    permissions: Permissions,
}

impl Role {
    /// Of two roles at the same place, Discord counts the older one as the higher.
    fn height(&self) -> (i64, Reverse<RoleId>) {
        (self.position, Reverse(self.id))
    }
}

/// Nothing where somebody may have Docent give this role; else what they are told.
pub(super) async fn refusal(
    bot: &Bot,
    command: &CommandInteraction,
    guild: GuildId,
    role: RoleId,
) -> Option<&'static str> {
    let member = command.member.as_deref();
    let may = |member: &&Member| member.permissions.is_some_and(|held| held.intersects(GIVES_ROLES));
    let Some(member) = member.filter(may) else { return Some(notes::NOT_FOR_ROLES) };
    let call = Call::new(Method::GET, format!("/guilds/{guild}"), Patience::MESSAGE);
    let told = bot.rest.call(&call).await.map_err(|refusal| refusal.to_string());
    match told.and_then(|told| serde_json::from_value::<Server>(told).map_err(|error| error.to_string())) {
        Ok(server) => server.refuses(guild, command.user.id, &member.roles, role),
        // Rather nobody sets a role for a moment than somebody one that is not theirs to give.
        Err(error) => {
            tracing::warn!(%guild, error, "could not learn who stands above whom: no role of a track was set");
            Some(notes::ROLES_UNKNOWN)
        }
    }
}

impl Server {
    fn refuses(&self, guild: GuildId, person: UserId, own: &[RoleId], wanted: RoleId) -> Option<&'static str> {
        let Some(wanted) = self.roles.iter().find(|role| role.id == wanted) else { return Some(notes::ROLES_UNKNOWN) };
        if self.owner_id == person {
            return None;
        }
        // The role of everybody has the server's id.
        let held = || self.roles.iter().filter(|role| role.id.get() == guild.get() || own.contains(&role.id));
        // In one channel, the same permission may be given for that channel alone: what counts is the whole server's.
        if !held().any(|role| role.permissions.intersects(GIVES_ROLES)) {
            return Some(notes::NOT_FOR_ROLES);
        }
        let highest = held().map(Role::height).max();
        highest.is_none_or(|highest| highest <= wanted.height()).then_some(notes::ROLE_ABOVE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GUILD: GuildId = GuildId::new(1);
    const OWNER: UserId = UserId::new(90);
    const ADA: UserId = UserId::new(91);
    const LOW: u64 = 10;
    const KEEPS_ROLES: u64 = 20;
    const TWIN: u64 = 21;
    const ADMIN: u64 = 30;
    const TOP: u64 = 40;

    /// From the lowest role to the highest; the twins stand at the same place.
    fn server(everybody: Permissions) -> Server {
        let role = |id, position, permissions| Role { id: RoleId::new(id), position, permissions };
        let roles = vec![
            role(GUILD.get(), 0, everybody),
            role(LOW, 1, Permissions::MANAGE_GUILD),
            role(KEEPS_ROLES, 2, Permissions::MANAGE_ROLES),
            role(TWIN, 2, Permissions::MANAGE_ROLES),
            role(ADMIN, 3, Permissions::ADMINISTRATOR),
            role(TOP, 4, Permissions::empty()),
        ];
        Server { owner_id: OWNER, roles }
    }

    #[test]
    fn only_what_somebody_could_give_is_given_for_them() {
        type Row = (&'static str, Permissions, UserId, &'static [u64], u64, Option<&'static str>);
        let plain = Permissions::empty();
        let keeping = Permissions::MANAGE_ROLES;
        let rows: [Row; 11] = [
            ("one below", plain, ADA, &[KEEPS_ROLES], LOW, None),
            ("their own", plain, ADA, &[KEEPS_ROLES], KEEPS_ROLES, Some(notes::ROLE_ABOVE)),
            ("one above", plain, ADA, &[KEEPS_ROLES], ADMIN, Some(notes::ROLE_ABOVE)),
            ("the younger twin", plain, ADA, &[KEEPS_ROLES], TWIN, None),
            ("the older twin", plain, ADA, &[TWIN], KEEPS_ROLES, Some(notes::ROLE_ABOVE)),
            ("without the permission", plain, ADA, &[LOW, TOP], LOW, Some(notes::NOT_FOR_ROLES)),
            ("the permission low, standing high", plain, ADA, &[KEEPS_ROLES, TOP], ADMIN, None),
            ("an admin, above", plain, ADA, &[ADMIN], TOP, Some(notes::ROLE_ABOVE)),
            ("everybody may, and stands lowest", keeping, ADA, &[], LOW, Some(notes::ROLE_ABOVE)),
            ("the owner, anything", plain, OWNER, &[], TOP, None),
            ("a role that is gone", plain, OWNER, &[], 99, Some(notes::ROLES_UNKNOWN)),
        ];
        for (name, everybody, person, own, wanted, expected) in rows {
            let own: Vec<RoleId> = own.iter().copied().map(RoleId::new).collect();
            let refused = server(everybody).refuses(GUILD, person, &own, RoleId::new(wanted));
            assert_eq!(refused, expected, "{name}");
        }
    }
}
