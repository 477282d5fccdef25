//! Has a bot that runs for years take its memory from two arenas: begins the program anew with `MALLOC_ARENA_MAX=2` in its environment.
//!
//! In: the environment. Out: the same process with the same arguments, where nobody has said how many arenas there are; else nothing. Only glibc has arenas.
//!
//! glibc gives each thread an arena of its own and gives no memory of one to another. What one worker frees the next asks the system for: over a
//! million messages memory grew by 7 %, all of it free. From few arenas it stays where it is. A variable, because whoever knows better can
//! set it, and because no other way to say it is safe code.

#[cfg(all(target_os = "linux", target_env = "gnu"))]
pub(super) use glibc::few;

#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
pub(super) fn few() {}

#[cfg(all(target_os = "linux", target_env = "gnu"))]
mod glibc {
    use std::env;
    use std::os::unix::process::CommandExt as _;
    use std::process::Command;

    /// What says how many there may be, and how glibc calls it where it is said the other way.
    const ARENAS: &str = "MALLOC_ARENA_MAX";
    const TUNABLES: (&str, &str) = ("GLIBC_TUNABLES", "glibc.malloc.arena_max");
    /// With one, the threads that read what was learned wait for each other, and a start takes half as long again.
    const FEW: &str = "2";

    /// Begins anew with few arenas. Comes back where that is said already, or where it cannot be done: the bot runs all the same.
    pub(crate) fn few() {
        let (tunables, arenas) = TUNABLES;
        let said = env::var_os(ARENAS).is_some() || env::var(tunables).is_ok_and(|all| all.contains(arenas));
        let Some(program) = env::current_exe().ok().filter(|_| !said) else { return };
        let mut arguments = env::args_os();
        let mut anew = Command::new(program);
        if let Some(name) = arguments.next() {
            anew.arg0(name);
        }
        // What it gives back is an error; where it succeeds, this program is no more.
        drop(anew.args(arguments).env(ARENAS, FEW).exec());
    }
}
