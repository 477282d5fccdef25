//! Any message gets an answer or silence: no panic, nothing beyond Discord's limits, the same every time.
//!
//! The first byte chooses the knowledge and whether Docent was addressed; the rest is the message.
#![no_main]

use std::path::Path;
use std::sync::LazyLock;

use docent::decision::{Decision, Thresholds};
use docent::pipeline::{Docent, Incoming, Reply};
use docent::render::limits::{CARD_DESCRIPTION, CARD_FOOTER, CARD_TITLE, CARDS_PER_MESSAGE, MESSAGE_CARDS};
use docent::render::{TableForm, card, json, markdown, plain};
use docent::{folder, knowledge};
use libfuzzer_sys::fuzz_target;

static SMALL: LazyLock<Docent> = LazyLock::new(|| docent("../tests/data/small"));
static SHIPPED: LazyLock<Docent> = LazyLock::new(|| docent("../knowledge"));

fn docent(path: &str) -> Docent {
    let files = folder::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).expect("the folder is there");
    Docent::new(knowledge::parse(&files).knowledge.expect("it has no errors"), Thresholds::default())
}

fuzz_target!(|data: &[u8]| {
    let Some((choice, text)) = data.split_first() else { return };
    let text = String::from_utf8_lossy(text);
    let docent = if choice & 1 == 0 { &SMALL } else { &SHIPPED };
    let incoming = Incoming { text: &text, addressed: choice & 2 == 0, context: None, locale: None };
    let reply = docent.respond(incoming);
    assert_eq!(reply, docent.respond(incoming), "the same message, another reply");
    check(&reply, incoming.addressed);
});

fn check(reply: &Reply, addressed: bool) {
    assert!((0.0..=1.0).contains(&reply.confidence), "confidence {}", reply.confidence);
    assert_eq!(reply.answer.is_none(), reply.decision == Decision::Silent, "{}", reply.decision);
    assert!(addressed || matches!(reply.decision, Decision::Answer | Decision::Silent), "{}", reply.decision);
    assert!(reply.alternatives.iter().all(|choice| (0.0..=1.0).contains(&choice.confidence)));
    let Some(answer) = &reply.answer else { return };
    for form in [TableForm::Columns, TableForm::List] {
        let pages = card::pages(answer, form);
        assert!(!pages.is_empty(), "an answer without a page");
        pages.iter().for_each(|page| within_limits(page));
        for columns in [1, 20, 80] {
            assert!(!plain::answer_as(answer, form, columns).is_empty());
        }
    }
    assert!(!markdown::answer(answer).is_empty() && json::answer(answer).is_object());
}

fn within_limits(page: &[card::Card]) {
    let chars = |text: &str| text.chars().count();
    assert!((1..=CARDS_PER_MESSAGE).contains(&page.len()));
    let mut all = 0;
    for card in page {
        let footer = card.footer.as_deref().map_or(0, chars);
        let (title, description) = (chars(&card.title), chars(&card.description));
        assert!(title <= CARD_TITLE && description <= CARD_DESCRIPTION && footer <= CARD_FOOTER, "{card:?}");
        assert!(!card.description.contains("@everyone") && !card.description.contains("@here"), "{card:?}");
        all += title + description + footer;
    }
    assert!(all <= MESSAGE_CARDS, "{all} characters in one message");
}
