//! How far newcomers are is kept once, survives a restart, and goes when it has to.

use docent::knowledge::{StepId, TrackId};
use docent::onboarding::Mark;
use docent::store::{Assigned, Doing, Kept, Moment, On, OnboardingChange, To, WeekLater, WelcomeBy};

use sqlx::Executor as _;

use super::{DAY, Database, NOW, SERVER, SOON, across_a_restart, connect, everywhere};

fn on(person: u64) -> On {
    On { server: SERVER, person: person.into(), track: TrackId::new("barista").unwrap() }
}

fn doing(press: u64, person: u64) -> Doing {
    Doing { press: press.into(), on: on(person), at: Moment(NOW.0 + i64::try_from(press).unwrap()) }
}

fn step(name: &str) -> StepId {
    StepId::new(name).unwrap()
}

#[tokio::test]
async fn what_is_done_is_kept_once_and_never_undone() {
    everywhere(async |store| {
        store.open_track(&doing(1, 30), SOON).await.unwrap();
        store.show_step(&on(30), &step("a"), NOW);
        assert_eq!(store.flush(SOON).await, 0);
        for press in [5_000, 5_000, 9_000] {
            assert_eq!(store.mark_step(&doing(press, 30), &step("a"), Mark::Done, SOON).await.unwrap(), Kept::Stored);
        }
        store.mark_step(&doing(10_000, 30), &step("a"), Mark::Later, SOON).await.unwrap();
        // An older press that arrives late changes nothing.
        store.mark_step(&doing(12_000, 30), &step("b"), Mark::Later, SOON).await.unwrap();
        store.mark_step(&doing(11_000, 30), &step("b"), Mark::Done, SOON).await.unwrap();
        for (press, right) in [(20_000, false), (20_000, false), (21_000, true)] {
            store.answer_check(&doing(press, 30), &step("c"), right, SOON).await.unwrap();
        }
        let marks = store.marks(&on(30), SOON).await.unwrap();
        let expected = [(step("a"), Mark::Done), (step("b"), Mark::Later), (step("c"), Mark::Done)];
        assert_eq!(marks.into_iter().collect::<Vec<_>>(), expected);
        let lines = store.team_lines(SERVER, SOON).await.unwrap();
        assert_eq!(lines.steps.iter().find(|line| line.step == step("a")).unwrap().spent, Some(5_000));
        assert_eq!((lines.answers[0].right, lines.answers[0].tries), (false, 2), "the first try counts");
        for at in [NOW, Moment(NOW.0 + DAY)] {
            store.finish_track(&on(30), false, at, SOON).await.unwrap();
        }
        let walks = store.newcomer(SERVER, 30.into(), SOON).await.unwrap().walks;
        assert_eq!(walks[0].finished, Some(NOW), "the first time counts");
    })
    .await;
}

#[tokio::test]
async fn a_restart_of_the_program_loses_nothing_and_one_of_the_track_everything_before_it() {
    across_a_restart(
        async |store| {
            store.open_track(&doing(1, 30), SOON).await.unwrap();
            store.mark_step(&doing(2, 30), &step("a"), Mark::Done, SOON).await.unwrap();
            let settings = [OnboardingChange::Welcome(WelcomeBy::Direct), OnboardingChange::ForgetDays(7)];
            for change in settings {
                store.change_onboarding(SERVER, change, SOON).await.unwrap();
            }
            let role = OnboardingChange::Role(TrackId::new("barista").unwrap(), Some(77));
            store.change_onboarding(SERVER, role, SOON).await.unwrap();
        },
        async |store| {
            assert_eq!(store.marks(&on(30), SOON).await.unwrap().len(), 1);
            let settings = store.onboarding_settings(SERVER, SOON).await.unwrap();
            assert_eq!((settings.welcome, settings.forget_days), (WelcomeBy::Direct, 7));
            assert_eq!(settings.roles.values().copied().collect::<Vec<_>>(), [77]);
            store.restart_track(&doing(10, 30), SOON).await.unwrap();
            assert!(store.marks(&on(30), SOON).await.unwrap().is_empty());
            store.mark_step(&doing(11, 30), &step("b"), Mark::Done, SOON).await.unwrap();
            store.restart_track(&doing(10, 30), SOON).await.unwrap();
            assert_eq!(store.marks(&on(30), SOON).await.unwrap().len(), 1, "delivered again, it takes nothing newer");
            store.leave_track(&doing(12, 30), SOON).await.unwrap();
            let newcomer = store.newcomer(SERVER, 30.into(), SOON).await.unwrap();
            assert!(newcomer.walks[0].left && newcomer.walks.len() == 1);
        },
    )
    .await;
}

