//! Tells whether a sentence asks for what only the asker's own place can know: "where do we keep the runbook", "who broke the build", "when is the stand-up".
//!
//! In: a sentence, read in English. Out: yes or no. What that is worth beside a card is left to [`super::content`]: a team's own entries are asked for in just these ways.

use super::reading::Reading;
use crate::language::Language;

/// What somebody did to a thing, or has to do with it: "who earns more" is for everybody to know, "who broke the build" is not.
const DEEDS: &[&str] = &[
    "approved",
    "approves",
    "broke",
    "changed",
    "created",
    "deleted",
    "deployed",
    "disabled",
    "dropped",
    "fixed",
    "has access",
    "is on",
    "is responsible for the",
    "is the owner",
    "knows how",
    "looks after",
    "made",
    "maintains",
    "merged",
    "moved",
    "owns",
    "pushed",
    "removed",
    "renamed",
    "runs the",
    "set up",
    "signs off",
    "touched",
    "wrote",
];
/// How one asks whom to turn to.
const TURNING: &[&str] = &[
    "can i ask",
    "can i ping",
    "can i talk",
    "can we ask",
    "do i ask",
    "do i ping",
    "do i talk",
    "do i write",
    "do we ask",
    "do we ping",
    "should i ask",
    "should i ping",
    "should i talk",
    "to ask",
    "to ping",
    "to talk",
];
/// How one asks where a thing of ours is.
const WHEREABOUTS: &[&str] = &[
    "are our",
    "can i find our",
    "do i find our",
    "do i get access",
    "do i renew",
    "do we document",
    "do we find",
    "do we keep",
    "do we put",
    "do we report",
    "do we see",
    "do we track",
    "is our",
];
/// What teams meet for and wait for.
const DATES: &[&str] = &[
    "deploy",
    "deployment",
    "freeze",
    "meeting",
    "planning",
    "release",
    "retro",
    "retrospective",
    "stand",
    "standup",
    "sync",
];
/// How one asks where a thing is, and when.
const BEING: &[&str] = &["are", "can i find the", "do i find the", "is"];
/// How one asks for a thing of ours, behind "what" and "which".
const OURS: &[&str] = &["are our", "is our", "of our"];
/// How one asks what we do or have.
const DOING: &[&str] = &["our team", "we already", "we have a", "we have an", "we have any", "we run", "we use"];
/// Behind these, "do we use" asks how or why in general.
const IN_GENERAL: &[&str] = &["how", "what", "when", "where", "which", "why"];
/// Where teams work and meet.
const PLACES: &[&str] = &[
    "account",
    "board",
    "branch",
    "bucket",
    "calendar",
    "channel",
    "cluster",
    "dashboard",
    "dashboards",
    "folder",
    "meeting",
    "repo",
    "repository",
    "room",
    "server",
    "slack channel",
    "staging cluster",
    "ticket",
    "vpn",
    "wiki page",
];
/// What teams write down.
const PAPERS: &[&str] = &["doc", "docs", "document", "documentation", "page", "runbook", "template", "ticket", "wiki"];
/// Words up to the thing that is named: of "is the payments team's runbook" the last one.
const NAMED_WITHIN: usize = 5;
/// When something happened: what happens again and again has reasons that everybody may know.
const LATELY: &[&str] = &["last night", "this morning", "today", "tonight", "yesterday"];

/// Whether a sentence asks for what only the asker's own place can know.
pub(super) fn asks(reading: &Reading) -> bool {
    if reading.language != Language::English {
        return false;
    }
    let words: Vec<&str> = reading.units.iter().flat_map(|unit| unit.text.split(' ')).collect();
    (0..words.len()).any(|at| asks_at(words.get(..at).unwrap_or_default(), words.get(at..).unwrap_or_default()))
}

