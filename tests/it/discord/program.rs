//! `docent run` in a process of its own, as somebody starts it: against the look-alike, over a database.

use std::path::Path;
use std::process::{Child, Command, Stdio};

use docent::sandbox::LookAlike;

use crate::store::Database;

/// The program, ended with the test.
pub(super) struct Program(Child);

impl Program {
    /// Starts it in the folder around its knowledge.
    pub(super) fn start(discord: &LookAlike, database: &Database, knowledge: &Path) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_docent"));
        for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("DOCENT_")) {
            command.env_remove(name);
        }
        let child = command
            .arg("run")
            .current_dir(knowledge.parent().unwrap())
            .env_remove("DISCORD_TOKEN_FILE")
            .env("DISCORD_TOKEN", discord.token())
            .env("DOCENT_DISCORD__PROXY", discord.url())
            .env("DOCENT_STORE__URL", &database.url)
            .env("DOCENT_LOG__LEVEL", "error")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        Self(child)
    }

    /// As `kill -9` does: nothing is finished, nothing is flushed.
    pub(super) fn kill(mut self) {
        self.0.kill().unwrap();
        assert!(!self.0.wait().unwrap().success());
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}
