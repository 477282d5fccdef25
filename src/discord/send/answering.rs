//! An interaction that waits for its response.
//!
//! In: a command, a press, a form. Out: its id and token, and what may go there. What is answered is left to `interactions`, what Discord was told of it to `promises`.

use serenity::all::{
    ApplicationId, CommandInteraction, ComponentInteraction, InteractionId, ModalInteraction, Permissions,
};

/// An interaction that waits for its response.
#[derive(Debug)]
pub(in crate::discord) struct Answering {
    pub(super) id: InteractionId,
    pub(super) token: String,
    pub(super) application: ApplicationId,
    /// Whether Docent may attach files there.
    pub(super) files: bool,
}

/// Where an answer that takes longer will appear; that cannot change once Discord was told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::discord) enum Later {
    /// In a message that only one person sees.
    Privately,
    /// In a message that everybody sees.
    Publicly,
    /// In the place of the message whose button was pressed.
    InPlace,
}

impl Answering {
    fn new(id: InteractionId, token: &str, application: ApplicationId) -> Self {
        Self { id, token: token.to_owned(), application, files: true }
    }

    /// A command.
    pub(in crate::discord) fn to_command(command: &CommandInteraction) -> Self {
        let files = may_attach(command.app_permissions);
        Self { files, ..Self::new(command.id, &command.token, command.application_id) }
    }

    /// A pressed button or a menu.
    pub(in crate::discord) fn to_press(press: &ComponentInteraction) -> Self {
        let files = may_attach(press.app_permissions);
        Self { files, ..Self::new(press.id, &press.token, press.application_id) }
    }

    /// A filled-in form.
    pub(in crate::discord) fn to_form(form: &ModalInteraction) -> Self {
        Self::new(form.id, &form.token, form.application_id)
    }

    /// One that serenity cannot read.
    pub(in crate::discord) fn unread(event: &serde_json::Value) -> Option<Self> {
        let id = event["id"].as_str()?.parse().ok()?;
        Some(Self::new(id, event["token"].as_str()?, event["application_id"].as_str()?.parse().ok()?))
    }

    /// Its id: no two interactions have the same.
    pub(in crate::discord) fn id(&self) -> u64 {
        self.id.get()
    }
}

/// Discord always tells what the application may do; were it not to, trying would tell.
fn may_attach(permissions: Option<Permissions>) -> bool {
    permissions.is_none_or(Permissions::attach_files)
}
