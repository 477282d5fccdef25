//! Reads a Discord message as the core needs it: is it for us, was Docent addressed, which words are the question?
//!
//! In: a serenity message and who Docent is. Out: [`Heard`], or nothing for what Docent never answers. Whether the channel is one in
//! which Docent speaks unasked is left to `places`, understanding to the core.

use serenity::all::{GuildId, Message, MessageType, RoleId, UserId};

/// Who Docent is here: how it is mentioned.
#[derive(Debug, Clone, Copy)]
pub(super) struct Me {
    /// Its user.
    pub(super) user: UserId,
    /// The role that Discord made for it in this server; people mistake it for the bot when they type `@Docent`.
    pub(super) role: Option<RoleId>,
}

/// A message that may be answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Heard {
    /// Whether it was meant for Docent.
    pub(super) addressed: bool,
    /// Without the mention.
    pub(super) text: String,
}

/// What a message is to Docent; nothing where it is never answered.
pub(super) fn hear(message: &Message, guild: Option<GuildId>, me: Me) -> Option<Heard> {
    if !is_from_a_person(message, me) {
        return None;
    }
    let mentioned = is_mentioned(message, me);
    let replies_to = message.referenced_message.as_ref().map(|earlier| earlier.author.id);
    let addressed = guild.is_none() || mentioned || replies_to == Some(me.user);
    // People talking to each other are left alone: a reply or a mention says who is asked.
    let to_others = replies_to.is_some() || message.mentions.iter().any(|user| user.id != message.author.id);
    if !addressed && (to_others || message.mention_everyone) {
        return None;
    }
    Some(Heard { addressed, text: without_mention(&message.content, me) })
}

/// Bots, webhooks, Docent itself and system messages (joins, pins, boosts) get no answer.
fn is_from_a_person(message: &Message, me: Me) -> bool {
    let author = &message.author;
    let spoken = matches!(message.kind, MessageType::Regular | MessageType::InlineReply);
    spoken && !author.bot && !author.system && author.id != me.user && message.webhook_id.is_none()
}

/// In the words, not only in `mentions`: Discord lists there also whom a reply pings.
fn is_mentioned(message: &Message, me: Me) -> bool {
    mentions_of(me).iter().any(|mention| message.content.contains(mention.as_str()))
}

fn mentions_of(me: Me) -> Vec<String> {
    let user = [format!("<@{}>", me.user), format!("<@!{}>", me.user)];
    user.into_iter().chain(me.role.map(|role| format!("<@&{role}>"))).collect()
}

/// The text without the mention of Docent.
pub(super) fn without_mention(content: &str, me: Me) -> String {
    let bare = mentions_of(me).iter().fold(content.to_owned(), |text, mention| text.replace(mention.as_str(), " "));
    bare.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    const ME: Me = Me { user: UserId::new(1), role: Some(RoleId::new(5)) };
    const GUILD: Option<GuildId> = Some(GuildId::new(9));

    fn user(id: u64, bot: bool) -> Value {
        json!({"id": id.to_string(), "username": "someone", "discriminator": "0", "avatar": null, "bot": bot})
    }

    fn message(content: &str, changes: &Value) -> Message {
        let mut whole = json!({
            "id": "100", "channel_id": "50", "author": user(7, false), "content": content,
            "timestamp": "2026-11-20T09:00:00.000000+00:00", "edited_timestamp": null, "tts": false,
            "mention_everyone": false, "mentions": [], "mention_roles": [], "attachments": [], "embeds": [],
            "pinned": false, "type": 0,
        });
        for (key, value) in changes.as_object().unwrap() {
            whole[key] = value.clone();
        }
        serde_json::from_value(whole).unwrap()
    }

    #[test]
    fn who_speaks_to_whom_decides() {
        let earlier =
            |author: u64| serde_json::to_value(message("before", &json!({"author": user(author, false)}))).unwrap();
        let rows = [
            ("plain", "what is a DE?", json!({}), Some((false, "what is a DE?"))),
            ("mention", "<@1> what is a DE?", json!({"mentions": [user(1, true)]}), Some((true, "what is a DE?"))),
            ("old mention", "what is a DE <@!1>", json!({"mentions": [user(1, true)]}), Some((true, "what is a DE"))),
            ("own role", "<@&5> what is a DE?", json!({"mention_roles": ["5"]}), Some((true, "what is a DE?"))),
            ("only a mention", "<@1>", json!({"mentions": [user(1, true)]}), Some((true, ""))),
            (
                "reply to us",
                "and pay?",
                json!({"type": 19, "referenced_message": earlier(1)}),
                Some((true, "and pay?")),
            ),
            ("reply to a person", "and pay?", json!({"type": 19, "referenced_message": earlier(8)}), None),
            ("to a person", "<@8> and pay?", json!({"mentions": [user(8, false)]}), None),
            ("everyone", "@everyone pay?", json!({"mention_everyone": true}), None),
            ("a bot", "what is a DE?", json!({"author": user(8, true)}), None),
            ("itself", "what is a DE?", json!({"author": user(1, false)}), None),
            ("a webhook", "what is a DE?", json!({"webhook_id": "3"}), None),
            ("a join", "", json!({"type": 7}), None),
            ("a bot that mentions us", "<@1> hi", json!({"author": user(8, true), "mentions": [user(1, true)]}), None),
        ];
        for (name, content, changes, expected) in rows {
            let expected = expected.map(|(addressed, text)| Heard { addressed, text: text.to_owned() });
            assert_eq!(hear(&message(content, &changes), GUILD, ME), expected, "{name}");
        }
    }

    #[test]
    fn a_direct_message_is_addressed() {
        let heard = hear(&message("what is a DE?", &json!({})), None, ME);
        assert!(heard.is_some_and(|heard| heard.addressed));
    }
}
