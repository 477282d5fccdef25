//! What moderators teach: never lost, never twice, every change with its author.

use docent::knowledge::EntryId;
use docent::store::{By, StoreError, Taught, TaughtId, Teaching};

use super::{Database, SERVER, SOON, across_a_restart, by, everywhere};

fn entry(answer: &str) -> Teaching {
    Teaching::Entry {
        title: "Is there parking?".to_owned(),
        questions: vec!["where can I park".to_owned()],
        answer: answer.to_owned(),
    }
}

fn phrasing() -> Teaching {
    Teaching::Phrasing { reply: "fact:data-engineer:pay".to_owned(), question: "what's the DE bag".to_owned() }
}

#[tokio::test]
async fn what_is_taught_is_there_at_once_and_after_a_restart() {
    let check = async |store: &docent::store::Store| {
        let taught = store.taught(SERVER);
        let first = Taught {
            id: 1.into(),
            teaching: entry("Behind the house."),
            author: 40.into(),
            at: by(1).at,
            origin: Some("https://example.org/1".to_owned()),
            changed_by: 41.into(),
            changed_at: by(1).at,
        };
        assert_eq!(taught.len(), 2);
        assert_eq!(taught[0], first);
        assert_eq!(taught[1].teaching, phrasing());
        assert!(store.taught(2.into()).is_empty());
    };
    across_a_restart(
        async |store| {
            let origin = Some("https://example.org/1".to_owned());
            assert_eq!(store.teach(&by(1), entry("In front."), origin, SOON).await.unwrap(), 1.into());
            store.teach(&by(2), phrasing(), None, SOON).await.unwrap();
            store.teach(&by(3), Teaching::Never { question: "lunch?".to_owned() }, None, SOON).await.unwrap();
            let other = By { author: 41.into(), ..by(4) };
            store.edit_taught(&other, 1.into(), entry("Behind the house."), SOON).await.unwrap();
            store.remove_taught(&by(5), 3.into(), SOON).await.unwrap();
            check(store).await;
        },
        check,
    )
    .await;
}

#[tokio::test]
async fn every_change_stays_with_its_author() {
    for database in Database::lasting().await {
        let store = database.open().await;
        store.teach(&by(1), entry("In front."), None, SOON).await.unwrap();
        store.teach(&by(2), phrasing(), None, SOON).await.unwrap();
        let other = By { author: 41.into(), ..by(3) };
        store.edit_taught(&other, 1.into(), entry("Behind the house."), SOON).await.unwrap();
        store.remove_taught(&by(4), 2.into(), SOON).await.unwrap();
        for (change, taught, author, body) in [
            (1, 1, 40, "LIKE '%In front.%'"),
            (2, 2, 40, "LIKE '%DE bag%'"),
            (3, 1, 41, "LIKE '%Behind the house.%'"),
            (4, 2, 40, "= ''"),
        ] {
            let query = format!(
                "SELECT COUNT(*) FROM teachings WHERE change_id = {change} AND taught = {taught} AND author = {author} AND body {body}"
            );
            assert_eq!(database.number(&query).await, 1, "{query}");
        }
        drop(store);
        database.done().await;
    }
}

#[tokio::test]
async fn questions_are_kept_scrubbed_and_an_answer_as_it_was_written() {
    let asked = |number: u8| format!("<@{number}23> is https://x.org down? write to me@x.org");
    let kept = || "[name] is [link] down? write to [mail]".to_owned();
    let answer = || "Ask <@99> or see https://x.org/status.".to_owned();
    across_a_restart(
        async |store| {
            let entry =
                |number| Teaching::Entry { title: asked(number), questions: vec![asked(number)], answer: answer() };
            store.teach(&by(1), entry(1), None, SOON).await.unwrap();
            store.edit_taught(&by(2), 1.into(), entry(2), SOON).await.unwrap();
            let phrasing = Teaching::Phrasing { reply: "fact:a:b".to_owned(), question: asked(3) };
            store.teach(&by(3), phrasing, None, SOON).await.unwrap();
            store.teach(&by(4), Teaching::Never { question: asked(4) }, None, SOON).await.unwrap();
        },
        async |store| {
            let taught: Vec<_> = store.taught(SERVER).iter().map(|one| one.teaching.clone()).collect();
            let expected = [
                Teaching::Entry { title: kept(), questions: vec![kept()], answer: answer() },
                Teaching::Phrasing { reply: "fact:a:b".to_owned(), question: kept() },
                Teaching::Never { question: kept() },
            ];
            assert_eq!(taught, expected);
        },
    )
    .await;
}

