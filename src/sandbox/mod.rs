//! A Discord look-alike on loopback: as much of Discord's REST API and gateway as a question-and-answer bot uses.
//!
//! Out: an address that the real client connects to, a [`Driver`] that moves people in it, and a record of all that the
//! client sent. It keeps state (servers, channels, threads, members, messages, interactions) and holds to Discord's
//! limits; nothing in it is a canned answer. It knows nothing of Docent and nothing of serenity.
//!
//! Left out on purpose: voice, reactions, Components V2, polls, user-installed apps, compression, and rate limits other
//! than those ordered as a fault.

mod announcing;
mod drive;
mod faults;
mod gateway;
mod ids;
mod json;
mod limits;
mod mentions;
mod model;
mod options;
pub mod page;
pub mod permissions;
mod posting;
mod record;
mod rest;
mod state;

pub use drive::{DriveError, Driver, Place, Used};
pub use faults::Failure;
pub use gateway::intents;
pub use ids::{ChannelId, GuildId, InteractionId, MessageId, RoleId, UserId};
pub use model::{Attachment, ChannelKind, EPHEMERAL, InteractionKind, LOADING, Message};
pub use options::Options;
pub use record::{RecordedFile, RecordedPayload, RecordedRequest, Recording};
pub use rest::route::Operation;

use std::io;
use std::net::SocketAddr;
use std::ops::Deref;
use std::sync::Arc;

use axum::serve::ListenerExt as _;
use tokio::net::{TcpListener, TcpStream};
use tokio_util::sync::CancellationToken;

use state::{Shared, World};

/// Why the look-alike did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// It holds no secrets and checks no passwords: nobody else on the network shall reach it.
    #[error("the sandbox listens on loopback only, not on `{0}`; use 127.0.0.1 or [::1]")]
    NotLoopback(SocketAddr),
    /// The address is taken, or not ours.
    #[error("the sandbox cannot listen on `{address}`")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// What the system said.
        source: io::Error,
    },
}

/// A running look-alike; it stops when dropped. Everything that can be done in it is on its [`Driver`].
pub struct LookAlike {
    driver: Driver,
    address: SocketAddr,
    token: String,
}

impl LookAlike {
    /// Starts one, with the bot in one server that has no channel yet.
    ///
    /// # Errors
    ///
    /// The address is not loopback, or cannot be listened on.
    pub async fn start(options: Options) -> Result<Self, StartError> {
        let address = options.listen;
        if !address.ip().is_loopback() {
            return Err(StartError::NotLoopback(address));
        }
        let failed = |source| StartError::Listen { address, source };
        let listener = TcpListener::bind(address).await.map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        let token = options.token.clone();
        let shared = Arc::new(Shared::new(World::new(options, address)));
        let (router, stop) = (rest::router(Arc::clone(&shared)), shared.stop.clone());
        tokio::spawn(async move {
            let stopped = async move { stop.cancelled().await };
            // A server on a bound listener ends only by the stop signal; there is nobody to tell otherwise.
            drop(axum::serve(listener.tap_io(at_once), router).with_graceful_shutdown(stopped).await);
        });
        Ok(Self { driver: Driver { shared }, address, token })
    }

    /// The base address for the client's HTTP proxy setting: `http://127.0.0.1:PORT`.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The token that the bot shall use.
    #[must_use]
    pub fn token(&self) -> &str {
        &self.token
    }

    /// The hand that moves people; it may be cloned, and is of use until the look-alike stops.
    #[must_use]
    pub fn driver(&self) -> Driver {
        self.driver.clone()
    }

    /// Cancelling this stops the look-alike.
    #[must_use]
    pub fn stop_token(&self) -> CancellationToken {
        self.driver.shared.stop.clone()
    }
}

impl Deref for LookAlike {
    type Target = Driver;

    fn deref(&self) -> &Driver {
        &self.driver
    }
}

/// Discord does not hold back what is small until what went before has been acknowledged, which takes 40 ms where nothing is to be answered.
fn at_once(stream: &mut TcpStream) {
    // Where the system refuses, it is slower and nothing else.
    drop(stream.set_nodelay(true));
}

impl Drop for LookAlike {
    fn drop(&mut self) {
        self.driver.shared.stop.cancel();
    }
}
