//! What a client says over the gateway, by operation code, and what it is told for saying it wrong.

use serde_json::{Value, json};

use super::super::record::{REDACTED, RecordedPayload};
use super::super::state::World;
use super::identify::Refusal;
use super::session::Outgoing;

const HEARTBEAT: u64 = 1;
const IDENTIFY: u64 = 2;
const PRESENCE_UPDATE: u64 = 3;
const VOICE_STATE_UPDATE: u64 = 4;
const RESUME: u64 = 6;
const REQUEST_GUILD_MEMBERS: u64 = 8;
const HEARTBEAT_ACK: u8 = 11;

/// An operation code that does not exist.
const UNKNOWN_OPCODE: Refusal = Refusal::Close(4001, "Unknown opcode.");
/// A payload that is not what its operation code promises.
pub(super) const DECODE_ERROR: Refusal = Refusal::Close(4002, "Error while decoding payload.");
const NOT_AUTHENTICATED: Refusal = Refusal::Close(4003, "Not authenticated.");
const ALREADY_AUTHENTICATED: Refusal = Refusal::Close(4005, "Already authenticated.");

impl World {
    /// Takes one payload from a connection.
    pub(crate) fn hear(&mut self, number: u64, bytes: &[u8]) {
        let payload: Value = serde_json::from_slice(bytes).unwrap_or_default();
        let op = payload["op"].as_u64();
        self.record_payload(number, op, &payload);
        let outcome = op.ok_or(DECODE_ERROR).and_then(|op| self.obey(number, op, &payload["d"]));
        let Some(connection) = self.connections.get(&number) else {
            return;
        };
        match outcome {
            Ok(()) => {}
            Err(Refusal::Close(code, reason)) => connection.send(Outgoing::Close(code, reason)),
            Err(Refusal::InvalidSession) => {
                connection.send(Outgoing::Payload(json!({"op": 9, "s": null, "t": null, "d": false})));
            }
        }
    }

    fn obey(&mut self, number: u64, op: u64, data: &Value) -> Result<(), Refusal> {
        let known = self.connections.get(&number).is_some_and(|connection| connection.session.is_some());
        match op {
            HEARTBEAT => self.acknowledge(number),
            IDENTIFY | RESUME if known => return Err(ALREADY_AUTHENTICATED),
            IDENTIFY => return self.identify(number, data),
            RESUME => return self.resume(number, data),
            PRESENCE_UPDATE | VOICE_STATE_UPDATE | REQUEST_GUILD_MEMBERS if !known => {
                return Err(NOT_AUTHENTICATED);
            }
            PRESENCE_UPDATE => return self.check_presence(data),
            VOICE_STATE_UPDATE => {}
            REQUEST_GUILD_MEMBERS => self.send_members(number, data),
            _ => return Err(UNKNOWN_OPCODE),
        }
        Ok(())
    }

    fn acknowledge(&self, number: u64) {
        if self.faults.deaf_to_heartbeats {
            return;
        }
        if let Some(connection) = self.connections.get(&number) {
            connection.send(Outgoing::Payload(json!({"op": HEARTBEAT_ACK, "s": null, "t": null, "d": null})));
        }
    }

    /// `since` is a number of milliseconds or null; a strict server hangs up over anything else.
    fn check_presence(&self, data: &Value) -> Result<(), Refusal> {
        let since = &data["since"];
        let well_formed = since.is_null() || since.is_number();
        if well_formed || !self.options.strict_presence { Ok(()) } else { Err(DECODE_ERROR) }
    }

    /// The members of a server that a chunk request names: by id, or by the start of the name.
    fn send_members(&mut self, number: u64, data: &Value) {
        let wanted = data["guild_id"].as_str().and_then(|id| id.parse::<u64>().ok());
        let Some(guild) = wanted.and_then(|id| self.guilds.get(&id.into())) else {
            return;
        };
        let listed = data["user_ids"].as_array();
        let query = data["query"].as_str().unwrap_or_default();
        let fits = |id: &super::super::ids::UserId| match listed {
            Some(ids) => ids.iter().any(|one| one.as_str() == Some(id.to_string().as_str())),
            None => self.people.get(id).is_some_and(|person| person.name.starts_with(query)),
        };
        let members: Vec<Value> =
            guild.members.keys().filter(|id| fits(id)).map(|id| self.member_json(guild.id, *id)).collect();
        let chunk = json!({
            "guild_id": guild.id.to_string(), "members": members, "chunk_index": 0, "chunk_count": 1,
            "not_found": [], "nonce": data["nonce"],
        });
        if let Some(index) = self.sessions.iter().position(|session| session.connection == Some(number)) {
            self.send_to(index, "GUILD_MEMBERS_CHUNK", &chunk);
        }
    }

    fn record_payload(&mut self, connection: u64, op: Option<u64>, payload: &Value) {
        let mut payload = payload.clone();
        if let Some(token) = payload.pointer_mut("/d/token") {
            *token = Value::from(REDACTED);
        }
        self.recording.gateway.push(RecordedPayload { connection, op: op.unwrap_or(u64::MAX), payload });
    }
}
