//! Messages: who is answered, who is left alone.

use std::time::Duration;

use docent::sandbox::{Failure, Operation};

use super::Base::{self, Postgres, Sqlite};
use super::{ANSWER, Live, QUESTION, SOON};
use rstest::rstest;

#[rstest]
#[tokio::test]
async fn a_question_in_an_answer_channel_is_answered(#[values(Sqlite, Postgres)] base: Base) {
    let Some(live) = Live::start(base).await else { return };
    let question = live.discord.say(live.answers, live.ada, QUESTION);
    let reply = live.reply_to(question).await;
    assert!(reply.text().contains(ANSWER));
    live.assert_good_manners();
}

#[rstest]
#[tokio::test]
async fn threads_and_forum_posts_under_an_answer_channel_count(#[values(Sqlite, Postgres)] base: Base) {
    let Some(live) = Live::start(base).await else { return };
    let thread = live.discord.open_thread(live.answers, live.ada, "coffee talk");
    let question = live.discord.say(thread, live.ada, QUESTION);
    assert!(live.reply_to(question).await.text().contains(ANSWER));
}

#[rstest]
#[tokio::test]
async fn a_thread_that_no_event_announced_is_looked_up(#[values(Sqlite, Postgres)] base: Base) {
    let Some(live) = Live::start(base).await else { return };
    live.discord.cut_gateway();
    let thread = live.discord.open_thread(live.answers, live.ada, "opened while nobody listened");
    let question = live.discord.say(thread, live.ada, QUESTION);
    assert!(live.reply_to(question).await.text().contains(ANSWER));
}

#[rstest]
#[tokio::test]
async fn a_mention_is_answered_anywhere(#[values(Sqlite, Postgres)] base: Base) {
    let Some(live) = Live::start(base).await else { return };
    let question = live.discord.mention(live.other, live.ada, QUESTION);
    assert!(live.reply_to(question).await.text().contains(ANSWER));
    live.assert_good_manners();
}

#[rstest]
#[tokio::test]
async fn a_bare_mention_gets_help(#[values(Sqlite, Postgres)] base: Base) {
    let Some(live) = Live::start(base).await else { return };
    let called = live.discord.mention(live.other, live.ada, "");
    assert!(live.reply_to(called).await.text().contains("What I can do here"));
    live.assert_good_manners();
}

#[rstest]
#[tokio::test]
async fn a_direct_message_is_answered(#[values(Sqlite, Postgres)] base: Base) {
    let Some(live) = Live::start(base).await else { return };
    let question = live.discord.say_in_dm(live.ada, QUESTION);
    assert!(live.reply_to(question).await.text().contains(ANSWER));
    live.assert_good_manners();
}

#[rstest]
#[tokio::test]
async fn a_reply_to_docent_is_answered_even_without_a_ping(#[values(Sqlite, Postgres)] base: Base) {
    let Some(live) = Live::start(base).await else { return };
    let question = live.discord.mention(live.other, live.ada, QUESTION);
    let reply = live.reply_to(question).await;
    let further = live.discord.reply_without_ping(reply.id, live.ada, "how do I store beans");
    assert!(live.reply_to(further).await.text().contains("airtight"));
    live.assert_good_manners();
}

#[rstest]
#[tokio::test]
async fn addressed_and_not_known_is_said_honestly(#[values(Sqlite, Postgres)] base: Base) {
    let Some(live) = Live::start(base).await else { return };
    let question = live.discord.mention(live.other, live.ada, "what is the capital of Peru?");
    assert!(!live.reply_to(question).await.text().is_empty());
    live.assert_good_manners();
}

#[rstest]
#[tokio::test]
async fn unasked_and_unsure_is_silence(#[values(Sqlite, Postgres)] base: Base) {
    let Some(live) = Live::start(base).await else { return };
    let to_ben = format!("<@{}> {QUESTION}", live.ben);
    for text in ["the machine is broken again", "what is the capital of Peru?", "coffee!", "lol", &to_ben] {
        let message = live.discord.say(live.answers, live.ada, text);
        live.discord.expect_silence(message, live.answers, live.ben, QUESTION, SOON).await.unwrap();
    }
}

#[rstest]
#[tokio::test]
async fn elsewhere_docent_does_not_speak_unasked(#[values(Sqlite, Postgres)] base: Base) {
    let Some(live) = Live::start(base).await else { return };
    let message = live.discord.say(live.other, live.ada, QUESTION);
    live.discord.expect_silence(message, live.answers, live.ben, QUESTION, SOON).await.unwrap();
}

