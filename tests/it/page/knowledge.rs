//! A writer at work: files change, answers change, problems show.

use super::stage::Stage;

const ENTRY: &str = "faq/brewing/why-bitter.md";

#[tokio::test]
async fn a_changed_file_answers_at_once_and_a_broken_one_is_shown_while_the_old_answers_stay() {
    let Some(stage) = Stage::open().await else { return };
    stage.program.rewrite(ENTRY, "over-extracted", "over-brewed");
    stage.browser.until("return document.querySelector('#notice .fresh')").await;
    stage.say("why is my coffee so bitter?").await;
    stage.answered(&["over-brewed"]).await;

    stage.program.rewrite(ENTRY, "sources = [\"brew-guide\"]", "sources = [\"brew-gide\"]");
    let told = stage.browser.until("return document.querySelector('#notice .broken')?.innerText").await;
    let told = told.as_str().unwrap();
    assert!(told.contains("faq/brewing/why-bitter.md:10") && told.contains("brew-gide"), "{told}");
    let problem = stage.see("document.querySelector('#knowledge .problems .error').innerText").await;
    assert!(problem.as_str().unwrap().contains("brew-guide"), "the remedy names the nearest: {problem}");
    stage.say("why is my coffee so bitter?").await;
    stage.browser.until("return [...document.querySelectorAll('article .app')].length === 2").await;
    stage.answered(&["over-brewed"]).await;

    stage.program.rewrite(ENTRY, "brew-gide", "brew-guide");
    stage
        .browser
        .until("return !document.querySelector('#notice .broken') && !document.querySelector('#knowledge .error')")
        .await;
}

#[tokio::test]
async fn a_warning_of_check_is_shown_with_its_place_and_keeps_nothing_from_answering() {
    let Some(stage) = Stage::open().await else { return };
    stage.program.rewrite(ENTRY, "verified = \"2026-11-05\"", "verified = \"2026-11-05\"\nreview = \"2026-11\"");
    let problem =
        stage.browser.until("return document.querySelector('#knowledge .problems .warning')?.innerText").await;
    assert!(problem.as_str().unwrap().contains("Warning") && problem.as_str().unwrap().contains(ENTRY), "{problem}");
    stage.say("why is my coffee so bitter?").await;
    stage.answered(&["over-extracted"]).await;
}
