//! A reply as one JSON object: what `ask --json` and each line of `ask --batch` print. Other tools rely on its keys and their order.
//!
//! In: a message. Out: the reply, and its object.

use std::time::Instant;

use serde_json::{Value, json};

use super::load::Ready;
use crate::decision::Decision;
use crate::pipeline::{Incoming, Reply};
use crate::render::plain;

/// Digits that a confidence is given with; more would only look exact.
const DIGITS: f64 = 10_000.0;

/// Answers a message and takes the time.
pub(super) fn timed(docent: &Ready, incoming: Incoming<'_>, id: &Value) -> (Reply, Value) {
    let start = Instant::now();
    let reply = docent.respond(incoming);
    let text = reply.answer.as_ref().map(plain::text).unwrap_or_default();
    let micros = u64::try_from(start.elapsed().as_micros()).unwrap_or(u64::MAX);
    let object = object(&reply, &text, id, micros);
    (reply, object)
}

fn object(reply: &Reply, text: &str, id: &Value, micros: u64) -> Value {
    let entry = reply.id.as_ref().filter(|_| reply.decision == Decision::Answer);
    let sources = reply.answer.iter().flat_map(|answer| &answer.sources);
    json!({
        "id": id,
        "decision": reply.decision.as_str(),
        "entry": entry.map(ToString::to_string),
        "confidence": (f64::from(reply.confidence).clamp(0.0, 1.0) * DIGITS).round() / DIGITS,
        "alternatives": alternatives(reply),
        "title": reply.answer.as_ref().map(plain::title).unwrap_or_default(),
        "text": text,
        "sources": sources.map(|source| json!({
            "id": source.id.as_str(),
            "title": source.title,
            "date": source.date,
        })).collect::<Vec<_>>(),
        "micros": micros,
    })
}

/// Best first. Where no answer was given, the best candidate leads: it is what Docent came nearest to saying.
fn alternatives(reply: &Reply) -> Vec<String> {
    let best = reply.id.iter().filter(|_| reply.decision != Decision::Answer);
    let mut ids: Vec<String> = Vec::new();
    for id in best.chain(reply.alternatives.iter().map(|choice| &choice.id)).map(ToString::to_string) {
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    ids
}
