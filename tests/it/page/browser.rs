//! A headless Chromium, by the W3C's WebDriver: JSON over HTTP to `chromedriver`, which ends with the test.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use base64::Engine as _;
use serde_json::{Value, json};

use super::SOON;

/// Chromium without a screen, and without anything that it would like to tell or ask its maker.
const FLAGS: [&str; 12] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--force-device-scale-factor=1",
    "--hide-scrollbars",
    "--lang=en-US",
];

/// Keys without a character, as WebDriver writes them.
pub(super) mod keys {
    pub(crate) const ENTER: &str = "\u{e007}";
    pub(crate) const TAB: &str = "\u{e004}";
    pub(crate) const ESCAPE: &str = "\u{e00c}";
    pub(crate) const UP: &str = "\u{e013}";
    pub(crate) const DOWN: &str = "\u{e015}";
    pub(crate) const SHIFT: &str = "\u{e008}";
    pub(crate) const F10: &str = "\u{e03a}";
}

/// chromedriver takes a port that is free for one kind of address and wants it for the other as well: beside other tests it may be taken.
const STARTS: usize = 5;

/// Starts chromedriver, with the port that it says; none where it ends without one.
fn start_driver() -> Option<(Child, String)> {
    let mut driver = Command::new("chromedriver")
        .arg("--port=0")
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap_or_else(|error| panic!("chromedriver does not start ({error}): install Debian's chromium-driver"));
    let lines = BufReader::new(driver.stdout.take().unwrap()).lines();
    let port = lines.map_while(Result::ok).find_map(|line| {
        line.rsplit_once("successfully on port ").map(|(_, port)| port.trim_end_matches('.').to_owned())
    });
    if port.is_none() {
        driver.wait().unwrap();
    }
    Some((driver, port?))
}

pub(super) struct Browser {
    driver: Child,
    session: String,
    http: reqwest::Client,
    _profile: tempfile::TempDir,
}

impl Browser {
    pub(super) async fn open() -> Self {
        let started = std::iter::repeat_with(start_driver).take(STARTS).flatten().next();
        let (driver, port) = started.expect("chromedriver says its port");
        let profile = tempfile::tempdir().unwrap();
        let mut flags: Vec<String> = FLAGS.map(str::to_owned).to_vec();
        flags.push(format!("--user-data-dir={}", profile.path().display()));
        let http = reqwest::Client::builder().no_proxy().build().unwrap();
        let mut browser = Self { driver, session: format!("http://127.0.0.1:{port}"), http, _profile: profile };
        let wanted = json!({"alwaysMatch": {"browserName": "chrome", "goog:chromeOptions": {"args": flags}}});
        let made = browser.call("session", json!({"capabilities": wanted})).await;
        browser.session = format!("{}/session/{}", browser.session, made["sessionId"].as_str().unwrap());
        browser.wait_at_most(SOON).await;
        browser.size(1280, 800, false).await;
        browser
    }

    /// How long the page may take for anything.
    pub(super) async fn wait_at_most(&self, patience: Duration) {
        let millis = u64::try_from(patience.as_millis()).unwrap();
        self.call("timeouts", json!({"script": millis, "pageLoad": millis})).await;
    }

    /// One command of WebDriver; its value.
    async fn call(&self, path: &str, body: Value) -> Value {
        self.try_call(path, body).await.unwrap_or_else(|told| panic!("{path}: {told:#}"))
    }

    async fn try_call(&self, path: &str, body: Value) -> Result<Value, Value> {
        let answer = self.http.post(format!("{}/{path}", self.session)).json(&body).send().await.unwrap();
        let good = answer.status().is_success();
        let mut told: Value = answer.json().await.unwrap();
        let value = told["value"].take();
        if good { Ok(value) } else { Err(value) }
    }

    /// A command of the browser's own protocol, for what WebDriver has no word for.
    pub(super) async fn devtools(&self, command: &str, parameters: Value) -> Value {
        self.call("goog/cdp/execute", json!({"cmd": command, "params": parameters})).await
    }

    pub(super) async fn go(&self, address: &str) {
        self.call("url", json!({"url": address})).await;
    }

    /// Runs a script in the page and gives what it returns.
    pub(super) async fn run(&self, script: &str) -> Value {
        self.call("execute/sync", json!({"script": script, "args": []})).await
    }

