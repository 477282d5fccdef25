//! What answers after a folder changed.

use std::fs;
use std::path::Path;
use std::time::Duration;

use super::*;
use crate::pipeline::Incoming;

/// Generous: on a busy machine a slow look is no failure.
const SOON: Duration = Duration::from_secs(20);
const QUESTION: &str = "why is my coffee so bitter";
const ENTRY: &str = "faq/brewing/why-bitter.md";

/// The small knowledge about coffee, in a folder that may be written to.
fn coffee() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let small = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/small");
    for file in folder::read(&small).unwrap() {
        let path = folder.path().join(file.path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, file.text).unwrap();
    }
    folder
}

fn live(folder: &Path) -> (Live, Look) {
    let parsed = knowledge::parse(&folder::read(folder).unwrap());
    let live = Live::from(Arc::new(Docent::new(parsed.knowledge.unwrap(), Thresholds::default())));
    let look = live.look(parsed.places);
    (live, look)
}

fn said(live: &Live) -> String {
    let reply = live.docent().respond(Incoming { text: QUESTION, addressed: true, context: None, locale: None });
    crate::render::plain::body(&reply.answer.unwrap(), crate::render::TableForm::default(), 80)
}

fn replace(folder: &Path, from: &str, to: &str) {
    let path = folder.join(ENTRY);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(from));
    fs::write(path, text.replace(from, to)).unwrap();
}

#[test]
fn a_changed_file_answers_and_a_broken_one_keeps_what_answered() {
    let folder = coffee();
    let (live, _) = live(folder.path());
    let before = live.docent();
    replace(folder.path(), "over-extracted", "over-brewed");
    assert!(live.reload(folder.path(), Thresholds::default()).is_some());
    assert!(said(&live).contains("over-brewed"), "{}", said(&live));
    assert!(!Arc::ptr_eq(&before, &live.docent()), "a whole new one");

    replace(folder.path(), "\"brew-guide\"", "\"brew-gide\"");
    assert!(live.reload(folder.path(), Thresholds::default()).is_none());
    let now = live.now();
    assert!(!now.is_current() && said(&live).contains("over-brewed"));
    let told = now.problems.iter().find(|problem| problem.file == ENTRY).unwrap();
    assert!(told.message.contains("brew-gide") && told.line > 1 && !told.help.is_empty(), "{told}");

    fs::remove_dir_all(folder.path()).unwrap();
    assert!(live.reload(folder.path(), Thresholds::default()).is_none());
    assert!(live.now().problems.iter().any(|problem| problem.message.contains("there is no folder")));
    assert!(said(&live).contains("over-brewed"));
}

#[test]
fn a_second_look_at_one_change_keeps_what_was_before() {
    let folder = coffee();
    let (live, _) = live(folder.path());
    let (before, first) = (live.docent(), said(&live));
    replace(folder.path(), "over-extracted", "over-brewed");
    for _ in 0..2 {
        assert!(live.reload(folder.path(), Thresholds::default()).is_some());
        assert!(Arc::ptr_eq(live.now().before.as_ref().unwrap(), &before));
    }
    assert!(live.roll_back());
    assert_eq!(said(&live), first);
    let shy = Thresholds { addressed: 0.5, ..Thresholds::default() };
    assert!(live.reload(folder.path(), shy).is_some());
    assert_eq!(live.docent().thresholds(), shy, "other thresholds are a change, too");
}

#[test]
fn two_looks_at_one_change_beside_each_other_keep_what_was_before() {
    let folder = coffee();
    let (live, _) = live(folder.path());
    let before = live.docent();
    replace(folder.path(), "over-extracted", "over-brewed");
    std::thread::scope(|threads| {
        for _ in 0..3 {
            threads.spawn(|| assert!(live.reload(folder.path(), Thresholds::default()).is_some()));
        }
    });
    assert!(said(&live).contains("over-brewed"), "{}", said(&live));
    assert!(Arc::ptr_eq(&before, &live.now().before.unwrap()), "not one of those that learned the same");
}

#[test]
fn who_went_back_stays_there_until_the_folder_holds_something_else() {
    let folder = coffee();
    let (live, _) = live(folder.path());
    let went_back = || live.went_back_from(folder.path(), Thresholds::default());
    replace(folder.path(), "over-extracted", "over-brewed");
    assert!(live.reload(folder.path(), Thresholds::default()).is_some());
    assert!(!went_back());
    assert!(live.roll_back());
    assert!(went_back(), "a change that is told late is no reason to go forward again");
    replace(folder.path(), "over-brewed", "overdone");
    assert!(!went_back(), "something else is");
    replace(folder.path(), "overdone", "over-brewed");
    assert!(live.reload(folder.path(), Thresholds::default()).is_some());
    assert!(said(&live).contains("over-brewed"), "who asks for the folder gets it");
    assert!(live.roll_back() && !live.now().is_current());
    assert!(live.roll_back() && live.now().is_current(), "what answers is what the folder holds");
    assert!(!went_back(), "there and back again");
}

#[test]
fn who_goes_back_while_the_same_is_still_being_learned_stays_there() {
    let folder = coffee();
    let (live, _) = live(folder.path());
    let first = said(&live);
    replace(folder.path(), "over-extracted", "over-brewed");
    let late = live.find(folder.path(), Thresholds::default());
    assert!(live.reload(folder.path(), Thresholds::default()).is_some());
    assert!(live.roll_back());
    let look = live.take(late).unwrap();
    assert_eq!(said(&live), first);
    live.check(&look);
    assert!(!live.now().checked, "what was found does not answer");
    replace(folder.path(), "over-brewed", "overdone");
    assert!(live.reload(folder.path(), Thresholds::default()).is_some());
    assert!(said(&live).contains("overdone"), "something else does");
}

#[test]
fn what_is_wrong_with_the_whole_is_told_after_the_swap_and_only_for_the_latest_look() {
    let folder = coffee();
    let (live, first) = live(folder.path());
    replace(folder.path(), "verified = \"2026-11-05\"", "verified = \"2026-11-05\"\nreview = \"2026-11\"");
    let second = live.reload(folder.path(), Thresholds::default()).unwrap();
    live.check(&first);
    assert!(!live.now().checked, "an older look says nothing about the newer one");
    live.check(&second);
    let now = live.now();
    assert!(now.checked && now.is_current());
    assert!(now.problems.iter().any(|problem| problem.file == ENTRY && problem.severity == Severity::Warning));
}

#[tokio::test]
async fn a_followed_folder_is_read_again_by_itself_and_only_when_it_changes() {
    let folder = coffee();
    let (live, first) = live(folder.path());
    let mut news = live.watch();
    let _follower = follow(&live, folder.path().to_owned(), Thresholds::default(), first).unwrap();
    for (from, to, looks) in [("over-extracted", "over-brewed", 1), ("over-brewed", "overdone", 2)] {
        replace(folder.path(), from, to);
        let checked = news.wait_for(|now| now.looks == looks && now.checked);
        tokio::time::timeout(SOON, checked).await.unwrap().unwrap();
        assert!(said(&live).contains(to));
    }
    assert_eq!(live.now().looks, 2, "reading the folder is no change of it");
}
