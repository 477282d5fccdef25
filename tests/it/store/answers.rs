//! What is said of answers: feedback, choices, verdicts; and what links a reply to its question.

use docent::decision::Decision;
use docent::eval::{Case, shadow};
use docent::store::{Judged, Kept, LINK_DAYS, Link, Moment, Store, Tally, Verdict};

use super::asked::{choice, feedback};
use super::{DAY, NOW, SERVER, SOON, across_a_restart, everywhere};

/// All opinions in the server, as its moderators see them.
async fn opinions(store: &Store) -> Tally {
    store.stats(SERVER, Moment(0), SOON).await.unwrap().feedback
}

#[tokio::test]
async fn pressed_twice_is_once_and_another_opinion_replaces_the_first() {
    everywhere(async |store| {
        let rows = [
            (feedback(1, 30, true), (1, 0)),
            (feedback(1, 30, true), (1, 0)),
            (feedback(2, 30, true), (1, 0)),
            (feedback(4, 30, false), (0, 1)),
            // An old press that arrives again.
            (feedback(3, 30, true), (0, 1)),
            (feedback(5, 31, true), (1, 1)),
        ];
        for (press, (helpful, unhelpful)) in rows {
            assert_eq!(store.feedback(&press, SOON).await.unwrap(), Kept::Stored);
            assert_eq!(opinions(store).await, Tally { helpful, unhelpful }, "{press:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn many_presses_at_once_are_all_there() {
    everywhere(async |store| {
        let press = |person| {
            let store = store.clone();
            tokio::spawn(async move { store.feedback(&feedback(person, person, person % 4 > 0), SOON).await })
        };
        for pressed in (1..=200).map(press).collect::<Vec<_>>() {
            pressed.await.unwrap().unwrap();
        }
        assert_eq!(opinions(store).await, Tally { helpful: 150, unhelpful: 50 });
    })
    .await;
}

fn judged(question: u64, verdict: Verdict) -> Judged {
    Judged {
        press: question.into(),
        question: question.into(),
        person: 30.into(),
        server: SERVER,
        channel: 20.into(),
        text: format!("question {question}"),
        decision: Decision::Answer,
        reply: Some("b".parse().unwrap()),
        confidence: 0.75,
        addressed: false,
        verdict,
        judge: 40.into(),
        at: Moment(NOW.0 + i64::try_from(question).unwrap()),
    }
}

#[tokio::test]
async fn choices_and_verdicts_become_labelled_messages() {
    everywhere(async |store| {
        store.choice(&choice(1, 1, 30, "a"), SOON).await.unwrap();
        store.choice(&choice(2, 1, 30, "c"), SOON).await.unwrap();
        for (question, verdict) in [(3, Verdict::Right), (4, Verdict::Wrong), (5, Verdict::Silent)] {
            store.judge(&judged(question, verdict), SOON).await.unwrap();
        }
        let case = |text: &str, label: Option<&str>| Case {
            text: text.to_owned(),
            label: label.map(|label| label.parse().unwrap()),
        };
        let expected = [case("which one, [name]?", Some("c")), case("question 3", Some("b")), case("question 5", None)];
        assert_eq!(store.cases(SERVER, SOON).await.unwrap(), expected);
    })
    .await;
}

#[tokio::test]
async fn the_last_verdict_on_a_question_counts() {
    everywhere(async |store| {
        store.judge(&judged(3, Verdict::Wrong), SOON).await.unwrap();
        let second = Judged { press: 9.into(), judge: 41.into(), ..judged(3, Verdict::Right) };
        store.judge(&second, SOON).await.unwrap();
        store.judge(&judged(3, Verdict::Wrong), SOON).await.unwrap();
        store.judge(&judged(4, Verdict::Silent), SOON).await.unwrap();
        let judgements = store.judgements(SERVER, 20.into(), SOON).await.unwrap();
        assert_eq!(judgements.iter().map(|one| one.right).collect::<Vec<_>>(), [true, false]);
        let now = shadow::advise(&judgements, false, 0.6).now.unwrap();
        assert_eq!((now.false_answers.part, now.false_answers.whole), (1, 2));
        assert!(store.judgements(SERVER, 21.into(), SOON).await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn labels_lose_their_person_with_the_log() {
    everywhere(async |store| {
        store.choice(&choice(1, 1, 30, "a"), SOON).await.unwrap();
        store.choice(&choice(2, 1, 31, "a"), SOON).await.unwrap();
        store.judge(&judged(3, Verdict::Right), SOON).await.unwrap();
        store.purge(Moment(NOW.0 + 31 * DAY), SOON).await.unwrap();
        let kept = store.kept_of(30.into(), SOON).await.unwrap();
        assert_eq!((kept.choices, kept.verdicts), (0, 0));
        assert_eq!(store.cases(SERVER, SOON).await.unwrap().len(), 3);
    })
    .await;
}

fn link(question: u64, message: u64) -> Link {
    Link {
        question: question.into(),
        message: message.into(),
        server: Some(SERVER),
        channel: 20.into(),
        person: 30.into(),
        addressed: true,
        reply: Some("compare:a+b:pay".parse().unwrap()),
        fingerprint: u64::MAX - question,
        at: NOW,
    }
}

#[tokio::test]
async fn a_reply_knows_its_question_at_once_and_after_a_restart() {
    across_a_restart(
        async |store| {
            store.link(link(1, 101));
            store.link(link(2, 102));
            store.link(link(2, 103));
            store.link(link(3, 104));
            store.unlink(3.into());
            assert_eq!(store.linked(1.into()), Some(link(1, 101)));
        },
        async |store| {
            assert_eq!(store.linked(1.into()), Some(link(1, 101)));
            assert_eq!((store.linked(2.into()), store.linked(3.into())), (Some(link(2, 103)), None));
        },
    )
    .await;
}

#[tokio::test]
async fn links_go_after_a_week() {
    everywhere(async |store| {
        store.link(link(1, 101));
        store.link(Link { at: Moment(NOW.0 + DAY), ..link(2, 102) });
        assert_eq!(store.flush(SOON).await, 0);
        let later = Moment(NOW.0 + (i64::from(LINK_DAYS)) * DAY + 1);
        assert_eq!(store.purge(later, SOON).await.unwrap().links, 1);
        assert!(store.linked(1.into()).is_none() && store.linked(2.into()).is_some());
    })
    .await;
}
