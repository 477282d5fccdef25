//! Answers commands, presses and forms: within 3 s always, later where it takes longer, private where it is nobody else's business.
//!
//! In: an [`Answering`] and a screen. Out: one response. An error is for the log; the person has an answer, or a word of apology.

use std::panic::{AssertUnwindSafe, resume_unwind};
use std::time::Duration;

use futures_util::FutureExt as _;
use reqwest::Method;
use serenity::all::{
    AutocompleteChoice, CreateAllowedMentions, CreateAutocompleteResponse, CreateInteractionResponse,
    CreateInteractionResponseMessage, CreateModal,
};

use super::Sender;
use super::answering::{Answering, Later};
use super::calls::{File, attaching, body, callback, edit, follow_up, original};
use super::promises::Promise;
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
        if self.promises.of(to.id) == Some(Promise::Thinking) {
            return self.complete(to, screen, file).await;
        }
        let response = CreateInteractionResponse::Message(body(screen).ephemeral(private));
        self.answer_or_apologize(to, attaching(callback(to), &response, "/data", file, false)).await;
    }

    /// Puts another screen in the place of the one whose button was pressed.
    pub(in crate::discord) async fn update(&self, to: &Answering, screen: Screen) {
        let (screen, file) = self.drawn_in_time(to, Later::InPlace, screen).await;
        if self.promises.of(to.id) == Some(Promise::Heard) {
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
        if self.promises.of(to.id).is_none() {
            return self.in_time(to, later, self.deferring, self.drawn(screen)).await;
        }
        self.drawn(screen).await
    }

    /// Tells something to the one person, privately; where everybody sees that Docent is thinking, in the place of that.
    pub(in crate::discord) async fn note(&self, to: &Answering, text: &str) {
        let message = CreateInteractionResponseMessage::new()
            .content(text)
            .allowed_mentions(CreateAllowedMentions::new())
            .ephemeral(true);
        let told = match self.promises.of(to.id) {
            None => self.answer(to, &CreateInteractionResponse::Message(message)).await,
            Some(Promise::Heard) => self.rest.call(&follow_up(to).body(&message)).await.map(drop),
            Some(Promise::Thinking) => {
                let screen = Screen { content: Some(text.to_owned()), ..Screen::default() };
                self.rest.call(&original(Method::PATCH, to).body(&edit(screen))).await.map(drop)
            }
        };
        self.close(to, told);
    }

    /// Nobody answers this one any more.
    pub(in crate::discord) fn give_up(&self, to: &Answering) {
        self.promises.forget(to.id);
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
            Later::Privately | Later::Publicly => (CreateInteractionResponse::Defer(message), Promise::Thinking),
            Later::InPlace => (CreateInteractionResponse::Acknowledge, Promise::Heard),
        };
        // A panic waits until it is known what Discord was told: how one apologizes for it depends on that.
        let (told, done) = tokio::join!(self.answer(to, &response), AssertUnwindSafe(work).catch_unwind());
        match told {
            Ok(()) => self.promises.make(to.id, promise),
            Err(refusal) => complain(to, &refusal),
        }
        match done {
            Ok(done) => done,
            Err(panic) => resume_unwind(panic),
        }
    }

    /// Gives somebody a file, privately.
    pub(in crate::discord) async fn attach(&self, to: &Answering, text: &str, name: &str, bytes: Vec<u8>) {
        let mut data = serde_json::json!({
            "content": text, "allowed_mentions": {"parse": []}, "attachments": [{"id": 0, "filename": name}],
        });
        if self.promises.of(to.id) == Some(Promise::Thinking) {
            // Whether it is private was settled when Discord was told that it takes longer.
            let call = original(Method::PATCH, to).body(&data).file(name, bytes);
            return self.answer_or_apologize(to, call).await;
        }
        data["flags"] = 64.into();
        let call = callback(to).body(&serde_json::json!({"type": 4, "data": data})).file(name, bytes);
        self.answer_or_apologize(to, call).await;
    }

    /// Opens a form.
    pub(in crate::discord) async fn open(&self, to: &Answering, form: CreateModal) {
        self.close(to, self.answer(to, &CreateInteractionResponse::Modal(form)).await);
    }

    /// Takes away the message whose button was pressed.
    pub(in crate::discord) async fn remove(&self, to: &Answering) {
        match self.answer(to, &CreateInteractionResponse::Acknowledge).await {
            Ok(()) => {
                self.promises.make(to.id, Promise::Heard);
                self.answer_or_apologize(to, original(Method::DELETE, to)).await;
            }
            Err(refusal) => complain(to, &refusal),
        }
    }

    /// Gives a response that was announced.
    async fn complete(&self, to: &Answering, screen: Screen, file: Option<File>) {
        let call = attaching(original(Method::PATCH, to), &edit(screen), "", file, true);
        self.answer_or_apologize(to, call).await;
    }

    /// Suggests values for an option.
    pub(in crate::discord) async fn suggest(&self, to: &Answering, choices: Vec<AutocompleteChoice>) {
        let response = CreateAutocompleteResponse::new().set_choices(choices);
        self.close(to, self.answer(to, &CreateInteractionResponse::Autocomplete(response)).await);
    }

    /// A response that Discord refuses (a body that breaks a rule) must not leave the person with "did not respond", nor with "thinking".
    async fn answer_or_apologize(&self, to: &Answering, call: Call) {
        let answered = self.acknowledged(&call).await;
        let refused = answered.as_ref().is_err_and(Refusal::is_of_what_was_said);
        self.close(to, answered);
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

    /// What was promised is kept, or the log says why not.
    fn close(&self, to: &Answering, answered: Result<(), Refusal>) {
        match answered {
            Ok(()) => self.promises.forget(to.id),
            Err(refusal) => complain(to, &refusal),
        }
    }
}

fn complain(to: &Answering, refusal: &Refusal) {
    if refusal.code() == Some(UNKNOWN_INTERACTION) {
        tracing::warn!(interaction = %to.id, "came too late for an interaction");
    } else {
        tracing::error!(interaction = %to.id, %refusal, "could not respond to an interaction");
    }
}
