//! Counts what Docent does, in the form that Prometheus reads.
//!
//! In: what happened, told by the rooms where it happens. Out: a page of numbers. One value a bot, shared by its clones, and no global: two bots in one
//! process count apart. A label never holds what people wrote, nor an id: every one has a handful of values.

use std::borrow::Cow;
use std::sync::Arc;
use std::time::Duration;

use prometheus_client::encoding::text;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;

use crate::decision::Decision;
use crate::live::Now;
use crate::store::{Health, State};

/// Upper bounds in seconds: thinking takes well under a millisecond, Discord gives up after three seconds, a reply is tried for 90.
const BOUNDS: [f64; 14] = [0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 2.0, 3.0, 10.0, 30.0, 90.0];
/// Names with their values.
type Labels<const N: usize> = [(&'static str, Cow<'static, str>); N];

/// Where people met Docent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Surface {
    /// A message in a channel or a direct conversation.
    Message,
    /// A slash command or an entry of a menu.
    Command,
    /// Suggestions while somebody types.
    Autocomplete,
    /// A button or a menu below a message.
    Press,
    /// A filled-in form.
    Form,
}

/// What takes time between a question and its reply.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Reading, matching, deciding, composing: the whole core.
    Think,
    /// Putting it on a screen.
    Render,
    /// Sending it, waits for rate limits and repetitions included.
    Send,
    /// From the event to the end of its handling.
    Whole,
}

impl Surface {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Message => "message",
            Self::Command => "command",
            Self::Autocomplete => "autocomplete",
            Self::Press => "press",
            Self::Form => "form",
        }
    }
}

impl Stage {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Think => "think",
            Self::Render => "render",
            Self::Send => "send",
            Self::Whole => "whole",
        }
    }
}

/// All counts of one bot.
#[derive(Debug, Clone, Default)]
pub struct Metrics {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    registry: Registry,
    decisions: Family<Labels<2>, Counter>,
    stages: Family<Labels<2>, Histogram, fn() -> Histogram>,
    events: Family<Labels<1>, Counter>,
    unparsable: Family<Labels<1>, Counter>,
    shed: Family<Labels<1>, Counter>,
    requests: Family<Labels<2>, Counter>,
    retries: Family<Labels<1>, Counter>,
    queues: Family<Labels<1>, Gauge>,
    shards: Family<Labels<1>, Gauge>,
    knowledge: Knowledge,
    store: Kept,
}

#[derive(Debug, Default)]
struct Knowledge {
    version: Gauge,
    entries: Gauge,
    current: Gauge,
    problems: Gauge,
}

#[derive(Debug, Default)]
struct Kept {
    up: Gauge,
    errors: Gauge,
    dropped: Gauge,
}

impl Default for Inner {
    fn default() -> Self {
        let mut inner = Self {
            registry: Registry::with_prefix("docent"),
            decisions: Family::default(),
            stages: Family::new_with_constructor(histogram as fn() -> Histogram),
            events: Family::default(),
            unparsable: Family::default(),
            shed: Family::default(),
            requests: Family::default(),
            retries: Family::default(),
            queues: Family::default(),
            shards: Family::default(),
            knowledge: Knowledge::default(),
            store: Kept::default(),
        };
        inner.register();
        inner
    }
}

impl Inner {
    fn register(&mut self) {
        let all = &mut self.registry;
        all.register("decisions", "Questions by what was decided", self.decisions.clone());
        all.register("stage_seconds", "How long each stage took", self.stages.clone());
        all.register("gateway_events", "Events that arrived from Discord", self.events.clone());
        all.register("unparsable_events", "Events that could not be read", self.unparsable.clone());
        all.register("shed_events", "Events dropped because too much was under way", self.shed.clone());
        all.register("rest_requests", "Requests to Discord by what came of them", self.requests.clone());
        all.register("rest_retries", "Requests that were tried again", self.retries.clone());
        all.register("queue_depth", "What waits or is under way", self.queues.clone());
        all.register("shards", "Gateway connections", self.shards.clone());
        let known = &self.knowledge;
        all.register(
            "knowledge_version",
            "How often the knowledge was looked at since the start",
            known.version.clone(),
        );
        all.register("knowledge_entries", "Entries that answer", known.entries.clone());
        all.register(
            "knowledge_current",
            "1 where the folder is what answers, 0 where it is broken",
            known.current.clone(),
        );
        all.register("knowledge_problems", "Problems that the last look found", known.problems.clone());
        all.register("store_up", "1 where the store keeps what it is given", self.store.up.clone());
        all.register("store_errors", "Failed uses of the store since the start", self.store.errors.clone());
        all.register("store_dropped", "Lines that the store gave up since the start", self.store.dropped.clone());
    }
}