#[tokio::test]
async fn a_role_is_owed_from_the_end_of_a_track_until_it_is_given() {
    let owed = async |store: &docent::store::Store| {
        let lead_sees = store.team_lines(SERVER, SOON).await.unwrap().walks[0].refused;
        let walks = store.newcomer(SERVER, 30.into(), SOON).await.unwrap().walks;
        assert_eq!(walks[0].role_owed, lead_sees);
        lead_sees
    };
    across_a_restart(
        async |store| {
            store.open_track(&doing(1, 30), SOON).await.unwrap();
            assert!(!owed(store).await);
            store.finish_track(&on(30), true, NOW, SOON).await.unwrap();
        },
        async |store| {
            assert!(owed(store).await, "nothing was heard of it before the restart");
            store.note_role(&on(30), false, SOON).await.unwrap();
            store.finish_track(&on(30), true, NOW, SOON).await.unwrap();
            assert!(!owed(store).await, "who looks at the end again gets no second one");
        },
    )
    .await;
}

#[tokio::test]
async fn a_welcome_and_a_reminder_are_given_to_one_caller() {
    everywhere(async |store| {
        let (one, two) =
            tokio::join!(store.claim_welcome(SERVER, 30.into(), SOON), store.claim_welcome(SERVER, 30.into(), SOON));
        assert!(one.unwrap() != two.unwrap(), "two who ask at once are one welcome");
        store.open_track(&doing(1, 30), SOON).await.unwrap();
        assert!(store.claim_reminders(SOON).await.unwrap().is_empty(), "nobody asked for any");
        store.remind(SERVER, 30.into(), WeekLater::Week, SOON).await.unwrap();
        assert!(store.claim_reminders(SOON).await.unwrap().is_empty(), "not before a week");
        store.remind(SERVER, 30.into(), WeekLater::Never, SOON).await.unwrap();
        assert_eq!(store.newcomer(SERVER, 30.into(), SOON).await.unwrap().remind, None);
    })
    .await;
}

#[tokio::test]
async fn reminders_that_were_claimed_are_given_though_a_later_one_cannot_be() {
    let database = Database::file();
    let store = database.open().await;
    for person in [30, 31, 32] {
        store.open_track(&doing(1, person), SOON).await.unwrap();
        store.remind(SERVER, person.into(), WeekLater::Week, SOON).await.unwrap();
    }
    // Whoever has the higher number is due later; nobody's claim can be stored from the second on.
    let mut other = connect(&database.url).await;
    other
        .execute(sqlx::AssertSqlSafe(format!("UPDATE onboarding_people SET remind = {} + person", NOW.0 - 40)))
        .await
        .unwrap();
    let refuse = "CREATE TRIGGER full BEFORE UPDATE ON onboarding_people WHEN OLD.person = 31 BEGIN SELECT RAISE(ABORT, 'no'); END";
    other.execute(refuse).await.unwrap();
    let persons = async || -> Vec<u64> {
        store.claim_reminders(SOON).await.unwrap().iter().map(|due| due.person.get()).collect()
    };
    assert_eq!(persons().await, [30]);
    assert!(store.claim_reminders(SOON).await.is_err(), "where none is claimed, the trouble is told");
    other.execute("DROP TRIGGER full").await.unwrap();
    assert_eq!(persons().await, [31, 32], "the others stayed due");
}

#[tokio::test]
async fn a_reminder_that_was_not_sent_is_due_again_unless_somebody_chose_otherwise() {
    for database in Database::lasting().await {
        let store = database.open().await;
        for person in [30, 31] {
            store.open_track(&doing(1, person), SOON).await.unwrap();
            store.remind(SERVER, person.into(), WeekLater::Week, SOON).await.unwrap();
        }
        let due = format!("UPDATE onboarding_people SET remind = {}", NOW.0);
        connect(&database.url).await.execute(sqlx::AssertSqlSafe(due)).await.unwrap();
        let claimed = store.claim_reminders(SOON).await.unwrap();
        assert_eq!(claimed.len(), 2);
        store.remind(SERVER, 31.into(), WeekLater::Never, SOON).await.unwrap();
        for due in claimed {
            store.remind_again(due, SOON).await.unwrap();
        }
        let mut next = Vec::new();
        for person in [30, 31] {
            next.push(store.newcomer(SERVER, person.into(), SOON).await.unwrap().remind);
        }
        assert_eq!(next, [Some(Moment(NOW.0 + DAY)), None]);
        drop(store);
        database.done().await;
    }
}

