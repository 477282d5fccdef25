//! Buttons and menus under replies.

use std::sync::Arc;

use docent::decision::Thresholds;
use docent::knowledge::AspectId;
use docent::pipeline::Docent;
use docent::sandbox::{Message, Options};
use serde_json::{Value, json};

use super::Base::{self, Postgres, Sqlite};
use super::{COFFEE, Live, SOON};
use rstest::rstest;

/// The same knowledge, sure of nothing: every question it can place is asked back.
pub(super) fn hesitant() -> Arc<Docent> {
    let thresholds = Thresholds { addressed: 1.1, unaddressed: 1.1, margin: 0.1, sure: 1.1, offer: 0.0 };
    Arc::new(Docent::new(COFFEE.knowledge().clone(), thresholds))
}

async fn asked_back(base: Base) -> Option<(Live, Message)> {
    let live = Live::start_with(base, Options::default(), hesitant()).await?;
    let reply = live.slash("ask", &[("question", json!("coffee bitter"))]).await;
    assert!(reply.controls().count() > 0, "no choices under: {}", reply.text());
    Some((live, reply))
}

/// The same knowledge with forty long rows more: their table takes several messages.
pub(super) fn wordy() -> Arc<Docent> {
    let mut knowledge = COFFEE.knowledge().clone();
    for number in 0..40 {
        let mut aspect = knowledge.aspects[0].clone();
        aspect.id = AspectId::new(&format!("row-{number}")).unwrap();
        (aspect.name, aspect.headline) = (format!("Row {number}"), false);
        for subject in &mut knowledge.subjects {
            let mut fact = subject.facts[0].clone();
            fact.aspect = aspect.id.clone();
            fact.text = format!("{number} words on {} {}", subject.name, "and more ".repeat(18));
            subject.facts.push(fact);
        }
        knowledge.aspects.push(aspect);
    }
    Arc::new(Docent::new(knowledge, Thresholds::default()))
}

fn first_button(message: &Message) -> String {
    message.controls().find_map(|control| control["custom_id"].as_str()).unwrap().to_owned()
}

#[rstest]
#[tokio::test]
async fn a_choice_turns_the_question_back_into_the_answer(#[values(Sqlite, Postgres)] base: Base) {
    let Some((live, reply)) = asked_back(base).await else { return };
    let before = reply.text();
    let used = live.discord.press(live.ada, reply.id, &first_button(&reply)).unwrap();
    let updated = used.response(SOON).await.unwrap();
    assert_eq!(updated.id, reply.id, "edited in place");
    assert_ne!(updated.text(), before);
    assert!(updated.controls().all(|control| !control["custom_id"].as_str().unwrap_or_default().starts_with("pick")));
    live.assert_good_manners();
}

#[rstest]
#[tokio::test]
async fn a_choice_under_a_reply_to_a_message_works(#[values(Sqlite, Postgres)] base: Base) {
    let Some(live) = Live::start_with(base, Options::default(), hesitant()).await else { return };
    let question = live.discord.mention(live.other, live.ada, "coffee bitter");
    let reply = live.reply_to(question).await;
    let used = live.discord.press(live.ada, reply.id, &first_button(&reply)).unwrap();
    assert_eq!(used.response(SOON).await.unwrap().id, reply.id);
    live.assert_good_manners();
}

#[rstest]
#[tokio::test]
async fn only_the_asker_may_choose(#[values(Sqlite, Postgres)] base: Base) {
    let Some((live, reply)) = asked_back(base).await else { return };
    let used = live.discord.press(live.ben, reply.id, &first_button(&reply)).unwrap();
    let note = used.response(SOON).await.unwrap();
    assert!(note.is_ephemeral() && note.id != reply.id);
    assert_eq!(live.discord.message(reply.id).unwrap().text(), reply.text(), "untouched");
    live.assert_good_manners();
}

#[rstest]
#[tokio::test]
async fn a_choice_whose_answer_is_gone_is_explained(#[values(Sqlite, Postgres)] base: Base) {
    let Some((mut live, reply)) = asked_back(base).await else { return };
    // The same Discord, another knowledge: as after a change of the files and a restart.
    let id = first_button(&reply);
    live.stop().await.unwrap();
    let mut knowledge = COFFEE.knowledge().clone();
    knowledge.entries.clear();
    knowledge.subjects.clear();
    knowledge.comparisons.clear();
    let emptied = Arc::new(Docent::new(knowledge, Thresholds::default()));
    let next = super::connecting::another_with(&live, emptied);
    live.discord.connected(SOON).await.unwrap();
    let note = live.discord.press(live.ada, reply.id, &id).unwrap().response(SOON).await.unwrap();
    assert!(note.is_ephemeral() && note.text().contains("ask again"), "{}", note.text());
    next.stop().await.unwrap();
}

