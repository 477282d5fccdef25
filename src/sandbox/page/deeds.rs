//! What a person does on the page, done in the look-alike by the same hand that tests use.
//!
//! In: a deed in JSON. Out: what came of it, or one line that says why it could not be done.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::{Deserialize, Deserializer, de};
use serde_json::{Map, Value, json};

use super::super::drive::{DriveError, Driver, Used};
use super::super::ids::{ChannelId, MessageId, UserId};
use super::super::model::{ChannelKind, Message};
use super::super::permissions::{MANAGE_MESSAGES, SEND_MESSAGES, VIEW_CHANNEL};
use super::Page;
use crate::language::Language;

/// Discord's limit for what a person writes, and for the title of a post, in characters.
const TEXT: usize = 2000;
const TITLE: usize = 100;
/// The first response that opens a modal.
const MODAL: u64 = 9;

/// A snowflake, which JSON carries as text.
#[derive(Clone, Copy)]
struct Id(u64);

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map(Self).map_err(de::Error::custom)
    }
}

/// Who does what.
#[derive(Deserialize)]
pub(super) struct Order {
    #[serde(rename = "as")]
    person: Id,
    /// What the browser speaks.
    #[serde(default)]
    locale: String,
    #[serde(flatten)]
    deed: Deed,
}

#[derive(Deserialize)]
#[serde(tag = "deed", rename_all = "snake_case")]
enum Deed {
    Say { channel: Id, text: String, reply_to: Option<Id> },
    Post { forum: Id, title: String, text: String },
    Edit { message: Id, text: String },
    Delete { message: Id },
    Press { message: Id, custom_id: String },
    Select { message: Id, custom_id: String, values: Vec<String> },
    Command { channel: Id, name: String, options: Map<String, Value> },
    Complete { channel: Id, name: String, options: Map<String, Value>, focused: String },
    Entry { message: Id, name: String },
    Submit { interaction: Id, values: BTreeMap<String, String> },
}

/// Why a deed was not done, for the person at the page.
pub(super) struct Refused(StatusCode, String);

impl axum::response::IntoResponse for Refused {
    fn into_response(self) -> axum::response::Response {
        (self.0, Json(json!({"error": self.1}))).into_response()
    }
}

impl From<DriveError> for Refused {
    fn from(error: DriveError) -> Self {
        Self(StatusCode::UNPROCESSABLE_ENTITY, said(&error))
    }
}

fn said(error: &DriveError) -> String {
    match error {
        DriveError::NotAllowed { .. } => "you may not do that here".to_owned(),
        DriveError::NoMessage(_) => "that message is gone".to_owned(),
        DriveError::TimedOut { .. } => "the bot did not respond in time".to_owned(),
        other => other.to_string(),
    }
}

type Done = Result<Value, Refused>;

pub(super) async fn perform(State(page): State<Arc<Page>>, Json(order): Json<Order>) -> Result<Json<Value>, Refused> {
    let user = UserId::from(order.person.0);
    let hand = Hand { driver: &page.driver, user };
    if !page.driver.shared.look(|world| world.is_person(user)) {
        return Err(Refused(StatusCode::NOT_FOUND, "that person is not here; load the page again".to_owned()));
    }
    page.driver.set_locale(user, discord_locale(&order.locale));
    hand.perform(order.deed).await.map(Json)
}

/// The code by which Discord knows the language of a browser; English for those that Docent does not read.
fn discord_locale(browser: &str) -> &'static str {
    match Language::of_locale(browser) {
        Some(Language::German) => "de",
        Some(Language::Spanish) => "es-ES",
        Some(Language::English) | None => "en-US",
    }
}

/// The hand of one person.
struct Hand<'a> {
    driver: &'a Driver,
    user: UserId,
}

