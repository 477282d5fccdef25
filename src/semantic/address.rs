//! Vectors from an OpenAI-compatible address: those of the knowledge at the start, those of a message before it is read.
//!
//! In: texts. Out: vectors, kept: of the knowledge on the disk ([`super::vector_file`]), of messages in memory only. An address that fails is left alone for a
//! while ([`super::breaker`]). Errors hold neither the key nor what the address said.

use std::collections::{HashMap, VecDeque};
use std::error::Error as _;
use std::path::Path;
use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use reqwest::header::{AUTHORIZATION, HeaderMap, HeaderValue};
use reqwest::redirect::Policy;
use secrecy::{ExposeSecret as _, SecretString};
use serde::Deserialize;
use serde_json::json;

use super::breaker::{Breaker, Change};
use super::vector_file::VectorFile;
use crate::matching::Vectors;

/// Texts of the knowledge that are sent at a time: small enough for a model on a laptop, far below every limit.
const BATCH: usize = 64;
/// How long such a batch may take.
const LEARNING: Duration = Duration::from_mins(1);
/// Bytes of an answer that are read: a batch of the widest vectors has a few million.
const MOST_BYTES: usize = 32 << 20;
/// Texts of messages whose vectors are kept: people ask the same thing again.
const KEPT: usize = 1_024;

/// An address and what it is known to have said.
#[derive(Debug)]
pub(super) struct Address {
    client: reqwest::Client,
    url: String,
    name: String,
    timeout: Duration,
    breaker: Breaker,
    recent: Mutex<Recent>,
    /// Length of the vectors that were learnt from.
    width: OnceLock<usize>,
}

/// Vectors of messages, oldest first.
#[derive(Debug, Default)]
struct Recent {
    vectors: HashMap<String, Vec<f32>>,
    order: VecDeque<String>,
}

/// Why there are no vectors, for the log.
#[derive(Debug, thiserror::Error)]
pub(super) enum Failure {
    #[error("no answer within {} ms", .0.as_millis())]
    Timeout(Duration),
    #[error("{0}")]
    Http(String),
    #[error("it answers {0}")]
    Status(u16),
    #[error("its answer is longer than {MOST_BYTES} bytes")]
    TooLarge,
    #[error("its answer is no JSON with `data` and `embedding`")]
    Shape,
    #[error("it gave {given} vectors for {asked} texts")]
    Count { asked: usize, given: usize },
    #[error("its vectors have {given} numbers instead of {expected}")]
    Width { expected: usize, given: usize },
    #[error("a vector holds what is no number")]
    NotFinite,
}

#[derive(Deserialize)]
struct Answer {
    data: Vec<One>,
}

#[derive(Deserialize)]
struct One {
    index: Option<usize>,
    embedding: Vec<f32>,
}

impl Address {
    pub(super) fn new(
        url: &str,
        name: &str,
        key: Option<SecretString>,
        timeout: Duration,
        pause: Duration,
    ) -> Result<Self, super::Error> {
        let mut headers = HeaderMap::new();
        if let Some(key) = key {
            // What is visible ASCII always fits into a header; checked where the key was read.
            let value = HeaderValue::from_str(&format!("Bearer {}", key.expose_secret()));
            let mut value = value.map_err(|_| super::Error::Http("the key fits no header".to_owned()))?;
            value.set_sensitive(true);
            headers.insert(AUTHORIZATION, value);
        }
        // A redirect would carry the key to a place that nobody configured.
        let builder = reqwest::Client::builder().default_headers(headers).redirect(Policy::none());
        let client = builder.build().map_err(|error| super::Error::Http(cause(error)))?;
        Ok(Self {
            client,
            url: url.to_owned(),
            name: name.to_owned(),
            timeout,
            breaker: Breaker::new(pause),
            recent: Mutex::default(),
            width: OnceLock::new(),
        })
    }

