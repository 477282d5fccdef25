//! Messages meant to break it: each gets an answer or silence.

use docent::decision::Decision;
use docent::pipeline::Incoming;
use docent::render::TableForm;
use docent::render::card;
use proptest::prelude::*;

use crate::support::shipped;

fn survives(text: &str) {
    for addressed in [true, false] {
        let reply = shipped().respond(Incoming { text, addressed, context: None, locale: None });
        assert!((0.0..=1.0).contains(&reply.confidence), "{text:?}");
        assert_eq!(reply.answer.is_none(), reply.decision == Decision::Silent, "{text:?}");
        for page in reply.answer.iter().flat_map(|answer| card::pages(answer, TableForm::Columns)) {
            assert!(page.iter().all(|c| !c.description.contains("@everyone")));
        }
    }
}

#[test]
fn hostile_messages_get_an_answer_or_silence() {
    let long = "what does a backend engineer earn ".repeat(3_000);
    let rows: Vec<String> = vec![
        String::new(),
        "\0".repeat(100),
        "a".repeat(100_000),
        long,
        "?".repeat(100_000),
        "\u{200b}\u{200d}\u{feff}".repeat(2_000),
        "what does a \u{202e}reenigne dnekcab\u{202c} earn?".to_owned(),
        "🙂👩‍👩‍👧‍👦".repeat(5_000),
        format!("{}?", "(a+)+".repeat(20_000)),
        "(((((".repeat(20_000),
        "e\u{301}".repeat(50_000),
        "Z\u{334}\u{335}\u{336}a\u{334}lgo ".repeat(3_000),
        "```".repeat(30_001),
        "> ".repeat(50_000),
        "<@1".repeat(30_000),
        "@everyone what is a data engineer?".to_owned(),
        "vs ".repeat(30_000),
        "be de ".repeat(20_000),
        "backend data engineer or ".repeat(5_000),
        "\n?\n".repeat(30_000),
        "\u{fdfa}\u{fb03}".repeat(5_000),
        "b. c. d. f. g.\n".repeat(1_000),
        "abckend bckaend backedn bakcend ".repeat(1_000),
    ];
    for text in &rows {
        survives(text);
    }
}

#[test]
fn a_way_that_nobody_wrote_down_gets_words_all_the_same() {
    let reply = shipped().respond(Incoming {
        text: "how do i move from business analyst to data scientist?",
        addressed: true,
        context: None,
        locale: None,
    });
    let said = docent::render::plain::text(&reply.answer.unwrap()).replace('\n', " ");
    assert!(said.contains("no source on how to get from business analyst to data scientist"), "{said}");
}

#[test]
fn what_is_asked_again_and_again_takes_no_room_from_what_is_asked_once() {
    let question = "what does a data engineer earn?";
    let reply = |text: &str| shipped().respond(Incoming { text, addressed: true, context: None, locale: None });
    let among = reply(&format!("{}{question}", "how is the weather up there? ".repeat(9)));
    assert_eq!((among.decision, among.id), (Decision::Answer, reply(question).id));
}

#[test]
fn only_the_start_of_an_endless_message_is_read() {
    let question = "what does a data engineer earn?";
    let reply = shipped().respond(Incoming {
        text: &format!("{question} {}", "x ".repeat(50_000)),
        addressed: true,
        context: None,
        locale: None,
    });
    assert_eq!(
        reply.id,
        shipped().respond(Incoming { text: question, addressed: true, context: None, locale: None }).id
    );
}

#[test]
fn noise_is_not_repaired_word_by_word() {
    let letters = "bcdfghjklmnpqrstvwxz";
    let typos: Vec<String> =
        letters.chars().flat_map(|a| letters.chars().map(move |b| format!("pipeli{a}{b}e"))).collect();
    let reply = shipped().respond(Incoming { text: &typos.join(" "), addressed: true, context: None, locale: None });
    let corrected = reply.evidence.corrections.len();
    assert!((1..=16).contains(&corrected), "{corrected} of {} words corrected", typos.len());
}

#[test]
fn a_drawn_out_word_is_read_as_its_beginning() {
    for sign in ["\u{fdfa}", "\u{fb03}", "ab"] {
        let reply =
            shipped().respond(Incoming { text: &sign.repeat(4_000), addressed: true, context: None, locale: None });
        assert!(reply.evidence.question.chars().count() <= 100, "{sign}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn no_text_breaks_it(text in "\\PC{0,400}") {
        survives(&text);
    }

    #[test]
    fn no_mix_of_its_own_words_breaks_it(words in proptest::collection::vec("(be|de|vs|or|backend|data engineer|salary|what|not|\\?|\n|`|>|<@1>|l5)", 0..60)) {
        survives(&words.join(" "));
    }
}
