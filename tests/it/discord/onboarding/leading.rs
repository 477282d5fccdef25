//! What a lead sees and sets, and what happens as people come and go.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use docent::knowledge::StepId;
use docent::onboarding::Mark;
use docent::sandbox::permissions::{MANAGE_GUILD, MANAGE_ROLES};
use docent::sandbox::{Failure, Operation, Options};
use docent::store::{Doing, Moment, OnboardingChange, WelcomeBy};
use serde_json::json;

use super::super::SOON;
use super::{CAFE, DAY, Stage, eventually, everywhere};
use crate::store::Database;

#[tokio::test]
async fn a_newcomer_is_greeted_once_and_in_the_channel_where_direct_messages_are_closed() {
    everywhere(Options::default(), async |stage| {
        stage.welcome(WelcomeBy::Direct).await;
        let guild = stage.discord.guild();
        let cleo = stage.discord.add_member("Cleo");
        let direct = stage.discord.wait_for_message(stage.discord.dm_channel(cleo), 0.into(), SOON).await.unwrap();
        assert!(direct.text().contains("Welcome, Cleo!"), "{}", direct.text());
        let step = stage.press(cleo, &direct, "Show me around").await;
        assert!(step.id != direct.id && step.text().contains("Which tour?"), "{}", step.text());
        let step = stage.choose(cleo, &step, "barista").await;
        assert!(step.text().contains("1/4"), "a tour goes on in a direct message too: {}", step.text());
        assert!(stage.press(cleo, &step, "✅ Done").await.text().contains("2/4"));
        // Dan's door is closed before he comes.
        let other = stage.discord.add_guild("Elsewhere");
        let dan = stage.discord.add_member_with(other, "Dan", 0);
        stage.discord.close_direct_messages(dan);
        let before = stage.discord.bot_messages_since(0.into()).last().unwrap().id;
        stage.discord.join(guild, dan);
        let public = stage.discord.wait_for_message(stage.channel, before, SOON).await.unwrap();
        assert!(public.text().contains("Welcome, Dan!") && !public.pings(), "{}", public.text());
        // Whoever comes again, after a restart too, is not greeted again.
        stage.restart(Arc::clone(&CAFE)).await;
        for person in [cleo, dan] {
            stage.discord.leave(guild, person);
            stage.discord.join(guild, person);
        }
        let eve = stage.discord.add_member("Eve");
        stage.discord.wait_for_message(stage.discord.dm_channel(eve), 0.into(), SOON).await.unwrap();
        // Events come in order; once the last newcomer is greeted, the others had their turn.
        stage.command(stage.lead, "onboard team", &[]).await;
        let greeted = |name: &str| {
            let said = stage.discord.bot_messages_since(0.into());
            said.iter().filter(|one| one.text().contains(&format!("Welcome, {name}!"))).count()
        };
        assert_eq!((greeted("Cleo"), greeted("Dan"), greeted("Eve")), (1, 1, 1));
        stage.assert_good_manners();
    })
    .await;
}

#[tokio::test]
async fn without_the_members_intent_a_button_for_all_does_the_same() {
    everywhere(Options::default().without_privileged_intents(), async |stage| {
        let settings = stage.command(stage.lead, "onboard settings", &[("welcome", json!("channel"))]).await;
        assert!(settings.text().contains("Server Members") && settings.text().contains("post"), "{}", settings.text());
        let posted = stage.command(stage.lead, "onboard post", &[]).await;
        assert!(!posted.is_ephemeral(), "everybody sees the button");
        let begun = stage.press(stage.ada, &posted, "Show me around").await;
        assert!(
            begun.is_ephemeral() && begun.id != posted.id && begun.text().contains("Which tour?"),
            "{}",
            begun.text()
        );
        assert_eq!(stage.discord.message(posted.id).unwrap().text(), posted.text(), "the button stays for the next");
        stage.assert_good_manners();
    })
    .await;
}

