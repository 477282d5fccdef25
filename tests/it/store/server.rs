//! A PostgreSQL server of a test's own, to be stopped and started again while others use it.
//!
//! In: the programs that the distribution brings. Out: an address that stays the same, and no server left behind. Without the programs there is none.

use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// Where Debian and its kin keep every version.
const VERSIONS: &str = "/usr/lib/postgresql";
/// The account that comes with them: the server refuses to run as root.
const ACCOUNT: &str = "postgres";

/// A server in a folder of its own, spoken to through a socket there: no port that somebody else could take while it is stopped.
pub(crate) struct Server {
    programs: PathBuf,
    folder: TempDir,
    /// Whether another account has to run it.
    as_root: bool,
}

impl Server {
    /// Sets one up and starts it; none where its programs are not installed.
    pub(crate) fn start() -> Option<Self> {
        let programs = newest()?;
        let folder = tempfile::tempdir().unwrap();
        // Whoever made the folder is who runs this.
        let as_root = fs::metadata(folder.path()).unwrap().uid() == 0;
        let server = Self { programs, folder, as_root };
        if as_root {
            let owned = Command::new("chown").arg(ACCOUNT).arg(server.folder.path()).status().unwrap();
            assert!(owned.success(), "the account `{ACCOUNT}` is missing");
        }
        server.run("initdb", &["--auth=trust", "--username=postgres", "--no-sync"]);
        server.start_again();
        Some(server)
    }

    /// Its address, before and after.
    pub(crate) fn url(&self) -> String {
        format!("postgres://postgres@localhost/postgres?host={}", self.folder.path().display())
    }

    /// Stops it: `fast` ends all sessions in order, `immediate` is a crash.
    pub(crate) fn stop(&self, mode: &str) {
        self.run("pg_ctl", &["stop", "--wait", "--mode", mode]);
    }

    /// Starts it over what it has on the disk, and waits until it takes connections.
    pub(crate) fn start_again(&self) {
        let log = self.folder.path().join("log").display().to_string();
        let options = format!("-k {} -c listen_addresses=''", self.folder.path().display());
        self.run("pg_ctl", &["start", "--wait", "--log", &log, "--options", &options]);
    }

    fn run(&self, program: &str, arguments: &[&str]) {
        let path = self.programs.join(program);
        let mut command = Command::new(if self.as_root { Path::new("runuser") } else { &path });
        if self.as_root {
            command.args(["--user", ACCOUNT, "--"]).arg(&path);
        }
        // Not into a pipe: the server keeps it open, and whoever reads it would wait for the server's end.
        let done = command
            .args(arguments)
            .arg("--pgdata")
            .arg(self.folder.path().join("data"))
            .current_dir("/")
            .stdout(Stdio::null())
            .status()
            .unwrap();
        let log = || fs::read_to_string(self.folder.path().join("log")).unwrap_or_default();
        assert!(done.success(), "{program} {arguments:?}: {done}\n{}", log());
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Not by `run`: a test that fails while the server is stopped has said so already.
        let running = self.folder.path().join("data/postmaster.pid").exists();
        if running {
            self.stop("immediate");
        }
    }
}

/// The folder with the programs of the newest version.
fn newest() -> Option<PathBuf> {
    let versions = fs::read_dir(VERSIONS).ok()?.flatten();
    let number = |path: &Path| path.file_name()?.to_str()?.parse::<u32>().ok();
    let numbered = versions.filter_map(|version| Some((number(&version.path())?, version.path().join("bin"))));
    numbered.filter(|(_, programs)| programs.join("initdb").exists()).max().map(|(_, programs)| programs)
}
