//! What is answered at once is answered as with everything beside it looked for.

use docent::answer::Answer;
use docent::decision::Decision;
use docent::knowledge::SubjectId;
use docent::language::Language;
use docent::pipeline::{Incoming, Reply};

use crate::labelled::texts;
use crate::support::shipped;

/// What a person gets to see, and what is kept of it.
fn shown(reply: Reply) -> (Decision, Option<String>, u32, Option<Answer>, usize, Vec<SubjectId>) {
    let id = reply.id.map(|id| id.to_string());
    let offered = if reply.decision == Decision::Clarify { reply.alternatives.len() } else { 0 };
    (reply.decision, id, reply.confidence.to_bits(), reply.answer, offered, reply.evidence.subjects)
}

#[test]
fn every_labelled_message_gets_the_same_reply_at_once() {
    let docent = shipped();
    let mut certain = 0;
    for file in ["questions", "questions-breadth", "questions-de", "questions-es", "silence", "silence-de"] {
        for text in texts(file) {
            for (addressed, locale) in [(true, None), (false, None), (true, Some(Language::German))] {
                let incoming = Incoming { text: &text, addressed, context: None, locale };
                let (all, at_once) = (docent.respond(incoming), docent.respond_at_once(incoming, &docent.thresholds()));
                certain += usize::from(at_once.alternatives.is_empty() && !all.alternatives.is_empty());
                assert_eq!(shown(at_once), shown(all), "{text}");
            }
        }
    }
    assert!(certain > 500, "only {certain} had something that was not looked for");
}
