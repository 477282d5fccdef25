//! `docent sandbox` with a knowledge folder of its own, and a browser that shows it.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use serde_json::{Value, json};
use tokio::sync::{Semaphore, SemaphorePermit};

use super::browser::{Browser, keys};
use crate::copied::Copied;

/// Browsers at a time: each takes a core.
static PLACES: Semaphore = Semaphore::const_new(2);

/// A name, width, height, and whether it is touched.
pub(super) type Size = (&'static str, u32, u32, bool);
pub(super) const DESKTOP: Size = ("desktop", 1280, 800, false);
pub(super) const PHONE: Size = ("phone", 390, 844, true);

/// The program, ended with the test.
pub(super) struct Program {
    child: Child,
    pub(super) address: String,
    folder: Copied,
}

impl Program {
    /// Starts `docent sandbox` over a copy of a knowledge folder of this repository.
    pub(super) fn start(knowledge: &str, settings: &[(&str, &str)]) -> Self {
        let folder = Copied::of(knowledge);
        let mut command = Command::new(env!("CARGO_BIN_EXE_docent"));
        for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("DOCENT_")) {
            command.env_remove(name);
        }
        command.args(["sandbox", "--no-browser"]).current_dir(folder.path().parent().unwrap());
        command
            .env("DOCENT_SANDBOX__LISTEN", "127.0.0.1:0")
            .env("DOCENT_LOG__LEVEL", "warn")
            .envs(settings.iter().copied());
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        Self { child, address: line.trim().to_owned(), folder }
    }

    /// Replaces something in a file, as a writer would.
    pub(super) fn rewrite(&self, path: &str, from: &str, to: &str) {
        self.folder.rewrite(path, from, to);
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// A page open in the first channel, with commands ready.
pub(super) struct Stage {
    pub(super) browser: Browser,
    pub(super) program: Program,
    _place: SemaphorePermit<'static>,
}

/// Whether tests in a browser are wanted at all.
fn is_wanted() -> bool {
    std::env::var_os("DOCENT_TEST_BROWSER").is_some_and(|value| !value.is_empty())
}

impl Stage {
    /// Over the small knowledge about coffee; nothing where no browser is wanted.
    pub(super) async fn open() -> Option<Self> {
        Self::open_with("tests/data/small", &[]).await
    }

    pub(super) async fn open_with(knowledge: &str, settings: &[(&str, &str)]) -> Option<Self> {
        if !is_wanted() {
            return None;
        }
        let place = PLACES.acquire().await.unwrap();
        let program = Program::start(knowledge, settings);
        let browser = Browser::open().await;
        browser.prefer("dark").await;
        let stage = Self { browser, program, _place: place };
        stage.load().await;
        Some(stage)
    }

    /// Loads the page and waits until it is ready for everything.
    pub(super) async fn load(&self) {
        self.browser.go(&self.program.address).await;
        self.browser.until("return document.querySelector('.beginning') && document.getElementById('say')").await;
        self.browser.until("return document.querySelector('#knowledge .state')").await;
        // The bot registers its commands once it is connected.
        let ready = "import('/web/world.js').then(async ({ world, on }) => { if (world.commands.server.length) done(true); else on('commands', () => done(true)); })";
        self.browser.run_async(ready).await;
    }

    /// Writes a message and sends it.
    pub(super) async fn say(&self, text: &str) {
        self.browser.run("document.getElementById('say').focus()").await;
        self.browser.type_keys(text).await;
        self.browser.type_keys(keys::ENTER).await;
    }

    /// Waits until Docent's last message has all of these in it; its text.
    pub(super) async fn answered(&self, parts: &[&str]) -> String {
        let parts = json!(parts);
        let found = self.browser.until(&format!("const last = [...document.querySelectorAll('article')].filter((one) => one.querySelector('.app')).at(-1); return last && {parts}.every((part) => last.innerText.includes(part)) && last.innerText")).await;
        found.as_str().unwrap_or_default().to_owned()
    }

    /// Presses the button with this label in the last message that has it.
    pub(super) async fn press(&self, label: &str) {
        let label = json!(label);
        self.browser.until(&format!("document.querySelector('[data-wanted]')?.removeAttribute('data-wanted'); const found = [...document.querySelectorAll('article button.button')].filter((one) => one.innerText.includes({label})).at(-1); found?.scrollIntoView({{block: 'center'}}); found?.setAttribute('data-wanted', ''); return Boolean(found)")).await;
        self.browser.click("[data-wanted]").await;
    }

    /// Chooses from the menu of the last message with these words.
    pub(super) async fn choose_action(&self, words: &str, action: &str) {
        let (words, action) = (json!(words), json!(action));
        self.browser.until(&format!("const found = [...document.querySelectorAll('article')].filter((one) => one.innerText.includes({words})).at(-1); found?.querySelector('[aria-label=\"More actions\"]').click(); return Boolean(found)")).await;
        self.browser.until(&format!("const found = [...document.querySelectorAll('[role=menuitem]')].find((one) => one.innerText === {action}); found?.click(); return Boolean(found)")).await;
    }

    /// Leaves pictures of the page as it is now, on a desktop and on a phone, dark and light, where somebody wants to look at them.
    pub(super) async fn shown(&self, name: &str) {
        let Some(folder) = std::env::var_os("DOCENT_TEST_PICTURES").map(PathBuf::from) else { return };
        for size in [DESKTOP, PHONE] {
            self.picture(&folder, name, size).await;
        }
    }

    /// The page in one size, dark and light; of a message that does not fit, its beginning.
    pub(super) async fn picture(&self, folder: &Path, name: &str, (kind, width, height, touch): Size) {
        fs::create_dir_all(folder).unwrap();
        self.browser.size(width, height, touch).await;
        for theme in ["dark", "light"] {
            self.browser.prefer(theme).await;
            self.browser.until(&format!("return document.documentElement.dataset.theme === '{theme}'")).await;
            self.browser.run("const log = document.getElementById('log'); const last = log.querySelector('article:last-of-type'); if (last) last.scrollIntoView({block: last.clientHeight > log.clientHeight ? 'start' : 'end'});").await;
            fs::write(folder.join(format!("{name}-{kind}-{theme}.png")), self.browser.picture().await).unwrap();
        }
        self.browser.size(1280, 800, false).await;
        self.browser.prefer("dark").await;
    }

    /// Goes to a channel by its name.
    pub(super) async fn go(&self, name: &str) {
        let name = json!(name);
        self.browser.until(&format!("const found = [...document.querySelectorAll('[data-channel]')].find((one) => one.textContent.trim().startsWith({name})); found?.click(); return Boolean(found)")).await;
        self.browser.until(&format!("return document.getElementById('place-name').innerText.includes({name})")).await;
    }

    /// Speaks as someone else from now on.
    pub(super) async fn speak_as(&self, name: &str) {
        let name = json!(name);
        self.browser.until(&format!("const found = [...document.querySelectorAll('.person')].find((one) => one.textContent.includes({name})); found?.querySelector('input').click(); return Boolean(found)")).await;
        self.browser
            .until(&format!(
                "return document.getElementById('say')?.getAttribute('aria-label')?.endsWith(`as ${{{name}}}`)"
            ))
            .await;
    }

    /// What a script gives.
    pub(super) async fn see(&self, script: &str) -> Value {
        self.browser.run(&format!("return {script}")).await
    }
}