impl Hand<'_> {
    async fn perform(&self, deed: Deed) -> Done {
        let (driver, user) = (self.driver, self.user);
        match deed {
            Deed::Say { channel, text, reply_to } => self.say(channel.0.into(), &text, reply_to.map(|id| id.0.into())),
            Deed::Post { forum, title, text } => self.post(forum.0.into(), &title, &text),
            Deed::Edit { message, text } => self.edit(message.0.into(), &text),
            Deed::Delete { message } => self.delete(message.0.into()),
            Deed::Press { message, custom_id } => {
                self.answered(&driver.press(user, message.0.into(), &custom_id)?).await
            }
            Deed::Select { message, custom_id, values } => {
                let values: Vec<&str> = values.iter().map(String::as_str).collect();
                self.answered(&driver.select(user, message.0.into(), &custom_id, &values)?).await
            }
            Deed::Command { channel, name, options } => {
                self.answered(&driver.slash(user, channel.0.into(), &name, &pairs(&options))?).await
            }
            Deed::Complete { channel, name, options, focused } => {
                let (channel, wait) = (channel.0.into(), self.patience());
                let found = driver.autocomplete(user, channel, &name, &pairs(&options), &focused, wait).await?;
                let shown = found.into_iter().map(|(name, value)| json!({"name": name, "value": value}));
                Ok(json!({"choices": shown.collect::<Vec<_>>()}))
            }
            Deed::Entry { message, name } => self.answered(&driver.on_message(user, message.0.into(), &name)?).await,
            Deed::Submit { interaction, values } => {
                let values: Vec<(&str, &str)> = values.iter().map(|(id, text)| (id.as_str(), text.as_str())).collect();
                self.answered(&self.driver.used(interaction.0.into()).submit(&values)?).await
            }
        }
    }

    /// Waits for the first response; a modal is for the page to show, everything else comes as a message.
    async fn answered(&self, used: &Used) -> Done {
        let patience = self.patience();
        match used.acknowledged(patience).await? {
            MODAL => Ok(json!({"interaction": used.id().to_string(), "modal": used.modal(patience).await?})),
            _ => Ok(json!({})),
        }
    }

    fn patience(&self) -> std::time::Duration {
        self.driver.shared.look(|world| world.options.first_response)
    }

    fn say(&self, channel: ChannelId, text: &str, reply_to: Option<MessageId>) -> Done {
        let text = text_within(text, TEXT)?;
        self.may(channel, VIEW_CHANNEL | SEND_MESSAGES)?;
        let id = match reply_to {
            Some(message) => {
                self.message(message)?;
                self.driver.reply_to(message, self.user, text)
            }
            None => self.driver.say(channel, self.user, text),
        };
        Ok(json!({"id": id.to_string()}))
    }

    fn post(&self, forum: ChannelId, title: &str, text: &str) -> Done {
        let (title, text) = (text_within(title, TITLE)?, text_within(text, TEXT)?);
        self.may(forum, VIEW_CHANNEL | SEND_MESSAGES)?;
        let is_forum = |world: &super::super::state::World| {
            world.channels.get(&forum).is_some_and(|channel| channel.kind == ChannelKind::Forum)
        };
        if !self.driver.shared.look(is_forum) {
            return Err(unfit("posts belong into a forum"));
        }
        let place = self.driver.forum_post(forum, self.user, title, text);
        Ok(json!({"id": place.thread.to_string()}))
    }

    fn edit(&self, message: MessageId, text: &str) -> Done {
        let text = text_within(text, TEXT)?;
        if self.message(message)?.author != self.user {
            return Err(unfit("only its author may edit a message"));
        }
        self.driver.edit(message, text);
        Ok(json!({}))
    }

    fn delete(&self, message: MessageId) -> Done {
        let kept = self.message(message)?;
        if kept.author != self.user {
            self.may(kept.channel, MANAGE_MESSAGES)?;
        }
        self.driver.delete(message);
        Ok(json!({}))
    }

    /// A message that this person sees.
    fn message(&self, id: MessageId) -> Result<Message, Refused> {
        Ok(self.driver.shared.look(|world| world.visible(id, self.user))?)
    }

    fn may(&self, channel: ChannelId, needed: u64) -> Result<(), Refused> {
        let user = self.user;
        let strange = |world: &super::super::state::World| {
            let recipient = world.channels.get(&channel).and_then(|one| one.recipient);
            recipient.is_some_and(|recipient| recipient != user)
        };
        let held = self.driver.shared.look(|world| if strange(world) { 0 } else { world.permissions(channel, user) });
        if held & needed == needed { Ok(()) } else { Err(DriveError::NotAllowed { user, channel }.into()) }
    }
}

fn pairs(options: &Map<String, Value>) -> Vec<(&str, Value)> {
    options.iter().map(|(name, value)| (name.as_str(), value.clone())).collect()
}

fn text_within(text: &str, most: usize) -> Result<&str, Refused> {
    let text = text.trim();
    let length = text.chars().count();
    if length == 0 {
        return Err(unfit("there is nothing in it"));
    }
    if length > most { Err(unfit(&format!("{length} characters; Discord takes {most}"))) } else { Ok(text) }
}

fn unfit(why: &str) -> Refused {
    Refused(StatusCode::UNPROCESSABLE_ENTITY, why.to_owned())
}