#[tokio::test]
async fn without_the_permission_for_roles_the_lead_is_told_clearly_and_can_give_them_later() {
    everywhere(Options::default(), async |stage| {
        let role = stage.discord.add_role("Barista", 0);
        // Later roles stand above earlier ones.
        stage.discord.give_role(stage.lead, stage.discord.add_role("Keeps roles", MANAGE_ROLES));
        let options = [("track", json!("barista")), ("role", json!(role.to_string()))];
        let settings = stage.command(stage.lead, "onboard settings", &options).await;
        assert!(settings.text().contains("Manage Roles"), "{}", settings.text());
        let end = stage.through(stage.ada).await;
        assert!(end.text().contains("I may not give it yet"), "{}", end.text());
        let team = stage.command(stage.lead, "onboard team", &[]).await;
        for part in ["Manage Roles", "my own role has to stand above", "**1** who are through wait for their role"] {
            assert!(team.text().contains(part), "`{part}` is not in {}", team.text());
        }
        let own = stage.discord.add_role("Docent", MANAGE_ROLES);
        stage.discord.give_role(stage.discord.bot(), own);
        let done = stage.press(stage.lead, &team, "Give the roles again").await;
        assert!(done.text().contains("has it now") && !done.text().contains("wait for their role"), "{}", done.text());
        assert_eq!(stage.discord.roles_of(stage.ada), [role]);
        let ben = stage.discord.add_member("Ben");
        assert!(stage.through(ben).await.text().contains("you have a new role"));
        assert_eq!(stage.discord.roles_of(ben), [role]);
        stage.assert_good_manners();
    })
    .await;
}

#[tokio::test]
async fn a_role_that_was_owed_when_docent_stopped_is_given_at_the_next_look() {
    everywhere(Options::default(), async |stage| {
        let role = stage.discord.add_role("Barista", 0);
        stage.discord.give_role(stage.discord.bot(), stage.discord.add_role("Docent", MANAGE_ROLES));
        let ada = stage.on(stage.ada, "barista");
        let change = OnboardingChange::Role(ada.track.clone(), Some(role.get()));
        stage.store.change_onboarding(stage.server(), change, SOON).await.unwrap();
        for (step, press) in ["the-shot", "stronger", "ask-me", "see-the-bar"].into_iter().zip(1_u64..) {
            let doing = Doing { press: press.into(), on: ada.clone(), at: stage.store.now() };
            stage.store.mark_step(&doing, &StepId::new(step).unwrap(), Mark::Done, SOON).await.unwrap();
        }
        // As far as somebody got whose process stopped before Discord answered.
        stage.store.finish_track(&ada, true, stage.store.now(), SOON).await.unwrap();
        let team = stage.command(stage.lead, "onboard team", &[]).await;
        assert!(team.text().contains("**1** who are through wait for their role"), "{}", team.text());
        let end = stage.command(stage.ada, "onboard start", &[]).await;
        assert!(end.text().contains("you have a new role"), "{}", end.text());
        assert_eq!(stage.discord.roles_of(stage.ada), [role]);
        let again = stage.command(stage.ada, "onboard start", &[]).await;
        assert!(!again.text().contains("new role"), "it is said once: {}", again.text());
        stage.assert_good_manners();
    })
    .await;
}

#[tokio::test]
async fn the_role_of_a_track_is_set_only_by_who_could_give_it() {
    everywhere(Options::default(), async |stage| {
        let guild = stage.discord.guild();
        let low = stage.discord.add_role("Barista", 0);
        // Docent may give all of them: what is refused is not refused by Discord.
        let keeper = stage.discord.add_member_with(guild, "Keeper", MANAGE_GUILD | MANAGE_ROLES);
        let high = stage.discord.add_role("Owner's friends", 0);
        stage.discord.give_role(stage.discord.bot(), stage.discord.add_role("Docent", MANAGE_ROLES));
        let set = async |user, role: docent::sandbox::RoleId| {
            let options = [("track", json!("barista")), ("role", json!(role.to_string())), ("forget_days", json!(9))];
            stage.command(user, "onboard settings", &options).await
        };
        for (user, role, told) in [(stage.lead, low, "*Manage Roles*"), (keeper, high, "isn't yours to give")] {
            let refused = set(user, role).await;
            assert!(refused.is_ephemeral() && refused.text().contains(told), "{}", refused.text());
        }
        stage.discord.fail(Operation::GetGuild, 1, Failure::Status(403));
        let unknown = set(keeper, low).await;
        assert!(unknown.text().contains("couldn't see where that role stands"), "{}", unknown.text());
        let settings = async || stage.store.onboarding_settings(stage.server(), SOON).await.unwrap();
        assert_eq!(settings().await, docent::store::OnboardingSettings::default(), "nothing is set by halves");
        stage.through(stage.lead).await;
        assert!(!stage.discord.roles_of(stage.lead).contains(&low));
        let done = set(keeper, low).await;
        assert!(done.text().contains("gives <@&"), "{}", done.text());
        let owner = stage.discord.owner(guild).unwrap();
        assert!(set(owner, high).await.text().contains("gives <@&"));
        let role = settings().await.roles.values().copied().collect::<Vec<_>>();
        assert_eq!(role, [high.get()]);
        // Taking a role away gives nobody anything.
        stage.command(stage.lead, "onboard settings", &[("track", json!("barista"))]).await;
        assert!(settings().await.roles.is_empty());
        stage.assert_good_manners();
    })
    .await;
}

