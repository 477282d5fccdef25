//! The page: the look-alike in a browser, as one of its people sees it.
//!
//! In: a listener, the [`Driver`] of a look-alike, and [`Notes`] on what answers there. Out: a page of plain HTML, CSS and modules, a stream of
//! what changes, and deeds that go the same way as those of tests. It knows nothing of Docent but its notes.

mod deeds;
mod events;
mod files;
mod guard;
mod view;

use std::sync::Arc;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::middleware::from_fn;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use serde::Serialize;
use tokio::net::TcpListener;
use tokio::sync::watch;

use super::drive::Driver;

/// What the page tells about that which answers in the look-alike.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Notes {
    /// The version of the program.
    pub version: String,
    /// Questions that are sure to be answered, to click on.
    pub examples: Vec<String>,
    /// What is known, in one line.
    pub summary: String,
    /// The folder that it comes from.
    pub folder: String,
    /// Whether what stands in the folder is what answers.
    pub current: bool,
    /// Whether all that is wrong in it has been looked for.
    pub checked: bool,
    /// How often the folder was looked at.
    pub looks: u64,
    /// What is wrong in the folder.
    pub problems: Vec<Trouble>,
}

/// Something wrong in the folder: where, what, and what to do about it.
#[derive(Clone, Debug, Serialize)]
pub struct Trouble {
    /// Whether it keeps the folder from answering.
    pub error: bool,
    /// The file, inside the folder.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The cause.
    pub message: String,
    /// The remedy.
    pub help: String,
}

/// What every request needs.
#[derive(Clone)]
pub(super) struct Page {
    driver: Driver,
    notes: watch::Receiver<Notes>,
}

/// Serves the page until the look-alike stops.
///
/// # Errors
/// Where the listener fails.
pub async fn serve(listener: TcpListener, driver: Driver, notes: watch::Receiver<Notes>) -> std::io::Result<()> {
    let stop = driver.shared.stop.clone();
    let stopped = async move { stop.cancelled().await };
    axum::serve(listener, router(Page { driver, notes })).with_graceful_shutdown(stopped).await
}

fn router(page: Page) -> Router {
    Router::new()
        .route("/", get(async || files::file("index.html")))
        .route("/web/{*path}", get(async |Path(path): Path<String>| files::file(&path)))
        .route("/attachments/{channel}/{attachment}/{filename}", get(attachment))
        .route("/api/events", get(events::stream))
        .route("/api/deed", post(deeds::perform))
        .layer(from_fn(guard::admit))
        .with_state(Arc::new(page))
}

/// The bytes of a file that came with a message.
async fn attachment(State(page): State<Arc<Page>>, Path((_, id, _)): Path<(u64, u64, String)>) -> Response {
    let found = page.driver.shared.look(|world| world.attachment(id));
    found.map_or_else(
        || StatusCode::NOT_FOUND.into_response(),
        |(content_type, bytes)| ([(header::CONTENT_TYPE, content_type)], bytes).into_response(),
    )
}
