//! What a newcomer goes through: steps, the quiz, questions, edits of the track, reminders, what is kept.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use docent::sandbox::{Failure, Operation, Options};
use docent::store::Moment;
use serde_json::json;

use super::super::SOON;
use super::{BARISTA, CAFE, DAY, QUIZ, ROASTER, coffee, eventually, everywhere, press};

#[tokio::test]
async fn a_track_is_walked_step_by_step_and_resumed_anywhere() {
    everywhere(Options::default(), async |stage| {
        let list = stage.command(stage.ada, "onboard start", &[]).await;
        assert!(list.is_ephemeral() && list.text().contains("New barista") && list.text().contains("New roaster"));
        let first = stage.choose(stage.ada, &list, "barista").await;
        for part in
            ["1/4 · The shot", "0 of 4 done", "Everything begins here", "small, strong coffee", "Your lead sees"]
        {
            assert!(first.text().contains(part), "`{part}` is not in {}", first.text());
        }
        let second = stage.press(stage.ada, &first, "✅ Done").await;
        assert_eq!(second.id, first.id, "a step takes the place of the one before");
        assert!(second.text().contains("2/4") && second.text().contains("1 of 4 done"), "{}", second.text());
        assert!(second.text().contains("**A** · Cold brew\n**B** · Espresso"), "{}", second.text());
        // Another device, a new message: the same step.
        let again = stage.command(stage.ada, "onboard start", &[]).await;
        assert!(again.id != first.id && again.text().contains("2/4"), "{}", again.text());
        let outcome = stage.press(stage.ada, &again, "A").await;
        for part in ["Not quite", "The facts say: **Espresso**", "Pressure makes it quick", "12 to 18 hours", "Source"]
        {
            assert!(outcome.text().contains(part), "`{part}` is not in {}", outcome.text());
        }
        let third = stage.press(stage.ada, &outcome, "Next ▶").await;
        let fourth = stage.press(stage.ada, &third, "Later").await;
        assert!(fourth.text().contains("4/4 · See the bar") && fourth.text().contains("find the grinder"));
        let back = stage.press(stage.ada, &fourth, "◀ Back").await;
        assert!(back.text().contains("3/4 · Ask me"), "{}", back.text());
        let see_the_bar = stage.press(stage.ada, &back, "✅ Done").await;
        let end = stage.press(stage.ada, &see_the_bar, "✅ Done").await;
        for part in ["You are through: New barista", "4 of 4 done", "The bar is yours", "Worth another look:** Making"]
        {
            assert!(end.text().contains(part), "`{part}` is not in {}", end.text());
        }
        stage.assert_good_manners();
    })
    .await;
}

#[tokio::test]
async fn a_track_can_be_switched_left_and_begun_anew() {
    everywhere(Options::default(), async |stage| {
        let first = stage.command(stage.ada, "onboard start", &[("track", json!("New barista"))]).await;
        stage.press(stage.ada, &first, "✅ Done").await;
        let more = stage.press(stage.ada, &first, "More").await;
        assert!(more.text().contains("What your lead sees"), "{}", more.text());
        let list = stage.press(stage.ada, &more, "Another track").await;
        stage.choose(stage.ada, &list, "roaster").await;
        let resumed = stage.command(stage.ada, "onboard start", &[]).await;
        assert!(resumed.text().contains("1/2 · Beans"), "the other one is current: {}", resumed.text());
        let back = stage.command(stage.ada, "onboard start", &[("track", json!("barista"))]).await;
        assert!(back.text().contains("1 of 4 done"), "nothing was lost: {}", back.text());
        let more = stage.press(stage.ada, &back, "More").await;
        let really = stage.press(stage.ada, &more, "Begin anew").await;
        assert!(really.text().contains("is deleted"), "{}", really.text());
        let anew = stage.press(stage.ada, &really, "Begin anew").await;
        assert!(anew.text().contains("0 of 4 done"), "{}", anew.text());
        let more = stage.press(stage.ada, &anew, "More").await;
        let left = stage.press(stage.ada, &more, "Leave").await;
        assert!(left.text().contains("You left the track"), "{}", left.text());
        let resumed = stage.command(stage.ada, "onboard start", &[]).await;
        assert!(resumed.text().contains("1/2 · Beans"), "{}", resumed.text());
    })
    .await;
}

