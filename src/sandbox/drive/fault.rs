//! Faults that the driver orders: failing calls, dead lines, refused sessions.

use serde_json::{Value, json};

use super::super::faults::Failure;
use super::super::gateway::session::{Audience, Outgoing};
use super::super::rest::route::Operation;
use super::Driver;

impl Driver {
    /// The next `times` calls of one operation fail like this.
    pub fn fail(&self, operation: Operation, times: usize, failure: Failure) {
        self.shared.change(|world| world.faults.order(Some(operation), times, failure));
    }

    /// The next `times` calls of any operation fail like this.
    pub fn fail_any(&self, times: usize, failure: Failure) {
        self.shared.change(|world| world.faults.order(None, times, failure));
    }

    /// All faults are over, those of the gateway included.
    pub fn heal(&self) {
        self.shared.change(|world| world.faults.clear());
    }

    /// Every gateway connection drops now, without a close frame; sessions may be resumed.
    pub fn cut_gateway(&self) {
        self.send_all(|| Outgoing::Cut);
    }

    /// Every gateway connection is closed with this code.
    pub fn close_gateway(&self, code: u16) {
        self.send_all(|| Outgoing::Close(code, ""));
    }

    /// Asks every client to reconnect (op 7).
    pub fn ask_to_reconnect(&self) {
        self.send_all(|| Outgoing::Payload(json!({"op": 7, "s": null, "t": null, "d": null})));
    }

    /// Tells every client that its session is invalid (op 9); one that is not resumable is forgotten.
    pub fn invalidate_session(&self, resumable: bool) {
        self.send_all(|| Outgoing::Payload(json!({"op": 9, "s": null, "t": null, "d": resumable})));
        if !resumable {
            self.shared.change(|world| world.sessions.clear());
        }
    }

    /// Tells the first shard an event as it stands here, be it one that nobody can read.
    pub fn tell(&self, event: &str, data: &Value) {
        self.shared.change(|world| world.dispatch(Audience { guild: None, intent: 0 }, event, &|_, _| data.clone()));
    }

    /// Heartbeats are no longer acknowledged, until [`Driver::heal`].
    pub fn ignore_heartbeats(&self) {
        self.shared.change(|world| world.faults.deaf_to_heartbeats = true);
    }

    /// RESUME is answered with an invalid session, until [`Driver::heal`].
    pub fn refuse_resume(&self) {
        self.shared.change(|world| world.faults.refuse_resume = true);
    }

    fn send_all(&self, outgoing: impl Fn() -> Outgoing) {
        self.shared.change(|world| {
            for connection in world.connections.values() {
                connection.send(outgoing());
            }
        });
    }
}
