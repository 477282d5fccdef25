//! Knowledge from an address: new, the same, broken, gone, hostile.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use docent::folder;
use docent::remote::{Error, News, Source};
use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest as _, Sha256};
use tempfile::TempDir;

const ENTRY: &str = "faq/brewing/why-bitter.md";

/// What the source answers.
#[derive(Clone, Default)]
struct Shelf(Arc<Mutex<Answer>>);

#[derive(Clone, Default)]
struct Answer {
    status: u16,
    mark: String,
    body: Vec<u8>,
    redirect: Option<String>,
    asked: Vec<Option<String>>,
}

async fn serve(State(shelf): State<Shelf>, headers: HeaderMap) -> Response {
    let mut answer = shelf.0.lock().unwrap();
    let mark = headers.get(header::IF_NONE_MATCH).map(|mark| mark.to_str().unwrap().to_owned());
    answer.asked.push(mark.clone());
    if let Some(to) = &answer.redirect {
        return (StatusCode::FOUND, [(header::LOCATION, to.clone())]).into_response();
    }
    if mark.is_some_and(|mark| mark == answer.mark) {
        return StatusCode::NOT_MODIFIED.into_response();
    }
    let status = StatusCode::from_u16(answer.status).unwrap();
    (status, [(header::ETAG, answer.mark.clone())], answer.body.clone()).into_response()
}

/// The small knowledge about coffee as a forge would pack it, with one file changed.
fn archive(change: impl Fn(&str) -> String) -> Vec<u8> {
    let mut archive = tar::Builder::new(GzEncoder::new(Vec::new(), Compression::fast()));
    let small = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/small");
    for file in folder::read(&small).unwrap() {
        let text = if file.path == ENTRY { change(&file.text) } else { file.text };
        let mut header = tar::Header::new_gnu();
        header.set_size(text.len() as u64);
        header.set_mode(0o644);
        archive.append_data(&mut header, format!("coffee-1a2b3c/knowledge/{}", file.path), text.as_bytes()).unwrap();
    }
    archive.into_inner().unwrap().finish().unwrap()
}

/// A source on loopback, and where its copies go.
struct Place {
    shelf: Shelf,
    source: Source,
    _folder: TempDir,
}

