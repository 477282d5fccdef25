//! Has a bot that runs for years take its memory from one arena: begins the program anew with `MALLOC_ARENA_MAX=1` in its environment.
//!
//! In: the environment. Out: the same process with the same arguments, where nobody has said how many arenas there are; else nothing. Only glibc has arenas.
//!
//! glibc gives each thread an arena of its own and gives no memory of one to another. What one worker frees the next asks the system for: over a
//! million messages memory grew by 7 %, all of it free; from one arena it stays where it is. A variable, because whoever knows better can
//! set it, and because no other way to say it is safe code.

/// How many arenas there may be; the other name of it is in [`TUNABLES`].
#[cfg(all(target_os = "linux", target_env = "gnu"))]
const ARENAS: &str = "MALLOC_ARENA_MAX";
#[cfg(all(target_os = "linux", target_env = "gnu"))]
const TUNABLES: &str = "GLIBC_TUNABLES";

/// Begins anew with one arena. Comes back where that is said already, or where it cannot be done: the bot runs all the same.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
pub(super) fn one() {
    use std::env;
    use std::os::unix::process::CommandExt as _;
    use std::process::Command;

    let said = env::var_os(ARENAS).is_some()
        || env::var(TUNABLES).is_ok_and(|tunables| tunables.contains("glibc.malloc.arena_max"));
    let Some(program) = env::current_exe().ok().filter(|_| !said) else { return };
    let mut arguments = env::args_os();
    let mut anew = Command::new(program);
    if let Some(name) = arguments.next() {
        anew.arg0(name);
    }
    // What it gives back is an error; where it succeeds, this program is no more.
    drop(anew.args(arguments).env(ARENAS, "1").exec());
}

#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
pub(super) fn one() {}
