//! One REST call to Discord, carried through: paced, retried, never doubled.
//!
//! In: a [`Call`] whose repetition is harmless, or which says that it is not. Out: Discord's answer, or why there is none. What is said is left to `send`.
//!
//! serenity's `Http` is not used for this. Its errors drop `Retry-After` and the body of a 429, it retries neither 5xx nor a cut
//! connection, and it reports a message as failed when the message was posted but the answer did not parse. serenity's builders are
//! used: they serialise to exactly Discord's JSON.

use std::error::Error as _;
use std::time::Duration;

use reqwest::header::{AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderValue, USER_AGENT};
use reqwest::multipart::{Form, Part};
use reqwest::{Method, Response, StatusCode};
use secrecy::{ExposeSecret, SecretString};
use serde::Serialize;
use serde_json::Value;
use tokio::time::{Instant, sleep, timeout};
use tracing::Instrument as _;

use super::pace::Pace;
use crate::metrics::Metrics;

/// The address of the real Discord, used where no proxy is set.
pub(super) const DISCORD: &str = "https://discord.com";
/// The version whose description Docent's requests are checked against.
const API: &str = "/api/v10";
/// What bodies are.
const JSON: HeaderValue = HeaderValue::from_static("application/json");
/// The first wait after a failure without `Retry-After`; it doubles from there.
const FIRST_WAIT: Duration = Duration::from_millis(200);
/// The longest of these waits.
const LONGEST_WAIT: Duration = Duration::from_secs(5);
/// Added to what Discord says, so that rounding never brings the next 429.
const SLACK: Duration = Duration::from_millis(20);
/// Taken where a 429 does not say how long to wait.
const UNSAID_WAIT: Duration = Duration::from_secs(1);

/// How long to go on trying.
#[derive(Debug, Clone, Copy)]
pub(super) struct Patience {
    /// Over all attempts.
    total: Duration,
    /// One attempt.
    attempt: Duration,
    /// Attempts that may fail; waiting for a rate limit is not counted.
    failures: u32,
}

impl Patience {
    /// For a reply to a message: longer than any ordinary outage, shorter than the few minutes for which Discord remembers a nonce.
    pub(super) const MESSAGE: Self =
        Self { total: Duration::from_secs(90), attempt: Duration::from_secs(10), failures: 20 };
    /// For the first response to an interaction, which Discord takes for 3 s from when it was sent.
    pub(super) const INTERACTION: Self =
        Self { total: Duration::from_millis(2700), attempt: Duration::from_millis(1500), failures: 6 };
    /// For the first call: somebody waits at the terminal for one clear line.
    pub(super) const START: Self =
        Self { total: Duration::from_secs(20), attempt: Duration::from_secs(8), failures: 4 };
}

/// One request. Repeating it must do no harm, because an answer may be lost after the work was done; where it would, the call is made [`Call::once`].
#[derive(Debug, Clone)]
pub(super) struct Call {
    method: Method,
    path: String,
    /// The route for rate limits and logs; never holds an interaction's token.
    route: String,
    /// Whether Discord counts it against the bot's 50 a second.
    counted: bool,
    /// JSON.
    body: Option<String>,
    /// Name and contents of a file that goes with the body.
    file: Option<(String, Vec<u8>)>,
    patience: Patience,
    /// Whether it is repeated only where Discord surely did nothing.
    once: bool,
}

impl Call {
    /// A request that counts.
    pub(super) fn new(method: Method, path: String, patience: Patience) -> Self {
        Self {
            route: format!("{method} {path}"),
            method,
            path,
            counted: true,
            body: None,
            file: None,
            patience,
            once: false,
        }
    }

    /// With a body. serenity's builders always serialise; were one not to, Discord would refuse the empty body and the log would say so.
    pub(super) fn body(mut self, body: &impl Serialize) -> Self {
        self.body = Some(serde_json::to_string(body).unwrap_or_default());
        self
    }

