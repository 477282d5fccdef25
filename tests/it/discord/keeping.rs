//! What Docent keeps of people: opinions, choices, questions, links; and their say in it.

use std::sync::Arc;
use std::time::Duration;

use docent::store::{FeedbackBy, Moment, PersonId, SettingsChange, Tally, View};
use serde_json::json;

use super::Base::{self, Postgres, Sqlite};
use super::{ANSWER, COFFEE, Live, QUESTION, SOON};
use rstest::rstest;

fn person(user: docent::sandbox::UserId) -> PersonId {
    user.get().into()
}

/// All opinions in the server, as its moderators see them.
pub(super) async fn opinions(live: &Live) -> Tally {
    live.store.stats(live.discord.guild().get().into(), Moment(0), SOON).await.unwrap().feedback
}

#[rstest]
#[tokio::test]
async fn an_opinion_is_stored_before_it_is_thanked_for(#[values(Sqlite, Postgres)] base: Base) {
    let Some(live) = Live::start(base).await else { return };
    let reply = live.slash("ask", &[("question", json!(QUESTION))]).await;
    let thanks = live.press(live.ada, &reply, "👍 Helpful").await;
    assert!(thanks.is_ephemeral() && thanks.text().contains("Thank you"), "{}", thanks.text());
    assert_eq!(opinions(&live).await, Tally { helpful: 1, unhelpful: 0 });
    live.press(live.ada, &reply, "👎 Not helpful").await;
    assert_eq!(opinions(&live).await, Tally { helpful: 0, unhelpful: 1 }, "another opinion replaces the first");
    assert_eq!(live.discord.message(reply.id).unwrap().text(), reply.text(), "no count is shown");
    live.assert_good_manners();
}

#[rstest]
#[tokio::test]
async fn only_the_asker_rates_unless_the_server_lets_everybody(#[values(Sqlite, Postgres)] base: Base) {
    let Some(live) = Live::start(base).await else { return };
    let reply = live.slash("ask", &[("question", json!(QUESTION))]).await;
    let note = live.press(live.ben, &reply, "👍 Helpful").await;
    assert!(note.text().contains("only the person who asked"), "{}", note.text());
    let all = SettingsChange::FeedbackBy(FeedbackBy::All);
    live.store.change_settings(live.discord.guild().get().into(), all, SOON).await.unwrap();
    assert!(live.press(live.ben, &reply, "👍 Helpful").await.text().contains("Thank you"));
}

#[rstest]
#[tokio::test]
async fn questions_are_logged_and_people_have_their_say(#[values(Sqlite, Postgres)] base: Base) {
    let Some(live) = Live::start(base).await else { return };
    live.slash("ask", &[("question", json!(format!("{QUESTION} mail me at ada@example.org")))]).await;
    assert_eq!(live.store.flush(SOON).await, 0);
    let seen = live.slash("privacy see", &[]).await;
    assert!(seen.is_ephemeral() && seen.text().contains("bitter"), "{}", seen.text());
    assert!(!seen.text().contains("ada@example.org"), "{}", seen.text());
    live.slash("privacy delete", &[]).await;
    assert!(live.store.kept_of(person(live.ada), SOON).await.unwrap().questions.is_empty());
    live.slash("privacy opt-out", &[]).await;
    let reply = live.slash("ask", &[("question", json!(QUESTION))]).await;
    assert!(reply.text().contains(ANSWER), "still answered");
    assert!(live.press(live.ada, &reply, "👍 Helpful").await.text().contains("opted out"));
    live.store.flush(SOON).await;
    assert!(live.store.kept_of(person(live.ada), SOON).await.unwrap().questions.is_empty());
    live.slash("privacy opt-in", &[]).await;
    assert!(!live.store.has_opted_out(person(live.ada)));
    live.assert_good_manners();
}

#[rstest]
#[tokio::test]
async fn what_was_chosen_is_kept_as_a_label(#[values(Sqlite, Postgres)] base: Base) {
    let Some(live) = Live::start_with(base, docent::sandbox::Options::default(), super::buttons::hesitant()).await
    else {
        return;
    };
    let question = live.discord.mention(live.other, live.ada, "coffee bitter");
    let reply = live.reply_to(question).await;
    let first = reply.controls().next().unwrap()["custom_id"].as_str().unwrap().to_owned();
    live.discord.press(live.ada, reply.id, &first).unwrap().response(SOON).await.unwrap();
    let server = live.discord.guild().get().into();
    let kept = async {
        loop {
            let cases = live.store.cases(server, SOON).await.unwrap();
            if !cases.is_empty() {
                return cases;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    let cases = tokio::time::timeout(SOON, kept).await.unwrap();
    assert!(cases[0].text.contains("bitter") && cases[0].label.is_some(), "{cases:?}");
}

#[rstest]
#[tokio::test]
async fn a_reply_follows_its_question_after_a_restart(#[values(Sqlite, Postgres)] base: Base) {
    let Some(mut live) = Live::start(base).await else { return };
    let question = live.discord.say(live.answers, live.ada, QUESTION);
    let reply = live.reply_to(question).await;
    let gone = live.discord.say(live.answers, live.ada, QUESTION);
    let withdrawn = live.reply_to(gone).await;
    let next = super::connecting::restarted(&mut live, Arc::clone(&COFFEE)).await;
    live.discord.connection(2, SOON).await.unwrap();
    live.discord.edit(question, "how do I store beans?");
    let edited = live.discord.wait_for_edit(reply.id, reply.changes, SOON).await.unwrap();
    assert!(edited.text().contains("airtight"), "{}", edited.text());
    live.discord.delete(gone);
    live.discord.wait_for_deletion(withdrawn.id, SOON).await.unwrap();
    next.stop().await.unwrap();
}

#[rstest]
#[tokio::test]
async fn the_view_that_a_person_chose_is_remembered(#[values(Sqlite, Postgres)] base: Base) {
    let Some(live) = Live::start(base).await else { return };
    let pair = [("first", json!("espresso")), ("second", json!("cold brew"))];
    let reply = live.slash("compare", &pair).await;
    live.press(live.ada, &reply, "As a list").await;
    let chosen = async {
        while live.store.view(person(live.ada)) != Some(View::List) {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(SOON, chosen).await.unwrap();
    let again = live.slash("compare", &pair).await;
    assert!(again.button("As a table").is_some() && !again.text().contains("```"), "{}", again.text());
    let asked = live.discord.mention(live.other, live.ada, "espresso vs cold brew");
    assert!(live.reply_to(asked).await.button("As a table").is_some());
    assert!(live.command(live.ben, live.answers, "compare", &pair).await.button("As a list").is_some());
}
