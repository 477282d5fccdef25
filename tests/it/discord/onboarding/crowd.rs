//! Many newcomers at once, with a restart after every step: nothing is lost, nothing is there twice.

use std::sync::Arc;

use docent::knowledge::TrackId;
use docent::sandbox::{LookAlike, MessageId, Options, UserId};
use docent::store::{Moment, Store};
use serde_json::json;

use super::super::{SOON, learn};
use super::Run;
use crate::store::Database;

/// Presses whatever leads on; false at the end.
async fn step_on(discord: &LookAlike, user: UserId, message: MessageId) -> bool {
    let now = discord.message(message).unwrap();
    if now.text().contains("You are through") {
        return false;
    }
    let way = ["✅ Done", "Next ▶", "A"].into_iter().find(|label| now.button(label).is_some());
    let id = now.button(way.unwrap_or_else(|| panic!("no way on from {}", now.text()))).unwrap();
    discord.press(user, message, &id).unwrap();
    // What counts is that the step changes, at once or later.
    discord.wait_for_edit(message, now.changes, SOON).await.unwrap();
    true
}

#[tokio::test]
async fn twenty_five_newcomers_walk_three_tracks_with_restarts_between_steps() {
    let shipped = learn("knowledge");
    let tracks: Vec<TrackId> = shipped.knowledge().tracks.iter().map(|track| track.id.clone()).collect();
    assert_eq!(tracks.len(), 3);
    for database in Database::lasting().await {
        let discord = LookAlike::start(Options::default()).await.unwrap();
        let channel = discord.add_channel("hall");
        let people: Vec<UserId> = (0..25).map(|number| discord.add_member(&format!("Newcomer {number}"))).collect();
        let open = || Store::open(database.address(), Arc::new(Moment::by_system_clock));
        let store = open().await.unwrap();
        let mut run = Run::start(&discord, Arc::clone(&shipped), store.clone()).await;
        discord.commands_registered(channel, SOON).await.unwrap();
        let begin = people.iter().enumerate().map(|(at, user)| {
            let track = json!(tracks[at % tracks.len()].as_str());
            let used = discord.slash(*user, channel, "onboard start", &[("track", track)]).unwrap();
            async move { used.response(SOON).await.unwrap().id }
        });
        let messages = futures_util::future::join_all(begin).await;
        let mut store = store;
        loop {
            // Everybody at once, one step each.
            let walked = people.iter().zip(&messages).map(|(user, message)| step_on(&discord, *user, *message));
            let moved = futures_util::future::join_all(walked).await;
            if !moved.contains(&true) {
                break;
            }
            run.stop().await;
            drop(store);
            store = open().await.unwrap();
            run = Run::start(&discord, Arc::clone(&shipped), store.clone()).await;
        }
        let lines = store.team_lines(discord.guild().get().into(), SOON).await.unwrap();
        assert_eq!(lines.walks.len(), people.len());
        assert!(lines.walks.iter().all(|walk| walk.finished.is_some()));
        for (at, user) in people.iter().enumerate() {
            let track = shipped.knowledge().track(&tracks[at % tracks.len()]).unwrap();
            let own: Vec<_> = lines.steps.iter().filter(|line| line.person == user.get()).collect();
            assert_eq!(own.len(), track.steps.len(), "every step is there once");
            assert!(own.iter().all(|line| line.mark == Some(docent::onboarding::Mark::Done)));
            let checks =
                track.steps.iter().filter(|step| matches!(step.task, docent::knowledge::Task::Check(_))).count();
            let answers: Vec<_> = lines.answers.iter().filter(|line| line.person == user.get()).collect();
            assert_eq!(answers.len(), checks);
            assert!(answers.iter().all(|answer| answer.tries == 1), "nothing is doubled: {answers:?}");
        }
        for request in &discord.recorded().requests {
            crate::openapi::validate(request).unwrap_or_else(|told| panic!("{told}"));
        }
        run.stop().await;
        drop(store);
        database.done().await;
    }
}
