//! `POST /interactions`: what people use in Discord, sent by Discord over HTTP instead of the gateway.
//!
//! In: a signed request. Out: 401 for what Discord did not sign just now, a pong for its ping, else 202 and nothing more: the response goes to Discord's
//! callback address, as that of an interaction from the gateway does. Discord takes it there too for an interaction that came over HTTP.

use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Json, Response};
use serde_json::{Value, json};

use super::Door;

/// What Discord sends to see whether somebody is there, and what it wants to hear.
const PING: u64 = 1;
const PONG: u64 = 1;

pub(super) async fn take(State(door): State<Arc<Door>>, headers: HeaderMap, body: Bytes) -> Response {
    let Some(signed) = &door.signed else { return StatusCode::NOT_FOUND.into_response() };
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let (signature, time) = (header("x-signature-ed25519"), header("x-signature-timestamp"));
    if let Err(refused) = signed.verifier.verify(signature, time, &body, now()) {
        door.metrics.event("refused_request");
        tracing::debug!(%refused, "a request was not let in");
        return (StatusCode::UNAUTHORIZED, refused.to_string()).into_response();
    }
    let Ok(interaction) = serde_json::from_slice::<Value>(&body) else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    if interaction["type"] == PING {
        return Json(json!({"type": PONG})).into_response();
    }
    match signed.interactions.take(&interaction) {
        Ok(()) => StatusCode::ACCEPTED.into_response(),
        Err(busy) => (StatusCode::SERVICE_UNAVAILABLE, busy.to_string()).into_response(),
    }
}

/// Seconds since 1970.
fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}
