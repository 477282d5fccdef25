//! Routes: which operation of Discord's API a method and a path ask for.

/// The operations that the look-alike serves, named as in Discord's API description.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names are those of Discord's API description; `id` gives the exact one")]
pub enum Operation {
    GetGateway,
    GetBotGateway,
    GetMyUser,
    ListMyGuilds,
    GetUser,
    CreateDm,
    GetMyApplication,
    GetMyOauth2Application,
    ListApplicationCommands,
    BulkSetApplicationCommands,
    ListGuildApplicationCommands,
    BulkSetGuildApplicationCommands,
    GetChannel,
    ListMessages,
    CreateMessage,
    GetMessage,
    UpdateMessage,
    DeleteMessage,
    TriggerTyping,
    CreateThread,
    CreateThreadFromMessage,
    GetGuild,
    ListGuildChannels,
    ListGuildRoles,
    GetGuildMember,
    AddGuildMemberRole,
    GetActiveGuildThreads,
    CreateInteractionResponse,
    ExecuteWebhook,
    GetOriginalWebhookMessage,
    UpdateOriginalWebhookMessage,
    DeleteOriginalWebhookMessage,
    GetWebhookMessage,
    UpdateWebhookMessage,
    DeleteWebhookMessage,
}

use Operation::{
    AddGuildMemberRole, BulkSetApplicationCommands, BulkSetGuildApplicationCommands, CreateDm,
    CreateInteractionResponse, CreateMessage, CreateThread, CreateThreadFromMessage, DeleteMessage,
    DeleteOriginalWebhookMessage, DeleteWebhookMessage, ExecuteWebhook, GetActiveGuildThreads, GetBotGateway,
    GetChannel, GetGateway, GetGuild, GetGuildMember, GetMessage, GetMyApplication, GetMyOauth2Application, GetMyUser,
    GetOriginalWebhookMessage, GetUser, GetWebhookMessage, ListApplicationCommands, ListGuildApplicationCommands,
    ListGuildChannels, ListGuildRoles, ListMessages, ListMyGuilds, TriggerTyping, UpdateMessage,
    UpdateOriginalWebhookMessage, UpdateWebhookMessage,
};

/// Operation, method, path with `{}` for an id, operation id in Discord's description. Fixed words stand before `{}`.
const TABLE: [(Operation, &str, &str, &str); 35] = [
    (GetGateway, "GET", "/gateway", "get_gateway"),
    (GetBotGateway, "GET", "/gateway/bot", "get_bot_gateway"),
    (GetMyUser, "GET", "/users/@me", "get_my_user"),
    (ListMyGuilds, "GET", "/users/@me/guilds", "list_my_guilds"),
    (CreateDm, "POST", "/users/@me/channels", "create_dm"),
    (GetUser, "GET", "/users/{}", "get_user"),
    (GetMyApplication, "GET", "/applications/@me", "get_my_application"),
    (GetMyOauth2Application, "GET", "/oauth2/applications/@me", "get_my_oauth2_application"),
    (ListApplicationCommands, "GET", "/applications/{}/commands", "list_application_commands"),
    (BulkSetApplicationCommands, "PUT", "/applications/{}/commands", "bulk_set_application_commands"),
    (ListGuildApplicationCommands, "GET", "/applications/{}/guilds/{}/commands", "list_guild_application_commands"),
    (
        BulkSetGuildApplicationCommands,
        "PUT",
        "/applications/{}/guilds/{}/commands",
        "bulk_set_guild_application_commands",
    ),
    (GetChannel, "GET", "/channels/{}", "get_channel"),
    (ListMessages, "GET", "/channels/{}/messages", "list_messages"),
    (CreateMessage, "POST", "/channels/{}/messages", "create_message"),
    (GetMessage, "GET", "/channels/{}/messages/{}", "get_message"),
    (UpdateMessage, "PATCH", "/channels/{}/messages/{}", "update_message"),
    (DeleteMessage, "DELETE", "/channels/{}/messages/{}", "delete_message"),
    (TriggerTyping, "POST", "/channels/{}/typing", "trigger_typing_indicator"),
    (CreateThread, "POST", "/channels/{}/threads", "create_thread"),
    (CreateThreadFromMessage, "POST", "/channels/{}/messages/{}/threads", "create_thread_from_message"),
    (GetGuild, "GET", "/guilds/{}", "get_guild"),
    (ListGuildChannels, "GET", "/guilds/{}/channels", "list_guild_channels"),
    (ListGuildRoles, "GET", "/guilds/{}/roles", "list_guild_roles"),
    (GetGuildMember, "GET", "/guilds/{}/members/{}", "get_guild_member"),
    (AddGuildMemberRole, "PUT", "/guilds/{}/members/{}/roles/{}", "add_guild_member_role"),
    (GetActiveGuildThreads, "GET", "/guilds/{}/threads/active", "get_active_guild_threads"),
    (CreateInteractionResponse, "POST", "/interactions/{}/{}/callback", "create_interaction_response"),
    (ExecuteWebhook, "POST", "/webhooks/{}/{}", "execute_webhook"),
    (GetOriginalWebhookMessage, "GET", "/webhooks/{}/{}/messages/@original", "get_original_webhook_message"),
    (UpdateOriginalWebhookMessage, "PATCH", "/webhooks/{}/{}/messages/@original", "update_original_webhook_message"),
    (DeleteOriginalWebhookMessage, "DELETE", "/webhooks/{}/{}/messages/@original", "delete_original_webhook_message"),
    (GetWebhookMessage, "GET", "/webhooks/{}/{}/messages/{}", "get_webhook_message"),
    (UpdateWebhookMessage, "PATCH", "/webhooks/{}/{}/messages/{}", "update_webhook_message"),
    (DeleteWebhookMessage, "DELETE", "/webhooks/{}/{}/messages/{}", "delete_webhook_message"),
];

