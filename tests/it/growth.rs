//! A team adds hundreds of entries about something else: what was answered stays as it was, and the new ones are answered as well.

use docent::decision::Decision;
use docent::pipeline::{Docent, Incoming, Reply};

use crate::labelled;
use crate::support::{docent, shipped, shipped_files};
use crate::unrelated;

/// Entries added here; `cargo bench --bench growth` adds a thousand.
const ADDED: usize = 300;
/// Share of the decisions that may change.
const MOST_CHANGED: f64 = 0.01;
const SETS: [&str; 4] = ["questions", "questions-kept-aside", "silence", "silence-kept-aside"];

#[test]
fn entries_about_something_else_change_hardly_a_decision() {
    let grown = docent(&[shipped_files(), unrelated::entries(ADDED)].concat());
    for set in SETS {
        let texts = labelled::texts(set);
        for addressed in [true, false] {
            let of = |docent: &Docent, text: &str| {
                decided(&docent.respond(Incoming { text, addressed, context: None, locale: None }))
            };
            let changed = texts.iter().filter(|text| of(shipped(), text) != of(&grown, text)).count();
            let share = labelled::share(changed, texts.len());
            assert!(share <= MOST_CHANGED, "{set}, addressed {addressed}: {share:.3} of the decisions changed");
        }
    }
    for text in ["how do I bake an apple pie?", "who can vaccinate my guinea pig", "is it hard to prune rose bushes?"] {
        let reply = grown.respond(Incoming { text, addressed: true, context: None, locale: None });
        assert_eq!(reply.decision, Decision::Answer, "{text}: {:?} {}", reply.id, reply.confidence);
    }
}

/// What a person sees of a decision: what was decided, and with which answer.
fn decided(reply: &Reply) -> (Decision, Option<String>) {
    let shown = matches!(reply.decision, Decision::Answer | Decision::Clarify);
    (reply.decision, reply.id.as_ref().filter(|_| shown).map(ToString::to_string))
}