    /// Runs a script that hands its result to `done`.
    pub(super) async fn run_async(&self, script: &str) -> Value {
        let script = format!("const done = arguments[arguments.length - 1]; {script}");
        self.call("execute/async", json!({"script": script, "args": []})).await
    }

    /// Waits until a condition (statements that return something true) holds in the page, looking at each change of the page; gives what it returned.
    pub(super) async fn until(&self, condition: &str) -> Value {
        let script = format!(
            "const done = arguments[arguments.length - 1]; let over = false;
             const test = () => {{ {condition} }};
             const look = () => {{ if (over) return; const found = test(); if (found) {{ over = true; watcher.disconnect(); done(found === true ? true : found); }} }};
             const watcher = new MutationObserver(look);
             watcher.observe(document, {{ subtree: true, childList: true, attributes: true, characterData: true }});
             for (const name of ['focusin', 'scrollend', 'transitionend']) document.addEventListener(name, look, true);
             look();"
        );
        match self.try_call("execute/async", json!({"script": script, "args": []})).await {
            Ok(found) => found,
            Err(told) => {
                let seen = self.run("return document.body.innerText").await;
                panic!("waited in vain for `{condition}`: {}\n{}", told["message"], seen.as_str().unwrap_or_default())
            }
        }
    }

    /// Types, whatever has the focus.
    pub(super) async fn type_keys(&self, text: &str) {
        let mut actions = Vec::new();
        for key in text.chars().map(String::from) {
            actions.push(json!({"type": "keyDown", "value": key}));
            actions.push(json!({"type": "keyUp", "value": key}));
        }
        self.act(json!({"type": "key", "id": "keys", "actions": actions})).await;
    }

    /// Presses a key while another is held.
    pub(super) async fn chord(&self, held: &str, key: &str) {
        let actions: Vec<Value> = [("keyDown", held), ("keyDown", key), ("keyUp", key), ("keyUp", held)]
            .map(|(kind, key)| json!({"type": kind, "value": key}))
            .to_vec();
        self.act(json!({"type": "key", "id": "keys", "actions": actions})).await;
    }

    async fn act(&self, source: Value) {
        self.call("actions", json!({"actions": [source]})).await;
    }

    /// Clicks with the pointer where an element is, as a person does: what lies over it is hit instead.
    pub(super) async fn click(&self, css: &str) {
        let quoted = json!(css);
        self.until(&format!("return document.querySelector({quoted})")).await;
        let found = self.call("element", json!({"using": "css selector", "value": css})).await;
        let id = found.as_object().and_then(|one| one.values().next()).and_then(Value::as_str).unwrap();
        self.call(&format!("element/{id}/click"), json!({})).await;
    }

    /// Sets the size of the page, narrower than any window where wanted; `touch` makes it a phone.
    pub(super) async fn size(&self, width: u32, height: u32, touch: bool) {
        let parameters =
            json!({"width": width, "height": height, "deviceScaleFactor": if touch { 2 } else { 1 }, "mobile": touch});
        self.devtools("Emulation.setDeviceMetricsOverride", parameters).await;
        self.devtools("Emulation.setTouchEmulationEnabled", json!({"enabled": touch})).await;
    }

    /// What the system is said to prefer: `dark` or `light`, and less motion.
    pub(super) async fn prefer(&self, colors: &str) {
        let features = json!([{"name": "prefers-color-scheme", "value": colors}, {"name": "prefers-reduced-motion", "value": "reduce"}]);
        self.devtools("Emulation.setEmulatedMedia", json!({"features": features})).await;
    }

    /// A picture of the page, as PNG.
    pub(super) async fn picture(&self) -> Vec<u8> {
        let taken = self.devtools("Page.captureScreenshot", json!({"format": "png"})).await;
        base64::engine::general_purpose::STANDARD.decode(taken["data"].as_str().unwrap()).unwrap()
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // chromedriver ends its Chromium when asked to; a client of its own, because this may be within a runtime.
        let session = self.session.clone();
        let end = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                reqwest::Client::builder().no_proxy().build().unwrap().delete(session).send().await.is_ok()
            })
        });
        drop(end.join());
        drop(self.driver.kill());
        drop(self.driver.wait());
    }
}