impl Metrics {
    /// A question was decided.
    pub fn decided(&self, surface: Surface, decision: Decision) {
        self.inner
            .decisions
            .get_or_create(&[("surface", surface.as_str().into()), ("decision", decision.as_str().into())])
            .inc();
    }

    /// A stage was passed.
    pub fn took(&self, surface: Surface, stage: Stage, time: Duration) {
        self.inner
            .stages
            .get_or_create(&[("surface", surface.as_str().into()), ("stage", stage.as_str().into())])
            .observe(time.as_secs_f64());
    }

    /// An event arrived.
    pub fn event(&self, event: &'static str) {
        self.inner.events.get_or_create(&[("event", event.into())]).inc();
    }

    /// An event could not be read.
    pub fn unparsable(&self, kind: &'static str) {
        self.inner.unparsable.get_or_create(&[("kind", kind.into())]).inc();
    }

    /// An event was dropped.
    pub fn shed(&self, event: &'static str) {
        self.inner.shed.get_or_create(&[("event", event.into())]).inc();
    }

    /// How many events of a kind were dropped.
    #[must_use]
    pub fn sheds(&self, event: &'static str) -> u64 {
        self.inner.shed.get_or_create(&[("event", event.into())]).get()
    }

    /// A request to Discord came to this: a status, or a word for why there is none.
    pub fn requested(&self, method: &str, result: &str) {
        self.inner
            .requests
            .get_or_create(&[("method", method.to_owned().into()), ("result", result.to_owned().into())])
            .inc();
    }

    /// A request will be tried again.
    pub fn retried(&self, reason: &'static str) {
        self.inner.retries.get_or_create(&[("reason", reason.into())]).inc();
    }

    /// How many wait in a queue.
    pub fn queued(&self, queue: &'static str, count: usize) {
        self.inner.queues.get_or_create(&[("queue", queue.into())]).set(whole(count));
    }

    /// How many gateway connections there are to be, and are.
    pub fn connected(&self, wanted: usize, connected: usize) {
        self.inner.shards.get_or_create(&[("state", "wanted".into())]).set(whole(wanted));
        self.inner.shards.get_or_create(&[("state", "connected".into())]).set(whole(connected));
    }

    /// Gateway connections: wanted, and there.
    #[must_use]
    pub fn shards(&self) -> (i64, i64) {
        let get = |state: &'static str| self.inner.shards.get_or_create(&[("state", state.into())]).get();
        (get("wanted"), get("connected"))
    }

    /// How the knowledge and the store are, looked up where somebody wants to know.
    pub fn observe(&self, now: &Now, health: &Health) {
        let known = &self.inner.knowledge;
        known.version.set(i64::try_from(now.looks).unwrap_or(i64::MAX));
        known.entries.set(whole(now.docent.knowledge().entries.len()));
        known.current.set(i64::from(now.is_current()));
        known.problems.set(whole(now.problems.len()));
        let store = &self.inner.store;
        store.up.set(i64::from(health.state == State::Ok && health.loaded));
        store.errors.set(i64::try_from(health.errors).unwrap_or(i64::MAX));
        store.dropped.set(i64::try_from(health.dropped).unwrap_or(i64::MAX));
        self.queued("store", health.queued);
    }

    /// All of it as text.
    #[must_use]
    pub fn page(&self) -> String {
        let mut page = String::new();
        // Writing to memory does not fail.
        let _ = text::encode(&mut page, &self.inner.registry);
        page
    }
}

fn histogram() -> Histogram {
    Histogram::new(BOUNDS)
}

fn whole(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_bot_counts_for_itself() {
        let (one, other) = (Metrics::default(), Metrics::default());
        one.clone().decided(Surface::Message, Decision::Answer);
        one.took(Surface::Message, Stage::Think, Duration::from_micros(200));
        let page = one.page();
        assert!(page.contains("docent_decisions_total{surface=\"message\",decision=\"answer\"} 1"), "{page}");
        assert!(
            page.contains("docent_stage_seconds_bucket{le=\"0.0003\",surface=\"message\",stage=\"think\"} 1"),
            "{page}"
        );
        assert!(!other.page().contains("decisions_total{"));
    }
}
