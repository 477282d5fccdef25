//! `/docent`: channels, settings, status, statistics, shadow mode.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use docent::decision::{Decision, Thresholds};
use docent::discord::{Config, Reload};
use docent::pipeline::Docent;
use docent::sandbox::{Options, permissions};
use docent::store::{ChannelMode, Judged, SettingsChange, Verdict};
use serde_json::json;

use super::Base::{self, Postgres, Sqlite};
use super::{ANSWER, COFFEE, Live, PAUSES, QUESTION, SOON};
use rstest::rstest;

#[rstest]
#[tokio::test]
async fn only_those_who_manage_the_server_may(#[values(Sqlite, Postgres)] base: Base) {
    let Some(live) = Live::start(base).await else { return };
    assert!(live.discord.slash(live.ada, live.answers, "docent status", &[]).is_err());
    let moderator = live.moderator();
    let status = live.command(moderator, live.answers, "docent status", &[]).await;
    assert!(status.is_ephemeral());
    for part in ["Message Content intent", "Permissions", "Knowledge", "Store"] {
        assert!(status.text().contains(part), "{part} is not in {}", status.text());
    }
    live.assert_good_manners();
}

#[rstest]
#[tokio::test]
async fn a_missing_permission_is_named_with_its_cost(#[values(Sqlite, Postgres)] base: Base) {
    let Some(live) = Live::start(base).await else { return };
    let moderator = live.moderator();
    live.discord.deny(live.answers, live.discord.bot(), permissions::READ_MESSAGE_HISTORY);
    let status = live.command(moderator, live.answers, "docent status", &[]).await;
    assert!(status.text().contains("**Read Message History** is missing"), "{}", status.text());
}

#[rstest]
#[tokio::test]
async fn each_channel_can_be_set_and_threads_follow_it(#[values(Sqlite, Postgres)] base: Base) {
    let Some(live) = Live::start(base).await else { return };
    let moderator = live.moderator();
    let thread = live.discord.open_thread(live.other, live.ada, "a talk");
    let set = async |mode: &str| {
        let options = [("channel", json!(live.other.to_string())), ("mode", json!(mode))];
        live.command(moderator, live.answers, "docent channels", &options).await
    };
    assert!(set("answer").await.text().contains("answer"));
    let question = live.discord.say(thread, live.ada, QUESTION);
    assert!(live.reply_to(question).await.text().contains(ANSWER));
    set("mention-only").await;
    let unasked = live.discord.say(live.other, live.ada, QUESTION);
    live.discord.expect_silence(unasked, live.answers, live.ben, QUESTION, SOON).await.unwrap();
    set("off").await;
    let asked = live.discord.mention(live.other, live.ada, QUESTION);
    live.discord.expect_silence(asked, live.answers, live.ben, QUESTION, SOON).await.unwrap();
    live.assert_good_manners();
}

#[rstest]
#[tokio::test]
async fn a_channel_can_ask_for_more_confidence(#[values(Sqlite, Postgres)] base: Base) {
    let Some(live) = Live::start(base).await else { return };
    let moderator = live.moderator();
    live.command(moderator, live.answers, "docent channels", &[("unasked", json!(1.0))]).await;
    let unasked = live.discord.say(live.answers, live.ada, QUESTION);
    let sure = live.discord.forum_post(live.forum, live.ada, "Bitter", QUESTION);
    live.reply_to(sure.starter).await;
    assert!(live.discord.messages(live.answers).iter().all(|message| message.reply_to != Some(unasked)));
}

#[rstest]
#[tokio::test]
async fn settings_of_the_server_are_shown_and_kept(#[values(Sqlite, Postgres)] base: Base) {
    let Some(live) = Live::start(base).await else { return };
    let moderator = live.moderator();
    let options = [("feedback", json!("all")), ("log_days", json!(7)), ("review", json!(live.other.to_string()))];
    let shown = live.command(moderator, live.answers, "docent settings", &options).await.text();
    assert!(shown.contains("everybody") && shown.contains("7 days"), "{shown}");
    assert!(shown.contains(&format!("<#{}>", live.other)), "{shown}");
    let kept = live.command(moderator, live.answers, "docent settings", &[("no_review", json!(false))]).await.text();
    assert!(kept.contains(&format!("<#{}>", live.other)), "{kept}");
    let shown = live.command(moderator, live.answers, "docent settings", &[("no_review", json!(true))]).await.text();
    assert!(shown.contains("none: shadow mode shows nothing") && shown.contains("everybody"), "{shown}");
    assert!(live.store.review_channels().is_empty());
}

#[rstest]
#[tokio::test]
async fn statistics_count_what_was_asked(#[values(Sqlite, Postgres)] base: Base) {
    let Some(live) = Live::start(base).await else { return };
    let moderator = live.moderator();
    let reply = live.slash("ask", &[("question", json!(QUESTION))]).await;
    live.press(live.ada, &reply, "👍 Helpful").await;
    live.slash("ask", &[("question", json!("What is the capital of Peru?"))]).await;
    live.store.flush(SOON).await;
    let stats = live.command(moderator, live.answers, "docent stats", &[]).await.text();
    assert!(stats.contains("Asked: **2**") && stats.contains("100 %"), "{stats}");
    assert!(stats.contains("Peru"), "{stats}");
}

