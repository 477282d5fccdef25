//! Slash commands, suggestions, private answers, menus and the context menu, mostly without a pointer.

use serde_json::json;

use super::browser::keys::{DOWN, ENTER, ESCAPE, F10, SHIFT};
use super::stage::Stage;

async fn compare(stage: &Stage) {
    stage.browser.run("document.getElementById('say').focus()").await;
    stage.browser.type_keys("/comp").await;
    stage.browser.until("return document.querySelector('.suggestions .active')?.innerText.includes('/compare')").await;
    stage.browser.type_keys(ENTER).await;
    for name in ["Espresso", "Cold brew"] {
        stage
            .browser
            .until("return document.activeElement.matches('.command input') && document.activeElement.value === ''")
            .await;
        stage.browser.type_keys(&name.to_lowercase().chars().take(4).collect::<String>()).await;
        let offered = format!(
            "return document.activeElement.parentElement.querySelector('.active')?.innerText.includes('{name}')"
        );
        stage.browser.until(&offered).await;
        stage.browser.type_keys(ENTER).await;
    }
    stage.browser.until("return document.activeElement.matches('.command .primary')").await;
    stage.browser.type_keys(ENTER).await;
}

#[tokio::test]
async fn a_comparison_is_made_with_the_keyboard_alone() {
    let Some(stage) = Stage::open().await else { return };
    compare(&stage).await;
    stage.answered(&["Espresso", "Cold brew", "Brew time"]).await;
    assert!(stage.see("document.activeElement.id === 'say'").await == true, "one goes on writing");
    let used = stage.see("document.querySelector('.reference').innerText").await;
    assert!(used.as_str().unwrap().contains("Newcomer used /compare"), "{used}");
}

#[tokio::test]
async fn a_comparison_becomes_a_list_and_shows_other_rows() {
    let Some(stage) = Stage::open().await else { return };
    compare(&stage).await;
    stage.answered(&["Brew time"]).await;
    stage.press("As a list").await;
    stage
        .browser
        .until("return !document.querySelector('.embed .code') && document.querySelector('.embed .body')")
        .await;
    stage.browser.run("document.querySelector('.chooser').focus()").await;
    stage.browser.type_keys(DOWN).await;
    stage.browser.until("return document.activeElement.matches('[role=listbox]')").await;
    stage.browser.type_keys("dr").await;
    stage.browser.until("return document.querySelector('[role=option].active').innerText.includes('Drinking')").await;
    stage.browser.type_keys(ENTER).await;
    stage.answered(&["Caffeine"]).await;
    // What is shown is marked.
    stage.browser.until("return document.querySelector('.chooser').innerText.includes('Drinking')").await;
}

#[tokio::test]
async fn a_private_answer_is_seen_by_the_asker_alone_and_can_be_dismissed() {
    let Some(stage) = Stage::open().await else { return };
    stage.browser.run("document.getElementById('say').focus()").await;
    stage.browser.type_keys("/ask").await;
    stage.browser.until("return document.querySelector('.suggestions .active')?.innerText.includes('/ask')").await;
    stage.browser.type_keys(ENTER).await;
    stage.browser.until("return document.activeElement.matches('.command input')").await;
    stage.browser.type_keys("why is my coffee so bitter").await;
    stage.browser.click(".command .option[title*='only to me']").await;
    stage.browser.until("return document.activeElement.matches('.command select')").await;
    stage.browser.type_keys("Y").await;
    stage.browser.click(".command .primary").await;
    stage.answered(&["over-extracted", "Only you can see this"]).await;
    stage.speak_as("Member").await;
    stage.browser.until("return document.querySelectorAll('article').length === 0").await;
    stage.speak_as("Newcomer").await;
    stage.answered(&["Only you can see this"]).await;
    stage.browser.click(".only-you button").await;
    stage.browser.until("return document.querySelectorAll('article').length === 0").await;
}

#[tokio::test]
async fn a_command_can_be_left_and_a_missing_option_is_named() {
    let Some(stage) = Stage::open().await else { return };
    stage.browser.run("document.getElementById('say').focus()").await;
    stage.browser.type_keys("/ask").await;
    stage.browser.until("return document.querySelector('.suggestions .active')").await;
    stage.browser.type_keys(ENTER).await;
    stage.browser.until("return document.activeElement.matches('.command input')").await;
    assert!(
        stage.see("document.activeElement.required && document.activeElement.labels[0].innerText === 'question'").await
            == true
    );
    stage.browser.type_keys(ENTER).await;
    assert!(stage.see("document.querySelector('.command') !== null").await == true, "not sent without its question");
    stage.browser.type_keys(ESCAPE).await;
    stage.browser.until("return document.activeElement.id === 'say'").await;
}

#[tokio::test]
async fn a_modal_is_filled_in_with_the_keyboard_and_stays_open_until_it_is_taken() {
    let Some(stage) = Stage::open().await else { return };
    let modal = json!({"interaction": "1", "modal": {"title": "Teach Docent", "components": [
        {"type": 1, "components": [{"type": 4, "custom_id": "question", "label": "Question", "style": 1}]},
        {"type": 1, "components": [{"type": 4, "custom_id": "answer", "label": "Answer", "style": 2, "required": false}]},
    ]}});
    stage
        .browser
        .run_async(&format!("import('/web/modal.js').then(({{ showModal }}) => done(showModal({modal})))"))
        .await;
    let focused = "return document.activeElement.matches('dialog input') && document.activeElement.labels[0].innerText";
    assert_eq!(stage.browser.until(focused).await, "Question");
    let fields = stage.see("[...document.querySelectorAll('dialog label')].map((one) => one.innerText)").await;
    assert_eq!(fields, json!(["Question", "Answer optional"]));
    stage.browser.type_keys("why?").await;
    stage.browser.type_keys(ENTER).await;
    let told = stage.browser.until("return document.querySelector('#toasts p')?.innerText").await;
    assert_eq!(told, "Interaction 1 opened no modal.", "there is no such interaction here");
    assert!(stage.see("document.querySelector('dialog').open").await == true, "nothing typed is lost");
    stage.browser.type_keys(ESCAPE).await;
    stage.browser.until("return !document.querySelector('dialog')").await;
}

#[tokio::test]
async fn the_menu_on_a_message_opens_by_key_by_button_and_by_pointer() {
    let Some(stage) = Stage::open().await else { return };
    stage.say("I like tea").await;
    stage.browser.until("return document.querySelector('article')").await;
    stage.browser.run("document.querySelector('article').focus()").await;
    stage.browser.chord(SHIFT, F10).await;
    let open = "return document.querySelector('[role=menu]') && [...document.querySelectorAll('[role=menuitem]')].map((one) => one.innerText)";
    let entries = stage.browser.until(open).await;
    let entries: Vec<&str> = entries.as_array().unwrap().iter().filter_map(|one| one.as_str()).collect();
    assert_eq!(entries.get(..3), Some(&["Reply", "Edit", "Delete"][..]));
    stage.browser.type_keys(ESCAPE).await;
    stage
        .browser
        .until("return !document.querySelector('[role=menu]') && document.activeElement.matches('article')")
        .await;
    stage.browser.run("document.querySelector('article [aria-label=\"More actions\"]').click()").await;
    stage.browser.until(open).await;
    stage.browser.type_keys(DOWN).await;
    stage.browser.until("return document.activeElement.innerText === 'Edit'").await;
    stage.browser.type_keys(ENTER).await;
    stage.browser.until("return document.activeElement.matches('.editing textarea')").await;
}
