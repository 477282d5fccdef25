//! The question log: what is kept, of whom, for how long, and what it says.

use docent::decision::Decision;
use docent::store::{Choice, Kept, Moment, Press, SettingsChange, Stats, Store, Tally};

use super::{DAY, NOW, SERVER, SOON, across_a_restart, everywhere, question, texts};

const EVER: Moment = Moment(0);

async fn log(store: &Store, lines: &[docent::store::Logged]) {
    for line in lines {
        store.log(line);
    }
    assert_eq!(store.flush(SOON).await, 0);
}

#[tokio::test]
async fn a_question_is_kept_scrubbed_and_with_everything_else_as_it_was() {
    everywhere(async |store| {
        let asked = question(1, "ask <@123> about https://x.org, my password is hunter2");
        log(store, std::slice::from_ref(&asked)).await;
        let kept = store.asked(SERVER, EVER, SOON).await.unwrap();
        let scrubbed = "ask [name] about [link] my password is [secret]";
        assert_eq!(kept, [docent::store::Logged { text: scrubbed.to_owned(), ..asked }]);
    })
    .await;
}

#[tokio::test]
async fn many_at_once_are_all_on_the_list_at_once() {
    everywhere(async |store| {
        let asked: Vec<_> = (1..=75).map(|id| question(id, &format!("question {id}"))).collect();
        for one in &asked {
            store.log(one);
        }
        let listed = store.asked(SERVER, EVER, SOON).await.unwrap();
        assert_eq!(listed, asked.into_iter().rev().collect::<Vec<_>>());
    })
    .await;
}

#[tokio::test]
async fn an_edited_question_is_one_question() {
    everywhere(async |store| {
        let reply = Some("who-earns-more".parse().unwrap());
        let edited = docent::store::Logged { decision: Decision::Answer, reply, ..question(1, "after") };
        log(store, &[question(1, "before"), edited.clone()]).await;
        assert_eq!(store.asked(SERVER, EVER, SOON).await.unwrap(), [edited]);
    })
    .await;
}

#[tokio::test]
async fn the_unanswered_are_those_without_answer_choice_or_settlement() {
    everywhere(async |store| {
        let with = |id, decision| docent::store::Logged { decision, ..question(id, &format!("q{id}")) };
        let lines = [
            with(1, Decision::Fallback),
            with(2, Decision::Answer),
            with(3, Decision::Clarify),
            with(4, Decision::Clarify),
            with(5, Decision::Silent),
            with(6, Decision::Fallback),
            docent::store::Logged { server: Some(9.into()), ..question(7, "elsewhere") },
        ];
        log(store, &lines).await;
        assert_eq!(store.choice(&choice(11, 4, 30, "a"), SOON).await.unwrap(), Kept::Stored);
        store.settle(SERVER, &[6.into(), 7.into()], SOON).await.unwrap();
        let found = store.unanswered(SERVER, EVER, SOON).await.unwrap();
        assert_eq!(found.iter().map(|one| one.question.get()).collect::<Vec<_>>(), [5, 3, 1]);
        let since = store.unanswered(SERVER, Moment(NOW.0 + 3), SOON).await.unwrap();
        assert_eq!(texts(&since), ["q3", "q5"].into());
    })
    .await;
}

#[tokio::test]
async fn a_server_that_keeps_no_days_logs_nothing() {
    everywhere(async |store| {
        store.change_settings(SERVER, SettingsChange::LogDays(0), SOON).await.unwrap();
        log(store, &[question(1, "gone")]).await;
        assert_eq!(store.asked(SERVER, EVER, SOON).await.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn each_server_keeps_its_log_for_its_own_days() {
    everywhere(async |store| {
        // The store clears by its own clock, too, which stands still.
        let later = Moment(NOW.0 + 40 * DAY);
        let days_ago = |id: u64, server: u64, days: i64| docent::store::Logged {
            server: (server > 0).then(|| server.into()),
            at: Moment(later.0 - days * DAY),
            ..question(id, "x")
        };
        store.change_settings(2.into(), SettingsChange::LogDays(3), SOON).await.unwrap();
        let lines = [days_ago(1, 1, 29), days_ago(2, 1, 31), days_ago(3, 2, 2), days_ago(4, 2, 4), days_ago(5, 0, 31)];
        log(store, &lines).await;
        assert_eq!(store.purge(later, SOON).await.unwrap().questions, 3);
        let of_person = store.kept_of(30.into(), SOON).await.unwrap().questions;
        assert_eq!(of_person.iter().map(|one| one.question.get()).collect::<Vec<_>>(), [3, 1]);
    })
    .await;
}

#[tokio::test]
async fn the_log_survives_a_restart() {
    across_a_restart(
        async |store| store.log(&question(1, "still there?")),
        async |store| assert_eq!(texts(&store.asked(SERVER, EVER, SOON).await.unwrap()), ["still there?"].into()),
    )
    .await;
}

#[tokio::test]
async fn stats_count_decisions_opinions_entries_and_gaps() {
    everywhere(async |store| {
        let answered = |id, reply: &str, said| docent::store::Logged {
            decision: Decision::Answer,
            reply: Some(reply.parse().unwrap()),
            said,
            ..question(id, "a")
        };
        let gap = |id, text: &str| question(id, text);
        let silent = docent::store::Logged { decision: Decision::Silent, ..question(8, "hm") };
        let clarify = docent::store::Logged { decision: Decision::Clarify, ..question(9, "which?") };
        let old = docent::store::Logged { at: Moment(1), ..question(10, "old") };
        let lines = [
            answered(1, "b", true),
            answered(2, "about:data-engineer", true),
            answered(3, "about:data-engineer", false),
            gap(4, "Do we get lunch?"),
            gap(5, "do we  get lunch"),
            gap(6, "parking?"),
            silent,
            clarify,
            old,
        ];
        log(store, &lines).await;
        for (press, person, helpful) in [(1, 1, true), (2, 2, true), (3, 3, false)] {
            store.feedback(&feedback(press, person, helpful), SOON).await.unwrap();
        }
        let stats = store.stats(SERVER, Moment(NOW.0 - DAY), SOON).await.unwrap();
        let gaps: Vec<_> = [("do we get lunch", 2), ("hm", 1), ("parking?", 1), ("which?", 1)]
            .map(|(text, times)| (text.to_owned(), times))
            .into();
        let expected = Stats {
            asked: 8,
            answered: 3,
            clarified: 1,
            fallback: 3,
            silent: 1,
            shadowed: 1,
            feedback: Tally { helpful: 2, unhelpful: 1 },
            top_replies: vec![("about:data-engineer".parse().unwrap(), 2), ("b".parse().unwrap(), 1)],
            top_gaps: gaps,
        };
        assert_eq!(stats, expected);
        assert_eq!(store.stats(77.into(), EVER, SOON).await.unwrap(), Stats::default());
    })
    .await;
}

pub(super) fn choice(press: u64, question: u64, person: u64, chosen: &str) -> Choice {
    Choice {
        press: press.into(),
        question: question.into(),
        person: person.into(),
        server: Some(SERVER),
        channel: 20.into(),
        text: "which one, @ada?".to_owned(),
        chosen: chosen.parse().unwrap(),
        at: NOW,
    }
}

pub(super) fn feedback(press: u64, person: u64, helpful: bool) -> Press {
    Press {
        press: press.into(),
        message: 50.into(),
        person: person.into(),
        server: Some(SERVER),
        channel: 20.into(),
        reply: None,
        helpful,
        at: NOW,
    }
}
