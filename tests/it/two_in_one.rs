//! Two questions in one: what is asked the meaning of first is answered, where all of it is not understood as something else.

use docent::decision::Decision;
use docent::pipeline::{Incoming, Reply};

use crate::support::shipped;

fn ask(text: &str, addressed: bool) -> Reply {
    shipped().respond(Incoming { text, addressed, context: None, locale: None })
}

#[test]
fn who_asks_what_something_is_and_goes_on_gets_to_know_what_it_is() {
    let rows = [
        ("explain cdc and when would you use it over nightly dumps", "change-data-capture"),
        ("what is a webhook and how do i test one on my laptop", "what-is-a-webhook"),
        ("how does oauth work and is it the same as sso", "what-is-oauth"),
    ];
    for (text, id) in rows {
        let reply = ask(text, true);
        assert_eq!(reply.id.map(|id| id.to_string()).as_deref(), Some(id), "{text}");
        assert_eq!(reply.decision, Decision::Answer, "{text}");
        assert_eq!(ask(text, false).decision, Decision::Silent, "unasked, half an answer is none: {text}");
    }
}

#[test]
fn what_is_understood_as_a_whole_stays() {
    for (text, id) in [
        ("what does star schema mean and why not just one big table", "star-schema-or-one-big-table"),
        ("kafka and what else for streaming data", "compare:backend-engineer+data-engineer:streaming"),
    ] {
        assert_eq!(ask(text, true).id.map(|id| id.to_string()).as_deref(), Some(id), "{text}");
    }
}