#[tokio::test]
async fn the_same_press_teaches_once_even_after_it_was_removed() {
    everywhere(async |store| {
        for _ in 0..3 {
            store.teach(&by(1), entry("once"), None, SOON).await.unwrap();
        }
        assert_eq!(store.taught(SERVER).len(), 1);
        store.remove_taught(&by(2), 1.into(), SOON).await.unwrap();
        store.teach(&by(1), entry("once"), None, SOON).await.unwrap();
        assert!(store.taught(SERVER).is_empty());
    })
    .await;
}

fn id(text: &str) -> EntryId {
    EntryId::new(text).unwrap()
}

#[tokio::test]
async fn an_entry_has_the_id_that_it_got_first_and_no_other_gets_it() {
    let check = async |store: &docent::store::Store| {
        let ids = store.entry_ids(SERVER);
        let of = |taught: u64| ids.get(&TaughtId::new(taught)).map(EntryId::as_str);
        assert_eq!([of(1), of(2), of(3), of(4)], [Some("park"), Some("park-2"), None, Some("park-3")]);
        assert!(store.taught(SERVER).is_empty() && store.entry_ids(2.into()).is_empty());
    };
    across_a_restart(
        async |store| {
            store.teach(&by(1), entry("In front."), None, SOON).await.unwrap();
            store.keep_entry_ids(SERVER, &[(1.into(), id("park")), (2.into(), id("park-2"))], SOON).await.unwrap();
            // As another process would that was slower: one entry has another id by now, the other's id is taken.
            let late: [(TaughtId, EntryId); 3] =
                [(1.into(), id("parking")), (3.into(), id("park-2")), (4.into(), id("park-3"))];
            store.keep_entry_ids(SERVER, &late, SOON).await.unwrap();
            store.remove_taught(&by(5), 1.into(), SOON).await.unwrap();
            check(store).await;
        },
        check,
    )
    .await;
}

#[tokio::test]
async fn another_process_knows_the_ids_and_each_server_has_its_own() {
    for database in Database::lasting().await {
        let (one, other) = (database.open().await, database.open().await);
        one.keep_entry_ids(SERVER, &[(1.into(), id("park"))], SOON).await.unwrap();
        other.keep_entry_ids(2.into(), &[(2.into(), id("park"))], SOON).await.unwrap();
        one.refresh().await.unwrap();
        for store in [&one, &other] {
            assert_eq!(store.entry_ids(SERVER).get(&TaughtId::new(1)), Some(&id("park")));
            assert_eq!(store.entry_ids(2.into()).get(&TaughtId::new(2)), Some(&id("park")));
        }
        drop((one, other));
        database.done().await;
    }
}

#[tokio::test]
async fn what_is_not_there_cannot_be_changed() {
    everywhere(async |store| {
        store.teach(&by(1), entry("mine"), None, SOON).await.unwrap();
        let elsewhere = By { server: 2.into(), ..by(2) };
        for (by, id) in [(elsewhere, 1), (by(3), 7)] {
            assert_eq!(store.edit_taught(&by, id.into(), phrasing(), SOON).await, Err(StoreError::Unknown));
            assert_eq!(store.remove_taught(&by, id.into(), SOON).await, Err(StoreError::Unknown));
        }
    })
    .await;
}
