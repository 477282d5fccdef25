//! `/ask`, `/compare`, `/help`, suggestions.

use std::sync::Arc;

use docent::decision::Thresholds;
use docent::pipeline::Docent;
use docent::sandbox::{Operation, Options};
use docent::store::{ChannelMode, SettingsChange};
use serde_json::json;

use super::Base::{self, Postgres, Sqlite};
use super::{ANSWER, COFFEE, Live, QUESTION, SOON};
use rstest::rstest;

#[rstest]
#[tokio::test]
async fn commands_are_registered_once_for_servers_and_direct_messages(#[values(Sqlite, Postgres)] base: Base) {
    let Some(live) = Live::start(base).await else { return };
    let mut names: Vec<_> = live
        .discord
        .commands(live.answers)
        .iter()
        .map(|command| command["name"].as_str().unwrap().to_owned())
        .collect();
    names.sort();
    assert_eq!(
        names,
        ["Answer with Docent", "Teach Docent", "ask", "compare", "docent", "faq", "help", "onboard", "privacy"]
    );
    let recorded = live.discord.recorded();
    assert_eq!(recorded.of(Operation::BulkSetApplicationCommands).count(), 1);
    live.assert_good_manners();
}

#[rstest]
#[tokio::test]
async fn commands_that_discord_has_already_are_left_alone(#[values(Sqlite, Postgres)] base: Base) {
    let Some(live) = Live::start(base).await else { return };
    live.discord.forget_recorded();
    let second = super::connecting::another(&live);
    let listed =
        |request: &docent::sandbox::RecordedRequest| request.operation == Some(Operation::ListApplicationCommands);
    live.discord.wait_for_requests(1, SOON, listed).await.unwrap();
    second.stop().await.unwrap();
    assert_eq!(live.discord.recorded().of(Operation::BulkSetApplicationCommands).count(), 0);
}

#[rstest]
#[tokio::test]
async fn a_question_is_answered_with_its_source(#[values(Sqlite, Postgres)] base: Base) {
    let Some(live) = Live::start(base).await else { return };
    let reply = live.slash("ask", &[("question", json!(QUESTION))]).await;
    assert!(reply.text().contains(ANSWER), "{}", reply.text());
    assert!(!reply.is_ephemeral());
    live.assert_good_manners();
}

#[rstest]
#[tokio::test]
async fn a_private_question_is_answered_privately(#[values(Sqlite, Postgres)] base: Base) {
    let Some(live) = Live::start(base).await else { return };
    let reply = live.slash("ask", &[("question", json!(QUESTION)), ("private", json!(true))]).await;
    assert!(reply.is_ephemeral());
    assert!(reply.text().contains(ANSWER));
}

#[rstest]
#[tokio::test]
async fn not_knowing_is_said_honestly_and_privately(#[values(Sqlite, Postgres)] base: Base) {
    let Some(live) = Live::start(base).await else { return };
    let reply = live.slash("ask", &[("question", json!("What is the capital of Peru?"))]).await;
    assert!(reply.is_ephemeral(), "{}", reply.text());
    assert!(!reply.text().is_empty());
    live.assert_good_manners();
}

#[rstest]
#[tokio::test]
async fn commands_work_in_direct_messages(#[values(Sqlite, Postgres)] base: Base) {
    let Some(live) = Live::start(base).await else { return };
    let direct = live.discord.dm_channel(live.ada);
    let used = live.discord.slash(live.ada, direct, "ask", &[("question", json!(QUESTION))]).unwrap();
    assert!(used.response(SOON).await.unwrap().text().contains(ANSWER));
    live.assert_good_manners();
}

#[rstest]
#[tokio::test]
async fn two_things_are_put_side_by_side(#[values(Sqlite, Postgres)] base: Base) {
    let Some(live) = Live::start(base).await else { return };
    let reply = live.slash("compare", &[("first", json!("espreso")), ("second", json!("cold brew"))]).await;
    for part in ["Espresso", "Cold brew", "Brew time", "12 to 18 hours"] {
        assert!(reply.text().contains(part), "{part} is not in {}", reply.text());
    }
    assert!(!reply.is_ephemeral());
    live.assert_good_manners();
}

#[rstest]
#[tokio::test]
async fn where_docent_is_to_be_quiet_every_command_answers_who_asked_alone(#[values(Sqlite, Postgres)] base: Base) {
    let Some(live) = Live::start(base).await else { return };
    let off = SettingsChange::Mode(live.answers.get().into(), Some(ChannelMode::Off));
    live.store.change_settings(live.discord.guild().get().into(), off, SOON).await.unwrap();
    let rows = [
        ("ask", vec![("question", json!(QUESTION))], ANSWER),
        ("compare", vec![("first", json!("espresso")), ("second", json!("cold brew"))], "Brew time"),
        ("faq", vec![("entry", json!("why-bitter"))], ANSWER),
    ];
    for (command, options, said) in rows {
        let reply = live.command(live.ada, live.answers, command, &options).await;
        assert!(reply.is_ephemeral() && reply.text().contains(said), "/{command}: {}", reply.text());
    }
}

#[rstest]
#[tokio::test]
async fn one_aspect_and_the_list_form_can_be_asked_for(#[values(Sqlite, Postgres)] base: Base) {
    let Some(live) = Live::start(base).await else { return };
    let options = [
        ("first", json!("espresso")),
        ("second", json!("cold brew")),
        ("aspect", json!("grind")),
        ("view", json!("list")),
    ];
    let reply = live.slash("compare", &options).await;
    assert!(reply.text().contains("Coarse") && !reply.text().contains("12 to 18 hours"), "{}", reply.text());
    assert!(!reply.text().contains("```"), "a list has no columns: {}", reply.text());
    assert!(reply.button("As a table").is_some());
    live.assert_good_manners();
}

