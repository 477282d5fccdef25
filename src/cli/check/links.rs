//! `docent check --links`: follows every address that the knowledge sends readers to.
//!
//! In: the files. Out: a finding for each address where nothing is, and those of which a program cannot tell. The addresses of one host are
//! asked one after the other, so that nobody takes this for an attack.

use std::collections::BTreeMap;
use std::error::Error as _;
use std::time::Duration;

use futures_util::StreamExt as _;
use indicatif::ProgressBar;
use reqwest::{Client, Method, StatusCode};

use super::super::failure::Failure;
use super::super::progress;
use crate::check::{Link, links};
use crate::knowledge::{self, KnowledgeFile, Problem, Severity};

/// For one address, redirects included: what takes longer is of no use to a reader either.
const WAITING: Duration = Duration::from_secs(20);

/// Hosts that are asked at the same time.
const HOSTS_AT_ONCE: usize = 16;

/// What a site that wants to know who asks reads in its log.
const WHO_ASKS: &str = concat!("docent/", env!("CARGO_PKG_VERSION"), " (checks links)");

/// What came of following all.
pub(super) struct Followed {
    /// How many addresses there are.
    pub(super) count: usize,
    /// Those that lead nowhere.
    pub(super) dead: Vec<Problem>,
    /// Those that do not let a program look, or fail for the moment: a line each.
    pub(super) untold: Vec<String>,
}

/// What is behind an address.
enum Behind {
    Something,
    Nothing(String),
    Untold(String),
    /// The host does not answer at all.
    Silence(String),
}

pub(super) fn follow(files: &[KnowledgeFile]) -> Result<Followed, Failure> {
    let parsed = knowledge::parse(files);
    let links = parsed.knowledge.or(parsed.rest).map(|knowledge| links(&knowledge, &parsed.places)).unwrap_or_default();
    let client = Client::builder().timeout(WAITING).user_agent(WHO_ASKS).build();
    let client = client.map_err(|error| Failure::Use(format!("no address can be followed: {error}")))?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let bar = progress::bar(links.len(), "links");
    let asked = runtime.block_on(ask_all(&client, &links, &bar));
    bar.finish_and_clear();
    Ok(sorted_out(links.len(), asked))
}

async fn ask_all<'l>(client: &Client, links: &'l [Link], bar: &ProgressBar) -> Vec<(&'l Link, Behind)> {
    let mut hosts: BTreeMap<&str, Vec<&Link>> = BTreeMap::new();
    for link in links {
        hosts.entry(host(&link.address)).or_default().push(link);
    }
    let one_host = |links: Vec<&'l Link>| async move {
        let mut asked: Vec<(&Link, Behind)> = Vec::with_capacity(links.len());
        for link in links {
            // A host that does not answer is not asked for each of its pages.
            let behind = match asked.last() {
                Some((_, Behind::Silence(why))) => Behind::Silence(why.clone()),
                _ => ask(client, &link.address).await,
            };
            asked.push((link, behind));
            bar.inc(1);
        }
        asked
    };
    let hosts = futures_util::stream::iter(hosts.into_values().map(one_host));
    hosts.buffer_unordered(HOSTS_AT_ONCE).collect::<Vec<_>>().await.into_iter().flatten().collect()
}

/// What stands between `//` and the path.
fn host(address: &str) -> &str {
    let rest = address.split_once("//").map_or(address, |(_, rest)| rest);
    rest.split(['/', '?', '#']).next().unwrap_or(rest)
}

async fn ask(client: &Client, address: &str) -> Behind {
    // Many sites answer HEAD with something else than what a reader gets: only a yes is believed.
    match status(client, Method::HEAD, address).await {
        Ok(StatusCode::OK) => return Behind::Something,
        Err(error) if error.is_connect() || error.is_timeout() => return Behind::Silence(cause(&error)),
        _ => {}
    }
    match status(client, Method::GET, address).await {
        Ok(status) if status.is_success() => Behind::Something,
        Ok(status @ (StatusCode::NOT_FOUND | StatusCode::GONE)) => Behind::Nothing(format!("it answers {status}")),
        Ok(status) => Behind::Untold(format!("{address} answers {status}")),
        Err(error) => Behind::Nothing(cause(&error)),
    }
}

async fn status(client: &Client, method: Method, address: &str) -> reqwest::Result<StatusCode> {
    client.request(method, address).send().await.map(|response| response.status())
}

/// What lies deepest says what happened.
fn cause(error: &reqwest::Error) -> String {
    if error.is_timeout() {
        return format!("nothing came within {} s", WAITING.as_secs());
    }
    let mut deepest = error.source();
    while let Some(deeper) = deepest.and_then(std::error::Error::source) {
        deepest = Some(deeper);
    }
    deepest.map_or_else(|| "it cannot be asked".to_owned(), ToString::to_string)
}

fn sorted_out(count: usize, asked: Vec<(&Link, Behind)>) -> Followed {
    let (mut dead, mut untold) = (Vec::new(), Vec::new());
    for (link, behind) in asked {
        match behind {
            Behind::Something => {}
            Behind::Nothing(why) | Behind::Silence(why) => {
                let message = format!("`{}` leads nowhere: {why}", link.address);
                let help = "give the address where it is now, or take it out";
                dead.push(link.place.problem(Severity::Warning, message, help));
            }
            Behind::Untold(why) => untold.push(why),
        }
    }
    untold.sort();
    Followed { count, dead, untold }
}