#[tokio::test]
async fn everything_of_a_person_is_seen_and_deleted() {
    everywhere(async |store| {
        for person in [30, 31] {
            store.open_track(&doing(1, person), SOON).await.unwrap();
            store.mark_step(&doing(2, person), &step("a"), Mark::Done, SOON).await.unwrap();
            store.answer_check(&doing(3, person), &step("c"), true, SOON).await.unwrap();
            store.hide_answers(SERVER, person.into(), true, SOON).await.unwrap();
            store.gap(person.into(), &on(person), &step("a"), "mail me at ada@example.org why");
            let track = TrackId::new("barista").unwrap();
            let assigned = Assigned { to: To::Person(person.into()), track, by: 40.into(), at: NOW };
            store.assign_track(SERVER, &assigned, SOON).await.unwrap();
        }
        assert_eq!(store.flush(SOON).await, 0);
        let kept = store.kept_of(30.into(), SOON).await.unwrap();
        assert_eq!((kept.steps, kept.checks, kept.gaps), (2, 1, 1));
        let lines = store.team_lines(SERVER, SOON).await.unwrap();
        assert!(lines.gaps.iter().all(|gap| !gap.text.contains("ada@example.org")), "{:?}", lines.gaps);
        store.forget(30.into(), SOON).await.unwrap();
        let kept = store.kept_of(30.into(), SOON).await.unwrap();
        assert_eq!((kept.steps, kept.checks, kept.gaps), (0, 0, 0));
        assert_eq!(store.newcomer(SERVER, 30.into(), SOON).await.unwrap(), docent::store::Newcomer::default());
        let left = store.team_lines(SERVER, SOON).await.unwrap();
        assert!(left.walks.len() == 1 && left.steps.len() == 2 && left.answers.len() == 1 && left.gaps.len() == 1);
        assert_eq!(store.assigned_tracks(SERVER, SOON).await.unwrap().len(), 1);
        store.forget(40.into(), SOON).await.unwrap();
        let assigned = store.assigned_tracks(SERVER, SOON).await.unwrap();
        assert_eq!(assigned.iter().map(|one| one.by).collect::<Vec<_>>(), [0.into()], "it stays, whoever did it");
        store.opt_out(31.into(), SOON).await.unwrap();
        let out = store.mark_step(&doing(50, 31), &step("z"), Mark::Done, SOON).await.unwrap();
        assert_eq!(out, Kept::OptedOut);
        assert!(store.team_lines(SERVER, SOON).await.unwrap().steps.is_empty());
        let track = TrackId::new("barista").unwrap();
        let again = Assigned { to: To::Person(31.into()), track, by: 40.into(), at: NOW };
        assert_eq!(store.assign_track(SERVER, &again, SOON).await.unwrap(), Kept::OptedOut);
        assert_eq!(store.assigned_tracks(SERVER, SOON).await.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn who_left_goes_after_the_days_that_are_set_and_who_came_back_stays() {
    for database in Database::lasting().await {
        let store = database.open().await;
        for person in [30, 31, 32] {
            store.open_track(&doing(1, person), SOON).await.unwrap();
            store.answer_check(&doing(2, person), &step("a"), true, SOON).await.unwrap();
        }
        for person in [30, 31] {
            store.left_server(SERVER, person.into(), SOON).await.unwrap();
        }
        store.came_back(SERVER, 31.into(), SOON).await.unwrap();
        assert_eq!(store.team_lines(SERVER, SOON).await.unwrap().walks.len(), 2);
        store.purge(Moment(NOW.0 + 29 * DAY), SOON).await.unwrap();
        assert_eq!(store.kept_of(30.into(), SOON).await.unwrap().steps, 1);
        store.purge(Moment(NOW.0 + 31 * DAY), SOON).await.unwrap();
        for (person, expected) in [(30, 0), (31, 1), (32, 1)] {
            assert_eq!(store.kept_of(person.into(), SOON).await.unwrap().steps, expected, "{person}");
        }
        let rows = "SELECT COUNT(*) FROM onboarding_people WHERE person = 30";
        assert_eq!(database.number(rows).await, 0);
        store.purge(Moment(NOW.0 + 400 * DAY), SOON).await.unwrap();
        let tables = ["walks", "steps", "answers"];
        for table in tables {
            assert_eq!(database.number(&format!("SELECT COUNT(*) FROM onboarding_{table}")).await, 0, "{table}");
        }
        drop(store);
        database.done().await;
    }
}
