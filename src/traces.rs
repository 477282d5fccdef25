//! Sends what happens to each question, stage by stage, to a collector that speaks OTLP over HTTP, where the settings name one.
//!
//! In: an address. Out: a layer for `tracing` that turns spans into traces, and [`Traces`], which sends what waits at the end. Only names of stages,
//! ids and durations leave: what people write never does, and log lines stay in the log.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use opentelemetry::KeyValue;
use opentelemetry::trace::TracerProvider as _;
use opentelemetry_http::{Bytes, HttpClient, HttpError, Request, Response};
use opentelemetry_otlp::{ExporterBuildError, SpanExporter, WithExportConfig as _, WithHttpConfig as _};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::trace::SdkTracerProvider;
use tokio::runtime::Handle;
use tracing::Subscriber;
use tracing_subscriber::Layer;
use tracing_subscriber::filter::filter_fn;
use tracing_subscriber::registry::LookupSpan;

/// Where a collector takes traces, below its address (<https://opentelemetry.io/docs/specs/otlp/#otlphttp-request>).
const PATH: &str = "/v1/traces";

/// For one batch. A collector is near; what it does not take in this time is dropped, for answers come first.
const SENDING: Duration = Duration::from_secs(5);

/// For what still waits when the program ends: with everything else that ends it stays below a second.
const ENDING: Duration = Duration::from_millis(300);

/// Spans of other crates say nothing about questions, and those of network libraries say too much.
const OURS: &str = env!("CARGO_PKG_NAME");

/// Why there are no traces.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The address, or what the environment says about OTLP, cannot be used.
    #[error("no traces can be sent to `traces.url`: {0}")]
    Exporter(#[from] ExporterBuildError),
    /// There is no TLS to speak.
    #[error("no traces can be sent to `traces.url`: {0}")]
    Client(#[from] reqwest::Error),
}

/// Traces on their way.
#[derive(Debug)]
pub struct Traces {
    provider: SdkTracerProvider,
}

impl Traces {
    /// Sends traces to a collector from now on; requests are made on this runtime.
    ///
    /// # Errors
    /// Where what is set cannot be an address of a collector.
    pub fn start(collector: &str, runtime: Handle) -> Result<Self, Error> {
        let http = reqwest::Client::builder().timeout(SENDING).build()?;
        let line = Line { http, runtime, fails: Arc::default() };
        let exporter = SpanExporter::builder()
            .with_http()
            .with_http_client(line)
            .with_endpoint(format!("{collector}{PATH}"))
            .with_timeout(SENDING)
            .build()?;
        let version = KeyValue::new("service.version", env!("CARGO_PKG_VERSION"));
        let resource = Resource::builder().with_service_name(OURS).with_attribute(version).build();
        let provider = SdkTracerProvider::builder().with_batch_exporter(exporter).with_resource(resource).build();
        Ok(Self { provider })
    }

    /// What makes traces of spans.
    #[must_use]
    pub fn layer<S: Subscriber + for<'a> LookupSpan<'a>>(&self) -> impl Layer<S> {
        let layer = tracing_opentelemetry::layer().with_tracer(self.provider.tracer(OURS));
        let layer = layer.with_location(false).with_threads(false).with_tracked_inactivity(false);
        layer.with_filter(filter_fn(|metadata| metadata.is_span() && metadata.target().starts_with(OURS)))
    }

    /// Sends what waits, as far as there is time; blocks meanwhile.
    pub fn end(self) {
        if let Err(error) = self.provider.shutdown_with_timeout(ENDING) {
            tracing::debug!(%error, "the last traces were not sent");
        }
    }
}

/// The way to the collector: the client that everything else has, too.
#[derive(Debug, Clone)]
struct Line {
    http: reqwest::Client,
    runtime: Handle,
    /// Whether the last batch was lost, so that a collector that is down is told of once.
    fails: Arc<AtomicBool>,
}

#[async_trait::async_trait]
impl HttpClient for Line {
    async fn send_bytes(&self, request: Request<Bytes>) -> Result<Response<Bytes>, HttpError> {
        // Batches are sent from a thread without a runtime of its own.
        let line = self.clone();
        let sent = self.runtime.spawn(async move { line.send(request).await }).await?;
        match &sent {
            Ok(response) if response.status().is_success() => self.fails.store(false, Ordering::Relaxed),
            Ok(response) => self.tell(&response.status()),
            Err(error) => self.tell(error),
        }
        sent
    }
}

impl Line {
    async fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, HttpError> {
        let response = self.http.execute(request.try_into()?).await.map_err(reqwest::Error::without_url)?;
        let status = response.status();
        let mut told = Response::new(response.bytes().await?);
        *told.status_mut() = status;
        Ok(told)
    }

    fn tell(&self, why: &dyn std::fmt::Display) {
        if !self.fails.swap(true, Ordering::Relaxed) {
            tracing::warn!(%why, "the collector takes no traces; they are dropped until it does");
        }
    }
}
