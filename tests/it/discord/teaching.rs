//! From an unanswered question to a taught answer.

use std::sync::Arc;

use docent::discord::{Busy, Config, Interactions};
use docent::sandbox::{Message, Options, UserId};
use docent::store::{By, Moment, Store, Teaching};
use serde_json::json;

use super::Base::{self, Postgres, Sqlite};
use super::{ANSWER, COFFEE, Live, PAUSES, QUESTION, SOON};
use rstest::rstest;

pub(super) const GAP: &str = "Where is the cupping room?";
const ROOM: &str = "On the second floor, behind the roaster.";

/// Answered by another entry, until it has one of its own.
const TAKEN: &str = "my coffee at the office tastes so bitter, why?";

/// Fills in the form behind *Write an answer*, and gives what would change.
async fn write_answer(live: &Live, moderator: UserId, offer: &Message) -> Message {
    let id = offer.button("Write an answer").unwrap();
    let opener = live.discord.press(moderator, offer.id, &id).unwrap();
    let form = opener.modal(SOON).await.unwrap();
    assert!(form.to_string().contains("cupping room"), "the question is filled in: {form}");
    let values = [("Answer", ROOM), ("Also asked as", "cupping room location\nhow do I get to the cupping room")];
    opener.submit(&values).unwrap().response(SOON).await.unwrap()
}

pub(super) async fn taught(live: &Live, moderator: UserId) -> Message {
    let message = live.discord.say(live.other, live.ada, GAP);
    let offer = live.discord.on_message(moderator, message, "Teach Docent").unwrap().response(SOON).await.unwrap();
    assert!(offer.is_ephemeral());
    let preview = write_answer(live, moderator, &offer).await;
    live.press(moderator, &preview, "Save").await
}

#[rstest]
#[tokio::test]
async fn a_message_is_taught_and_answered_at_once_in_that_server_only(#[values(Sqlite, Postgres)] base: Base) {
    let Some(live) = Live::start(base).await else { return };
    let moderator = live.moderator();
    let saved = taught(&live, moderator).await;
    assert!(saved.text().contains("Saved"), "{}", saved.text());
    assert!(live.slash("ask", &[("question", json!(GAP))]).await.text().contains("second floor"));
    let direct = live.discord.dm_channel(live.ada);
    let elsewhere = live.command(live.ada, direct, "ask", &[("question", json!(GAP))]).await;
    assert!(!elsewhere.text().contains("second floor"), "{}", elsewhere.text());
    assert!(live.slash("ask", &[("question", json!(QUESTION))]).await.text().contains(ANSWER), "the rest stays");
    live.assert_good_manners();
}

