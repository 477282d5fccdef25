//! Refusals in Discord's form: a status, a code, a message, and for a bad body the path of each mistake.

use serde_json::{Value, json};

/// Why a call is refused.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ApiError {
    pub(crate) status: u16,
    pub(crate) body: Value,
}

impl ApiError {
    fn new(status: u16, code: u32, message: &str) -> Self {
        Self { status, body: json!({"message": message, "code": code}) }
    }

    /// A plain HTTP refusal such as `401: Unauthorized`.
    pub(crate) fn plain(status: u16, reason: &str) -> Self {
        Self::new(status, 0, &format!("{status}: {reason}"))
    }

    pub(crate) fn unknown_channel() -> Self {
        Self::new(404, 10003, "Unknown Channel")
    }

    pub(crate) fn unknown_guild() -> Self {
        Self::new(404, 10004, "Unknown Guild")
    }

    pub(crate) fn unknown_member() -> Self {
        Self::new(404, 10007, "Unknown Member")
    }

    pub(crate) fn unknown_message() -> Self {
        Self::new(404, 10008, "Unknown Message")
    }

    pub(crate) fn unknown_role() -> Self {
        Self::new(404, 10011, "Unknown Role")
    }

    pub(crate) fn unknown_user() -> Self {
        Self::new(404, 10013, "Unknown User")
    }

    pub(crate) fn unknown_webhook() -> Self {
        Self::new(404, 10015, "Unknown Webhook")
    }

    pub(crate) fn unknown_interaction() -> Self {
        Self::new(404, 10062, "Unknown interaction")
    }

    pub(crate) fn unknown_application() -> Self {
        Self::new(404, 10002, "Unknown Application")
    }

    pub(crate) fn too_large() -> Self {
        Self::new(413, 40005, "Request entity too large")
    }

    pub(crate) fn already_acknowledged() -> Self {
        Self::new(400, 40060, "Interaction has already been acknowledged.")
    }

    pub(crate) fn missing_access() -> Self {
        Self::new(403, 50001, "Missing Access")
    }

    pub(crate) fn foreign_message() -> Self {
        Self::new(403, 50005, "Cannot edit a message authored by another user")
    }

    pub(crate) fn empty_message() -> Self {
        Self::new(400, 50006, "Cannot send an empty message")
    }

    pub(crate) fn closed_to_bot() -> Self {
        Self::new(403, 50007, "Cannot send messages to this user")
    }

    pub(crate) fn not_textual() -> Self {
        Self::new(400, 50008, "Cannot send messages in a non-text channel")
    }

    pub(crate) fn missing_permissions() -> Self {
        Self::new(403, 50013, "Missing Permissions")
    }

    pub(crate) fn stale_token() -> Self {
        Self::new(401, 50027, "Invalid Webhook Token")
    }

    pub(crate) fn no_history() -> Self {
        Self::new(400, 160_002, "Cannot reply without permission to read message history")
    }

    pub(crate) fn thread_exists() -> Self {
        Self::new(400, 160_004, "A thread has already been created for this message")
    }

    pub(crate) fn bad_json() -> Self {
        Self::new(400, 50109, "The request body contains invalid JSON.")
    }

    /// 429, for one route or for the bot as a whole.
    pub(crate) fn rate_limited(retry_after: f64, global: bool) -> Self {
        let message = "You are being rate limited.";
        Self { status: 429, body: json!({"message": message, "retry_after": retry_after, "global": global}) }
    }
}

/// The mistakes in a body, each with its path; all of them are told at once.
#[derive(Debug, Default)]
pub(crate) struct Mistakes(Vec<(String, &'static str, String)>);

impl Mistakes {
    /// Notes a mistake at a dotted path, such as `embeds.0.title`.
    pub(crate) fn add(&mut self, path: impl Into<String>, code: &'static str, message: impl Into<String>) {
        self.0.push((path.into(), code, message.into()));
    }

    /// A text of `least` to `most` characters; absent is fine unless `least` asks for one.
    pub(crate) fn text(&mut self, path: impl Into<String>, value: &Value, least: usize, most: usize) {
        let path = path.into();
        let length = match value {
            Value::Null if least == 0 => return,
            Value::Null => return self.add(path, "BASE_TYPE_REQUIRED", "This field is required"),
            Value::String(text) => text.chars().count(),
            other => {
                return self.add(path, "STRING_TYPE_CONVERT", format!("Could not interpret \"{other}\" as string."));
            }
        };
        if length > most {
            self.add(path, "BASE_TYPE_MAX_LENGTH", format!("Must be {most} or fewer in length."));
        } else if length < least {
            self.add(path, "BASE_TYPE_MIN_LENGTH", format!("Must be {least} or more in length."));
        }
    }

    /// A list of at most `most`; its elements, none where it is absent.
    pub(crate) fn list<'a>(&mut self, path: &str, value: &'a Value, most: usize) -> &'a [Value] {
        let Some(list) = value.as_array() else {
            if !value.is_null() {
                self.add(path, "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType");
            }
            return &[];
        };
        if list.len() > most {
            self.add(path, "BASE_TYPE_MAX_LENGTH", format!("Must be {most} or fewer in length."));
        }
        list
    }

    /// The refusal, if there was a mistake.
    pub(crate) fn refusal(self) -> Result<(), ApiError> {
        if self.0.is_empty() {
            return Ok(());
        }
        let mut errors = json!({});
        for (path, code, message) in self.0 {
            let mut place = &mut errors;
            for step in path.split('.') {
                place = &mut place[step];
            }
            let told = json!({"code": code, "message": message});
            match place["_errors"].as_array_mut() {
                Some(list) => list.push(told),
                None => place["_errors"] = json!([told]),
            }
        }
        Err(ApiError { status: 400, body: json!({"message": "Invalid Form Body", "code": 50035, "errors": errors}) })
    }

    /// The refusal of a single mistake.
    pub(crate) fn only(path: &str, code: &'static str, message: &str) -> ApiError {
        let mut mistakes = Self::default();
        mistakes.add(path, code, message);
        mistakes.refusal().err().unwrap_or_else(ApiError::bad_json)
    }
}
