//! A newcomer walks a whole track in the browser, with the keyboard alone.

use serde_json::json;

use super::browser::keys::{DOWN, ENTER, SHIFT, TAB};
use super::stage::Stage;

/// More presses of Tab than there are things on the page.
const MOST: usize = 250;

/// The words on the button or menu that has the focus.
const FOCUSED: &str = "const one = document.activeElement; return one.matches('button, [role=combobox], .chooser') ? `${one.innerText.trim()}|${one.getAttribute('aria-label') ?? ''}` : ''";

/// Goes from thing to thing until the button or menu with these words has the focus: on from within a message, as it is after a press, else back from where one writes.
async fn reach(stage: &Stage, words: &str) {
    let inside = stage.see("Boolean(document.activeElement.closest('article, .command'))").await == true;
    for _ in 0..MOST {
        let focused = stage.browser.run(FOCUSED).await;
        let (text, label) = focused.as_str().unwrap_or_default().split_once('|').unwrap_or_default();
        if text == words || label == words || (words.len() > 1 && text.contains(words)) {
            return;
        }
        if inside {
            stage.browser.type_keys(TAB).await;
        } else {
            stage.browser.chord(SHIFT, TAB).await;
        }
    }
    panic!("`{words}` cannot be reached with the keyboard");
}

/// Waits until Docent's last message has this in it.
async fn until(stage: &Stage, words: &str) {
    stage.answered(&[words]).await;
}

#[tokio::test]
async fn a_whole_track_is_walked_with_the_keyboard_alone() {
    let Some(stage) = Stage::open_with("knowledge", &[]).await else { return };
    stage.browser.run("document.getElementById('say').focus()").await;
    stage.browser.type_keys("/onboard sta").await;
    stage
        .browser
        .until("return document.querySelector('.suggestions .active')?.innerText.includes('/onboard start')")
        .await;
    stage.browser.type_keys(ENTER).await;
    stage.browser.until("return document.activeElement.matches('.command .option')").await;
    reach(&stage, "Send").await;
    stage.browser.type_keys(ENTER).await;
    until(&stage, "Which tour?").await;
    // The quiz: three taps, then its advice.
    for label in
        ["Help me choose", "Build pipelines and data models", "Why is this number wrong?", "From data or analysis"]
    {
        reach(&stage, label).await;
        stage.browser.type_keys(ENTER).await;
        stage.browser.until(&format!("return !document.querySelector('[aria-busy=true]') && ![...document.querySelectorAll('article button.button')].some((one) => one.innerText.includes({}))", json!(label))).await;
    }
    until(&stage, "I'd take: New data engineer").await;
    reach(&stage, "Start it").await;
    stage.browser.type_keys(ENTER).await;
    let steps = 12;
    for step in 1..=steps {
        let text = stage.answered(&[&format!("{step}/{steps} ·")]).await;
        let check = text.contains("A ·") && text.contains("B ·");
        if check {
            reach(&stage, "B").await;
            stage.browser.type_keys(ENTER).await;
            stage.browser.until("const last = [...document.querySelectorAll('article')].at(-1); return last.innerText.includes('Right!') || last.innerText.includes('Not quite')").await;
            reach(&stage, "Next").await;
        } else {
            reach(&stage, "Done").await;
        }
        stage.browser.type_keys(ENTER).await;
    }
    let end = stage.answered(&["You are through: New data engineer", "12 of 12 done"]).await;
    assert!(end.contains("Only you see this"), "{end}");
    // And the list of tracks, from which another one is chosen.
    reach(&stage, "Another track").await;
    stage.browser.type_keys(ENTER).await;
    until(&stage, "Which tour?").await;
    reach(&stage, "Choose a track").await;
    stage.browser.type_keys(DOWN).await;
    stage.browser.until("return document.activeElement.matches('[role=listbox]')").await;
    stage.browser.type_keys("new").await;
    stage
        .browser
        .until("return document.querySelector('[role=option].active').innerText.includes('New backend engineer')")
        .await;
    stage.browser.type_keys(ENTER).await;
    until(&stage, "1/12 ·").await;
}
