//! Asking in words: examples, an answer, a question back, a choice.

use super::stage::Stage;

#[tokio::test]
async fn the_first_screen_explains_itself_and_offers_three_questions_that_are_answered() {
    let Some(stage) = Stage::open().await else { return };
    let first = stage.see("document.querySelector('.beginning').innerText").await;
    assert!(first.as_str().unwrap().contains("on your own computer"), "{first}");
    assert_eq!(stage.see("document.querySelectorAll('.examples button').length").await, 3);
    for number in 1..=3 {
        stage.browser.click(&format!(".examples li:nth-child({number}) button")).await;
        let replies = format!("return [...document.querySelectorAll('article .app')].length === {number}");
        stage.browser.until(&replies).await;
    }
}

#[tokio::test]
async fn a_question_is_answered_in_a_card_with_its_source() {
    let Some(stage) = Stage::open().await else { return };
    stage.say("why is my coffee so bitter?").await;
    stage.answered(&["Why does my coffee taste bitter?", "over-extracted", "Source\n"]).await;
    let reference = stage.see("document.querySelector('.reference .textual').innerText").await;
    assert!(reference.as_str().unwrap().contains("why is my coffee so bitter"), "{reference}");
    assert_eq!(stage.see("document.querySelector('.embed .body strong').innerText").await, "Grind coarser");
    let spoken = stage.see("document.getElementById('spoken').innerText").await;
    assert!(spoken.as_str().unwrap().starts_with("Docent:"), "a screen reader hears the answer: {spoken}");
}

#[tokio::test]
async fn small_talk_is_left_alone_and_the_next_question_is_answered() {
    let Some(stage) = Stage::open().await else { return };
    stage.say("the machine is down again lol").await;
    stage.say("why is my coffee so bitter?").await;
    stage.answered(&["over-extracted"]).await;
    assert_eq!(stage.see("document.querySelectorAll('article .app').length").await, 1);
}

#[tokio::test]
async fn unsure_docent_asks_back_and_the_choice_answers_in_place() {
    // Sure of nothing: every question it can place is asked back.
    let hesitant = [
        ("DOCENT_THRESHOLDS__ADDRESSED", "1"),
        ("DOCENT_THRESHOLDS__UNADDRESSED", "1"),
        ("DOCENT_THRESHOLDS__MARGIN", "1"),
        ("DOCENT_THRESHOLDS__SURE", "1"),
        ("DOCENT_THRESHOLDS__OFFER", "0"),
    ];
    let Some(stage) = Stage::open_with("tests/data/small", &hesitant).await else { return };
    stage.say("@Docent coffee bitter").await;
    stage.answered(&["Why does my coffee taste bitter?"]).await;
    stage.press("Why does my coffee taste bitter?").await;
    stage.answered(&["over-extracted"]).await;
    assert_eq!(stage.see("document.querySelectorAll('article .app').length").await, 1, "in place");
}
