//! For everybody: by keyboard alone, read aloud, in enough contrast.

use std::fs;

use serde_json::{Value, json};

use super::browser::keys::{DOWN, ENTER, TAB, UP};
use super::stage::Stage;

/// Roles of what can be used or entered; each needs a name.
const NAMED: [&str; 11] = [
    "button",
    "link",
    "textbox",
    "combobox",
    "radio",
    "menuitem",
    "option",
    "navigation",
    "complementary",
    "dialog",
    "listbox",
];

/// Everything that assistive technology is told, as (role, name).
async fn told(stage: &Stage) -> Vec<(String, String)> {
    let tree = stage.browser.devtools("Accessibility.getFullAXTree", json!({})).await;
    let text = |value: &Value| value["value"].as_str().unwrap_or_default().to_owned();
    let nodes = tree["nodes"].as_array().unwrap().iter().filter(|node| node["ignored"] != true);
    nodes.map(|node| (text(&node["role"]), text(&node["name"]))).collect()
}

async fn assert_named(stage: &Stage, place: &str) {
    let nameless: Vec<String> = told(stage)
        .await
        .into_iter()
        .filter(|(role, name)| NAMED.contains(&role.as_str()) && name.trim().is_empty())
        .map(|(role, _)| role)
        .collect();
    assert!(nameless.is_empty(), "{place}: without a name {nameless:?}");
}

/// Visible texts whose contrast with the ground behind them is below 4.5 to 1 (3 to 1 for large ones).
const FAINT: &str = "
    const rgb = (text) => { const c = document.createElement('canvas').getContext('2d', { willReadFrequently: true }); c.fillStyle = text; c.fillRect(0, 0, 1, 1); return [...c.getImageData(0, 0, 1, 1).data]; };
    const light = ([r, g, b]) => [r, g, b].map((v) => v / 255).map((v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)).reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
    const ground = (element) => { for (let one = element; one; one = one.parentElement) { const color = rgb(getComputedStyle(one).backgroundColor); if (color[3] > 250) return color; } return rgb(getComputedStyle(document.body).backgroundColor); };
    const faint = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const element = walker.currentNode.parentElement;
      if (!walker.currentNode.textContent.trim() || !element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) || element.closest('.unseen, :disabled, .follows > header, .follows > .avatar')) continue;
      const style = getComputedStyle(element);
      const [a, b] = [light(rgb(style.color)), light(ground(element))].sort((x, y) => y - x);
      const contrast = (a + 0.05) / (b + 0.05);
      const large = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.66 && style.fontWeight >= 700);
      if (contrast < (large ? 3 : 4.5)) faint.push(contrast.toFixed(2) + ' ' + element.className + ' ' + walker.currentNode.textContent.trim().slice(0, 40));
    }
    return faint;";

async fn assert_good(stage: &Stage, place: &str) {
    assert_named(stage, place).await;
    for theme in ["dark", "light"] {
        stage.browser.prefer(theme).await;
        stage.browser.until(&format!("return document.documentElement.dataset.theme === '{theme}'")).await;
        assert_eq!(stage.browser.run(FAINT).await, json!([]), "{place} in {theme} colors");
        assert_axe(stage, &format!("{place} in {theme} colors")).await;
    }
}

/// What axe-core finds, where its script is given: the usual tool for this, not part of this repository.
async fn assert_axe(stage: &Stage, place: &str) {
    let Some(path) = std::env::var_os("DOCENT_TEST_AXE") else { return };
    let axe = fs::read_to_string(path).unwrap();
    stage.browser.run(&format!("if (!window.axe) {{ {axe} }}")).await;
    let found = stage.browser.run_async("axe.run().then((told) => done(told.violations.map((one) => one.id + ': ' + one.help + ' ' + one.nodes.map((node) => node.target + ' ' + node.failureSummary).join(' | '))), (error) => done([String(error)]))").await;
    assert_eq!(found, json!([]), "{place}");
}

#[tokio::test]
async fn every_place_is_named_and_has_enough_contrast_in_both_themes() {
    let Some(stage) = Stage::open().await else { return };
    stage.say("why is my coffee so bitter?").await;
    stage.answered(&["over-extracted"]).await;
    stage.say("espresso vs cold brew").await;
    stage.answered(&["Brew time"]).await;
    stage.say("**bold** `code` > <@1> https://example.org ||no||").await;
    stage.browser.until("return document.querySelector('.spoiler')").await;
    assert_good(&stage, "answers").await;
    stage.browser.run("[...document.querySelectorAll('article')][0].focus()").await;
    stage.browser.run("document.querySelector('article [aria-label=\"More actions\"]').click()").await;
    assert_good(&stage, "menu").await;
    stage.browser.run("document.getElementById('keys').click()").await;
    stage.browser.until("return document.querySelector('dialog[open]')").await;
    assert_good(&stage, "dialog").await;
    stage.browser.run("document.querySelector('dialog').close()").await;
    stage.go("help-forum").await;
    assert_good(&stage, "forum").await;
    stage.program.rewrite("faq/brewing/why-bitter.md", "brew-guide\"]", "brew-gide\"]");
    stage.browser.until("return document.querySelector('#knowledge .error')").await;
    assert_good(&stage, "broken knowledge").await;
}