#[rstest]
#[tokio::test]
async fn in_shadow_mode_only_moderators_see_what_would_have_been_said(#[values(Sqlite, Postgres)] base: Base) {
    let Some(live) = Live::start(base).await else { return };
    let moderator = live.moderator();
    let review = live.discord.add_channel("review");
    live.command(moderator, live.answers, "docent settings", &[("review", json!(review.to_string()))]).await;
    let options = [("channel", json!(live.answers.to_string())), ("mode", json!("shadow"))];
    live.command(moderator, live.other, "docent channels", &options).await;

    let question = live.discord.say(live.answers, live.ada, QUESTION);
    let shown = live.discord.wait_for_message(review, question, SOON).await.unwrap();
    assert!(shown.text().contains(ANSWER) && shown.text().contains("bitter"), "{}", shown.text());
    assert!(live.discord.messages(live.answers).iter().all(|message| message.reply_to != Some(question)));
    for label in ["Wrong", "Should be silent", "Right"] {
        assert!(live.press(moderator, &shown, label).await.text().contains("Noted"));
    }
    let channel = live.answers.get().into();
    let verdicts = live.store.judgements(live.discord.guild().get().into(), channel, SOON).await.unwrap();
    assert!(verdicts.len() == 1 && verdicts[0].right && verdicts[0].answered && !verdicts[0].addressed, "{verdicts:?}");
    let status = live.command(moderator, live.other, "docent status", &[]).await.text();
    assert!(status.contains("1 answers judged") && status.contains("false answers"), "{status}");
    live.assert_good_manners();
}

/// A verdict on something that Docent was about to say unasked.
fn verdict(live: &Live, number: u64, confidence: f32, verdict: Verdict) -> Judged {
    Judged {
        press: number.into(),
        question: number.into(),
        person: live.ada.get().into(),
        server: live.discord.guild().get().into(),
        channel: live.answers.get().into(),
        text: QUESTION.to_owned(),
        decision: Decision::Answer,
        reply: None,
        confidence,
        addressed: false,
        verdict,
        judge: live.ben.get().into(),
        at: live.store.now(),
    }
}

#[rstest]
#[tokio::test]
async fn from_enough_verdicts_status_recommends_a_threshold_for_that_channel(#[values(Sqlite, Postgres)] base: Base) {
    let Some(live) = Live::start(base).await else { return };
    let moderator = live.moderator();
    let shadow = SettingsChange::Mode(live.answers.get().into(), Some(ChannelMode::Shadow));
    live.store.change_settings(live.discord.guild().get().into(), shadow, SOON).await.unwrap();
    for number in 1..=60 {
        let (sure, said) = if number % 4 == 0 { (0.9, Verdict::Wrong) } else { (0.95, Verdict::Right) };
        live.store.judge(&verdict(&live, number, sure, said), SOON).await.unwrap();
    }
    let status = live.command(moderator, live.other, "docent status", &[]).await.text();
    for part in ["60 answers judged", "**25 %**", "I recommend 0.", "unasked:0."] {
        assert!(status.contains(part), "{part} is not in {status}");
    }
}

#[rstest]
#[tokio::test]
async fn a_forum_is_set_like_a_channel_and_its_posts_follow_it(#[values(Sqlite, Postgres)] base: Base) {
    let Some(live) = Live::start(base).await else { return };
    let moderator = live.moderator();
    let options = [("channel", json!(live.forum.to_string())), ("mode", json!("off"))];
    live.command(moderator, live.answers, "docent channels", &options).await;
    let post = live.discord.forum_post(live.forum, live.ada, "Bitter coffee", QUESTION);
    live.discord.expect_silence(post.starter, live.answers, live.ben, QUESTION, SOON).await.unwrap();
}

#[rstest]
#[tokio::test]
async fn a_setting_survives_a_restart(#[values(Sqlite, Postgres)] base: Base) {
    let Some(mut live) = Live::start(base).await else { return };
    let off = SettingsChange::Mode(live.answers.get().into(), Some(ChannelMode::Off));
    live.store.change_settings(live.discord.guild().get().into(), off, SOON).await.unwrap();
    let next = super::connecting::restarted(&mut live, Arc::clone(&COFFEE)).await;
    live.discord.connection(2, SOON).await.unwrap();
    let ignored = live.discord.mention(live.answers, live.ada, QUESTION);
    let answered = live.discord.mention(live.other, live.ada, QUESTION);
    live.reply_to(answered).await;
    assert!(live.discord.messages(live.answers).iter().all(|message| message.reply_to != Some(ignored)));
    next.stop().await.unwrap();
}

#[rstest]
#[tokio::test]
async fn the_knowledge_is_read_again_and_mistakes_change_nothing(#[values(Sqlite, Postgres)] base: Base) {
    let reads = AtomicUsize::new(0);
    let reload = move || {
        if reads.fetch_add(1, Ordering::Relaxed) == 0 {
            return Err("a mistake".to_owned());
        }
        let mut knowledge = COFFEE.knowledge().clone();
        knowledge.entries.retain(|entry| entry.id.as_str() != "why-bitter");
        Ok(Arc::new(Docent::new(knowledge, Thresholds::default())))
    };
    let config = Config { pauses: PAUSES, reload: Some(Reload(Arc::new(reload))), ..Config::default() };
    let live = Live::start_configured(base, Options::default(), Arc::clone(&COFFEE), config).await;
    let Some(live) = live else { return };
    let moderator = live.moderator();
    let reload = async || live.command(moderator, live.answers, "docent reload", &[]).await.text();
    assert!(reload().await.contains("keeps answering"));
    assert!(live.slash("ask", &[("question", json!(QUESTION))]).await.text().contains(ANSWER));
    assert!(reload().await.contains("Read again"));
    assert!(!live.slash("ask", &[("question", json!(QUESTION))]).await.text().contains(ANSWER));
}