    /// With a file.
    pub(super) fn file(mut self, name: &str, bytes: Vec<u8>) -> Self {
        self.file = Some((name.to_owned(), bytes));
        self
    }

    /// Under another name for rate limits and logs: the path holds a token, or ids that share one limit.
    pub(super) fn route(mut self, route: impl Into<String>) -> Self {
        self.route = route.into();
        self
    }

    /// A request that would do its work a second time: where nobody knows whether it was done, it is not made again.
    pub(super) fn once(mut self) -> Self {
        self.once = true;
        self
    }

    /// What an attempt comes to after which the work may be done or not.
    fn unsure(&self, refusal: Refusal) -> Attempt {
        if self.once { Attempt::Refused(refusal) } else { Attempt::Failed(refusal) }
    }

    /// A request that Discord does not count against the bot's 50 a second.
    pub(super) fn uncounted(mut self) -> Self {
        self.counted = false;
        self
    }
}

/// Why a call was not answered. For the log and for the start; never shown in Discord.
#[derive(Debug, thiserror::Error)]
pub(super) enum Refusal {
    #[error("no connection: {0}")]
    Unreachable(String),
    #[error("status {status}, code {code}: {message}")]
    Status { status: StatusCode, code: i64, message: String },
    #[error("rate limited for longer than it makes sense to wait")]
    RateLimited,
    #[error("the time for it is over")]
    Late,
}

impl Refusal {
    /// Discord's own error code, where there is one.
    pub(super) fn code(&self) -> Option<i64> {
        if let Self::Status { code, .. } = self { Some(*code) } else { None }
    }

    /// Whether Discord refused what was said, and would take something else: not where the place for it is gone.
    pub(super) fn is_of_what_was_said(&self) -> bool {
        let gone = [StatusCode::UNAUTHORIZED, StatusCode::NOT_FOUND];
        matches!(self, Self::Status { status, .. } if status.is_client_error() && !gone.contains(status))
    }
}

/// What one attempt came to.
enum Attempt {
    Done(Value),
    /// Pace knows until when to wait.
    RateLimited,
    Failed(Refusal),
    Refused(Refusal),
}

/// The way to Discord's REST API, or to the proxy before it.
#[derive(Debug)]
pub(super) struct Rest {
    http: reqwest::Client,
    base: String,
    token: SecretString,
    pace: Pace,
    metrics: Metrics,
}

impl Rest {
    /// `address` is Discord's or the proxy's, without `/api`.
    pub(super) fn new(http: reqwest::Client, address: &str, token: SecretString, metrics: Metrics) -> Self {
        Self { http, base: format!("{}{API}", address.trim_end_matches('/')), token, pace: Pace::default(), metrics }
    }

    /// Carries a call through. An answer that is no JSON counts as done: the work was (a message is posted whether or not its
    /// echo can be read).
    pub(super) async fn call(&self, call: &Call) -> Result<Value, Refusal> {
        let give_up = Instant::now() + call.patience.total;
        let mut failures = 0;
        loop {
            if !self.pace.turn(&call.route, call.counted, give_up).await {
                return Err(Refusal::RateLimited);
            }
            match self.attempt(call, give_up).await {
                Attempt::Done(value) => return Ok(value),
                Attempt::Refused(refusal) => return Err(refusal),
                Attempt::RateLimited => {
                    self.metrics.retried("rate_limited");
                    tracing::debug!(route = call.route, "rate limited, waiting");
                }
                Attempt::Failed(refusal) => {
                    failures += 1;
                    let wait = FIRST_WAIT.saturating_mul(1 << failures.min(8)) / 2;
                    let wait = wait.min(LONGEST_WAIT);
                    if failures >= call.patience.failures || Instant::now() + wait > give_up {
                        return Err(refusal);
                    }
                    self.metrics.retried("failed");
                    tracing::debug!(route = call.route, %refusal, failures, "will be tried again");
                    sleep(wait).await;
                }
            }
        }
    }

