//! Direct messages, the forum, unread channels, who may do what.

use super::stage::Stage;

#[tokio::test]
async fn docent_answers_everything_in_a_direct_message() {
    let Some(stage) = Stage::open().await else { return };
    stage.go("Docent").await;
    stage.say("bitter coffee").await;
    stage.answered(&["Why does my coffee taste bitter?"]).await;
    stage.speak_as("Moderator").await;
    assert_eq!(stage.see("document.querySelectorAll('article').length").await, 0, "another one's conversation");
    assert_eq!(stage.see("document.getElementById('place-name').innerText").await, "@Docent");
}

#[tokio::test]
async fn a_post_in_the_forum_is_answered_in_its_thread() {
    let Some(stage) = Stage::open().await else { return };
    stage.go("help-forum").await;
    stage.browser.click(".forum .primary").await;
    stage.browser.until("return document.activeElement.id === 'post-title'").await;
    stage.browser.type_keys("Why is my coffee so bitter?\u{e004}see the title").await;
    stage.browser.click("dialog .primary").await;
    stage.browser.until("return document.getElementById('place-name').innerText.includes('bitter')").await;
    stage.answered(&["over-extracted"]).await;
    stage.go("help-forum").await;
    let post = stage.browser.until("return document.querySelector('.post')?.innerText").await;
    assert!(post.as_str().unwrap().contains("1 reply"), "{post}");
}

#[tokio::test]
async fn what_is_said_elsewhere_marks_its_channel_and_a_moderator_may_delete_it() {
    let Some(stage) = Stage::open().await else { return };
    stage.go("general").await;
    let elsewhere = "Promise.all([import('/web/world.js'), import('/web/wire.js')]).then(([{ world }, { deed }]) => deed('say', { channel: [...world.channels.values()].find((one) => one.name === 'ask-docent').id, text: 'why is my coffee so bitter?', reply_to: null })).then(done)";
    stage.browser.run_async(elsewhere).await;
    stage.browser.until("return document.querySelector('.channel.unread')?.textContent.includes('ask-docent')").await;
    stage.go("ask-docent").await;
    stage.answered(&["over-extracted"]).await;
    assert_eq!(stage.see("document.querySelectorAll('.channel.unread').length").await, 0);
    let deletes = "import('/web/world.js').then(({ world }) => done([...world.messages.values()].some((one) => one.may_delete && !one.own)))";
    assert_eq!(stage.browser.run_async(deletes).await, false, "a newcomer deletes only their own");
    stage.speak_as("Moderator").await;
    assert_eq!(stage.browser.run_async(deletes).await, true);
}