#[tokio::test]
async fn the_page_has_its_landmarks_and_speaks_of_what_is_new() {
    let Some(stage) = Stage::open().await else { return };
    let all = told(&stage).await;
    for (role, name) in [
        ("navigation", "Server and channels"),
        ("main", ""),
        ("complementary", "Knowledge"),
        ("region", "Messages"),
        ("heading", "#ask-docent"),
    ] {
        assert!(
            all.iter().any(|(found, called)| found == role && called == name),
            "no {role} called `{name}` in {all:?}"
        );
    }
    assert!(all.iter().any(|(role, name)| role == "textbox" && name == "Message #ask-docent as Newcomer"), "{all:?}");
    assert_eq!(stage.see("document.getElementById('spoken').getAttribute('aria-live')").await, "polite");
}

/// What has the focus, in words.
const FOCUS: &str = "(() => { const one = document.activeElement; return one.id || one.getAttribute('aria-label') || one.innerText.trim().split('\\n')[0] || one.value; })()";

#[tokio::test]
async fn everything_is_reached_with_the_tab_key_in_reading_order() {
    let Some(stage) = Stage::open().await else { return };
    stage.say("why is my coffee so bitter?").await;
    stage.answered(&["over-extracted"]).await;
    stage
        .browser
        .run("document.activeElement.blur(); getSelection().removeAllRanges(); document.querySelector('.skip').focus()")
        .await;
    let mut passed = Vec::new();
    while !passed.contains(&"Send".to_owned()) && passed.len() < 60 {
        passed.push(stage.see(FOCUS).await.as_str().unwrap_or_default().to_owned());
        let shown = stage.see("(() => { const one = document.activeElement; const style = getComputedStyle(one); return one.id === 'say' || one.type === 'radio' || style.outlineStyle !== 'none'; })()").await;
        assert!(shown == true, "the focus is seen on {passed:?}");
        stage.browser.type_keys(TAB).await;
    }
    let at = |name: &str| {
        passed.iter().position(|one| one == name).unwrap_or_else(|| panic!("{name} is not reached: {passed:?}"))
    };
    let order = [
        "Skip to the message box",
        "ask-docent",
        "general",
        "help-forum",
        "open-knowledge",
        "theme",
        "log",
        "Docent",
        "Commands",
        "say",
        "Send",
    ];
    let places: Vec<usize> = order.iter().skip(1).map(|name| at(name)).collect();
    assert_eq!(at(order[0]), 0);
    // "Docent" is the name of the direct channel too; the message comes later.
    assert!(
        places
            .iter()
            .zip(places.iter().skip(1))
            .all(|(one, next)| one < next || order[places.iter().position(|p| p == next).unwrap() + 1] == "Docent"),
        "{passed:?}"
    );
}

#[tokio::test]
async fn messages_are_walked_with_the_arrow_keys_and_channels_with_alt() {
    let Some(stage) = Stage::open().await else { return };
    for text in ["one", "two", "three"] {
        stage.say(text).await;
    }
    stage.browser.until("return document.querySelectorAll('article').length === 3").await;
    stage.browser.run("[...document.querySelectorAll('article')].at(-1).focus()").await;
    stage.browser.type_keys(UP).await;
    assert_eq!(stage.see("document.activeElement.querySelector('.said').innerText").await, "two");
    stage.browser.type_keys(DOWN).await;
    assert_eq!(stage.see("document.activeElement.querySelector('.said').innerText").await, "three");
    stage.browser.chord("\u{e00a}", DOWN).await;
    stage.browser.until("return document.getElementById('place-name').innerText === '#general' && document.activeElement.id === 'say'").await;
    stage.browser.run("document.getElementById('log').focus()").await;
    stage.browser.type_keys("/").await;
    stage.browser.until("return document.querySelectorAll('.suggestions li').length >= 3").await;
    stage.browser.type_keys(ENTER).await;
    stage.browser.until("return document.querySelector('.command, article .app')").await;
}
