//! A team adds hundreds of entries about something else, or takes away a line: what was answered stays as it was, and the new ones are answered as well.

use docent::decision::{Decision, Thresholds};
use docent::knowledge::{self, KnowledgeBase};
use docent::pipeline::{Docent, Incoming, Reply};

use crate::labelled;
use crate::support::{docent, shipped, shipped_files};
use crate::unrelated;

/// Entries added here; `cargo bench --bench growth` adds a thousand.
const ADDED: usize = 300;
/// Share of the decisions that may change.
const MOST_CHANGED: f64 = 0.01;
/// The same where one example or one entry is missing; before each example drew its own lots, a fortieth.
const MOST_CHANGED_BY_ONE: f64 = 0.004;
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

#[test]
fn an_example_or_an_entry_less_changes_hardly_a_decision() {
    let shipped_base = knowledge::parse(&shipped_files()).knowledge.unwrap();
    let mut example_less = shipped_base.clone();
    let most = example_less.entries.iter_mut().max_by_key(|entry| entry.questions.len()).unwrap();
    most.questions.remove(most.questions.len() / 2);
    let mut entry_less = shipped_base;
    let gone = entry_less.entries.remove(entry_less.entries.len() / 3).id.to_string();
    for (what, less) in [("an example", example_less), ("an entry", entry_less)] {
        let changed = changed_by(less, &gone);
        assert!(changed <= MOST_CHANGED_BY_ONE, "{what} less: {changed:.4} of the decisions changed");
    }
}

/// Share of the decisions on what is put to Docent that another knowledge changes, but for those that were answered with what is gone.
fn changed_by(other: KnowledgeBase, gone: &str) -> f64 {
    let other = Docent::new(other, Thresholds::default());
    let texts: Vec<String> = SETS.iter().flat_map(|set| labelled::texts(set)).collect();
    let is_changed = |text: &&String| {
        let of =
            |docent: &Docent| decided(&docent.respond(Incoming { text, addressed: true, context: None, locale: None }));
        let (before, now) = (of(shipped()), of(&other));
        before != now && before.1.as_deref() != Some(gone)
    };
    labelled::share(texts.iter().filter(is_changed).count(), texts.len())
}

/// What a person sees of a decision: what was decided, and with which answer.
fn decided(reply: &Reply) -> (Decision, Option<String>) {
    let shown = matches!(reply.decision, Decision::Answer | Decision::Clarify);
    (reply.decision, reply.id.as_ref().filter(|_| shown).map(ToString::to_string))
}
