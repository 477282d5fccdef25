//! Talking as people do: in halves, one thing after another, in threads; and looking things up.

use std::sync::Arc;
use std::time::Duration;

use docent::discord::Pauses;
use docent::sandbox::Options;
use serde_json::json;

use super::Base::{self, Postgres, Sqlite};
use super::{ANSWER, COFFEE, Live, PAUSES, QUESTION, SOON};
use rstest::rstest;

#[rstest]
#[tokio::test]
async fn a_follow_up_is_read_with_what_was_asked_before(#[values(Sqlite, Postgres)] base: Base) {
    let Some(live) = Live::start(base).await else { return };
    let question = live.discord.mention(live.other, live.ada, "how much caffeine is in espresso?");
    let reply = live.reply_to(question).await;
    assert!(reply.text().contains("Espresso"), "{}", reply.text());
    let further = live.discord.mention(live.other, live.ada, "and the grind?");
    let further = live.reply_to(further).await.text();
    assert!(further.contains("Espresso: Grind"), "{further}");
    let other = live.discord.mention(live.other, live.ada, "what about cold brew?");
    let other = live.reply_to(other).await.text();
    assert!(other.contains("Cold brew: Grind"), "{other}");
    live.assert_good_manners();
}

#[rstest]
#[tokio::test]
async fn a_follow_up_belongs_to_one_person_in_one_channel(#[values(Sqlite, Postgres)] base: Base) {
    let Some(live) = Live::start(base).await else { return };
    live.slash("ask", &[("question", json!("how much caffeine is in espresso?"))]).await;
    let used = live.command(live.ben, live.answers, "ask", &[("question", json!("and the grind?"))]).await;
    assert!(!used.text().contains("Espresso: Grind"), "{}", used.text());
    let same = live.slash("ask", &[("question", json!("and the grind?"))]).await;
    assert!(same.text().contains("Espresso: Grind"), "{}", same.text());
}

#[rstest]
#[tokio::test]
async fn quick_messages_are_read_as_one_question(#[values(Sqlite, Postgres)] base: Base) {
    let pauses = Pauses { writing: Duration::from_millis(600), ..PAUSES };
    let Some(live) = Live::start_pausing(base, Options::default(), Arc::clone(&COFFEE), pauses).await else { return };
    let first = live.discord.say(live.answers, live.ada, "why is my coffee");
    let last = live.discord.say(live.answers, live.ada, "so bitter?");
    let reply = live.reply_to(last).await;
    assert!(reply.text().contains(ANSWER));
    live.discord.edit(first, "how do I store beans?");
    live.discord.edit(last, "thanks");
    let edited = live.discord.wait_for_edit(reply.id, reply.changes, SOON).await.unwrap();
    assert!(edited.text().contains("airtight"), "{}", edited.text());
    live.assert_good_manners();
}

#[rstest]
#[tokio::test]
async fn what_changes_before_it_is_read_is_answered_as_it_is_then(#[values(Sqlite, Postgres)] base: Base) {
    let pauses = Pauses { writing: Duration::from_millis(600), ..PAUSES };
    let Some(live) = Live::start_pausing(base, Options::default(), Arc::clone(&COFFEE), pauses).await else { return };
    let changed = live.discord.say(live.answers, live.ada, QUESTION);
    live.discord.edit(changed, "how do I store beans?");
    let reply = live.reply_to(changed).await;
    assert!(reply.text().contains("airtight"), "{}", reply.text());
    let deleted = live.discord.say(live.answers, live.ada, QUESTION);
    live.discord.delete(deleted);
    live.discord.expect_silence(deleted, live.answers, live.ben, QUESTION, SOON).await.unwrap();
    live.assert_good_manners();
}

#[rstest]
#[tokio::test]
async fn who_answers_first_is_not_talked_over(#[values(Sqlite, Postgres)] base: Base) {
    let pauses = Pauses { writing: Duration::from_millis(600), ..PAUSES };
    let Some(live) = Live::start_pausing(base, Options::default(), Arc::clone(&COFFEE), pauses).await else { return };
    let question = live.discord.say(live.answers, live.ada, QUESTION);
    live.discord.reply_to(question, live.ben, "grind coarser");
    live.discord.expect_silence(question, live.answers, live.ben, QUESTION, SOON).await.unwrap();
}

#[rstest]
#[tokio::test]
async fn the_same_is_not_said_twice_in_a_thread(#[values(Sqlite, Postgres)] base: Base) {
    let Some(live) = Live::start(base).await else { return };
    let thread = live.discord.open_thread(live.answers, live.ada, "coffee talk");
    let question = live.discord.say(thread, live.ada, QUESTION);
    let reply = live.reply_to(question).await;
    live.discord.say(thread, live.ben, QUESTION);
    live.discord.expect_silence(reply.id, live.answers, live.ben, QUESTION, SOON).await.unwrap();
    let asked = live.discord.mention(thread, live.ben, QUESTION);
    assert!(live.reply_to(asked).await.text().contains(ANSWER), "who asks outright is answered");
}

