//! Says things in Discord: every message that Docent sends goes through here.
//!
//! In: a screen and whom it answers. Out: one message, exactly once, that pings nobody. What is on the screen is left to `present`.
//!
//! Exactly once: a reply carries the question's id as nonce with `enforce_nonce`, so that a repetition after a lost answer (or by
//! another process, or after a restart) gives back the first message instead of posting a second; an interaction takes one first
//! response, and Discord's "already acknowledged" on a repetition means that the first attempt arrived.
//!
//! No pings: serenity's `Message::reply` would permit everyone, roles and users, and Discord's own default is to ping; so every body
//! here carries an empty `allowed_mentions`, whatever the text holds.

use std::sync::Arc;

use reqwest::Method;
use serde::Serialize;
use serenity::all::{
    AutocompleteChoice, ChannelId, CommandInteraction, ComponentInteraction, CreateAllowedMentions,
    CreateAutocompleteResponse, CreateInteractionResponse, CreateInteractionResponseMessage, CreateMessage,
    EditMessage, InteractionId, MessageId, MessageReference, Nonce,
};

use super::notes;
use super::present::Screen;
use super::rest::{Call, Patience, Refusal, Rest};

/// The interaction was answered already: by an earlier attempt whose answer got lost.
const ALREADY_ACKNOWLEDGED: i64 = 40060;
/// The interaction is unknown: its 3 s are over.
const UNKNOWN_INTERACTION: i64 = 10062;
/// The channel or the message is gone.
const GONE: [i64; 2] = [10003, 10008];
/// Docent may not do that here.
const FORBIDDEN: [i64; 2] = [50001, 50013];
/// A reply needs to read the history.
const NO_HISTORY: i64 = 160_002;
/// The body does not hold; for a reply mostly that the question was deleted meanwhile.
const INVALID_BODY: i64 = 50035;

/// An interaction that waits for its first response.
#[derive(Debug, Clone)]
pub(super) struct Answering {
    id: InteractionId,
    token: String,
}

impl Answering {
    /// The one with this id and token.
    pub(super) fn new(id: InteractionId, token: &str) -> Self {
        Self { id, token: token.to_owned() }
    }

    /// A command.
    pub(super) fn to_command(command: &CommandInteraction) -> Self {
        Self::new(command.id, &command.token)
    }

    /// A pressed button or a menu.
    pub(super) fn to_press(press: &ComponentInteraction) -> Self {
        Self::new(press.id, &press.token)
    }
}

/// A message that is answered.
#[derive(Debug, Clone, Copy)]
pub(super) struct Question {
    pub(super) channel: ChannelId,
    pub(super) message: MessageId,
}

/// Sends.
#[derive(Debug)]
pub(super) struct Sender {
    rest: Arc<Rest>,
}

impl Sender {
    pub(super) fn new(rest: Arc<Rest>) -> Self {
        Self { rest }
    }

    /// Responds to a command; `private` shows it only to the one who asked.
    pub(super) async fn respond(&self, to: &Answering, screen: Screen, private: bool) {
        let message = body(screen).ephemeral(private);
        self.answer_or_apologize(to, &CreateInteractionResponse::Message(message)).await;
    }

    /// Puts another screen in the place of the one whose button was pressed.
    pub(super) async fn update(&self, to: &Answering, screen: Screen) {
        self.answer_or_apologize(to, &CreateInteractionResponse::UpdateMessage(body(screen))).await;
    }

    /// Tells something to the one person, privately.
    pub(super) async fn note(&self, to: &Answering, text: &str) {
        let message = CreateInteractionResponseMessage::new()
            .content(text)
            .allowed_mentions(CreateAllowedMentions::new())
            .ephemeral(true);
        Self::report(to, self.answer(to, &CreateInteractionResponse::Message(message)).await);
    }

    /// Suggests values for an option.
    pub(super) async fn suggest(&self, to: &Answering, choices: Vec<AutocompleteChoice>) {
        let response = CreateAutocompleteResponse::new().set_choices(choices);
        Self::report(to, self.answer(to, &CreateInteractionResponse::Autocomplete(response)).await);
    }

    /// Replies to a message; gives the reply's id where Discord told it.
    pub(super) async fn reply(&self, to: Question, screen: Screen) -> Option<MessageId> {
        let bare = CreateMessage::new()
            .embeds(screen.embeds)
            .components(screen.rows)
            .content(screen.content.unwrap_or_default())
            .allowed_mentions(CreateAllowedMentions::new().replied_user(false))
            .nonce(Nonce::String(to.message.to_string()))
            .enforce_nonce(true);
        let reply = bare.clone().reference_message(MessageReference::from((to.channel, to.message)));
        let posted = match self.post(to, &reply).await {
            // Without the right to read the history there are no replies, only messages.
            Err(refusal) if refusal.code() == Some(NO_HISTORY) => self.post(to, &bare).await,
            posted => posted,
        };
        match posted {
            Ok(message) => message,
            Err(refusal) => {
                complain(to, &refusal);
                None
            }
        }
    }

