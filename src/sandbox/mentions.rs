//! Mentions: whom a text names, and whom of these `allowed_mentions` lets it ping.

use regex::Regex;
use serde_json::Value;
use std::sync::LazyLock;

use super::ids::{RoleId, UserId};

/// `<@1>`, `<@!1>` and `<@&1>`.
static MENTION: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"<@([!&]?)(\d{1,20})>").ok());

/// Whom a message pings.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Pings {
    pub(super) users: Vec<UserId>,
    pub(super) roles: Vec<RoleId>,
    pub(super) everyone: bool,
}

/// Everyone whom the text names, ping or not.
pub(super) fn named(content: &str) -> Pings {
    let mut pings = Pings { everyone: content.contains("@everyone") || content.contains("@here"), ..Pings::default() };
    let Some(pattern) = MENTION.as_ref() else {
        return pings;
    };
    for (_, [sort, digits]) in pattern.captures_iter(content).map(|found| found.extract()) {
        let Ok(number) = digits.parse::<u64>() else {
            continue;
        };
        match sort {
            "&" => pings.roles.push(number.into()),
            _ => pings.users.push(number.into()),
        }
    }
    pings.users.dedup();
    pings
}

/// Whom the text pings under `allowed`; without one, everyone named, or only users for an interaction response.
pub(super) fn pinged(content: &str, allowed: &Value, replied_to: Option<UserId>, interaction: bool) -> Pings {
    let mut pings = named(content);
    if allowed.is_object() {
        let parses = |sort: &str| allowed["parse"].as_array().is_some_and(|sorts| sorts.iter().any(|one| one == sort));
        let lists = |sort: &str, id: u64| {
            let listed = allowed[sort].as_array();
            listed.is_some_and(|ids| ids.iter().any(|one| one.as_str() == Some(id.to_string().as_str())))
        };
        pings.everyone &= parses("everyone");
        pings.users.retain(|user| parses("users") || lists("users", user.get()));
        pings.roles.retain(|role| parses("roles") || lists("roles", role.get()));
    } else if interaction {
        pings.everyone = false;
        pings.roles.clear();
    }
    let reply_pings = !allowed.is_object() || allowed["replied_user"] == true;
    if let Some(user) = replied_to.filter(|user| reply_pings && !pings.users.contains(user)) {
        pings.users.push(user);
    }
    pings
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn allowed_mentions_decide_who_is_pinged() {
        let text = "<@1> <@&2> @everyone";
        let rows = [
            ("no rule, ordinary message", json!(null), false, 2, 1, true),
            ("no rule, interaction", json!(null), true, 2, 0, false),
            ("empty parse", json!({"parse": []}), false, 0, 0, false),
            ("users only", json!({"parse": ["users"]}), false, 1, 0, false),
            ("one listed", json!({"parse": [], "roles": ["2"]}), false, 0, 1, false),
            ("reply pings", json!({"parse": [], "replied_user": true}), false, 1, 0, false),
        ];
        for (name, allowed, interaction, users, roles, everyone) in rows {
            let pings = pinged(text, &allowed, Some(9.into()), interaction);
            assert_eq!((pings.users.len(), pings.roles.len(), pings.everyone), (users, roles, everyone), "{name}");
        }
    }
}