#[rstest]
#[tokio::test]
async fn what_was_said_in_a_thread_is_known_after_a_restart(#[values(Sqlite, Postgres)] base: Base) {
    let Some(mut live) = Live::start(base).await else { return };
    let thread = live.discord.open_thread(live.answers, live.ada, "coffee talk");
    let question = live.discord.say(thread, live.ada, QUESTION);
    live.reply_to(question).await;
    let post = live.discord.forum_post(live.forum, live.ada, "Bitter coffee", QUESTION);
    live.reply_to(post.starter).await;
    let next = super::connecting::restarted(&mut live, Arc::clone(&COFFEE)).await;
    live.discord.connection(2, SOON).await.unwrap();
    live.discord.say(thread, live.ben, QUESTION);
    let last = live.discord.say(post.thread, live.ben, "how do I store beans?");
    live.discord.expect_silence(last, live.answers, live.ben, QUESTION, SOON).await.unwrap();
    next.stop().await.unwrap();
}

#[rstest]
#[tokio::test]
async fn a_post_gets_one_answer_and_a_closed_one_none(#[values(Sqlite, Postgres)] base: Base) {
    let Some(live) = Live::start(base).await else { return };
    let solved = live.discord.offer_tag(live.forum, "Solved ✔");
    let post = live.discord.forum_post(live.forum, live.ada, "Bitter coffee", QUESTION);
    let reply = live.reply_to(post.starter).await;
    live.discord.say(post.thread, live.ben, "how do I store beans?");
    live.discord.expect_silence(reply.id, live.answers, live.ben, QUESTION, SOON).await.unwrap();

    let tagged = live.discord.tagged_post(live.forum, live.ada, QUESTION, "found it", &[solved]);
    let other = live.discord.forum_post(live.forum, live.ada, "Hello", "hello everybody");
    live.discord.shut_thread(other.thread, false, true);
    let last = live.discord.say(other.thread, live.ben, QUESTION);
    live.discord.expect_silence(tagged.starter.max(last), live.answers, live.ben, QUESTION, SOON).await.unwrap();
    let said = |thread| live.discord.messages(thread).into_iter().filter(|m| m.author == live.discord.bot()).count();
    assert_eq!((said(tagged.thread), said(other.thread)), (0, 0));
    live.assert_good_manners();
}

#[rstest]
#[tokio::test]
async fn a_flood_is_not_answered_and_commands_always_are(#[values(Sqlite, Postgres)] base: Base) {
    let Some(live) = Live::start(base).await else { return };
    for _ in 0..12 {
        let question = live.discord.say(live.answers, live.ada, QUESTION);
        live.reply_to(question).await;
    }
    let one_more = live.discord.say(live.answers, live.ada, QUESTION);
    live.discord.expect_silence(one_more, live.answers, live.ben, QUESTION, SOON).await.unwrap();
    let kept = live.store.kept_of(live.ada.get().into(), SOON).await.unwrap().questions;
    let unsaid: Vec<u64> = kept.iter().filter(|asked| !asked.said).map(|asked| asked.question.get()).collect();
    assert_eq!((kept.len(), unsaid), (13, vec![one_more.get()]), "what was left is not counted as answered");
    for _ in 0..8 {
        assert!(live.slash("ask", &[("question", json!(QUESTION))]).await.text().contains(ANSWER));
    }
}

#[rstest]
#[tokio::test]
async fn the_asker_can_take_a_reply_away_and_nobody_else(#[values(Sqlite, Postgres)] base: Base) {
    let Some(live) = Live::start(base).await else { return };
    let question = live.discord.say(live.answers, live.ada, QUESTION);
    let reply = live.reply_to(question).await;
    assert!(live.press(live.ben, &reply, "🗑").await.is_ephemeral());
    assert!(!live.discord.is_deleted(reply.id));
    let id = reply.button("🗑").unwrap();
    live.discord.press(live.ada, reply.id, &id).unwrap().acknowledged(SOON).await.unwrap();
    live.discord.wait_for_deletion(reply.id, SOON).await.unwrap();
    live.assert_good_manners();
}

#[rstest]
#[tokio::test]
async fn why_is_told_in_private_and_in_plain_words(#[values(Sqlite, Postgres)] base: Base) {
    let Some(live) = Live::start(base).await else { return };
    let question = live.discord.say(live.answers, live.ada, "why is my cofee so bitter?");
    let reply = live.reply_to(question).await;
    for reply in [reply, live.slash("ask", &[("question", json!("why is my cofee so bitter?"))]).await] {
        let why = live.press(live.ben, &reply, "Why this answer?").await;
        assert!(why.is_ephemeral());
        for part in ["cofee", "coffee", "bitter", "%", "The brew guide"] {
            assert!(why.text().contains(part), "{part} is not in {}", why.text());
        }
    }
    live.assert_good_manners();
}

