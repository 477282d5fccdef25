//! A reply as one JSON object: what `ask --json` and each line of `ask --batch` print. Other tools rely on its keys and their order.
//!
//! In: a message. Out: the reply, and its object.

use std::io;
use std::time::Instant;

use serde::Serialize;
use serde_json::value::RawValue;

use super::load::Ready;
use crate::decision::Decision;
use crate::pipeline::{Incoming, Reply};
use crate::render::plain;

/// Digits that a confidence is given with; more would only look exact.
const DIGITS: f64 = 10_000.0;

/// A reply as other tools read it.
#[derive(Debug, Serialize)]
pub(super) struct Record<'i> {
    /// As whoever asked wrote it, byte for byte: read as a number, a long one would come back as another.
    id: Option<&'i RawValue>,
    decision: &'static str,
    entry: Option<String>,
    confidence: f64,
    alternatives: Vec<String>,
    title: String,
    text: String,
    sources: Vec<Source>,
    micros: u64,
}

impl Record<'_> {
    /// The object on one line.
    pub(super) fn line(&self) -> io::Result<String> {
        Ok(serde_json::to_string(self)?)
    }
}

#[derive(Debug, Serialize)]
struct Source {
    id: String,
    title: String,
    date: String,
}

/// Answers a message and takes the time.
pub(super) fn timed<'i>(docent: &Ready, incoming: Incoming<'_>, id: Option<&'i RawValue>) -> (Reply, Record<'i>) {
    let start = Instant::now();
    let reply = docent.respond(incoming);
    let text = reply.answer.as_ref().map(plain::text).unwrap_or_default();
    let micros = u64::try_from(start.elapsed().as_micros()).unwrap_or(u64::MAX);
    let record = record(&reply, text, id, micros);
    (reply, record)
}

fn record<'i>(reply: &Reply, text: String, id: Option<&'i RawValue>, micros: u64) -> Record<'i> {
    let entry = reply.id.as_ref().filter(|_| reply.decision == Decision::Answer);
    let sources = reply.answer.iter().flat_map(|answer| &answer.sources);
    Record {
        id,
        decision: reply.decision.as_str(),
        entry: entry.map(ToString::to_string),
        confidence: (f64::from(reply.confidence).clamp(0.0, 1.0) * DIGITS).round() / DIGITS,
        alternatives: alternatives(reply),
        title: reply.answer.as_ref().map(plain::title).unwrap_or_default(),
        text,
        sources: sources
            .map(|source| Source { id: source.id.to_string(), title: source.title.clone(), date: source.date.clone() })
            .collect(),
        micros,
    }
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
