//! Messages that change, go, answer each other; and what their text may hold.

use serde_json::json;

use super::browser::keys::{ENTER, UP};
use super::stage::Stage;

#[tokio::test]
async fn the_answer_follows_its_question_edited_and_deleted() {
    let Some(stage) = Stage::open().await else { return };
    stage.say("why is my coffee so bitter?").await;
    stage.answered(&["over-extracted"]).await;
    stage.browser.run("document.getElementById('say').focus()").await;
    stage.browser.type_keys(UP).await;
    stage.browser.until("return document.activeElement.matches('.editing textarea')").await;
    stage.browser.run("document.activeElement.select()").await;
    stage.browser.type_keys("how often must I descale the machine?").await;
    stage.browser.type_keys(ENTER).await;
    stage.answered(&["Every two months"]).await;
    stage.browser.until("return document.querySelector('.edited')").await;

    stage.browser.run("document.querySelector('article').focus()").await;
    stage.browser.type_keys("\u{e017}").await;
    stage.browser.until("return document.activeElement.matches('dialog .danger')").await;
    stage.browser.type_keys(ENTER).await;
    stage.browser.until("return document.querySelectorAll('article').length === 0").await;
}

#[tokio::test]
async fn a_reply_to_docent_is_a_question_to_it() {
    let Some(stage) = Stage::open().await else { return };
    stage.go("general").await;
    stage.say("why is my coffee so bitter?").await;
    stage.say("@Docent why is my coffee so bitter?").await;
    stage.answered(&["over-extracted"]).await;
    assert_eq!(stage.see("document.querySelectorAll('article .app').length").await, 1, "silent where not mentioned");
    stage.browser.run("[...document.querySelectorAll('article')].at(-1).focus()").await;
    stage.browser.type_keys("r").await;
    stage.browser.until("return !document.getElementById('quote').hidden && document.activeElement.id === 'say'").await;
    stage.say("how often should I descale the machine?").await;
    stage.answered(&["Every two months"]).await;
}

#[tokio::test]
async fn text_is_shown_as_discord_shows_it_and_never_read_as_html() {
    let Some(stage) = Stage::open().await else { return };
    stage.go("general").await;
    let rows = [
        (
            "**bold** and *slanted* and _so_ and __under__ and ~~gone~~",
            "<strong>bold</strong> and <em>slanted</em> and <em>so</em> and <u>under</u> and <s>gone</s>",
        ),
        (
            "***both*** and snake_case_name and 2*3*4",
            "<strong><em>both</em></strong> and snake_case_name and 2<em>3</em>4",
        ),
        ("`**code**` and \\*plain\\*", "<code>**code**</code> and *plain*"),
        ("<img src=x onerror=alert(1)> <b>no</b>", "&lt;img src=x onerror=alert(1)&gt; &lt;b&gt;no&lt;/b&gt;"),
        ("[click](javascript:alert(1))", "[click](javascript:alert(1))"),
        (
            "[guide](https://example.org/a) https://example.org/b.",
            "<a href=\"https://example.org/a\" target=\"_blank\" rel=\"noreferrer noopener\">guide</a> <a href=\"https://example.org/b\" target=\"_blank\" rel=\"noreferrer noopener\">https://example.org/b</a>.",
        ),
        ("<@1> <#2> 1 < 2", "<span class=\"mention\">@someone</span> <span class=\"mention\">#unknown</span> 1 &lt; 2"),
    ];
    for (written, shown) in rows {
        let script = format!(
            "import('/web/markdown.js').then(({{ markdown }}) => {{ const box = document.createElement('div'); box.append(...markdown({})); done(box.innerHTML); }})",
            json!(written)
        );
        assert_eq!(stage.browser.run_async(&script).await, format!("<div class=\"text\">{shown}</div>"), "{written}");
    }
    let blocks = "# Big\n-# small\n> quoted\n- one\n  - deeper\n- two\n1. first\n```ansi\n\u{1b}[1;31mred\u{1b}[0m\n```\n||secret|| @everyone";
    let script = format!(
        "import('/web/markdown.js').then(({{ markdown }}) => {{ const box = document.createElement('div'); box.append(...markdown({})); done([...box.children].map((one) => one.tagName + ' ' + one.className).join(', ') + '; ' + box.querySelector('.ansi-fg-1').textContent + '; ' + box.querySelector('.spoiler').ariaLabel); }})",
        json!(blocks)
    );
    assert_eq!(
        stage.browser.run_async(&script).await,
        "DIV heading h1, DIV small, BLOCKQUOTE , UL , DIV code fits, DIV text; red; Spoiler: show"
    );
    stage.say("a *live* <b>one</b>").await;
    stage
        .browser
        .until("return document.querySelector('.said em')?.innerText === 'live' && !document.querySelector('.said b')")
        .await;
}

#[tokio::test]
async fn a_picture_is_read_aloud_by_its_description_and_one_from_elsewhere_is_not_loaded() {
    let Some(stage) = Stage::open().await else { return };
    let shown = async |url: &str| {
        let card = json!({"title": "A table", "image": {"url": url, "description": "Espresso: 30 seconds"}, "color": 1_146_986});
        stage
            .browser
            .run_async(&format!(
                "import('/web/embed.js').then(({{ embed }}) => done(embed({card}).querySelector('img')?.alt ?? null))"
            ))
            .await
    };
    assert_eq!(shown("/attachments/1/2/table.png").await, "Espresso: 30 seconds");
    assert_eq!(shown("https://example.org/table.png").await, serde_json::Value::Null);
}

#[tokio::test]
async fn a_deferred_answer_says_that_docent_is_thinking_and_who_sees_it() {
    let Some(stage) = Stage::open().await else { return };
    let shown = async |flags: u32| {
        let told = json!({"id": "1", "channel_id": "3", "author": {"id": "2", "global_name": "Docent", "bot": true}, "content": "",
            "flags": flags, "timestamp": "2026-11-20T09:00:00.000000+00:00", "embeds": [], "components": [], "attachments": []});
        let script = format!("import('/web/message.js').then(({{ message }}) => done(message({told}).textContent))");
        stage.browser.run_async(&script).await.as_str().unwrap().to_owned()
    };
    assert!(shown(128).await.contains("Docent is thinking …") && !shown(128).await.contains("Only you"));
    assert!(shown(192).await.contains("Docent is thinking …") && shown(192).await.contains("Only you can see this"));
    assert!(!shown(0).await.contains("thinking"));
}
