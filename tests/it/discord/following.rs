//! A writer at work on the files while Docent answers: what is saved answers, what is broken is told to moderators.

use std::sync::Arc;
use std::time::Duration;

use docent::decision::Thresholds;
use docent::discord::{Config, Reload};
use docent::live::{self, Follower, Now};
use docent::pipeline::Docent;
use docent::sandbox::Options;
use docent::{folder, knowledge};
use rstest::rstest;
use serde_json::json;

use super::Base::{self, Postgres, Sqlite};
use super::{ANSWER, Live, PAUSES, QUESTION, SOON};
use crate::copied::Copied;

const ENTRY: &str = "faq/brewing/why-bitter.md";
const BREWED: &str = "over-brewed";

/// Docent over a folder that it follows, as `docent run` does.
struct Following {
    live: Live,
    folder: Copied,
    knowledge: live::Live,
    _follower: Follower,
}

impl Following {
    async fn start(base: Base) -> Option<Self> {
        let folder = Copied::of("tests/data/small");
        let parsed = knowledge::parse(&folder::read(folder.path()).unwrap());
        let docent = Docent::new(parsed.knowledge.unwrap(), Thresholds::default());
        let knowledge = live::Live::from(Arc::new(docent));
        let path = folder.path().to_owned();
        let follower = live::follow(&knowledge, path.clone(), Thresholds::default(), knowledge.look(parsed.places));
        let again = knowledge.clone();
        let reload = move || match again.reload(&path, Thresholds::default()) {
            Some(_) => Ok(again.docent()),
            None => Err("mistakes".to_owned()),
        };
        let config = Config { pauses: PAUSES, reload: Some(Reload(Arc::new(reload))), ..Config::default() };
        let live = Live::start_configured(base, Options::default(), knowledge.clone(), config).await?;
        Some(Self { live, folder, knowledge, _follower: follower.unwrap() })
    }

    /// Waits until the folder was looked at and found so.
    async fn until(&self, found: impl FnMut(&Now) -> bool) {
        tokio::time::timeout(SOON, self.knowledge.watch().wait_for(found)).await.unwrap().unwrap();
    }

    async fn ask(&self, question: &str) -> String {
        self.live.slash("ask", &[("question", json!(question))]).await.text()
    }
}

#[rstest]
#[tokio::test]
async fn a_saved_file_answers_and_a_broken_one_is_told_in_status(#[values(Sqlite, Postgres)] base: Base) {
    let Some(at) = Following::start(base).await else { return };
    let moderator = at.live.moderator();
    let told = async |command: &str| at.live.command(moderator, at.live.answers, command, &[]).await.text();
    at.until(|now| now.checked).await;
    assert!(told("docent status").await.contains("✅ **Knowledge**"));

    at.folder.rewrite(ENTRY, ANSWER, BREWED);
    at.until(|now| now.looks > 0 && now.is_current()).await;
    assert!(at.ask(QUESTION).await.contains(BREWED));

    at.folder.rewrite(ENTRY, "sources = [\"brew-guide\"]", "sources = [\"brew-gide\"]");
    at.until(|now| !now.is_current()).await;
    for command in ["docent status", "docent reload"] {
        let told = told(command).await;
        for part in ["what I knew before goes on answering", "faq/brewing/why-bitter.md:10", "brew-gide"] {
            assert!(told.contains(part), "{part} is not in what {command} tells: {told}");
        }
    }
    assert!(at.ask(QUESTION).await.contains(BREWED), "what answered before goes on");

    at.folder.rewrite(ENTRY, "brew-gide", "brew-guide");
    at.until(|now| now.is_current() && now.checked).await;
    assert!(told("docent status").await.contains("✅ **Knowledge**"));
}

#[rstest]
#[tokio::test]
async fn what_check_would_mend_is_told_in_status(#[values(Sqlite, Postgres)] base: Base) {
    let Some(at) = Following::start(base).await else { return };
    let moderator = at.live.moderator();
    at.folder.rewrite(ENTRY, "verified = \"2026-11-05\"", "verified = \"2026-11-05\"\nreview = \"2026-11\"");
    at.until(|now| now.looks > 0 && now.checked).await;
    let told = at.live.command(moderator, at.live.answers, "docent status", &[]).await.text();
    assert!(told.contains("to mend; all of it answers meanwhile") && told.contains(ENTRY), "{told}");
    assert!(at.ask(QUESTION).await.contains(ANSWER));
}

#[rstest]
#[tokio::test]
async fn a_server_that_taught_something_sees_edited_files_too(#[values(Sqlite, Postgres)] base: Base) {
    let Some(at) = Following::start(base).await else { return };
    let moderator = at.live.moderator();
    super::teaching::taught(&at.live, moderator).await;
    at.folder.rewrite(ENTRY, ANSWER, BREWED);
    let answered = async {
        while !at.ask(QUESTION).await.contains(BREWED) {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    tokio::time::timeout(SOON, answered).await.unwrap();
    assert!(at.ask(super::teaching::GAP).await.contains("second floor"), "what was taught stays");
}