    /// Vectors of all texts of the knowledge, from the disk as far as it has them; none where the address fails, then the log says so. What was fetched until
    /// then is kept, so that the next start goes on from there.
    pub(super) async fn learn(&self, texts: &[String], cache: &Path) -> Option<HashMap<String, Vec<f32>>> {
        let file = VectorFile::new(cache, &self.url, &self.name);
        let mut vectors = file.read(texts);
        let missing: Vec<String> = texts.iter().filter(|text| !vectors.contains_key(*text)).cloned().collect();
        let fetched = self.fetch_all(&missing, &mut vectors).await;
        if !missing.is_empty()
            && let Err(error) = file.write(&vectors)
        {
            tracing::warn!(file = %file.path().display(), %error, "vectors cannot be kept: the next start fetches them again");
        }
        match fetched {
            Ok(()) => {
                let (texts, fetched) = (texts.len(), missing.len());
                tracing::info!(texts, fetched, model = self.name, "vectors of the knowledge learned");
                Some(vectors)
            }
            Err(failure) => {
                tracing::warn!(address = self.url, model = self.name, %failure, "no vectors of the knowledge: answering without meaning until the next start");
                None
            }
        }
    }

    async fn fetch_all(&self, missing: &[String], into: &mut HashMap<String, Vec<f32>>) -> Result<(), Failure> {
        for batch in missing.chunks(BATCH) {
            let vectors = self.fetch(batch, LEARNING).await?;
            into.extend(batch.iter().cloned().zip(vectors));
        }
        let Some(expected) = into.values().next().map(Vec::len) else { return Ok(()) };
        // A model behind the address that changed since the file was written.
        if let Some(given) = into.values().map(Vec::len).find(|width| *width != expected) {
            into.clear();
            return Err(Failure::Width { expected, given });
        }
        self.width.get_or_init(|| expected);
        Ok(())
    }

    /// Fetches the vectors of a message's texts, within the time-out; what fails is noted, and Docent answers without.
    pub(super) async fn prepare(&self, texts: &[String]) {
        let missing: Vec<String> = texts.iter().filter(|text| self.vector(text).is_none()).cloned().collect();
        if missing.is_empty() || !self.breaker.allows(Instant::now()) {
            return;
        }
        match self.fetch(&missing, self.timeout).await {
            Ok(vectors) => {
                self.keep(missing.into_iter().zip(vectors));
                if self.breaker.succeeded() == Change::Back {
                    tracing::info!(address = self.url, "the embeddings address is back");
                }
            }
            Err(failure) => {
                if self.breaker.failed(Instant::now()) == Change::Down {
                    let pause = self.breaker.pause.as_secs();
                    tracing::warn!(address = self.url, %failure, pause, "the embeddings address counts as down: answering without meaning");
                } else {
                    tracing::debug!(address = self.url, %failure, "no vectors of a message: answering without meaning");
                }
            }
        }
    }

    fn keep(&self, vectors: impl Iterator<Item = (String, Vec<f32>)>) {
        let mut recent = self.recent.lock().unwrap_or_else(PoisonError::into_inner);
        for (text, vector) in vectors {
            if recent.vectors.insert(text.clone(), vector).is_none() {
                recent.order.push_back(text);
            }
            if recent.order.len() > KEPT
                && let Some(oldest) = recent.order.pop_front()
            {
                recent.vectors.remove(&oldest);
            }
        }
    }

    /// Vectors of texts, in their order.
    async fn fetch(&self, texts: &[String], within: Duration) -> Result<Vec<Vec<f32>>, Failure> {
        let answer = tokio::time::timeout(within, self.post(texts)).await;
        let bytes = answer.map_err(|_| Failure::Timeout(within))??;
        let answer: Answer = serde_json::from_slice(&bytes).map_err(|_| Failure::Shape)?;
        in_order(answer, texts.len(), self.width.get().copied())
    }

