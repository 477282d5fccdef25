//! A call: one REST request, read once, before anything is decided about it.

use std::collections::BTreeMap;

use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use serde_json::Value;

use super::super::record::{REDACTED, RecordedFile, RecordedRequest};
use super::error::{ApiError, Mistakes};
use super::multipart::{self, Part};
use super::route::{self, Operation};

/// One request, taken apart.
#[derive(Debug)]
pub(crate) struct Call {
    pub(crate) operation: Option<Operation>,
    pub(crate) method: String,
    pub(crate) path: String,
    /// The ids in the path, in order.
    ids: Vec<String>,
    query: Vec<(String, String)>,
    headers: HeaderMap,
    /// The JSON, or that of a multipart body; `None` for none.
    pub(crate) body: Option<Value>,
    /// Whether a body came that is no JSON.
    pub(crate) garbled: bool,
    pub(crate) files: Vec<Part>,
}

impl Call {
    pub(super) fn read(parts: Parts, query: BTreeMap<String, String>, path: &str, bytes: &[u8]) -> Self {
        let method = parts.method.to_string();
        let found = route::find(&method, path);
        let (operation, ids) = found.map_or((None, Vec::new()), |(operation, ids)| (Some(operation), ids));
        let (json, files) = body(&parts.headers, bytes);
        let parsed = json.as_deref().map(serde_json::from_slice);
        Self {
            operation,
            method,
            path: path.to_owned(),
            ids,
            query: query.into_iter().collect(),
            headers: parts.headers,
            garbled: matches!(parsed, Some(Err(_))),
            body: parsed.and_then(Result::ok),
            files,
        }
    }

    /// The text at `index` in the path.
    pub(crate) fn word(&self, index: usize) -> &str {
        self.ids.get(index).map_or("", String::as_str)
    }

    /// The snowflake at `index` in the path.
    pub(crate) fn id<T: From<u64>>(&self, index: usize) -> Result<T, ApiError> {
        let word = self.word(index);
        let number = word
            .parse::<u64>()
            .map_err(|_| Mistakes::only("id", "NUMBER_TYPE_COERCE", &format!("Value \"{word}\" is not snowflake.")))?;
        Ok(T::from(number))
    }

    pub(crate) fn query(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The body; a missing one is an empty object's worth of nothing.
    pub(crate) fn json(&self) -> &Value {
        self.body.as_ref().unwrap_or(&Value::Null)
    }

    /// Whether the `Authorization` header carries this bot token.
    pub(super) fn is_authorized(&self, token: &str) -> bool {
        let given = self.headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
        given.and_then(|value| value.strip_prefix("Bot ")) == Some(token)
    }

    pub(super) fn recorded(&self) -> RecordedRequest {
        let shown = |(name, value): (&header::HeaderName, &header::HeaderValue)| {
            let value = match value.to_str() {
                Ok(text) if name == header::AUTHORIZATION && text.starts_with("Bot ") => {
                    format!("Bot {REDACTED}")
                }
                _ if name == header::AUTHORIZATION => REDACTED.to_owned(),
                Ok(text) => text.to_owned(),
                Err(_) => String::from_utf8_lossy(value.as_bytes()).into_owned(),
            };
            (name.to_string(), value)
        };
        RecordedRequest {
            operation: self.operation,
            method: self.method.clone(),
            path: self.path.clone(),
            query: self.query.clone(),
            headers: self.headers.iter().map(shown).collect(),
            body: self.body.clone(),
            files: self.files.iter().map(recorded_file).collect(),
            status: 0,
        }
    }
}

fn recorded_file(part: &Part) -> RecordedFile {
    RecordedFile {
        field: part.name.clone(),
        filename: part.filename.clone().unwrap_or_default(),
        content_type: part.content_type.clone(),
        size: part.bytes.len(),
    }
}

/// The JSON bytes and the files of a body, multipart or plain.
fn body(headers: &HeaderMap, bytes: &[u8]) -> (Option<Vec<u8>>, Vec<Part>) {
    if bytes.is_empty() {
        return (None, Vec::new());
    }
    let content_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let Some(boundary) = multipart::boundary(content_type) else {
        return (Some(bytes.to_vec()), Vec::new());
    };
    let Some(parts) = multipart::parse(bytes, boundary) else {
        return (Some(bytes.to_vec()), Vec::new());
    };
    let (files, fields): (Vec<Part>, Vec<Part>) = parts.into_iter().partition(|part| part.filename.is_some());
    let payload = fields.into_iter().find(|part| part.name == "payload_json");
    (payload.map(|part| part.bytes), files)
}