#[tokio::test]
async fn who_may_not_lead_is_refused_privately() {
    everywhere(Options::default(), async |stage| {
        let role = [("track", json!("barista")), ("person", json!(stage.ada.to_string()))];
        let commands: [(&str, &[(&str, serde_json::Value)]); 5] = [
            ("onboard team", &[]),
            ("onboard export", &[]),
            ("onboard assign", &role),
            ("onboard settings", &[]),
            ("onboard post", &[]),
        ];
        for (command, options) in commands {
            let refused = stage.command(stage.ada, command, options).await;
            assert!(
                refused.is_ephemeral() && refused.text().contains("Manage Server"),
                "{command}: {}",
                refused.text()
            );
        }
        assert!(stage.store.assigned_tracks(stage.server(), SOON).await.unwrap().is_empty());
        stage.assert_good_manners();
    })
    .await;
}

#[tokio::test]
async fn a_track_is_assigned_to_a_person_or_a_role() {
    everywhere(Options::default(), async |stage| {
        let bar = stage.discord.add_role("Bar", 0);
        let ben = stage.discord.add_member("Ben");
        stage.discord.give_role(ben, bar);
        let to_ada = [("track", json!("roaster")), ("person", json!(stage.ada.to_string()))];
        let told = stage.command(stage.lead, "onboard assign", &to_ada).await;
        assert!(told.text().contains("I told them"), "{}", told.text());
        let invited =
            stage.discord.wait_for_message(stage.discord.dm_channel(stage.ada), 0.into(), SOON).await.unwrap();
        assert!(stage.press(stage.ada, &invited, "Show me around").await.text().contains("1/2 · Beans"));
        let to_role = [("track", json!("barista")), ("role", json!(bar.to_string()))];
        stage.command(stage.lead, "onboard assign", &to_role).await;
        assert!(stage.command(ben, "onboard start", &[]).await.text().contains("1/4 · The shot"));
        let neither = stage.command(stage.lead, "onboard assign", &[("track", json!("barista"))]).await;
        assert!(neither.text().contains("either a person or a role"), "{}", neither.text());
        let typed = [("track", json!("ROAST"))];
        let suggested = stage.discord.autocomplete(stage.lead, stage.channel, "onboard assign", &typed, "track", SOON);
        assert_eq!(suggested.await.unwrap(), [("New roaster".to_owned(), json!("roaster"))]);
        stage.assert_good_manners();
    })
    .await;
}

#[tokio::test]
async fn an_invitation_opens_the_track_that_it_names_whatever_else_somebody_walks() {
    everywhere(Options::default(), async |stage| {
        let ben = stage.discord.add_member("Ben");
        // Ada is through with another track, Ben is in the middle of it.
        stage.through(stage.ada).await;
        let walked = stage.command(ben, "onboard start", &[("track", json!("barista"))]).await;
        stage.press(ben, &walked, "✅ Done").await;
        for person in [stage.ada, ben] {
            let assigned = [("track", json!("roaster")), ("person", json!(person.to_string()))];
            stage.command(stage.lead, "onboard assign", &assigned).await;
            let door = stage.discord.dm_channel(person);
            let invited = stage.discord.wait_for_message(door, 0.into(), SOON).await.unwrap();
            assert!(invited.text().contains("New roaster"), "{}", invited.text());
            let begun = stage.press(person, &invited, "Show me around").await;
            assert!(begun.id != invited.id && begun.text().contains("1/2 · Beans"), "{}", begun.text());
        }
        stage.assert_good_manners();
    })
    .await;
}

#[tokio::test]
async fn an_assigned_track_comes_after_the_one_that_somebody_is_at_and_before_those_they_are_through_with() {
    everywhere(Options::default(), async |stage| {
        let start = async || stage.command(stage.ada, "onboard start", &[]).await;
        let first = stage.command(stage.ada, "onboard start", &[("track", json!("barista"))]).await;
        stage.press(stage.ada, &first, "✅ Done").await;
        let assigned = [("track", json!("roaster")), ("person", json!(stage.ada.to_string()))];
        stage.command(stage.lead, "onboard assign", &assigned).await;
        assert!(start().await.text().contains("2/4"), "what was begun goes on");
        stage.through(stage.ada).await;
        let beans = start().await;
        assert!(beans.text().contains("1/2 · Beans"), "{}", beans.text());
        let bitterness = stage.press(stage.ada, &beans, "✅ Done").await;
        let end = stage.press(stage.ada, &bitterness, "✅ Done").await;
        assert!(end.text().contains("You are through: New roaster"), "{}", end.text());
        let again = start().await;
        assert!(again.text().contains("You are through: New roaster"), "nothing new waits: {}", again.text());
        // Whom nothing is assigned to sees the end of the last one, as ever.
        let ben = stage.discord.add_member("Ben");
        stage.through(ben).await;
        let again = stage.command(ben, "onboard start", &[]).await;
        assert!(again.text().contains("You are through: New barista"), "{}", again.text());
        stage.assert_good_manners();
    })
    .await;
}