#[rstest]
#[tokio::test]
async fn what_cannot_be_compared_is_explained_privately(#[values(Sqlite, Postgres)] base: Base) {
    let Some(live) = Live::start(base).await else { return };
    let rows =
        [("esspreso", "tractor", "tractor"), ("espresso", "esp", "twice"), ("espresso", "robusta", "side by side")];
    for (first, second, word) in rows {
        let reply = live.slash("compare", &[("first", json!(first)), ("second", json!(second))]).await;
        assert!(reply.is_ephemeral() && reply.text().contains(word), "{first}, {second}: {}", reply.text());
    }
    live.assert_good_manners();
}

#[rstest]
#[tokio::test]
async fn subjects_and_aspects_are_suggested_while_typing(#[values(Sqlite, Postgres)] base: Base) {
    let Some(live) = Live::start(base).await else { return };
    let suggest = async |options: &[(&str, serde_json::Value)], focused: &str| {
        let suggested = live.discord.autocomplete(live.ada, live.answers, "compare", options, focused, SOON).await;
        suggested.unwrap().into_iter().map(|(label, _)| label).collect::<Vec<_>>()
    };
    assert!(suggest(&[("first", json!("esp"))], "first").await.contains(&"Espresso".to_owned()));
    let second = suggest(&[("first", json!("Espresso")), ("second", json!(""))], "second").await;
    assert!(!second.is_empty() && !second.contains(&"Espresso".to_owned()), "{second:?}");
    let typed = [("first", json!("espresso")), ("second", json!("cold brew")), ("aspect", json!("caf"))];
    let aspects = suggest(&typed, "aspect").await;
    assert!(aspects.iter().any(|name| name.contains("Caffeine")));
    live.assert_good_manners();
}

#[rstest]
#[tokio::test]
async fn help_tells_what_works_where_it_is_asked_for(#[values(Sqlite, Postgres)] base: Base) {
    let Some(live) = Live::start(base).await else { return };
    let rows = [
        (live.answers, "stay silent otherwise"),
        (live.other, "Mention me"),
        (live.discord.dm_channel(live.ada), "no command needed"),
    ];
    for (channel, words) in rows {
        let used = live.discord.slash(live.ada, channel, "help", &[]).unwrap();
        let reply = used.response(SOON).await.unwrap();
        assert!(reply.text().contains(words) && reply.is_ephemeral(), "{}", reply.text());
    }
    live.assert_good_manners();
}

#[rstest]
#[tokio::test]
async fn help_follows_what_moderators_set_for_a_channel(#[values(Sqlite, Postgres)] base: Base) {
    let Some(live) = Live::start(base).await else { return };
    let moderator = live.moderator();
    let thread = live.discord.open_thread(live.other, live.ada, "a talk");
    let rows = [
        (live.other, "answer", live.other, "stay silent otherwise"),
        (live.other, "answer", thread, "stay silent otherwise"),
        (live.answers, "mention-only", live.answers, "Mention me"),
        (live.answers, "shadow", live.answers, "In this channel I stay silent"),
        (live.answers, "off", live.answers, "In this channel I stay silent"),
    ];
    for (channel, mode, asked_in, words) in rows {
        let options = [("channel", json!(channel.to_string())), ("mode", json!(mode))];
        live.command(moderator, live.answers, "docent channels", &options).await;
        let help = live.command(live.ada, asked_in, "help", &[]).await.text();
        assert!(help.contains(words), "{mode}: {help}");
    }
    live.assert_good_manners();
}

#[rstest]
#[tokio::test]
async fn commands_speak_the_language_of_who_types_them_and_work_wherever_one_installs_docent(
    #[values(Sqlite, Postgres)] base: Base,
) {
    let Some(live) = Live::start(base).await else { return };
    for command in live.discord.commands(live.answers) {
        let name = command["name"].as_str().unwrap();
        let languages = command["name_localizations"].as_object().unwrap();
        assert!(languages.len() >= 5, "{name}: {languages:?}");
        let for_all = !["docent", "onboard", "Teach Docent"].contains(&name);
        let (installs, contexts) = if for_all { (json!([0, 1]), json!([0, 1, 2])) } else { (json!([0]), json!([0])) };
        assert_eq!((&command["integration_types"], &command["contexts"]), (&installs, &contexts), "{name}");
    }
}

#[rstest]
#[tokio::test]
async fn a_long_answer_is_turned_page_by_page_and_cut_between_words(#[values(Sqlite, Postgres)] base: Base) {
    let words: Vec<String> = (0..1200).map(|number| format!("word{number:04}")).collect();
    let mut knowledge = COFFEE.knowledge().clone();
    for entry in knowledge.entries.iter_mut().filter(|entry| entry.id.as_str() == "why-bitter") {
        entry.answer = words.chunks(60).map(|some| some.join(" ")).collect::<Vec<_>>().join("\n\n");
    }
    let docent = Arc::new(Docent::new(knowledge, Thresholds::default()));
    let Some(live) = Live::start_with(base, Options::default(), docent).await else { return };
    let mut shown = live.slash("ask", &[("question", json!(QUESTION))]).await;
    let mut text = shown.text();
    while let Some(id) = super::buttons::more(&shown) {
        shown = live.discord.press(live.ada, shown.id, &id).unwrap().response(SOON).await.unwrap();
        text.push('\n');
        text.push_str(&shown.text());
    }
    let told: Vec<&str> = text.split_whitespace().filter(|word| word.starts_with("wor")).collect();
    assert_eq!(told, words, "every word once, whole, in order");
    live.assert_good_manners();
}
