//! Entries in several languages: which one is given to whom.

use std::path::Path;

use docent::decision::Decision;
use docent::folder;
use docent::knowledge::KnowledgeFile;
use docent::language::Language;
use docent::pipeline::{Docent, Incoming, Reply};
use docent::render::plain;

use crate::support;

/// A translation of an entry of the small coffee knowledge.
pub(crate) const BITTER: &str = r#"+++
title = "Warum schmeckt mein Kaffee bitter?"
questions = [
  "Warum ist mein Kaffee so bitter?",
  "wie wird mein kaffee weniger bitter",
  "bitterer geschmack im kaffee",
  "kaffee schmeckt bitter, was tun",
]
keywords = ["bitter"]
verified = "2026-11-29"
+++
Bitterer Kaffee ist meist überextrahiert: Das Wasser hat zu viel aus dem Mehl geholt.
"#;

/// The small coffee knowledge with that translation.
pub(crate) fn coffee() -> Docent {
    let mut files = folder::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/small")).unwrap();
    files.push(KnowledgeFile { path: "faq/brewing/why-bitter.de.md".to_owned(), text: BITTER.to_owned() });
    support::docent(&files)
}

fn asked(docent: &Docent, text: &str, locale: Option<Language>) -> Reply {
    docent.respond(Incoming { text, addressed: true, context: None, locale })
}

#[test]
fn the_words_of_a_question_decide_and_the_asker_where_they_do_not_tell() {
    use Language::{English, German, Spanish};
    let docent = coffee();
    let rows = [
        ("Warum ist mein Kaffee so bitter?", None, "why-bitter.de"),
        ("Warum ist mein Kaffee so bitter?", Some(English), "why-bitter.de"),
        ("why is my coffee so bitter", None, "why-bitter"),
        ("why is my coffee so bitter", Some(German), "why-bitter"),
        ("bitter coffee taste", None, "why-bitter"),
        ("bitter coffee taste", Some(German), "why-bitter.de"),
        ("bitter coffee taste", Some(Spanish), "why-bitter"),
    ];
    for (text, locale, id) in rows {
        let reply = asked(&docent, text, locale);
        assert_eq!(reply.decision, Decision::Answer, "{text} {locale:?} {:?}", reply.id);
        assert_eq!(reply.id.map(|id| id.to_string()).as_deref(), Some(id), "{text} {locale:?}");
    }
}

#[test]
fn what_a_subject_is_and_which_to_choose_is_told_in_english_unless_an_entry_says_it() {
    let docent = support::shipped();
    let rows = [
        ("Was ist ein Data Scientist?", "about:data-scientist"),
        ("¿Qué hace un analytics engineer?", "about:analytics-engineer"),
        ("Was ist der Unterschied zwischen Data Analyst und Data Engineer?", "compare:data-analyst+data-engineer"),
        ("Was ist ein Data Engineer?", "user-experience-or-data-trust.de"),
        ("¿Qué hace un ingeniero de datos?", "data-engineer-besides-pipelines.es"),
        ("unterschied backend data engineer", "user-experience-or-data-trust.de"),
        ("cuanto gana un data engineer", "pay-figures-not-recorded.es"),
        ("gehalt data engineer in deutschland", "pay-figures-not-recorded.de"),
        ("NATS oder Apache Pulsar, was würdet ihr nehmen?", "compare:nats+pulsar"),
        ("¿Para qué sirve Prefect?", "about:prefect"),
        ("¿Qué diferencia hay entre batch y streaming?", "batch-and-streaming.es"),
    ];
    for (text, id) in rows {
        let reply = asked(docent, text, None);
        assert_eq!(reply.id.map(|id| id.to_string()).as_deref(), Some(id), "{text}");
        assert_eq!(reply.decision, Decision::Answer, "{text}");
    }
    // "Das" abbreviates a name in English, and is none here.
    assert_ne!(asked(docent, "was ist das?", None).decision, Decision::Answer);
}

#[test]
fn an_answer_and_the_words_around_it_are_in_one_language() {
    let docent = coffee();
    let german = plain::text(&asked(&docent, "Warum ist mein Kaffee so bitter?", None).answer.unwrap());
    assert!(german.contains("Quellen") && german.contains("Zuletzt geprüft: 2026-11-29"), "{german}");
    assert!(german.contains("Siehe auch: How do I store beans?"), "what is not translated keeps its title: {german}");
    let none = plain::text(&asked(&docent, "Wie wird das Wetter morgen in Hamburg?", None).answer.unwrap());
    assert!(none.contains("Das weiß ich nicht"), "{none}");
    let english = plain::text(&asked(&docent, "why is my coffee so bitter", Some(Language::German)).answer.unwrap());
    assert!(english.contains("Sources") && english.contains("Last checked"), "{english}");
}

#[test]
fn what_is_said_of_a_source_is_in_the_language_of_the_answer() {
    let mut files = folder::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/small")).unwrap();
    for file in files.iter_mut().filter(|file| file.path == "sources.toml") {
        file.text = file.text.replace("publisher = \"Example Roasters\"", "publisher = \"not recorded\"");
    }
    let translation = |code: &str, title: &str, asked: &str, text: &str| KnowledgeFile {
        path: format!("faq/brewing/why-bitter.{code}.md"),
        text: format!("+++\ntitle = \"{title}\"\nquestions = [\"{asked}\"]\nverified = \"2026-11-29\"\n+++\n{text}\n"),
    };
    files.push(translation("de", "Warum schmeckt mein Kaffee bitter?", "Warum ist mein Kaffee so bitter?", "Zu fein."));
    files.push(translation("es", "¿Por qué sabe amargo mi café?", "¿Por qué mi café es tan amargo?", "Muy fino."));
    let docent = support::docent(&files);
    for (question, said) in [
        ("why is my coffee so bitter", "The brew guide (publisher not recorded), 2024-03"),
        ("Warum ist mein Kaffee so bitter?", "The brew guide (Herausgeber nicht erfasst), 2024-03"),
        ("¿Por qué mi café es tan amargo?", "The brew guide (editor no registrado), 2024-03"),
    ] {
        let text = plain::text(&asked(&docent, question, None).answer.unwrap());
        let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(line.contains(said), "{text}");
    }
}

#[test]
fn without_a_translation_into_it_a_language_changes_nothing() {
    let docent = coffee();
    let none = asked(&docent, "¿Por qué hace tanto calor en Sevilla?", Some(Language::Spanish)).answer.unwrap();
    assert!(plain::text(&none).contains("I don't know that"));
}

#[test]
fn a_translation_has_what_its_original_says_of_itself() {
    let docent = coffee();
    let knowledge = docent.knowledge();
    let id = "why-bitter.de".parse().unwrap();
    let docent::knowledge::ReplyId::Entry(id) = id else { panic!("{id} is an entry") };
    let (translation, original) = (knowledge.entry(&id).unwrap(), knowledge.entry(&id.original().unwrap()).unwrap());
    assert_eq!((&translation.topic, &translation.sources), (&original.topic, &original.sources));
    assert_eq!(translation.related, original.related, "which is not translated");
    let titles = |locale| docent.entries_of("Brewing", locale).iter().map(|e| e.id.to_string()).collect::<Vec<_>>();
    assert_eq!(titles(None), ["descale-machine", "why-bitter"]);
    assert_eq!(titles(Some(Language::German)), ["descale-machine", "why-bitter.de"]);
    let file = docent::knowledge::entry_file(translation);
    assert!(!file.contains("topic") && !file.contains("sources"), "{file}");
}
