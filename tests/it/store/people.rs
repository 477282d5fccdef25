//! What is kept of a person, and that person's say in it; what moderators set.

use docent::store::{
    ChannelMode, ChannelSettings, FeedbackBy, Kept, KeptOf, Link, ServerSettings, SettingsChange, View,
};

use super::asked::{choice, feedback};
use super::{Database, NOW, SERVER, SOON, across_a_restart, by, everywhere, question};

fn link() -> Link {
    Link {
        question: 1.into(),
        message: 101.into(),
        server: Some(SERVER),
        channel: 20.into(),
        person: 30.into(),
        addressed: true,
        reply: None,
        fingerprint: 7,
        at: NOW,
    }
}

async fn fill(store: &docent::store::Store) {
    store.log(&question(1, "mine"));
    store.log(&docent::store::Logged { person: 31.into(), ..question(2, "somebody else's") });
    store.link(link());
    store.set_view(30.into(), View::List);
    store.feedback(&feedback(5, 30, true), SOON).await.unwrap();
    store.choice(&choice(6, 1, 30, "a"), SOON).await.unwrap();
    let never = docent::store::Teaching::Never { question: "x".to_owned() };
    let mine = docent::store::By { author: 30.into(), ..by(7) };
    store.teach(&mine, never, None, SOON).await.unwrap();
    assert_eq!(store.flush(SOON).await, 0);
}

#[tokio::test]
async fn a_person_sees_what_is_kept_and_deletes_it() {
    everywhere(async |store| {
        fill(store).await;
        let kept = store.kept_of(30.into(), SOON).await.unwrap();
        let expected = KeptOf {
            questions: vec![question(1, "mine")],
            feedback: 1,
            choices: 1,
            verdicts: 0,
            links: 1,
            taught: 1,
            steps: 0,
            checks: 0,
            gaps: 0,
            view: Some(View::List),
            opted_out: false,
        };
        assert_eq!(kept, expected);
        store.forget(30.into(), SOON).await.unwrap();
        let left = KeptOf { taught: 1, ..KeptOf::default() };
        assert_eq!(store.kept_of(30.into(), SOON).await.unwrap(), left);
        assert_eq!(store.kept_of(31.into(), SOON).await.unwrap().questions.len(), 1);
        assert!(store.linked(1.into()).is_none());
    })
    .await;
}

#[tokio::test]
async fn of_somebody_who_opted_out_nothing_is_kept_until_they_come_back() {
    everywhere(async |store| {
        fill(store).await;
        // Still in the queue when they opt out.
        store.log(&question(3, "on its way"));
        store.opt_out(30.into(), SOON).await.unwrap();
        store.log(&question(4, "later"));
        store.link(link());
        assert_eq!(store.feedback(&feedback(8, 30, true), SOON).await.unwrap(), Kept::OptedOut);
        assert_eq!(store.choice(&choice(9, 3, 30, "a"), SOON).await.unwrap(), Kept::OptedOut);
        assert_eq!(store.flush(SOON).await, 0);
        let kept = store.kept_of(30.into(), SOON).await.unwrap();
        assert_eq!((kept.questions.len(), kept.feedback, kept.choices, kept.links), (0, 0, 0, 0));
        assert_eq!(kept.view, None, "how they see comparisons was kept of them too");
        store.set_view(30.into(), View::Picture);
        assert_eq!(store.view(30.into()), None);
        assert!(kept.opted_out && store.has_opted_out(30.into()));
        assert!(store.linked(1.into()).is_some(), "a reply still follows its question while Docent runs");
        store.opt_in(30.into(), SOON).await.unwrap();
        store.log(&question(5, "back"));
        assert_eq!(store.flush(SOON).await, 0);
        assert_eq!(store.kept_of(30.into(), SOON).await.unwrap().questions, [question(5, "back")]);
    })
    .await;
}

#[tokio::test]
async fn an_opt_out_holds_in_a_process_that_has_not_heard_of_it() {
    for database in Database::lasting().await {
        let (one, other) = (database.open().await, database.open().await);
        one.opt_out(30.into(), SOON).await.unwrap();
        other.log(&question(1, "nobody told me"));
        other.feedback(&feedback(2, 30, true), SOON).await.unwrap();
        assert_eq!(other.flush(SOON).await, 0);
        let kept = other.kept_of(30.into(), SOON).await.unwrap();
        assert_eq!((kept.questions.len(), kept.feedback), (0, 0));
        drop((one, other));
        database.done().await;
    }
}

#[tokio::test]
async fn what_a_person_chose_survives_a_restart() {
    across_a_restart(
        async |store| {
            store.set_view(30.into(), View::Table);
            store.set_view(30.into(), View::Picture);
            store.opt_out(31.into(), SOON).await.unwrap();
        },
        async |store| {
            assert_eq!((store.view(30.into()), store.view(31.into())), (Some(View::Picture), None));
            assert!(store.has_opted_out(31.into()) && !store.has_opted_out(30.into()));
        },
    )
    .await;
}

#[tokio::test]
async fn settings_hold_at_once_and_after_a_restart() {
    let (answers, lounge) = (20.into(), 21.into());
    let thresholds = |unaddressed| SettingsChange::Thresholds { channel: answers, addressed: None, unaddressed };
    let check = async |store: &docent::store::Store| {
        let answering = ChannelSettings { mode: Some(ChannelMode::Answer), addressed: None, unaddressed: Some(0.75) };
        let quiet = ChannelSettings { mode: Some(ChannelMode::Off), ..ChannelSettings::default() };
        let expected = ServerSettings {
            channels: [(answers, answering), (lounge, quiet)].into(),
            review_channel: Some(22.into()),
            feedback_by: FeedbackBy::All,
            log_days: 365,
        };
        assert_eq!(*store.server(SERVER), expected);
        assert_eq!(*store.server(2.into()), ServerSettings::default());
        assert_eq!(store.server(SERVER).channel(99.into()), ChannelSettings::default());
    };
    across_a_restart(
        async |store| {
            let changes = [
                SettingsChange::Mode(answers, Some(ChannelMode::Shadow)),
                SettingsChange::Mode(lounge, Some(ChannelMode::Off)),
                thresholds(Some(0.5)),
                SettingsChange::ReviewChannel(Some(22.into())),
                SettingsChange::FeedbackBy(FeedbackBy::All),
                SettingsChange::LogDays(u16::MAX),
                SettingsChange::Mode(answers, Some(ChannelMode::Answer)),
                thresholds(Some(0.75)),
            ];
            for change in changes {
                store.change_settings(SERVER, change, SOON).await.unwrap();
            }
            check(store).await;
        },
        check,
    )
    .await;
}

#[tokio::test]
async fn another_process_sees_a_change_when_it_looks() {
    for database in Database::lasting().await {
        let (one, other) = (database.open().await, database.open().await);
        one.change_settings(SERVER, SettingsChange::LogDays(7), SOON).await.unwrap();
        other.refresh().await.unwrap();
        assert_eq!(other.server(SERVER).log_days, 7);
        drop((one, other));
        database.done().await;
    }
}