#[rstest]
#[tokio::test]
async fn people_who_talk_to_each_other_are_left_alone(#[values(Sqlite, Postgres)] base: Base) {
    let Some(live) = Live::start(base).await else { return };
    let earlier = live.discord.say(live.answers, live.ben, "morning");
    let message = live.discord.reply_to(earlier, live.ada, QUESTION);
    live.discord.expect_silence(message, live.answers, live.ben, QUESTION, SOON).await.unwrap();
}

#[rstest]
#[tokio::test]
async fn bots_and_webhooks_are_never_answered(#[values(Sqlite, Postgres)] base: Base) {
    let Some(live) = Live::start(base).await else { return };
    let bot = live.discord.add_bot("Echo");
    let first = live.discord.say(live.answers, bot, QUESTION);
    live.discord.mention(live.answers, bot, QUESTION);
    live.discord.say_by_webhook(live.answers, "Bridge", QUESTION);
    live.discord.expect_silence(first, live.answers, live.ben, QUESTION, SOON).await.unwrap();
}

#[rstest]
#[tokio::test]
async fn a_link_preview_is_not_a_second_question(#[values(Sqlite, Postgres)] base: Base) {
    let Some(live) = Live::start(base).await else { return };
    let question = live.discord.say(live.answers, live.ada, &format!("{QUESTION} https://example.org/coffee"));
    let reply = live.reply_to(question).await;
    live.discord.unfurl(question, "https://example.org/coffee");
    live.discord.expect_silence(reply.id, live.answers, live.ben, QUESTION, SOON).await.unwrap();
}

#[rstest]
#[tokio::test]
async fn a_forum_post_is_read_with_its_title(#[values(Sqlite, Postgres)] base: Base) {
    let Some(live) = Live::start(base).await else { return };
    let post = live.discord.forum_post(live.forum, live.ada, QUESTION, "see title, thanks");
    assert!(live.reply_to(post.starter).await.text().contains(ANSWER));
    live.assert_good_manners();
}

#[rstest]
#[tokio::test]
async fn the_reply_follows_an_edited_question(#[values(Sqlite, Postgres)] base: Base) {
    let Some(live) = Live::start(base).await else { return };
    let question = live.discord.say(live.answers, live.ada, QUESTION);
    let reply = live.reply_to(question).await;
    live.discord.edit(question, "how do I store beans?");
    let edited = live.discord.wait_for_edit(reply.id, reply.changes, SOON).await.unwrap();
    assert!(edited.text().contains("airtight"), "{}", edited.text());
    live.discord.expect_silence(reply.id, live.answers, live.ben, QUESTION, SOON).await.unwrap();
    live.assert_good_manners();
}

#[rstest]
#[tokio::test]
async fn the_reply_is_withdrawn_with_its_question(#[values(Sqlite, Postgres)] base: Base) {
    let Some(live) = Live::start(base).await else { return };
    let deleted = live.discord.say(live.answers, live.ada, QUESTION);
    let reply = live.reply_to(deleted).await;
    live.discord.delete(deleted);
    live.discord.wait_for_deletion(reply.id, SOON).await.unwrap();
}

#[rstest]
#[tokio::test]
async fn the_reply_is_withdrawn_when_the_question_is_edited_away(#[values(Sqlite, Postgres)] base: Base) {
    let Some(live) = Live::start(base).await else { return };
    let question = live.discord.say(live.answers, live.ada, QUESTION);
    let reply = live.reply_to(question).await;
    live.discord.edit(question, "never mind, found it");
    live.discord.wait_for_deletion(reply.id, SOON).await.unwrap();
    live.assert_good_manners();
}

#[rstest]
#[tokio::test]
async fn an_edit_while_the_reply_is_on_its_way_is_followed_too(#[values(Sqlite, Postgres)] base: Base) {
    let Some(live) = Live::start(base).await else { return };
    live.discord.fail(Operation::CreateMessage, 1, Failure::Delay(Duration::from_millis(300)));
    let question = live.discord.say(live.answers, live.ada, QUESTION);
    while live.discord.recorded().of(Operation::CreateMessage).next().is_none() {
        tokio::task::yield_now().await;
    }
    live.discord.edit(question, "how do I store beans?");
    let reply = live.reply_to(question).await;
    let edited = live.discord.wait_for_edit(reply.id, 0, SOON).await.unwrap();
    assert!(edited.text().contains("airtight"), "{}", edited.text());
}