#[rstest]
#[tokio::test]
async fn what_to_read_next_opens_in_private(#[values(Sqlite, Postgres)] base: Base) {
    let Some(live) = Live::start(base).await else { return };
    let reply = live.slash("ask", &[("question", json!(QUESTION))]).await;
    let list = live.press(live.ben, &reply, "Related").await;
    assert!(list.is_ephemeral());
    let first = list.controls().next().unwrap()["custom_id"].as_str().unwrap().to_owned();
    let opened = live.discord.press(live.ben, list.id, &first).unwrap().response(SOON).await.unwrap();
    assert_eq!(opened.id, list.id);
    assert!(opened.text().contains("airtight"), "{}", opened.text());
    live.assert_good_manners();
}

#[rstest]
#[tokio::test]
async fn the_faq_leads_from_topics_to_an_answer(#[values(Sqlite, Postgres)] base: Base) {
    let Some(live) = Live::start(base).await else { return };
    let topics = live.slash("faq", &[]).await;
    assert!(topics.is_ephemeral());
    let entries = live.choose(live.ada, &topics, "Brewing").await;
    let answer = live.choose(live.ada, &entries, "why-bitter").await;
    assert!(answer.text().contains(ANSWER) && answer.id == topics.id, "{}", answer.text());
    let back = live.press(live.ada, &answer, "◀ Brewing").await;
    assert_eq!(back.text(), entries.text());
    live.assert_good_manners();
}

#[rstest]
#[tokio::test]
async fn faq_entries_are_suggested_and_shown_to_all(#[values(Sqlite, Postgres)] base: Base) {
    let Some(live) = Live::start(base).await else { return };
    let typed = [("entry", json!("bitter"))];
    let found = live.discord.autocomplete(live.ada, live.answers, "faq", &typed, "entry", SOON).await.unwrap();
    assert_eq!(found.first().map(|(_, value)| value.clone()), Some(json!("why-bitter")), "{found:?}");
    for named in ["why-bitter", "Why does my coffee taste bitter?"] {
        let reply = live.slash("faq", &[("entry", json!(named))]).await;
        assert!(reply.text().contains(ANSWER) && !reply.is_ephemeral(), "{}", reply.text());
    }
    let unknown = live.slash("faq", &[("entry", json!("capital of Peru"))]).await;
    assert!(unknown.is_ephemeral() && unknown.text().contains("no entry like that"), "{}", unknown.text());
    live.assert_good_manners();
}

/// Processor time that this thread has taken, which does not grow while others have the processor; none where the system does not tell.
fn processor_time() -> Option<Duration> {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    told.split(' ').next()?.parse().ok().map(Duration::from_nanos)
}

#[test]
fn entries_are_suggested_within_100_milliseconds_of_work() {
    assert!(!COFFEE.complete_entry("", None).is_empty());
    for typed in ["", "b", "bitter", "why is my cofee", &"long ".repeat(40)] {
        let before = processor_time();
        let found = COFFEE.complete_entry(typed, None);
        let taken = processor_time().zip(before).map(|(after, before)| after.saturating_sub(before));
        assert!(taken.is_none_or(|taken| taken < Duration::from_millis(100)), "{typed}: {taken:?}");
        assert!(found.len() <= 25 && found.iter().all(|one| one.label.chars().count() <= 100));
    }
}

#[rstest]
#[tokio::test]
async fn a_message_can_be_answered_from_its_menu(#[values(Sqlite, Postgres)] base: Base) {
    let Some(live) = Live::start(base).await else { return };
    let message = live.discord.say(live.other, live.ben, QUESTION);
    let used = live.discord.on_message(live.ada, message, "Answer with Docent").unwrap();
    assert!(used.response(SOON).await.unwrap().text().contains(ANSWER));
    live.assert_good_manners();
}

#[rstest]
#[tokio::test]
async fn only_the_differences_of_a_comparison_can_be_shown(#[values(Sqlite, Postgres)] base: Base) {
    let Some(live) = Live::start(base).await else { return };
    let reply = live.slash("compare", &[("first", json!("espresso")), ("second", json!("cold brew"))]).await;
    let differences = live.press(live.ada, &reply, "Only differences").await;
    assert_eq!(differences.id, reply.id);
    assert!(differences.button("All rows").is_some());
    assert_eq!(live.press(live.ada, &reply, "All rows").await.text(), reply.text());
    live.assert_good_manners();
}

#[rstest]
#[tokio::test]
async fn one_aspect_stays_one_aspect_in_every_form(#[values(Sqlite, Postgres)] base: Base) {
    let Some(live) = Live::start(base).await else { return };
    let options = [("first", json!("espresso")), ("second", json!("cold brew")), ("aspect", json!("grind"))];
    let reply = live.slash("compare", &options).await;
    let list = live.press(live.ada, &reply, "As a list").await;
    assert!(list.text().contains("Coarse") && !list.text().contains("12 to 18 hours"), "{}", list.text());
    live.assert_good_manners();
}
