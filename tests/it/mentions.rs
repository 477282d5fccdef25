//! Which names a message is taken to mention: short forms that are words, and things that the knowledge does not have.

use crate::support::shipped;

fn subjects(text: &str) -> Vec<String> {
    shipped().findings(text).subjects.iter().map(ToString::to_string).collect()
}

#[test]
fn short_forms_are_names_where_no_verb_can_stand() {
    let both = ["backend-engineer", "data-engineer"];
    let rows: &[(&str, &[&str])] = &[
        ("why be go de", &both),
        ("what would be on the page for backend and what for data", &both),
        ("will de be replaced soon", &["data-engineer"]),
        ("i want to be de", &["data-engineer"]),
        ("is a backend engineer good for data", &["backend-engineer"]),
    ];
    for (text, expected) in rows {
        assert_eq!(subjects(text), *expected, "{text}");
    }
}

#[test]
fn what_a_role_is_asked_to_work_with_is_asked_about() {
    let rows: &[(&str, &[&str])] = &[
        ("do data engineers use ansible", &["ansible"]),
        ("is ansible used by backend engineers", &["ansible"]),
        ("do data engineers use airflow", &[]),
        ("coming from php, which languages do backend engineers use", &[]),
        ("I know React, can I become a backend engineer?", &[]),
    ];
    for (text, expected) in rows {
        assert_eq!(shipped().findings(text).strangers, *expected, "{text}");
    }
}

#[test]
fn what_an_entry_speaks_of_is_no_stranger_to_it() {
    let reply = |text: &str| {
        let incoming = docent::pipeline::Incoming { text, addressed: true, context: None, locale: None };
        let reply = shipped().respond(incoming);
        (reply.decision.as_str(), reply.id.map(|id| id.to_string()))
    };
    let found = reply("Why describe servers and networks in files such as Ansible's?");
    assert_eq!(found, ("answer", Some("infrastructure-as-code".to_owned())));
    assert_eq!(reply("what is an ansible engineer paid").0, "fallback", "where nothing speaks of it, it is one");
}

#[test]
fn a_word_of_a_name_asks_for_no_row_and_a_name_tells_no_language() {
    let best = |text: &str| shipped().findings(text).candidates.first().map(|best| best.reply.to_string());
    let rows = [
        ("full stack vs backend", "compare:full-stack-engineer+backend-engineer"),
        ("full-stack vs backend: technology", "compare:full-stack-engineer+backend-engineer:technology"),
        ("de vs ds", "compare:data-engineer+data-scientist"),
    ];
    for (text, expected) in rows {
        assert_eq!(best(text).as_deref(), Some(expected), "{text}");
    }
}
