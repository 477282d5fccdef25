//! Sessions: who listens to which events, what was sent to them, and what a resumed one has missed.

use serde_json::{Value, json};
use tokio::sync::mpsc::UnboundedSender;

use super::super::ids::GuildId;
use super::super::state::World;
use super::intents;

/// Dispatches carry this operation code.
const DISPATCH: u8 = 0;
/// Where the milliseconds of a server's id start; shards are told apart by them.
const SHARD_SHIFT: u32 = 22;

/// What is written to a connection.
#[derive(Debug)]
pub(crate) enum Outgoing {
    /// A payload.
    Payload(Value),
    /// A close frame; the connection ends.
    Close(u16, &'static str),
    /// The line goes dead without a close frame.
    Cut,
}

/// One open connection.
#[derive(Debug)]
pub(crate) struct Connection {
    pub(crate) sink: UnboundedSender<Outgoing>,
    pub(crate) session: Option<String>,
}

impl Connection {
    pub(crate) fn send(&self, outgoing: Outgoing) {
        // A closed receiver means that the connection is ending; the session keeps what it missed.
        drop(self.sink.send(outgoing));
    }
}

/// One session; it outlives its connections.
#[derive(Debug)]
pub(crate) struct Session {
    pub(crate) id: String,
    pub(crate) intents: u64,
    pub(crate) shard: (u32, u32),
    pub(crate) sequence: u64,
    /// Every payload sent in this session, for RESUME.
    pub(crate) log: Vec<(u64, Value)>,
    pub(crate) connection: Option<u64>,
}

/// Which sessions an event is for: the shard of the server, and an intent; 0 needs none.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Audience {
    pub(crate) guild: Option<GuildId>,
    pub(crate) intent: u64,
}

impl Session {
    fn hears(&self, audience: Audience) -> bool {
        let (shard, total) = self.shard;
        let at_home = match audience.guild {
            Some(guild) => (guild.get() >> SHARD_SHIFT) % u64::from(total.max(1)) == u64::from(shard),
            None => shard == 0,
        };
        at_home && intents::holds(self.intents, audience.intent)
    }

    /// The next payload of this session, kept for a resume.
    fn next(&mut self, event: &str, data: &Value) -> Value {
        self.sequence += 1;
        let payload = json!({"op": DISPATCH, "s": self.sequence, "t": event, "d": data});
        self.log.push((self.sequence, payload.clone()));
        payload
    }
}

impl World {
    /// Tells an event to everyone who asked for it, rendered for what each may see.
    pub(crate) fn dispatch(&mut self, audience: Audience, event: &str, render: &dyn Fn(&World, u64) -> Value) {
        let heard: Vec<(usize, Value)> = self
            .sessions
            .iter()
            .enumerate()
            .filter(|(_, session)| session.hears(audience))
            .map(|(index, session)| (index, render(self, session.intents)))
            .collect();
        for (index, data) in heard {
            self.send_to(index, event, &data);
        }
    }

    /// Sends one event to the session at `index`.
    pub(crate) fn send_to(&mut self, index: usize, event: &str, data: &Value) {
        let Some(session) = self.sessions.get_mut(index) else {
            return;
        };
        let payload = session.next(event, data);
        if let Some(connection) = session.connection.and_then(|number| self.connections.get(&number)) {
            connection.send(Outgoing::Payload(payload));
        }
    }
}
