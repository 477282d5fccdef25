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
use std::sync::atomic::{AtomicU8, Ordering};
use std::time::Duration;

use reqwest::Method;
use serde::Serialize;
use serde_json::Value;
use serenity::all::{
    ApplicationId, AutocompleteChoice, ChannelId, CommandInteraction, ComponentInteraction, CreateAllowedMentions,
    CreateAutocompleteResponse, CreateInteractionResponse, CreateInteractionResponseMessage, CreateMessage,
    CreateModal, EditInteractionResponse, EditMessage, InteractionId, MessageId, MessageReference, ModalInteraction,
    Nonce, Permissions, UserId,
};

use super::notes;
use super::pictures::Pictures;
use super::present::{Drawing, Screen};
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
/// Docent lacks a permission; with a picture, mostly that for files.
const MISSING_PERMISSIONS: i64 = 50013;
/// The body does not hold; for a reply mostly that the question was deleted meanwhile.
const INVALID_BODY: i64 = 50035;

/// The name of an attached picture.
const PICTURE: &str = "table.png";

/// An interaction that waits for its response.
#[derive(Debug)]
pub(super) struct Answering {
    id: InteractionId,
    token: String,
    application: ApplicationId,
    /// Whether Docent may attach files there.
    files: bool,
    /// What Discord was told meanwhile.
    told: AtomicU8,
}

/// Where an answer that takes longer will appear; that cannot change once Discord was told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Later {
    /// In a message that only one person sees.
    Privately,
    /// In a message that everybody sees.
    Publicly,
    /// In the place of the message whose button was pressed.
    InPlace,
}

/// Discord was told nothing yet.
const NOTHING: u8 = 0;
/// Discord shows "thinking": the response becomes that message.
const THINKING: u8 = 1;
/// Discord knows that the press was heard: the response changes the message with the button.
const HEARD: u8 = 2;

impl Answering {
    fn new(id: InteractionId, token: &str, application: ApplicationId) -> Self {
        Self { id, token: token.to_owned(), application, files: true, told: AtomicU8::new(NOTHING) }
    }

    /// A command.
    pub(super) fn to_command(command: &CommandInteraction) -> Self {
        let files = may_attach(command.app_permissions);
        Self { files, ..Self::new(command.id, &command.token, command.application_id) }
    }

    /// A pressed button or a menu.
    pub(super) fn to_press(press: &ComponentInteraction) -> Self {
        let files = may_attach(press.app_permissions);
        Self { files, ..Self::new(press.id, &press.token, press.application_id) }
    }

    /// A filled-in form.
    pub(super) fn to_form(form: &ModalInteraction) -> Self {
        Self::new(form.id, &form.token, form.application_id)
    }

    /// One that serenity cannot read.
    pub(super) fn unread(event: &serde_json::Value) -> Option<Self> {
        let id = event["id"].as_str()?.parse().ok()?;
        Some(Self::new(id, event["token"].as_str()?, event["application_id"].as_str()?.parse().ok()?))
    }

    /// Its id, for the log.
    pub(super) fn id(&self) -> u64 {
        self.id.get()
    }

    fn is(&self, told: u8) -> bool {
        self.told.load(Ordering::Relaxed) == told
    }
}

/// Discord always tells what the application may do; were it not to, trying would tell.
fn may_attach(permissions: Option<Permissions>) -> bool {
    permissions.is_none_or(Permissions::attach_files)
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
    pictures: Pictures,
    /// How long a picture may take before Discord is told that it takes longer.
    deferring: Duration,
}

impl Sender {
    pub(super) fn new(rest: Arc<Rest>, deferring: Duration) -> Self {
        Self { rest, pictures: Pictures::default(), deferring }
    }

    /// Responds to a command, or privately to a press; `private` shows it only to the one who asked.
    pub(super) async fn respond(&self, to: &Answering, screen: Screen, private: bool) {
        let later = if private { Later::Privately } else { Later::Publicly };
        let (screen, file) = self.drawn_in_time(to, later, screen).await;
        if to.is(THINKING) {
            return self.complete(to, screen, file).await;
        }
        let response = CreateInteractionResponse::Message(body(screen).ephemeral(private));
        self.answer_or_apologize(to, attaching(callback(to), json(&response), "/data", file, false)).await;
    }

