//! Fetches the bytes of an archive: within a time, up to a size, only from where it may, and only if they are new.
//!
//! In: a source and the mark of what is there. Out: bytes with their mark, or nothing where the source has the same. What the bytes are is left to `unpack`.

use std::error::Error as _;
use std::sync::Arc;
use std::time::Duration;

use reqwest::header::{ETAG, IF_NONE_MATCH, LOCATION};
use reqwest::{Client, Response, StatusCode, Url};

use super::address::{self, PrivateAddress, PublicOnly};
use super::{Error, Source};

/// For a connection.
const CONNECTING: Duration = Duration::from_secs(5);
/// For all of it.
const TOTAL: Duration = Duration::from_mins(1);
/// The largest archive, in MiB: thousands of entries pack into two.
const LARGEST: u64 = 32;
/// Redirects that are followed, each judged like the first address.
const REDIRECTS: usize = 5;

/// What came.
#[derive(Debug)]
pub(super) struct Fetched {
    pub(super) bytes: Vec<u8>,
    /// By which the source tells this from another version.
    pub(super) mark: Option<String>,
}

pub(super) async fn fetch(source: &Source, mark: Option<&str>) -> Result<Option<Fetched>, Error> {
    let client = client(source)?;
    let work = async {
        let response = follow(source, &client, mark).await?;
        if response.status() == StatusCode::NOT_MODIFIED {
            return Ok(None);
        }
        let mark = response.headers().get(ETAG).and_then(|mark| mark.to_str().ok()).map(str::to_owned);
        Ok(Some(Fetched { bytes: read(source, response).await?, mark }))
    };
    let late = || Error::Fetch(source.url.to_string(), format!("it took longer than {} s", TOTAL.as_secs()));
    tokio::time::timeout(TOTAL, work).await.unwrap_or_else(|_| Err(late()))
}

fn client(source: &Source) -> Result<Client, Error> {
    let builder = Client::builder().connect_timeout(CONNECTING).redirect(reqwest::redirect::Policy::none());
    // A proxy of the environment would look names up by itself.
    let builder = if source.private { builder } else { builder.no_proxy().dns_resolver(Arc::new(PublicOnly)) };
    builder.build().map_err(|error| Error::Fetch(source.url.to_string(), error.to_string()))
}

async fn follow(source: &Source, client: &Client, mark: Option<&str>) -> Result<Response, Error> {
    let mut url = source.url.clone();
    for _ in 0..=REDIRECTS {
        if !source.private && address::names_private_place(&url) {
            return Err(Error::Private(url.to_string()));
        }
        let request = client.get(url.clone());
        let request = if let Some(mark) = mark { request.header(IF_NONE_MATCH, mark) } else { request };
        let response = request.send().await.map_err(|error| failed(&url, &error))?;
        if !response.status().is_redirection() || response.status() == StatusCode::NOT_MODIFIED {
            let answered = response.status().is_success() || response.status() == StatusCode::NOT_MODIFIED;
            let why = || Error::Fetch(url.to_string(), format!("it answered {}", response.status()));
            return if answered { Ok(response) } else { Err(why()) };
        }
        url = next(&url, &response)?;
    }
    Err(Error::Fetch(source.url.to_string(), format!("it redirects more than {REDIRECTS} times")))
}

/// Where a redirect leads; never from a safe line to an open one, never to another kind of address.
fn next(url: &Url, response: &Response) -> Result<Url, Error> {
    let location = response.headers().get(LOCATION).and_then(|location| location.to_str().ok());
    let next = location.and_then(|location| url.join(location).ok());
    let allowed = |next: &Url| next.scheme() == "https" || (next.scheme() == "http" && url.scheme() == "http");
    next.filter(allowed)
        .ok_or_else(|| Error::Fetch(url.to_string(), "it redirects to where Docent does not follow".to_owned()))
}

async fn read(source: &Source, mut response: Response) -> Result<Vec<u8>, Error> {
    let most = LARGEST * 1024 * 1024;
    let large = || Error::TooLarge(source.url.to_string(), LARGEST);
    let mut bytes = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|error| failed(&source.url, &error))? {
        if (bytes.len() + chunk.len()) as u64 > most {
            return Err(large());
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

fn failed(url: &Url, error: &reqwest::Error) -> Error {
    let mut cause = error.source();
    let mut why = error.to_string();
    while let Some(deeper) = cause {
        if deeper.is::<PrivateAddress>() {
            return Error::Private(url.to_string());
        }
        why = deeper.to_string();
        cause = deeper.source();
    }
    Error::Fetch(url.to_string(), why)
}
