//! On a phone, in dark and light; and the pictures of the README.

use std::path::Path;
use std::time::Duration;

use super::browser::keys::ENTER;
use super::stage::{DESKTOP, PHONE, Size, Stage};

/// Whatever can be moved sideways, or is wider than the page.
const SIDEWAYS: &str = "
    const wide = [...document.querySelectorAll('body, body *')].filter((one) => one.checkVisibility() && !one.closest('.unseen, .follows > header, .follows > .avatar, .skip')).filter((one) => {
      const style = getComputedStyle(one);
      const moves = one.scrollWidth > one.clientWidth + 1 && ['auto', 'scroll'].includes(style.overflowX);
      const cut = one.matches('pre') && one.scrollWidth > one.clientWidth + 1;
      const out = one.getBoundingClientRect().right > document.documentElement.clientWidth + 1;
      return moves || cut || out;
    });
    return wide.map((one) => one.tagName + '.' + one.className + ' ' + one.scrollWidth + ' of ' + one.clientWidth);";

async fn assert_fits(stage: &Stage, place: &str) {
    assert_eq!(stage.browser.run(SIDEWAYS).await, serde_json::json!([]), "{place}");
}

#[tokio::test]
async fn nothing_moves_sideways_on_a_phone_and_tables_stay_readable() {
    let Some(stage) = Stage::open().await else { return };
    stage.browser.size(360, 740, true).await;
    stage.load().await;
    assert_fits(&stage, "the first screen").await;
    stage.say("espresso vs cold brew").await;
    stage.answered(&["Brew time"]).await;
    assert_fits(&stage, "a table").await;
    let size = stage.see("parseFloat(getComputedStyle(document.querySelector('pre')).fontSize)").await;
    assert!(size.as_f64().unwrap() >= 10.0, "a table of 43 columns is {size} px");
    stage.browser.click("#open-side").await;
    stage.browser.until("return document.activeElement.id === 'close-side' && getComputedStyle(document.getElementById('side')).visibility === 'visible'").await;
    assert_fits(&stage, "the channels").await;
    stage.go("help-forum").await;
    stage.browser.until("return getComputedStyle(document.getElementById('side')).visibility === 'hidden'").await;
    assert_fits(&stage, "the forum").await;
    stage.browser.click("#open-knowledge").await;
    stage.browser.until("return !document.getElementById('knowledge').hidden").await;
    assert_fits(&stage, "the knowledge").await;
    stage.browser.click("#knowledge header button").await;
    stage.go("general").await;
    stage.browser.click("[aria-label=Commands]").await;
    stage.browser.until("return document.querySelector('.suggestions li')").await;
    assert_fits(&stage, "the commands").await;
    stage.browser.run("[...document.querySelectorAll('.suggestions li')].find((one) => one.innerText.includes('/compare')).dispatchEvent(new MouseEvent('mousedown', {bubbles: true, cancelable: true}))").await;
    stage.browser.until("return document.querySelector('.command input')").await;
    assert_fits(&stage, "a command").await;
}

#[tokio::test]
async fn colors_follow_the_system_until_a_person_chooses() {
    let Some(stage) = Stage::open().await else { return };
    let theme = "document.documentElement.dataset.theme";
    assert_eq!(stage.see(theme).await, "dark");
    stage.browser.prefer("light").await;
    stage.browser.until("return document.documentElement.dataset.theme === 'light'").await;
    stage.browser.click("#theme").await;
    assert_eq!(stage.see(theme).await, "dark");
    stage.load().await;
    assert_eq!(stage.see(theme).await, "dark", "kept");
    assert_eq!(
        stage.see("document.getElementById('theme').getAttribute('aria-label')").await,
        "Switch to light colors"
    );
}

#[tokio::test]
async fn the_pictures_of_the_readme() {
    if std::env::var_os("DOCENT_SCREENSHOTS").is_none() {
        return;
    }
    let Some(stage) = Stage::open_with("knowledge", &[]).await else { return };
    stage.browser.wait_at_most(Duration::from_mins(10)).await;
    stage.browser.until("return document.querySelector('#knowledge .state').innerText.includes('no problems')").await;
    take(&stage, "first", PHONE).await;
    stage.say("do startups need data engineers early?").await;
    stage.answered(&["Do startups need data engineers early?"]).await;
    take(&stage, "answer", DESKTOP).await;
    stage.browser.run("document.getElementById('say').focus()").await;
    stage.browser.type_keys("/compare").await;
    stage.browser.until("return document.querySelector('.suggestions .active')").await;
    stage.browser.type_keys(ENTER).await;
    fill(&stage, "back", "Backend engineer").await;
    stage.browser.type_keys("da").await;
    stage.browser.until("return document.querySelectorAll('.command .suggestions:not([hidden]) li').length > 1").await;
    take(&stage, "command", DESKTOP).await;
    stage.browser.type_keys(ENTER).await;
    stage.browser.until("return document.activeElement.matches('.command .primary')").await;
    stage.browser.click(".command .option[title*='Only this']").await;
    fill(&stage, "pay", "Pay").await;
    stage.browser.type_keys(ENTER).await;
    stage.answered(&["Average pay"]).await;
    take(&stage, "table", PHONE).await;
}

/// Types into the empty option that has the focus, and takes the first suggestion.
async fn fill(stage: &Stage, typed: &str, suggested: &str) {
    stage
        .browser
        .until("return document.activeElement.matches('.command input') && document.activeElement.value === ''")
        .await;
    stage.browser.type_keys(typed).await;
    let offered =
        format!("return document.activeElement.parentElement.querySelector('.active')?.innerText === '{suggested}'");
    stage.browser.until(&offered).await;
    stage.browser.type_keys(ENTER).await;
}

/// A picture of the README.
async fn take(stage: &Stage, name: &str, size: Size) {
    stage.picture(&Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/screenshots"), name, size).await;
}
