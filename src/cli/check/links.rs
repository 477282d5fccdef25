//! `docent check --links`: follows every address that the knowledge sends readers to.
//!
//! In: the files. Out: a finding for each address where nothing is, and those of which a program cannot tell; where no host gives any answer, that is told of this
//! machine and of no address. The addresses of one host are asked one after the other, so that nobody takes this for an attack.

use std::collections::{BTreeMap, HashSet};
use std::error::Error as _;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use futures_util::StreamExt as _;
use indicatif::ProgressBar;
use reqwest::redirect::Policy;
use reqwest::{Client, Method, Response, StatusCode};

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
    /// How one host was missed, where none gave any answer: hardly all are gone, so this machine reaches nothing, and no link is judged.
    pub(super) cut_off: Option<String>,
}

/// What is behind an address.
enum Behind {
    Something,
    Nothing(String),
    Untold(String),
    /// The host does not answer at all.
    Silence(String),
    /// Nobody can be asked: it is no address.
    Unaskable(String),
}

/// Asks hosts, and notes which of them led on to another address.
struct Asker {
    client: Client,
    led_on: Arc<Mutex<HashSet<String>>>,
}

pub(super) fn follow(files: &[KnowledgeFile]) -> Result<Followed, Failure> {
    let parsed = knowledge::parse(files);
    let links = parsed.knowledge.or(parsed.rest).map(|knowledge| links(&knowledge, &parsed.places)).unwrap_or_default();
    let asker = Asker::new().map_err(|error| Failure::Use(format!("no address can be followed: {error}")))?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let bar = progress::bar(links.len(), "links");
    let behind_each = runtime.block_on(ask_all(&asker, &links, &bar));
    bar.finish_and_clear();
    Ok(sorted_out(links.len(), behind_each))
}

async fn ask_all<'l>(asker: &Asker, links: &'l [Link], bar: &ProgressBar) -> Vec<(&'l Link, Behind)> {
    let mut hosts: BTreeMap<&str, Vec<&Link>> = BTreeMap::new();
    for link in links {
        hosts.entry(host(&link.address)).or_default().push(link);
    }
    let one_host = |links: Vec<&'l Link>| async move {
        let mut behind_each: Vec<(&Link, Behind)> = Vec::with_capacity(links.len());
        for link in links {
            // A host that does not answer is not asked for each of its pages.
            let behind = match behind_each.last() {
                Some((_, Behind::Silence(why))) => Behind::Silence(why.clone()),
                _ => asker.ask(&link.address).await,
            };
            behind_each.push((link, behind));
            bar.inc(1);
        }
        behind_each
    };
    let hosts = futures_util::stream::iter(hosts.into_values().map(one_host));
    hosts.buffer_unordered(HOSTS_AT_ONCE).collect::<Vec<_>>().await.into_iter().flatten().collect()
}

/// What stands between `//` and the path.
fn host(address: &str) -> &str {
    let rest = address.split_once("//").map_or(address, |(_, rest)| rest);
    rest.split(['/', '?', '#']).next().unwrap_or(rest)
}

impl Asker {
    fn new() -> reqwest::Result<Self> {
        let led_on: Arc<Mutex<HashSet<String>>> = Arc::default();
        let noted = Arc::clone(&led_on);
        let noting = Policy::custom(move |attempt| {
            let first = attempt.previous().first().map(|url| host(url.as_str()).to_owned());
            noted.lock().unwrap_or_else(PoisonError::into_inner).extend(first);
            Policy::default().redirect(attempt)
        });
        let client = Client::builder().timeout(WAITING).user_agent(WHO_ASKS).redirect(noting).build()?;
        Ok(Self { client, led_on })
    }

    async fn ask(&self, address: &str) -> Behind {
        // Many sites answer HEAD with something else than what a reader gets: only a yes is believed.
        match self.answer(Method::HEAD, address).await {
            Ok(answer) if answer.status() == StatusCode::OK => return Behind::Something,
            Err(error) if error.is_builder() => return Behind::Unaskable(cause(&error)),
            Err(error) if error.is_connect() || error.is_timeout() => return self.unanswered(address, &error),
            _ => {}
        }
        match self.answer(Method::GET, address).await {
            Ok(answer) => judged(address, &answer),
            Err(error) => Behind::Nothing(cause(&error)),
        }
    }

    async fn answer(&self, method: Method, address: &str) -> reqwest::Result<Response> {
        self.client.request(method, address).send().await
    }

    /// Whether it is the host that is silent, or only the one that it leads on to: the error does not tell.
    fn unanswered(&self, address: &str, error: &reqwest::Error) -> Behind {
        let host = error.url().map_or(host(address), |url| host(url.as_str()));
        if self.led_on.lock().unwrap_or_else(PoisonError::into_inner).contains(host) {
            Behind::Nothing(format!("{host} leads on to where nothing answers: {}", cause(error)))
        } else {
            Behind::Silence(format!("no answer from {host}: {}", cause(error)))
        }
    }
}

fn judged(address: &str, answer: &Response) -> Behind {
    match answer.status() {
        status if status.is_success() => Behind::Something,
        status @ (StatusCode::NOT_FOUND | StatusCode::GONE) => {
            Behind::Nothing(format!("{} answers {status}", host(answer.url().as_str())))
        }
        // Many sites refuse whoever is no browser (403), or who asks for much (429).
        status => Behind::Untold(format!("{address} answers {status}")),
    }
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
    let cut_off = cut_off(&asked);
    let (mut dead, mut untold) = (Vec::new(), Vec::new());
    for (link, behind) in asked {
        match behind {
            Behind::Something => {}
            Behind::Silence(_) if cut_off.is_some() => {}
            Behind::Nothing(why) | Behind::Silence(why) | Behind::Unaskable(why) => {
                let message = format!("`{}` leads nowhere: {why}", link.address);
                let help = "give the address where it is now, or take it out";
                dead.push(link.place.problem(Severity::Warning, message, help));
            }
            Behind::Untold(why) => untold.push(why),
        }
    }
    untold.sort();
    Followed { count, dead, untold, cut_off }
}

/// How one host was missed, where some were asked and not one gave an answer.
fn cut_off(asked: &[(&Link, Behind)]) -> Option<String> {
    let mut missed = Vec::new();
    for (_, behind) in asked {
        match behind {
            Behind::Silence(why) => missed.push(why),
            Behind::Unaskable(_) => {}
            Behind::Something | Behind::Nothing(_) | Behind::Untold(_) => return None,
        }
    }
    // Whichever of them was first to fail, the same one is named.
    missed.into_iter().min().cloned()
}