    /// Puts another screen in the place of the one whose button was pressed.
    pub(super) async fn update(&self, to: &Answering, screen: Screen) {
        let (screen, file) = self.drawn_in_time(to, Later::InPlace, screen).await;
        if to.is(HEARD) {
            return self.complete(to, screen, file).await;
        }
        let response = CreateInteractionResponse::UpdateMessage(body(screen));
        self.answer_or_apologize(to, attaching(callback(to), json(&response), "/data", file, true)).await;
    }

    /// Draws what is to be drawn; where that takes long, Discord is told that the answer comes later.
    async fn drawn_in_time(&self, to: &Answering, later: Later, screen: Screen) -> (Screen, Option<File>) {
        if screen.drawing.is_none() {
            return (screen, None);
        }
        if !to.files {
            return (screen.into_text(notes::NO_FILES), None);
        }
        if to.is(NOTHING) {
            return self.in_time(to, later, self.deferring, self.drawn(screen)).await;
        }
        self.drawn(screen).await
    }

    /// A screen and its picture; as text where it cannot be drawn.
    async fn drawn(&self, mut screen: Screen) -> (Screen, Option<File>) {
        let Some(Drawing { svg, alt, otherwise }) = screen.drawing.take() else { return (screen, None) };
        match self.pictures.png(&svg).await {
            Some(bytes) => (screen, Some(File { alt, bytes })),
            None => (Screen { content: screen.content, ..*otherwise }, None),
        }
    }

    /// Tells something to the one person, privately.
    pub(super) async fn note(&self, to: &Answering, text: &str) {
        if to.is(THINKING) {
            let screen = Screen { content: Some(text.to_owned()), ..Screen::default() };
            return self.complete(to, screen, None).await;
        }
        let message = CreateInteractionResponseMessage::new()
            .content(text)
            .allowed_mentions(CreateAllowedMentions::new())
            .ephemeral(true);
        if to.is(HEARD) {
            let path = format!("/webhooks/{}/{}", to.application, to.token);
            let call = Call::new(Method::POST, path, Patience::MESSAGE).route(format!("note to {}", to.id)).uncounted();
            return Self::report(to, self.rest.call(&call.body(json(&message))).await.map(drop));
        }
        Self::report(to, self.answer(to, &CreateInteractionResponse::Message(message)).await);
    }

    /// Does what may take long. Where it is not done soon, Discord is told that the answer comes later: it gives up on an interaction after 3 s.
    pub(super) async fn in_time<T>(
        &self,
        to: &Answering,
        later: Later,
        soon: Duration,
        work: impl Future<Output = T>,
    ) -> T {
        let mut work = std::pin::pin!(work);
        tokio::select! {
            biased;
            done = &mut work => return done,
            () = tokio::time::sleep(soon) => {}
        }
        let message = CreateInteractionResponseMessage::new().ephemeral(later == Later::Privately);
        let (response, promise) = match later {
            Later::Privately | Later::Publicly => (CreateInteractionResponse::Defer(message), THINKING),
            Later::InPlace => (CreateInteractionResponse::Acknowledge, HEARD),
        };
        let (told, done) = tokio::join!(self.answer(to, &response), work);
        if told.is_ok() {
            to.told.store(promise, Ordering::Relaxed);
        }
        Self::report(to, told);
        done
    }

    /// Gives somebody a file, privately.
    pub(super) async fn attach(&self, to: &Answering, text: &str, name: &str, bytes: Vec<u8>) {
        let data = serde_json::json!({
            "content": text, "flags": 64, "allowed_mentions": {"parse": []},
            "attachments": [{"id": 0, "filename": name}],
        });
        let call = callback(to).body(serde_json::json!({"type": 4, "data": data})).file(name, bytes);
        Self::report(to, self.acknowledged(&call).await);
    }

    /// Opens a form.
    pub(super) async fn open(&self, to: &Answering, form: CreateModal) {
        Self::report(to, self.answer(to, &CreateInteractionResponse::Modal(form)).await);
    }

