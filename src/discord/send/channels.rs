//! Replies to messages in channels, and keeps those replies with their questions: edited, withdrawn.
//!
//! In: a [`Question`] and a screen. Out: one message. Where Docent may not attach files or read the history, it says the same without.

use reqwest::Method;
use serenity::all::{
    ChannelId, CreateAllowedMentions, CreateMessage, EditMessage, GuildId, MessageId, MessageReference, Nonce, RoleId,
    UserId,
};

use serde_json::Value;

use super::Sender;
use super::calls::{File, attaching, reply_call};
use crate::discord::notes;
use crate::discord::present::Screen;
use crate::discord::rest::{Call, Patience, Refusal};

/// The channel or the message is gone.
const GONE: [i64; 2] = [10003, 10008];
/// Docent may not do that here.
const FORBIDDEN: [i64; 2] = [50001, 50013];
/// The body does not hold; for a reply mostly that the question was deleted meanwhile.
const INVALID_BODY: i64 = 50035;
/// A reply needs to read the history.
const NO_HISTORY: i64 = 160_002;
/// Docent lacks a permission; with a picture, mostly that for files.
const MISSING_PERMISSIONS: i64 = 50013;

/// A message that is answered.
#[derive(Debug, Clone, Copy)]
pub(in crate::discord) struct Question {
    pub(in crate::discord) channel: ChannelId,
    pub(in crate::discord) message: MessageId,
}

impl Sender {
    /// Replies to a message; gives the reply's id where Discord told it.
    pub(in crate::discord) async fn reply(&self, to: Question, screen: Screen) -> Option<MessageId> {
        let pictured = screen.drawing.is_some().then(|| screen.clone());
        let posted = match (self.try_reply(to, screen).await, pictured) {
            (Err(refusal), Some(screen)) if refusal.code() == Some(MISSING_PERMISSIONS) => {
                self.try_reply(to, screen.into_text(notes::NO_FILES)).await
            }
            (posted, _) => posted,
        };
        posted.inspect_err(|refusal| complain(to, refusal)).ok().flatten()
    }

    async fn try_reply(&self, to: Question, screen: Screen) -> Result<Option<MessageId>, Refusal> {
        let (screen, file) = self.drawn(screen).await;
        let bare = CreateMessage::new()
            .embeds(screen.embeds)
            .components(screen.rows)
            .content(screen.content.unwrap_or_default())
            .allowed_mentions(CreateAllowedMentions::new().replied_user(false))
            .nonce(Nonce::String(to.message.to_string()))
            .enforce_nonce(true);
        let reply = bare.clone().reference_message(MessageReference::from((to.channel, to.message)));
        match self.post(to, &reply, file.clone()).await {
            // Without the right to read the history there are no replies, only messages.
            Err(refusal) if refusal.code() == Some(NO_HISTORY) => self.post(to, &bare, file).await,
            posted => posted,
        }
    }

    /// Puts another screen in the place of a reply.
    pub(in crate::discord) async fn edit(&self, channel: ChannelId, reply: MessageId, screen: Screen) {
        let pictured = screen.drawing.is_some().then(|| screen.clone());
        let edited = match (self.try_edit(channel, reply, screen).await, pictured) {
            (Err(refusal), Some(screen)) if refusal.code() == Some(MISSING_PERMISSIONS) => {
                self.try_edit(channel, reply, screen.into_text(notes::NO_FILES)).await
            }
            (edited, _) => edited,
        };
        Self::followed(channel, reply, edited);
    }

    async fn try_edit(&self, channel: ChannelId, reply: MessageId, screen: Screen) -> Result<(), Refusal> {
        let (screen, file) = self.drawn(screen).await;
        let message = EditMessage::new()
            .content(screen.content.unwrap_or_default())
            .embeds(screen.embeds)
            .components(screen.rows)
            .allowed_mentions(CreateAllowedMentions::new().replied_user(false));
        let call = attaching(reply_call(Method::PATCH, channel, reply), &message, "", file, true);
        self.rest.call(&call).await.map(drop)
    }

    /// Takes a reply back.
    pub(in crate::discord) async fn withdraw(&self, channel: ChannelId, reply: MessageId) {
        let withdrawn = self.rest.call(&reply_call(Method::DELETE, channel, reply)).await;
        Self::followed(channel, reply, withdrawn.map(drop));
    }

