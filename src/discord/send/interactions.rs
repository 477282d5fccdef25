//! Answers commands, presses and forms: within 3 s always, later where it takes longer, private where it is nobody else's business.
//!
//! In: an [`Answering`] and a screen. Out: one response. An error is for the log; the person has an answer, or a word of apology.

use std::sync::atomic::Ordering;
use std::time::Duration;

use reqwest::Method;
use serenity::all::{
    AutocompleteChoice, CreateAllowedMentions, CreateAutocompleteResponse, CreateInteractionResponse,
    CreateInteractionResponseMessage, CreateModal, EditInteractionResponse,
};

use super::answering::{Answering, HEARD, Later, NOTHING, THINKING};
use super::calls::{File, attaching, body, callback, follow_up, original};
use super::{INVALID_BODY, Sender};
use crate::discord::notes;
use crate::discord::present::Screen;
use crate::discord::rest::{Call, Refusal};

/// The interaction was answered already: by an earlier attempt whose answer got lost.
const ALREADY_ACKNOWLEDGED: i64 = 40060;
/// The interaction is unknown: its 3 s are over.
const UNKNOWN_INTERACTION: i64 = 10062;

impl Sender {
    /// Responds to a command, or privately to a press; `private` shows it only to the one who asked.
    pub(in crate::discord) async fn respond(&self, to: &Answering, screen: Screen, private: bool) {
        let later = if private { Later::Privately } else { Later::Publicly };
        let (screen, file) = self.drawn_in_time(to, later, screen).await;
        if to.is(THINKING) {
            return self.complete(to, screen, file).await;
        }
        let response = CreateInteractionResponse::Message(body(screen).ephemeral(private));
        self.answer_or_apologize(to, attaching(callback(to), &response, "/data", file, false)).await;
    }

    /// Puts another screen in the place of the one whose button was pressed.
    pub(in crate::discord) async fn update(&self, to: &Answering, screen: Screen) {
        let (screen, file) = self.drawn_in_time(to, Later::InPlace, screen).await;
        if to.is(HEARD) {
            return self.complete(to, screen, file).await;
        }
        let response = CreateInteractionResponse::UpdateMessage(body(screen));
        self.answer_or_apologize(to, attaching(callback(to), &response, "/data", file, true)).await;
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

    /// Tells something to the one person, privately.
    pub(in crate::discord) async fn note(&self, to: &Answering, text: &str) {
        if to.is(THINKING) {
            let screen = Screen { content: Some(text.to_owned()), ..Screen::default() };
            return self.complete(to, screen, None).await;
        }
        let message = CreateInteractionResponseMessage::new()
            .content(text)
            .allowed_mentions(CreateAllowedMentions::new())
            .ephemeral(true);
        if to.is(HEARD) {
            return Self::report(to, self.rest.call(&follow_up(to).body(&message)).await.map(drop));
        }
        Self::report(to, self.answer(to, &CreateInteractionResponse::Message(message)).await);
    }

    /// Does what may take long. Where it is not done soon, Discord is told that the answer comes later: it gives up on an interaction after 3 s.
    pub(in crate::discord) async fn in_time<T>(
        &self,
        to: &Answering,
        later: Later,
        soon: Duration,
        work: impl Future<Output = T>,
    ) -> T {
        let mut work = std::pin::pin!(work);
        // Where nothing counts as soon, it is told whatever the work has come to.
        if !soon.is_zero() {
            tokio::select! {
                biased;
                done = &mut work => return done,
                () = tokio::time::sleep(soon) => {}
            }
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
    pub(in crate::discord) async fn attach(&self, to: &Answering, text: &str, name: &str, bytes: Vec<u8>) {
        let mut data = serde_json::json!({
            "content": text, "allowed_mentions": {"parse": []}, "attachments": [{"id": 0, "filename": name}],
        });
        if to.is(THINKING) {
            // Whether it is private was settled when Discord was told that it takes longer.
            let call = original(Method::PATCH, to).body(&data).file(name, bytes);
            return Self::report(to, self.rest.call(&call).await.map(drop));
        }
        data["flags"] = 64.into();
        let call = callback(to).body(&serde_json::json!({"type": 4, "data": data})).file(name, bytes);
        Self::report(to, self.acknowledged(&call).await);
    }

    /// Opens a form.
    pub(in crate::discord) async fn open(&self, to: &Answering, form: CreateModal) {
        Self::report(to, self.answer(to, &CreateInteractionResponse::Modal(form)).await);
    }

    /// Takes away the message whose button was pressed.
    pub(in crate::discord) async fn remove(&self, to: &Answering) {
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
        let call = attaching(original(Method::PATCH, to), &message, "", file, true);
        Self::report(to, self.rest.call(&call).await.map(drop));
    }

    /// Suggests values for an option.
    pub(in crate::discord) async fn suggest(&self, to: &Answering, choices: Vec<AutocompleteChoice>) {
        let response = CreateAutocompleteResponse::new().set_choices(choices);
        Self::report(to, self.answer(to, &CreateInteractionResponse::Autocomplete(response)).await);
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
        self.acknowledged(&callback(to).body(response)).await
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
