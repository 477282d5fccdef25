//! What members and moderators do with an answer: rate it, look at it as a picture, ask for one from a message's menu, teach one.

use super::stage::Stage;

/// Turns the comparison of the small knowledge into the last message.
async fn compare(stage: &Stage) {
    stage.say("@Docent espresso vs cold brew").await;
    stage.answered(&["Brew time"]).await;
}

#[tokio::test]
async fn an_opinion_is_thanked_for_in_private() {
    let Some(stage) = Stage::open().await else { return };
    stage.say("why is my coffee so bitter?").await;
    stage.answered(&["over-extracted"]).await;
    stage.press("👍 Helpful").await;
    stage.answered(&["Thank you", "Only you can see this"]).await;
    stage.shown("feedback").await;
    stage.speak_as("Member").await;
    stage.browser.until("return document.querySelectorAll('article .app').length === 1").await;
}

#[tokio::test]
async fn a_comparison_is_had_as_a_picture_with_its_words() {
    let Some(stage) = Stage::open().await else { return };
    compare(&stage).await;
    stage.press("As a picture").await;
    stage.browser.until("return document.querySelector('article .picture img')").await;
    let loaded = "const picture = document.querySelector('article .picture img'); picture.scrollIntoView(); picture.decode().then(() => done(picture.alt))";
    let words = stage.browser.run_async(loaded).await;
    assert!(words.as_str().unwrap().contains("12 to 18 hours"), "{words}");
    assert!(stage.see("document.querySelector('article .code') === null").await == true, "in the place of the table");
    stage.shown("picture").await;
    stage.press("As a table").await;
    stage
        .browser
        .until("return document.querySelector('article .code') && !document.querySelector('article .picture')")
        .await;
}

#[tokio::test]
async fn a_message_is_answered_from_its_menu() {
    let Some(stage) = Stage::open().await else { return };
    stage.go("general").await;
    stage.say("why is my coffee so bitter?").await;
    stage.choose_action("why is my coffee", "Answer with Docent").await;
    stage.answered(&["over-extracted"]).await;
    let used = stage.see("document.querySelector('.reference').innerText").await;
    assert!(used.as_str().unwrap().contains("used Answer with Docent"), "{used}");
}

#[tokio::test]
async fn a_moderator_teaches_an_answer_and_everybody_gets_it_at_once() {
    let Some(stage) = Stage::open().await else { return };
    stage.speak_as("Moderator").await;
    stage.go("general").await;
    stage.say("Where is the cupping room?").await;
    stage.choose_action("cupping room", "Teach Docent").await;
    stage.answered(&["What should I do when somebody asks this?"]).await;
    stage.shown("teach").await;
    stage.press("Write an answer").await;
    let asked = stage.browser.until("return document.querySelector('dialog input')?.value").await;
    assert_eq!(asked, "Where is the cupping room?");
    stage.browser.run("document.querySelector('dialog textarea').focus()").await;
    stage.browser.type_keys("On the second floor, behind the roaster.").await;
    stage.shown("form").await;
    stage.browser.click("dialog footer .primary").await;
    stage.answered(&["What would change", "On the second floor"]).await;
    stage.shown("preview").await;
    stage.press("Save").await;
    stage.answered(&["Saved"]).await;

    stage.speak_as("Newcomer").await;
    stage.go("ask-docent").await;
    stage.say("@Docent where is the cupping room?").await;
    stage.answered(&["On the second floor, behind the roaster."]).await;
    stage.shown("taught").await;
}