    /// Puts another screen in the place of a reply.
    pub(super) async fn edit(&self, channel: ChannelId, reply: MessageId, screen: Screen) {
        let message = EditMessage::new()
            .content(screen.content.unwrap_or_default())
            .embeds(screen.embeds)
            .components(screen.rows)
            .allowed_mentions(CreateAllowedMentions::new().replied_user(false));
        let call = reply_call(Method::PATCH, channel, reply).body(json(&message));
        self.follow(channel, reply, &call).await;
    }

    /// Takes a reply back.
    pub(super) async fn withdraw(&self, channel: ChannelId, reply: MessageId) {
        self.follow(channel, reply, &reply_call(Method::DELETE, channel, reply)).await;
    }

    async fn follow(&self, channel: ChannelId, reply: MessageId, call: &Call) {
        match self.rest.call(call).await {
            // A moderator was faster.
            Err(refusal) if refusal.code().is_some_and(|code| GONE.contains(&code)) => {}
            Err(refusal) => tracing::warn!(%channel, message = %reply, %refusal, "could not change a reply of mine"),
            Ok(_) => {}
        }
    }

    async fn post(&self, to: Question, message: &CreateMessage) -> Result<Option<MessageId>, Refusal> {
        let path = format!("/channels/{}/messages", to.channel);
        let posted = self.rest.call(&Call::new(Method::POST, path, Patience::MESSAGE).body(json(message))).await?;
        Ok(posted["id"].as_str().and_then(|id| id.parse().ok()))
    }

    /// A response that Discord refuses (a body that breaks a rule) must not leave the person with "did not respond".
    async fn answer_or_apologize(&self, to: &Answering, response: &CreateInteractionResponse) {
        let answered = self.answer(to, response).await;
        let refused = answered.as_ref().is_err_and(|refusal| refusal.code() == Some(INVALID_BODY));
        Self::report(to, answered);
        if refused {
            self.note(to, notes::BROKEN).await;
        }
    }

    async fn answer(&self, to: &Answering, response: &CreateInteractionResponse) -> Result<(), Refusal> {
        let path = format!("/interactions/{}/{}/callback", to.id, to.token);
        let call = Call::new(Method::POST, path, Patience::INTERACTION)
            // The path holds the interaction's token: it stays out of logs. Each interaction has a limit of its own.
            .route(format!("interaction {}", to.id))
            .uncounted()
            .body(json(response));
        match self.rest.call(&call).await {
            Err(refusal) if refusal.code() == Some(ALREADY_ACKNOWLEDGED) => Ok(()),
            answered => answered.map(drop),
        }
    }

    fn report(to: &Answering, answered: Result<(), Refusal>) {
        match answered {
            Ok(()) => {}
            Err(refusal) if refusal.code() == Some(UNKNOWN_INTERACTION) => {
                tracing::warn!(interaction = %to.id, "came too late for an interaction");
            }
            Err(refusal) => tracing::error!(interaction = %to.id, %refusal, "could not respond to an interaction"),
        }
    }
}

/// A call on a message that exists; all of a channel share one limit.
fn reply_call(method: Method, channel: ChannelId, reply: MessageId) -> Call {
    let route = format!("{method} replies in {channel}");
    Call::new(method, format!("/channels/{channel}/messages/{reply}"), Patience::MESSAGE).route(route)
}

/// The message body of an interaction response. Content and rows are set even where empty: an update keeps what is left out.
fn body(screen: Screen) -> CreateInteractionResponseMessage {
    CreateInteractionResponseMessage::new()
        .content(screen.content.unwrap_or_default())
        .embeds(screen.embeds)
        .components(screen.rows)
        .allowed_mentions(CreateAllowedMentions::new())
}

/// serenity's builders always serialise; were one not to, Discord would refuse the empty body and the log would say so.
fn json(builder: &impl Serialize) -> serde_json::Value {
    serde_json::to_value(builder).unwrap_or_default()
}

fn complain(to: Question, refusal: &Refusal) {
    let (channel, message) = (to.channel, to.message);
    match refusal.code() {
        Some(code) if GONE.contains(&code) || code == INVALID_BODY => {
            tracing::warn!(%channel, %message, %refusal, "not replied: the question is gone, or Discord refused the form");
        }
        Some(code) if FORBIDDEN.contains(&code) => tracing::warn!(
            %channel, %message,
            "not allowed to reply: give Docent View Channel, Send Messages, Send Messages in Threads, Embed Links and Read Message History there"
        ),
        _ => tracing::error!(%channel, %message, %refusal, "could not reply"),
    }
}