    async fn post(&self, texts: &[String]) -> Result<Vec<u8>, Failure> {
        let failed = |error: reqwest::Error| Failure::Http(cause(error));
        let body = json!({ "model": self.name, "input": texts, "encoding_format": "float" });
        let mut response = self.client.post(&self.url).json(&body).send().await.map_err(failed)?;
        if !response.status().is_success() {
            // What it says may repeat the key.
            return Err(Failure::Status(response.status().as_u16()));
        }
        let mut bytes = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(failed)? {
            bytes.extend_from_slice(&chunk);
            if bytes.len() > MOST_BYTES {
                return Err(Failure::TooLarge);
            }
        }
        Ok(bytes)
    }
}

impl Vectors for Address {
    fn vector(&self, text: &str) -> Option<Vec<f32>> {
        self.recent.lock().unwrap_or_else(PoisonError::into_inner).vectors.get(text).cloned()
    }
}

/// The vectors of an answer in the order of the texts, checked.
fn in_order(answer: Answer, asked: usize, width: Option<usize>) -> Result<Vec<Vec<f32>>, Failure> {
    let given = answer.data.len();
    let expected = width.or_else(|| answer.data.first().map(|one| one.embedding.len())).unwrap_or_default();
    let mut vectors: Vec<Option<Vec<f32>>> = vec![None; asked];
    for (at, one) in answer.data.into_iter().enumerate() {
        let given_width = one.embedding.len();
        if given_width != expected || given_width == 0 {
            return Err(Failure::Width { expected, given: given_width });
        }
        if one.embedding.iter().any(|value| !value.is_finite()) {
            return Err(Failure::NotFinite);
        }
        if let Some(place) = vectors.get_mut(one.index.unwrap_or(at)) {
            *place = Some(one.embedding);
        }
    }
    let whole = vectors.into_iter().collect::<Option<Vec<_>>>().filter(|_| given == asked);
    whole.ok_or(Failure::Count { asked, given })
}

/// What went wrong, down to the system's own words, without the address: the log names the one that is set.
pub(super) fn cause(error: reqwest::Error) -> String {
    let error = error.without_url();
    let mut words = error.to_string();
    let mut source = error.source();
    while let Some(inner) = source {
        words = inner.to_string();
        source = inner.source();
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checked(data: &serde_json::Value, asked: usize, width: Option<usize>) -> Result<Vec<Vec<f32>>, String> {
        let answer = serde_json::from_value(json!({ "data": data })).map_err(|error| error.to_string())?;
        in_order(answer, asked, width).map_err(|failure| failure.to_string())
    }

    #[test]
    fn vectors_stand_in_the_order_of_the_texts() {
        let (one, other) = (json!({"index": 1, "embedding": [1, 2]}), json!({"index": 0, "embedding": [3, 4]}));
        let wanted = vec![vec![3.0, 4.0], vec![1.0, 2.0]];
        assert_eq!(checked(&json!([one, other]), 2, None), Ok(wanted.clone()));
        let bare = |values: [i32; 2]| json!({"embedding": values});
        assert_eq!(checked(&json!([bare([3, 4]), bare([1, 2])]), 2, Some(2)), Ok(wanted));
    }

    #[test]
    fn an_answer_that_does_not_fit_is_refused() {
        let one = |index: usize, width: usize| json!({"index": index, "embedding": vec![1.0; width]});
        let rows = [
            (json!([one(0, 2)]), 2, None, "it gave 1 vectors for 2 texts"),
            (json!([one(0, 2), one(0, 2)]), 2, None, "it gave 2 vectors for 2 texts"),
            (json!([one(0, 2), one(7, 2)]), 2, None, "it gave 2 vectors for 2 texts"),
            (json!([one(0, 2), one(1, 3)]), 2, None, "its vectors have 3 numbers instead of 2"),
            (json!([one(0, 3)]), 1, Some(2), "its vectors have 3 numbers instead of 2"),
            (json!([one(0, 0)]), 1, None, "its vectors have 0 numbers instead of 0"),
            (json!([{"index": 0, "embedding": [1e39]}]), 1, None, "a vector holds what is no number"),
        ];
        for (data, asked, width, expected) in rows {
            assert_eq!(checked(&data, asked, width), Err(expected.to_owned()), "{data}");
        }
    }
}
