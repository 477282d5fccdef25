//! How a session starts, resumes and ends.

use serde_json::{Value, json};

use super::super::state::World;
use super::intents;
use super::opcode::DECODE_ERROR;
use super::session::{Outgoing, Session};

/// Why a client is not let in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// The connection is closed with this code.
    Close(u16, &'static str),
    /// The session is gone; the client shall identify anew.
    InvalidSession,
}

const AUTHENTICATION_FAILED: Refusal = Refusal::Close(4004, "Authentication failed.");
const INVALID_SEQUENCE: Refusal = Refusal::Close(4007, "Invalid seq.");
const INVALID_SHARD: Refusal = Refusal::Close(4010, "Invalid shard.");
const INVALID_INTENTS: Refusal = Refusal::Close(4013, "Invalid intent(s).");
const DISALLOWED_INTENTS: Refusal = Refusal::Close(4014, "Disallowed intent(s).");
/// The version of the gateway that READY speaks of.
const VERSION: u8 = 10;

impl World {
    /// IDENTIFY: a new session, or the reason why not.
    pub(super) fn identify(&mut self, number: u64, data: &Value) -> Result<(), Refusal> {
        self.check_token(data)?;
        let intents = self.check_intents(data)?;
        let shard = shard(data)?;
        if !data["properties"].is_object() {
            return Err(DECODE_ERROR);
        }
        let id = format!("{:032x}", u128::from(self.snowflakes.next()) << 16);
        self.attach(number, &id);
        let session = Session { id, intents, shard, sequence: 0, log: Vec::new(), connection: Some(number) };
        self.sessions.push(session);
        self.welcome(self.sessions.len() - 1);
        Ok(())
    }

    /// RESUME: what was missed, then RESUMED.
    pub(super) fn resume(&mut self, number: u64, data: &Value) -> Result<(), Refusal> {
        self.check_token(data)?;
        let id = data["session_id"].as_str().ok_or(DECODE_ERROR)?.to_owned();
        let seen = data["seq"].as_u64().ok_or(DECODE_ERROR)?;
        if self.faults.refuse_resume {
            self.sessions.retain(|session| session.id != id);
        }
        let index = self.sessions.iter().position(|session| session.id == id).ok_or(Refusal::InvalidSession)?;
        self.attach(number, &id);
        let session = self.sessions.get_mut(index).ok_or(Refusal::InvalidSession)?;
        if seen > session.sequence {
            return Err(INVALID_SEQUENCE);
        }
        session.connection = Some(number);
        let missed: Vec<Value> =
            session.log.iter().filter(|(sequence, _)| *sequence > seen).map(|(_, payload)| payload.clone()).collect();
        if let Some(connection) = self.connections.get(&number) {
            for payload in missed {
                connection.send(Outgoing::Payload(payload));
            }
        }
        self.send_to(index, "RESUMED", &json!({}));
        Ok(())
    }

    /// The connection is gone; its session waits for a resume.
    pub(crate) fn hang_up(&mut self, number: u64) {
        self.connections.remove(&number);
        for session in &mut self.sessions {
            if session.connection == Some(number) {
                session.connection = None;
            }
        }
    }

    fn attach(&mut self, number: u64, session: &str) {
        if let Some(connection) = self.connections.get_mut(&number) {
            connection.session = Some(session.to_owned());
        }
    }

    fn check_token(&self, data: &Value) -> Result<(), Refusal> {
        let token = data["token"].as_str().ok_or(DECODE_ERROR)?;
        let bare = token.strip_prefix("Bot ").unwrap_or(token);
        if bare == self.options.token { Ok(()) } else { Err(AUTHENTICATION_FAILED) }
    }

    fn check_intents(&self, data: &Value) -> Result<u64, Refusal> {
        let intents = data["intents"].as_u64().ok_or(DECODE_ERROR)?;
        if intents & !intents::KNOWN != 0 {
            return Err(INVALID_INTENTS);
        }
        let granted = !intents::PRIVILEGED | self.options.privileged_intents;
        if intents & !granted == 0 { Ok(intents) } else { Err(DISALLOWED_INTENTS) }
    }

    /// READY, then every server of the shard.
    fn welcome(&mut self, index: usize) {
        let Some(session) = self.sessions.get(index) else {
            return;
        };
        let (shard, total) = session.shard;
        let (id, held) = (session.id.clone(), session.intents);
        let of_shard = |guild: &u64| (guild >> 22) % u64::from(total.max(1)) == u64::from(shard);
        let guilds: Vec<u64> = self.guilds.keys().map(|guild| guild.get()).filter(of_shard).collect();
        let unavailable: Vec<Value> =
            guilds.iter().map(|guild| json!({"id": guild.to_string(), "unavailable": true})).collect();
        let ready = json!({
            "v": VERSION,
            "user": self.user_json(self.bot),
            "guilds": unavailable,
            "session_id": id,
            "session_type": "normal",
            "resume_gateway_url": self.gateway_url(),
            "shard": [shard, total],
            "application": {"id": self.bot.to_string(), "flags": self.application_flags()},
            "private_channels": [], "presences": [], "relationships": [], "user_settings": {},
        });
        self.send_to(index, "READY", &ready);
        if intents::holds(held, intents::GUILDS) {
            for guild in guilds {
                let whole = self.guild_create_json(guild.into(), held);
                self.send_to(index, "GUILD_CREATE", &whole);
            }
        }
    }
}

/// `[id, total]`, or the only shard.
fn shard(data: &Value) -> Result<(u32, u32), Refusal> {
    if data["shard"].is_null() {
        return Ok((0, 1));
    }
    let part = |index: usize| data["shard"][index].as_u64().and_then(|number| u32::try_from(number).ok());
    let (id, total) = part(0).zip(part(1)).ok_or(INVALID_SHARD)?;
    if id < total { Ok((id, total)) } else { Err(INVALID_SHARD) }
}
