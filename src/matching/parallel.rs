//! Does the same with many things on all cores.
//!
//! In: things, and what to do with one. Out: what came of each, in their order, whatever the number of cores.

use std::thread;

/// Does the same with all things, on as many cores as there are.
pub(super) fn each<T: Sync, R: Send>(things: &[T], work: impl Fn(&T) -> R + Copy + Send) -> Vec<R> {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let part = things.len().div_ceil(cores).max(1);
    thread::scope(|scope| {
        let begin = |part| {
            let all = move || <[T]>::iter(part).map(work).collect::<Vec<R>>();
            // Where the system refuses a thread, this one does it.
            thread::Builder::new().spawn_scoped(scope, all).map_err(|_| all())
        };
        let started: Vec<_> = things.chunks(part).map(begin).collect();
        let end = |thread: Result<thread::ScopedJoinHandle<'_, Vec<R>>, Vec<R>>| match thread {
            Ok(thread) => thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)),
            Err(done) => done,
        };
        started.into_iter().flat_map(end).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_out_is_in_order() {
        let things: Vec<usize> = (0..1_001).collect();
        assert_eq!(each(&things, |thing| thing * 2), things.iter().map(|thing| thing * 2).collect::<Vec<_>>());
        assert!(each(&[] as &[usize], |thing| *thing).is_empty());
    }
}