    /// Shows moderators what would have been said; once for a question, whatever is delivered twice.
    pub(super) async fn post_for_review(&self, channel: ChannelId, question: MessageId, screen: Screen) {
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

    /// Says something of its own accord in a channel; once for a nonce, whatever is tried twice.
    pub(super) async fn say(&self, channel: ChannelId, nonce: String, screen: Screen) -> Result<(), Refusal> {
        let message = CreateMessage::new()
            .embeds(screen.embeds)
            .components(screen.rows)
            .allowed_mentions(CreateAllowedMentions::new())
            .nonce(Nonce::String(nonce))
            .enforce_nonce(true);
        let to = Question { channel, message: MessageId::new(channel.get()) };
        self.post(to, &message, None).await.map(drop)
    }

    /// The same to one person directly; refused where they take no direct messages.
    pub(super) async fn say_directly(&self, person: UserId, nonce: String, screen: Screen) -> Result<(), Refusal> {
        let open = Call::new(Method::POST, "/users/@me/channels".to_owned(), Patience::MESSAGE);
        let opened = self.rest.call(&open.body(serde_json::json!({"recipient_id": person.to_string()}))).await?;
        let unread = || Refusal::Unreachable("Discord named no channel for direct messages".to_owned());
        let channel = opened["id"].as_str().and_then(|id| id.parse().ok()).ok_or_else(unread)?;
        self.say(channel, nonce, screen).await
    }

    /// Takes away the message whose button was pressed.
    pub(super) async fn remove(&self, to: &Answering) {
        let heard = self.answer(to, &CreateInteractionResponse::Acknowledge).await;
        if heard.is_ok() {
            to.told.store(HEARD, Ordering::Relaxed);
            let gone = self.rest.call(&original(Method::DELETE, to)).await;
            return Self::report(to, gone.map(drop));
        }
        Self::report(to, heard);
    }

    /// Gives a response that was announced.
    async fn complete(&self, to: &Answering, screen: Screen, file: Option<File>) {
        let message = EditInteractionResponse::new()
            .embeds(screen.embeds)
            .components(screen.rows)
            .allowed_mentions(CreateAllowedMentions::new());
        let message = if let Some(content) = screen.content { message.content(content) } else { message };
        let call = attaching(original(Method::PATCH, to), json(&message), "", file, true);
        Self::report(to, self.rest.call(&call).await.map(drop));
    }

    /// Suggests values for an option.
    pub(super) async fn suggest(&self, to: &Answering, choices: Vec<AutocompleteChoice>) {
        let response = CreateAutocompleteResponse::new().set_choices(choices);
        Self::report(to, self.answer(to, &CreateInteractionResponse::Autocomplete(response)).await);
    }

    /// Replies to a message; gives the reply's id where Discord told it.
    pub(super) async fn reply(&self, to: Question, screen: Screen) -> Option<MessageId> {
        let pictured = screen.drawing.is_some();
        let posted = match self.try_reply(to, screen.clone()).await {
            Err(refusal) if pictured && refusal.code() == Some(MISSING_PERMISSIONS) => {
                self.try_reply(to, screen.into_text(notes::NO_FILES)).await
            }
            posted => posted,
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
    pub(super) async fn edit(&self, channel: ChannelId, reply: MessageId, screen: Screen) {
        let pictured = screen.drawing.is_some();
        match self.try_edit(channel, reply, screen.clone()).await {
            Err(refusal) if pictured && refusal.code() == Some(MISSING_PERMISSIONS) => {
                let edited = self.try_edit(channel, reply, screen.into_text(notes::NO_FILES)).await;
                Self::followed(channel, reply, edited);
            }
            edited => Self::followed(channel, reply, edited),
        }
    }

    async fn try_edit(&self, channel: ChannelId, reply: MessageId, screen: Screen) -> Result<(), Refusal> {
        let (screen, file) = self.drawn(screen).await;
        let message = EditMessage::new()
            .content(screen.content.unwrap_or_default())
            .embeds(screen.embeds)
            .components(screen.rows)
            .allowed_mentions(CreateAllowedMentions::new().replied_user(false));
        let call = attaching(reply_call(Method::PATCH, channel, reply), json(&message), "", file, true);
        self.rest.call(&call).await.map(drop)
    }

    /// Takes a reply back.
    pub(super) async fn withdraw(&self, channel: ChannelId, reply: MessageId) {
        let withdrawn = self.rest.call(&reply_call(Method::DELETE, channel, reply)).await;
        Self::followed(channel, reply, withdrawn.map(drop));
    }

    fn followed(channel: ChannelId, reply: MessageId, done: Result<(), Refusal>) {
        match done {
            // A moderator was faster.
            Err(refusal) if refusal.code().is_some_and(|code| GONE.contains(&code)) => {}
            Err(refusal) => tracing::warn!(%channel, message = %reply, %refusal, "could not change a reply of mine"),
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
        let call = attaching(Call::new(Method::POST, path, Patience::MESSAGE), json(message), "", file, false);
        let posted = self.rest.call(&call).await?;
        Ok(posted["id"].as_str().and_then(|id| id.parse().ok()))
    }

    /// A response that Discord refuses (a body that breaks a rule) must not leave the person with "did not respond".
    async fn answer_or_apologize(&self, to: &Answering, call: Call) {
        let answered = self.acknowledged(&call).await;
        let refused = answered.as_ref().is_err_and(|refusal| refusal.code() == Some(INVALID_BODY));
        Self::report(to, answered);
        if refused {
            self.note(to, notes::BROKEN).await;
        }
    }

    async fn answer(&self, to: &Answering, response: &CreateInteractionResponse) -> Result<(), Refusal> {
        self.acknowledged(&callback(to).body(json(response))).await
    }

    async fn acknowledged(&self, call: &Call) -> Result<(), Refusal> {
        match self.rest.call(call).await {
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

/// A picture with the words for who cannot see it.
#[derive(Debug, Clone)]
struct File {
    alt: String,
    bytes: Arc<[u8]>,
}

/// A call with its body and the picture that goes with it; `replaces` takes away what was attached before.
fn attaching(call: Call, mut body: Value, at: &str, file: Option<File>, replaces: bool) -> Call {
    let described = file.iter().map(|file| serde_json::json!({"id": 0, "filename": PICTURE, "description": file.alt}));
    let described: Vec<Value> = described.collect();
    if let Some(message) = body.pointer_mut(at).filter(|_| replaces || file.is_some()) {
        message["attachments"] = Value::Array(described);
    }
    let call = call.body(body);
    match file {
        Some(file) => call.file(PICTURE, file.bytes.to_vec()),
        None => call,
    }
}

/// A call on a message that exists; all of a channel share one limit.
fn reply_call(method: Method, channel: ChannelId, reply: MessageId) -> Call {
    let route = format!("{method} replies in {channel}");
    Call::new(method, format!("/channels/{channel}/messages/{reply}"), Patience::MESSAGE).route(route)
}

/// The first response to an interaction. The path holds its token, which stays out of logs; each interaction has a limit of its own.
fn callback(to: &Answering) -> Call {
    let path = format!("/interactions/{}/{}/callback", to.id, to.token);
    Call::new(Method::POST, path, Patience::INTERACTION).route(format!("interaction {}", to.id)).uncounted()
}

/// The message that responds to an interaction, or whose button was pressed. The path holds the interaction's token: it stays out of logs.
fn original(method: Method, to: &Answering) -> Call {
    let path = format!("/webhooks/{}/{}/messages/@original", to.application, to.token);
    Call::new(method, path, Patience::MESSAGE).route(format!("response to {}", to.id)).uncounted()
}

/// The message body of an interaction response. Embeds and rows are set even where empty: an update keeps what is left out.
fn body(screen: Screen) -> CreateInteractionResponseMessage {
    let message = CreateInteractionResponseMessage::new()
        .embeds(screen.embeds)
        .components(screen.rows)
        .allowed_mentions(CreateAllowedMentions::new());
    if let Some(content) = screen.content { message.content(content) } else { message }
}

/// serenity's builders always serialise; were one not to, Discord would refuse the empty body and the log would say so.
fn json(builder: &impl Serialize) -> Value {
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