#[rstest]
#[tokio::test]
async fn a_table_can_be_had_as_a_list_and_back(#[values(Sqlite, Postgres)] base: Base) {
    let Some(live) = Live::start(base).await else { return };
    let reply = live.slash("compare", &[("first", json!("espresso")), ("second", json!("cold brew"))]).await;
    let press = async |label: &str| {
        let id = live.discord.message(reply.id).unwrap().button(label).unwrap();
        live.discord.press(live.ada, reply.id, &id).unwrap().response(SOON).await.unwrap().text()
    };
    let list = press("As a list").await;
    assert!(!list.contains("```") && list.contains("12 to 18 hours"), "{list}");
    assert_eq!(press("As a table").await, reply.text());
    live.assert_good_manners();
}

#[rstest]
#[tokio::test]
async fn the_list_of_a_comparison_in_free_words_has_the_same_rows(#[values(Sqlite, Postgres)] base: Base) {
    let Some(live) = Live::start(base).await else { return };
    let question = live.discord.mention(live.other, live.ada, "espresso vs cold brew");
    let reply = live.reply_to(question).await;
    assert!(reply.text().contains("Brew time") && !reply.text().contains("Coarse"), "{}", reply.text());
    let used = live.discord.press(live.ada, reply.id, &reply.button("As a list").unwrap()).unwrap();
    let list = used.response(SOON).await.unwrap().text();
    assert!(list.contains("Brew time") && !list.contains("Coarse"), "{list}");
    live.assert_good_manners();
}

#[rstest]
#[tokio::test]
async fn other_rows_of_a_comparison_are_in_a_menu(#[values(Sqlite, Postgres)] base: Base) {
    let Some(live) = Live::start(base).await else { return };
    let reply = live.slash("compare", &[("first", json!("espresso")), ("second", json!("cold brew"))]).await;
    let menu = reply.controls().find(|control| control["type"] == 3).unwrap().clone();
    let values: Vec<_> = menu["options"].as_array().unwrap().iter().map(|option| option["value"].clone()).collect();
    assert_eq!(values, ["-short", "-whole", "-differences", "making", "drinking"]);
    let select = async |value: &str| {
        let used = live.discord.select(live.ada, reply.id, menu["custom_id"].as_str().unwrap(), &[value]).unwrap();
        used.response(SOON).await.unwrap().text()
    };
    let drinking = select("drinking").await;
    assert!(drinking.contains("65 mg") && !drinking.contains("Coarse"), "{drinking}");
    let whole = select("-whole").await;
    assert!(whole.contains("65 mg") && whole.contains("Coarse"), "{whole}");
    assert_eq!(select("-short").await, reply.text());
    live.assert_good_manners();
}

/// What the menu of rows marks as shown.
fn marked(live: &Live, reply: &Message) -> Vec<String> {
    let now = live.discord.message(reply.id).unwrap();
    let menu = now.controls().find(|control| control["type"] == 3).unwrap().clone();
    let options = menu["options"].as_array().unwrap().iter().filter(|option| option["default"] == true);
    options.map(|option| option["value"].as_str().unwrap().to_owned()).collect()
}

#[rstest]
#[tokio::test]
async fn the_menu_of_rows_marks_what_is_shown_in_every_form(#[values(Sqlite, Postgres)] base: Base) {
    let Some(live) = Live::start(base).await else { return };
    let reply = live.slash("compare", &[("first", json!("espresso")), ("second", json!("cold brew"))]).await;
    assert_eq!(marked(&live, &reply), ["-short"]);
    for value in ["drinking", "-whole", "-differences", "-short", "making"] {
        let now = live.discord.message(reply.id).unwrap();
        live.choose(live.ada, &now, value).await;
        assert_eq!(marked(&live, &reply), [value]);
    }
    for label in ["As a list", "Only differences", "All rows", "As a picture", "As a table"] {
        live.press(live.ada, &reply, label).await;
        assert_eq!(marked(&live, &reply), ["making"], "{label}");
    }
}

pub(super) fn more(message: &Message) -> Option<String> {
    let leads_on = |control: &&Value| control["label"].as_str().is_some_and(|label| label.starts_with("More"));
    message.controls().find(leads_on)?["custom_id"].as_str().map(str::to_owned)
}

#[rstest]
#[tokio::test]
async fn every_page_of_a_long_comparison_can_be_reached(#[values(Sqlite, Postgres)] base: Base) {
    let Some(live) = Live::start_with(base, Options::default(), wordy()).await else { return };
    let options = [("first", json!("espresso")), ("second", json!("cold brew"))];
    let reply = live.slash("compare", &options).await;
    let menu = reply.controls().find(|control| control["type"] == 3).unwrap()["custom_id"].as_str().unwrap().to_owned();
    let mut shown = live.discord.select(live.ada, reply.id, &menu, &["-whole"]).unwrap().response(SOON).await.unwrap();
    let mut pages = vec![shown.text()];
    while let Some(id) = more(&shown) {
        shown = live.discord.press(live.ada, reply.id, &id).unwrap().response(SOON).await.unwrap();
        assert!(!pages.contains(&shown.text()), "each page is another");
        pages.push(shown.text());
    }
    assert!(pages.len() > 1, "all of it does not fit one message");
    for number in 0..40 {
        assert!(
            pages.iter().any(|page| page.contains(&format!("Row {number}"))),
            "row {number} is on no page of {pages:#?}"
        );
    }
    live.assert_good_manners();
}