#[tokio::test]
async fn the_lead_sees_times_stops_and_answers_but_not_hidden_ones() {
    everywhere(Options::default(), async |stage| {
        let ben = stage.discord.add_member("Ben");
        let first = stage.command(stage.ada, "onboard start", &[("track", json!("barista"))]).await;
        assert_eq!(stage.store.flush(SOON).await, 0);
        stage.clock.fetch_add(4 * 60 * 1000, Ordering::SeqCst);
        let second = stage.press(stage.ada, &first, "✅ Done").await;
        assert_eq!(stage.store.flush(SOON).await, 0);
        stage.press(stage.ada, &second, "A").await;
        stage.through(ben).await;
        let team = stage.command(stage.lead, "onboard team", &[]).await;
        for part in ["at step 3, *Ask me* · 50 % · checks 0 of 1", "through · 100 % · checks 1 of 1", "1 of 2"] {
            assert!(team.text().contains(part), "`{part}` is not in {}", team.text());
        }
        assert!(team.text().contains("1. The shot: 2 done, half within 0 s\n"), "half took no time: {}", team.text());
        let more = stage.press(stage.ada, &stage.command(stage.ada, "onboard start", &[]).await, "More").await;
        let hidden = stage.press(stage.ada, &more, "Hide my answers").await;
        assert!(hidden.text().contains("hidden from your lead"), "{}", hidden.text());
        stage.clock.fetch_add(8 * DAY, Ordering::SeqCst);
        let team = stage.command(stage.lead, "onboard team", &[]).await;
        assert!(team.text().contains("checks hidden") && team.text().contains("1 of 1"), "{}", team.text());
        assert!(
            !team.text().contains("1 of 2") && team.text().contains("3. Ask me: 1 done, half within 0 s · 1 stopped"),
            "{}",
            team.text()
        );
        let export = stage.command(stage.lead, "onboard export", &[]).await;
        let csv = String::from_utf8(export.attachments[0].bytes.to_vec()).unwrap();
        assert!(export.is_ephemeral() && csv.starts_with("person,track,step,"), "{csv}");
        assert!(csv.contains(&format!("{},barista,the-shot,done,", stage.ada)) && csv.contains(",240,"), "{csv}");
        let own = csv.lines().find(|line| line.starts_with(&format!("{},barista,stronger", stage.ada))).unwrap();
        assert!(own.ends_with(",hidden,") && !own.contains("no"), "{own}");
        stage.assert_good_manners();
    })
    .await;
}

#[tokio::test]
async fn who_left_the_server_is_forgotten_after_the_set_time() {
    for database in Database::lasting().await {
        let stage = Stage::open_with(Options::default(), database.address()).await;
        stage.command(stage.lead, "onboard settings", &[("forget_days", json!(10))]).await;
        stage.through(stage.ada).await;
        let ben = stage.discord.add_member("Ben");
        stage.through(ben).await;
        stage.discord.leave(stage.discord.guild(), stage.ada);
        let walks =
            async |count: usize| stage.store.team_lines(stage.server(), SOON).await.unwrap().walks.len() == count;
        eventually("the lead no longer sees who left", || walks(1)).await;
        let kept = async || stage.store.kept_of(stage.ada.get().into(), SOON).await.unwrap().steps;
        let purge = async |days: i64| {
            let now = Moment(stage.clock.load(Ordering::SeqCst) + days * DAY);
            stage.store.purge(now, SOON).await.unwrap();
        };
        purge(9).await;
        assert_eq!(kept().await, 4, "people come back within days");
        purge(11).await;
        assert_eq!(kept().await, 0);
        assert_eq!(stage.store.kept_of(ben.get().into(), SOON).await.unwrap().steps, 4, "who stays is kept");
        stage.run.stop().await;
        drop(stage.store);
        database.done().await;
    }
}
