//! The REST side: every call passes one gate (record, fault, token) and then changes or reads the state.

mod call;
mod channels;
mod commands;
pub(super) mod draft;
pub(super) mod error;
mod interactions;
mod lookups;
mod members;
mod messages;
mod multipart;
pub(super) mod route;
mod webhooks;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{DefaultBodyLimit, Path, Query, Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get};
use serde_json::Value;

use super::faults::Failure;
use super::gateway;
use super::state::{Shared, World};
use call::Call;
pub(in crate::sandbox) use error::ApiError;
use route::Operation;

/// Ten files of 10 MiB and some JSON: nothing larger is read.
const BODY_LIMIT: usize = 110 * 1024 * 1024;

/// A good answer.
pub(super) enum Answer {
    /// 200 with a body.
    Json(Value),
    /// 201 with a body.
    Created(Value),
    /// 204.
    Done,
}

/// What a call ends in.
pub(super) type Outcome = Result<Answer, ApiError>;

/// The whole HTTP surface.
pub(super) fn router(shared: Arc<Shared>) -> Router {
    Router::new()
        .route("/gateway", get(gateway::connect))
        .route("/attachments/{channel}/{attachment}/{filename}", get(attachment))
        .route("/api/v10/{*path}", any(serve))
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .with_state(shared)
}

/// One REST call, from the wire to the answer.
async fn serve(
    State(shared): State<Arc<Shared>>,
    Query(query): Query<BTreeMap<String, String>>,
    request: Request,
) -> Response {
    let (parts, body) = request.into_parts();
    let Ok(bytes) = axum::body::to_bytes(body, BODY_LIMIT).await else {
        return refuse(&ApiError::too_large());
    };
    let path = parts.uri.path().strip_prefix("/api/v10").unwrap_or_default().to_owned();
    let call = Call::read(parts, query, &path, &bytes);
    let (index, failure) = shared.change(|world| {
        world.recording.requests.push(call.recorded());
        (world.recording.requests.len() - 1, world.faults.take(call.operation))
    });
    let response = attend(&shared, &call, failure).await;
    shared.change(|world| {
        if let Some(recorded) = world.recording.requests.get_mut(index) {
            recorded.status = response.status().as_u16();
        }
    });
    response
}

/// Does the call, with the fault that is due.
async fn attend(shared: &Shared, call: &Call, failure: Option<Failure>) -> Response {
    match failure {
        Some(Failure::Status(status)) => return failed(status),
        Some(Failure::RateLimited { retry_after, global }) => return rate_limited(retry_after, global),
        Some(Failure::Delay(delay)) => tokio::time::sleep(delay).await,
        Some(Failure::AnswerLost(_)) | None => {}
    }
    let outcome = shared.change(|world| world.admit(call).and_then(|operation| world.perform(operation, call)));
    match (failure, outcome) {
        (Some(Failure::AnswerLost(status)), _) => failed(status),
        (_, Ok(Answer::Json(value))) => with_json(StatusCode::OK, &value),
        (_, Ok(Answer::Created(value))) => with_json(StatusCode::CREATED, &value),
        (_, Ok(Answer::Done)) => StatusCode::NO_CONTENT.into_response(),
        (_, Err(error)) => refuse(&error),
    }
}

impl World {
    /// Whether the call may be made at all: a known path, the right token, a readable body.
    fn admit(&self, call: &Call) -> Result<Operation, ApiError> {
        let operation = call.operation.ok_or_else(|| ApiError::plain(404, "Not Found"))?;
        let open = operation == Operation::GetGateway || operation.has_token_in_path();
        if !open && !call.is_authorized(&self.options.token) {
            return Err(ApiError::plain(401, "Unauthorized"));
        }
        if call.garbled { Err(ApiError::bad_json()) } else { Ok(operation) }
    }

    fn perform(&mut self, operation: Operation, call: &Call) -> Outcome {
        use Operation as O;
        match operation {
            O::GetGateway | O::GetBotGateway | O::GetMyUser | O::ListMyGuilds | O::GetUser => {
                self.look_up(operation, call)
            }
            O::GetMyApplication | O::GetMyOauth2Application => Ok(Answer::Json(self.application_json())),
            O::GetGuild | O::ListGuildChannels | O::ListGuildRoles | O::GetGuildMember | O::GetActiveGuildThreads => {
                self.look_up_guild(operation, call)
            }
            O::AddGuildMemberRole => self.add_member_role(call),
            O::CreateDm => self.create_dm(call),
            O::GetChannel => self.get_channel(call),
            O::TriggerTyping => self.trigger_typing(call),
            O::CreateThread => self.create_thread(call),
            O::CreateThreadFromMessage => self.create_thread_from_message(call),
            O::ListMessages => self.list_messages(call),
            O::GetMessage => self.get_message(call),
            O::CreateMessage => self.create_message(call),
            O::UpdateMessage => self.update_message(call),
            O::DeleteMessage => self.delete_message(call),
            O::ListApplicationCommands | O::ListGuildApplicationCommands => self.list_commands(operation, call),
            O::BulkSetApplicationCommands | O::BulkSetGuildApplicationCommands => self.set_commands(operation, call),
            O::CreateInteractionResponse => self.respond(call),
            O::ExecuteWebhook => self.follow_up(call),
            O::GetOriginalWebhookMessage | O::GetWebhookMessage => self.get_response(call),
            O::UpdateOriginalWebhookMessage | O::UpdateWebhookMessage => self.update_response(call),
            O::DeleteOriginalWebhookMessage | O::DeleteWebhookMessage => self.delete_response(call),
        }
    }
}

/// The bytes of a file that was sent, at the address that its message gives.
async fn attachment(State(shared): State<Arc<Shared>>, Path((_, id, _)): Path<(u64, u64, String)>) -> Response {
    let found = shared.look(|world| {
        let mut all = world.messages.values().flat_map(|message| &message.attachments);
        all.find(|one| one.id == id).map(|one| (one.content_type.clone(), one.bytes.to_vec()))
    });
    match found {
        Some((content_type, bytes)) => ([(header::CONTENT_TYPE, content_type)], Bytes::from(bytes)).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

fn with_json(status: StatusCode, value: &Value) -> Response {
    (status, [(header::CONTENT_TYPE, "application/json")], Body::from(value.to_string())).into_response()
}

fn refuse(error: &ApiError) -> Response {
    with_json(StatusCode::from_u16(error.status).unwrap_or(StatusCode::BAD_REQUEST), &error.body)
}

/// A failure of Discord's own: JSON from its servers, a page from the proxy before them.
fn failed(status: u16) -> Response {
    let code = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let reason = code.canonical_reason().unwrap_or("Error");
    match status {
        429 => rate_limited(Duration::from_secs(1), false),
        502..=504 => (code, format!("<html><head><title>{status} {reason}</title></head></html>")).into_response(),
        _ => refuse(&ApiError::plain(status, reason)),
    }
}

fn rate_limited(retry_after: Duration, global: bool) -> Response {
    let seconds = retry_after.as_secs_f64();
    let mut response = refuse(&ApiError::rate_limited(seconds, global));
    let headers = response.headers_mut();
    if let Ok(value) = format!("{:.0}", seconds.ceil()).parse() {
        headers.insert(header::RETRY_AFTER, value);
    }
    let scope = if global { "global" } else { "user" };
    headers.insert("x-ratelimit-scope", header::HeaderValue::from_static(scope));
    if global {
        headers.insert("x-ratelimit-global", header::HeaderValue::from_static("true"));
    }
    response
}
