//! Findings about ways of asking that work for every subject: the questions of aspects, the questions and patterns of intents.

use super::Findings;
use super::view::View;
use crate::knowledge::{Field, Intent, IntentReply, Kind, Place};

/// The slots that a template can have.
const SLOTS: [&str; 3] = ["subject", "other", "aspect"];

/// A template that lacks a slot that its reply needs, or has one that nothing fills.
pub(super) fn slots(view: &View<'_>, findings: &mut Findings) {
    for aspect in &view.knowledge.aspects {
        for (at, template) in aspect.questions.iter().enumerate() {
            let place = || view.place(Kind::Aspect, aspect.id.as_str(), Field::item("questions", at));
            judge(template, &["subject"], &["subject"], place, findings);
        }
    }
    for intent in &view.knowledge.intents {
        let needed = needed(intent);
        for (key, templates) in [("questions", &intent.questions), ("patterns", &intent.patterns)] {
            for (at, template) in templates.iter().enumerate() {
                let place = || view.place(Kind::Intent, intent.id.as_str(), Field::item(key, at));
                judge(template, needed, &SLOTS, place, findings);
            }
        }
    }
}

/// What must be known before the reply can be given.
fn needed(intent: &Intent) -> &'static [&'static str] {
    match intent.reply {
        IntentReply::Summary => &["subject"],
        IntentReply::Fact if intent.scope.is_some() => &["subject"],
        IntentReply::Fact => &["subject", "aspect"],
        IntentReply::Comparison | IntentReply::Move => &["subject", "other"],
    }
}

fn judge(template: &str, needed: &[&str], allowed: &[&str], place: impl Fn() -> Place, findings: &mut Findings) {
    let used = slots_in(template);
    let unknown: Vec<&&str> = used.iter().filter(|slot| !allowed.contains(slot)).collect();
    for slot in &unknown {
        let known: Vec<String> = allowed.iter().map(|slot| format!("`{{{slot}}}`")).collect();
        findings.error(&place(), format!("nothing fills `{{{slot}}}` here"), format!("known: {}", known.join(", ")));
    }
    // A slot that is misspelt is missing too: that would be the same news twice.
    for slot in needed.iter().filter(|slot| unknown.is_empty() && !used.contains(slot)) {
        let help = format!("put `{{{slot}}}` where the name stands");
        findings.error(&place(), format!("`{{{slot}}}` is missing in `{template}`"), help);
    }
}

/// The names in braces. Counts of a pattern, as in `a{2,3}`, are none.
fn slots_in(template: &str) -> Vec<&str> {
    let inner = template.split('{').skip(1).filter_map(|rest| rest.split_once('}').map(|(name, _)| name));
    inner.filter(|name| name.starts_with(|c: char| c.is_ascii_alphabetic())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_of_a_pattern_are_no_slots() {
        assert_eq!(slots_in(r"a{2} {subject}b{1,3} {other}"), ["subject", "other"]);
    }
}
