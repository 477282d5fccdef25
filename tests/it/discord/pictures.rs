//! Comparisons as pictures: attached with words for who cannot see them, turned and swapped in place, remembered.

use docent::sandbox::{Message, Options, permissions};
use serde_json::{Value, json};

use super::Base::{self, Postgres, Sqlite};
use super::buttons::{more, wordy};
use super::{Live, SOON};
use rstest::rstest;

fn options(view: Option<&str>) -> Vec<(&'static str, Value)> {
    let subjects = [("first", json!("espresso")), ("second", json!("cold brew"))];
    subjects.into_iter().chain(view.map(|view| ("view", json!(view)))).collect()
}

/// The words for who cannot see the one picture of a message.
fn alt(message: &Message) -> String {
    let [picture] = message.attachments.as_slice() else { panic!("{} pictures", message.attachments.len()) };
    assert!(picture.bytes.starts_with(b"\x89PNG"));
    picture.description.clone().unwrap()
}

async fn press(live: &Live, message: &Message, label: &str) -> Message {
    let id = live.discord.message(message.id).unwrap().button(label).unwrap();
    live.discord.press(live.ada, message.id, &id).unwrap().response(SOON).await.unwrap()
}

#[rstest]
#[tokio::test]
async fn a_picture_comes_with_its_words_and_its_sources(#[values(Sqlite, Postgres)] base: Base) {
    let Some(live) = Live::start(base).await else { return };
    let reply = live.slash("compare", &options(Some("picture"))).await;
    let alt = alt(&reply);
    assert!(alt.contains("12 to 18 hours") && alt.chars().count() <= 1024, "{alt}");
    assert!(reply.text().contains("The brew guide") && !reply.text().contains("```"), "{}", reply.text());
    live.assert_good_manners();
}

#[rstest]
#[tokio::test]
async fn views_are_swapped_in_place_and_the_last_is_remembered(#[values(Sqlite, Postgres)] base: Base) {
    let Some(live) = Live::start(base).await else { return };
    let reply = live.slash("compare", &options(None)).await;
    assert!(reply.attachments.is_empty());
    let drawn = press(&live, &reply, "As a picture").await;
    assert_eq!(drawn.id, reply.id);
    let said = alt(&drawn);
    let list = press(&live, &reply, "As a list").await;
    assert!(list.attachments.is_empty() && list.text().contains("12 to 18 hours"), "{}", list.text());
    assert_eq!(alt(&press(&live, &reply, "As a picture").await), said);
    assert_eq!(alt(&live.slash("compare", &options(None)).await), said, "remembered");
    let table = press(&live, &reply, "As a table").await;
    assert_eq!((table.attachments.len(), table.text()), (0, reply.text()));
    live.assert_good_manners();
}

#[rstest]
#[tokio::test]
async fn a_remembered_picture_also_answers_a_message(#[values(Sqlite, Postgres)] base: Base) {
    let Some(live) = Live::start(base).await else { return };
    live.slash("compare", &options(Some("picture"))).await;
    let question = live.discord.mention(live.other, live.ada, "espresso vs cold brew");
    assert!(alt(&live.reply_to(question).await).contains("Brew time"));
    live.assert_good_manners();
}

#[rstest]
#[tokio::test]
async fn pages_are_turned_in_place(#[values(Sqlite, Postgres)] base: Base) {
    // Large pages, drawn beside other tests: how long that takes is not what this shows.
    let patient = Options { first_response: SOON, ..Options::default() };
    let Some(live) = Live::start_with(base, patient, wordy()).await else { return };
    let reply = live.slash("compare", &options(Some("picture"))).await;
    let menu = reply.controls().find(|control| control["type"] == 3).unwrap()["custom_id"].as_str().unwrap().to_owned();
    let mut shown = live.discord.select(live.ada, reply.id, &menu, &["-whole"]).unwrap().response(SOON).await.unwrap();
    let mut pages = vec![alt(&shown)];
    while let Some(id) = more(&shown) {
        shown = live.discord.press(live.ada, reply.id, &id).unwrap().response(SOON).await.unwrap();
        pages.push(alt(&shown));
    }
    assert!(pages.len() > 1);
    assert!(pages.last().unwrap().contains("Row 39"), "{pages:#?}");
    assert_eq!(alt(&press(&live, &reply, "◀ Back").await), pages[pages.len() - 2]);
    live.assert_good_manners();
}

#[rstest]
#[tokio::test]
async fn where_docent_may_attach_nothing_the_table_is_text(#[values(Sqlite, Postgres)] base: Base) {
    let Some(live) = Live::start(base).await else { return };
    for channel in [live.answers, live.other] {
        live.discord.deny(channel, live.discord.bot(), permissions::ATTACH_FILES);
    }
    let command = live.slash("compare", &options(Some("picture"))).await;
    let question = live.discord.mention(live.other, live.ada, "espresso vs cold brew");
    for reply in [command, live.reply_to(question).await] {
        assert!(reply.attachments.is_empty());
        assert!(reply.text().contains("12 to 18 hours") && reply.text().contains("Attach Files"), "{}", reply.text());
    }
}