#[rstest]
#[tokio::test]
async fn what_was_taught_survives_a_restart(#[values(Sqlite, Postgres)] base: Base) {
    let Some(mut live) = Live::start(base).await else { return };
    let moderator = live.moderator();
    taught(&live, moderator).await;
    let next = super::connecting::restarted(&mut live, Arc::clone(&COFFEE)).await;
    live.discord.connection(2, SOON).await.unwrap();
    let answered = async {
        while !live.slash("ask", &[("question", json!(GAP))]).await.text().contains("second floor") {
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
    };
    tokio::time::timeout(SOON, answered).await.unwrap();
    next.stop().await.unwrap();
}

/// Settings of a process to which nothing but interactions comes, over HTTP, and the way to hand it one: that Discord signed them is for the tests of the door.
fn without_gateway() -> (Config, Interactions) {
    let config = Config { pauses: PAUSES, shards: "none".parse().unwrap(), ..Config::default() };
    let inlet = config.interactions.clone();
    (config, inlet)
}

/// What Ada's question is answered with that comes this way.
async fn asked_over_http(live: &Live, inlet: &Interactions, question: &str) -> String {
    let used = live.discord.slash(live.ada, live.answers, "ask", &[("question", json!(question))]).unwrap();
    let event = used.event();
    while inlet.take(&event) == Err(Busy::Starting) {
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    used.response(SOON).await.unwrap().text()
}

/// Teaches past the bot, as another process does: an answer to what has none, and that a question which has one is never answered.
async fn taught_elsewhere(live: &Live, store: &Store) {
    let entry = Teaching::Entry { title: GAP.to_owned(), questions: Vec::new(), answer: ROOM.to_owned() };
    let never = Teaching::Never { question: QUESTION.to_owned() };
    for (press, teaching) in [(1_u64, entry), (2, never)] {
        let server = live.discord.guild().get().into();
        let by = By { press: press.into(), server, author: 7.into(), at: store.now() };
        store.teach(&by, teaching, None, SOON).await.unwrap();
    }
}

/// Waits until what was taught elsewhere is answered, and no longer answered.
async fn assert_answers_as_taught(live: &Live, inlet: &Interactions) {
    let learned = async {
        while !asked_over_http(live, inlet, GAP).await.contains("second floor")
            || asked_over_http(live, inlet, QUESTION).await.contains(ANSWER)
        {
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
    };
    assert!(tokio::time::timeout(SOON, learned).await.is_ok(), "what was taught elsewhere is not learned");
}

#[rstest]
#[tokio::test]
async fn a_process_without_a_gateway_answers_as_another_one_was_taught(#[values(Sqlite, Postgres)] base: Base) {
    let (config, inlet) = without_gateway();
    let Some(live) = Live::start_configured(base, Options::default(), Arc::clone(&COFFEE), config).await else {
        return;
    };
    assert!(!asked_over_http(&live, &inlet, GAP).await.contains("second floor"));
    assert!(asked_over_http(&live, &inlet, QUESTION).await.contains(ANSWER));
    // A SQLite file has one process: there, the bot hears as little of what its store is told.
    let elsewhere = match base {
        Sqlite => live.store.clone(),
        Postgres => super::open(&live.database).await,
    };
    taught_elsewhere(&live, &elsewhere).await;
    assert_answers_as_taught(&live, &inlet).await;
    assert_eq!(live.discord.recorded().op(2).count(), 0, "no gateway");
    live.assert_good_manners();
}

#[rstest]
#[tokio::test]
async fn a_process_without_a_gateway_answers_as_was_taught_before_it_started(#[values(Sqlite, Postgres)] base: Base) {
    let Some(mut live) = Live::start(base).await else { return };
    taught_elsewhere(&live, &live.store).await;
    let (config, inlet) = without_gateway();
    let next = super::connecting::restarted_configured(&mut live, Arc::clone(&COFFEE), config).await;
    assert_answers_as_taught(&live, &inlet).await;
    live.assert_good_manners();
    next.stop().await.unwrap();
}

#[tokio::test]
async fn a_server_that_left_keeps_nothing_learned_and_one_out_of_order_keeps_all() {
    let Some(live) = Live::start(Sqlite).await else { return };
    let moderator = live.moderator();
    taught(&live, moderator).await;
    let answered = async || live.slash("ask", &[("question", json!(GAP))]).await.text().contains("second floor");
    let guild = live.discord.guild().to_string();
    live.discord.tell("GUILD_DELETE", &json!({"id": guild, "unavailable": true}));
    assert!(answered().await);
    live.discord.tell("GUILD_DELETE", &json!({"id": guild}));
    let forgotten = async {
        while answered().await {
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(SOON, forgotten).await.unwrap();
}

#[rstest]
#[tokio::test]
async fn unanswered_questions_are_grouped_taught_and_gone_from_the_list(#[values(Sqlite, Postgres)] base: Base) {
    let Some(live) = Live::start(base).await else { return };
    let moderator = live.moderator();
    for question in [GAP, "cupping room, where is it?", "What is the capital of Peru?"] {
        live.slash("ask", &[("question", json!(question))]).await;
    }
    live.store.flush(SOON).await;
    let list = live.command(moderator, live.answers, "docent unanswered", &[]).await;
    assert!(list.text().contains("(2)") && list.text().contains("Peru"), "{}", list.text());
    let menu = list.controls().next().unwrap().clone();
    let value = menu["options"][0]["value"].as_str().unwrap().to_owned();
    let group = live.choose(moderator, &list, &value).await;
    let preview = write_answer(&live, moderator, &group).await;
    assert!(preview.text().contains("Answers **2** logged questions"), "{}", preview.text());
    live.press(moderator, &preview, "Save").await;
    let list = live.command(moderator, live.answers, "docent unanswered", &[]).await.text();
    assert!(!list.contains("cupping") && list.contains("Peru"), "{list}");
    live.assert_good_manners();
}

#[rstest]
#[tokio::test]
async fn a_phrasing_is_added_to_an_entry(#[values(Sqlite, Postgres)] base: Base) {
    let Some(live) = Live::start(base).await else { return };
    let moderator = live.moderator();
    let preview = same_as(&live, moderator, "my morning cup bites back", "why-bitter").await;
    assert!(preview.text().contains("why-bitter"), "{}", preview.text());
    live.press(moderator, &preview, "Save").await;
    let reply = live.slash("ask", &[("question", json!("my morning cup bites back"))]).await;
    assert!(reply.text().contains(ANSWER), "{}", reply.text());
}

#[rstest]
#[tokio::test]
async fn what_a_new_answer_takes_from_another_is_told_before_it_is_saved(#[values(Sqlite, Postgres)] base: Base) {
    let Some(live) = Live::start(base).await else { return };
    let moderator = live.moderator();
    for user in [live.ada, live.ben] {
        live.command(user, live.answers, "ask", &[("question", json!(TAKEN))]).await;
    }
    live.store.flush(SOON).await;
    let message = live.discord.say(live.other, live.ada, TAKEN);
    let offer = live.discord.on_message(moderator, message, "Teach Docent").unwrap().response(SOON).await.unwrap();
    let opener = live.discord.press(moderator, offer.id, &offer.button("Write an answer").unwrap()).unwrap();
    opener.modal(SOON).await.unwrap();
    let preview = opener.submit(&[("Answer", "Because of the new filter.")]).unwrap().response(SOON).await.unwrap();
    assert!(preview.text().contains("Takes **2** logged questions from `why-bitter`"), "{}", preview.text());
    assert!(live.slash("ask", &[("question", json!(TAKEN))]).await.text().contains(ANSWER), "nothing is saved yet");
}

/// Teaches that a question is answered as another one is; gives what would change.
async fn same_as(live: &Live, moderator: UserId, question: &str, named: &str) -> Message {
    let message = live.discord.say(live.other, live.ada, question);
    let offer = live.discord.on_message(moderator, message, "Teach Docent").unwrap().response(SOON).await.unwrap();
    let opener = live.discord.press(moderator, offer.id, &offer.button("Same as another question").unwrap()).unwrap();
    opener.modal(SOON).await.unwrap();
    opener.submit(&[("Answered by", named)]).unwrap().response(SOON).await.unwrap()
}

#[rstest]
#[tokio::test]
async fn a_phrasing_is_added_to_a_fact_and_to_a_comparison(#[values(Sqlite, Postgres)] base: Base) {
    let Some(live) = Live::start(base).await else { return };
    let moderator = live.moderator();
    let rows = [
        ("zap factor of the tiny cup?", "how much caffeine is in espresso?", "Espresso: Caffeine", "65 mg"),
        ("zippy or mellow?", "compare:espresso+cold-brew", "Espresso vs Cold brew", "12 to 18 hours"),
    ];
    for (question, named, title, told) in rows {
        let before = live.slash("ask", &[("question", json!(question))]).await.text();
        assert!(!before.contains(told), "{before}");
        let preview = same_as(&live, moderator, question, named).await;
        assert!(preview.text().contains(title), "{}", preview.text());
        live.press(moderator, &preview, "Save").await;
        let reply = live.slash("ask", &[("question", json!(question))]).await.text();
        assert!(reply.contains(told) && reply.contains(title), "{reply}");
    }
    let lost = same_as(&live, moderator, "what about tea?", "the capital of Peru").await;
    assert!(lost.text().contains("nothing to add to"), "{}", lost.text());
    live.assert_good_manners();
}

#[rstest]
#[tokio::test]
async fn what_is_never_to_be_answered_is_not(#[values(Sqlite, Postgres)] base: Base) {
    let Some(live) = Live::start(base).await else { return };
    let moderator = live.moderator();
    let question = live.discord.say(live.answers, live.ada, QUESTION);
    live.reply_to(question).await;
    let offer = live.discord.on_message(moderator, question, "Teach Docent").unwrap().response(SOON).await.unwrap();
    let preview = live.press(moderator, &offer, "Never answer this").await;
    assert!(preview.text().contains("Leaves **1** logged questions") || preview.text().contains("What would change"));
    live.press(moderator, &preview, "Save").await;
    let again = live.discord.say(live.answers, live.ada, QUESTION);
    live.discord.expect_silence(again, live.answers, live.ben, "how do I store beans?", SOON).await.unwrap();
}

#[rstest]
#[tokio::test]
async fn who_is_named_in_a_question_is_not_kept_and_the_question_still_counts(#[values(Sqlite, Postgres)] base: Base) {
    let Some(live) = Live::start(base).await else { return };
    let moderator = live.moderator();
    let asked = format!("<@{}> why is my coffee so bitter, my password is hunter2", live.ben);
    let question = live.discord.say(live.answers, live.ada, &asked);
    let offer = live.discord.on_message(moderator, question, "Teach Docent").unwrap().response(SOON).await.unwrap();
    let preview = live.press(moderator, &offer, "Never answer this").await;
    let kept = "[name] why is my coffee so bitter, my password is [secret]";
    assert!(preview.text().contains(kept), "{}", preview.text());
    live.press(moderator, &preview, "Save").await;
    let taught = live.store.taught(live.discord.guild().get().into());
    assert_eq!(taught[0].teaching, Teaching::Never { question: kept.to_owned() });
    let again = live.command(live.ben, live.answers, "ask", &[("question", json!(asked))]).await;
    assert!(!again.text().contains(ANSWER), "{}", again.text());
    let other = live.command(live.ben, live.answers, "ask", &[("question", json!(QUESTION))]).await;
    assert!(other.text().contains(ANSWER), "that is another question: {}", other.text());
}

#[rstest]
#[tokio::test]
async fn what_was_taught_can_be_listed_changed_removed_and_exported(#[values(Sqlite, Postgres)] base: Base) {
    let Some(live) = Live::start(base).await else { return };
    let moderator = live.moderator();
    taught(&live, moderator).await;
    let list = live.command(moderator, live.answers, "docent taught", &[]).await;
    assert!(
        list.text().contains("cupping room") && list.text().contains(&format!("<@{moderator}>")),
        "{}",
        list.text()
    );
    let value = list.controls().next().unwrap()["options"][0]["value"].as_str().unwrap().to_owned();
    let one = live.choose(moderator, &list, &value).await;
    let opener = live.discord.press(moderator, one.id, &one.button("Change").unwrap()).unwrap();
    opener.modal(SOON).await.unwrap();
    let preview = opener.submit(&[("Answer", "In the annex now.")]).unwrap().response(SOON).await.unwrap();
    live.press(moderator, &preview, "Save").await;
    assert!(live.slash("ask", &[("question", json!(GAP))]).await.text().contains("annex"));

    let export = live.command(moderator, live.answers, "docent export", &[]).await;
    let file = export.attachments.first().expect("a file");
    let patch = String::from_utf8(file.bytes.to_vec()).unwrap();
    assert!(export.is_ephemeral() && file.filename == "taught.patch");
    assert!(patch.contains("+++ b/knowledge/faq/taught/where-is-the-cupping-room.md"), "{patch}");
    assert!(patch.contains("+In the annex now."), "{patch}");

    let gone = live.press(moderator, &one, "Remove").await;
    assert!(gone.text().contains("Removed"), "{}", gone.text());
    assert!(!live.slash("ask", &[("question", json!(GAP))]).await.text().contains("annex"));
    live.assert_good_manners();
}

#[tokio::test]
async fn all_that_was_taught_is_reached_page_by_page() {
    let Some(live) = Live::start(Sqlite).await else { return };
    let moderator = live.moderator();
    for number in 1..=30u64 {
        let by =
            By { press: number.into(), server: live.discord.guild().get().into(), author: 7.into(), at: Moment(0) };
        let never = Teaching::Never { question: format!("what about number {number}?") };
        live.store.teach(&by, never, None, SOON).await.unwrap();
    }
    let options = |list: &Message| list.controls().next().unwrap()["options"].as_array().unwrap().len();
    let first = live.command(moderator, live.answers, "docent taught", &[]).await;
    assert_eq!(options(&first), 25);
    assert!(first.text().contains("number 30?") && !first.text().contains("number 5?"), "{}", first.text());
    assert_eq!(first.button("◀ Newer"), None);
    let second = live.press(moderator, &first, "Older ▶").await;
    assert_eq!(options(&second), 5);
    assert!(second.text().contains("number 5?") && second.text().contains("number 1?"), "{}", second.text());
    assert_eq!(second.button("Older ▶"), None);
    assert_eq!(options(&live.press(moderator, &second, "◀ Newer").await), 25);
    live.assert_good_manners();
}