/// The same of the words from one on, behind those before.
fn asks_at(before: &[&str], from: &[&str]) -> bool {
    let Some((word, behind)) = from.split_first() else { return false };
    let last = before.last().copied().unwrap_or_default();
    let goes_on = |phrases| begins_with_one_of(behind, phrases);
    match *word {
        "who" | "whom" => goes_on(DEEDS) || goes_on(TURNING),
        "where" => goes_on(WHEREABOUTS) || (goes_on(BEING) && names(behind, &[PAPERS, PLACES])),
        "when" => goes_on(BEING) && names(behind, &[DATES]),
        "time" => last == "what" && goes_on(BEING) && names(behind, &[DATES]),
        "which" | "what" => goes_on(OURS) || (goes_on(PLACES) && says_we_or_i(behind)),
        "do" | "did" | "does" => goes_on(DOING) && !IN_GENERAL.contains(&last),
        "there" => last == "is" && is_of_a_paper(behind),
        "why" => behind.first() == Some(&"did") && (0..behind.len()).any(|at| began_lately(behind.get(at..))),
        _ => false,
    }
}

fn began_lately(words: Option<&[&str]>) -> bool {
    words.is_some_and(|words| begins_with_one_of(words, LATELY))
}

fn begins_with_one_of(words: &[&str], phrases: &[&str]) -> bool {
    let begins = |phrase: &str| {
        let mut words = words.iter();
        phrase.split(' ').all(|word| words.next() == Some(&word))
    };
    phrases.iter().any(|phrase| begins(phrase))
}

/// "… do we use", "… can i ask".
fn says_we_or_i(words: &[&str]) -> bool {
    words.windows(2).any(|pair| matches!(pair, ["are" | "can" | "did" | "do" | "should", "i" | "we"]))
}

/// Whether one of the first words is one of these.
fn names(words: &[&str], lists: &[&[&str]]) -> bool {
    words.iter().take(NAMED_WITHIN).any(|word| lists.iter().any(|list| list.contains(word)))
}

/// "… a runbook for the nightly export".
fn is_of_a_paper(words: &[&str]) -> bool {
    let named = words.iter().take(NAMED_WITHIN).position(|word| PAPERS.contains(word));
    let behind = named.and_then(|at| words.get(at + 1..)).unwrap_or_default();
    matches!(behind, ["about" | "for" | "on", "our" | "the" | "this", ..])
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::knowledge::KnowledgeBase;
    use crate::matching::extents::Extent;
    use crate::matching::lexis::{Common, Lexis};

    #[test]
    fn what_only_one_place_can_know_is_told_from_what_everybody_may() {
        let knowledge = KnowledgeBase::default();
        let common = Arc::new(Common::of(&knowledge, Language::English));
        let lexis = Lexis::learn(&knowledge, &Extent::default(), &common);
        let rows = [
            ("hi, who owns the user-events topic since marta left", true),
            ("who broke the build on main this morning", true),
            ("where's the runbook for the ledger job", true),
            ("where do we keep the runbook", true),
            ("what time is standup on fridays", true),
            ("when is stand-up today", true),
            ("which Slack channel do I ask for access to the replica", true),
            ("which branch do we cut releases from here, main or develop", true),
            ("what is our rollback procedure", true),
            ("which of our topics carry PII", true),
            ("do we have a template for new services", true),
            ("do we use kafka or rabbitmq here", true),
            ("the order import, did we already move it", true),
            ("is there a runbook for the nightly export", true),
            ("why did the nightly load skip yesterday", true),
            ("who earns more", false),
            ("who works with the data", false),
            ("where is the dashboard for the orders", true),
            ("when is the next release", true),
            ("where is the line between the two roles", false),
            ("where is the top-up code", false),
            ("when is the next holiday", false),
            ("when is the right time to change jobs", false),
            ("which database should I use for a chat", false),
            ("what do we use a queue for", false),
            ("do we have to know sql", false),
            ("is there a difference", false),
            ("why did they split the role in two", false),
            ("how do we use a queue", false),
            ("which language do i learn first", false),
            ("why is our query slow", false),
        ];
        for (text, expected) in rows {
            let reading = lexis.read_template(text);
            assert_eq!(asks(&reading), expected, "{text}: {reading:?}");
        }
    }
}