    async fn attempt(&self, call: &Call, give_up: Instant) -> Attempt {
        let left = give_up.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Attempt::Refused(Refusal::Late);
        }
        // Without the path: it may hold an interaction's token.
        let span = tracing::debug_span!("request", method = call.method.as_str());
        match timeout(left.min(call.patience.attempt), self.send(call).instrument(span)).await {
            Err(_) => {
                self.metrics.requested(call.method.as_str(), "no answer in time");
                call.unsure(Refusal::Unreachable("no answer in time".to_owned()))
            }
            // Without the address: it may hold an interaction's token.
            Ok(Err(error)) => {
                self.metrics.requested(call.method.as_str(), "no connection");
                let never_left = error.is_connect();
                let refusal = Refusal::Unreachable(cause(&error.without_url()));
                if never_left { Attempt::Failed(refusal) } else { call.unsure(refusal) }
            }
            Ok(Ok(attempt)) => attempt,
        }
    }

    async fn send(&self, call: &Call) -> reqwest::Result<Attempt> {
        let mut request = self
            .http
            .request(call.method.clone(), format!("{}{}", self.base, call.path))
            .header(USER_AGENT, serenity::constants::USER_AGENT)
            .header(AUTHORIZATION, format!("Bot {}", self.token.expose_secret()));
        request = match (&call.body, &call.file) {
            (Some(body), Some((name, bytes))) => {
                let file = Part::bytes(bytes.clone()).file_name(name.clone());
                request.multipart(Form::new().text("payload_json", body.clone()).part("files[0]", file))
            }
            (Some(body), None) => request.header(CONTENT_TYPE, JSON).body(body.clone()),
            (None, _) => request,
        };
        let response = request.send().await?;
        self.learn(call, &response);
        self.judge(call, response).await
    }

    /// Notes a used-up bucket, so that the next request waits instead of being refused.
    fn learn(&self, call: &Call, response: &Response) {
        let used_up = header(response.headers(), "x-ratelimit-remaining").is_some_and(|left| left <= 0.0);
        if let Some(wait) = header(response.headers(), "x-ratelimit-reset-after").filter(|_| used_up) {
            self.pace.hold(&call.route, seconds(wait));
        }
    }

    async fn judge(&self, call: &Call, response: Response) -> reqwest::Result<Attempt> {
        let status = response.status();
        self.metrics.requested(call.method.as_str(), status.as_str());
        if status.is_success() {
            // Only the status decides; see `call`.
            return Ok(Attempt::Done(response.json().await.unwrap_or_default()));
        }
        let said = header(response.headers(), "retry-after");
        let body: Value = response.json().await.unwrap_or_default();
        if status == StatusCode::TOO_MANY_REQUESTS {
            let wait = body["retry_after"].as_f64().or(said).map_or(UNSAID_WAIT, seconds) + SLACK;
            if body["global"] == true {
                self.pace.hold_all(wait);
            } else {
                self.pace.hold(&call.route, wait);
            }
            return Ok(Attempt::RateLimited);
        }
        let refusal = Refusal::Status {
            status,
            code: body["code"].as_i64().unwrap_or_default(),
            message: body["message"].as_str().unwrap_or("no reason given").to_owned(),
        };
        let passing = status.is_server_error() || status == StatusCode::REQUEST_TIMEOUT;
        Ok(if passing { call.unsure(refusal) } else { Attempt::Refused(refusal) })
    }
}

/// A number in a header.
fn header(headers: &HeaderMap, name: &str) -> Option<f64> {
    headers.get(name)?.to_str().ok()?.parse().ok()
}

/// Seconds as Discord gives them; nonsense counts as none.
fn seconds(number: f64) -> Duration {
    Duration::try_from_secs_f64(number).unwrap_or_default()
}

/// The innermost reason ("connection refused"), which is the one that helps.
fn cause(error: &reqwest::Error) -> String {
    let mut innermost = error.source();
    while let Some(deeper) = innermost.and_then(std::error::Error::source) {
        innermost = Some(deeper);
    }
    innermost.map_or_else(|| error.to_string(), ToString::to_string)
}