impl Place {
    async fn new() -> Self {
        let shelf = Shelf::default();
        shelf.set("\"one\"", archive(str::to_owned));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/knowledge.tar.gz", listener.local_addr().unwrap()).parse().unwrap();
        let router = Router::new().route("/{*path}", get(serve)).with_state(shelf.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        let folder = tempfile::tempdir().unwrap();
        let source = Source { url, sha256: None, private: true, folder: folder.path().join("copies") };
        Self { shelf, source, _folder: folder }
    }

    fn entry(&self) -> String {
        fs::read_to_string(self.source.current().join(ENTRY)).unwrap()
    }

    /// What lies beside the copy that is used.
    fn left(&self) -> Vec<String> {
        let names = fs::read_dir(&self.source.folder).unwrap();
        let mut names: Vec<String> = names.map(|one| one.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

impl Shelf {
    fn set(&self, mark: &str, body: Vec<u8>) {
        *self.0.lock().unwrap() = Answer { status: 200, mark: mark.to_owned(), body, ..Answer::default() };
    }
}

#[tokio::test]
async fn it_is_fetched_once_and_again_only_when_it_changed() {
    let place = Place::new().await;
    assert_eq!(place.source.update().await.unwrap(), News::Changed);
    assert!(place.entry().contains("over-extracted"));
    assert_eq!(place.source.update().await.unwrap(), News::Same);
    assert_eq!(place.shelf.0.lock().unwrap().asked, [None, Some("\"one\"".to_owned())]);
    place.shelf.set("\"two\"", archive(|text| text.replace("over-extracted", "over-brewed")));
    assert_eq!(place.source.update().await.unwrap(), News::Changed);
    assert!(place.entry().contains("over-brewed"));
    assert_eq!(place.left(), ["current", "etag"], "nothing else is left behind");
}

#[tokio::test]
async fn what_is_down_broken_or_no_archive_leaves_the_last_good_copy() {
    let place = Place::new().await;
    place.source.update().await.unwrap();
    let broken = archive(|text| text.replace("\"brew-guide\"", "\"brew-gide\""));
    let mut padded = archive(str::to_owned);
    padded.truncate(padded.len() / 2);
    for (name, body) in [("broken", broken), ("cut", padded), ("page", b"<html>".to_vec()), ("empty", Vec::new())] {
        place.shelf.set(name, body);
        let error = place.source.update().await.unwrap_err();
        assert_eq!(matches!(error, Error::Broken { .. }), name == "broken", "{error}");
        assert!(place.entry().contains("over-extracted"), "{name}");
        assert_eq!(place.left(), ["current", "etag"], "{name}");
    }
    place.shelf.0.lock().unwrap().status = 503;
    assert!(place.source.update().await.unwrap_err().to_string().contains("503"));
    let gone = Source { url: "http://127.0.0.1:9/x".parse().unwrap(), ..place.source.clone() };
    assert!(matches!(gone.update().await, Err(Error::Fetch(..))));
    assert!(place.entry().contains("over-extracted"));
}

#[tokio::test]
async fn only_what_adds_up_is_used() {
    let place = Place::new().await;
    let good = archive(str::to_owned);
    let source = Source { sha256: Some(Sha256::digest(&good).into()), ..place.source.clone() };
    place.shelf.set("one", archive(|text| text.replace("coarser", "finer")));
    assert!(matches!(source.update().await, Err(Error::Checksum(_))));
    assert!(!source.current().exists());
    place.shelf.set("two", good);
    assert_eq!(source.update().await.unwrap(), News::Changed);
}

#[tokio::test]
async fn a_copy_of_another_address_or_digest_is_no_copy() {
    let place = Place::new().await;
    let good = archive(str::to_owned);
    assert!(!place.source.has_copy());
    place.source.update().await.unwrap();
    assert!(place.source.has_copy());
    let pinned = |bytes: &[u8]| Source { sha256: Some(Sha256::digest(bytes).into()), ..place.source.clone() };
    assert!(pinned(&good).has_copy(), "what was fetched adds up to that");
    let other = pinned(b"another one");
    assert!(!other.has_copy());
    assert!(matches!(other.update().await, Err(Error::Checksum(_))), "no mark of the copy hides what it adds up to");
    let moved = Source { url: place.source.url.join("/moved.tar.gz").unwrap(), ..place.source.clone() };
    assert!(!moved.has_copy());
    assert_eq!(moved.update().await.unwrap(), News::Changed, "fetched anew");
    assert!(moved.has_copy() && !place.source.has_copy());
}

#[tokio::test]
async fn what_is_too_large_is_not_read_to_its_end() {
    let place = Place::new().await;
    place.shelf.set("huge", vec![0; 33 * 1024 * 1024]);
    assert!(matches!(place.source.update().await, Err(Error::TooLarge(..))));
}

#[tokio::test]
async fn a_private_place_is_not_asked_whatever_leads_there() {
    let place = Place::new().await;
    let public = Source { private: false, ..place.source.clone() };
    let port = place.source.url.port().unwrap();
    for url in
        [format!("http://127.0.0.1:{port}/x"), format!("http://localhost:{port}/x"), format!("http://[::1]:{port}/x")]
    {
        let refused = Source { url: url.parse().unwrap(), ..public.clone() }.update().await;
        assert!(matches!(refused, Err(Error::Private(_))), "{url}: {refused:?}");
    }
    assert!(place.shelf.0.lock().unwrap().asked.is_empty(), "nothing was sent");
}

#[tokio::test]
async fn redirects_are_followed_a_few_times_and_never_to_other_kinds_of_address() {
    let place = Place::new().await;
    for (to, asked) in [("/again", 6), ("file:///etc/passwd", 1), ("ftp://127.0.0.1/x", 1)] {
        let answer = Answer { redirect: Some(to.to_owned()), ..Answer::default() };
        *place.shelf.0.lock().unwrap() = answer;
        assert!(matches!(place.source.update().await, Err(Error::Fetch(..))), "{to}");
        assert_eq!(place.shelf.0.lock().unwrap().asked.len(), asked, "{to}");
    }
    let mut zipped = GzEncoder::new(Vec::new(), Compression::fast());
    zipped.write_all(b"no archive").unwrap();
    place.shelf.set("x", zipped.finish().unwrap());
    assert!(matches!(place.source.update().await, Err(Error::Archive(..))));
}
