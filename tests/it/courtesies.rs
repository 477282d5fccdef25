//! Who greets Docent or thanks it gets a kind word back, unless the team has an answer of its own.

use docent::decision::Decision;
use docent::knowledge::{KnowledgeFile, Lesson, SubjectId};
use docent::pipeline::{Context, Docent, Incoming, Reply};
use docent::render::plain;

use crate::support;

fn file(path: &str, text: &str) -> KnowledgeFile {
    KnowledgeFile { path: path.to_owned(), text: text.to_owned() }
}

/// A team that says who its bot is, and something else.
fn team() -> Docent {
    let entry = |title: &str, question: &str, answer: &str| {
        format!(
            "+++\ntitle = \"{title}\"\ntopic = \"Us\"\nquestions = [\"{question}\"]\nsources = []\nverified = \"2026-11-01\"\n+++\n\n{answer}\n"
        )
    };
    support::docent(&[
        file("sources.toml", ""),
        file(
            "faq/bot.md",
            &entry("Who are you, little helper of ours?", "who are you really", "The helper of the print shop."),
        ),
        file("faq/ink.md", &entry("Where does the ink stand?", "is there any ink left", "Below the stairs.")),
    ])
}

fn asked(docent: &Docent, text: &str) -> Reply {
    docent.respond(Incoming { text, addressed: true, context: None, locale: None })
}

#[test]
fn a_courtesy_gets_a_kind_word() {
    for text in ["hi", "thanks!", "Who are you?"] {
        let reply = asked(support::shipped(), text);
        assert!(reply.courtesy.is_some() && reply.decision == Decision::Fallback, "{text}");
    }
}

#[test]
fn who_greets_hears_of_the_chief_things_first() {
    let said = plain::text(&asked(support::shipped(), "hi").answer.unwrap());
    let at = |name: &str| said.find(name).unwrap_or_else(|| panic!("{name} is not in {said}"));
    assert!(at("data engineer") < at("data scientist") && at("backend engineer") < at("data scientist"), "{said}");
    assert!(!said.contains("Apache Airflow"), "first by the alphabet: {said}");
}

#[test]
fn what_a_team_says_of_itself_answers_before_a_kind_word() {
    let docent = team();
    let reply = asked(&docent, "Who are you?");
    assert_eq!((reply.courtesy, reply.id.map(|id| id.to_string()).as_deref()), (None, Some("bot")));
    assert!(asked(&docent, "thanks!").courtesy.is_some(), "of that it says nothing");
}

#[test]
fn what_moderators_ruled_out_is_answered_by_nothing_else() {
    let never = |question: &str| Lesson::Never { question: question.to_owned() };
    let docent = support::shipped().taught(&[never("and the salary?"), never("who are you?")]);
    let context = Context { subjects: vec![SubjectId::new("data-engineer").unwrap()], scope: Some("pay".to_owned()) };
    for text in ["and the salary?", "who are you?"] {
        let incoming = Incoming { text, addressed: true, context: Some(&context), locale: None };
        let free = support::shipped().respond(incoming);
        assert!(free.decision == Decision::Answer || free.courtesy.is_some(), "{text}: nothing to rule out");
        let ruled = docent.respond(incoming);
        assert!(ruled.decision == Decision::Fallback && ruled.courtesy.is_none(), "{text}: {:?}", ruled.id);
    }
}