    fn followed(channel: ChannelId, reply: MessageId, done: Result<(), Refusal>) {
        match done {
            // A moderator was faster.
            Err(refusal) if refusal.code().is_some_and(|code| GONE.contains(&code)) => {}
            Err(refusal) => tracing::warn!(%channel, %reply, %refusal, "could not change a reply of mine"),
            Ok(()) => {}
        }
    }

    async fn post(
        &self,
        to: Question,
        message: &CreateMessage,
        file: Option<File>,
    ) -> Result<Option<MessageId>, Refusal> {
        let path = format!("/channels/{}/messages", to.channel);
        let call = attaching(Call::new(Method::POST, path, Patience::MESSAGE), message, "", file, false);
        let posted = self.rest.call(&call).await?;
        Ok(posted["id"].as_str().and_then(|id| id.parse().ok()))
    }

    /// Says something of its own accord in a channel; once for a nonce, whatever is tried twice.
    pub(in crate::discord) async fn say(
        &self,
        channel: ChannelId,
        nonce: String,
        screen: Screen,
    ) -> Result<(), Refusal> {
        self.call_roles(channel, nonce, screen, &[]).await
    }

    /// The same, which pings those with some roles, where its line names them.
    pub(in crate::discord) async fn call_roles(
        &self,
        channel: ChannelId,
        nonce: String,
        screen: Screen,
        roles: &[RoleId],
    ) -> Result<(), Refusal> {
        let message = CreateMessage::new()
            .content(screen.content.unwrap_or_default())
            .embeds(screen.embeds)
            .components(screen.rows)
            .allowed_mentions(CreateAllowedMentions::new().roles(roles.iter().copied()))
            .nonce(Nonce::String(nonce))
            .enforce_nonce(true);
        let to = Question { channel, message: MessageId::new(channel.get()) };
        self.post(to, &message, None).await.map(drop)
    }

    /// The roles of a server, by name.
    pub(in crate::discord) async fn roles(&self, server: GuildId) -> Result<Vec<(String, RoleId)>, Refusal> {
        let call = Call::new(Method::GET, format!("/guilds/{server}/roles"), Patience::MESSAGE);
        let roles = self.rest.call(&call).await?;
        let role = |role: &Value| Some((role["name"].as_str()?.to_owned(), role["id"].as_str()?.parse().ok()?));
        Ok(roles.as_array().into_iter().flatten().filter_map(role).collect())
    }

    /// Says something of its own accord to one person directly; refused where they take no direct messages.
    pub(in crate::discord) async fn say_directly(
        &self,
        person: UserId,
        nonce: String,
        screen: Screen,
    ) -> Result<(), Refusal> {
        let open = Call::new(Method::POST, "/users/@me/channels".to_owned(), Patience::MESSAGE);
        let opened = self.rest.call(&open.body(&serde_json::json!({"recipient_id": person.to_string()}))).await?;
        let unread = || Refusal::Unreachable("Discord named no channel for direct messages".to_owned());
        let channel = opened["id"].as_str().and_then(|id| id.parse().ok()).ok_or_else(unread)?;
        self.say(channel, nonce, screen).await
    }

    /// Shows moderators what would have been said; once for a question, whatever is delivered twice.
    pub(in crate::discord) async fn post_for_review(&self, channel: ChannelId, question: MessageId, screen: Screen) {
        let message = CreateMessage::new()
            .embeds(screen.embeds)
            .components(screen.rows)
            .allowed_mentions(CreateAllowedMentions::new().replied_user(false))
            .nonce(Nonce::String(question.to_string()))
            .enforce_nonce(true);
        let to = Question { channel, message: question };
        if let Err(refusal) = self.post(to, &message, None).await {
            complain(to, &refusal);
        }
    }
}

fn complain(to: Question, refusal: &Refusal) {
    let (channel, question) = (to.channel, to.message);
    match refusal.code() {
        Some(code) if GONE.contains(&code) || code == INVALID_BODY => {
            tracing::warn!(%channel, %question, %refusal, "not replied: the question is gone, or Discord refused the form");
        }
        Some(code) if FORBIDDEN.contains(&code) => tracing::warn!(
            %channel, %question,
            "not allowed to reply: give Docent View Channel, Send Messages, Send Messages in Threads, Embed Links and Read Message History there"
        ),
        _ => tracing::error!(%channel, %question, %refusal, "could not reply"),
    }
}
