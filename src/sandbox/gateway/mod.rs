//! The gateway: one WebSocket per shard, spoken as Discord speaks it, in plain JSON.
//!
//! serenity asks for compression in IDENTIFY; Discord may then compress single payloads and need not. Text it is.

pub(crate) mod identify;
pub mod intents;
pub(crate) mod opcode;
pub(crate) mod session;

use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::extract::ws::{CloseFrame, Message as Frame, WebSocket, WebSocketUpgrade};
use axum::response::Response;
use serde_json::json;
use tokio::sync::mpsc;

use super::state::Shared;
use session::{Connection, Outgoing};

/// HELLO, the first payload of a connection.
const HELLO: u8 = 10;
/// How long the other side has to answer a close frame before the socket is dropped.
const FAREWELL: Duration = Duration::from_secs(1);
/// The close code of a server that goes away.
const GOING_AWAY: u16 = 1001;

/// `GET /gateway?v=10`: becomes a WebSocket.
pub(super) async fn connect(upgrade: WebSocketUpgrade, State(shared): State<Arc<Shared>>) -> Response {
    upgrade.on_upgrade(move |socket| converse(shared, socket))
}

async fn converse(shared: Arc<Shared>, mut socket: WebSocket) {
    let (sink, mut outbox) = mpsc::unbounded_channel();
    let (number, heartbeat) = shared.change(|world| {
        world.connections_made += 1;
        world.connections.insert(world.connections_made, Connection { sink, session: None });
        (world.connections_made, world.options.heartbeat)
    });
    let interval = u64::try_from(heartbeat.as_millis()).unwrap_or(u64::MAX);
    let hello = json!({"op": HELLO, "s": null, "t": null, "d": {"heartbeat_interval": interval}});
    if socket.send(Frame::text(hello.to_string())).await.is_ok() {
        talk(&shared, &mut socket, &mut outbox, number).await;
    }
    shared.change(|world| world.hang_up(number));
}

/// Hears and speaks until either side ends it.
async fn talk(shared: &Shared, socket: &mut WebSocket, outbox: &mut mpsc::UnboundedReceiver<Outgoing>, number: u64) {
    loop {
        tokio::select! {
            () = shared.stop.cancelled() => return close(socket, GOING_AWAY, "the look-alike stops").await,
            outgoing = outbox.recv() => match outgoing {
                Some(Outgoing::Payload(payload)) => {
                    if socket.send(Frame::text(payload.to_string())).await.is_err() {
                        return;
                    }
                }
                Some(Outgoing::Close(code, reason)) => return close(socket, code, reason).await,
                Some(Outgoing::Cut) | None => return,
            },
            heard = socket.recv() => match heard {
                Some(Ok(Frame::Text(text))) => shared.change(|world| world.hear(number, text.as_bytes())),
                Some(Ok(Frame::Binary(bytes))) => shared.change(|world| world.hear(number, &bytes)),
                Some(Ok(Frame::Ping(_) | Frame::Pong(_))) => {}
                Some(Ok(Frame::Close(_))) => return drain(socket).await,
                Some(Err(_)) | None => return,
            },
        }
    }
}

async fn close(socket: &mut WebSocket, code: u16, reason: &'static str) {
    let frame = Frame::Close(Some(CloseFrame { code, reason: reason.into() }));
    if socket.send(frame).await.is_ok() {
        drain(socket).await;
    }
}

/// Reads on until the other side has closed too: that is when its answer to a close frame is on the wire.
async fn drain(socket: &mut WebSocket) {
    let rest = async { while let Some(Ok(_)) = socket.recv().await {} };
    drop(tokio::time::timeout(FAREWELL, rest).await);
}