#[tokio::test]
async fn a_track_edited_while_people_are_in_the_middle_loses_nothing() {
    everywhere(Options::default(), async |stage| {
        let first = stage.command(stage.ada, "onboard start", &[("track", json!("barista"))]).await;
        let second = stage.press(stage.ada, &first, "✅ Done").await;
        let third = stage.press(stage.ada, &second, "B").await;
        let third = stage.press(stage.ada, &third, "Next ▶").await;
        assert!(third.text().contains("3/4 · Ask me"), "{}", third.text());
        // The step on the screen is removed, one is renamed in its title, and a new one comes first.
        let edited = BARISTA
            .replace(
                "id = \"ask-me\"\ntitle = \"Ask me\"\nminutes = 2\ntry = \"how fine do i grind for espresso?\"",
                "id = \"new\"\ntitle = \"Something new\"\nminutes = 1\nread = \"why-bitter\"",
            )
            .replace("title = \"The shot\"", "title = \"The perfect shot\"");
        assert!(!edited.contains("ask-me") && edited.contains("perfect"));
        stage.restart(coffee(&[("barista.toml", &edited), ("quiz.toml", QUIZ)])).await;
        let next = stage.press(stage.ada, &third, "✅ Done").await;
        assert!(next.text().contains("Something new") && next.text().contains("2 of 4 done"), "{}", next.text());
        assert!(next.text().contains("taken away meanwhile"), "{}", next.text());
        let marks = stage.store.marks(&stage.on(stage.ada, "barista"), SOON).await.unwrap();
        assert_eq!(marks.len(), 3, "what was done is kept: {marks:?}");
        // The removed step comes back: it is done.
        stage.restart(Arc::clone(&CAFE)).await;
        let back = stage.command(stage.ada, "onboard start", &[]).await;
        assert!(back.text().contains("4/4 · See the bar") && back.text().contains("3 of 4 done"), "{}", back.text());
        // The whole track goes, and comes back.
        stage.restart(coffee(&[("roaster.toml", ROASTER), ("quiz.toml", QUIZ)])).await;
        let gone = stage.command(stage.ada, "onboard start", &[]).await;
        assert!(gone.text().contains("taken away meanwhile") && gone.text().contains("New roaster"), "{}", gone.text());
        let outlived = stage.press(stage.ada, &back, "✅ Done").await;
        assert!(outlived.text().contains("taken away meanwhile"), "{}", outlived.text());
        stage.assert_good_manners();
    })
    .await;
}

#[tokio::test]
async fn reminders_come_once_a_week_rest_and_stop() {
    everywhere(Options::default(), async |stage| {
        let first = stage.command(stage.ada, "onboard start", &[("track", json!("barista"))]).await;
        let more = stage.press(stage.ada, &first, "More").await;
        let on = stage.press(stage.ada, &more, "Remind me weekly").await;
        assert!(on.text().contains("once a week at most"), "{}", on.text());
        let door = stage.discord.dm_channel(stage.ada);
        let said = || stage.discord.messages(door).len();
        stage.clock.fetch_add(6 * DAY, Ordering::SeqCst);
        tokio::time::sleep(Duration::from_millis(200)).await;
        assert_eq!(said(), 0);
        stage.clock.fetch_add(DAY, Ordering::SeqCst);
        let reminder = stage.discord.wait_for_message(door, 0.into(), SOON).await.unwrap();
        tokio::time::sleep(Duration::from_millis(200)).await;
        assert_eq!(said(), 1, "no second one in the same week");
        stage.press(stage.ada, &reminder, "In four weeks").await;
        stage.clock.fetch_add(27 * DAY, Ordering::SeqCst);
        tokio::time::sleep(Duration::from_millis(200)).await;
        assert_eq!(said(), 1);
        stage.clock.fetch_add(DAY, Ordering::SeqCst);
        let second = stage.discord.wait_for_message(door, reminder.id, SOON).await.unwrap();
        let stopped = stage.press(stage.ada, &second, "No more reminders").await;
        assert!(stopped.text().contains("No more reminders"), "{}", stopped.text());
        stage.clock.fetch_add(60 * DAY, Ordering::SeqCst);
        tokio::time::sleep(Duration::from_millis(200)).await;
        assert!(!stage.discord.messages(door).iter().any(|one| one.id > second.id));
        stage.assert_good_manners();
    })
    .await;
}

#[tokio::test]
async fn a_reminder_that_discord_refuses_comes_later_and_only_a_closed_door_ends_them() {
    everywhere(Options::default(), async |stage| {
        let first = stage.command(stage.ada, "onboard start", &[("track", json!("barista"))]).await;
        let more = stage.press(stage.ada, &first, "More").await;
        stage.press(stage.ada, &more, "Remind me weekly").await;
        let door = stage.discord.dm_channel(stage.ada);
        let due = async || stage.store.newcomer(stage.server(), stage.ada.get().into(), SOON).await.unwrap().remind;
        let now = || Moment(stage.clock.load(Ordering::SeqCst));
        stage.discord.fail(Operation::CreateDm, 1, Failure::Status(403));
        stage.clock.fetch_add(7 * DAY, Ordering::SeqCst);
        eventually("it is due again in a day", async || due().await == Some(Moment(now().0 + DAY))).await;
        assert!(stage.discord.messages(door).is_empty());
        stage.clock.fetch_add(DAY, Ordering::SeqCst);
        stage.discord.wait_for_message(door, 0.into(), SOON).await.unwrap();
        assert_eq!(due().await, Some(Moment(now().0 + 7 * DAY)));
        stage.discord.close_direct_messages(stage.ada);
        stage.clock.fetch_add(7 * DAY, Ordering::SeqCst);
        eventually("a closed door ends them", async || due().await.is_none()).await;
        stage.assert_good_manners();
    })
    .await;
}