impl Operation {
    /// The `operationId` in Discord's API description.
    #[must_use]
    pub fn id(self) -> &'static str {
        TABLE.iter().find(|row| row.0 == self).map_or("", |row| row.3)
    }

    /// Whether the request proves itself by the interaction's token in the path, not by the bot's.
    pub(crate) fn has_token_in_path(self) -> bool {
        TABLE.iter().any(|row| row.0 == self && (row.2.starts_with("/interactions") || row.2.starts_with("/webhooks")))
    }
}

/// The operation for a method and a path below `/api/v10`, with the ids that the path holds.
pub(crate) fn find(method: &str, path: &str) -> Option<(Operation, Vec<String>)> {
    let asked: Vec<&str> = path.trim_end_matches('/').split('/').collect();
    TABLE.iter().filter(|row| row.1 == method).find_map(|row| Some((row.0, ids(row.2, &asked)?)))
}

/// The ids in `asked`, if it has the shape of `pattern`.
fn ids(pattern: &str, asked: &[&str]) -> Option<Vec<String>> {
    let wanted: Vec<&str> = pattern.split('/').collect();
    if wanted.len() != asked.len() {
        return None;
    }
    let mut ids = Vec::new();
    for (want, have) in wanted.iter().zip(asked) {
        match *want {
            "{}" => ids.push((*have).to_owned()),
            word if word == *have => {}
            _ => return None,
        }
    }
    Some(ids)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_lead_to_operations() {
        let rows = [
            ("GET", "/users/@me", Some((GetMyUser, vec![]))),
            ("GET", "/users/7", Some((GetUser, vec!["7"]))),
            ("PATCH", "/webhooks/1/tok/messages/@original", Some((UpdateOriginalWebhookMessage, vec!["1", "tok"]))),
            ("PATCH", "/webhooks/1/tok/messages/5", Some((UpdateWebhookMessage, vec!["1", "tok", "5"]))),
            ("PUT", "/channels/1/messages", None),
        ];
        for (method, path, expected) in rows {
            let expected = expected.map(|(operation, ids)| (operation, ids.into_iter().map(str::to_owned).collect()));
            assert_eq!(find(method, path), expected, "{method} {path}");
        }
    }

    #[test]
    fn every_operation_has_its_id() {
        for row in TABLE {
            assert_eq!(row.0.id(), row.3);
        }
    }
}
