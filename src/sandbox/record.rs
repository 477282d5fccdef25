//! The record: every REST request and every gateway payload that the client sent.
//!
//! The token is taken out of both; what is left may be shown, compared and validated.

use serde_json::Value;

use super::rest::route::Operation;

/// What stands in the record where the token was.
pub(super) const REDACTED: &str = "[token]";

/// A file of a multipart request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordedFile {
    /// The form field, such as `files[0]`.
    pub field: String,
    /// The file's name.
    pub filename: String,
    /// The media type.
    pub content_type: String,
    /// How many bytes it has.
    pub size: usize,
}

/// One REST request.
#[derive(Clone, Debug)]
pub struct RecordedRequest {
    /// What it asks for; `None` for a path that the look-alike does not know.
    pub operation: Option<Operation>,
    /// The HTTP method.
    pub method: String,
    /// The path after `/api/v10`, with a leading slash.
    pub path: String,
    /// The query, decoded.
    pub query: Vec<(String, String)>,
    /// The headers; the value of the token is replaced.
    pub headers: Vec<(String, String)>,
    /// The JSON body, or the `payload_json` of a multipart one.
    pub body: Option<Value>,
    /// The files of a multipart body.
    pub files: Vec<RecordedFile>,
    /// The status that the client was given; 0 while it is still waiting.
    pub status: u16,
}

/// One payload that the client sent over the gateway.
#[derive(Clone, Debug)]
pub struct RecordedPayload {
    /// Which connection it came over, counted from 1.
    pub connection: u64,
    /// The operation code.
    pub op: u64,
    /// The whole payload; the token is replaced.
    pub payload: Value,
}

/// Everything recorded so far.
#[derive(Clone, Debug, Default)]
pub struct Recording {
    /// The REST requests, in order of arrival.
    pub requests: Vec<RecordedRequest>,
    /// The gateway payloads, in order of arrival.
    pub gateway: Vec<RecordedPayload>,
}

impl Recording {
    /// The requests for one operation.
    pub fn of(&self, operation: Operation) -> impl Iterator<Item = &RecordedRequest> {
        self.requests.iter().filter(move |request| request.operation == Some(operation))
    }

    /// The payloads with one operation code.
    pub fn op(&self, op: u64) -> impl Iterator<Item = &RecordedPayload> {
        self.gateway.iter().filter(move |payload| payload.op == op)
    }
}