#[tokio::test]
async fn what_is_kept_is_shown_deleted_and_not_begun_for_who_opted_out() {
    everywhere(Options::default(), async |stage| {
        let first = stage.command(stage.ada, "onboard start", &[("track", json!("barista"))]).await;
        let second = stage.press(stage.ada, &first, "✅ Done").await;
        stage.press(stage.ada, &second, "B").await;
        let seen = stage.command(stage.ada, "privacy see", &[]).await;
        assert!(seen.text().contains("put off: **2**") && seen.text().contains("answered: **1**"), "{}", seen.text());
        stage.command(stage.ada, "privacy opt-out", &[]).await;
        assert!(stage.store.marks(&stage.on(stage.ada, "barista"), SOON).await.unwrap().is_empty());
        let walked = stage.through(stage.ada).await;
        assert!(walked.text().contains("You opted out"), "the buttons lead on all the same: {}", walked.text());
        let lines = stage.store.team_lines(stage.server(), SOON).await.unwrap();
        assert!(lines.walks.is_empty() && lines.steps.is_empty() && lines.answers.is_empty());
        stage.assert_good_manners();
    })
    .await;
}

#[tokio::test]
async fn a_press_that_comes_twice_is_one_and_an_unknown_track_is_named() {
    everywhere(Options::default(), async |stage| {
        let unknown = stage.command(stage.ada, "onboard start", &[("track", json!("no such"))]).await;
        assert!(unknown.is_ephemeral() && unknown.text().contains("no track like that"), "{}", unknown.text());
        let first = stage.command(stage.ada, "onboard start", &[("track", json!("barista"))]).await;
        let id = first.button("✅ Done").unwrap();
        let press = || stage.discord.press(stage.ada, first.id, &id).unwrap();
        let (one, two) = (press(), press());
        tokio::join!(async { one.response(SOON).await.unwrap() }, async { two.response(SOON).await.unwrap() });
        let now = stage.discord.message(first.id).unwrap();
        assert!(now.text().contains("2/4") && now.text().contains("1 of 4 done"), "{}", now.text());
        stage.assert_good_manners();
    })
    .await;
}

#[tokio::test]
async fn the_quiz_leads_to_a_track_and_says_why() {
    everywhere(Options::default(), async |stage| {
        let list = stage.command(stage.ada, "onboard start", &[]).await;
        let mut tap = stage.press(stage.ada, &list, "Help me choose").await;
        for label in ["In the roastery", "Nose", "Early"] {
            tap = stage.press(stage.ada, &tap, label).await;
        }
        assert!(tap.text().contains("I'd take: New roaster"), "{}", tap.text());
        assert!(
            tap.text().contains("Because you will be in the roastery, and you work with your nose."),
            "{}",
            tap.text()
        );
        let first = stage.press(stage.ada, &tap, "Start it").await;
        assert!(first.text().contains("1/2 · Beans"), "{}", first.text());
        stage.assert_good_manners();
    })
    .await;
}

#[tokio::test]
async fn questions_are_understood_by_the_step_and_gaps_reach_the_lead_without_a_name() {
    everywhere(Options::default(), async |stage| {
        let step = stage.command(stage.ada, "onboard start", &[("track", json!("barista"))]).await;
        let ask = async |text: &str| {
            let id = step.button("Ask about this").unwrap();
            let used = stage.discord.press(stage.ada, step.id, &id).unwrap();
            used.modal(SOON).await.unwrap();
            used.submit(&[("question", text)]).unwrap().response(SOON).await.unwrap()
        };
        let answer = ask("and how much caffeine is in it?").await;
        assert!(answer.is_ephemeral() && answer.text().contains("65 mg"), "{}", answer.text());
        let none = ask("who repairs the dishwasher on sundays?").await;
        assert!(none.is_ephemeral() && none.text().contains("don't know"), "{}", none.text());
        // Elsewhere in the same channel, the step is still in mind.
        let elsewhere =
            stage.command(stage.ada, "ask", &[("question", json!("who waters the plants in the hall?"))]).await;
        assert!(elsewhere.text().contains("don't know"), "{}", elsewhere.text());
        assert_eq!(stage.store.flush(SOON).await, 0);
        let team = stage.command(stage.lead, "onboard team", &[]).await;
        assert!(team.is_ephemeral() && team.text().contains("*The shot*"), "{}", team.text());
        assert!(team.text().contains("dishwasher") && team.text().contains("plants"), "{}", team.text());
        let third = stage.press(stage.ada, &step, "✅ Done").await;
        stage.press(stage.ada, &third, "Later").await;
        let proposed = press(&stage.discord, stage.ada, step.id, "Ask it for me").await;
        assert!(proposed.id != step.id && proposed.text().contains("Fine"), "{}", proposed.text());
        stage.assert_good_manners();
    })
    .await;
}
