//! The door for machines: whether Docent is alive and ready, what it counts, and interactions that Discord signs and sends.
//!
//! In: a listener and what there is to tell of. Out: answers over HTTP until the shutdown. It decides nothing: an interaction goes the way that one from
//! the gateway goes. Nothing here says what people wrote.

mod interactions;
mod signature;

use std::sync::Arc;

use axum::Router;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Json, Response};
use axum::routing::{get, post};
use axum::serve::ListenerExt as _;
use serde::Serialize;
use tokio::net::{TcpListener, TcpStream};
use tokio_util::sync::CancellationToken;

use crate::discord::Interactions;
use crate::live::Live;
use crate::metrics::Metrics;
use crate::store::{State as Keeping, Store};

pub(crate) use signature::hex;
pub use signature::{Key, Refused, Verifier};

/// Discord's largest interactions carry whole messages; none comes near this.
const LARGEST_BODY: usize = 512 * 1024;
/// The form of the page of counts, as its makers name it.
const OPEN_METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// What the door tells of.
#[derive(Debug)]
pub struct Door {
    /// What is counted.
    pub metrics: Metrics,
    /// The knowledge that answers.
    pub live: Live,
    /// What is kept.
    pub store: Store,
    /// Whether this process is to hold gateway connections.
    pub gateway: bool,
    /// The way in for signed interactions, where Discord's key for them is set.
    pub signed: Option<Signed>,
}

/// What it takes to let interactions in.
#[derive(Debug)]
pub struct Signed {
    /// Tells Discord's requests from others.
    pub verifier: Verifier,
    /// Where they go.
    pub interactions: Interactions,
}

/// Whether a part is as it has to be, and what it says of itself.
#[derive(Debug, Clone, Serialize, PartialEq, Eq)]
pub struct Part {
    /// Whether it is.
    pub ready: bool,
    /// In a few words.
    pub says: String,
}

/// Whether Docent can do its work.
#[derive(Debug, Clone, Serialize, PartialEq, Eq)]
pub struct Readiness {
    /// Whether all parts can.
    pub ready: bool,
    /// The connections to Discord.
    pub gateway: Part,
    /// What is known.
    pub knowledge: Part,
    /// What is kept.
    pub store: Part,
}

/// Serves until the shutdown.
///
/// # Errors
/// Where the listener fails.
pub async fn serve(listener: TcpListener, door: Door, shutdown: CancellationToken) -> std::io::Result<()> {
    let stopped = async move { shutdown.cancelled().await };
    // A response is not held back until what went before has been acknowledged; where the system refuses, it is slower and nothing else.
    let at_once = |stream: &mut TcpStream| drop(stream.set_nodelay(true));
    axum::serve(listener.tap_io(at_once), router(door)).with_graceful_shutdown(stopped).await
}

fn router(door: Door) -> Router {
    let routes = Router::new()
        .route("/healthz", get(async || "alive\n"))
        .route("/readyz", get(readyz))
        .route("/metrics", get(page));
    let routes = if door.signed.is_some() { routes.route("/interactions", post(interactions::take)) } else { routes };
    routes.layer(DefaultBodyLimit::max(LARGEST_BODY)).with_state(Arc::new(door))
}

async fn readyz(State(door): State<Arc<Door>>) -> Response {
    let readiness = door.readiness();
    let status = if readiness.ready { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (status, Json(readiness)).into_response()
}

async fn page(State(door): State<Arc<Door>>) -> Response {
    door.metrics.observe(&door.live.now(), &door.store.health());
    ([(header::CONTENT_TYPE, OPEN_METRICS)], door.metrics.page()).into_response()
}

impl Door {
    /// Whether Docent can do its work, and which part cannot.
    #[must_use]
    pub fn readiness(&self) -> Readiness {
        let (gateway, knowledge, store) = (self.gateway(), self.knowledge(), self.store());
        Readiness { ready: gateway.ready && knowledge.ready && store.ready, gateway, knowledge, store }
    }

    fn gateway(&self) -> Part {
        if !self.gateway {
            return Part { ready: true, says: "not wanted: interactions come over HTTP".to_owned() };
        }
        let (wanted, connected) = self.metrics.shards();
        Part { ready: wanted > 0 && connected == wanted, says: format!("{connected} of {wanted} shards connected") }
    }

    /// A broken folder is no reason to send people elsewhere: what answered before goes on.
    fn knowledge(&self) -> Part {
        let now = self.live.now();
        let entries = now.docent.knowledge().entries.len();
        let says = match now.problems.first().filter(|_| !now.is_current()) {
            Some(problem) => format!(
                "{entries} entries of before: `{}` line {}: {} ({} problems)",
                problem.file,
                problem.line,
                problem.message,
                now.problems.len()
            ),
            None => format!("{entries} entries"),
        };
        Part { ready: true, says }
    }

    fn store(&self) -> Part {
        let health = self.store.health();
        Part { ready: health.state == Keeping::Ok && health.loaded, says: health.to_string() }
    }
}
